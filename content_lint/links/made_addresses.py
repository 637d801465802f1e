"""Globs of addresses that programs make."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content_lint.text.regex import regex

_PIECE = regex(r"\*\*|\*|\[(?:0-9|a-z)\]")
_PIECES = {"**": ".*", "*": "[^/]*", "[0-9]": "[0-9]", "[a-z]": "[a-z]"}


def addresses_like(globs: Iterable[str], flags: re.RegexFlag = re.DOTALL) -> re.Pattern[str]:
    """What globs name, and nothing below it: with or without a slash or `index.html` at its end."""
    return re.compile(f"(?:{'|'.join(map(_address, globs))})/?(?:index\\.html)?\\Z", flags)


def _address(glob: str) -> str:
    bare = glob.rstrip("/")
    made, place = [], 0
    for match in _PIECE.finditer(bare):
        made += [re.escape(bare[place : match.start()]), _PIECES[match[0]]]
        place = match.end()
    return "".join((*made, re.escape(bare[place:])))
