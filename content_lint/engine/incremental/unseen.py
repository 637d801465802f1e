"""Whether a generator would come upon a file at all: what it does not see is no part of the site."""

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
    """Files that nobody reads, as a Tree that notes which of them somebody comes upon.

    Args:
        root: the site's root.
        paths: the files.
        ignored: whether git ignores them, so that they are not there for whoever asks for all files.
    """

    def __init__(self, root: str, paths: Iterable[str], *, ignored: bool) -> None:
        self._paths = sorted(paths)
        self._folders = ListedFolders(root, self._paths)
        self._ignored = ignored
        self.found: set[str] = set()

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds, or all."""
        everything = [] if self._ignored else self._paths
        found = everything if walk is None else list(walk(self._folders.scan))
        self.found.update(found)
        return found

    def head(self, path: str) -> bytes:  # noqa: ARG002 - each may be a page
        """The first line of a file."""
        return b"---\n"

    def read(self, path: str) -> SourceText | ReadError:
        """Nothing; whoever asks for a file by its name may ask for one that is none of these."""
        self.found.update({path}.intersection(self._paths))
        return ReadError(path, "is not read", "")


def is_seen(settings: SiteSettings, path: str) -> bool:
    """Whether a file of a commit may matter to the site."""
    return bool(_found(settings, (path,), ignored=False))


def seen_of_ignored(settings: SiteSettings, names: Iterable[str]) -> str:
    """The first of some files and folders that git ignores which may matter to the site; empty where none does.

    Args:
        settings: the site's settings.
        names: files, and folders with a slash at their end, from the site's root.
    """
    probes: dict[str, str] = {}
    for name in names:
        if _is_hidden(name):
            continue  # no content, to any generator
        probes.update({f"{name}{probe}": name for probe in _PROBES} if name.endswith("/") else {name: name})
    found = _found(settings, probes, ignored=True)
    return next((probes[path] for path in sorted(found) if path in probes), "")


def _found(settings: SiteSettings, paths: Iterable[str], *, ignored: bool) -> set[str]:
    """Those of some files that a generator makes something of, passes over aloud, or comes upon among its templates."""
    tree = _Unseen(str(settings.root), paths, ignored=ignored)
    generator = generator_of(settings)
    survey = generator.survey(tree)
    tree.found.clear()  # to come upon a file and to leave it alone is nothing
    list(generator.template_paths(tree, survey))
    generator.layouts(tree)
    skipped = {item.path for item in (*survey.skipped, *survey.left_out) if not _is_hidden(item.path)}
    return tree.found | skipped | {item.path for item in survey.files}


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in path.split("/"))
