"""Which sites a commit concerns: a repository may hold several, and files that belong to none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath

from content_lint.config.root import CMS_PLACES, find_cms, find_hugo, find_jekyll, find_root, own_config
from content_lint.site.history import (
    Changes,
    HistoryError,
    Repository,
    find_commit,
    open_repository,
    staged_changes,
    tracked_names,
)


def find_sites(named: Sequence[str], folder: Path, environment: Mapping[str, str]) -> list[Path]:
    """The roots of the sites that a commit touches, each once; files outside of every site are passed over.

    Args:
        named: files that the hook was given, as they were typed.
        folder: the folder that the hook runs in.
        environment: the environment of the process.
    """
    paths = [folder / name for name in named]
    repository, changes = _staged(folder, environment)
    if repository is not None:
        concerned = changes.paths if not named else changes.gone | frozenset(changes.renamed.values())
        paths += [repository.top / name for name in sorted(concerned)]
    by_folder = {_existing(path.parent): path for path in paths}
    roots = dict.fromkeys(find_root(place) for place in by_folder)
    sites = [root for root in roots if _is_set_up(root)]
    if sites or not roots:
        return sites
    if repository is not None and _has_site_below(repository):
        return []
    return list(roots)


def _staged(folder: Path, environment: Mapping[str, str]) -> tuple[Repository | None, Changes]:
    try:
        here = open_repository(folder, environment)
        repository = here if not here.prefix else open_repository(here.top, environment)
        if find_commit(repository, "HEAD") is None:
            return None, Changes()
        return repository, staged_changes(repository)
    except HistoryError:
        return None, Changes()


def _existing(folder: Path) -> Path:
    """The nearest folder that there still is: what was deleted may have taken its folder along."""
    while not folder.is_dir() and folder != folder.parent:
        folder = folder.parent
    return folder


def _is_set_up(root: Path) -> bool:
    return bool(own_config(root) or find_jekyll(root) or find_hugo(root) or find_cms(root))


def _has_site_below(repository: Repository) -> bool:
    """Whether some folder of the repository holds a site, so that what lies outside of it is none."""
    try:
        names = tracked_names(repository)
    except HistoryError:
        return False
    return any(_is_set_up(repository.top / folder) for folder in _candidates(names))


def _candidates(names: Iterable[str]) -> set[str]:
    marks = {"_config.yml", "_config.yaml", "_config.toml", "content-lint.toml", "pyproject.toml"}
    found = set()
    for name in names:
        path = PurePosixPath(name)
        if path.name in marks or path.stem == "hugo":
            found.add(path.parent.as_posix())
        elif path.name == "config.yml":
            found.update(name.removesuffix(f"/{place}") for place in CMS_PLACES if name.endswith(f"/{place}"))
    return found
