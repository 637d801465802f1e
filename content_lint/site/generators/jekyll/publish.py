"""Whether Jekyll shows a document, and why not."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from msgspec import Struct

from content_lint.site.generators.jekyll.config import JekyllCollection, JekyllConfig, truthy
from content_lint.site.model import State


class Publication(Struct, frozen=True):
    """What becomes of a document; fields as in ``Page``."""

    state: State
    reason: str = ""
    until: datetime | None = None
    in_listing: bool = True


LIVE = Publication(State.LIVE)


def page_publication(data: Mapping[str, object], config: JekyllConfig) -> Publication:
    """A page's: its own ``published`` alone decides, defaults and dates do not."""
    if truthy(data.get("published", True)) or config.unpublished:
        return LIVE
    return Publication(State.NEVER, _unpublished(data["published"]), in_listing=False)


def document_publication(
    published: object, date: datetime, second: int, collection: JekyllCollection, config: JekyllConfig
) -> Publication:
    """A post's, draft's or item's.

    Args:
        published: the value of ``published``, True where there is none.
        date: the document's date.
        second: the time of the build, since 1970.
        collection: the document's collection.
        config: the site's configuration.
    """
    post = collection.label == "posts"
    if not truthy(published) and not config.unpublished:
        # A collection drops what says false, and only keeps from writing what says null.
        return Publication(State.NEVER, _unpublished(published), in_listing=not post and published is None)
    if not collection.output:
        reason = f"the collection `{collection.label}` has no `output: true` in _config.yml"
        return Publication(State.NEVER, reason)
    # By the second since 1970: Python compares two times of one zone by what the clock shows.
    if not config.future and int(date.timestamp()) > second:
        return Publication(State.HIDDEN, "its date is in the future", date, in_listing=not post)
    return LIVE


def _unpublished(value: object) -> str:
    return "`published` is empty" if value is None else "`published: false`"
