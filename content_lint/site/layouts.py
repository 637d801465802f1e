"""What is known of the templates around the pages: the anchors that they bring.

Only their literal ``id`` and ``name`` attributes are read. What a template computes, and all that comes from a
theme which is not in the site's own folder, is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content_lint.site.tree import Tree, walk_folders

_ANCHOR = re.compile(r"""\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE)
_TEMPLATE = re.compile(r"\{[{%]")
_FOLDERS = ("_layouts/", "_includes/")
_PLUGINS = "_plugins/"
_TYPES = (".html", ".htm", ".md", ".markdown", ".svg", ".liquid")


@dataclass(frozen=True, slots=True)
class Layouts:
    """The templates of a site.

    Attributes:
        ids: anchors that stand in them as they are.
        prefixes: what anchors begin with that a template completes.
        names: names of the layouts that are in the site's folder (``default`` for ``_layouts/default.html``).
        plugins: programs of the site's own that take part in the build (``_plugins/*.rb``).
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    names: frozenset[str] = frozenset()
    plugins: tuple[str, ...] = ()

    @property
    def computes(self) -> bool:
        """Whether some anchor is made by a template alone, so that it can be any."""
        return "" in self.prefixes

    def may_bring(self, anchor: str) -> bool:
        """Whether a template of the site's own may hold an anchor."""
        return anchor in self.ids or any(anchor.startswith(prefix) for prefix in self.prefixes)


def machinery_paths(tree: Tree, source: str = "") -> Iterator[str]:
    """The templates and plugins of a Jekyll site, from its source.

    Args:
        tree: the site's files.
        source: the folder below the root that Jekyll reads, with a slash at its end; empty for the root.
    """
    homes = [source + folder.rstrip("/") for folder in (*_FOLDERS, _PLUGINS)]
    paths = tree.paths(lambda scan: walk_folders(homes, scan))
    for path in (path[len(source) :] for path in paths if path.startswith(source)):
        template = path.startswith(_FOLDERS) and path.endswith(_TYPES)
        if template or (path.startswith(_PLUGINS) and path.endswith(".rb")):
            yield path


def read_layouts(texts: Mapping[str, str]) -> Layouts:
    """What the templates with these texts bring; ``texts`` by path from the source."""
    ids: set[str] = set()
    prefixes: set[str] = set()
    templates = {path: text for path, text in texts.items() if not path.startswith(_PLUGINS)}
    for anchor in _anchors(templates.values()):
        template = _TEMPLATE.search(anchor)
        if template is None:
            ids.add(anchor)
        else:
            prefixes.add(anchor[: template.start()])
    names = frozenset(
        path.removeprefix("_layouts/").rpartition(".")[0] for path in templates if path.startswith("_layouts/")
    )
    plugins = tuple(sorted(path for path in texts if path not in templates))
    return Layouts(frozenset(ids), tuple(sorted(prefixes)), names, plugins)


def _anchors(texts: Iterable[str]) -> Iterable[str]:
    for text in texts:
        for match in _ANCHOR.finditer(text):
            yield (match[1] or match[2] or match[3] or "").strip()
