"""The layouts, includes and plugins in the own folder of a site of Jekyll's."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.site.generators.jekyll.plugins import find_makers, find_quiet_tags
from content_lint.site.layouts import INCLUDES, LAYOUTS, Layouts, read_template
from content_lint.site.sources.tree import Tree, walk_folders

_PLUGINS = "_plugins/"
_TYPES = (".html", ".htm", ".md", ".markdown", ".svg", ".liquid")


def machinery_paths(tree: Tree, source: str = "") -> Iterator[str]:
    """The templates and plugins of a Jekyll site, from its source.

    Args:
        tree: the site's files.
        source: the folder below the root that Jekyll reads, with a slash at its end; empty for the root.
    """
    homes = [source + folder.rstrip("/") for folder in (LAYOUTS, INCLUDES, _PLUGINS)]
    paths = tree.paths(lambda scan: walk_folders(homes, scan))
    for path in (path[len(source) :] for path in paths if path.startswith(source)):
        template = path.startswith((LAYOUTS, INCLUDES)) and path.endswith(_TYPES)
        if template or (path.startswith(_PLUGINS) and path.endswith(".rb")):
            yield path


def read_layouts(texts: Mapping[str, str], *, safe: bool = False) -> Layouts:
    """What the templates and plugins with these texts bring.

    Args:
        texts: by path from the source.
        safe: whether the plugins are left alone, as on GitHub Pages.
    """
    programs = {path: text for path, text in texts.items() if path.startswith(_PLUGINS)}
    templates = {template_name(path): read_template(path, text) for path, text in texts.items() if path not in programs}
    programs = {} if safe else programs
    if not programs:
        return Layouts(templates)
    return Layouts(templates, find_makers(programs), quiet_tags=frozenset(find_quiet_tags(programs.values())))


def template_name(path: str) -> str:
    """What `Layouts.templates` calls the template of a file."""
    return path.rpartition(".")[0] if path.startswith(LAYOUTS) else path
