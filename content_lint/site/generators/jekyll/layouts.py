"""The layouts, includes and plugins in the own folder of a site of Jekyll's."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping

from msgspec import field

from content_lint.site.generators.jekyll.data_files import DataFiles
from content_lint.site.generators.jekyll.plugins import find_makers, find_marker, find_quiet_tags
from content_lint.site.layouts import INCLUDES, LAYOUTS, Layouts, Template, read_template
from content_lint.site.sources.tree import Tree, walk_folders
from content_lint.text.source import SourceText

_PLUGINS = "_plugins/"

_TYPES = (".html", ".htm", ".md", ".markdown", ".svg", ".liquid")


class JekyllLayouts(Layouts, frozen=True):
    """The templates of a site of Jekyll's.

    Attributes:
        data: its files of data.
        tree: all its files.
        own: the templates that are the site's own, and not its theme's.
        marker: the plugin that gives parts of texts ids of its own, or empty.
        elsewhere: templates, and folders of them, that come from somewhere that is not here, each with words for it.
    """

    data: DataFiles | None = None
    tree: Tree | None = None
    own: frozenset[str] = frozenset()
    marker: str = ""
    elsewhere: tuple[tuple[str, str], ...] = ()
    _beside: dict[str, Template | None] = field(default_factory=dict)

    def beside(self, document: str, name: str) -> Template | None:
        """What is in a file that a document includes from its own folder; None where it cannot be read.

        Args:
            document: the document's path.
            name: the file, from its folder.
        """
        path = posixpath.normpath(posixpath.join(posixpath.dirname(document), name))
        if self.tree is None or path.startswith("../") or ".." in name.split("/"):
            return None  # Jekyll refuses to leave the folder
        if path not in self._beside:
            source = self.tree.read(path)
            found = read_template(f"{INCLUDES}{name}", source.text) if isinstance(source, SourceText) else None
            self._beside[path] = found
        return self._beside[path]

    def comes_from(self, path: str) -> str:
        """Where a template comes from, in words, if that is not here; empty where nothing is known of that."""
        return next((words for home, words in self.elsewhere if f"{path}/".startswith(f"{home}/")), "")

    def assigned_by(self, path: str) -> frozenset[str] | None:
        """The variables that an include, and what it includes, gives values to; None where one of them is not known."""
        used = [template for _, template in self.used([path])]
        if None in used:
            return None
        return frozenset[str]().union(*(template.assigned for template in used if template is not None))


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


def read_layouts(
    texts: Mapping[str, str], data: DataFiles | None = None, tree: Tree | None = None, *, safe: bool = False
) -> JekyllLayouts:
    """What the templates and plugins with these texts bring.

    Args:
        texts: by path from the source.
        data: the files of data.
        tree: all files of the site.
        safe: whether the plugins are left alone, as on GitHub Pages.
    """
    programs = {path: text for path, text in texts.items() if path.startswith(_PLUGINS)}
    templates = {template_name(path): read_template(path, text) for path, text in texts.items() if path not in programs}
    programs, own = {} if safe else programs, frozenset(templates)
    if not programs:
        return JekyllLayouts(templates, data=data, tree=tree, own=own)
    quiet = frozenset(find_quiet_tags(programs.values()))
    marker = find_marker(programs)
    makers = find_makers(programs)
    return JekyllLayouts(templates, makers, quiet_tags=quiet, data=data, tree=tree, own=own, marker=marker)


def template_name(path: str) -> str:
    """What `Layouts.templates` calls the template of a file."""
    return path.rpartition(".")[0] if path.startswith(LAYOUTS) else path
