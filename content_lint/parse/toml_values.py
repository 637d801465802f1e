"""The values of a file of TOML, however deep somebody else nests them."""

from __future__ import annotations

import tomllib
from typing import Any

_MANY_DOTS = 60
"""How many a line needs so that it may be nested too deep: a key ends on its line."""


def toml_values(text: str) -> dict[str, Any]:
    """What a text of TOML holds, by tomllib.

    tomllib goes through all parts of a table's name for each key below it, so 30 kB could take it half a minute.

    Raises:
        tomllib.TOMLDecodeError: it is no TOML, or its keys go more levels down than anybody writes by hand.
        RecursionError: its values do.
    """
    if text.count(".") > _MANY_DOTS and any(line.count(".") >= _MANY_DOTS for line in text.split("\n")):
        _refuse_deep(text)
    return tomllib.loads(text)


def _refuse_deep(text: str) -> None:
    from content_lint.parse.front_matter.toml.scan import MAX_DEPTH, Lost, Scan, Scanner, TooDeep  # hardly ever
    from content_lint.text.source import Span

    try:
        Scanner(text, Span(0, len(text)), Scan()).run()
    except TooDeep as error:
        line = text.count("\n", 0, error.offset) + 1
        raise tomllib.TOMLDecodeError(f"nested more than {MAX_DEPTH} levels deep (at line {line}, column 1)") from error
    except Lost:
        return  # tomllib stops there as well, and says why
