"""Where the pages of a site are, and where its own links lead: what no safe fix may change.

A rule sees a file, and a verified edit changes only what it names there. Whether that moves a page, or leads a link to
another one, only the whole site tells.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from datetime import datetime

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkTarget, Scope
from content_lint.parse.facts import FenceState
from content_lint.site.model import Page

_Place = tuple[object, ...]


class Bearings(Struct, frozen=True):
    """The whole site, as far as safe fixes have to leave it alone.

    Attributes:
        pages: for each file its address, and whether, when and how it is published.
        links: for each file where its links lead, in order; None for those that lead to nothing of this site.
        unseen: files whose front matter the generator does not see: to uncover it makes a page of them.
        troubles: what stops the build, and files that two pages write.
    """

    pages: Mapping[str, _Place]
    links: Mapping[str, list[str | None]]
    unseen: frozenset[str]
    troubles: frozenset[str]


def take_bearings(settings: SiteSettings, loaded: Loaded, now: datetime) -> Bearings:
    """Look at the site as it was read."""
    site = loaded.site(settings, now)
    links: dict[str, list[str | None]] = defaultdict(list)
    for document, _, target in site.once(resolve_links).all:
        links[document.path].append(_aim(target))
    built = site.built
    return Bearings(
        {path: _place(page) for path, page in site.pages.items()},
        links,
        frozenset(path for path, document in loaded.documents.items() if document.header is FenceState.HIDDEN),
        frozenset([*(item.destination for item in built.collisions), *(item.path for item in built.fatal)]),
    )


def find_moves(before: Bearings, after: Bearings) -> Iterator[tuple[str, str]]:
    """What is elsewhere now: files, each with words that complete "it would change …"."""
    for path, place in before.pages.items():
        if path not in before.unseen and after.pages.get(path) != place:
            yield path, "where its page is, or whether it is published"
    for path, aims in before.links.items():
        now = after.links.get(path, [])
        if len(now) == len(aims) and any(aim not in (None, new) for aim, new in zip(aims, now, strict=True)):
            yield path, "the page that a link leads to"
    for trouble in sorted(after.troubles - before.troubles):
        yield trouble, "what the generator makes of the whole site"


def _place(page: Page) -> _Place:
    redirects = tuple(item.destination for item in page.redirects_from)
    return (page.url, page.destination, page.state, page.until, page.ends, page.date, page.redirect_to, redirects)


def _aim(target: LinkTarget) -> str | None:
    """The file of the output that a link ends at, through all redirects; None for what is not known to be there."""
    end = target.end or target
    if target.scope is not Scope.INTERNAL or end.answer is None or end.spelled:
        return None
    return end.answer.destination
