"""Regular expressions that are compiled when they are first used: a run needs a few of the hundreds that there are."""

from __future__ import annotations

import re
from typing import Any, cast

_METHODS = ("match", "search", "fullmatch", "findall", "finditer", "split", "sub", "subn")


class _Pattern:
    """Becomes a compiled pattern as soon as anything but its text is asked for."""

    def __init__(self, text: str, flags: int) -> None:
        self.pattern = text
        self._flags = flags

    def __getattr__(self, name: str) -> Any:  # asked for nothing that is there already
        compiled = re.compile(self.pattern, self._flags)
        for method in _METHODS:
            setattr(self, method, getattr(compiled, method))
        return getattr(compiled, name)


def regex(text: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression for a module to keep, as ``re.compile`` takes it."""
    return cast("re.Pattern[str]", _Pattern(text, flags))
