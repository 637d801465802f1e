"""Folders of which a site has nothing, and to which a page links again and again: something else may serve them."""

from __future__ import annotations

from functools import cached_property

from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.links.target import LinkOutcome, Scope
from content_lint.site.index import Site

_LEAST = 3


class ServedElsewhere:
    """Tells such folders; ``site.once(ServedElsewhere)`` counts once.

    Only the links of one page are counted together, so that a run over some pages says of each what a whole run does.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        paths: dict[tuple[str, str], set[str]] = {}
        for item in site.once(resolve_looked_at).of(LinkOutcome.MISSING):
            folder = _first_folder(item)
            if folder:
                paths.setdefault((item.document.path, folder), set()).add(item.target.path)
        self._often = frozenset(key for key, found in paths.items() if len(found) >= _LEAST)

    def advice(self, item: SiteLink) -> str:
        """What to do if a dead link leads to another program's folder: a sentence after another, or empty."""
        folder = _first_folder(item)
        if (item.document.path, folder) not in self._often or folder in self._own:
            return ""
        return f'. If something else serves `/{folder}/`, add `elsewhere = ["/{folder}"]` to content-lint.toml'

    @cached_property
    def _own(self) -> frozenset[str]:
        """The first folders of all addresses of the site."""
        return frozenset(url.split("/", 2)[1] for url in self._site.addresses.urls() if url.count("/") > 1)


def _first_folder(item: SiteLink) -> str:
    """The first folder of a dead address that is written from the root of the host, or empty."""
    target = item.target
    if target.scope is not Scope.INTERNAL or target.relative or target.reason or target.spelled:
        return ""
    _, _, rest = target.path.partition("/")
    folder, slash, name = rest.partition("/")
    plain = slash and name and folder.isascii() and folder.isprintable() and not set(folder) & set('`"\\')
    return folder if plain else ""
