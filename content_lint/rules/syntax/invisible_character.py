from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import groupby
from shlex import quote

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.links.mail import is_bare_address, is_mailto
from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document, FrontMatterField, Link, ScalarStyle
from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.resolver import resolver_for
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.site.generators.registry import is_own_key, own_ids
from content_lint.text.characters import (
    find_invisible,
    guides_breaks,
    guides_reading,
    has_direction_marks,
    has_invisible,
    has_right_to_left,
    may_change_the_view,
    name_of,
    shapes_letters,
    strip_invisible,
)
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.regex import regex
from content_lint.text.source import BOM, Span

_ADDRESS_KEYS = frozenset(
    {"permalink", "url", "slug", "redirect_from", "redirect_to", "aliases", "canonical_url", "email"}
)
_ADDRESS_SIGN = regex(r"[\w.+-]@[\w-][\w.-]*\.[a-z]{2}|://|\bwww\.", re.IGNORECASE)
_ADDRESS_CHARACTER = regex(r"[\w.@/:%+?=&#-]")
_BLANKS = regex(r"[\s<>()\[\]\"'`]")
_REACH = 100
_WORD_BEFORE = regex(r"[^\W_][\w'\u2019-]{0,30}[^\w\s]{0,3}\Z")
_LONGEST_WORD = 34
"""Characters that ``_WORD_BEFORE`` takes at most."""
_WORD_AFTER = regex(r"\W{1,4}([^\W_][\w'\u2019-]{0,30})")
_MARKUP_BESIDE = frozenset("_`~\\{}[]|^$%@&=:/#")
"""What may make code, a template, a link, a footnote or an address together with what comes to stand beside it."""
_MARKUP_WITH_NEIGHBOURS = "*\"'<"
"""What makes emphasis, curly quotes or a tag together with its neighbours."""
_RIGHT_TO_LEFT_CODES = frozenset({"ar", "ckb", "dv", "fa", "he", "iw", "ps", "sd", "ug", "ur", "yi"})
_TITLES = frozenset({"title", "linkTitle", "summary"})
_LANGUAGE_KEYS = ("lang", "language", "locale")
_PATH_PARTS = regex(r"[/.]")
_HEAD = regex(
    r"((?:[ \t]*(?:>|[-+*](?=[ \t]|\Z)|\d{1,9}[.)](?=[ \t]|\Z)))*)[ \t]*"
    r"((?:#{1,6}|=+|-+|`{3,}|~{3,}|\||:|\{|<|\[[^\]]{0,60}\]:|\*\[)?)"
)


class InvisibleCharacter(DocumentRule[Options]):
    r"""There is an invisible character in the text.

    ## Why this matters
    Such characters come along when text is copied from a message, a document or a chat. In an address they
    break the link, though it looks right. In a text, searches miss the word, and screen readers may spell
    it. Some turn the direction of what follows, so that readers see something else than what is there.

    What does its own work is left alone: emoji, scripts that need such characters, marks of direction on pages
    with right-to-left letters, soft hyphens inside words, word joiners, and no-break spaces. A fix is safe where
    readers cannot see it, and where no address and no field changes its meaning.

    ## Bad
    ~~~md escapes
    ---
    title: Summer party
    ---
    The party is \u200bon the roof.
    ~~~

    ~~~md escapes
    ---
    title: Summer party
    ---
    Write to [the team](mailto:\ufeffteam@example.org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    The party is on the roof. 🏳️‍🌈
    ~~~
    """

    meta = RuleMeta(
        "SY401",
        "invisible-character",
        Severity.WARNING,
        yields_to=("hidden-front-matter",),
        whole_file=("undecodable-text",),
        for_readers=True,
    )

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each line with such characters, at the first one in an address if there is one."""
        source = document.source
        text = source.text
        if not has_invisible(text):
            return
        places = _Places.of(document, context)
        starts = source.line_starts
        offsets = (offset for offset in find_invisible(text) if offset or text[0] != BOM)
        for line, group in groupby(offsets, key=lambda offset: bisect_right(starts, offset)):
            span = source.line_span(line)
            wrong: list[int] = []
            hot: list[int] = []
            shown_addresses: list[int] = []
            for offset in group:
                if shapes_letters(text, offset):
                    continue
                if places.addresses.holding(offset) is not None:
                    hot.append(offset)
                elif guides_reading(text, offset, right_to_left=places.right_to_left):
                    continue
                elif _is_in_visible_address(text, offset, span):
                    shown_addresses.append(offset)
                elif guides_breaks(text, offset) and not places.is_exact(offset):
                    continue
                wrong.append(offset)
            if wrong:
                yield self._finding(document, span, wrong, hot or shown_addresses, places)

    def _finding(
        self, document: Document, line: Span, wrong: Sequence[int], hot: Sequence[int], places: _Places
    ) -> Diagnostic:
        text = document.source.text
        place = (hot or wrong)[0]
        message = _in_address(text, line, place, places) if hot else _counted(text, wrong)
        runs = _runs(wrong)
        in_body = line.start >= document.body.span.start
        # All but kramdown make a link of an address in the text, as soon as it is one.
        links_come = places.settings.dialect.markdown != "kramdown"
        safe = all(
            text[run.start - 1 : run.start] != "\\"
            if places.outside.holding(run.start) is not None
            else _is_safe(text, run, line, in_body=in_body)
            and not places.at_risk(text, run)
            and not (links_come and run.start in hot)
            for run in runs
        )
        ends_value = not in_body and any(_separates(text, run, line) for run in runs)
        return self.report(
            document.path,
            Span(place, place + 1),
            message,
            help=_help(document.path, them=len(wrong) > 1, safe=safe),
            severity=Severity.ERROR if hot else Severity.WARNING,
            fix=None if ends_value else _deletion(document.path, runs, safe=safe),
        )


def _in_address(text: str, line: Span, place: int, places: _Places) -> str:
    """What is said of a character in an address."""
    whole = places.addresses.holding(place)
    beginning = text[whole.start : min(whole.end, whole.start + _REACH)] if whole is not None else ""
    address = strip_invisible(beginning or _token(text, place, line))
    address = " ".join(address.split()).strip(" '\"")
    return f"address {shown(address)} holds an invisible character ({_named(text[place])})"


def _counted(text: str, wrong: Sequence[int]) -> str:
    """What is said of characters elsewhere."""
    place = wrong[0]
    if len(wrong) > 1:
        return (
            f"{len(wrong)} invisible characters in this line, the first {_where(text, place)} ({_named(text[place])})"
        )
    return f"invisible character {_where(text, place)} ({_named(text[place])})"


def _named(character: str) -> str:
    return f"{name_of(character)}, U+{ord(character):04X}"


def _deletion(path: str, runs: Sequence[Span], *, safe: bool) -> Fix:
    edits = tuple(Edit(path, run, "") for run in runs)
    return Fix("Delete what is invisible", edits, Safety.SAFE if safe else Safety.UNSAFE)


def _help(path: str, *, them: bool, safe: bool) -> str:
    it = "them" if them else "it"
    again = f"type the words around {it} again"
    return f"`content-lint check --fix {quote(path)}` deletes {it}, or {again}" if safe else f"Delete {it}: {again}"


def _where(text: str, place: int) -> str:
    """Where a character is, by the word next to it: it cannot be seen itself."""
    before = _WORD_BEFORE.search(text, max(place - _LONGEST_WORD, 0), place)
    if before:
        return f"after {shown(strip_invisible(before[0]))}"
    after = _WORD_AFTER.match(text, place)
    return f"before {shown(after[1])}" if after else "here"


class _Spans:
    """Spans that do not nest, asked which of them holds an offset."""

    __slots__ = ("_spans", "_starts")

    def __init__(self, spans: Sequence[Span]) -> None:
        self._spans = sorted(spans)
        self._starts = [span.start for span in self._spans]

    def holding(self, offset: int) -> Span | None:
        """The last span that starts at or before the offset, if it holds it."""
        place = bisect_right(self._starts, offset) - 1
        if place >= 0 and self._spans[place].start <= offset < self._spans[place].end:
            return self._spans[place]
        return None


class _Places(Struct, frozen=True):
    """What is where in a document.

    Attributes:
        addresses: destinations of links, and values that are addresses.
        outside: those that lead to other sites, and mail addresses: no page of this site can be meant.
        quoted: code and templates.
        keys: keys of the front matter.
        values: its values.
        named: headings whose ids have such characters in them: links lead to those.
        right_to_left: whether the page is read from right to left, or some of it; only looked at where there is a mark
            of direction.
        settings: the site's settings.
    """

    addresses: _Spans
    outside: _Spans
    quoted: _Spans
    keys: _Spans
    values: _FieldSpans
    named: _Spans
    right_to_left: bool
    settings: SiteSettings

    @classmethod
    def of(cls, document: Document, context: DocumentContext) -> _Places:
        """The places of a document."""
        front_matter, text = document.front_matter, document.source.text
        fields = list(front_matter.fields.values()) if front_matter is not None else []
        settings = context.settings
        outside = [link.destination_span for link in context.links if _leads_outside(link, settings)]
        outside += [field.span for field in fields if field.path == ("email",) and isinstance(field.value, str)]
        return cls(
            _Spans([*(link.destination_span for link in context.links), *_address_fields(document)]),
            _Spans(outside),
            _Spans([*document.body.code, *document.body.templates]),
            _Spans([field.key_span for field in fields if isinstance(field.path[-1], str)]),
            _FieldSpans(fields),
            _Spans(_named_headings(document, settings)),
            has_direction_marks(text) and (has_right_to_left(text) or _is_right_to_left(document)),
            settings,
        )

    def is_exact(self, offset: int) -> bool:
        """Whether every character counts there: in code, in templates, in keys, and in what the generator acts on."""
        if self.quoted.holding(offset) is not None or self.keys.holding(offset) is not None:
            return True
        field = self.values.holding(offset)
        return field is not None and field.path[0] not in _TITLES and is_own_key(field.path[0], self.settings)

    def at_risk(self, text: str, run: Span) -> bool:
        """Whether a deletion may change more than a text: a key, code, an address, an id, what becomes of a page."""
        if self.is_exact(run.start) or any(spans.holding(run.start) for spans in (self.addresses, self.named)):
            return True
        field = self.values.holding(run.start)
        if field is not None and not _stays_text(field, self.settings):
            return True
        return any(may_change_the_view(text, offset) for offset in range(run.start, run.end))


class _FieldSpans:
    """The values of front matter that hold no others, asked which of them holds an offset."""

    __slots__ = ("_by_start", "_spans")

    def __init__(self, fields: Sequence[FrontMatterField]) -> None:
        self._by_start = {field.span.start: field for field in fields if not isinstance(field.value, (dict, list))}
        self._spans = _Spans([field.span for field in self._by_start.values()])

    def holding(self, offset: int) -> FrontMatterField | None:
        """The value that holds an offset, or None."""
        span = self._spans.holding(offset)
        return self._by_start[span.start] if span is not None else None


def _named_headings(document: Document, settings: SiteSettings) -> list[Span]:
    """The headings with something unseen in them, if the ids of their page have it too."""
    spans = [heading.span for heading in document.body.headings if has_invisible(document.source[heading.span])]
    return spans if spans and any(map(has_invisible, own_ids(document, settings))) else []


def _stays_text(field: FrontMatterField, settings: SiteSettings) -> bool:
    """Whether a value is a text, and still one without what nobody sees in it."""
    if not isinstance(field.value, str):
        return False
    if field.style is not ScalarStyle.PLAIN:
        return True
    bare = strip_invisible(field.raw).strip()
    try:
        # What begins with a sign may be the beginning of a list, a group, a tag or a comment.
        return bare[:1].isalnum() and isinstance(resolver_for(settings.dialect.yaml)(bare, plain=True, tag=None), str)
    except ScalarRefusedError:
        return False


def _leads_outside(link: Link, settings: SiteSettings) -> bool:
    """Whether a link leads to a mail address or to another site, whatever is unseen in it."""
    destination = strip_invisible(link.destination)
    if is_mailto(destination) or is_bare_address(destination):
        return True
    url = split_web_url(destination)
    return url is not None and url.server not in settings.own_hosts


def _is_right_to_left(document: Document) -> bool:
    """Whether a page says that it is read from right to left: by its language or its folder."""
    data = document.front_matter.data if document.front_matter is not None else {}
    if str(data.get("dir", "")).lower() == "rtl":
        return True
    codes = [*(str(data.get(key, "")) for key in _LANGUAGE_KEYS), *_PATH_PARTS.split(document.path)]
    return any(code.lower().replace("_", "-").partition("-")[0] in _RIGHT_TO_LEFT_CODES for code in codes)


def _address_fields(document: Document) -> Iterator[Span]:
    """Values of keys that make URLs or hold addresses."""
    if document.front_matter is not None:
        for field in document.front_matter.fields.values():
            if isinstance(field.value, str) and not _ADDRESS_KEYS.isdisjoint(field.path):
                yield field.span


def _token(text: str, offset: int, line: Span) -> str:
    """The word around an offset, cut at blanks, brackets and quotes, at most 100 characters to each side."""
    start, end = max(line.start, offset - _REACH), min(line.end, offset + _REACH)
    before = _BLANKS.split(text[start:offset])[-1]
    return before + _BLANKS.split(text[offset:end], maxsplit=1)[0]


def _is_in_visible_address(text: str, offset: int, line: Span) -> bool:
    """Whether the character is inside of an address that the text shows."""
    before, after = text[max(offset - 1, line.start) : offset], text[offset + 1 : offset + 2]
    if not _ADDRESS_CHARACTER.match(before) or not _ADDRESS_CHARACTER.match(after):
        return False
    return _ADDRESS_SIGN.search(strip_invisible(_token(text, offset, line))) is not None


def _runs(offsets: Sequence[int]) -> list[Span]:
    """Offsets that follow each other, as spans."""
    runs: list[Span] = []
    for offset in offsets:
        if runs and runs[-1].end == offset:
            runs[-1] = Span(runs[-1].start, offset + 1)
        else:
            runs.append(Span(offset, offset + 1))
    return runs


def _beside(text: str, run: Span, line: Span) -> tuple[str, str]:
    """The characters before and after a run of the same line, each empty where there is none."""
    before = text[run.start - 1] if run.start > line.start else ""
    after = text[run.end] if run.end < line.end else ""
    return before, after


def _separates(text: str, run: Span, line: Span) -> bool:
    """Whether YAML would read a new value or a comment in the line without a run."""
    before, after = _beside(text, run, line)
    return (before == ":" and after in {"", " ", "\t"}) or (before in {" ", "\t"} and after == "#")


def _is_safe(text: str, run: Span, line: Span, *, in_body: bool) -> bool:
    """Whether deleting changes nothing but the text: no markup, no block and no break comes to be."""
    if not in_body:
        return not _separates(text, run, line)
    before, after = _beside(text, run, line)
    if _makes_markup(before, after):
        return False
    if not after:
        # Blanks at the end of a line break it or are dropped, and an empty line ends a paragraph.
        return bool(before) and not before.isspace()
    if run.end > line.start + _REACH:
        return True
    old = text[line.start : min(line.end, line.start + 2 * _REACH)]
    place = run.start - line.start
    new = old[:place] + old[run.end - line.start :]
    opening = _HEAD.match(old)
    # Blanks at the beginning of a text are dropped, and those after the character were not.
    if after.isspace() and opening is not None and opening.end() >= len(old[:place].rstrip()):
        return False
    return _head(old) == _head(new)


def _makes_markup(before: str, after: str) -> bool:
    """Whether two characters, each of which may be missing, can be markup once they are side by side."""
    if (before and before in _MARKUP_BESIDE) or (after and after in _MARKUP_BESIDE):
        return True
    pair = before + after
    if pair in {"--", ".."}:  # three of them are another character
        return True
    return any(mark in pair and not pair.replace(mark, "", 1).isalnum() for mark in _MARKUP_WITH_NEIGHBOURS)


def _head(line: str) -> tuple[list[str], str]:
    """What a line is to Markdown by its beginning: its containers and its mark."""
    match = _HEAD.match(line)
    containers, mark = match.groups() if match else ("", "")
    return containers.split(), mark
