"""What a body's parsers find, gathered while they go: block parsers write, span scanners read and write."""

from __future__ import annotations

import re

from msgspec import Struct, field

from content_lint.parse.facts import Comment, Heading, Link, LinkKind, LooseReference, MdxFault, UnmadeLink
from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.html_addresses import html_addresses
from content_lint.parse.markdown.html_tags import effective_attributes, is_anchor_attribute
from content_lint.parse.markdown.liquid import PLACEHOLDER, Masked
from content_lint.parse.markdown.positions import Container
from content_lint.text.source import Span

_new_span = tuple.__new__  # without the call in Python that a named tuple's own is: there are thirty in every document


class Run(Struct):
    r"""A stretch of a container that is read for spans: a paragraph, a heading, a cell.

    Attributes:
        container: the text it is in.
        start: its first offset there.
        end: the offset after its last.
        footnote: name of the footnote whose text it is, or None.
        cell: whether it is a table's cell, in which ``\\|`` is a ``|``.
    """

    container: Container
    start: int
    end: int
    footnote: str | None = None
    cell: bool = False


class HeadingDraft(Struct):
    """A heading before its text is read for spans."""

    level: int
    run: Run
    explicit_id: str | None = None
    in_html: bool = False
    raw: bool = False  # an element of HTML, whose links are known already


class Definition(Struct, frozen=True):
    """``[label]: destination "title"``: where the destination is."""

    destination: str
    title: str | None
    container: Container
    start: int
    end: int


class Collector(Struct):
    """Everything found so far.

    Attributes:
        text: the file's text.
        masked: its templates.
        last_attribute: whether of two attributes with one name the last counts, as in kramdown.
        has_components: whether tags with a capital are components, as in JSX.
    """

    text: str
    masked: Masked
    last_attribute: bool = False
    has_components: bool = False
    runs: list[Run | HeadingDraft] = field(default_factory=list)
    definitions: dict[str, Definition] = field(default_factory=dict)
    used: set[str] = field(default_factory=set)
    footnotes: set[str] = field(default_factory=set)  # names of footnotes that have a text
    noted: set[str] = field(default_factory=set)  # names of footnotes that are referred to
    links: list[Link] = field(default_factory=list)
    headings: list[Heading] = field(default_factory=list)
    lost: list[UnmadeLink] = field(default_factory=list)
    undefined: list[LooseReference] = field(default_factory=list)
    comments: list[Span] = field(default_factory=list)
    ids: list[tuple[int, str]] = field(default_factory=list)
    code: list[Span] = field(default_factory=list)
    bases: list[tuple[int, str]] = field(default_factory=list)
    blocks: list[tuple[Container, int, int]] = field(default_factory=list)
    rows: list[Run] = field(default_factory=list)  # of tables
    mdx_faults: list[MdxFault] = field(default_factory=list)
    surplus: list[Run] = field(default_factory=list)  # cells that a table has no column for

    def span(self, container: Container, start: int, end: int) -> Span:
        """The place in the file of a stretch of a container, never backwards."""
        shift = container.shift
        if shift is not None:
            # A container's text ends with a line end, the body perhaps without.
            stop = container.lines.stop
            if end + shift <= stop:
                return _new_span(Span, (start + shift, end + shift))
            return Span(min(start + shift, stop), stop)
        first, last = container.place(start, end)
        return Span(first, max(first, min(last, container.lines.stop)))

    def add_comment(self, container: Container, start: int, end: int) -> None:
        """An HTML comment."""
        self.comments.append(self.span(container, start, end))

    def add_code(self, container: Container, start: int, end: int) -> None:
        """A code block or a code span."""
        if end > start:
            self.code.append(self.span(container, start, end))

    def add_id(self, container: Container, offset: int, value: str) -> None:
        """An anchor that is no heading's."""
        if value:
            self.ids.append((container.locate(offset), value))

    def add_tag(self, container: Container, tag: re.Match[str]) -> None:
        """A raw HTML start tag: its links and its anchors.

        Args:
            container: the text it is in.
            tag: a match of one of the patterns of html_tags on that text.
        """
        if tag.end(2) == tag.start(2):
            return
        text = container.text
        element = tag.group(1).lower()
        found = effective_attributes(text, tag.start(2), tag.end(2), last=self.last_attribute)
        if element == "base" and "href" in found:
            start, end = found["href"]
            place = self.span(container, start, end)
            templated = self.masked.touches_template(place.start, place.end)
            self.bases.append(
                (place.start, self.text[place.start : place.end] if templated else unescape(text[start:end]))
            )
        is_component = self.has_components and tag.group(1)[0].isupper()
        for name, start, end in html_addresses(text, element, found, is_component=is_component):
            self._add_html_link(container, tag, f"{element}.{name}", start, end)
        for name, (start, end) in found.items():
            if is_anchor_attribute(element, name):
                self.add_id(container, start, unescape(text[start:end]))

    def _add_html_link(self, container: Container, tag: re.Match[str], name: str, start: int, end: int) -> None:
        place = self.span(container, start, end)
        whole = self.span(container, tag.start(), tag.end())
        templated = self.masked.touches_template(place.start, place.end)
        label, label_span = "", None
        if name == "a.href":
            label, label_span = self._html_label(container, tag.end())
        self.links.append(
            Link(
                LinkKind.HTML,
                self.text[place.start : place.end],
                self.text[place.start : place.end] if templated else unescape(container.text[start:end]),
                place,
                whole,
                label,
                label_span,
                tag=name,
                templated=templated,
            )
        )

    def _html_label(self, container: Container, start: int) -> tuple[str, Span | None]:
        # A label is short: looking no further keeps the whole linear.
        stop = container.text.find("</", start, start + 400)
        while stop >= 0 and container.text[stop + 2 : stop + 3] not in {"a", "A"}:
            stop = container.text.find("</", stop + 2, start + 400)
        if stop < 0:
            return "", None
        inner = re.sub(r"<[^<>]*>", "", container.text[start:stop]).replace(PLACEHOLDER, "")
        return " ".join(unescape(inner).split()), self.span(container, start, stop)

    def _block_span(self, container: Container, start: int, end: int) -> Span:
        """A block without the blanks and the empty lines after it."""
        text = container.text
        while end > start and text[end - 1].isspace():
            end -= 1
        return self.span(container, start, end)

    def comments_with_blocks(self, stop: int) -> tuple[Comment, ...]:
        """Every comment with the block that follows it; ``stop`` is the body's end."""
        if not self.comments:
            return ()
        blocks = sorted(
            (self._block_span(container, start, end) for container, start, end in self.blocks),
            key=lambda span: (span.start, -span.end),
        )
        found = []
        index = 0
        for comment in sorted(set(self.comments)):
            while index < len(blocks) and blocks[index].start < comment.end:
                index += 1
            following = blocks[index] if index < len(blocks) else Span(stop, stop)
            found.append(Comment(comment, following))
        return tuple(found)
