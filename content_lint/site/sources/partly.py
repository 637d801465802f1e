"""A site of which a commit changes a few texts: those as the commit has them, all else as it is on disk."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from content_lint.site.sources.tree import DiskTree, ReadError, SiteTree, Walk, first_line
from content_lint.text.source import SourceText


class PartlyCommitted:
    """The files of such a site, as a SiteTree. The texts of the commit are those on disk, too.

    Args:
        root: the site's root.
        texts: what the commit changes, by path.
    """

    def __init__(self, root: Path, texts: Mapping[str, SourceText]) -> None:
        self._disk = DiskTree(root)
        self._texts = texts

    @property
    def root(self) -> Path:
        """The site's root."""
        return self._disk.root

    def has(self, path: str) -> bool:
        """Whether there is a file."""
        return path in self._texts or self._disk.has(path)

    def differs(self, path: str) -> bool:  # noqa: ARG002 - of no file
        """Whether a file's text is another than the one on disk."""
        return False

    def over(self, buffers: Mapping[str, bytes]) -> SiteTree:
        """The same files, with other texts for some of them, by path."""
        return self._disk.over(buffers) if buffers else self

    def forget(self, path: str) -> None:
        """Drop what ``head`` has read of a file."""
        self._disk.forget(path)

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """As the disk has it."""
        return self._disk.paths(walk)

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        return first_line(self._texts[path].to_bytes()) if path in self._texts else self._disk.head(path)

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        return self._texts.get(path) or self._disk.read(path)
