"""Which server is asked for an address: one for the whole site, or one for each of its languages."""

from __future__ import annotations

from content_lint.links.address_parts import without_dots
from content_lint.links.look_up import LookUp
from content_lint.links.unknown import Unknown
from content_lint.links.urls import WebUrl
from content_lint.site.index import Site
from content_lint.site.model import Page
from content_lint.text.servers import server_of


class LookUps:
    """Finds who looks an address up.

    Args:
        site: the site.
        unknown: why something may be there that is not in the index.
        bare_files: as LookUp has it.
    """

    def __init__(self, site: Site, unknown: Unknown, *, bare_files: bool) -> None:
        self._settings = site.settings
        servers = site.settings.servers
        self._only = LookUp(site, unknown, bare_files=bare_files, server=servers[0] if servers else None)
        self._others = {
            server.language: LookUp(site, unknown, bare_files=bare_files, server=server, at=self.at)
            for server in servers
        }

    def of(self, page: Page | None) -> LookUp:
        """Who looks up what starts from a page."""
        return self._only if page is None else self._others.get(page.language, self._only)

    def rooted(self, page: Page | None, text: str) -> LookUp:
        """Who looks up an address with a slash in front: another language may be below a path of the same host."""
        here = self.of(page)
        origin = here.server.origin if here.server is not None else ""
        if not origin:
            return here
        path = without_dots(text.partition("?")[0].partition("#")[0])
        found = self._settings.server_at(server_of(origin), path)
        return here if found is None else self._others[found.language]

    def at(self, url: WebUrl) -> LookUp | None:
        """Who looks up an address of one of the site's own hosts; None where it lies outside of all servers there."""
        if not self._others:
            return self._only
        found = self._settings.server_at(url.server, url.rest.partition("?")[0].partition("#")[0])
        return None if found is None else self._others[found.language]
