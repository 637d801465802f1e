"""What the next save in the site's CMS does to a post that an editor opens there."""

from collections.abc import Iterator
from datetime import date, tzinfo
from typing import NamedTuple

from msgspec.structs import replace

from content_lint.cms.changes import Change, Fate, Kind
from content_lint.cms.saving.values import Unreadable, is_nothing
from content_lint.cms.written.numbers import Moment, number_text, read_plain
from content_lint.cms.written.strings import DECAP, SVELTIA, Place, Style, can_be_plain, write_text
from content_lint.config.forms import Form
from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Document, FenceState, FrontMatter, FrontMatterField, KeyPath, ScalarStyle
from content_lint.parse.front_matter.continuations import read_continuation
from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.dates import read_date
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.parse.scalars.resolver import resolver_for
from content_lint.text.regex import regex
from content_lint.text.source import Span

_QUOTED = frozenset({ScalarStyle.SINGLE, ScalarStyle.DOUBLE})
_COLLECTIONS = frozenset({ScalarStyle.MAPPING, ScalarStyle.SEQUENCE})
_INSIDE = Place("  ")
# What every CMS writes without quotes as it was: texts in which nothing means anything to YAML, whole numbers that
# JavaScript keeps, and moments as it writes them, but for days that not every month has.
_ALIKE = regex(
    r"(?:[^\W\d_]|/(?=.))[^\x00-\x1f\x7f-\x9f#:]*+(?::(?=\S)[^\x00-\x1f\x7f-\x9f#:]*+)*+(?<! )\Z"
    r"|(?:0|[1-9][0-9]{0,14})\Z"
    r"|[0-9]{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])T(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9]\.[0-9]{3}Z\Z"
)
_NOT_TEXT = frozenset({"Null", "NULL", "True", "TRUE", "False", "FALSE"})
_EXACT = 2**53
"""Up to here JavaScript keeps whole numbers as they are."""


def fate_of(document: Document, form: Form, program: str) -> Fate:
    """What becomes of a file whose front matter is in some way odd; all others are kept."""
    if program not in ("decap", "sveltia") or "frontmatter_delimiter" in form.given or not _is_odd(document, form):
        return Fate.KEPT
    text = document.source.text
    fixed = form.format
    if fixed in ("toml-frontmatter", "json-frontmatter"):
        fences = {"toml-frontmatter": "+++", "json-frontmatter": "{"}
        return Fate.KEPT if text.startswith(fences[fixed]) else Fate.COVERED
    if program == "decap":
        from content_lint.cms.saving import decap  # few files are odd

        data = decap.load(text, fixed)
        if not data and text.strip():
            return Fate.EMPTIED
    else:
        from content_lint.cms.saving import sveltia

        try:
            data = sveltia.load(text, fixed)
        except Unreadable:
            return Fate.UNLISTED
    return Fate.COVERED if set(data) == {"body"} and _holds_keys(document) else Fate.KEPT


def _is_odd(document: Document, form: Form) -> bool:
    front_matter, text = document.front_matter, document.source.text
    if document.header is FenceState.MISSING:
        return False
    if front_matter is None or front_matter.error or front_matter.duplicates or form.format:
        return True
    if front_matter.format == "yaml":
        first, last = text.partition("\n")[0].rstrip("\r"), _line_at(text, front_matter.closing)
        if first != "---" or last != "---":
            return True
    fields = front_matter.fields.values()
    long = [field for field in fields if "\n" in field.raw and field.style in _QUOTED]
    return any(_is_unindented(document, field) for field in long) or (long != [] and any(map(_may_be_refused, fields)))


def _is_unindented(document: Document, field: FrontMatterField) -> bool:
    odd = read_continuation(document.source, field)
    return odd is not None and bool(odd.unindented)


def _may_be_refused(field: FrontMatterField) -> bool:
    """Whether a CMS may refuse a value that the generator takes, however its lines are indented."""
    return field.style is ScalarStyle.ALIAS or type(field.path[-1]) is OddKey


def _line_at(text: str, span: Span) -> str:
    end = text.find("\n", span.start)
    return text[span.start : end if end >= 0 else len(text)].rstrip("\r")


def _holds_keys(document: Document) -> bool:
    """Whether there is something in the front matter; what was never closed surely has been meant for it."""
    front_matter = document.front_matter
    return front_matter is None or bool(front_matter.error) or bool(front_matter.fields)


def changes_of(document: Document, form: Form, program: str, dialect: Dialect, zone: tzinfo) -> tuple[Change, ...]:
    """What the next save changes in front matter that the CMS reads.

    Args:
        document: the post.
        form: what it is edited in.
        program: ``decap`` or ``sveltia``.
        dialect: of the generator, whose values count for readers.
        zone: the site's.
    """
    front_matter = document.front_matter
    if front_matter is None or front_matter.error or front_matter.format != "yaml":
        return ()
    if form.format not in ("", "yaml-frontmatter") or "frontmatter_delimiter" in form.given:
        return ()
    looked_at = _Save(document, front_matter, form, Reader(dialect, zone), DECAP if program == "decap" else SVELTIA)
    return tuple(looked_at.changes())


class Reader(NamedTuple):
    """How values are read: by which generator, and in which zone."""

    dialect: Dialect
    zone: tzinfo


class _Save:
    """One document and what the CMS makes of it."""

    def __init__(self, document: Document, front_matter: FrontMatter, form: Form, reader: Reader, style: Style) -> None:
        self.text = document.source.text
        self.front_matter = front_matter
        self.form = form
        self.style = style
        self.unfolded = replace(style, width=0)
        self.reader = reader
        self.resolve = resolver_for(reader.dialect.yaml)
        self.dates = {"date"} | {item.name for item in form.fields if item.widget in ("datetime", "date")}

    def changes(self) -> Iterator[Change]:
        after = self._values_of_widgets() if self.style is SVELTIA and self.form.translation is None else {}
        done: list[KeyPath] = []
        for path, field in self.front_matter.fields.items():
            if field.style is ScalarStyle.PLAIN and path not in after and _is_written_alike(field.raw):
                continue
            if done and any(path[: len(above)] == above for above in done):
                continue
            if path in after:
                found, done = after[path], [*done, path]
                if (change := self._of_widget(field, found)) is not None:
                    yield change
            elif field.style not in _COLLECTIONS and (change := self._of_scalar(field)) is not None:
                yield change

    def _of_scalar(self, field: FrontMatterField) -> Change | None:
        """What writing a value again changes where the form leaves it alone."""
        loaded = self._loaded(field)
        if loaded is _UNKNOWN:
            return None
        if isinstance(loaded, str):
            if self.style is SVELTIA:
                loaded = loaded.strip()
            if field.style is not ScalarStyle.PLAIN and not can_be_plain(loaded):
                return None  # it is written in quotes or as a block again, and they hold the same
        return self._written(field, loaded, lost=_is_rounded(field, loaded))

    def _loaded(self, field: FrontMatterField) -> object:
        """The value as the CMS has it; ``_UNKNOWN`` for what is rare and not worth a guess."""
        if field.style is ScalarStyle.ALIAS or self._is_tagged(field):
            return _UNKNOWN
        if field.style is not ScalarStyle.PLAIN:
            return field.value if isinstance(field.value, str) else _UNKNOWN
        if "\n" in field.raw:
            return _UNKNOWN
        return read_plain(field.raw, moments=self.style is DECAP)

    def _is_tagged(self, field: FrontMatterField) -> bool:
        before = self.text[field.key_span.end : field.span.start] if field.key_span.end <= field.span.start else ""
        return "!" in before or field.raw[:1] in ("!", "&")

    def _written(self, field: FrontMatterField, value: object, *, lost: bool = False) -> Change | None:
        """The change that a new text for a value is; None where nothing differs that anybody sees."""
        plain, text = self._text_of(value)
        if text == field.raw:
            return None
        reading = self._read(text) if plain else value
        if lost:
            return Change(Kind.LOST, field.path, field.span, text, value, reading)
        if not _same(reading, field.value) and not self._is_date_of(field, reading):
            return Change(Kind.READ_OTHERWISE, field.path, field.span, text, value, reading)
        if _is_respelt(field, value, text, plain=plain):
            return Change(Kind.RESPELT, field.path, field.span, text, value, reading)
        return None

    def _is_date_of(self, field: FrontMatterField, reading: object) -> bool:
        """Whether a text became the date that it names, which its form takes for one, or which is printed alike."""
        if not isinstance(field.value, str) or not isinstance(reading, date):
            return False
        if type(reading) is date and reading.isoformat() == field.value:
            return True
        return len(field.path) == 1 and field.path[0] in self.dates and self._is_same_moment(field, reading)

    def _is_same_moment(self, field: FrontMatterField, reading: date) -> bool:
        """Whether a date is still that moment: only in quotes is a time without a zone one of the site's zone."""
        before = read_date(field.value, field.raw, *self.reader)
        return before.instant is None or before.instant == read_date(reading, "", *self.reader).instant

    def _text_of(self, value: object) -> tuple[bool, str]:
        """Whether a value is written without quotes, and the text."""
        if isinstance(value, str):
            written = write_text(value, self.unfolded, _INSIDE)
            return written == value, written
        if isinstance(value, bool):
            return True, "true" if value else "false"
        if isinstance(value, float):
            return True, number_text(value)
        return True, value.text if isinstance(value, Moment) else "null"

    def _read(self, text: str) -> object:
        try:
            return self.resolve(text, plain=True, tag=None)
        except ScalarRefusedError:
            return _UNKNOWN

    def _values_of_widgets(self) -> dict[KeyPath, object]:
        """By their paths the values that Sveltia turns into what their widgets hold, where that makes a difference."""
        from content_lint.cms.saving import sveltia  # one of two programs

        content = self.front_matter.content
        return sveltia.changed_by_widgets(self.text[content.start : content.end], self.form.fields)

    def _of_widget(self, field: FrontMatterField, value: object) -> Change | None:
        """What a widget that takes no such value does to it."""
        if is_nothing(field.value) and (is_nothing(value) or value is False):
            return None
        if isinstance(value, (list, dict)):
            return self._of_collection(field, value)
        if isinstance(field.value, list):
            return self._of_list(field, field.value, value)
        lost = is_nothing(value) or field.style in _COLLECTIONS or value is False
        if value is False and _same(self._read("false"), field.value):
            lost = False
        return self._written(field, value, lost=lost)

    def _of_collection(self, field: FrontMatterField, value: list[object] | dict[str, object]) -> Change:
        """One value that became a list, or a list or group that became empty."""
        kind = Kind.READ_OTHERWISE if value else Kind.LOST
        items = [self._text_of(item)[1] for item in value if not isinstance(item, (list, dict))]
        return Change(kind, field.path, field.span, f"[{', '.join(items)}]" if items else "", value, value)

    def _of_list(self, field: FrontMatterField, items: list[object], value: object) -> Change:
        """A list of which at most the first item is kept."""
        first = self.front_matter.get(*field.path, 0)
        text = self._text_of(value)[1]
        if first is None or first.style in _COLLECTIONS:
            return Change(Kind.LOST, field.path, field.span, text, value, value)
        kind = Kind.LOST if len(items) > 1 else Kind.READ_OTHERWISE
        return Change(kind, field.path, field.span, text, value, value, len(items) if len(items) > 1 else 0)


def _is_written_alike(raw: str) -> bool:
    return _ALIKE.match(raw) is not None and raw not in _NOT_TEXT


class _Unknown:
    """Stands for a value that is not known."""


_UNKNOWN = _Unknown()


def _is_rounded(field: FrontMatterField, loaded: object) -> bool:
    """Whether a whole number is larger than JavaScript can keep."""
    if not isinstance(loaded, float) or isinstance(loaded, bool) or abs(loaded) < _EXACT:
        return False
    return isinstance(field.value, int) and int(loaded) != field.value


def _is_respelt(field: FrontMatterField, value: object, text: str, *, plain: bool) -> bool:
    """Whether quotes are lost that other programs need, or a number is written in another way."""
    if not plain:
        return False
    if field.style in _QUOTED:
        return _looks_like_more(text)
    is_number = field.raw[:1] in "+-.0123456789" and not isinstance(value, (str, Moment))
    return field.style is ScalarStyle.PLAIN and field.raw != "" and is_number and field.raw != text


def _looks_like_more(text: str) -> bool:
    """Whether some program reads a text without quotes as something else than text."""
    from content_lint.parse.scalars.pyyaml import resolve  # imports yaml, which front matter has done already

    return not isinstance(resolve(text, plain=True, tag=None), str)


def _same(one: object, other: object) -> bool:
    """Whether a generator has the same value in both; 1 and 1.0 are printed differently, so they are not."""
    if isinstance(one, float) and isinstance(other, float) and one != one and other != other:  # noqa: PLR0124
        return True
    if isinstance(one, str) and isinstance(other, str):
        return one.strip() == other.strip()  # Sveltia takes off what is around a text, and nobody sees that
    return type(one) is type(other) and one == other
