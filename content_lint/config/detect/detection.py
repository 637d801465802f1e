"""What the site's own files say, so that nothing is needed to start."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator, Mapping, Sequence
from importlib import import_module
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.detect.decap import Cms, detect_decap, fields_of
from content_lint.config.detect.detected import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.forms import Form
from content_lint.config.generators import GENERATORS, PLAIN, roots_in
from content_lint.config.settings import Collection
from content_lint.text.regex import regex
from content_lint.text.servers import origin_of

if TYPE_CHECKING:
    from content_lint.config.detect.protocol import Detection

HOMES = (
    *("", "website", "docs", "site", "www", "web", "documentation", "doc", "docs/en", "docs-site"),
    *("apps/docs", "apps/web", "apps/www", "packages/docs", "packages/website"),
)
"""Folders in which repositories keep their site, the nearest to the root first."""

_NO_HOMES = regex(
    r"[._]|(?:node_modules|vendor|dist|build|out|target|third[_-]party|archive"
    r"|(?:.*[-_])?(?:examples?|samples?|demos?|templates?|starters?|tests?|e2e|fixtures?|playgrounds?|sandbox(?:es)?"
    r"|bench(?:marks?)?|snapshots?)(?:[-_].*)?)\Z",
    re.IGNORECASE,
)
_LIKELY = regex(
    r"\.(?:vite|vue)press/|(?:astro|docusaurus|eleventy)\.config\.|\.eleventy\.|(?:mkdocs|_quarto)\.ya?ml\Z"
    r"|(?:config|book)\.toml\Z"
)
"""Files of generators whose names alone, or what is in them, say what they are."""
_OWN_FOLDERS = frozenset({".vitepress", ".vuepress"})
"""Folders of a configuration that say the same."""
_OF_BOOKS = frozenset({"mdbook", "mkdocs"})
"""Generators of which a project may have a site for each of its books, or languages."""
_MOST_FOLDERS = 200

INSIDE = ("", ".vitepress", ".vitepress/config", ".vuepress", ".vuepress/config", "source")
"""Folders, from one of those, that some generators put their configuration into."""


def detection_of(name: str) -> Detection:
    """How the generator of this name is recognised."""
    detections: Mapping[str, Detection] = import_module(f"{GENERATORS[name].package}.detect").DETECTIONS
    return detections[name]


class Found(Struct, frozen=True):
    """Everything that was detected.

    Attributes:
        generator: what the generator's configuration says; collections carry what the CMS knows of them.
        media_paths: public paths of assets.
        cms: the CMS's configuration, or None.
    """

    generator: Detected
    media_paths: tuple[str, ...] = ()
    cms: Cms | None = field(default=None)


def detect(root: Path, setting: str | None) -> Found:
    """Read the generator's and the CMS's files.

    Args:
        root: the site's root.
        setting: the generator that our own settings name, or None.

    Raises:
        ConfigError: one of them cannot be read, or nobody says which of two generators counts.
    """
    name, home, config = _named(root, setting) if setting is not None else _rooted(root) or search(root)
    detected = detection_of(name).detect(root, home, config)
    if setting == PLAIN and detected.generator.modelled:
        detected = detection_of(PLAIN).detect(root, "", "")
    if name == PLAIN:
        asked = (path for entry in GENERATORS.values() for path in entry.evidence)
        detected = replace(detected, sources=(*detected.sources, *asked))
    cms = detect_decap(root)
    if cms is None:
        return Found(detected)
    collections = _with_cms(detected.collections, cms, plain=not detected.generator.modelled)
    if not detected.url and cms.site_url and detected.generator.asks_cms_for_url:
        detected = replace(detected, url=origin_of(cms.site_url))
    return Found(replace(detected, collections=collections), cms.media_paths, cms)


def sites_beside(root: Path, home: str, config: str) -> list[str]:
    """The folders beside a site's own that are set up as it is, from the root: each is a site that is not read with it.

    Args:
        root: the root of the site.
        home: the folder with its configuration, from there; for one at the root nothing is looked for.
        config: the file of the configuration, from there, in the same folder.
    """
    folder, _, name = home.rpartition("/")
    if not home or config.rpartition("/")[0] != home:
        return []
    with os.scandir(root / folder) as entries:
        names = sorted(entry.name for entry in islice(entries, _MOST_FOLDERS) if entry.is_dir(follow_symlinks=False))
    others = (f"{folder}/{other}".lstrip("/") for other in names if other != name and not _NO_HOMES.match(other))
    file = config.rpartition("/")[2]
    return [other for other in others if (root / other / file).is_file()]


def _named(root: Path, name: str) -> tuple[str, str, str]:
    """Where the generator that our settings name has its configuration; one that is not known may be any."""
    roots = roots_in(root).get(name, ())
    if roots:
        return name, "", roots[0]
    found = search(root, *(() if name == PLAIN else (name,)))
    return found if found[0] != PLAIN else (name, "", "")


def _rooted(root: Path) -> tuple[str, str, str] | None:
    """The generator whose site has its root in the folder.

    Raises:
        ConfigError: the files of two lie there.
    """
    claimed = {name: detection_of(name).claims(root, roots) for name, roots in roots_in(root).items()}
    found = [(name, config.rstrip("/")) for name, config in sorted(claimed.items()) if config is not None]
    if len(found) > 1:
        (first, its), (second, others) = found[:2]
        raise ConfigError(
            its,
            None,
            f"both {first.title()} (`{its}`) and {second.title()} (`{others}`) are set up here",
            f'Say which one renders the site: add `generator = "{first}"` or `generator = "{second}"` to '
            "content-lint.toml.",
        )
    return (found[0][0], "", found[0][1]) if found else None


def search(root: Path, *wanted: str) -> tuple[str, str, str]:
    """A generator that has its configuration in some folder of the site: its name, that folder, and the file.

    It is ``plain`` where none is recognised. Programs that make applications count only where none for documents is
    found in any folder.

    Args:
        root: the site's root.
        wanted: the generators that are looked for; all without.
    """
    names = [name for name, entry in GENERATORS.items() if not entry.roots and name in (wanted or GENERATORS)]
    proven = [name for name, entry in GENERATORS.items() if entry.evidence and name in (wanted or GENERATORS)]
    return _search(root, names) or _search_deeper(root, names) or _search(root, proven) or (PLAIN, "", "")


def _search(root: Path, names: Sequence[str]) -> tuple[str, str, str] | None:
    application = None
    for home in HOMES:
        files = [*_files(root / home)]
        for name in names if files else ():
            if home and GENERATORS[name].only_at_root:
                continue
            detection = detection_of(name)
            config = detection.claims(root / home, files)
            if config is not None and not detection.makes_applications:
                return name, home, config
            if config is not None and application is None:
                application = (name, home, config)
    return application


def _search_deeper(root: Path, names: Sequence[str]) -> tuple[str, str, str] | None:
    """The only site for documents in the folders of a repository and those in them; None where there are more.

    Of several of one generator side by side, as a project keeps its books, it is the first.
    """
    found: list[tuple[str, str, str]] = []
    for home, files in islice(_folders_of_two_levels(root), _MOST_FOLDERS):
        likely = [file for file in files if _LIKELY.match(file)]
        for name in names if likely else ():
            detection = detection_of(name)
            config = None if detection.makes_applications else detection.claims(root / home, files)
            if config is not None:
                found.append((name, home, config))
    kinds = {(name, os.path.split(home)[0], file) for name, home, file in found}
    return found[0] if len(found) == 1 or (len(kinds) == 1 and found[0][0] in _OF_BOOKS) else None


def _folders_of_two_levels(root: Path) -> Iterator[tuple[str, list[str]]]:
    """Folders in which a site may be, with their files: not those whose names say samples, tests or dependencies."""
    for outer in _parts_of(root)[0]:
        folders, files = _parts_of(root / outer)
        yield outer, files
        yield from ((f"{outer}/{inner}", _parts_of(root / outer / inner)[1]) for inner in folders)


def _parts_of(folder: Path) -> tuple[list[str], list[str]]:
    """The folders and the files in a folder, in order, with those of a configuration; none where it cannot be read."""
    folders: list[str] = []
    files: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    files.append(entry.name)
                elif entry.name in _OWN_FOLDERS:
                    files += (file for file in _files(folder) if file.startswith(f"{entry.name}/"))
                elif not _NO_HOMES.match(entry.name):
                    folders.append(entry.name)
    except OSError:
        return [], []
    return sorted(folders), sorted(files)


def _files(folder: Path) -> Iterator[str]:
    """What lies in a folder, and in the folders that some generators put their configuration into."""
    for inside in INSIDE:
        try:
            with os.scandir(folder / inside) as entries:
                names = sorted(entry.name for entry in entries if entry.is_file())
        except OSError:
            continue
        yield from (f"{inside}/{name}" if inside else name for name in names)


def _with_cms(collections: Mapping[str, Collection], cms: Cms, *, plain: bool) -> dict[str, Collection]:
    """Collections with the CMS's names and fields; where the generator has none, the CMS's folders are collections."""
    merged, bare = dict(collections), not collections
    for form in cms.forms.folders:
        called, fields = form.collection, fields_of(form)
        name = _same_folder(merged, form)
        if name is not None:
            old = merged[name]
            aliases = old.aliases if called in (name, *old.aliases) else (*old.aliases, called)
            merged[name] = replace(old, aliases=aliases, cms_fields=old.cms_fields or fields, cms=cms.name)
        elif (plain or bare) and called not in merged:
            merged[called] = Collection(
                called, form.globs, origin=cms.path, cms_fields=fields, cms=cms.name, declared=not plain
            )
    return merged


def _same_folder(collections: Mapping[str, Collection], form: Form) -> str | None:
    """The generator's name for the folder that the CMS writes to."""
    folders = form.folder.split("/")
    if folders[-1] == "_posts" and "posts" in collections:
        return "posts"
    glob = f"{form.within}**"
    return next((name for name, item in collections.items() if glob in item.globs), None)
