"""Patterns that browsers check: which of Python's mean the same there."""

from __future__ import annotations

from typing import TYPE_CHECKING

from content_lint.schema.patterns import EMAIL, SLUG, URL
from content_lint.text.regex import regex

if TYPE_CHECKING:  # it brings pydantic, which whoever has one of these has paid for
    from content_lint.cms.wanted import Wanted

_ONLY_PYTHON = regex(r"\(\?[aiLmsux-]+[:)]|\(\?P[<=>]|\(\?\(|\(\?#|\(\?>|(?:[*+?]|\{[0-9]+(?:,[0-9]*)?\})\+")
_ANCHORS = regex(r"(?<!\\)(?:\\\\)*\\[AZz]|\\N\{")
_PARTS = regex(r"\\.|\[\^?\]?(?:[^\]\\]|\\.)*+(?:\]|\Z)")
"""What is in a pattern for itself, so that no sign in it is one of the pattern's own."""

_NEEDLESS = regex(r"\\([aeghijlmopqyzACE-RT-VX-Z])(?=[^\w]|\{|\Z)")
_NAMED = regex(r"\(\?<(?![=!])")
_LITERAL_BRACE = regex(r"(?<!\\)\{(?![0-9]+(?:,[0-9]*)?\})")
_LONGEST = 2_000  # compiling takes the square of it where alternatives begin alike
_ASIDE = 0x800  # halves of a character are no text to Rust: what is above them is private, as good as them here
_BY_KIND = {
    name: pattern.replace(r"(?![\s\S])", "$") for name, pattern in (("slug", SLUG), ("email", EMAIL), ("url", URL))
}
"""The schema's own patterns; in a browser ``$`` is the end of the text and nothing else."""

_WORDS = {
    "slug": "Letters, digits and hyphens, without blanks and slashes",
    "email": "One e-mail address",
    "url": "A web address that begins with https://",
}


def in_browser(pattern: str) -> str | None:
    """A pattern of Python as JavaScript has it; None where that means something else, or nothing."""
    written = pattern
    if written.startswith(r"\A"):
        written = f"^{written[2:]}"
    if written.endswith(r"\Z") and not written.endswith(r"\\Z"):
        written = f"{written[:-2]}$"
    return None if fault_in_browser(written) else written


def fault_in_browser(pattern: str) -> str:
    """What is wrong with a pattern in a browser, in words; empty where nothing is known to be."""
    if _ANCHORS.search(pattern) or _ONLY_PYTHON.search(_PARTS.sub("x", pattern)):
        return "it is written for Python"
    if len(pattern) > _LONGEST:
        return ""
    import re  # only forms with patterns
    import warnings

    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what may mean something else in a later Python
            re.compile(_in_python(pattern))
    except (re.error, OverflowError, RecursionError):
        return "it is no regular expression"
    return ""


def _in_python(pattern: str) -> str:
    """A pattern of JavaScript as Python reads it: named groups, and backslashes that mean nothing there."""
    named = _NAMED.sub("(?P<", pattern)
    return _NEEDLESS.sub(r"\1", named)


def pattern_for(wanted: Wanted) -> tuple[str, str] | None:
    """The pattern of a text and the words for an editor whose text does not match; None where there is none to say."""
    if wanted.limits.pattern:
        written = in_browser(wanted.limits.pattern)
        return (written, f"It has to match {written}") if written is not None else None
    name = wanted.kind.name if wanted.kind is not None and wanted.shapes == {"text"} else ""
    if name in _BY_KIND:
        return _BY_KIND[name], _WORDS[name]
    longest = wanted.limits.longest
    if longest is not None and wanted.shapes == {"text"}:
        shortest = wanted.limits.shortest
        least = "" if shortest <= 1 else f"{shortest} to "
        # A browser counts what is beyond the first plane as two characters: the check may let one more pass.
        return rf"^[\s\S]{{{shortest},{longest}}}$", f"At most {least}{longest} characters"
    return None


def matches_in_browser(pattern: str, text: str) -> bool:
    """Whether a browser finds a pattern in a text; what it cannot read checks nothing.

    Without the flag ``u`` it counts UTF-16 units, and a needless backslash means nothing. The engine is pydantic's
    (Rust's regex), which takes linear time whatever the pattern is; what that engine does not know, such as a look
    ahead, is not checked.
    """
    if len(pattern) > _LONGEST or fault_in_browser(pattern):
        return True
    from pydantic_core import SchemaError, SchemaValidator, core_schema  # only forms with patterns

    units = text.encode("utf-16-be", "surrogatepass")
    codes = (int.from_bytes(units[at : at + 2], "big") for at in range(0, len(units), 2))
    spread = "".join(chr(code + _ASIDE if 0xD800 <= code < 0xE000 else code) for code in codes)
    try:
        return SchemaValidator(
            core_schema.str_schema(pattern=_LITERAL_BRACE.sub(r"\{", _in_python(pattern)))
        ).isinstance_python(spread)
    except SchemaError:
        return True
