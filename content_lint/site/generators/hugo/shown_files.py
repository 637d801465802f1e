"""The ids in files that templates show as they are: ``{{ readFile "assets/note.md" | markdownify }}``."""

from __future__ import annotations

from posixpath import normpath

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import HTML, parse_document
from content_lint.site.generators.hugo.expressions import Value
from content_lint.site.generators.hugo.heading_ids import markdown_ids
from content_lint.site.generators.hugo.layout_files import LayoutFiles
from content_lint.site.generators.hugo.mounts import leaves
from content_lint.site.sources.tree import walk_folders
from content_lint.text.source import SourceText

_MOST = 50


def ids_of_files(value: Value, files: LayoutFiles, dialect: Dialect) -> frozenset[str] | None:
    """The ids in the texts of files that a template shows.

    Args:
        value: the path, or what it begins and ends with.
        files: the templates of the site.
        dialect: how its Markdown is read.

    Returns:
        What they may bring; None where that is not known, because the file is not, or is a template itself.
    """
    if value not in files.shown:
        files.shown[value] = _ids_of(value, files, dialect)
    return files.shown[value]


def _ids_of(value: Value, files: LayoutFiles, dialect: Dialect) -> frozenset[str] | None:
    found: set[str] = set()
    paths = _paths_of(value, files)
    for path in paths:
        source = files.tree.read(path)
        if not isinstance(source, SourceText) or "{{" in source.text:
            return None
        document = parse_document(source, dialect)
        found.update(document.body.ids)
        if not path.endswith(HTML):
            found.update(markdown_ids(document, files.config.markup, lambda _: "", None).known)
    return frozenset(found) if paths else None


def _paths_of(value: Value, files: LayoutFiles) -> list[str]:
    """The files that a path may mean; none where it can be any."""
    if isinstance(value, str):
        path = normpath(value.strip().lstrip("/"))
        return [] if path == "." or leaves(path) else [path]
    start, end = value.prefix.lstrip("/"), value.suffix
    folder = normpath(start.rpartition("/")[0])
    if "/" not in start or not end or leaves(folder):
        return []
    listed = files.tree.paths(lambda scan: walk_folders([folder], scan))
    paths = sorted(path for path in listed if path.startswith(start) and path.endswith(end))
    return paths if len(paths) <= _MOST else []
