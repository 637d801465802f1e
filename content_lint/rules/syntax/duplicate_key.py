from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping, Sequence

from content_lint.parse import facts
from content_lint.parse.facts import Document, FrontMatter, ScalarStyle
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.editor_words import consequence, loses_post
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt, typed
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span
from content_lint.text.yaml_scalars import quote, spell

_LISTS = frozenset({"redirect_from", "aliases"})
"""Keys that take a list, so that two of them were surely meant to add up."""

_ANCHOR = regex(r"[ \t]&\S")


class DuplicateKey(DocumentRule[Options]):
    """A key is set twice in the front matter.

    ## Why this matters
    Only one of the two counts, and no program says which was dropped: Jekyll takes the later one, the CMS may
    refuse to open the post, and newer versions of Hugo stop. Two `redirect_from` mean that one old address
    leads nowhere; a list holds both.

    ## Bad
    ~~~md
    ---
    title: Summer party
    redirect_from: /party/
    redirect_from: /news/party/
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    redirect_from:
      - /party/
      - /news/party/
    ---
    ~~~
    """

    meta = RuleMeta("SY201", "duplicate-key", Severity.ERROR)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each key after its first, at any depth."""
        front_matter = document.front_matter
        if front_matter is None or not front_matter.duplicates:
            return
        generator = context.settings.generator
        merger = _Merger(document.source, front_matter)
        superseded = {item.earlier_key_span: item.earlier_value for item in front_matter.duplicates}
        for item in front_matter.duplicates:
            later = _later_value(item, superseded, front_matter)
            values = _values(item.earlier_value, later) if item.path[-1] in _LISTS else None
            fix = merger.fix(item, values) if front_matter.format == "yaml" else None
            effect, severity = f"{_named(item.earlier_value)} is lost", Severity.ERROR
            if generator.stops_at_repeated_keys and (len(item.path) == 1 or item.alike):
                effect = f"{generator.called} stops the build"
            elif item.earlier_value == later:
                effect, severity = _harmless(context)
            effect += consequence(context)
            yield self.report(
                document.path,
                item.key_span,
                f"{_again(item, document.source)}: {effect}",
                help=_one_list(str(item.path[-1]), values) if values else "Keep the right one, and delete the other.",
                severity=severity,
                related=(Related(document.path, item.earlier_key_span, "the earlier one"),),
                fix=fix,
            )


def _harmless(context: DocumentContext) -> tuple[str, Severity]:
    """What the same value twice leads to: the same page, but a CMS refuses the whole file."""
    cms = context.collection.cms if context.collection is not None else ""
    effect = f"the value is the same, but {cms} cannot open the file" if cms else "the value is the same"
    return effect, Severity.ERROR if cms or loses_post(context) else Severity.WARNING


def _again(item: facts.RepeatedKey, source: SourceText) -> str:
    if item.alike:
        return f"`{spelt(item.path)}` is set again here"
    here, above = (" ".join(source[span].split()) for span in (item.key_span, item.earlier_key_span))
    return f"the key {shown(here)} is the same as {shown(above)} above"


def _named(value: object) -> str:
    """What is lost, in words."""
    if isinstance(value, bool):
        return f"its earlier value `{str(value).lower()}`"
    return f"its earlier value {shown(str(value))}" if isinstance(value, (str, int, float)) else "the earlier one"


def _later_value(item: facts.RepeatedKey, superseded: Mapping[Span, object], front_matter: FrontMatter) -> object:
    """The value of the later entry: the one that counts, or one that yet another entry supersedes."""
    if item.key_span in superseded:
        return superseded[item.key_span]
    field = front_matter.get(*item.path)
    return field.value if field is not None else None


def _values(earlier: object, later: object) -> list[str] | None:
    """The values of both entries in order, each once; None where one is no text, or where both say the same."""
    values: dict[str, None] = {}
    for value in (earlier, later):
        for entry in value if isinstance(value, list) else [value]:
            if entry is not None and not isinstance(entry, str):
                return None
            if entry:
                values[entry] = None
    return list(values) if len(values) > 1 else None


def _one_list(key: str, values: Sequence[str]) -> str:
    """The line that holds the values of both."""
    like = f"{key}: [{', '.join(quote(value) for value in values)}]"
    return f"Write one list: {typed(like)}"


class _Merger:
    """Makes fixes for one document; what holds for all of them is found out once."""

    def __init__(self, source: SourceText, front_matter: FrontMatter) -> None:
        self._source = source
        self._comments = [comment.start for comment in front_matter.comments]
        self._indent = " " * _indent(source, front_matter)

    def fix(self, item: facts.RepeatedKey, values: list[str] | None) -> Fix | None:
        """Merge both entries, or delete the earlier one, whose value counts for nothing; comments are never lost."""
        source = self._source
        entries = (item.earlier_entry, item.entry) if values else (item.earlier_entry,)
        if item.earlier_entry.end > item.entry.start or not source[item.earlier_entry].endswith("\n"):
            return None
        if any(self._holds_more(entry) for entry in entries):
            return None
        starts = [source.text.rfind("\n", 0, entry.start) + 1 for entry in entries]
        if any(source.text[start : entry.start].strip(" ") for start, entry in zip(starts, entries, strict=True)):
            return None
        dead = Edit(source.path, Span(starts[0], item.earlier_entry.end), "")
        if not values:
            return Fix("Delete the earlier one", (dead,), Safety.UNSAFE)
        if len(item.path) > 1:
            return None
        return Fix(
            "Merge both into one list", (dead, Edit(source.path, item.entry, self._list(item, values))), Safety.UNSAFE
        )

    def _holds_more(self, entry: Span) -> bool:
        """Whether a comment is in an entry, or a name that other values may refer to."""
        place = bisect_left(self._comments, entry.start)
        if place < len(self._comments) and self._comments[place] < entry.end:
            return True
        return _ANCHOR.search(self._source.text, entry.start, entry.end) is not None

    def _list(self, item: facts.RepeatedKey, values: list[str]) -> str:
        """The entry as a list in the style of the file: its line ends, its indent, the quotes of the later value."""
        entry = self._source[item.entry]
        line_end = "\r\n" if entry.endswith("\r\n") else "\n"
        like = entry[item.key_span.end - item.entry.start :].lstrip(" \t:-[\r\n")[:1]
        lines = [f"{self._source[item.key_span]}:", *(f"{self._indent}- {spell(value, like)}" for value in values)]
        return line_end.join(lines) + line_end


def _indent(source: SourceText, front_matter: FrontMatter) -> int:
    """How far this front matter indents the items of its lists; 2 where it has none."""
    for field in front_matter.top():
        first = front_matter.get(*field.path, 0) if field.style is ScalarStyle.SEQUENCE else None
        if first is not None:
            line = source.text.rfind("\n", 0, first.span.start) + 1
            before = source.text[line : first.span.start]
            if before.strip() == "-":
                return before.index("-")
    return 2
