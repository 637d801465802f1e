"""The block structure of a body by CommonMark's rules, on mistune, with the place of every block.

mistune cuts a container's text out of its parent's, line by line, and keeps no positions. So the states
remember which line a child begins at, and every token where in its state's text it is.
"""

from __future__ import annotations

import re
from collections.abc import MutableMapping
from functools import lru_cache
from typing import Any

from mistune import BlockParser
from mistune.core import BlockState
from mistune.helpers import parse_link_href
from mistune.util import unikey

from content_lint.parse.markdown.collector import Collector, Definition, HeadingDraft, Run
from content_lint.parse.markdown.commonmark.fences import end_of_fence
from content_lint.parse.markdown.commonmark.tables import read_table
from content_lint.parse.markdown.html_page import read_html
from content_lint.parse.markdown.positions import Container
from content_lint.text.regex import portable, regex

MAX_DEPTH = 20
"""Containers inside containers, beyond which text is text."""

_READ = frozenset({"heading", "block_html"})
"""Kinds of mistune's tokens that are read for what is in them, besides paragraphs."""
_EMPTY_ITEM = regex(r"[ \t]*(?:[*+-]|\d{1,9}[.)])[ \t]*\n")
_BEFORE_BLANK = regex(r"\n(?=[ \t\v\f]*\n)")
_ATX_MARK = regex(r" {0,3}#{1,6}[ \t]*")
# What goldmark takes for names: anything but blanks and the punctuation of ASCII without these four signs.
_IN_NAME = r"(?:[-.:]|[^\s!-/:-@\[-^`{-~])"
_ATTRIBUTE = rf"(?:[#.]{_IN_NAME}*+|[A-Za-z_:][\w:.-]*+=(?:\"(?:\\.|[^\"\\])*+\"|[^\s{{}}\",]++))"
_GOLDMARK_ID = regex(rf"[ \t]*\{{[ \t]*({_ATTRIBUTE}(?:[ \t]*+,?+[ \t]*+{_ATTRIBUTE})*+)[ \t]*+\}}[ \t]*\Z")
_HEADING_ID = regex(r"\{:?[ \t]*+#([^\s{}#]++)[^{}\n]*+\}\Z")
"""How Docusaurus, VitePress, Zola and MkDocs are told the id of a heading."""
# Most definitions need none of the rules; mistune would go through them character by character.
_SIMPLE = r" ?([^\s<>()\\\x00-\x1f\x7f]++)"
_SIMPLE_ADDRESS = regex(rf"{_SIMPLE}(?=[ \n])")
_PLAIN_DEFINITION = regex(rf"{_SIMPLE}[ \t]*+\n(?![ \t]*+[\"'(])")  # no title comes, and nothing else
# What a line begins with that can only be text: neither a mark of a block, nor blanks, nor a definition.
_TEXT_BEGINS = r"(?:[^\s\d#=\-`~_*\[>+<]|`(?!``)|\*{1,2}(?=[^\s*])|_{1,2}(?=[^\s_])|\[[^\\\[\]\n]*+\](?!:))"
_ID_IN_ATTRIBUTES = regex(rf"(?:#|\bid=\"?)({_IN_NAME}*+)|\.{_IN_NAME}*+|=\"(?:\\.|[^\"\\])*+\"")


class _LineState(BlockState):
    """A container that knows its place, and where in it things stand."""

    def __init__(self, parent: _LineState | None = None) -> None:
        super().__init__(parent)
        self.container: Container
        self.first_child = 0  # offset of the line that the next child begins with
        self.mark: int | None = None  # where the HTML block that is being read began

    def child_state(self, src: str, lazy_line_starts: set[int] | None = None) -> _LineState:
        text = src if src.endswith("\n") else src + "\n"
        start = self.first_child
        if _EMPTY_ITEM.match(self.src, start):
            start = self.src.find("\n", start) + 1  # mistune leaves the item's own empty line out
        child = _LineState(self)
        child.process(src)
        child.container = self.container.child(text, start)
        if lazy_line_starts:
            child.lazy_line_starts = lazy_line_starts
        # When a list's item has been read, the cursor is after the next item's first line.
        self.first_child = self.src.rfind("\n", 0, max(self.cursor - 1, 0)) + 1
        return child

    def append_token(self, token: dict[str, Any]) -> None:
        if token["type"] in _READ:
            self.env["found"].append((self, token, self.mark if self.mark is not None else self.cursor))
        self.tokens.append(token)

    def add_paragraph(self, text: str) -> None:
        last = self.last_token()
        if not (last and last["type"] == "paragraph"):
            token = {"type": "paragraph", "text": text}
            self.env["found"].append((self, token, self.cursor))
            self.tokens.append(token)
        else:
            last["text"] += text


class _BlankLines:
    """Finds blank lines as mistune's pattern does, by the line ends before them: thirty times faster in long HTML."""

    match, finditer = BlockParser.BLANK_LINE.match, BlockParser.BLANK_LINE.finditer

    def search(self, text: str, position: int) -> re.Match[str] | None:
        """The first blank line from a position on, with those after it; None where there is none."""
        if position == 0:
            return BlockParser.BLANK_LINE.search(text)
        before = _BEFORE_BLANK.search(text, position - 1)
        return None if before is None else self.match(text, before.end())


class _Parser(BlockParser):
    """Notes what mistune's own methods know and forget: where containers, code and definitions stand.

    Most lines begin as no block does: mistune would try its rules on each character of some. Here the first rule takes
    as many of them as there are.
    """

    state_cls = _LineState
    BLANK_LINE = _BlankLines()  # type: ignore[assignment]  # of a pattern it has what mistune asks for
    SPECIFICATION = {"prose": portable(rf"(?:^{_TEXT_BEGINS}[^\n]*+(?:\n|\Z))++"), **BlockParser.SPECIFICATION}  # noqa: RUF012 - mistune's

    def parse_prose(self, m: re.Match[str], state: Any) -> int:
        state.add_paragraph(m[0])
        return m.end()

    def parse_list(self, m: re.Match[str], state: BlockState) -> int:
        return self._container(super().parse_list, m, state, m.start())

    def parse_block_quote(self, m: re.Match[str], state: BlockState) -> int:
        return self._container(super().parse_block_quote, m, state, state.cursor)

    def _container(self, method: Any, m: re.Match[str], state: Any, start: int) -> int:
        outer, state.first_child = state.first_child, start
        known = len(state.tokens)
        end: int = method(m, state)
        state.first_child = outer
        if len(state.tokens) > known:
            state.env["blocks"].append((state.container, start, end))
        return end

    def parse_raw_html(self, m: re.Match[str], state: Any) -> int | None:
        state.mark = state.cursor
        end = super().parse_raw_html(m, state)
        state.mark = None
        return end

    def parse_fenced_code(self, m: re.Match[str], state: Any) -> int | None:
        mark = m["fenced_2"]
        if mark[0] == "`" and "`" in m["fenced_3"]:
            return None
        end = end_of_fence(state.src, m.end() + 1, mark)
        state.append_token({"type": "block_code"})
        state.env["code"].append((state.container, state.cursor, end))
        return end

    def _parse_indent_code_fast(self, state: Any) -> int | None:
        start, known = state.cursor, len(state.tokens)
        if state.src[start] not in " \t":
            return None
        end = super()._parse_indent_code_fast(state)
        if end and len(state.tokens) > known:
            state.env["code"].append((state.container, start, end))
        return end

    def parse_ref_link(self, m: re.Match[str], state: Any) -> int | None:
        label = m.group("reflink_1")
        if label.startswith("^"):
            return None  # a footnote: its text is read as a paragraph
        if end_of_line := state.append_paragraph():
            return int(end_of_line)
        plain = _PLAIN_DEFINITION.match(state.src, m.end())
        if plain and (key := unikey(label)):
            if key not in state.env["ref_links"]:
                state.env["ref_links"][key] = {}
                state.env["definitions"][key] = Definition(plain[1], None, state.container, *plain.span(1))
            return plain.end()
        known = len(state.env["ref_links"])
        end = super().parse_ref_link(m, state)
        if len(state.env["ref_links"]) > known:
            self._define(label, m.end(), state)
        return end

    def _define(self, label: str, position: int, state: Any) -> None:
        href, last = self._address(state.src, position)
        if href is None or last is None:
            return
        if state.src[last - 1] == ">" and state.src[last - len(href) - 2 : last - len(href) - 1] == "<":
            last -= 1
        key = unikey(label)
        state.env["definitions"][key] = Definition(
            href, state.env["ref_links"][key].get("title"), state.container, last - len(href), last
        )

    def _address(self, text: str, position: int) -> tuple[str, int] | tuple[None, None]:
        simple = _SIMPLE_ADDRESS.match(text, position)
        if simple:
            return simple[1], simple.end()
        return parse_link_href(text, position, block=True, max_nested_level=self.max_nested_level)


_RULES = ["prose", "blank_line", *(rule for rule in BlockParser.DEFAULT_RULES if rule != "blank_line")]
_MDX_RULES = [rule for rule in _RULES if rule not in {"indent_code", "raw_html"}]


@lru_cache(maxsize=2)
def _parser(*, mdx: bool) -> _Parser:
    # It keeps nothing of what it reads, and costs as much to make as a page to read.
    rules = _MDX_RULES if mdx else _RULES
    parser = _Parser(rules, rules, max_nested_level=MAX_DEPTH)
    parser.rules = rules
    return parser


def read_blocks(collector: Collector, container: Container, *, goldmark: bool = False, mdx: bool = False) -> None:
    """Read the blocks of a body into a collector.

    Args:
        collector: gets runs, headings, definitions, raw HTML, code and blocks.
        container: the body.
        goldmark: whether ``{#id}`` after a heading is its id, and tables are read.
        mdx: whether there are no blocks of HTML and no code by indentation.
    """
    state = _LineState()
    state.container = container
    found: list[tuple[_LineState, dict[str, Any], int]] = []
    code: list[tuple[Container, int, int]] = []
    environment: MutableMapping[str, Any] = {
        "ref_links": {},
        "found": found,
        "code": code,
        "blocks": collector.blocks,
        "definitions": collector.definitions,
    }
    state.env = environment
    state.process(container.text)
    _parser(mdx=mdx).parse(state)
    for place, start, end in code:
        collector.add_code(place, start, end)
        collector.blocks.append((place, start, end))
    for where, token, at in found:
        _read_token(collector, where, token, at, goldmark=goldmark)


def _read_token(collector: Collector, state: _LineState, token: dict[str, Any], at: int, *, goldmark: bool) -> None:
    kind = token["type"]
    container = state.container
    if kind in {"paragraph", "block_text"}:
        end = at + len(token["text"])
        if not goldmark or not read_table(collector, container, at, end):
            collector.runs.append(Run(container, at, end))
        collector.blocks.append((container, at, end))
    elif kind == "block_html":
        end = at + len(token["raw"])
        read_html(collector, container, at, end)
        if not token["raw"].lstrip().startswith("<!--"):
            collector.blocks.append((container, at, end))
    elif kind == "heading":
        _heading(collector, container, token, at, goldmark=goldmark)


def _heading(collector: Collector, container: Container, token: dict[str, Any], at: int, *, goldmark: bool) -> None:
    text = container.text
    raw = token["text"]
    start = at
    if token["style"] == "atx":
        mark = _ATX_MARK.match(text, at)
        start = mark.end() if mark else at
    shown = raw.strip(" \t\r\n\f")
    start += len(raw) - len(raw.lstrip(" \t\r\n\f"))
    explicit = None
    if goldmark:
        if token["style"] == "setext":
            # goldmark takes a heading of several lines for its last line.
            cut = shown.rfind("\n") + 1
            start, shown = start + cut, shown[cut:]
            start, shown = start + len(shown) - len(shown.lstrip()), shown.lstrip()
        brace = shown.rfind("{") if shown.endswith("}") else -1
        while brace > 0 and shown[brace - 1] in " \t":
            brace -= 1
        attributes = _GOLDMARK_ID.match(shown, brace) if brace >= 0 else None
        if attributes:
            given = [found[1] for found in _ID_IN_ATTRIBUTES.finditer(attributes.group(1)) if found[1] is not None]
            explicit = given[-1] if given else None
            shown = shown[: attributes.start()]
    elif written := _HEADING_ID.search(shown, shown.rfind("{") if shown.endswith("}") else len(shown)):
        explicit, shown = written[1], shown[: written.start()].rstrip()
    run = Run(container, start, start + len(shown))
    collector.runs.append(HeadingDraft(token["attrs"]["level"], run, explicit))
    collector.blocks.append((container, at, start + len(shown)))
