"""Whether Hugo builds a page."""

from __future__ import annotations

from datetime import datetime

from content_lint.parse.scalars.times.hugo import ZERO
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.dates import Dates
from content_lint.site.model import State

NOT_RENDERED = "its front matter says that it is not to be rendered"
"""Why a page is not written that is part of the site nevertheless."""

NO_HTML = "it is written in other output formats than HTML"
"""The same of a page that is written without an address of its own for readers."""

LISTED = (NOT_RENDERED, NO_HTML)
"""Reasons why a page is not written that leave it in lists."""


def publication(dates: Dates, config: HugoConfig, now: datetime, *, draft: bool) -> tuple[State, str, datetime | None]:
    """State, reason and the moment from which it will be built by itself."""
    if draft and not config.drafts:
        return State.NEVER, "it is a draft", None
    if not config.expired and dates.expiry != ZERO and dates.expiry < now:
        return State.NEVER, "its expiry date is past", None
    if not config.future and dates.publish != ZERO and dates.publish > now:
        return State.HIDDEN, "its publish date is in the future", dates.publish
    return State.LIVE, "", None
