"""The shortcodes that a text uses, each with its parameters and with what it encloses."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from content_lint.parse.facts import Document
from content_lint.text.regex import regex
from content_lint.text.source import Span

_HEAD = regex(r"\{\{([<%])\s*+(/?)\s*+([\w-][\w./-]*+)")
_PARAMETER = regex(r"""(?:([\w-]++)\s*+=\s*+)?("(?:\\.|[^"\\])*+(?:"|\\?\Z)|`[^`]*+(?:`|\Z)|[^\s"`]++)""")
_LONGEST = 5_000
_DEEPEST = 100  # what a use has around it is gone through for each link and each heading


class ShortcodeUse(Struct, dict=True, eq=False):
    """One use.

    Attributes:
        name: the shortcode's name.
        span: its tag.
        marks: ``<`` where the page gets what it makes as it is, ``%`` where that is read as Markdown.
        text: the text of its document.
        written: where its parameters are.
        inner: what is between its two tags, or None.
        around: the use that encloses it, or None.
    """

    name: str
    span: Span
    marks: str
    text: str
    written: Span
    inner: Span | None = None
    around: ShortcodeUse | None = None

    @cached_property
    def places(self) -> Mapping[str, Span]:
        """Where the values of its parameters are, without quotes: by name in lower case, or by number."""
        found: dict[str, Span] = {}
        for number, match in enumerate(_PARAMETER.finditer(self.text, self.written.start, self.written.end)):
            name, value = match.groups()
            if value != "/":
                quotes = int(value[0] in '"`' and value[-1] == value[0] and len(value) > 1)
                key = name.lower() if name else str(number)
                found[key] = Span(match.start(2) + quotes, match.end(2) - quotes)
        return found

    @cached_property
    def parameters(self) -> Mapping[str, str]:
        """Its parameters, in the same way."""
        return {key: self.text[span.start : span.end].replace('\\"', '"') for key, span in self.places.items()}


def find_uses(document: Document) -> Sequence[ShortcodeUse]:
    """The shortcodes that a document's body uses, in their order; linear in the text."""
    text = document.source.text
    found: list[ShortcodeUse] = []
    open_uses: list[ShortcodeUse] = []
    waiting: Counter[str] = Counter()
    for span in document.body.templates:
        head = _HEAD.match(text, span.start, span.end)
        if head is None:
            continue
        marks, slash, name = head.groups()
        if not slash:
            start, end = head.end(), span.end - 3
            use = ShortcodeUse(name, span, marks, text, Span(start, min(end, start + _LONGEST)))
            found.append(use)
            if not text[start:end].rstrip().endswith("/"):
                open_uses.append(use)
                waiting[name] += 1
        elif waiting[name]:
            _close(name, span, open_uses, waiting)
    _nest(found)
    return found


def _close(name: str, span: Span, open_uses: list[ShortcodeUse], waiting: Counter[str]) -> None:
    """End the last use of a name that is open; those within it have no end."""
    while True:
        use = open_uses.pop()
        waiting[use.name] -= 1
        if use.name == name:
            use.inner = Span(use.span.end, span.start)
            return


def _nest(uses: Sequence[ShortcodeUse]) -> None:
    stack: list[ShortcodeUse] = []
    for use in uses:
        while stack and (stack[-1].inner is None or stack[-1].inner.end <= use.span.start):
            stack.pop()
        use.around = stack[-1] if stack else None
        if use.inner is not None and len(stack) < _DEEPEST:
            stack.append(use)


class Enclosing:
    """Which use encloses a place of the text, the innermost one.

    Args:
        uses: in their order.
    """

    def __init__(self, uses: Sequence[ShortcodeUse]) -> None:
        self._uses = uses
        self._starts = [use.span.start for use in uses]

    def at(self, offset: int) -> ShortcodeUse | None:
        """The innermost use around a place."""
        index = bisect_right(self._starts, offset)
        use = self._uses[index - 1] if index else None
        while use is not None and (use.inner is None or use.inner.end <= offset):
            use = use.around
        return use
