"""Globs of addresses that programs make."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cached_property

from content_lint.config.globs import whole
from content_lint.text.regex import regex

_LITERAL = regex(r"\?|\[(?!(?:0-9|a-z)\])")
"""What has a meaning in globs of paths and none in these, where a name in brackets is a parameter of a route."""
_END = r"(?=/?(?:index\.html)?\Z)"


class AddressGlobs:
    """What globs name, and nothing below it: with or without a slash or `index.html` at its end.

    ``*`` is in one folder, ``**`` crosses folders, of which ``/**/`` may cross none; ``[0-9]`` and ``[a-z]`` are
    one character. A host may have hundreds of rules, of which most name one address: those are only looked up.

    Args:
        globs: the globs, each beginning with a slash.
        ignores_case: whether capitals and small letters count as the same.
    """

    def __init__(self, globs: Iterable[str], *, ignores_case: bool = False) -> None:
        bare = [glob.rstrip("/") for glob in globs]
        self._flags = re.DOTALL | re.IGNORECASE if ignores_case else re.DOTALL
        self._fold = str.lower if ignores_case else str
        self._plain = frozenset(self._fold(glob) for glob in bare if not _has_signs(glob))
        self._others = [glob for glob in bare if _has_signs(glob)]

    def match(self, path: str) -> bool:
        """Whether one of them names an address."""
        folded = self._fold(path)
        without = folded.removesuffix("index.html")
        if not self._plain.isdisjoint((folded, folded.removesuffix("/"), without, without.removesuffix("/"))):
            return True
        return bool(self._others) and self._pattern.match(path) is not None

    @cached_property
    def _pattern(self) -> re.Pattern[str]:
        """What they name that are more than one address."""
        made = ["(?>" + whole(_LITERAL.sub(r"[\g<0>]", glob), _END) + ")" for glob in self._others]
        return re.compile("|".join(made), self._flags)


def _has_signs(glob: str) -> bool:
    return "*" in glob or "[" in glob
