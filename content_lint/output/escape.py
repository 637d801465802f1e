"""Hostile text made harmless: nothing of the content reaches a terminal, a log or a page as it is.

What is invisible or commands a terminal is shown by its number (``<U+200B>``), a byte that is no
UTF-8 by its value (``<0xE9>``). The same holds for what a CI server would take for a command:
the GitHub runner obeys ``##[command]`` anywhere in a line (actions/runner, issue 4692), Azure
Pipelines ``##vso[…]``, TeamCity ``##teamcity[…]``.
"""

from __future__ import annotations

import re

from content_lint.text.regex import regex

# Controls, soft hyphen, bidirectional marks and overrides, fillers, zero widths, line separators,
# interlinear marks, lone surrogates, non-characters, tags and supplementary variation selectors.
HIDDEN = (
    "\\x00-\\x1f\\x7f-\\x9f\\u00ad\\u034f\\u061c\\u115f\\u1160\\u17b4\\u17b5\\u180b-\\u180f\\u200b-\\u200f"
    "\\u2028-\\u202e\\u2060-\\u206f\\u3164\\ufeff\\uffa0\\ufff0-\\ufffb\\ufffe\\uffff\\ud800-\\udfff"
    "\\U000e0000-\\U000e0fff"
)
# A joiner between two characters that are not Latin is how emoji, Persian and Indic scripts are
# written; tags after a black flag are the flags of England, Scotland and Wales.
_JOINED = f"[^\\x00-\\u02ff{HIDDEN}]"
PARTS = (
    f"(?P<kept>(?<={_JOINED})[\\u200c\\u200d](?={_JOINED})|\\U0001f3f4[\\U000e0020-\\U000e007e]{{1,16}}\\U000e007f)"
    f"|(?P<hidden>[{HIDDEN}])|(?P<command>(?<=#)#(?=\\[|(?i:vso|teamcity)\\[))"
)
"""What is not simply shown: kept though it is hidden, hidden, or a command."""
COMMAND = "<U+0023>"
_PLAIN_START = regex(r"[\w./-]")


def visible(text: str) -> str:
    """The text on one line, with all that is hidden or commands a terminal or a log made visible."""
    if text.isascii() and text.isprintable() and "##" not in text:
        return text
    return re.sub(PARTS, _shown, text)  # slow to compile: most texts do not come here


def _shown(match: re.Match[str]) -> str:
    if match["kept"]:
        return match["kept"]
    return COMMAND if match["command"] else name_of(match[0])


def name_of(char: str) -> str:
    """The visible name of one character: its code point, or its value where it is a byte that is not UTF-8."""
    code = ord(char)
    return f"<0x{code - 0xDC00:02X}>" if 0xDC80 <= code <= 0xDCFF else f"<U+{code:04X}>"


def visible_line(text: str) -> str:
    """The same for a whole line, blanks at its beginning and tabs included.

    The GitHub runner takes away blanks before it looks for ``::`` (actions/runner, ActionCommand.cs).
    """
    line = "\t".join(visible(part) for part in text.split("\t"))
    rest = line.lstrip()
    return f"{line[: len(line) - len(rest)]}<U+003A>{rest[1:]}" if rest.startswith("::") else line


def visible_path(path: str) -> str:
    """A path that can begin a line: one that would read as a command there (``::error``) gets ``./`` before it."""
    shown = visible(path)
    return shown if _PLAIN_START.match(shown) else f"./{shown}"
