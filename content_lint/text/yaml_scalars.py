"""How a text is written as a YAML value on one line."""

from __future__ import annotations

import re

from content_lint.text.regex import regex

# Plain in every reader: begins with a letter or a slash, or is a path that begins with a digit, and holds
# nothing that YAML could take for its own.
_PLAIN = regex(r"(?:[A-Za-z/]|\d[\w.-]*/)[\w/.~%+()@=&?-]*\Z", re.ASCII)
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
# YAML's own marks, its line ends, and what it does not print. Dear to compile, and only fixes need it.
_NEEDS_ESCAPE = r'["\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]'
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


def quote(text: str, *, single: bool = False) -> str:
    """A text in quotes; single ones are used only if asked for and possible (no control characters)."""
    if single and text.isprintable():
        return "'" + text.replace("'", "''") + "'"
    return '"' + re.sub(_NEEDS_ESCAPE, _escaped, text) + '"'


def spell(text: str, like: str) -> str:
    """A text in the style of another scalar: in its quotes, or plain where every reader takes it for this text.

    Args:
        text: the value.
        like: the other scalar as it is in the file.
    """
    if like[:1] in {"'", '"'}:
        return quote(text, single=like[0] == "'")
    return text if _PLAIN.match(text) and text.lower() not in _WORDS else quote(text)


def _escaped(match: re.Match[str]) -> str:
    char = match[0]
    return _ESCAPES.get(char) or (f"\\x{ord(char):02x}" if ord(char) < 0x100 else f"\\u{ord(char):04x}")
