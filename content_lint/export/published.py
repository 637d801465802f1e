"""What of a text readers are meant to see: all but comments, and what a condition always keeps out.

The comments of Liquid may lie in each other, and one that does not end reaches to the end of the file: of what is below
it nobody can say that it is meant to be read.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Document
from content_lint.text.regex import regex
from content_lint.text.source import Span

_LIQUID = regex(r"\{%-?\s*+(endcomment|comment|endraw|raw)\b[^%{}]*+-?%\}")
_INLINE = regex(r"\{%-?\s*+#")
_NEVER = regex(r"\{%-?\s*+(?:if\s++(?:false|nil|null)|unless\s++true)\s*+-?%\}")
_BRANCH = regex(r"\{%-?\s*+(if|unless|case|else|elsif|endif|endunless|endcase)\b[^%{}]*+-?%\}")
_OF_JINJA = regex(r"\{#(?:[^#{]|#(?!\})|\{(?!#))*+#\}")
_SHORTCODE = regex(r"\{\{[<%]\s*+comment\b")
_SHORTCODE_END = regex(r"\{\{[<%]\s*+/\s*+comment\s*+[>%]\}\}")
_KRAMDOWN = regex(r"\{:(/?)(comment)?\s*+(/?)\}|\{:(:)comment\s*+(/?)\}")
_MDX = regex(r"\{\s*+/\*")
_BLANK_END = regex(r"[ \t]*+(?:\r\n|\n|\r)")


class Published:
    """The text of a document as far as it is meant to be read.

    Args:
        document: the document.
        dialect: how its generator reads it.
    """

    def __init__(self, document: Document, dialect: Dialect) -> None:
        self.document = document
        self.body = document.body.span
        self.hidden = _merged(_comments(document, dialect))
        self._starts = [span.start for span in self.hidden]

    def shows(self, span: Span) -> bool:
        """Whether a stretch of the file does not begin in a comment."""
        place = bisect_right(self._starts, span.start) - 1
        return place < 0 or self.hidden[place].end <= span.start

    def pieces(self) -> Iterator[Span]:
        """What is left of the body, in order."""
        return _between(self.body, self.hidden)

    def text(self) -> str:
        """The body without its comments; a comment that is alone on its lines takes them with it."""
        text = self.document.source.text
        return "".join(text[span.start : span.end] for span in self.pieces())


def _between(body: Span, holes: Sequence[Span]) -> Iterator[Span]:
    done = body.start
    for hole in holes:
        if hole.start > done:
            yield Span(done, hole.start)
        done = max(done, hole.end)
    if done < body.end:
        yield Span(done, body.end)


def _merged(spans: Iterable[Span]) -> list[Span]:
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.start <= found[-1].end:
            found[-1] = Span(found[-1].start, max(found[-1].end, span.end))
        else:
            found.append(span)
    return found


def _comments(document: Document, dialect: Dialect) -> Iterator[Span]:
    text, body = document.source.text, document.body
    found = [comment.span for comment in body.comments]
    if body.templates:
        if dialect.templates == "liquid":
            found += _of_liquid(text, body.templates, body.span.end)
            found += _dead_branches(text, body.templates)
        elif dialect.templates == "shortcodes":
            found += _of_shortcodes(text, body.templates, body.span.end)
        found += (span for span in body.templates if _MDX.match(text, span.start, span.end))
    if dialect.templates == "liquid" and dialect.markdown != "kramdown" and "{#" in text:
        found += _of_jinja(document)  # Nunjucks and Jinja; whether it is they or Liquid, nobody here knows
    if dialect.markdown == "kramdown" and "comment" in text:
        found += _of_kramdown(document)
    return (_with_line_end(text, span, body.span) for span in found)


def _with_line_end(text: str, span: Span, body: Span) -> Span:
    """The same with the end of its line where nothing else is on its lines."""
    before = max(text.rfind("\n", body.start, span.start), text.rfind("\r", body.start, span.start)) + 1
    if text[max(before, body.start) : span.start].strip(" \t"):
        return span
    end = _BLANK_END.match(text, span.end, body.end)
    return span if end is None else Span(span.start, end.end())


def _of_liquid(text: str, templates: Sequence[Span], stop: int) -> Iterator[Span]:
    done = 0
    for tag in templates:
        if tag.start < done:
            continue
        if _INLINE.match(text, tag.start, tag.end):
            yield tag
            continue
        match = _LIQUID.match(text, tag.start, tag.end)
        if match is not None and match[1] == "comment":
            done = _end_of_liquid_comment(text, tag.end, stop)
            yield Span(tag.start, done)


def _end_of_liquid_comment(text: str, start: int, stop: int) -> int:
    """Where a comment ends whose tag ends at ``start``; ``stop`` where nothing ends it."""
    depth, raw = 1, False
    for match in _LIQUID.finditer(text, start, stop):
        name = match[1]
        if raw:
            raw = name != "endraw"
        elif name == "raw":
            raw = True
        elif name == "comment":
            depth += 1
        elif name == "endcomment":
            depth -= 1
            if not depth:
                return match.end()
    return stop


def _dead_branches(text: str, templates: Sequence[Span]) -> Iterator[Span]:
    """What is between ``{% if false %}`` and its ``{% else %}`` or ``{% endif %}``, with these tags."""
    opened: list[Span | None] = []  # of each condition that is open, the tag if it never holds
    spent: list[bool] = []  # and whether its end is to go, too, as its beginning has gone
    for tag in templates:
        match = _BRANCH.match(text, tag.start, tag.end)
        if match is None:
            continue
        if match[1] in ("if", "unless", "case"):
            never = _NEVER.match(text, tag.start, tag.end) is not None
            opened.append(tag if never else None)
            spent.append(never)
        elif opened:
            dead, ends = opened[-1], match[1].startswith("end")
            if dead is not None:
                yield Span(dead.start, tag.end)
            elif ends and spent[-1]:
                yield tag
            if ends:
                opened.pop()
                spent.pop()
            elif match[1] == "else":
                opened[-1] = None


def _of_jinja(document: Document) -> Iterator[Span]:
    """``{# … #}``, outside of code."""
    body = document.body
    starts = [span.start for span in body.code]
    for match in _OF_JINJA.finditer(document.source.text, body.span.start, body.span.end):
        place = bisect_right(starts, match.start()) - 1
        if place < 0 or match.start() >= body.code[place].end:
            yield Span(match.start(), match.end())


def _of_shortcodes(text: str, templates: Sequence[Span], stop: int) -> Iterator[Span]:
    done = 0
    for tag in templates:
        if tag.start < done or not _SHORTCODE.match(text, tag.start, tag.end):
            continue
        closing = _SHORTCODE_END.search(text, tag.end, stop)
        done = stop if closing is None else closing.end()
        yield Span(tag.start, done)


def _of_kramdown(document: Document) -> Iterator[Span]:
    """``{::comment}`` … ``{:/comment}``, outside of code."""
    text, body = document.source.text, document.body
    starts = [span.start for span in body.code]
    opened: int | None = None
    for match in _KRAMDOWN.finditer(text, body.span.start, body.span.end):
        place = bisect_right(starts, match.start()) - 1
        if place >= 0 and match.start() < body.code[place].end:
            continue
        if match[4] and match[5]:
            if opened is None:
                yield Span(match.start(), match.end())
        elif match[4]:
            opened = match.start() if opened is None else opened
        elif match[1] and opened is not None:
            yield Span(opened, match.end())
            opened = None
    if opened is not None:
        yield Span(opened, body.span.end)
