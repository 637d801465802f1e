"""What the caller of a command can put right."""

from __future__ import annotations


class UsageError(Exception):
    """Wrong usage: exit status 2.

    Attributes:
        message: what is wrong, one line, lower case, no full stop.
        help: how to put it right, imperative; may be empty.
    """

    def __init__(self, message: str, help: str = "") -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(message)
        self.message = message
        self.help = help
