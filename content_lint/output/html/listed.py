"""The findings as data for the page's own script: each with its place, an excerpt, and what a fix changes."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from urllib.parse import quote

from content_lint.output.escape import visible
from content_lint.output.fix_lines import fix_lines
from content_lint.output.html.charts import MOST_FIRST
from content_lint.output.renderer import Renderer
from content_lint.report.diagnostic import Diagnostic
from content_lint.text.source import SourceText, Span

MOST = 10_000
"""Findings in a page; a browser takes some seconds for more, and nobody reads so many."""
ROOM_FOR_DETAILS = 450_000
"""Code points that all excerpts and fixes may take together, those of errors first."""

_BESIDE = 60
_MARKED = 160
_CUT = "…"
_NAME_DATE = re.compile(r"(?:^|/)((?:19|20)\d\d)(?:-\d\d-\d\d|/)")
_FIELD_DATE = re.compile(r"^(?=[\w-]*?date)[\w-]++\s*+[:=]\s*+['\"]?((?:19|20)\d\d)-", re.IGNORECASE | re.MULTILINE)
_FRONT_MATTER = 4_000


@dataclass(frozen=True, slots=True)
class ListedFile:
    """A file with findings: its path, what it belongs to, and the year that it is from; empty for not known."""

    path: str
    collection: str
    folder: str
    year: str


@dataclass(slots=True)
class ListedFindings:
    """What the page lists.

    Attributes:
        files: every file with findings, by path.
        items: the findings, as the script reads them (report.js).
        texts: messages and help, each once.
        plain: how many findings have no excerpt, for want of room.
        left_out: how many are not in the list.
    """

    files: dict[str, ListedFile] = field(default_factory=dict)
    items: list[list[object]] = field(default_factory=list)
    texts: dict[str, int] = field(default_factory=dict)
    plain: int = 0
    left_out: int = 0

    def number_of(self, text: str) -> int:
        """Which of the texts it is."""
        return self.texts.setdefault(visible(text), len(self.texts))


def listed_findings(renderer: Renderer, rules: Sequence[str], collections: dict[str, str]) -> ListedFindings:
    """All findings of a report in the order of their places.

    Args:
        renderer: the report.
        rules: the names of rules, in the order in which items name them.
        collections: of each document.
    """
    found = ListedFindings()
    numbers = {name: number for number, name in enumerate(rules)}
    places: dict[str, int] = {}
    kept = _that_are_listed(renderer)
    detailed = _that_have_room(renderer, kept)
    for item in renderer.report.diagnostics:
        source = renderer.source(item.path)
        if item.path not in found.files:
            found.files[item.path] = _row(item.path, source, collections)
            places[item.path] = len(places)
        if id(item) not in kept:
            found.left_out += 1
            continue
        start = renderer.start(item.path, item.span)
        excerpt, fix = detailed.get(id(item), (None, None))
        found.plain += id(item) not in detailed
        severity = MOST_FIRST.index(item.severity)
        texts = [found.number_of(item.message), found.number_of(item.help)]
        found.items.append([places[item.path], numbers[item.rule], severity, start.line, *texts, excerpt, fix])
    return found


def address_of(path: str) -> str:
    """A path as a part of an address."""
    return quote(path, errors="surrogateescape")


def _that_are_listed(renderer: Renderer) -> set[int]:
    by_weight = sorted(renderer.report.diagnostics, key=lambda item: -item.severity)
    return {id(item) for item in by_weight[:MOST]}


def _that_have_room(renderer: Renderer, kept: set[int]) -> dict[int, tuple[object, object]]:
    """Excerpt and fix of each finding, errors first, until there is no more room."""
    found: dict[int, tuple[object, object]] = {}
    room = ROOM_FOR_DETAILS
    for severity in MOST_FIRST:
        for item in renderer.report.diagnostics:
            if item.severity is not severity or id(item) not in kept:
                continue
            excerpt, fix = _excerpt(renderer.source(item.path), item.span), _fix(item, renderer)
            room -= len(str(excerpt)) + len(str(fix))
            if room < 0:
                return found
            found[id(item)] = (excerpt, fix)
    return found


def _excerpt(source: SourceText | None, span: Span) -> list[str] | None:
    """What comes before the marked text on its first line, the marked text, and what follows it on that line."""
    if source is None or not source.text:
        return None
    start = min(span.start, len(source.text))
    line = source.line_span(source.position(start).line)
    end = min(max(span.end, start), line.end)
    before = source.text[max(line.start, start - _BESIDE) : start]
    marked = source.text[start : min(end, start + _MARKED)]
    after = source.text[end : min(line.end, end + _BESIDE)]
    pieces = [
        (_CUT if start - line.start > _BESIDE else "") + visible(before),
        visible(marked) + (_CUT if end - start > _MARKED or span.end > line.end + 1 else ""),
        visible(after) + (_CUT if line.end - end > _BESIDE else ""),
    ]
    return pieces if any(pieces) else None


def _fix(item: Diagnostic, renderer: Renderer) -> list[object] | None:
    if item.fix is None:
        return None
    source = renderer.source(item.path)
    lines = [] if source is None else [[mark, line] for mark, line in fix_lines(source, item.fix)]
    return [item.fix.safety.label, visible(item.fix.title), lines]


def _row(path: str, source: SourceText | None, collections: dict[str, str]) -> ListedFile:
    folder = path.rpartition("/")[0]
    return ListedFile(path, collections.get(path, ""), f"{folder}/" if folder else "./", _year(path, source))


def _year(path: str, source: SourceText | None) -> str:
    """The year that a file's name, its folders or a date in its front matter say; empty for none."""
    found = _NAME_DATE.search(path)
    if found is None and source is not None:
        head = source.text[:_FRONT_MATTER]
        if head.startswith(("---", "+++")):
            found = _FIELD_DATE.search(head[: max(head.find("\n---", 3), head.find("\n+++", 3))])
    return found[1] if found else ""
