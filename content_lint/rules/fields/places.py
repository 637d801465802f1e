"""Where a schema's problem is in the file, and edits of whole keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatter, FrontMatterField, KeyPath
from content_lint.rules.wording import shown, spelt
from content_lint.schema.kinds import ProblemKind
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.nearest import nearest
from content_lint.text.regex import regex
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem

MOST_SUGGESTIONS = 50
"""More unknown keys than this in one file are no slips of the finger, and each search costs time."""

_PLAIN_KEY = regex(r"[A-Za-z_][\w-]*", re.ASCII)


def key_span(document: Document, front_matter: FrontMatter, path: KeyPath) -> Span:
    """The key at ``path``; where it is missing, the key of the mapping that lacks it, else the opening fence."""
    for length in range(len(path), 0, -1):
        field = front_matter.fields.get(path[:length])
        if field is not None:
            return first_line(document, field.key_span)
    return front_matter.opening


def value_span(document: Document, front_matter: FrontMatter, path: KeyPath) -> Span:
    """The value at ``path``, its key where nothing is written after it; the opening fence for the empty path."""
    field = front_matter.fields.get(path)
    # Of a list or a group of keys the key tells more than its first entry does.
    if field is None or field.span.start == field.span.end or isinstance(field.value, (list, dict)):
        return key_span(document, front_matter, path)
    return field.span


def problem_span(document: Document, front_matter: FrontMatter, problem: SchemaProblem) -> Span:
    """What a schema refuses: the first line of a value, or a key."""
    place = key_span if problem.at_key else value_span
    return first_line(document, place(document, front_matter, problem.path))


def named(problem: SchemaProblem) -> str:
    """What a message calls it: `title`, or "the key `12` of `timeline`"."""
    if not problem.at_key:
        return f"`{spelt(problem.path)}`"
    return f"the key {shown(str(problem.path[-1]))} of `{spelt(problem.path[:-1])}`"


def first_line(document: Document, span: Span) -> Span:
    """A span without what lies after its first line: of a long value its beginning is enough to find it."""
    text = document.source[span]
    ends = [found for found in (text.find("\n"), text.find("\r")) if found > 0]
    return Span(span.start, span.start + min(ends)) if ends else span


def rename_key(document: Document, field: FrontMatterField, name: str, safety: Safety) -> Fix | None:
    """A fix that writes another key, keeping the quotes around it; None where the key is not simply there."""
    written = document.source[field.key_span]
    bare = written.strip("'\"")
    if bare != field.path[-1] or not _PLAIN_KEY.fullmatch(name):
        return None
    text = written.replace(bare, name)
    return Fix(f"Rename `{bare}` to `{name}`", (Edit(document.path, field.key_span, text),), safety)


def whole_entry(document: Document, front_matter: FrontMatter, field: FrontMatterField) -> Span | None:
    """The lines of a key and its value, or None where they share their lines with something else."""
    source, path = document.source, field.path
    if front_matter.format != "yaml" or isinstance(path[-1], int):
        return None
    start = source.line_starts[source.position(field.key_span.start).line - 1]
    last = source.position(max(field.span.end, field.key_span.end)).line
    end = source.line_starts[last] if last < source.line_count else len(source.text)
    before = source.text[start : field.key_span.start]
    behind = source.text[max(field.span.end, field.key_span.end) : end]
    parent = front_matter.fields.get(path[:-1])
    holder = front_matter.data if len(path) == 1 else parent.value if parent else None
    alone = not isinstance(holder, Mapping) or len(holder) == 1  # never leave a mapping empty
    if alone or before.strip(" ") or behind.strip(" \t\r\n:"):
        return None
    return Span(start, end)


def suggestions(problems: Iterable[SchemaProblem], front_matter: FrontMatter) -> dict[KeyPath, KeyPath]:
    """For each unknown key the one that was most likely meant: near in spelling, and not there yet.

    Each known key is suggested once, to the first unknown one that is near.
    """
    found: dict[KeyPath, KeyPath] = {}
    taken: set[KeyPath] = set()
    unknown = [item for item in problems if item.kind is ProblemKind.UNKNOWN]
    for problem in unknown[:MOST_SUGGESTIONS]:
        above = problem.path[:-1]
        free = [
            name
            for name in problem.choices
            if (*above, name) not in front_matter.fields and (*above, name) not in taken
        ]
        if near := nearest(str(problem.path[-1]), free):
            found[problem.path] = (*above, near)
            taken.add((*above, near))
    return found


def described(value: object) -> str:
    """A value in the words of a message: what it is to the site, and how it looks."""
    if isinstance(value, bool):
        return f"`{'true' if value else 'false'}`"
    if isinstance(value, (int, float)):
        return f"the number {shown(str(value))}"
    if isinstance(value, (datetime, date)):
        return f"the date {shown(value.isoformat(' ') if isinstance(value, datetime) else value.isoformat())}"
    if isinstance(value, str):
        return f"the text {shown(value)}"
    if isinstance(value, list):
        return "a list"
    return "a group of fields" if isinstance(value, dict) else "empty"


def plain(value: object) -> str:
    """A value as it is shown where its type does not matter."""
    return shown(value) if isinstance(value, str) else described(value).removeprefix("the number ")
