"""What a run is compared with: the files and the settings of the site before a change."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.keys import are_alike
from content_lint.config.builds.build import files_about_builds
from content_lint.config.generators import roots_in
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded, load_site
from content_lint.schema.errors import SetupError
from content_lint.site.sources.git import find_top
from content_lint.site.sources.history import Changes
from content_lint.site.sources.revision import EarlierTree, GitTree
from content_lint.text.files import read_ordinary

if TYPE_CHECKING:
    from content_lint.site.sources.snapshot import SnapshotTree

_TYPES = frozenset({".toml", ".yml", ".yaml", ".json"})
_READ = frozenset({*_TYPES, ".py", ".lock"})  # what settings can be read from
_PROGRAMS = frozenset({".js", ".mjs", ".cjs", ".ts", ".mts", ".cts"})
_NAMES = frozenset({"CNAME", "_redirects", "Gemfile"})
_ROUNDS = 5  # a Makefile may name a script, and that another one
_DEEPEST_HOME = 2  # `docs/index.md`


class Since(Struct, frozen=True):
    """What a run is compared with.

    Attributes:
        revision: the files of then.
        changes: what differs; paths of the site.
        settings: how the site was set up then: the very settings of now where that has not changed.
        touched: documents that are reported whole; None for all of them. Of the others only what the change broke is
            reported.
    """

    revision: GitTree
    changes: Changes
    settings: SiteSettings
    touched: frozenset[str] | None

    def resets(self, settings: SiteSettings) -> bool:
        """Whether the site was set up in another way than ``settings``, those of now."""
        return self.settings is not settings


def compare(
    settings: SiteSettings,
    revision: GitTree,
    changes: Changes,
    load: Callable[[Path], SiteSettings],
    touched: frozenset[str] | None,
) -> Since:
    """What a run of ``settings`` is compared with.

    Args:
        settings: the site's settings now.
        revision: as in Since.
        changes: as in Since.
        load: reads the settings of the site in a folder, in the way in which ``settings`` were read.
        touched: as in Since.

    Raises:
        HistoryError: git does not answer.
        OSError: no temporary folder can be made.
    """
    return Since(revision, changes, settings_of_then(settings, revision, changes, load), touched)


def is_configuration(path: str, settings: SiteSettings) -> bool:
    """Whether a file, by its path from the site's root, decides how every document is read or judged."""
    place = settings.root / path
    if place in settings.sources:
        return True
    return place.suffix in _READ and any(folder in settings.sources for folder in place.parents)


def settings_of_then(
    settings: SiteSettings, revision: GitTree, changes: Changes, load: Callable[[Path], SiteSettings]
) -> SiteSettings:
    """How the site was set up in a revision; ``settings`` themselves where that is how it is set up now.

    Most changes of files that may hold configuration change none: another version in a lock file, a step of a workflow.
    A configuration of then that cannot be used counts as that of now: it is not to be mended any more.

    Raises:
        HistoryError: git does not answer.
        OSError: no temporary folder can be made.
    """
    if not any(is_configuration(path, settings) for path in changes.paths):
        return settings
    try:
        then = settings_of_revision(revision, settings.root, load)
    except SetupError:
        return settings
    return settings if are_alike(then, settings) else then


def settings_of_commit(
    settings: SiteSettings, tree: SnapshotTree, load: Callable[[Path], SiteSettings]
) -> SiteSettings:
    """How a site is set up in the commit that is judged; ``settings`` themselves where the disk says the same.

    Args:
        settings: those of the disk.
        tree: the files of the commit.
        load: as in ``compare``.

    Raises:
        SetupError: what the commit holds cannot be used.
        HistoryError: git does not answer.
        OSError: no temporary folder can be made.
    """
    changed = any(is_configuration(path, settings) for path in tree.snapshot.unlike)
    if changed or any(not tree.has(path) for path in _read_from(settings)):
        return settings_of_revision(tree, settings.root, load)
    return settings


def _read_from(settings: SiteSettings) -> Iterator[str]:
    """Every file on disk that the settings were read from, from the site's root."""
    for source in settings.sources:
        if not source.is_relative_to(settings.root):
            continue
        files = (item for item in source.rglob("*") if item.suffix in _READ) if source.is_dir() else (source,)
        yield from (file.relative_to(settings.root).as_posix() for file in files if file.is_file())


def settings_of_revision(
    tree: GitTree | SnapshotTree, root: Path, load: Callable[[Path], SiteSettings]
) -> SiteSettings:
    """How a site was set up in a revision.

    Args:
        tree: its files.
        root: the site's root.
        load: reads the settings of the site in a folder.

    Raises:
        SetupError: what the revision holds cannot be used.
        HistoryError: git does not answer.
        OSError: no temporary folder can be made.
    """
    import tempfile  # configurations seldom change

    with tempfile.TemporaryDirectory(prefix="content-lint-") as folder:
        top = find_top(root) or root
        copied = Path(folder).resolve()
        there = copied / root.relative_to(top)
        there.mkdir(parents=True, exist_ok=True)
        (there / ".git").mkdir()  # the search for a root ends here
        laid_out = _lay_out(tree, there)
        if roots_in(there):
            # How a site is built may be written above it: that counts as it is now.
            (there / ".git").rmdir()
            (copied / ".git").mkdir(exist_ok=True)
            _copy_above(top, copied, root)
        found = load(there)
        for _ in range(_ROUNDS):
            wanted = [path for path in _asked_for(tree, found.sources, there) if path not in laid_out]
            if not wanted:
                break
            for path in wanted:
                _write(tree, path, there)
            laid_out.update(wanted)
            found = load(there)
    sources = (top / item.relative_to(copied) if item.is_relative_to(copied) else item for item in found.sources)
    return replace(found, root=root, sources=tuple(sources))


def _copy_above(top: Path, copied: Path, root: Path) -> None:
    """Copy the files above a site in which somebody may have written how it is built."""
    from shutil import copytree

    for place in files_about_builds(root):
        target = copied / place.relative_to(top)
        if place.is_relative_to(root) or target.exists():
            continue
        if place.is_dir():
            copytree(place, target, symlinks=True)
        elif place.is_file():
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(read_ordinary(place))


def _asked_for(tree: GitTree | SnapshotTree, sources: Iterable[Path], root: Path) -> Iterator[str]:
    """The files of a revision that the settings were looked for in: a Makefile, a program that is a configuration."""
    asked = {item.relative_to(root).as_posix() for item in sources if item.is_relative_to(root)} - {"."}
    for path in tree.paths(None):
        if path in asked or not asked.isdisjoint(map(str, PurePosixPath(path).parents)):
            yield path


def _lay_out(revision: GitTree | SnapshotTree, root: Path) -> set[str]:
    """Write what settings are mostly read from, and the folders, which are sections to Hugo; gives what was written."""
    written: set[str] = set()
    made: set[Path] = set()
    for path in revision.paths(None):
        name = PurePosixPath(path)
        target = root / path
        if target.parent not in made:
            target.parent.mkdir(parents=True, exist_ok=True)
            made.add(target.parent)
        if name.suffix in _READ or name.name in _NAMES or _is_home(name):
            _write(revision, path, root)
            written.add(path)
        elif name.stem == "index" or name.suffix in _PROGRAMS:
            target.touch()  # tells a bundle from a section, or gives a generator away
    return written


def _is_home(name: PurePosixPath) -> bool:
    """Whether a file may be the home page of the site: how it begins can tell who builds it."""
    return len(name.parts) <= _DEEPEST_HOME and name.stem.lower() in ("index", "readme")


def _write(revision: GitTree | SnapshotTree, path: str, root: Path) -> None:
    data = revision.data(path)
    if isinstance(data, bytes):
        (root / path).write_bytes(data)


def load_earlier(since: Since, settings: SiteSettings, loaded: Loaded) -> Loaded:
    """The site as it was; what did not change is taken over as it was read.

    Raises:
        HistoryError: git does not answer.
    """
    now = {**loaded.others, **loaded.documents}
    seen = list(loaded.survey.paths())
    tree = EarlierTree(loaded.tree, since.revision, since.changes, seen)
    # Another dialect reads the same text in another way.
    return load_site(since.settings, tree, known=now if since.settings.dialect == settings.dialect else None)
