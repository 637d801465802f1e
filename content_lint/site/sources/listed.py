"""The folders of a site of which only a list of files is known, looked into as those on disk are."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from functools import cached_property

from content_lint.text.files import FolderEntry


class ListedEntry:
    """An entry of a folder that need not be on this machine."""

    __slots__ = ("_folder", "_link", "name", "path")

    def __init__(self, name: str, path: str, *, folder: bool, link: bool) -> None:
        self.name, self.path, self._folder, self._link = name, path, folder, link

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder, or a link to one."""
        return self._folder and (follow_symlinks or not self._link)

    def is_symlink(self) -> bool:
        """Whether it is a link."""
        return self._link


class ListedFolders:
    """Folders of ordinary files.

    Args:
        root: the site's root.
        paths: the files, from there, with ``/``.
    """

    def __init__(self, root: str, paths: Iterable[str]) -> None:
        self._root = root
        self._paths = paths

    @cached_property
    def _folders(self) -> dict[str, dict[str, bool]]:
        return folders_of(self._paths)

    def scan(self, folder: str) -> Iterable[FolderEntry]:
        """What lies in a folder; raises OSError where there is none."""
        return entries(self._root, folder, self._folders.get(folder))


def folders_of(paths: Iterable[str]) -> dict[str, dict[str, bool]]:
    """What is in each folder of these files: names, and whether that is a folder."""
    folders: dict[str, dict[str, bool]] = {"": {}}
    for path in paths:
        above, _, name = path.rpartition("/")
        inner = False
        while above not in folders:
            folders[above] = {name: inner}
            above, _, name = above.rpartition("/")
            inner = True
        folders[above][name] = inner
    return folders


def entries(root: str, folder: str, found: Mapping[str, bool] | None) -> Iterable[FolderEntry]:
    """What lies in a folder, as it is on disk.

    Args:
        root: the site's root.
        folder: the folder, from there.
        found: the names in it, and whether that is a folder; None where there is no such folder.

    Raises:
        OSError: there is none.
    """
    if found is None:
        raise FileNotFoundError(folder)
    place = f"{root}{os.sep}{folder}{os.sep}" if folder else f"{root}{os.sep}"
    return [ListedEntry(name, f"{place}{name}", folder=inner, link=False) for name, inner in found.items()]
