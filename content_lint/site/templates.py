"""Where a site's templates lie that may print what pages say, or change the links in it."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.site.tree import Tree, walk_folders

_JEKYLL = ("_layouts", "_includes", "_plugins")
_HTML = (".html", ".htm")
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".ico", ".svg", ".woff", ".woff2", ".pdf", ".css", ".js", ".scss")


def template_paths(settings: SiteSettings, tree: Tree) -> Iterator[str]:
    """The templates and plugins in the site's own folder.

    Of Hugo's only those for other formats than HTML, and those that links go through: what a page of HTML looks like
    decides nothing here.

    Args:
        settings: the site's settings.
        tree: its files.
    """
    if settings.generator is Generator.JEKYLL:
        homes = [f"{_source(settings)}{folder}" for folder in _JEKYLL]
    elif settings.generator is Generator.HUGO:
        homes = list(_hugo_homes(settings))
    else:
        return
    starts = tuple(f"{home}/" for home in homes)
    for path in tree.paths(lambda scan: walk_folders(homes, scan)):
        if not path.startswith(starts) or path.endswith(_BINARY):
            continue
        if settings.generator is Generator.JEKYLL or not path.endswith(_HTML) or "/_markup/" in path:
            yield path


def _source(settings: SiteSettings) -> str:
    """The folder that Jekyll reads, with a slash at its end; empty for the root."""
    source = settings.generator_config.config.get("source") if settings.generator_config else None
    return f"{source.strip('./')}/" if isinstance(source, str) and source.strip("./") else ""


def _hugo_homes(settings: SiteSettings) -> Iterator[str]:
    config = settings.generator_config.config if settings.generator_config else {}
    keys = {key.lower(): value for key, value in config.items()}
    folder = keys.get("layoutdir")
    yield folder.strip("./") if isinstance(folder, str) and folder.strip("./") else "layouts"
    themes, home = keys.get("theme"), keys.get("themesdir")
    for name in [themes] if isinstance(themes, str) else themes if isinstance(themes, list) else []:
        if isinstance(name, str) and name:
            yield f"{home.strip('./') if isinstance(home, str) and home.strip('./') else 'themes'}/{name}/layouts"
