"""Output that goes into a file instead of to the terminal."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content_lint.cli.errors import UsageError


def write_output(target: Path, pieces: Iterable[str], errors: str = "strict") -> None:
    """Write a file whole, or leave what was there before.

    Args:
        target: the file, as somebody typed it.
        pieces: its text.
        errors: what to do with characters that UTF-8 cannot hold, in Python's words.

    Raises:
        UsageError: it cannot be written.
    """
    from content_lint.engine.fix.write import write_report  # most runs print

    try:
        write_report(target, pieces, errors)
    except OSError as error:
        raise UsageError(f"`{target}` cannot be written: {error.strerror}") from error
