"""Where a site's templates lie that may print what pages say, or change the links in it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from content_lint.config.settings import SiteSettings
from content_lint.parse.dialect import Generator
from content_lint.site.model import Survey
from content_lint.site.sources.tree import Tree, walk_folders

_JEKYLL = ("_layouts", "_includes", "_plugins")
_PROGRAM = re.compile(r"\.(?:ya?ml|json|toml|[cm]?[jt]s|rb|py|conf)\Z|(?:\A|/)(?:_redirects|\.htaccess)\Z")
_NO_PROGRAM = re.compile(r"lock\b|(?:\A|/)(?:node_modules|vendor|\.github)/|\.min\.")
_MOST_PROGRAMS = 500
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
        from content_lint.config.generators.jekyll.config import JekyllConfig

        homes = [f"{JekyllConfig.of(settings).root}{folder}" for folder in _JEKYLL]
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


def program_paths(settings: SiteSettings, survey: Survey) -> Iterator[str]:
    """Programs, configuration and data that may make or redirect pages, where no generator is modelled.

    They matter only where the addresses of a collection are known, so that one can be missing.
    """
    if any(item.permalink for item in settings.collections.values()):
        names = (file.path for file in survey.files if _PROGRAM.search(file.path) and not _NO_PROGRAM.search(file.path))
        yield from islice(names, _MOST_PROGRAMS)


def _hugo_homes(settings: SiteSettings) -> Iterator[str]:
    from content_lint.config.generators.hugo.config import HugoConfig

    config = HugoConfig.of(settings)
    yield config.layout_dir
    yield from (f"{config.themes_dir}/{name}/layouts" for name in config.themes)
