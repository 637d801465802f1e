"""What is wrong with TOML, in words for people who never heard of TOML."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from content_lint.parse.facts import FrontMatterError, FrontMatterFault
from content_lint.text.regex import regex
from content_lint.text.source import Span

if TYPE_CHECKING:
    from collections.abc import Callable

    from content_lint.parse.front_matter.toml.scan import Lost, Scan

_PLACE = regex(r" \(at (?:line (\d+), column (\d+)|end of document)\)\Z")
_CURLY = "“”„«»‘’"  # noqa: RUF001 - the quotes that word processors make
_SHOWN = 40


def toml_fault(text: str, read: Span, detail: str, scan: Scan, lost: Lost | None) -> FrontMatterError:
    """The fault that kept TOML from being read.

    Args:
        text: the file's text.
        read: the stretch of it that tomllib was given.
        detail: what tomllib said, or nothing where it was content.
        scan: what the scanner found.
        lost: where the scanner gave up, or None.
    """
    offset = _offset(text, read, detail)
    if scan.twice is not None and (lost is None or scan.twice[0].start < lost.offset):
        later, earlier = scan.twice
        name = text[later.start : later.end]
        return _error(f"`{name}` is given twice", "keep one of the two", later, detail, related=earlier)
    if scan.huge is not None and (lost is None or scan.huge.start < lost.offset):
        quoted = json.dumps(text[scan.huge.start : scan.huge.end])
        help_ = "put quotes around it to keep it as text"
        return _error("the number is too large to be kept", help_, scan.huge, detail, replacement=quoted)
    if lost is not None and text[lost.offset : lost.offset + 1] in tuple("\"'"):
        return _unclosed_quote(text, lost.offset, read, detail)
    for words, answer in _ANSWERS:
        if words in detail:
            return answer(text, offset, read, detail)
    if not detail and lost is not None:
        return _unclosed(text, lost.offset, read, detail)
    problem = "this line is not `name = value`"
    return _error(problem, "write a name, `=` and a value, text in quotes", _line(text, offset, read), detail)


def _error(
    problem: str,
    help_: str,
    span: Span,
    detail: str,
    *,
    replacement: str | None = None,
    related: Span | None = None,
) -> FrontMatterError:
    return FrontMatterError(FrontMatterFault.SYNTAX, problem, help_, span, replacement, related, detail)


def _offset(text: str, read: Span, detail: str) -> int:
    """The place that tomllib names; it counts lines by LF, and columns from 1."""
    found = _PLACE.search(detail)
    if found is None or found[1] is None:
        return read.end
    offset = read.start
    for _ in range(int(found[1]) - 1):
        offset = text.find("\n", offset, read.end) + 1
    return min(offset + int(found[2]) - 1, read.end)


def _line(text: str, offset: int, read: Span) -> Span:
    """The text of the line that holds ``offset`` (or of the one before, where that is empty)."""
    end = offset
    while end > read.start and text[end - 1] in "\r\n" and (end >= read.end or text[end] in "\r\n"):
        end -= 1
    start = max(text.rfind("\n", read.start, end) + 1, read.start)
    return _trimmed(text, start, read)


def _rest(text: str, offset: int, read: Span) -> Span:
    """From ``offset`` to the end of its line; the whole line where nothing is left of it."""
    span = _trimmed(text, offset, read)
    return span if span.start < span.end else _line(text, offset, read)


def _trimmed(text: str, start: int, read: Span) -> Span:
    end = text.find("\n", start, read.end)
    line = text[start : read.end if end < 0 else end]
    comment = re.search(r"(?:(?<=[ \t])|^)#", line)
    if comment is not None and comment.start():
        line = line[: comment.start()]
    lead = len(line) - len(line.lstrip())
    return Span(start + lead, max(start + len(line.rstrip()), start + lead))


def _shown(text: str, span: Span) -> str:
    shown = text[span.start : span.end]
    shown = shown if len(shown) <= _SHOWN else shown[: _SHOWN - 1] + "…"
    return "".join(char if char.isprintable() else "\ufffd" for char in shown)


def _unclosed_quote(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    mark = text[offset]
    mark = mark * 3 if text.startswith(mark * 3, offset) else mark
    end = text.find("\n", offset, read.end)
    line = text[offset : read.end if end < 0 else end].rstrip()
    span = Span(offset, offset + len(line))
    replacement = None if len(mark) == 3 or mark in line[1:] or "\\" in line else line + mark
    problem = f"the quote `{mark}` that is opened here is never closed"
    return _error(problem, f"add `{mark}` at the end of the text", span, detail, replacement=replacement)


def _no_equals_sign(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    if text[offset : offset + 1] == ":" and offset < read.end:
        span = Span(offset, offset + 1)
        problem = "there is a `:` where front matter between `+++` has `=`"
        return _error(problem, "write `=`, and put text in quotes", span, detail, replacement=" =")
    line = _line(text, offset, read)
    problem = f"`{_shown(text, line)}` has no `=` between a name and a value"
    return _error(problem, "write `name = value`, text in quotes", line, detail)


def _odd_value(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    span = _trimmed(text, offset, read)
    raw = text[span.start : span.end]
    if not raw:
        line = _line(text, offset, read)
        return _error("there is no value after `=`", 'write a value, or `""` for none', line, detail)
    if raw[0] in _CURLY:
        inner = raw.strip(_CURLY)
        problem = "curly quotes are not quotes here"
        straight = json.dumps(inner, ensure_ascii=False)
        return _error(problem, 'use straight quotes, `"`', span, detail, replacement=straight)
    if raw.lower() in ("true", "false"):
        return _error(f"`{raw}` is not known here", f"write `{raw.lower()}`", span, detail, replacement=raw.lower())
    quoted = json.dumps(raw, ensure_ascii=False) if raw[0] not in "[{\"'" else None
    problem = f"`{_shown(text, span)}` is text without quotes"
    return _error(problem, "put quotes around it", span, detail, replacement=quoted)


def _lone_backslash(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    place = max(text.rfind("\\", read.start, offset), read.start)
    help_ = "write the backslash twice, or put the text in single quotes"
    problem = "a backslash in double quotes begins a special character, and this is not one"
    return _error(problem, help_, Span(place, place + 1), detail, replacement="\\\\")


def _no_such_date(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    return _error("there is no such date or time", "write a date that exists", _rest(text, offset, read), detail)


def _taken(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    problem = "this name already holds something else"
    return _error(problem, "choose another name, or put both in one place", _line(text, offset, read), detail)


def _unclosed(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    problem = "a list or table that was opened before is not closed here"
    return _error(problem, "add the missing `,`, `]` or `}`", _rest(text, offset, read), detail)


def _leftover(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    rest = _rest(text, offset, read)
    problem = f"`{_shown(text, rest)}` comes after a complete value"
    return _error(problem, "put quotes around the whole value, or begin a new line", rest, detail)


def _no_bracket(text: str, offset: int, read: Span, detail: str) -> FrontMatterError:
    return _error("the name of a table lacks its closing `]`", "add `]`", _line(text, offset, read), detail)


_ANSWERS: tuple[tuple[str, Callable[[str, int, Span, str], FrontMatterError]], ...] = (
    ("Expected '='", _no_equals_sign),
    ("Unescaped '\\'", _lone_backslash),
    ("Invalid value", _odd_value),
    ("Invalid date", _no_such_date),
    ("Cannot", _taken),
    ("Unclosed", _unclosed),
    ("after a statement", _leftover),
    ("Expected ']", _no_bracket),
)
"""What tomllib says, and who has the words for it."""
