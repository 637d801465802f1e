"""The code in a text of MDX: what it imports and declares, and what an expression in braces is."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import lru_cache

from content_lint.parse.facts import Document
from content_lint.parse.scripts.literals import CODE, ScriptModule, read_module
from content_lint.text.regex import regex
from content_lint.text.source import Span

_STATEMENT = regex(r"^(?:import|export)\b[^\n]*(?:\n(?![ \t\r]*\n)[^\n]*)*", re.MULTILINE)
_LONGEST = 2_000
_NAME = r"(?:href|to)"
_HANDED_ON = regex(rf"\b{_NAME}=\{{\s*(?:(?:Astro\.)?props\.)?{_NAME}\s*\}}|<a\b[^<>]*\s\{{href\}}")
_GIVEN = r"(?:props\.)?href\b"
_TOUCHED = regex(rf"[+(`]\s*{_GIVEN}|\$\{{\s*{_GIVEN}|\bhref\s*(?:\+|\.\w|\?\.\w|=(?![=>{{\"']))")
_TESTED = regex(
    rf"(?:typeof|/\.test\(|isExternal\w*\()\s*+(?:\(\s*+)?{_GIVEN}\)?|\bhref\s*\??\.(?:startsWith|match|includes)\([^()]*\)"
)
_PUT_BEFORE = regex(
    r"\bhref=\{\s*`(https?://[\w.-]+/[^`$]{0,200})(?:\$\{[^{}`]*\}[^`$]*)*?\$\{[^{}`]*\bhref\b[^{}`]*\}[^`]*`"
)
_WRITES = regex(r"\b(?:href|to)=[{\"']|\bhref\s*=(?![=>{\"'])")
_TEXT = regex(r"""\{\s*(?:"[^"]*"|'[^']*'|`[^`]*`|[\d.]+|frontMatter(?:\.\w+)+)\s*\}""")
_ATTRIBUTE = regex(r"([\w:.-]+)\s*=\s*\Z")
_LONGEST_NAME = 80
_OF_PLACES = frozenset({"id", "name", "dangerouslySetInnerHTML"})
_ELEMENT = regex(r"<[A-Za-z>]|createElement|\A\{\s*[A-Z][\w.]*\s*\}\Z")


def statements_of(document: Document) -> str:
    """The statements of a text, which samples of code are none of; each goes to the next empty line."""
    return "\n".join(_statements(document))


def _statements(document: Document) -> Iterator[str]:
    code = document.body.code
    starts = [span.start for span in code]
    for match in _STATEMENT.finditer(document.source.text, document.body.span.start):
        place = bisect_right(starts, match.start()) - 1
        if place < 0 or match.start() >= code[place].end:
            yield match[0]


def names_of(document: Document) -> ScriptModule:
    """What a text imports, and the constants that it declares."""
    return read_module(statements_of(document).replace("export const", "const"))


def value_in_braces(text: str) -> object:
    """What an expression in braces is (``{name}``), as the reader of literals gives it; ``CODE`` for anything else."""
    if len(text) > _LONGEST or not (text.startswith("{") and text.endswith("}")):
        return CODE
    return read_module(f"export default ({text[1:-1]});").values.get("default", CODE)


def brings_no_places(text: str, span: Span) -> bool:
    """Whether an expression in braces shows nothing but text, or hands data to an attribute that names no place.

    Args:
        text: the file.
        span: the expression with its braces.
    """
    code = text[span.start : span.end]
    attribute = _ATTRIBUTE.search(text, max(0, span.start - _LONGEST_NAME), span.start)
    if attribute is not None:
        return attribute[1] not in _OF_PLACES and _ELEMENT.search(code) is None
    return _TEXT.fullmatch(code) is not None


@lru_cache(maxsize=256)
def writes_as_given(text: str) -> bool:
    """Whether the file of a component writes the ``href`` that it is given into a link, and changes it nowhere."""
    rest = _TESTED.sub("", _HANDED_ON.sub("", text))
    return _HANDED_ON.search(text) is not None and _TOUCHED.search(rest) is None


@lru_cache(maxsize=256)
def written_before(text: str) -> str:
    """The beginning of an address on a host that the file of a component puts before the ``href`` that it is given.

    Args:
        text: the file.

    Returns:
        what is written out of it, or empty where the file may make other addresses as well.
    """
    made = _PUT_BEFORE.findall(text)
    return made[0] if len(made) == 1 and len(_WRITES.findall(text)) == 1 else ""
