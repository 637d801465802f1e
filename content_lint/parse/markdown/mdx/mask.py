"""MDX: what of a body is code, so that only its Markdown is read.

Imports, exports, ``{expressions}`` and ``{/* comments */}`` are blotted out, and the tags of JSX that have lines of
their own; tags inside a text stay, with the code in them blotted out. Fences and code spans are left to Markdown.
What never ends is text: it would stop the build, and nothing about it is certain.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter

from msgspec import Struct, field

from content_lint.parse.facts import MdxFault
from content_lint.parse.markdown.commonmark.fences import end_of_fence
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.parse.markdown.mdx.nesting import Nesting
from content_lint.text.regex import regex
from content_lint.text.source import Span

_MARGIN = regex(r"[ \t>]*")
_FENCE = regex(r"[ \t>]*(?:(?:[-*+]|\d{1,9}[.)])[ \t]+)*(`{3,}(?=[^`\n]*$)|~{3,})", re.MULTILINE)
_PLAIN = regex(r"(?:(?!import|export)[^\n`{<~]*+\n)++")
"""Lines that hold none of the signs that this is about."""
_MODULE = regex(r"(?:import|export)(?=[\s{*'\"])")
_TEXT = regex(r"\\[^\n]|`+|[{<\n]")
_TICKS = regex(r"`+")
_BLANK_LINE = regex(r"\n[ \t>]*(?=\n)")
_CODE = regex(
    r"[{}()\[\]]|(?<!:)//[^\n]*|/\*"
    r"|'(?:[^'\\\n]|\\.)*+'|\"(?:[^\"\\\n]|\\.)*+\"|`|\n[ \t]*(?=\n|\Z)",
    re.DOTALL,
)
_LITERAL = regex(r"\\.|`|\$\{", re.DOTALL)
_COMMENT = regex(r"\{\s*+/\*(?:[^*]|\*(?!/))*+\*/\s*+\}")
_CONSTANT = regex(r"\{\s*+(?:\"[^\"\\\n]*+\"|'[^'\\\n]*+'|`[^`\\$\n\"]*+`)\s*+\}")
_NAME = regex(r"/?[ \t]*(?:[A-Za-z_$][\w.:$-]*)?")
_ATTRIBUTE = regex(r"\s+|[\w:$.-]+|=|\"[^\"]*+\"|'[^']*+'|/")
_HEADING_ID = regex(r"\{#[\w-]+\}[ \t]*(?=\n|\Z)")
_NAMED = regex(r"\{\s*+/\*\s*+#?([\w-]+)\s*+\*/\s*+\}[ \t]*(?=\n|\Z)")
_ATX = regex(r"[ \t>]*#{1,6}[ \t]")
_ANGLED = regex(r"<(?:[a-zA-Z][a-zA-Z0-9+.-]{1,31}://|mailto:)[^\s<>{}]{1,2000}>|<[\w.+-]{1,64}@[\w.-]{1,255}>")
_DESTINATION = regex(r"\]\([ \t\n]*\Z|\]:[ \t\n>]*\Z")
_NO_NAME = regex(r"<[0-9=]")
_VOID = regex(r"(?:area|base|br|col|embed|hr|img|input|link|meta|source|track|wbr)\Z")
_BUDGET = 20
_SMALL = 10_000
_LONGEST_GAP = 20


class MdxText(Struct, frozen=True):
    """A body of MDX whose code is blotted out.

    Attributes:
        text: its Markdown, as long as the body; every line end is one LF (with a blank for CR).
        tags_text: the same with the tags that have lines of their own.
        tags: where those tags begin in ``tags_text``.
        templates: places in the file of expressions that readers see the value of.
        comments: places in the file of comments.
        ids: ids that headings are given in a comment (``## Title {/* its-id */}``), each with its place in the file.
        faults: what stops the build: a place in the file, and the word for it in ``MdxFault``.
        strips: how many blanks at the beginning of a line, by number, only indent what is inside a tag.
    """

    text: str
    tags_text: str
    tags: tuple[int, ...]
    templates: tuple[Span, ...]
    comments: tuple[Span, ...]
    ids: tuple[tuple[int, str], ...]
    faults: tuple[MdxFault, ...]
    strips: dict[int, int]


class _JsxTag(Struct):
    """A tag: where it ends, and the code in it."""

    start: int
    end: int
    name: str
    closes: bool
    alone: bool
    code: list[tuple[int, int]] = field(default_factory=list)


class _OpenCode(Struct):
    """A tag that is on a line of its own and is not closed yet.

    Attributes:
        name: its name.
        indent: how many blanks are before it.
        strip: how many of the blanks before the lines inside only indent them.
        settled: whether that is known already.
    """

    name: str
    indent: int
    strip: int
    settled: bool = False


class _Mask:
    """One pass over a body."""

    def __init__(self, text: str, offset: int) -> None:
        self.text = text
        self.offset = offset
        self.budget = _BUDGET * len(text) + _SMALL
        self.blots: list[tuple[int, int, str]] = []  # of Markdown and tags alike
        self.wide: list[tuple[int, int]] = []  # values of several lines in tags that have lines of their own
        self.flow: list[_JsxTag] = []
        self.templates: list[Span] = []
        self.comments: list[Span] = []
        self.ids: list[tuple[int, str]] = []
        self.faults: list[MdxFault] = []
        self.inline: Counter[str] = Counter()  # tags inside a text that are open
        self.open: list[_OpenCode] = []
        self.strips: dict[int, int] = {}
        self.ticks: dict[int, list[int]] = {}
        self.paragraph_end = -1
        self.line = 0
        self.counted = 0

    def run(self) -> MdxText:
        position, fresh = 0, True
        while position < len(self.text):
            self._strip(position)
            if plain := _PLAIN.match(self.text, position):
                self._strip_more(position, plain.end())
                position = plain.end()
                fresh = not self.text[self.text.rfind("\n", 0, position - 1) + 1 : position].strip(" \t>\n")
            else:
                position, fresh = self._line(position, fresh=fresh)
        narrow = _blotted(self.text, self.blots)
        tags_text = _blotted(narrow, [(start, end, PLACEHOLDER) for start, end in self.wide], whole=True)
        alone = [(tag.start, tag.end, " ") for tag in self.flow]
        return MdxText(
            _blotted(narrow, alone),
            tags_text,
            tuple(tag.start for tag in self.flow if not tag.closes),
            tuple(sorted(self.templates)),
            tuple(self.comments),
            tuple(self.ids),
            tuple(self.faults),
            self.strips,
        )

    def _line(self, start: int, *, fresh: bool) -> tuple[int, bool]:
        """Deal with what begins with a line; where to go on, and whether a new block begins there."""
        text = self.text
        if fresh and _MODULE.match(text, start) and (end := self._module_end(start)) > 0:
            self.blots.append((start, end, " "))
            return end, True
        fence = _FENCE.match(text, start)
        if fence:
            return self._fence_end(fence), True
        stop = text.find("\n", start)
        stop = len(text) if stop < 0 else stop
        if not text[start:stop].strip(" \t>"):
            return stop + 1, True
        end = self._tags_alone(start)
        if end > 0:
            return end, True
        return self._text(start), False

    def _strip(self, position: int) -> None:
        """Note how far the line at ``position`` is indented only for what is around it."""
        if not self.open:
            return
        self.line += self.text.count("\n", self.counted, position)
        self.counted = position
        margin = _blanks(self.text, position)
        if self.text[position + margin : position + margin + 1] in {"", "\n"}:
            return
        tag = self.open[-1]
        if not tag.settled:  # the first line inside a tag tells
            tag.settled = True
            tag.strip += max(0, margin - tag.indent)
        self.strips[self.line] = min(margin, tag.strip)

    def _fence_end(self, fence: re.Match[str]) -> int:
        opened = self.text.find("\n", fence.end()) + 1 or len(self.text)
        end = end_of_fence(self.text, opened, fence[1], margin=" \t>", widest=len(self.text))
        self._strip_more(fence.start(), end)
        return end

    def _strip_more(self, start: int, end: int) -> None:
        """The same for each line that begins between two offsets."""
        if self.open:
            while (start := self.text.find("\n", start, end - 1) + 1) > 0:
                self._strip(start)

    def _module_end(self, start: int) -> int:
        """Where an import or export ends: at an empty line outside of all brackets."""
        return self._code_end(start, 0, to_blank=True)

    def _tags_alone(self, start: int) -> int:
        """The end of lines that hold nothing but tags, expressions and comments; 0 where there is more."""
        text, position = self.text, start
        margin = _MARGIN.match(text, position)
        position = margin.end() if margin else position
        if text[position] not in "<{":
            return 0
        found: list[_JsxTag] = []
        blots: list[tuple[int, int, str]] = []
        comments: list[Span] = []
        while position < len(text) and text[position] != "\n":
            if _ANGLED.match(text, position):
                return 0  # no tag, and no MDX
            if text[position] == "<" and (tag := self._tag(position)) is not None:
                found.append(tag)
                position = tag.end
            elif (end := self._comment_end(position)) > 0:
                comments.append(self._span(position, end))
                blots.append((position, end, " "))
                position = end
            elif text[position] == "{" and (end := self._code_end(position + 1, 1)) > 0:
                blots.append((position, end, " "))
                position = end
            elif text[position] in " \t":
                position += 1
            else:
                return 0
        for tag in found:
            self._keep_tag(tag, alone=True)
            self.flow.append(tag)
            self._nest(tag)
        self.blots += blots
        self.comments += comments
        return position + 1

    def _nest(self, tag: _JsxTag) -> None:
        if tag.closes:
            self._close(tag)
        elif not tag.alone:
            line = self.text.rfind("\n", 0, tag.start) + 1
            self.open.append(_OpenCode(tag.name, _blanks(self.text, line), self.open[-1].strip if self.open else 0))

    def _close(self, tag: _JsxTag) -> None:
        if self.inline[tag.name]:
            self.inline[tag.name] -= 1
        elif self.open and self.open[-1].name == tag.name:
            self.open.pop()

    def _text(self, start: int) -> int:
        """Deal with a line of text, and with what it opens; the offset of the next line."""
        text, position = self.text, start
        while match := _TEXT.search(text, position):
            char = text[match.start()]
            if char == "\n":
                return match.end()
            position = match.end()
            if char == "`":
                position = self._code_span(match)
            elif char == "<":
                position = self._inline_tag(match.start())
            elif char == "{":
                position = self._expression(match.start(), heading=_ATX.match(text, start) is not None)
        return len(text)

    def _code_span(self, match: re.Match[str]) -> int:
        """Past a code span that begins here, or past its marks."""
        if match.start() >= self.paragraph_end:
            found = _BLANK_LINE.search(self.text, match.start())
            self.paragraph_end = found.start() if found else len(self.text)
            self.ticks = {}
            for run in _TICKS.finditer(self.text, match.start(), self.paragraph_end):
                self.ticks.setdefault(len(run[0]), []).append(run.start())
        places = self.ticks.get(len(match[0]), [])
        index = bisect_left(places, match.end())
        return places[index] + len(match[0]) if index < len(places) else match.end()

    def _fault(self, start: int, end: int, reason: str) -> None:
        """Note what stops the build; a line may be looked at twice."""
        found = MdxFault(self._span(start, end), reason)
        if not self.faults or self.faults[-1] != found:
            self.faults.append(found)

    def _inline_tag(self, start: int) -> int:
        if address := _ANGLED.match(self.text, start):
            if not _DESTINATION.search(self.text[max(0, start - _LONGEST_GAP) : start]):
                self._fault(start, address.end(), "address")
            return address.end()
        if _NO_NAME.match(self.text, start):
            line = self.text[self.text.rfind("\n", 0, start) + 1 : start + _LONGEST_GAP]
            if "$" not in line:  # in formulas, which a plugin may read, it is a sign like any other
                self._fault(start, start + 2, "less-than")
            return start + 1
        if (end := self._comment_end(start)) > 0:
            self.comments.append(self._span(start, end))
            self.blots.append((start, end, " "))
            return end
        tag = self._tag(start)
        if tag is None:
            return start + 1
        self._keep_tag(tag)
        if tag.closes:
            self._close(tag)
        elif not tag.alone:
            self.inline[tag.name] += 1
        return tag.end

    def _keep_tag(self, tag: _JsxTag, *, alone: bool = False) -> None:
        """Blot out the code of a tag that stays: a value becomes a word that only the build knows, or its text."""
        for start, end in tag.code:
            self.budget -= end - start
            if self.text[max(tag.start, start - _LONGEST_GAP) : start].rstrip()[-1:] != "=":
                self.blots.append((start, end, " "))
            elif constant := _CONSTANT.fullmatch(self.text, start, end):
                quote = min(at for mark in "\"'`" if (at := self.text.find(mark, start, end)) >= 0)
                last = self.text.rfind(self.text[quote], quote, constant.end())
                self.blots += [(start, quote, " "), (last + 1, end, " ")]
                if self.text[quote] == "`":
                    self.blots += [(quote, quote + 1, '"'), (last, last + 1, '"')]
            else:
                self.templates.append(self._span(start, end))
                if alone:
                    self.wide.append((start, end))
                whole = "\n" not in self.text[start:end]
                self.blots += [(start, end if whole else start + 1, PLACEHOLDER)]
                self.blots += [] if whole else [(start + 1, end, " ")]

    def _expression(self, start: int, *, heading: bool) -> int:
        if heading and (given := _HEADING_ID.match(self.text, start)):
            self._fault(start, given.end(), "heading-id")
            return given.end()
        if (end := self._comment_end(start)) > 0:
            if heading and (named := _NAMED.match(self.text, start)):
                self.ids.append((self.offset + start, named[1]))
            self.comments.append(self._span(start, end))
            self.blots.append((start, end, " "))
            return end
        end = self._code_end(start + 1, 1)
        if end <= 0:
            if self._never_closes(start):
                self._fault(start, start + 1, "brace")
            return start + 1
        self.templates.append(self._span(start, end))
        self.blots.append((start, end, PLACEHOLDER))
        return end

    def _never_closes(self, start: int) -> bool:
        """Whether no bracket at all closes the one at ``start``, whatever the code in between may be."""
        if self.budget < 0:
            return False
        closing = self.text.find("}", start)
        self.budget -= (closing if closing >= 0 else len(self.text)) - start
        return closing < 0

    def _comment_end(self, start: int) -> int:
        """Where a comment of JavaScript's or HTML's that begins here ends, or 0."""
        text = self.text
        if text.startswith("<!--", start):
            self._fault(start, start + len("<!--"), "comment")
            return text.find("-->", start) + 3 if self._look("-->", start) else 0
        if not text.startswith("{", start) or not self._look("*/", start):
            return 0
        match = _COMMENT.match(text, start)
        return match.end() if match else 0

    def _look(self, what: str, start: int) -> bool:
        """Whether something comes at all, as long as looking for it has not cost too much."""
        if self.budget < 0:
            return False
        found = self.text.find(what, start)
        self.budget -= (found if found >= 0 else len(self.text)) - start
        return found >= 0

    def _tag(self, start: int) -> _JsxTag | None:
        """The tag of JSX that begins at ``<``, or None."""
        text = self.text
        name = _NAME.match(text, start + 1)
        if name is None or not (name[0] or text.startswith(">", start + 1)):
            return None
        position = name.end()
        closes = name[0].startswith("/")
        tag = _JsxTag(start, position, name[0].lstrip("/ \t"), closes, alone=False)
        while position < len(text) and self.budget > 0:
            char = text[position]
            if char == ">":
                tag.end, tag.alone = position + 1, text[position - 1] == "/" or _VOID.match(tag.name) is not None
                self.budget -= position - start
                return tag
            if char == "{":
                end = self._code_end(position + 1, 1)
                if end <= 0:
                    return None
                tag.code.append((position, end))
                position = end
            elif part := _ATTRIBUTE.match(text, position):
                position = part.end()
            else:
                break
        self.budget -= position - start
        return None

    def _code_end(self, position: int, depth: int, *, to_blank: bool = False) -> int:
        """Where JavaScript ends: after the bracket that closes ``depth`` of them, or before an empty line.

        0 where it does not end.
        """
        text, start = self.text, position
        nesting = Nesting(depth)
        while self.budget > 0:
            match = (_LITERAL if nesting.in_literal else _CODE).search(text, position)
            if match is None:
                position = len(text)
                break
            position, mark = match.end(), match[0]
            if mark == "/*":
                position = self.text.find("*/", position) + 2 if self._look("*/", position) else position
            elif mark[0] == "\n" and to_blank and nesting.depth <= 0:
                return match.start() + 1
            elif nesting.closes(mark) and not to_blank:
                self.budget -= position - start
                return position
        self.budget -= position - start
        return len(text) if to_blank and nesting.depth <= 0 and not nesting.in_literal else 0

    def _span(self, start: int, end: int) -> Span:
        return Span(self.offset + start, self.offset + end)


def _blanks(text: str, position: int) -> int:
    """How many blanks are at a place."""
    end = position
    while text[end : end + 1] in {" ", "\t"}:
        end += 1
    return end - position


def _blotted(text: str, blots: list[tuple[int, int, str]], *, whole: bool = False) -> str:
    """A text with some stretches replaced, without their line ends unless ``whole``.

    What lies in an earlier stretch is gone already.
    """
    out: list[str] = []
    done = 0
    for start, end, char in sorted(blots, key=lambda item: (item[0], -item[1])):
        if end <= done:
            continue
        begin = max(start, done)
        out.append(text[done:begin])
        if whole:
            out.append(char * (end - begin))
        else:
            out.append("\n".join([char * len(line) for line in text[begin:end].split("\n")]))
        done = end
    out.append(text[done:])
    return "".join(out)


def mask_mdx(text: str, start: int, stop: int) -> MdxText:
    """Blot out the code of a body, ``text[start:stop]``; never raises, linear in the text."""
    return _Mask(text[start:stop].replace("\r\n", " \n").replace("\r", "\n"), start).run()
