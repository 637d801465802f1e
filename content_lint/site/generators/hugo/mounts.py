"""Which folders and files of a site Hugo lays over each other: its own, those that it mounts, those of its themes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from posixpath import normpath

from msgspec import Struct

from content_lint.site.generators.hugo.matching import glob_matches
from content_lint.site.generators.hugo.values import to_text, to_texts

CONTENT, STATIC, ASSETS, LAYOUTS = "content", "static", "assets", "layouts"
_COMPONENTS = (CONTENT, STATIC, ASSETS, LAYOUTS)


def unread_part(inner: str) -> str:
    """The part of a path below the content folder for which Hugo does not read the file; empty where it reads it."""
    return next((part for part in inner.split("/") if part.startswith((".", "#")) or part.endswith("~")), "")


class Placement(Struct, frozen=True):
    """Where a file of the site is to Hugo.

    Attributes:
        component: ``content``, ``static``, ``assets`` or ``layouts``.
        inner: its path there.
        languages: those that the mount names; none where the file's own name or the site decides.
        home: the folder or file that is mounted.
        lent: whether a theme or module brings it.
    """

    component: str
    inner: str
    languages: tuple[str, ...] = ()
    home: str = ""
    lent: bool = False


class Mount(Struct, frozen=True):
    """One folder or file, and where Hugo sees it.

    Attributes:
        source: from the site's root, without slashes at its ends.
        component: ``content``, ``static``, ``assets`` or ``layouts``.
        inner: the folder (or file) below it; empty for the whole.
        languages: the languages that it names, in lower case.
        patterns: globs of what is mounted of it, of which the first that fits decides; those that begin with ``!``
            leave files out.
        lends: the theme or module that brings it, or empty for the site's own.
    """

    source: str
    component: str
    inner: str = ""
    languages: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    lends: str = ""

    def place(self, path: str) -> Placement | None:
        """Where a file of the site is through this mount, or None."""
        if path == self.source:
            return Placement(self.component, self.inner, self.languages, path, bool(self.lends))
        if not path.startswith(f"{self.source}/"):
            return None
        rest = path[len(self.source) + 1 :]
        if self.patterns and not _is_mounted(f"/{rest.lower()}", self.patterns):
            return None
        inner = f"{self.inner}/{rest}" if self.inner else rest
        return Placement(self.component, inner, self.languages, self.source, bool(self.lends))


def placements(path: str, mounts: Iterable[Mount]) -> tuple[Placement, ...]:
    """Where a file is through all the mounts; of content folders that lie in each other only through the deepest.

    A name at which Hugo passes over content counts only where no mount gives the file another one.
    """
    found = [place for mount in mounts if (place := mount.place(path)) is not None]
    if len(found) < 2:
        return tuple(found)
    found = [place for place in found if place.component != CONTENT or not unread_part(place.inner)] or found
    homes = [place.home for place in found if place.component == CONTENT and path == f"{place.home}/{place.inner}"]
    deepest = max(homes, key=len, default="")
    kept = [
        place
        for place in found
        if place.component != CONTENT or place.home == deepest or path != f"{place.home}/{place.inner}"
    ]
    return tuple(dict.fromkeys(kept))


def read_mounts(
    written: object, usual: Mapping[str, Iterable[Mount]], languages: Iterable[str], *, lends: str = "", home: str = ""
) -> tuple[Mount, ...]:
    """The mounts of a site or of one of its modules.

    Args:
        written: ``module.mounts`` of its configuration, with keys in lower case.
        usual: what is mounted by component where nothing is written of it.
        languages: the languages of the site.
        lends: the name of the module, or empty for the site itself.
        home: the module's folder, or empty.
    """
    mounts = list(_read(written, tuple(languages), home, lends))
    named = {mount.component for mount in mounts}
    for component in _COMPONENTS:
        if component not in named:
            mounts += usual.get(component, ())
    return tuple(dict.fromkeys(mount for mount in mounts if mount.source))


def read_outside(written: object, languages: Iterable[str]) -> tuple[Mount, ...]:
    """The mounts of folders outside of the site, each with its source as it is written."""
    found = []
    for entry in written if isinstance(written, list) else ():
        mount = entry if isinstance(entry, Mapping) else {}
        component, _, inner = _path(mount.get("target")).partition("/")
        source = normpath(to_text(mount.get("source")).strip().replace("\\", "/"))
        if leaves(source) and component in (CONTENT, STATIC):
            found.append(Mount(source, component, inner, _languages(mount, tuple(languages))))
    return tuple(found)


def _read(written: object, languages: tuple[str, ...], home: str, lends: str) -> Iterator[Mount]:
    for entry in written if isinstance(written, list) else ():
        mount = entry if isinstance(entry, Mapping) else {}
        component, _, inner = _path(mount.get("target")).partition("/")
        source = below(home, to_text(mount.get("source")))
        if component in _COMPONENTS:
            yield Mount(source, component, inner, _languages(mount, languages), _patterns(mount), lends)


def usual_mounts(home: str, lends: str) -> Mapping[str, tuple[Mount, ...]]:
    """What Hugo mounts of a theme that says nothing."""
    return {component: (Mount(below(home, component), component, lends=lends),) for component in _COMPONENTS}


def of_languages(folders: Iterable[tuple[str, str]]) -> tuple[Mount, ...]:
    """The content folders of languages (code and folder), each mounted for those whose it is."""
    by_folder: dict[str, list[str]] = {}
    for code, folder in folders:
        by_folder.setdefault(folder, []).append(code)
    # A folder that several share says nothing of the language; the names of its files do.
    return tuple(
        Mount(folder, CONTENT, languages=tuple(codes) if len(codes) == 1 and len(by_folder) > 1 else ())
        for folder, codes in by_folder.items()
    )


def _languages(mount: Mapping[str, object], known: tuple[str, ...]) -> tuple[str, ...]:
    """The languages that a mount names, in any of the ways that Hugo knew one after the other."""
    sites = mount.get("sites")
    matrix = sites.get("matrix") if isinstance(sites, Mapping) else None
    given = matrix.get("languages") if isinstance(matrix, Mapping) else mount.get("lang") or mount.get("languages")
    patterns = [pattern.lower() for pattern in to_texts(given)]
    if not patterns:
        return ()
    # A language that the site does not have: what is mounted for it is not built.
    return tuple(code for code in known if _fits(code, patterns)) or ("",)


def _fits(text: str, patterns: Iterable[str]) -> bool:
    """Whether some pattern fits, or there is none but those that begin with ``!``, and none of these does."""
    wanted = [pattern for pattern in patterns if not pattern.startswith("!")]
    refused = [pattern[1:].strip() for pattern in patterns if pattern.startswith("!")]
    if any(glob_matches(pattern, text) for pattern in refused):
        return False
    return not wanted or any(glob_matches(pattern, text) for pattern in wanted)


def _is_mounted(path: str, patterns: tuple[str, ...]) -> bool:
    """Whether Hugo comes to a file, folder by folder: ``**.md`` fits files in folders, and lets into none."""
    names = path.split("/")
    folders = ("/".join(names[:end]) for end in range(2, len(names)))
    return all(_is_let_in(folder, patterns, is_folder=True) for folder in folders) and _is_let_in(path, patterns)


def _is_let_in(path: str, patterns: tuple[str, ...], *, is_folder: bool = False) -> bool:
    for pattern in patterns:
        if glob_matches(pattern.removeprefix("!"), path):
            return pattern[0] != "!"
        if is_folder and pattern[0] != "!" and any(glob_matches(start, path) for start in _folders_to(pattern)):
            return True
    return all(pattern[0] == "!" for pattern in patterns)


def _folders_to(pattern: str) -> Iterator[str]:
    """The globs of the folders in which there may be what a glob fits."""
    parts = pattern.split("/")
    return ("/".join(parts[:end]) for end in range(2, len(parts)))


def _patterns(mount: Mapping[str, object]) -> tuple[str, ...]:
    given = mount.get("files")
    texts = [to_text(pattern).strip() for pattern in (given if isinstance(given, list) else [given])]
    wanted, refused = to_texts(mount.get("includefiles")), to_texts(mount.get("excludefiles"))
    return tuple(map(_rooted, filter(None, (*wanted, *(f"!{pattern}" for pattern in refused), *texts))))


def _rooted(pattern: str) -> str:
    refused, lowered = pattern[:1] == "!", pattern.removeprefix("!").strip().replace("\\", "/").lower()
    return ("!" if refused else "") + (lowered if lowered.startswith("/") else f"/{lowered}")


def below(home: str, folder: str) -> str:
    """A folder of a module, from the site's root; empty for one outside of it or for the whole site."""
    given = folder.strip().replace("\\", "/")
    path = normpath(f"{home}/{given}" if home else given) if given else home
    return "" if path == "." or leaves(path) else path


def leaves(folder: str) -> bool:
    """Whether a folder lies outside of the site."""
    return folder.startswith(("/", "../")) or folder == ".." or ":" in folder[:2]


def _path(value: object) -> str:
    return to_text(value).replace("\\", "/").strip("/").removeprefix("./")
