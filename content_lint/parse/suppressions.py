"""Suppression comments: which findings somebody has asked not to see, and why.

In the body: ``<!-- content-lint: ignore[rule] reason -->`` (in MDX ``{/* content-lint: ignore[rule] reason */}``)
for its own line, or for the next block where it is alone; ``ignore-file[rule]`` for the whole file, front matter
included (a CMS strips YAML comments when it saves). In front matter: ``# content-lint: ignore[rule] reason`` for its
own line, or for the key below it. ``until=2027-01-01`` after the bracket lets a suppression end by itself: from that
day on it has no effect.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator
from datetime import date

from content_lint.parse.facts import Body, FrontMatter, Suppression
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

FORM, MDX_FORM = "<!-- content-lint: ignore[rule-name] reason -->", "{/* content-lint: ignore[rule-name] reason */}"
"""How a comment is written in Markdown and in MDX, where ``<!--`` stops the build."""

_MARK = regex(r"content-lint\s*:")
_FORM = regex(
    r"(?P<verb>ignore|ignore-file)\s*\[(?P<rules>[^\[\]]*)\]\s*(?P<until>until=(?P<day>\S+))?(?P<reason>[^\r\n]*)"
)


# Meant to end the suppression, and read as a part of the reason: it would never end.
_UNMARKED_UNTIL = regex(r"\s*until(?:\s*[:=])?\s*(\d{4}-\d{1,2}-\d{1,2})")


def find_suppressions(source: SourceText, front_matter: FrontMatter | None, body: Body) -> Iterator[Suppression]:
    """The suppression comments of a file, in their order."""
    if "content-lint" not in source.text:
        return
    if front_matter is not None:
        for span, scope in _front_matter_scopes(source, front_matter):
            yield from _read(source, span, scope)
    for comment in body.comments:
        yield from _read(source, comment.span, _body_scope(source, comment.span, comment.following))


def _read(source: SourceText, span: Span, scope: Span) -> Iterator[Suppression]:
    mark = _MARK.search(source.text, span.start, span.end)
    if mark is None:
        return
    start = mark.end()
    end = span.end - 3 if source[span].endswith(("-->", "*/}")) else span.end
    text = source.text[start:end]
    form = _FORM.match(text.lstrip())
    start += len(text) - len(text.lstrip())
    if form is None:
        yield Suppression(span, fault="`ignore[rule-name]` has to follow the colon")
        return
    rules = tuple(_names(form["rules"], start + form.start("rules")))
    if not rules:
        yield Suppression(span, fault="it names no rule")
        return
    until = None
    if form["until"]:
        try:
            until = date.fromisoformat(form["day"])
        except ValueError:
            yield Suppression(span, rules, fault=f"`{form['day']}` is not a date such as `2027-01-31`")
            return
    elif unmarked := _UNMARKED_UNTIL.match(form["reason"]):
        yield Suppression(span, rules, fault=f"without `=`, `until {unmarked[1]}` is only a part of the reason")
        return
    whole_file = form["verb"] == "ignore-file"
    yield Suppression(span, rules, None if whole_file else scope, until, form["reason"].strip())


def _names(text: str, offset: int) -> Iterator[tuple[str, Span]]:
    for match in re.finditer(r"[^\s,]+", text):
        yield match[0], Span(offset + match.start(), offset + match.end())


def _front_matter_scopes(source: SourceText, front_matter: FrontMatter) -> Iterator[tuple[Span, Span]]:
    """Each comment with its scope: the line that it is after; where it is alone, the entry below it."""
    entries = sorted(front_matter.fields.values(), key=lambda item: (item.key_span.start, len(item.path)))
    starts = [item.key_span.start for item in entries]
    for comment in front_matter.comments:
        line = source.line_span(source.position(comment.start).line)
        below = bisect_left(starts, comment.end)
        if source.text[line.start : comment.start].strip() or below == len(entries):
            yield comment, line
        else:
            yield comment, Span(comment.start, max(entries[below].span.end, entries[below].key_span.end))


def _body_scope(source: SourceText, comment: Span, following: Span) -> Span:
    """The line of a comment that has text beside it, else the next block."""
    first, last = source.position(comment.start).line, source.position(comment.end).line
    line = Span(source.line_span(first).start, source.line_span(last).end)
    beside = source.text[line.start : comment.start] + source.text[comment.end : line.end]
    return line if beside.strip() else Span(comment.start, max(following.end, comment.end))
