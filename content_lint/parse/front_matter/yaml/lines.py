"""One line of YAML that cannot be read: what is in it, and what its author most likely meant."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from content_lint.text.regex import regex
from content_lint.text.source import Span

_BREAK = regex(r"[\r\n]")
_INDENT = regex(r"[ \t]*")
_DASHES = regex(r"(?:-[ \t]+)*")
_COLON = regex(r":(?=[ \t]|\Z)")
_TIGHT_COLON = regex(r"([A-Za-z_][\w-]*):(?=[^\s:/])", re.ASCII)
_COMMENT = regex(r"[ \t]#")
_QUOTE_IT = "Put the value in quotes"
_LONGEST_SHOWN = 40
_LINES_ABOVE = 1000


class Repair(Struct, frozen=True):
    """A place, what is wrong there, how to put it right, and the text that would do it if there is one."""

    span: Span
    problem: str
    help: str
    replacement: str | None = None
    related: Span | None = None


def shorten(text: str) -> str:
    """Text of a file for a message: one line, and not too long."""
    line = " ".join(text[: _LONGEST_SHOWN * 2].split())
    return line if len(line) <= _LONGEST_SHOWN else f"{line[: _LONGEST_SHOWN - 1]}…"


class Line(Struct, frozen=True):
    """One line, cut at its first colon.

    Attributes:
        text: the whole file.
        content: the front matter.
        start: where the line begins.
        span: the line without the blanks around it.
        key: the text before the first colon, dashes of lists left out; empty where there is no colon.
        value: what is after the colon, without a comment; the whole line where there is no colon.
        dashes: whether it is an item of a list.
    """

    text: str
    content: Span
    start: int
    span: Span
    key: str
    value: Span
    dashes: bool

    @property
    def named(self) -> str:
        """The value, as a message calls it."""
        if self.key:
            return f"the value of `{shorten(self.key)}`"
        return "the list item" if self.dashes else "the line"

    def quoted(self) -> str | None:
        """The value in quotes, as its author meant it; None where there is none."""
        value = self.text[self.value.start : self.value.end]
        if not value:
            return None
        apostrophe = value.find("'", 1)
        if value[0] == "'" and value[-1] != "'" and value[apostrophe - 1 : apostrophe + 2].replace("'", "x").isalnum():
            value = value[1:]
        if len(value) > 1 and value[0] == value[-1] and value[0] in "'\"":
            value = value[1:-1].replace("''", "'") if value[0] == "'" else value[1:-1].replace('\\"', '"')
        return "'" + value.replace("'", "''") + "'"

    @property
    def first_of_all(self) -> bool:
        """Whether no key is above it."""
        return _above(self.text, self.content, self.start) is None

    def repairs(self, place: int, problem: str) -> Iterator[Repair]:
        """What could be tried, the likeliest first; nothing of it is sure to work."""
        if repair := self.tab():
            yield repair
        if self.key and place <= self.value.start and "mapping values" in problem:
            yield self.indented()
        value = self.text[self.value.start : self.value.end]
        if self.key or self.dashes:
            if value[:1] in ("[", "{") and not value.startswith(("{{", "{%")):
                yield self.unclosed(value)
            yield self.unquoted()
        if tight := _TIGHT_COLON.match(self.text, self.span.start, self.span.end):
            yield Repair(
                Span(tight.start(), tight.end()),
                f"there is no space after the colon of `{shorten(tight[1])}`",
                "Write a space after the colon",
                f"{tight[0]} ",
            )
        yield self.indented()

    def likeliest(self, place: int, problem: str, context: str) -> Repair:
        """What to say where nothing that was tried makes the front matter readable."""
        if repair := self.tab():
            return repair
        if "simple key" in context or "expected ':'" in problem or not (self.key or self.dashes):
            shown = shorten(self.text[self.span.start : self.span.end])
            return Repair(
                self.span,
                f"`{shown}` is neither a key with a colon nor part of the line above",
                "Write it as `key: value`, or indent it if it belongs to the line above",
            )
        value = self.text[self.value.start : self.value.end]
        if "flow" in context and value[:1] in ("[", "{"):
            return self.unclosed(value)
        if value[:1] in tuple("@`%&*!{[|>,]}'\"") or _COLON.search(value) or value.startswith("- "):
            return self.unquoted()
        if place < self.value.start or "expected" in problem:
            return self.indented()
        return Repair(self.span, "this line cannot be read", _QUOTE_IT)

    def tab(self) -> Repair | None:
        """A tab before the first sign of the line."""
        blanks = self.text[self.start : self.span.start]
        if "\t" not in blanks:
            return None
        first = self.start + blanks.index("\t")
        last = self.start + blanks.rindex("\t") + 1
        return Repair(
            Span(first, last),
            "this line is indented with a tab, and YAML takes only spaces",
            "Write spaces instead of the tab",
            self.text[first:last].replace("\t", "  "),
        )

    def indented(self) -> Repair:
        """A line that is further in or out than the line above allows."""
        if self.dashes and self.span.start == self.start:
            return Repair(
                self.span,
                f"the list item `{shorten(self.text[self.span.start : self.span.end])}` belongs to no key",
                "Write a key with a colon on the line above the list",
            )
        above = _above(self.text, self.content, self.start)
        replacement, span = None, self.span
        if above is not None and self.span.start > self.start:
            replacement = above + self.text[self.span.start : self.span.end]
            span = Span(self.start, self.span.end)
        tab = "\t" in self.text[self.start : self.span.start]
        problem = "this line begins with a tab" if tab else "this line is indented differently from the lines around it"
        return Repair(span, problem, _indent_help(above, tab=tab), replacement)

    def unclosed(self, value: str) -> Repair:
        """A list or group in brackets without its end."""
        sign = value[0]
        other = "]" if sign == "[" else "}"
        problem = f"{self.named} begins with `{sign}` and has no `{other}` in the right place"
        if other in value and not value.endswith(other):
            problem = f"{self.named} begins with `{sign}`, and there is text after its `{other}`"
        return Repair(
            self.value,
            problem,
            f"Write `{other}` at its end, or put the value in quotes",
            value + other,
        )

    def unquoted(self) -> Repair:
        """A value that only quotes make readable."""
        value = self.text[self.value.start : self.value.end]
        replacement = self.quoted()
        if value[:1] in ("'", '"'):
            problem = f"{self.named} has quotes inside its quotes, or text after them"
            if len(value) > 1 and value[-1] != value[0]:
                problem = f"{self.named} begins with a quote that is closed too early"
            return Repair(
                self.value,
                problem,
                "Put the whole value in single quotes, and write `''` for each one inside it",
                replacement,
            )
        for sign in ("{{", "{%"):
            if value.startswith(sign):
                return Repair(
                    self.value, f"{self.named} begins with `{sign}`, which only works in quotes", _QUOTE_IT, replacement
                )
        if value.startswith("- "):
            problem = f"{self.named} is a list that begins on the line of its key"
            return Repair(
                self.value, problem, "Put each item on a line of its own, or put the value in quotes", replacement
            )
        if value[:1] in ("[", "{"):
            return Repair(self.value, self.unclosed(value).problem, _QUOTE_IT, replacement)
        if value[:1] == "`":
            problem = f"{self.named} begins with a backtick, which only works in quotes"
        elif value[:1] in tuple("@%&*!|>,]}?"):
            problem = f"{self.named} begins with `{value[0]}`, which only works in quotes"
        else:
            problem = f"{self.named} has a colon in it, which only works in quotes"
        return Repair(self.value, problem, _QUOTE_IT, replacement)


def _indent_help(above: str | None, *, tab: bool) -> str:
    if above:
        return f"Begin it with {len(above)} spaces, like the line above"
    return "Delete the tab" if tab else "Delete the spaces at its beginning" if above == "" else "Indent it like them"


def line_at(text: str, content: Span, place: int) -> Line:
    """The line of ``place``, or the last line above it that has text."""
    found = _BREAK.search(text, min(place, content.end), content.end)
    kept = text[content.start : found.start() if found else content.end].rstrip()
    last = content.start + max(len(kept) - 1, 0)
    start = _line_start(text, content.start, last)
    found = _BREAK.search(text, last, content.end)
    end = found.start() if found else content.end
    end = start + len(text[start:end].rstrip())
    indent = _INDENT.match(text, start, end)
    first = indent.end() if indent else start
    dashes = _DASHES.match(text, first, end)
    inner = dashes.end() if dashes else first
    colon = _COLON.search(text, inner, end)
    value = inner
    if colon:
        behind = _INDENT.match(text, colon.end(), end)
        value = behind.end() if behind else colon.end()
    comment = _COMMENT.search(text, value, end)
    value_end = comment.start() if comment else end
    value_end = value + len(text[value:value_end].rstrip())
    key = text[inner : colon.start()].rstrip() if colon else ""
    return Line(text, content, start, Span(first, max(end, first)), key, Span(value, value_end), inner > first)


def _line_start(text: str, first: int, place: int) -> int:
    """Where the line of ``place`` starts, not before ``first``."""
    start = max(text.rfind("\n", first, place) + 1, first)
    return max(text.rfind("\r", start, place) + 1, start)


def _above(text: str, content: Span, start: int) -> str | None:
    """The blanks that begin the nearest line above that is a key."""
    for _ in range(_LINES_ABOVE):
        if start <= content.start:
            break
        end = start - 1
        start = _line_start(text, content.start, end)
        line = text[start:end]
        if line.strip() and _COLON.search(line.rstrip()) and not line.lstrip().startswith(("#", "-")):
            return line[: len(line) - len(line.lstrip())]
    return None
