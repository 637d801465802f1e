"""The blocks of a body of MDX: CommonMark's without code by indentation, and without blocks of HTML."""

from __future__ import annotations

import re

from msgspec.structs import replace

from content_lint.parse.markdown.collector import Collector
from content_lint.parse.markdown.commonmark.blocks import read_blocks
from content_lint.parse.markdown.commonmark.spans import CommonMarkSpans
from content_lint.parse.markdown.html_tags import BROWSER_TAG, COMMONMARK_END_TAG
from content_lint.parse.markdown.liquid import Masked
from content_lint.parse.markdown.mdx.mask import MdxText, mask_mdx
from content_lint.parse.markdown.positions import BodyLines, Container
from content_lint.text.regex import regex
from content_lint.text.source import Span

_WHOLE = regex(r"[/#?]|[a-zA-Z][a-zA-Z0-9+.-]*:")
"""What addresses begin with that lead to the same place from every page of a site, or stay on the page."""


class MdxSpans(CommonMarkSpans):
    """Spans as MDX reads them: tags are JSX, and ``<https://example.com>`` is no link."""

    def angle(self, position: int) -> int:
        """A tag, or text; comments are gone already."""
        # A tag may reach far, and looking in vain is paid for.
        tag = BROWSER_TAG.match(self.text, position, self.end) if self.budget >= 0 else None
        if tag:
            self.cut(position, tag.end())
            _add_tag(self.collector, self.container, tag)
            return tag.end()
        closing = COMMONMARK_END_TAG.match(self.text, position, self.end)
        if closing:
            self.cut(position, closing.end())
            return closing.end()
        self.budget -= self.end - position
        return position + 1


def begin_mdx(text: str, span: Span) -> Collector:
    """A collector with the blocks of a body; what is in them is for MdxSpans to read."""
    mdx = mask_mdx(text, span.start, span.end)
    collector = Collector(text, Masked(mdx.text, mdx.templates), has_components=True)
    collector.comments.extend(mdx.comments)
    collector.ids.extend(mdx.ids)
    collector.mdx_faults.extend(mdx.faults)
    lines = BodyLines(text, span.start, span.end)
    tags = Container(mdx.tags_text, lines, 0, span.start)
    for start in mdx.tags:
        tag = BROWSER_TAG.match(mdx.tags_text, start)
        if tag:
            _add_tag(collector, tags, tag)
    read_blocks(collector, _container(mdx, text, span, lines), mdx=True)
    return collector


def _add_tag(collector: Collector, container: Container, tag: re.Match[str]) -> None:
    """Note the links and anchors of a tag. What a component makes of a relative address is its own affair."""
    known = len(collector.links)
    collector.add_tag(container, tag)
    if tag[1][0].isupper():
        found = collector.links[known:]
        collector.links[known:] = [
            link if _WHOLE.match(link.destination) else replace(link, templated=True) for link in found
        ]


def _container(mdx: MdxText, text: str, span: Span, lines: BodyLines) -> Container:
    """The Markdown without the blanks that only indent what is inside a tag."""
    if not mdx.strips:
        return Container(mdx.text + "\n", lines, 0, span.start)
    kept: list[str] = []
    position = span.start
    for number, line in enumerate(mdx.text.split("\n")):
        end = position + len(line)
        # A blank stands for the CR of a line end, which is no part of its line.
        stop = len(line) - 1 if line and text[end - 1] == "\r" else len(line)
        kept.append(line[mdx.strips.get(number, 0) : stop])
        position = end + 1
    return Container("\n".join(kept) + "\n", lines)
