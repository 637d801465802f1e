"""What a process that checks again and again remembers of a site, as long as it cannot be otherwise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.cache.file_stats import digest_source
from content_lint.config.root import find_root
from content_lint.config.settings import SiteSettings
from content_lint.site.sources.git import Repository, open_repository
from content_lint.site.sources.history import Changes, changes_since, ignored_names


class SiteMemory:
    """Settings, and what git says, as they were found out before.

    It all hangs on which files there are, and on what git knows of them: whoever learns that something else has
    happened than that a text was saved has to say so (``forget``).
    """

    def __init__(self) -> None:
        self.forget()

    def forget(self) -> None:
        """Find out everything again when it is asked for."""
        self._settings: dict[Path, tuple[SiteSettings, dict[str, str]]] = {}
        self._repositories: dict[Path, Repository] = {}
        self._ignored: dict[Path, Sequence[str]] = {}
        self._changes: dict[tuple[Path, str], Changes] = {}

    def note_saved(self, paths: Iterable[Path]) -> None:
        """Texts that were there were saved."""
        for (root, tree), changes in self._changes.items():
            saved = {path.relative_to(root).as_posix() for path in paths if path.is_relative_to(root)}
            self._changes[root, tree] = replace(changes, modified=changes.modified | (saved - changes.new))

    def settings(self, start: Path, load: Callable[[], SiteSettings]) -> SiteSettings:
        """The settings of a site, where all that they were read from is as it was; else what ``load`` gives.

        Args:
            start: a folder or file of the site.
            load: reads them.
        """
        root = find_root(start)
        known = self._settings.get(root)
        if known is not None and sources_of(known[0]) == known[1]:
            return known[0]
        settings = load()
        self._settings[root] = (settings, sources_of(settings))
        return settings

    def repository(self, root: Path, environment: Mapping[str, str]) -> Repository:
        """The repository of a site; raises HistoryError."""
        if root not in self._repositories:
            self._repositories[root] = open_repository(root, environment)
        return self._repositories[root]

    def ignored(self, repository: Repository) -> Sequence[str]:
        """What git is told to ignore in a site; raises HistoryError."""
        if repository.root not in self._ignored:
            self._ignored[repository.root] = ignored_names(repository)
        return self._ignored[repository.root]

    def changes(self, repository: Repository, tree: str) -> Changes:
        """What differs between a tree of git and the files on disk; raises HistoryError."""
        key = (repository.root, tree)
        if key not in self._changes:
            self._changes[key] = changes_since(repository, tree)
        return self._changes[key]


def sources_of(settings: SiteSettings) -> dict[str, str]:
    """What the files that the settings are read from come to."""
    return {str(path): digest_source(path) for path in settings.sources}
