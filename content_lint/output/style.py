"""Colours and weights of text on a terminal, or none at all."""

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:  # the command line knows its colours before it knows what it has to do
    from content_lint.report.diagnostic import Severity

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;34",
    "strong": "1",
    "frame": "36",
    "help": "32",
    "faint": "2",
    "removed": "31",
    "added": "32",
}


class TerminalStyle(NamedTuple):
    """How text is painted.

    Attributes:
        colour: whether escape sequences may be used.
    """

    colour: bool = False

    def paint(self, text: str, role: str) -> str:
        """Text in the colour of its role: error, warning, info, strong, frame, help, faint, removed, added or none."""
        return f"\x1b[{_CODES[role]}m{text}\x1b[0m" if self.colour and role and text else text

    def severity(self, severity: "Severity") -> str:
        """The word for a severity, in its colour."""
        return self.paint(severity.label, severity.label)
