"""Folders that hold the site's schemas: found without running or importing anything."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from content_lint.text.files import read_ordinary


def has_schemas(folder: Path) -> bool:
    """Whether a folder holds schemas of ours: some Python file in it speaks of content_lint.

    A folder called schemas can be anything; what is not ours is never run.
    """
    return any(b"content_lint" in _bytes(file) for file in schema_files(folder))


def foreign_models(folder: Path) -> Path | None:
    """The first file of a folder that defines models of pydantic without being ours, or None."""
    return next((file for file in schema_files(folder) if b"BaseModel" in _bytes(file)), None)


def _bytes(file: Path) -> bytes:
    try:
        return read_ordinary(file)
    except OSError:
        return b""


def schema_files(folder: Path) -> Iterator[Path]:
    """The Python files of a folder, at any depth, by name; none where there is no such folder."""
    if not folder.is_dir():
        return
    for file in sorted(folder.rglob("*.py")):
        parts = file.relative_to(folder).parts
        if file.is_file() and not any(part.startswith(".") or part == "__pycache__" for part in parts):
            yield file
