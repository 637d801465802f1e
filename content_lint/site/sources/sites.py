"""The sites of a repository: the folders that hold one, and those that only look like it.

A folder with the configuration of a generator, or with one of ours, is the root of a site. Test data, templates of
sites, themes, vendored code and examples beside a real site have such folders too, and are nobody's site.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from msgspec import Struct

from content_lint.config.generators import GENERATORS, PLAIN, roots_in
from content_lint.config.own_sites import claimed_globs, sites_named
from content_lint.config.root import CMS_PLACES, OWN_NAMES, find_cms, own_config
from content_lint.site.sources.git import HistoryError, ask, names_of, open_repository
from content_lint.text.files import is_folder
from content_lint.text.regex import regex

# Folders below the top, or below a site; what is deeper is no site that somebody publishes.
_DEEPEST = 6
_USUAL_CONTENT = "content"
_DEEPEST_IN_SITE = 3
_MOST_FOLDERS = 20_000
_NEVER = frozenset({"node_modules", "bower_components", "__pycache__", "_site", "venv", "resources", "_gen"})
# A site's own folders, which hold no other site.
_INSIDE_HUGO = frozenset({"config", "content", "static", "layouts", "assets", "data", "i18n", "archetypes", "public"})
_REASONS = (
    ("vendored code", r"vendor(?:ed)?|third[-_]party|pods|external|deps"),
    ("test data", r"_*(?:tests?|specs?|fixtures?|test[-_]?(?:data|sites?|fixtures|cases)|testing|e2e|mocks?)_*"),
    ("a template for new sites", r"(?:.*[-_])?(?:templates?|starters?|skeletons?|scaffolds?|boilerplates?)|archetypes"),
    ("a theme", r"_?themes?"),
)
_PATTERNS = tuple((reason, regex(pattern, re.IGNORECASE)) for reason, pattern in _REASONS)
_EXAMPLE = regex(r"_?(?:examples?|demos?|samples?)(?:[-_]?sites?)?|(?:.*[-_])(?:examples?|demo|sample)", re.IGNORECASE)
_MARKS = frozenset(OWN_NAMES) | {
    place.split("/")[0] for entry in GENERATORS.values() for place in (*entry.roots, *entry.shared)
}
_WITH_CMS = frozenset(place.split("/")[0] for place in CMS_PLACES)
_NO_CONTENT = frozenset({"_layouts", "_includes", "_sass", "assets", "static"})
_EXAMPLE_OF_THEME = "examplesite"
_PLACEHOLDER = regex(r"[{}<>%]|__\w+__")
_DOCUMENT = regex(
    r"(?i)(?!(?:readme|license|changelog|contributing|security|code_of_conduct)\b).*\.(?:md|markdown|mkd|html|adoc|org|rst|textile)"
)


class LeftOut(Struct, frozen=True):
    """A folder that is set up like a site and is not checked: where, from the top of the search, and why."""

    folder: str
    reason: str


class Sites(Struct, frozen=True):
    """What there is to check.

    Attributes:
        around: the folder that was searched.
        roots: the roots of the sites, the outermost first; never empty.
        left_out: folders that look like a site.
    """

    around: Path
    roots: tuple[Path, ...]
    left_out: tuple[LeftOut, ...] = ()

    def inside(self, root: Path) -> tuple[str, ...]:
        """The sites inside of a site, by their folders from its root: what lies in them is not the outer one's."""
        others = (other for other in self.roots if other != root and other.is_relative_to(root))
        return tuple(other.relative_to(root).as_posix() for other in others)

    def owner(self, path: Path) -> Path | None:
        """The site that a file belongs to: the innermost around it, or None."""
        found = [root for root in self.roots if path.is_relative_to(root)]
        return max(found, key=lambda root: len(root.parts), default=None)


def sites_below(around: Path) -> Sites:
    """The sites to check where somebody asks for all of a folder: the one around it, and those inside.

    Args:
        around: the root of a site, or the top of a repository.
    """
    named = sites_named(around)
    if named is not None:
        return Sites(around, tuple(dict.fromkeys(around / name for name in named)) or (around,))
    found = [folder for folder in _set_up(around) if _is_site_of_some_kind(around / folder)]
    claimed = claimed_globs(around)
    left_out = {folder: why for folder in found if (why := _why_not(folder, claimed))}
    real = _with_documents(around, [folder for folder in found if folder not in left_out], left_out)
    outer = not real or _is_site(around, real)
    real = _without_examples(real, left_out, others=outer)
    roots = ((around,) if outer else ()) + tuple(around / folder for folder in sorted(real))
    return Sites(around, roots, tuple(LeftOut(folder, left_out[folder]) for folder in sorted(left_out)))


def _with_documents(around: Path, likely: list[str], left_out: dict[str, str]) -> list[str]:
    """Those of the folders that have something to check; the others are noted, but for what a program made."""
    ignored = _ignored(around, likely)
    kept = []
    for folder in likely:
        if folder in ignored:
            continue
        if _has_documents(around / folder):
            kept.append(folder)
        else:
            left_out[folder] = "no document in it"
    return kept


def _without_examples(real: list[str], left_out: dict[str, str], *, others: bool) -> list[str]:
    """The sites but for examples, which count where there are no others."""
    examples = [folder for folder in real if _is_example(folder)]
    if not others and len(real) == len(examples):
        return real
    left_out |= dict.fromkeys(examples, "an example")
    return [folder for folder in real if folder not in examples]


def called(root: Path) -> str:
    """The generator of a site as people call it; empty where it is not known."""
    claimed = _claimed(root)
    if claimed:
        return claimed.title()
    from content_lint.config.detect.detection import search

    return search(root)[0].removesuffix(PLAIN).title()


def _claimed(folder: Path) -> str:
    """The generator of which a folder is a root, or empty."""
    found = roots_in(folder)
    if not found:
        return ""
    from content_lint.config.detect.detection import detection_of  # most sites have nothing like a site inside

    return next((name for name, roots in found.items() if detection_of(name).claims(folder, roots) is not None), "")


def _is_site_of_some_kind(folder: Path) -> bool:
    return bool(own_config(folder) or find_cms(folder) or _claimed(folder))


def _is_site(around: Path, real: Sequence[str]) -> bool:
    """Whether the folder around other sites is one itself: set up, with documents that are not theirs."""
    if own_config(around):
        return True
    if _claimed(around) or find_cms(around):
        return _has_documents(around, without=frozenset(real))
    from content_lint.config.detect.detection import search

    name, home, _ = search(around)
    return name != PLAIN and not any(f"{home}/".startswith(f"{folder}/") for folder in real)


def _set_up(around: Path) -> Iterator[str]:
    """Every folder below one that is set up as a site, from there."""
    return (folder for folder, is_site in searched_for_sites(around) if folder and is_site)


def searched_for_sites(around: Path) -> Iterator[tuple[str, bool]]:
    """Every folder that is searched for sites, itself included, from there, and whether it is set up as one.

    That it is depends on its own names and on the sources of its settings (``config/root.py``), on nothing else.
    """
    waiting = [("", 0, False)]
    deepest = _DEEPEST_IN_SITE if roots_in(around) else _DEEPEST
    for _ in range(_MOST_FOLDERS):
        if not waiting:
            return
        folder, depth, inside = waiting.pop()
        names, folders = _listed(around / folder)
        if folder and ".git" in (*names, *folders):
            yield folder, False
            continue
        marked = _is_marked(around / folder, names, folders)
        # A CMS speaks for the outermost folder, and only where nothing else says what is a site.
        is_site = marked or (not inside and _has_cms(around / folder, folders))
        yield folder, is_site
        if depth < deepest:
            inside = inside or is_site
            inner = _entered(folder, names, folders, marked=marked)
            waiting += [(f"{folder}/{name}" if folder else name, depth + 1, inside) for name in inner]


def _listed(folder: Path) -> tuple[list[str], list[str]]:
    names: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if entry.is_symlink():
                    continue
                (folders if is_folder(entry) else names).append(entry.name)
    except OSError:
        pass
    return names, folders


def _is_marked(folder: Path, names: Sequence[str], folders: Sequence[str]) -> bool:
    """Whether a folder, whose names are given, has a configuration; most need no closer look."""
    if _MARKS.isdisjoint(names) and _MARKS.isdisjoint(folders):
        return False
    return bool(own_config(folder) or roots_in(folder))


def _has_cms(folder: Path, folders: Sequence[str]) -> bool:
    return not _WITH_CMS.isdisjoint(folders) and find_cms(folder) is not None


def _entered(folder: str, names: Sequence[str], folders: Sequence[str], *, marked: bool) -> list[str]:
    """The folders that are searched on."""
    kept = [name for name in folders if name not in _NEVER and not name.startswith(".")]
    if marked and any(name.startswith("_config.") for name in names):
        return [name for name in kept if not name.startswith("_")]
    if marked:
        return [name for name in kept if name not in _INSIDE_HUGO]
    return [name for name in kept if not (name == "bundle" and folder.endswith("vendor"))]


def _why_not(folder: str, claimed: Sequence[str]) -> str:
    """Why a folder that is set up like a site is not one; empty where it is one."""
    if any(glob.startswith(f"{folder}/") for glob in claimed):
        return "the settings of the folder above have its files in collections of their own"
    parts = folder.split("/")
    for reason, pattern in _PATTERNS:
        if any(pattern.fullmatch(part) for part in parts):
            return reason
    if any(_PLACEHOLDER.search(part) for part in parts):
        return "a template for new sites"
    return ""


def _is_example(folder: str) -> bool:
    """Whether a folder holds an example; the example site of a theme is its site."""
    *above, name = folder.split("/")
    if name.lower() == _EXAMPLE_OF_THEME and not above:
        return False
    return any(_EXAMPLE.fullmatch(part) for part in (*above, name))


def _has_documents(folder: Path, without: frozenset[str] = frozenset()) -> bool:
    """Whether there is something in a folder, but for the sites inside of it, that may become a page."""
    if (folder / _USUAL_CONTENT).is_dir() and _holds_documents(folder, [_USUAL_CONTENT], without):
        return True  # no configuration has to be read for that
    return _holds_documents(folder, _content_folders(folder), without)


def _holds_documents(folder: Path, waiting: list[str], without: frozenset[str]) -> bool:
    while waiting:
        inner = waiting.pop()
        names, folders = _listed(folder / inner if inner else folder)
        if any(_DOCUMENT.fullmatch(name) for name in names):
            return True
        below = (f"{inner}/{name}" if inner else name for name in folders if name not in _NEVER and name[:1] != ".")
        waiting += [path for path in below if path not in without and path.split("/")[0] not in _NO_CONTENT]
    return False


def _content_folders(folder: Path) -> list[str]:
    """Where a site has its documents; all of it where its configuration cannot be read."""
    name = _claimed(folder)
    if name:
        from content_lint.config.detect.detection import detection_of
        from content_lint.config.errors import ConfigError

        try:
            return list(detection_of(name).detect(folder, "", roots_in(folder)[name][0]).content) or [""]
        except ConfigError:
            pass
    return [""]


def _ignored(around: Path, folders: Sequence[str]) -> frozenset[str]:
    """Those of the folders in which git knows no file and would add none: they were made by a program."""
    if not folders:
        return frozenset()
    try:
        repository = open_repository(around)
        places = {f"{repository.prefix}{folder}/": folder for folder in folders}
        question = ("ls-files", "-z", "--cached", "--others", "--exclude-standard", "--", *places)
        names = names_of(ask(repository, question))
    except HistoryError:
        return frozenset()
    return frozenset(folder for place, folder in places.items() if not any(name.startswith(place) for name in names))
