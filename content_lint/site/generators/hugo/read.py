"""Which file is what to Hugo: content, a resource of a page, a static file, or not read at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, is_content, parse_path
from content_lint.site.model import Role, SiteFile, Skipped, Survey
from content_lint.site.sources.tree import DiskTree, Scan, walk_folders


def read(root: Path, config: HugoConfig) -> list[SiteFile]:
    """The files of a site on disk (see ``survey_paths``)."""
    return list(survey(root, config).files)


def survey(root: Path, config: HugoConfig) -> Survey:
    """Which file of a site on disk is what; raises OSError where the root cannot be read."""
    return survey_paths(walk(DiskTree(root).scan, config), config)


def survey_paths(paths: Iterable[str], config: HugoConfig) -> Survey:
    """The same for paths that need no disk, from the site's root with ``/``.

    A content file below a leaf bundle belongs to it: it is an item, and the model knows that it has no
    address of its own. Files outside of the content and static folders are not Hugo's.
    """
    ordered = sorted(paths)
    codes = {language.code for language in config.languages}
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    for path in ordered:
        home = content_dir(path, config)
        if home is None:
            if any(path.startswith(f"{folder}/") for folder in config.static_dirs):
                files.append(SiteFile(path, Role.STATIC))
            continue
        inner = path[len(home) + 1 :]
        reason = _ignored(inner, path, config)
        if reason:
            skipped.append(Skipped(path, reason))
        elif is_content(inner):
            parsed = parse_path(inner, codes)
            section = inner.split("/")[0] if "/" in inner else None
            alone = section is None or (parsed.bundle is Bundle.LEAF and not parsed.section)
            files.append(SiteFile(path, Role.PAGE if alone else Role.ITEM, None if alone else section))
        else:
            files.append(SiteFile(path, Role.STATIC, inner.split("/")[0] if "/" in inner else None))
    return Survey(tuple(files), tuple(skipped))


def content_dir(path: str, config: HugoConfig) -> str | None:
    """The content folder that a path lies in, or None; the deepest one where one holds another."""
    inside = [folder for folder in config.content_dirs if path.startswith(f"{folder}/")]
    return max(inside, key=len, default=None)


def _ignored(inner: str, path: str, config: HugoConfig) -> str:
    for part in inner.split("/"):
        if part.startswith((".", "#")):
            return f"`{part}` begins with `{part[0]}`, so Hugo does not read it"
        if part.endswith("~"):
            return f"`{part}` ends with `~`, so Hugo does not read it"
    return "`ignoreFiles` in the configuration leaves it out" if config.is_ignored(path) else ""


def walk(scan: Scan, config: HugoConfig) -> Iterator[str]:
    """Every file in the content and static folders, as paths from the root, in no promised order."""
    folders = sorted({*config.content_dirs, *config.static_dirs}, key=len)
    outer = [item for item in folders if not any(item.startswith(f"{other}/") for other in folders)]
    return walk_folders(outer, scan)
