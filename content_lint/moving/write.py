"""Changes of files made on disk: they get their new names, then their new texts; what goes wrong is taken back."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from content_lint.engine.fix.write import NotWrittenError, replace_file
from content_lint.moving.plan import ChangedFile, FileChanges, RefusedError
from content_lint.text.digests import digest
from content_lint.text.files import leads_inside


def write_changes(root: Path, files: FileChanges) -> None:
    """Move the files, and write those that change.

    Raises:
        RefusedError: a file changed meanwhile, or cannot be written; then everything is as it was.
    """
    undo: list[Callable[[], object]] = []
    try:
        for old, new in files.moved.items():
            _move(root, old, new, undo)
        written: dict[str, bytes] = {}
        for path, file in files.texts.items():
            real, data = os.path.realpath(root / path), file.to_bytes()
            if written.get(real) == data:
                continue  # a link inside of the site gives one file two names
            replace_file(root, path, data, file.source.digest)
            written[real] = data
            undo.append(_putting_back(root, path, file))
    except (OSError, NotWrittenError) as error:
        _take_back(undo)
        why = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise RefusedError(f"the files cannot be written: {why}", "Nothing was changed.") from error
    except BaseException:
        _take_back(undo)
        raise
    for old in files.moved:
        _remove_empty(root, (root / old).parent)


def _take_back(undo: list[Callable[[], object]]) -> None:
    for step in reversed(undo):
        with suppress(OSError, NotWrittenError):
            step()


def _move(root: Path, old: str, new: str, undo: list[Callable[[], object]]) -> None:
    source, target = root / old, root / new
    if not leads_inside(source.parent, root) or not leads_inside(target.parent, root):
        raise NotWrittenError("a link on the way leads out of the site")
    target.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(target) and not (target.exists() and source.exists() and target.samefile(source)):
        raise NotWrittenError(f"`{new}` is there already")
    source.rename(target)

    def back() -> None:
        source.parent.mkdir(parents=True, exist_ok=True)
        target.rename(source)
        _remove_empty(root, target.parent)

    undo.append(back)


def _putting_back(root: Path, path: str, file: ChangedFile) -> Callable[[], object]:
    return lambda: replace_file(root, path, file.source.to_bytes(), digest(file.to_bytes()))


def _remove_empty(root: Path, folder: Path) -> None:
    """Remove a folder that holds nothing any more, and the folders around it."""
    while folder != root and folder.is_relative_to(root):
        try:
            folder.rmdir()
        except OSError:
            return
        folder = folder.parent
