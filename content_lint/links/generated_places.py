"""Places on pages that programs write, as the setting ``generated`` names them (``/cli/#build-*``).

A page that is made whole, of no source, has what the setting's globs of addresses vouch for.
"""

from __future__ import annotations

from fnmatch import fnmatchcase

from content_lint.links.made_addresses import AddressGlobs
from content_lint.site.index import Site

MARK = "#"
"""What parts the glob of a page's address from that of its places."""


class GeneratedPlaces:
    """What the setting says of places; ``site.once(GeneratedPlaces)`` makes it."""

    def __init__(self, site: Site) -> None:
        written = [item.partition(MARK) for item in site.settings.generated or ()]
        self._globs: list[tuple[AddressGlobs, str]] = [
            (AddressGlobs([f"/{page.lstrip('/')}"]), place) for page, mark, place in written if mark
        ]
        whole = [f"/{page.lstrip('/')}" for page, mark, _ in written if not mark]
        self._pages = AddressGlobs(whole) if whole else None

    def vouches_for(self, path: str) -> bool:
        """Whether the setting names the address of a whole page, decoded."""
        return self._pages is not None and self._pages.match(path)

    def has(self, path: str, fragment: str) -> bool | None:
        """Whether a program writes a place.

        Args:
            path: the address of the page within the site, decoded.
            fragment: the place, without ``#``.

        Returns:
            True and False where the setting says something of the page; None where it says nothing.
        """
        places = [place for pages, place in self._globs if pages.match(path)]
        return any(fnmatchcase(fragment, place) for place in places) if places else None
