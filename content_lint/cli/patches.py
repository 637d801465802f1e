"""Patches on standard output: bytes for programs, harmless text where people read them as they come."""

from __future__ import annotations

import io
import os
import stat
from collections.abc import Iterable, Iterator

from content_lint.cli.console import Console
from content_lint.text.apply import TextChange
from content_lint.text.source import Span

_LOGS = ("GITHUB_ACTIONS", "TF_BUILD", "TEAMCITY_VERSION")
"""What CI servers set whose logs obey commands."""


def print_patch(pieces: Iterable[str], console: Console) -> None:
    """Print a patch."""
    if _is_read_as_it_comes(console):
        from content_lint.output.diff import shown

        console.write(shown(pieces))
        return
    if isinstance(console.out, io.TextIOWrapper):
        # A patch is bytes: its line ends are the files' own, and its odd names are not UTF-8.
        console.out.reconfigure(newline="", errors="surrogateescape")
    console.write(pieces)


def patch_between(path: str, before: str, after: str) -> Iterator[str]:
    """The patch of one file, where nobody knows what was changed in it; its cost is not linear.

    Args:
        path: as the patch is to name it, with ``/``.
        before: the text on disk.
        after: what it is to be.
    """
    from content_lint.output.diff import patch

    yield from patch(path, before, after, list(_changed_lines(before, after)))


def _changed_lines(before: str, after: str) -> Iterator[TextChange]:
    from difflib import SequenceMatcher  # hooks and most runs print no patch

    old, new = (io.StringIO(text, newline="\n").readlines() for text in (before, after))
    done, other = 0, 0
    for kind, start, end, first, last in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        length, size = sum(map(len, old[start:end])), sum(map(len, new[first:last]))
        if kind != "equal":
            yield TextChange(Span(done, done + length), Span(other, other + size))
        done, other = done + length, other + size


def _is_read_as_it_comes(console: Console) -> bool:
    """Whether a terminal or the log of a CI server obeys what is printed; for files and other programs it is bytes."""
    if console.out_is_terminal:
        return True
    try:
        in_file = stat.S_ISREG(os.fstat(console.out.fileno()).st_mode)
    except (OSError, ValueError):
        in_file = False
    return not in_file and any(console.environment.get(name) for name in _LOGS)
