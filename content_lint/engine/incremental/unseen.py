"""What lies on disk and is in no commit: whether a generator would take it for a part of the site."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from content_lint.config.settings import SiteSettings
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.listed import ListedFolders
from content_lint.site.sources.tree import ReadError, Walk
from content_lint.text.source import SourceText

_PROBES = ("index.md", "layouts/x/x.html", "x/index.html", "x.yaml")
"""What may lie in a folder that nobody has looked into."""


class _Unseen:
    """Files that nobody reads, as a Tree that notes which of them somebody comes upon."""

    def __init__(self, root: str, paths: Iterable[str]) -> None:
        self._folders = ListedFolders(root, sorted(paths))
        self.found: set[str] = set()

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds; without one nothing, for then only git's own files count."""
        found = [] if walk is None else list(walk(self._folders.scan))
        self.found.update(found)
        return found

    def head(self, path: str) -> bytes:  # noqa: ARG002 - each may be a page
        """The first line of a file."""
        return b"---\n"

    def read(self, path: str) -> SourceText | ReadError:
        """Nothing."""
        return ReadError(path, "is not read", "")


def seen_by_generator(settings: SiteSettings, names: Iterable[str]) -> str:
    """The first of some files and folders that may matter to the site; empty where none does.

    Args:
        settings: the site's settings.
        names: files, and folders with a slash at their end, from the site's root.
    """
    probes: dict[str, str] = {}
    for name in names:
        if any(part.startswith(".") for part in name.split("/")):
            continue  # no content, to any generator
        probes.update({f"{name}{probe}": name for probe in _PROBES} if name.endswith("/") else {name: name})
    if not probes:
        return ""
    tree = _Unseen(str(settings.root), probes)
    generator = generator_of(settings)
    survey = generator.survey(tree)
    list(generator.template_paths(tree, survey))
    generator.layouts(tree)
    return next((probes[path] for path in sorted(tree.found) if path in probes), "")
