"""What a command writes into the file that ``--output-file`` names."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from content_lint.cli.errors import UsageError


def write_output(target: Path, pieces: Iterable[str], *, errors: str = "strict") -> None:
    """Write a report in UTF-8: the whole of it, or nothing. What reads it next must not take half for all.

    Args:
        target: the file; a pipe or a device is written to as it is.
        pieces: the text.
        errors: what becomes of names that are no UTF-8, as ``str.encode`` has it.

    Raises:
        UsageError: it cannot be written.
    """
    from content_lint.engine.write import write_file  # noqa: PLC0415 - most runs write no file

    data = "".join(pieces).encode("utf-8", errors)
    try:
        if target.exists() and not target.is_file():
            target.write_bytes(data)
            return
        try:
            write_file(target, data)
        except PermissionError:
            # The file may be ours where its folder is not.
            target.write_bytes(data)
    except OSError as error:
        raise UsageError(f"`{target}` cannot be written: {error.strerror}") from error
