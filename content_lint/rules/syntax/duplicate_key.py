"""See DuplicateKey."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.parse import facts
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document, FrontMatter, Style
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import SourceText, Span
from content_lint.text.yaml_scalars import spell

_LISTS = frozenset({"redirect_from", "aliases"})
"""Keys that take a list, so that two of them were surely meant to add up."""


class DuplicateKey(DocumentRule[Options]):
    """A key stands twice in the front matter.

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
        if front_matter is None:
            return
        superseded = {item.earlier_key_span: item.earlier_value for item in front_matter.duplicates}
        for item in front_matter.duplicates:
            later = _later_value(item, superseded, front_matter)
            values = _values(item.earlier_value, later) if item.path[-1] in _LISTS else None
            fix = _fix(document.source, front_matter, item, values)
            effect = f"{_named(item.earlier_value)} is lost"
            if context.settings.generator is Generator.HUGO:
                effect = "Hugo stops the build"
            elif item.earlier_value == later:
                effect = "the value is the same"
            yield self.report(
                document.path,
                item.key_span,
                f"key `{spelt(item.path)}` stands here again: {effect}",
                help="Put all values into one list." if values else "Keep the one that is right, and delete the other.",
                related=(Related(document.path, item.earlier_key_span, "the earlier one"),),
                fix=fix,
            )


def _named(value: object) -> str:
    """What is lost, in words."""
    if isinstance(value, bool):
        return f"its earlier value `{str(value).lower()}`"
    return f"its earlier value {shown(str(value))}" if isinstance(value, (str, int, float)) else "the earlier one"


def _later_value(item: facts.DuplicateKey, superseded: Mapping[Span, object], front_matter: FrontMatter) -> object:
    """The value of the later entry: the one that counts, or one that yet another entry supersedes."""
    if item.key_span in superseded:
        return superseded[item.key_span]
    field = front_matter.get(*item.path)
    return field.value if field is not None else None


def _values(earlier: object, later: object) -> list[str] | None:
    """The values of both entries in order, each once; None where one is no text, or where both say the same."""
    values: list[str] = []
    for value in (earlier, later):
        for entry in value if isinstance(value, list) else [value]:
            if entry is not None and not isinstance(entry, str):
                return None
            if entry and entry not in values:
                values.append(entry)
    return values if len(values) > 1 else None


def _fix(
    source: SourceText, front_matter: FrontMatter, item: facts.DuplicateKey, values: list[str] | None
) -> Fix | None:
    """Merge both entries, or delete the earlier one, whose value counts for nothing; comments are never lost."""
    entries = (item.earlier_entry, item.entry) if values else (item.earlier_entry,)
    if front_matter.format != "yaml" or item.earlier_entry.end > item.entry.start:
        return None
    if any(entry.touches(comment) for entry in entries for comment in front_matter.comments):
        return None
    starts = [source.text.rfind("\n", 0, entry.start) + 1 for entry in (item.earlier_entry, item.entry)]
    if any(source.text[start : entry.start].strip(" ") for start, entry in zip(starts, entries, strict=False)):
        return None
    if not source[item.earlier_entry].endswith("\n"):
        return None
    dead = Edit(source.path, Span(starts[0], item.earlier_entry.end), "")
    if not values:
        return Fix("Delete the earlier one", (dead,), Safety.UNSAFE)
    if len(item.path) > 1:
        return None
    merged = Edit(source.path, item.entry, _list(source, front_matter, item, values))
    return Fix("Merge both into one list", (dead, merged), Safety.UNSAFE)


def _list(source: SourceText, front_matter: FrontMatter, item: facts.DuplicateKey, values: list[str]) -> str:
    """The entry as a list in the style of the file: its line ends, its indent, the quotes of the later value."""
    entry = source[item.entry]
    line_end = "\r\n" if entry.endswith("\r\n") else "\n"
    raw = entry[item.key_span.end - item.entry.start :].lstrip(" \t:")
    like = raw.lstrip("-[ \t\r\n")[:1]
    indent = " " * _indent(source, front_matter)
    lines = [f"{source[item.key_span]}:", *(f"{indent}- {spell(value, like)}" for value in values)]
    return line_end.join(lines) + line_end


def _indent(source: SourceText, front_matter: FrontMatter) -> int:
    """How far this front matter indents the items of its lists; 2 where it has none."""
    for field in front_matter.top():
        first = front_matter.get(*field.path, 0) if field.style is Style.SEQUENCE else None
        if first is not None:
            line = source.text.rfind("\n", 0, first.span.start) + 1
            before = source.text[line : first.span.start]
            if before.strip() == "-":
                return before.index("-")
    return 2
