"""Files of the repository that a link names and that the generator does not publish."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import unquote

from msgspec.structs import replace

from content_lint.links.address_parts import split_address, without_dots
from content_lint.links.site_links import SiteLink
from content_lint.site.generators.protocol import UnpublishedFile
from content_lint.site.index import Site
from content_lint.site.model import State
from content_lint.text.files import leads_inside


def find_unpublished(site: Site, item: SiteLink) -> UnpublishedFile | None:
    """The file that a link to nothing means, with why it is not there for readers; None where there is no such file.

    The disk is asked for it: a generator does not even look into most folders that it leaves out.
    """
    for path in _paths(item):
        for found in site.generator.unpublished(path):
            reason = found.reason or _reason(site, found.path)
            if reason and _is_there(site, found.path):
                return replace(found, reason=reason)
    return None


def _reason(site: Site, path: str) -> str:
    """Why a file has no page of its own; empty where it has one, or is none of the site's."""
    page = site.pages.get(path)
    return page.reason if page is not None and page.state is State.NEVER and not page.destination else ""


def _paths(item: SiteLink) -> Iterator[str]:
    """Where the file may be, as an address: as the link has it, and beside the file that the link is in."""
    yield item.target.path
    if item.target.relative and not item.link.templated:
        written = unquote(split_address(item.link.destination.strip())[0])
        yield without_dots(f"/{item.document.path.rpartition('/')[0]}/{written}")


def _is_there(site: Site, path: str) -> bool:
    if not path or "\0" in path:
        return False
    file = site.settings.root / path
    try:
        return file.is_file() and leads_inside(file, site.settings.root)
    except (OSError, ValueError):
        return False
