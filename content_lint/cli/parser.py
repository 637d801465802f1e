"""The command line of one command: argparse, with an answer in our own words to every mistake."""

from __future__ import annotations

import argparse
import os
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any, NoReturn

from content_lint.cli.errors import UsageError

_USUAL = 80  # columns
_COLOURS = ("auto", "always", "never")


class _Formatter(argparse.RawDescriptionHelpFormatter):
    """As wide as the terminal. argparse makes one of these for each option, and would look for the width each time."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=_columns() - 2)


@cache
def _columns() -> int:
    told = os.environ.get("COLUMNS", "")
    if told.isdecimal() and int(told) > 0:
        return int(told)
    try:
        return os.get_terminal_size(1).columns or _USUAL
    except OSError:
        return _USUAL


class Parser(argparse.ArgumentParser):
    """Reads the options of a command; a mistake raises UsageError and names the nearest option or value."""

    def __init__(self, prog: str | None = None, **kwargs: Any) -> None:
        super().__init__(prog, allow_abbrev=False, formatter_class=_Formatter, **kwargs)
        about = "colours: auto is on a terminal, as NO_COLOR and FORCE_COLOR say (auto)"
        self.add_argument("--color", choices=_COLOURS, default="auto", help=about)
        self.add_argument("--colour", choices=_COLOURS, dest="color", help=argparse.SUPPRESS, default="auto")

    def read(self, arguments: Sequence[str]) -> argparse.Namespace:
        """The options and paths.

        Raises:
            UsageError: something in them is not understood.
        """
        known, strange = self.parse_known_args(arguments)
        if not strange:
            return known
        word = strange[0].partition("=")[0]
        if not word.startswith("-"):
            raise UsageError(f"`{self.prog}` takes no `{word}` here", self._see_help())
        raise UsageError(
            f"`{self.prog}` has no option `{word}`", _nearest_of(word, self._options()) or self._see_help()
        )

    def error(self, message: str) -> NoReturn:
        """Called by argparse for what it cannot read."""
        text = message.removeprefix("argument ").replace(": expected one argument", " needs a value after it")
        text = text.replace("the following arguments are required: ", "missing: ")
        raise UsageError(text, self._see_help())

    def _check_value(self, action: argparse.Action, value: object) -> None:
        if action.choices is None or value in action.choices:
            return
        name = "/".join(action.option_strings) or str(action.metavar or action.dest)
        choices = [str(choice) for choice in action.choices]
        listed = ", ".join(f"`{choice}`" for choice in choices)
        raise UsageError(f"{name} cannot be `{value}`", _nearest_of(str(value), choices) or f"Write one of {listed}.")

    def _options(self) -> list[str]:
        return [option for action in self._actions for option in action.option_strings if option.startswith("--")]

    def _see_help(self) -> str:
        return f"`{self.prog} --help` lists what it takes."


def _nearest_of(word: str, candidates: Iterable[str]) -> str:
    from content_lint.text.nearest import nearest  # difflib is for those who mistype

    near = nearest(word, candidates, cutoff=0.6)
    return f"Did you mean `{near}`?" if near else ""
