"""The block structure of a body as Python-Markdown reads it, with the place of every block.

After markdown/blockprocessors.py (3.10) and the extensions admonition, attr_list, def_list, footnotes, md_in_html,
pymdownx.blocks, pymdownx.details, pymdownx.superfences and pymdownx.tabbed. What a container holds (an admonition, a
tab, an item of a list, a footnote) is what is indented by four; nothing else opens one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from mistune.util import unikey

from content_lint.parse.markdown.collector import Collector, Definition, HeadingDraft, Run
from content_lint.parse.markdown.html_page import read_html
from content_lint.parse.markdown.html_tags import BROWSER_TAG
from content_lint.parse.markdown.positions import Container
from content_lint.parse.markdown.python.fences import CODE, mask_fences
from content_lint.parse.markdown.python.rows import Row, is_table
from content_lint.text.regex import regex

MAX_DEPTH = 20
"""Containers inside containers, beyond which text is text."""

_BLOCK_ELEMENTS = frozenset(
    {
        *("address", "article", "aside", "blockquote", "details", "div", "dl", "fieldset", "figcaption", "figure"),
        *("footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "main", "menu", "nav", "ol"),
        *("p", "pre", "section", "table", "ul", "canvas", "colgroup", "dd", "body", "dt", "group", "html", "iframe"),
        *("li", "legend", "math", "map", "noscript", "output", "object", "option", "progress", "script", "style"),
        *("summary", "tbody", "td", "textarea", "tfoot", "th", "thead", "tr", "video", "center"),
    }
)
_RAW_ELEMENTS = frozenset({"canvas", "math", "option", "pre", "script", "style", "textarea"})
_TAG = regex(r" {0,3}<(?=[A-Za-z])")
_COMMENT = regex(r" {0,3}<!--")
_HEADING = regex(r"(#{1,6})((?:\\.|[^\\\n])*+)(?=\n)")
_UNDERLINE = regex(r"([=-])\1*[ \t]*\Z")
_CONTAINERS = {
    "admonition": r"!!![ \t]*[\w\"'-][^\n]*",
    "pymdownx.details": r"\?\?\?\+?[ \t]*[\w\"'-][^\n]*",
    "pymdownx.tabbed": r"={3}[+!]*[ \t]+\"[^\n]*\"[ \t]*",
    "pymdownx.blocks": r"///[^\n]*",
    "footnotes": r" {0,3}\[\^[^\]\n]+\]:",
    "def_list": r" {0,3}:[ ]{1,3}",
}
"""What opens a container, by the extension that knows it."""
_ITEM = regex(r" {0,3}(?:[*+-]|\d+\.)[ \t]+")
_QUOTE = regex(r" {0,3}>[ ]?")
_DEFINITION = regex(
    r" {0,3}\[(?P<label>[^\[\]\n]*)\]:[ \t]*(?:\n[ ]*)?(?P<at><[^<>\n]*>|[^\s]+)[ \t]*"
    r"(?:(?:\n[ ]*)?(?P<title>\"[^\n]*\"|'[^\n]*'|\([^\n]*\))[ \t]*)?(?=\n|\Z)"
)
_ABBREVIATION = regex(r" {0,3}\*\[[^\]\n]+\]:")
_ATTRIBUTES = regex(r"\{:?([^{}\n]*+)\}")
_ID = regex(r"(?:\A|[ ])(?:#|id=[\"']?)([^\s{}\"'#]+)")
_HEADING_ATTRIBUTES = regex(r"[ \t]++\{:?[ ]*+([^{}\n ][^{}\n]*+)\}[ \t]*+\Z")
_EITHER_TAG = "<(/?){name}(?=[\\s/>])"
_TAB = 4
_BLANKS = " \t\r"
"""What may be on an empty line: any other space is text, and its line begins or goes on with a paragraph."""


def read_python(collector: Collector, container: Container, extensions: frozenset[str]) -> None:
    """Read the blocks of a body into a collector.

    Args:
        collector: gets runs, headings, definitions, raw HTML, code and blocks.
        container: the body.
        extensions: of Markdown, by name.
    """
    text, code = mask_fences(container.text, nested="pymdownx.superfences" in extensions or _is_extra(extensions))
    for start, end in code:
        collector.add_code(container, start, end)
        collector.blocks.append((container, start, end))
    masked = Container(text, container.lines, container.first_line, container.shift)
    _ContainerReader(collector, extensions).read(masked, 0)


def _is_extra(extensions: frozenset[str]) -> bool:
    return "pymdownx.extra" in extensions


class _ContainerReader:
    """Reads containers, each of which may hold others."""

    def __init__(self, collector: Collector, extensions: frozenset[str]) -> None:
        self._collector = collector
        self._attributes = "attr_list" in extensions
        self._markdown_in_html = "md_in_html" in extensions
        self._tables = "tables" in extensions
        self._ends_no_comment = False
        self._narrow = "mdx_truly_sane_lists" in extensions
        names = {name.partition(".blocks.")[0] + ".blocks" if ".blocks." in name else name for name in extensions}
        self._opening = re.compile("|".join(_CONTAINERS[name] for name in _CONTAINERS if name in names) or r"(?!)")

    def read(self, container: Container, depth: int, *, in_item: bool = False) -> None:
        """Read one container from its beginning to its end; in an item, a list needs no empty line before it."""
        text = container.text
        position = 0
        while position < len(text):
            end = _line_end(text, position)
            line = text[position:end]
            is_empty = not line.strip(f"{CODE}{_BLANKS}")
            position = end + 1 if is_empty else self._block(container, position, depth, in_item=in_item)

    def _block(self, container: Container, start: int, depth: int, *, in_item: bool) -> int:
        """Read the block that begins on this line; the offset of the line after it."""
        text = container.text
        if depth == 0 and (html := self._html(container, start)):
            return html
        end = _line_end(text, start)
        if text.startswith(("    ", "\t"), start):
            return self._indented_code(container, start)
        if depth < MAX_DEPTH:
            opening = self._opening.match(text, start, end)
            if opening:
                return self._indented(container, start, opening.end(), _TAB, depth)
            item = _ITEM.match(text, start, end)
            if item:
                return self._item(container, start, item.end(), depth)
            if _QUOTE.match(text, start, end):
                return self._quote(container, start, depth)
        if text.startswith("#", start):
            return self._heading(container, start)
        return self._paragraph(container, start, in_item=in_item)

    # containers

    def _indented(self, container: Container, start: int, first: int, width: int, depth: int) -> int:
        """What begins on a line and goes on where lines are indented; ``first`` is where its own text begins."""
        text = container.text
        end = _line_end(text, start)
        inside = text[first:end] if text[start:end].lstrip(" ").startswith(("[^", ":")) else ""
        if text.startswith("///", start):
            return end + 1  # what is between two such lines is not indented
        lines, stop = _deeper(text, end + 1, width, lazy=bool(inside))
        self._child(container, start, [inside, *lines], depth)
        return stop

    def _item(self, container: Container, start: int, first: int, depth: int) -> int:
        text = container.text
        end = _line_end(text, start)
        width = 2 if self._narrow else _TAB
        lines, stop = _deeper(text, end + 1, width, lazy=True)
        self._child(container, start, [text[first:end], *lines], depth, in_item=True)
        self._collector.blocks.append((container, start, min(stop, len(text))))
        return stop

    def _quote(self, container: Container, start: int, depth: int) -> int:
        text = container.text
        lines: list[str] = []
        position = start
        while position < len(text):
            end = _line_end(text, position)
            mark = _QUOTE.match(text, position, end)
            if mark is None and not text[position:end].strip():
                break
            lines.append(text[mark.end() if mark else position : end])
            position = end + 1
        self._child(container, start, lines, depth)
        return position

    def _child(self, container: Container, start: int, lines: list[str], depth: int, *, in_item: bool = False) -> None:
        self.read(container.child("\n".join(lines) + "\n", start), depth + 1, in_item=in_item)

    # leaves

    def _indented_code(self, container: Container, start: int) -> int:
        text = container.text
        position = last = start
        while position < len(text):
            end = _line_end(text, position)
            if text[position:end].strip():
                if not text.startswith(("    ", "\t"), position):
                    break
                last = end
            position = end + 1
        self._collector.add_code(container, start, last)
        self._collector.blocks.append((container, start, last))
        return position

    def _heading(self, container: Container, start: int) -> int:
        text = container.text
        end = _line_end(text, start)
        match = _HEADING.match(text, start, end + 1)
        if match is None:
            return self._paragraph(container, start, in_item=False)
        first = match.start(2)
        self._add_heading(container, len(match[1]), first, first + _without_closing(match[2]), start)
        return end + 1

    def _add_heading(self, container: Container, level: int, first: int, last: int, start: int) -> None:
        text = container.text
        while first < last and text[first].isspace():
            first += 1
        while last > first and text[last - 1].isspace():
            last -= 1
        explicit = None
        # `## A heading {#id}`, and `{: #id}` on the line below it.
        given = _HEADING_ATTRIBUTES.search(text, max(first, text.rfind("{", first, last) - 2), last)
        if self._attributes and given:
            found = _ID.search(given[1].strip())
            explicit = found[1] if found else None
            last = given.start()
        collector = self._collector
        collector.runs.append(HeadingDraft(level, Run(container, first, last), explicit))
        collector.blocks.append((container, start, last))

    def _paragraph(self, container: Container, start: int, *, in_item: bool) -> int:
        """Read lines up to an empty one, or to one that begins something else."""
        text = container.text
        end = _line_end(text, start)
        second = text[end + 1 : _line_end(text, end + 1)] if end + 1 < len(text) else ""
        underline = _UNDERLINE.match(second)
        if underline and text[start:end].strip():
            self._add_heading(container, 1 if underline[1] == "=" else 2, start, end, start)
            return end + 1 + len(second) + 1
        lines: list[tuple[int, int]] = []
        position = start
        while position < len(text):
            end = _line_end(text, position)
            line = text[position:end]
            if not line.strip(_BLANKS) or (lines and self._begins(line, in_item=in_item)):
                break
            lines.append((position, end))
            position = end + 1
        self._add_text(container, lines)
        return position

    def _begins(self, line: str, *, in_item: bool) -> bool:
        """Whether a line inside a paragraph begins something else."""
        if line.startswith("#") or line.lstrip()[:1] == CODE or self._opening.match(line):
            return True
        return in_item and _ITEM.match(line) is not None

    def _add_text(self, container: Container, lines: list[tuple[int, int]]) -> None:
        text, collector = container.text, self._collector
        collector.blocks.append((container, lines[0][0], lines[-1][1]))
        head = text[slice(*lines[0])]
        in_table = self._tables and len(lines) > 1 and is_table(head, text[slice(*lines[1])])
        row = Row(head) if in_table else None
        for first, end in self._shown(container, lines, in_rows=in_table):
            last = end
            if row is not None:  # cells that no column is there for are left out
                last = first + Row(text[first:end], bordered=row.has_border).end_of(row.columns)
            collector.runs.append(Run(container, first, last, cell=in_table))
            if self._attributes and ("#" in text[first:last] or "id=" in text[first:last]):
                self._add_ids(container, first, last)

    def _shown(self, container: Container, lines: list[tuple[int, int]], *, in_rows: bool) -> Iterator[tuple[int, int]]:
        """The stretches of a paragraph that are text: what defines a label or an abbreviation is not."""
        text = container.text
        begun: int | None = None
        last = defined = 0
        for first, end in lines:
            defined = max(defined, self._defined(container, first, lines[-1][1]) if first >= defined else 0)
            if first < defined or _ABBREVIATION.match(text, first, end):
                if begun is not None:
                    yield begun, last
                begun = None
                continue
            if in_rows:
                yield first, end
                continue
            begun, last = first if begun is None else begun, end
        if begun is not None:
            yield begun, last

    def _defined(self, container: Container, first: int, end: int) -> int:
        """Where the definition of a label ends that begins here; 0 where none does.

        The address may be on the line below the label, and the title on the one below that.
        """
        text = container.text
        match = _DEFINITION.match(text, first, end)
        if match is None or match["label"].startswith("^"):
            return 0
        at, behind = match.span("at")
        if match["at"].startswith("<"):
            at, behind = at + 1, behind - 1
        title = match["title"]
        definition = Definition(text[at:behind], title[1:-1] if title else None, container, at, behind)
        self._collector.definitions[unikey(match["label"])] = definition
        return match.end()

    def _add_ids(self, container: Container, first: int, last: int) -> None:
        for braces in _ATTRIBUTES.finditer(container.text, first, last):
            found = _ID.search(braces[1].strip())
            if found:
                self._collector.add_id(container, braces.start(), found[1])

    # raw HTML

    def _html(self, container: Container, start: int) -> int:
        """Read a block of raw HTML that begins here; the offset of the line after it, or 0 where none does."""
        text = container.text
        comment = _COMMENT.match(text, start)
        if comment:
            closing = -1 if self._ends_no_comment else text.find("-->", comment.end())
            if closing < 0:
                self._ends_no_comment = True  # nor does it any later one
                return 0
            self._collector.add_comment(container, comment.end() - 4, closing + 3)
            return self._after(container, closing + 3)
        opening = _TAG.match(text, start)
        tag = BROWSER_TAG.match(text, opening.end() - 1, opening.end() + 2000) if opening else None
        if tag is None or tag[1].lower() not in _BLOCK_ELEMENTS:
            return 0
        name = tag[1].lower()
        if self._markdown_in_html and name not in _RAW_ELEMENTS and _takes_markdown(tag):
            self._collector.add_tag(container, tag)
            return self._after(container, tag.end())
        end = tag.end() if name == "hr" or tag[3] else _end_of_element(text, tag.end(), name)
        read_html(self._collector, container, tag.start(), end)
        self._collector.blocks.append((container, tag.start(), end))
        return self._after(container, end)

    def _after(self, container: Container, position: int) -> int:
        """Where to go on after something that ends inside a line: what follows it there is a text of its own."""
        text = container.text
        end = _line_end(text, position)
        rest = text[position:end]
        if rest.strip() and not rest.lstrip().startswith("</"):
            self._collector.runs.append(Run(container, position, end))
        return end + 1


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end


def _deeper(text: str, position: int, width: int, *, lazy: bool) -> tuple[list[str], int]:
    """The lines that belong to a container, without their indentation, and where the next line begins.

    Args:
        text: the text around it.
        position: the line after the one that opens it.
        width: by how much lines are indented.
        lazy: whether lines up to the first empty one belong to it without being indented.
    """
    lines: list[str] = []
    blank: list[str] = []
    stop = position
    while position < len(text):
        end = _line_end(text, position)
        line = text[position:end]
        position = end + 1
        if not line.strip():
            blank.append("")
            continue
        inner = _dedented(line, width)
        if inner is None:
            if not lazy or blank or _ITEM.match(line) or line.startswith(("#", "!!!", "???", '=== "')):
                break
            inner = line
        lines += [*blank, inner]
        blank = []
        stop = position
    return lines, stop


def _dedented(line: str, width: int) -> str | None:
    if line.startswith("\t"):
        return line[1:]
    indent = len(line) - len(line.lstrip(" "))
    if indent >= width:
        return line[width:]
    return line.lstrip(" ")[1:] if line[indent : indent + 1] == "\t" else None


def _without_closing(heading: str) -> int:
    """How long the text of a heading is before the signs that close it, none of which is escaped."""
    shown = heading.rstrip(" \t").rstrip("#")
    return len(shown) + (len(shown) - len(shown.rstrip("\\"))) % 2


def _takes_markdown(tag: re.Match[str]) -> bool:
    found = re.search(r"\smarkdown(?:\s*=\s*[\"']?(\w*)|(?=[\s/]|\Z))", tag[2])
    return found is not None and found[1] not in {"0", "off"}


def _end_of_element(text: str, position: int, name: str) -> int:
    """The offset after the end tag of an element, or the end of the text where it is never closed."""
    depth = 1
    for mark in re.compile(_EITHER_TAG.format(name=name), re.IGNORECASE).finditer(text, position):
        depth += -1 if mark[1] else 1
        if depth == 0:
            closing = text.find(">", mark.end())
            return len(text) if closing < 0 else closing + 1
    return len(text)
