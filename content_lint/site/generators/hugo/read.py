"""Which file is what to Hugo: content, a resource of a page, a static file, or not read at all."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from pathlib import Path

from content_lint.site.generators.hugo.adapters import is_adapter
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, is_content, parse_path
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC, Placement, unread_part
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.sources.tree import DiskTree, Scan, walk_folders
from content_lint.text.files import is_folder

ADAPTER = "it is a template that adds pages to its folder"
"""Why a content adapter is no page."""


def survey(root: Path, config: HugoConfig) -> Survey:
    """Which file of a site on disk is what; raises OSError where the root cannot be read."""
    return survey_paths(walk(DiskTree(root).scan, config), config)


def survey_paths(paths: Iterable[str], config: HugoConfig) -> Survey:
    """The same for paths that need no disk, from the site's root with ``/``.

    A content file below a leaf bundle belongs to it: it is an item, and the model knows that it has no
    address of its own. Files outside of the content and static folders are not Hugo's.
    """
    codes = {language.code for language in config.languages} | config.disabled_languages
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    taken: dict[tuple[str, str, tuple[str, ...]], str] = {}
    for path, place in _in_order(paths, config):
        if place.component not in (CONTENT, STATIC):
            continue
        # Of files that would be at one place, the one that is mounted first is there.
        if place.component == CONTENT and is_adapter(path):
            skipped.append(Skipped(path, ADAPTER))
            continue
        first = taken.setdefault((place.component, place.inner, place.languages), path)
        reason = "" if first == path else f"`{first}` is mounted in its place"
        if place.component == CONTENT:
            reason = reason or why_not_read(place, path, config)
        if reason:
            skipped.append(Skipped(path, reason))
        else:
            files.append(_site_file(path, place, codes))
    return Survey(tuple(files), tuple(skipped))


def _in_order(paths: Iterable[str], config: HugoConfig) -> Iterator[tuple[str, Placement]]:
    """Every file with its first place, by path; where one folder is mounted over another, what wins comes first."""
    found = [(path, place) for path in sorted(paths) for place in config.placements(path)[:1]]
    if not config.overlays:
        return iter(found)
    rank = {mount.source: index for index, mount in reversed(list(enumerate(config.mounts)))}
    return iter(sorted(found, key=lambda item: rank.get(item[1].home, 0)))


def _site_file(path: str, place: Placement, codes: Collection[str]) -> SiteFile:
    inner = place.inner
    if place.component == STATIC:
        return SiteFile(path, Role.STATIC, lent=place.lent)
    section = inner.split("/")[0] if "/" in inner else None
    if not is_content(inner):
        return SiteFile(path, Role.STATIC, section, place.lent)
    parsed = parse_path(inner, codes)
    alone = section is None or (parsed.bundle is Bundle.LEAF and not parsed.section)
    return SiteFile(path, Role.PAGE if alone else Role.ITEM, None if alone else section, place.lent)


def why_not_read(place: Placement, path: str, config: HugoConfig) -> str:
    """Why Hugo does not read a file of its content folders, or empty."""
    codes = {language.code for language in config.languages} | config.disabled_languages
    return _ignored(place.inner, path, config) or _disabled(place, codes, config)


def _disabled(place: Placement, codes: Collection[str], config: HugoConfig) -> str:
    """Why a file is not read because of its language, or empty."""
    named = parse_path(place.inner, codes).lang if is_content(place.inner) else ""
    if named in config.disabled_languages:
        return f"the configuration turns the language `{named}` off"
    if not named and place.languages and not config.languages_of(place, ""):
        return "its folder is mounted for a language that the configuration does not turn on"
    return ""


def _ignored(inner: str, path: str, config: HugoConfig) -> str:
    part = unread_part(inner)
    if part.startswith((".", "#")):
        return f"`{part}` begins with `{part[0]}`, so Hugo does not read it"
    if part:
        return f"`{part}` ends with `~`, so Hugo does not read it"
    return "`ignoreFiles` in the configuration leaves it out" if config.is_ignored(path) else ""


def walk(scan: Scan, config: HugoConfig) -> Iterator[str]:
    """Every file in the content and static folders, as paths from the root, in no promised order."""
    sources = sorted(config.sources(CONTENT, STATIC), key=len)
    outer = [item for item in sources if not any(item.startswith(f"{other}/") for other in sources)]
    yield from walk_folders(outer, scan)
    yield from _mounted_files(scan, outer)


def _mounted_files(scan: Scan, sources: Iterable[str]) -> Iterator[str]:
    """Those of the sources that are files."""
    for source in sources:
        folder, _, name = source.rpartition("/")
        if "." not in name:
            continue
        try:
            if any(entry.name == name and not is_folder(entry) for entry in scan(folder)):
                yield source
        except OSError:
            continue
