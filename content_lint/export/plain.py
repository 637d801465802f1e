"""The text of a page without marks: how it begins for lists of pages, and all of it for search."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.export.published import Published
from content_lint.parse.facts import Document, LinkKind
from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.plain_text import strip_emphasis
from content_lint.text.regex import regex
from content_lint.text.source import Span

LENGTH = 300
"""Characters of an excerpt."""

_ENOUGH = 20 * LENGTH
_UNSEEN = regex(r"<(script|style|template)\b[^<>]*+>.*?(?:</\1\s*+>|\Z)", re.DOTALL | re.IGNORECASE)
_TAG = regex(r"</?[A-Za-z][^<>]*+>")
_BLANKS = regex(r"\s+")
_PARAGRAPH = regex(r"\n[ \t]*+\n")
_RULER = regex(r"[ \t:|=*_-]{2,}\Z|[ \t]*+(?:```|~~~)")
_MARKS = regex(r"(?:[ \t]*+(?:>[ \t]?|#{1,6}[ \t]|[-*+][ \t]|\d{1,9}[.)][ \t]))*+")
_DEFINITION = regex(r"[ \t]*+\[[^\]\n]+\]:")
_ATTRIBUTES = regex(r"\{:[^{}\n]*+\}")
_ESCAPE = regex(r"\\([!-/:-@\[-`{-~])")


def excerpt_of(published: Published) -> str:
    """How the text begins: without headings, pictures and code."""
    document = published.document
    # What is in code spans is part of a sentence; blocks of code end with their lines.
    cuts = [(span, "") for span in document.body.code if document.source[span].endswith(("\n", "\r", "~~~", "```"))]
    cuts += [(_line_of(document, item.span), "") for item in document.body.headings]
    return _cut(_plain(published, cuts, pictures=False, most=_ENOUGH))


def words_of(published: Published) -> str:
    """All of the text, with headings, code and what stands for pictures."""
    return _plain(published, [], pictures=True, most=None)


def _cut(text: str) -> str:
    if len(text) <= LENGTH:
        return text
    end = text.rfind(" ", LENGTH // 2, LENGTH)
    return text[: end if end > 0 else LENGTH - 1].rstrip(" ,;:.-") + "\u2026"


def _line_of(document: Document, span: Span) -> Span:
    source = document.source
    return Span(
        source.line_span(source.position(span.start).line).start, source.line_span(source.position(span.end).line).end
    )


def _plain(published: Published, cuts: list[tuple[Span, str]], *, pictures: bool, most: int | None) -> str:
    document = published.document
    text = document.source.text
    cuts = [*cuts, *((span, "") for span in published.hidden), *((span, "") for span in document.body.templates)]
    for link in document.body.links:
        if link.kind in (LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.IMAGE):
            shown = link.label if pictures or link.kind is not LinkKind.IMAGE else ""
            cuts.append((link.span, shown))
    pieces: list[str] = []
    done, size = published.body.start, 0
    for span, shown in sorted(cuts, key=lambda cut: (cut[0].start, -cut[0].end)):
        if span.start < done:
            continue
        pieces += (text[done : span.start], shown)
        size += span.start - done + len(shown)
        done = max(span.end, done)
        if most is not None and size > most:
            break
    else:
        pieces.append(
            text[done : published.body.end] if most is None else text[done : min(published.body.end, done + most)]
        )
    return _BLANKS.sub(" ", " ".join(_paragraphs("".join(pieces)))).strip()


def _paragraphs(text: str) -> Iterator[str]:
    text = _TAG.sub(" ", _UNSEEN.sub(" ", text))
    for paragraph in _PARAGRAPH.split(text):
        lines = [_unmarked(line) for line in paragraph.splitlines()]
        yield unescape(_ESCAPE.sub(r"\1", strip_emphasis("\n".join(lines).replace("`", ""))))


def _unmarked(line: str) -> str:
    if _RULER.match(line) or _DEFINITION.match(line):
        return ""
    line = _ATTRIBUTES.sub("", _MARKS.sub("", line, 1))
    return line.replace("|", " ") if line.lstrip().startswith("|") else line
