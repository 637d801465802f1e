"""Files that a command would write: shown first, then written."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content_lint.adopt.init.proposal import PlannedFile, as_bytes
from content_lint.cli.own_files import put
from content_lint.output.escape import visible


def written(root: Path, item: PlannedFile) -> str:
    """Write one file, and say so."""
    name = visible(item.path)
    if item.same:
        return f"same: {name}\n"
    put(root, item.path, as_bytes(item.text), only_new=not item.exists)
    return f"{'changed' if item.exists else 'wrote'}: {name} - {visible(item.about)}\n"


def text_of(item: PlannedFile) -> Iterator[str]:
    """A file's whole text, below its name."""
    yield f"\n--- {visible(item.path)}{' (same as now)' if item.same else fate_of(item)}\n"
    yield from (f"{visible(line)}\n" for line in item.text.splitlines())


def fate_of(item: PlannedFile) -> str:
    """What would become of a file that is there already; empty where there is none."""
    return " (the rest of the file stays)" if item.adds else " (replaces what is there)" if item.exists else ""
