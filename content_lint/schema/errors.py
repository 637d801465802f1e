"""What stops a run before any content is read: a mistake in the site's own configuration or schemas."""

from __future__ import annotations


class SetupError(Exception):
    """A request that cannot be met as it is: exit status 2.

    Attributes:
        file: the file at fault, relative to the site's root where it lies in it, with ``/``; empty where
            no file is.
        line: the line in it, from 1, or None where no single line is at fault.
        message: what is wrong, one line, lower case, no full stop.
        help: how to put it right, imperative.
    """

    def __init__(self, file: str, line: int | None, message: str, help: str) -> None:  # noqa: A002 - as in Diagnostic
        super().__init__(file, line, message, help)
        self.file = file
        self.line = line
        self.message = message
        self.help = help

    def __str__(self) -> str:
        place = f"{self.file}:{self.line}: " if self.line else f"{self.file}: " if self.file else ""
        return f"{place}{self.message}" + (f"\n{self.help}" if self.help else "")


class SchemaError(SetupError):
    """A file under schemas/ that cannot be used."""
