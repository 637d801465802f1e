"""The lines that end a block to kramdown: patterns that its block parsers share."""

from __future__ import annotations

import re
from functools import lru_cache

from content_lint.parse.markdown.html_elements import SPAN_ELEMENTS
from content_lint.text.regex import regex

MAX_DEPTH = 40
"""Containers inside containers, beyond which text is text: more than anybody nests, less than the stack."""

_NAME = r"[^\W\d][-\w.]*+"
LAZY_HTML = rf"</?(?!(?:{'|'.join(SPAN_ELEMENTS)}|script)\b){_NAME}"
"""A tag of a block of HTML."""

ATTRIBUTE_LIST = r"\{:(?![:/])(?:\\\}|[^}\n])+\}[ \t\r\f\v]*\n"
"""An attribute list alone on its line."""

LAZY_END = rf"[ \t\r\f\v]*\n| {{0,3}}{ATTRIBUTE_LIST}|\^[ \t\r\f\v]*\n| {{0,3}}{LAZY_HTML}|\Z"
"""What ends a quote, and anything else that lazy lines continue."""

LIST_START = r" {0,3}(?:[+*-]|[0-9]+\.)[\t| ]"
BLOCK_BOUNDARY = regex(rf"[ \t\r\f\v]*\n|\^[ \t\r\f\v]*\n| {{0,3}}{ATTRIBUTE_LIST}|\Z")
"""What has to follow a table or a formula."""


def is_lazy(text: str, position: int, width: int) -> bool:
    """Whether a list item goes on with an unindented line: no attribute list and no block of HTML begins there."""
    return _barrier(width).match(text, position) is None


@lru_cache(maxsize=8)
def _barrier(width: int) -> re.Pattern[str]:
    return re.compile(rf" {{0,{width}}}(?:{ATTRIBUTE_LIST}|{LAZY_HTML})")
