"""Globs of addresses that programs make."""

from __future__ import annotations

import re
from collections.abc import Iterable

from content_lint.config.globs import whole
from content_lint.text.regex import regex

_LITERAL = regex(r"\?|\[(?!(?:0-9|a-z)\])")
"""What has a meaning in globs of paths and none in these, where a name in brackets is a parameter of a route."""
_END = r"(?=/?(?:index\.html)?\Z)"


def addresses_like(globs: Iterable[str], flags: re.RegexFlag = re.DOTALL) -> re.Pattern[str]:
    """What globs name, and nothing below it: with or without a slash or `index.html` at its end.

    ``*`` is in one folder, ``**`` crosses folders, of which ``/**/`` may cross none; ``[0-9]`` and ``[a-z]`` are
    one character.
    """
    made = ["(?>" + whole(_LITERAL.sub(r"[\g<0>]", glob.rstrip("/")), _END) + ")" for glob in globs]
    return re.compile("|".join(made) or r"(?!)", flags)
