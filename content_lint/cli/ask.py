"""Questions to whoever sits at the terminal; a script is asked nothing."""

from __future__ import annotations

import sys
from collections.abc import Sequence

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.output.escape import visible


class Asker:
    """Asks on standard error and reads standard input.

    Attributes:
        can: whether somebody is there to answer.
    """

    def __init__(self, console: Console, *, can: bool | None = None) -> None:
        self.console = console
        self.can = _somebody(console) if can is None else can

    def yes(self, question: str, decided: bool | None, *, otherwise: bool) -> bool:  # noqa: FBT001 - an option's value
        """Whether to do something.

        Args:
            question: without a question mark's worth of choices after it.
            decided: what an option says; None where there was none.
            otherwise: the answer where nobody can be asked.
        """
        if decided is not None:
            return decided
        if not self.can:
            return otherwise
        while True:
            answer = self._read(f"{question} [Y/n] ").strip().lower()
            if answer in {"", "y", "yes"}:
                return True
            if answer in {"n", "no"}:
                return False
            self.console.note(["Type y or n.\n"])

    def text(self, question: str, default: str = "", choices: Sequence[str] = ()) -> str:
        """One line of text; the default where the answer is empty or nobody can be asked."""
        if not self.can:
            return default
        told = f" ({', '.join(choices)})" if choices else ""
        hint = f" [{default}]" if default else ""
        while True:
            answer = self._read(visible(f"{question}{told}{hint}: ")).strip() or default
            if not choices or answer in choices:
                return answer
            self.console.note(["Type one of these.\n"])

    def _read(self, prompt: str) -> str:
        self.console.note([prompt])
        line = sys.stdin.readline()
        if not line:
            raise UsageError("the questions ended before the answers", "Give the answers as options: --help has them.")
        return line


def _somebody(console: Console) -> bool:
    try:
        return sys.stdin is not None and sys.stdin.isatty() and console.err.isatty()
    except ValueError:  # closed
        return False
