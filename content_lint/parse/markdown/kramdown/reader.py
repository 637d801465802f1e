"""What the readers of kramdown's blocks share: where they are, what they noted, and how one reads inside another."""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from typing import Self

from msgspec import Struct

from content_lint.parse.markdown.collector import Collector, HeadingDraft, Run
from content_lint.parse.markdown.positions import Container
from content_lint.text.regex import regex

ATTRIBUTE_ID = regex(r"#([A-Za-z][\w:-]*+)(?=[\s.#}])", re.ASCII)
_TRAILING = regex(r"[ \t]*\n")


class KramdownBody(Struct):
    """What holds for a whole body: where its facts go, which parser reads it, and the footnote that is open."""

    collector: Collector
    gfm: bool
    footnote: str | None = None


class KramdownReader(ABC):
    """Reads the blocks of one container, from a place in it to its end or to an element's end tag.

    Lists, tables and raw HTML are read by modules of their own, which know no more of a reader than this.
    """

    def __init__(
        self, whole: KramdownBody, container: Container, position: int, element: str | None, depth: int
    ) -> None:
        self.whole = whole
        self.collector = whole.collector
        self.container = container
        self.text = container.text
        self.position = position
        self.element = element
        self.depth = depth
        self.in_html = False
        self.last: str | None = None
        self.last_heading: HeadingDraft | None = None
        self.last_run: Run | None = None
        self.pending: str | None = None  # an attribute list that waits for the next block
        self.closed = False
        self.no_fence: dict[str, int] = {}
        self.missing: set[str] = set()  # ends that were looked for and do not follow
        self.first_in_item = False

    @abstractmethod
    def blocks(self) -> int:
        """Read to the end; the offset at which reading stopped."""

    def child(self, container: Container, position: int = 0, element: str | None = None) -> Self:
        """A reader for what is nested one level deeper; ``element`` ends it with its end tag."""
        return type(self)(self.whole, container, position, element, self.depth + 1)

    def add_block(self, kind: str, start: int, end: int) -> None:
        """Note a block and go on after it; a waiting attribute list is its own."""
        self.collector.blocks.append((self.container, start, end))
        self.last = kind
        self.last_heading = None
        if self.pending is not None:
            self.add_ids(self.pending, start)
            self.pending = None
        self.position = end

    def add_ids(self, source: str, offset: int) -> None:
        """Note the ids of an attribute list."""
        for found in ATTRIBUTE_ID.finditer(source):
            self.collector.add_id(self.container, offset, found.group(1))

    def skip_trailing(self) -> None:
        """Pass over blanks up to the end of the line, if there is nothing else."""
        match = _TRAILING.match(self.text, self.position)
        if match:
            self.position = match.end()
