"""Where each document of a site will be, and why some are nowhere."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from content_lint.cache.cache import Cache
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded, Progress, load_cached
from content_lint.report.urls import UrlReport, UrlRow
from content_lint.site.index import Site
from content_lint.site.model import Built, Page, Skipped
from content_lint.site.sources.tree import ReadError
from content_lint.site.survey import is_markdown


def list_urls(
    settings: SiteSettings,
    now: datetime,
    *,
    assets: bool = False,
    progress: Progress | None = None,
    cache: Cache | None = None,
) -> UrlReport:
    """Every document with its address and its fate; raises OSError where the root cannot be read.

    Args:
        settings: the site's settings.
        now: the clock (aware).
        assets: whether the files that are copied as they are are listed too, not only Markdown ones.
        progress: told how far the reading is.
        cache: what earlier runs learned of the files, or None.
    """
    loaded = load_cached(settings, cache, progress)
    site = Site(settings, loaded.survey, loaded.documents, loaded.others, now)
    return report_urls(site.built, loaded, assets=assets)


def report_urls(built: Built, loaded: Loaded, *, assets: bool = False) -> UrlReport:
    """The rows of a site that has been built.

    Args:
        built: what the generator makes.
        loaded: the files that it was made from.
        assets: as for ``list_urls``.
    """
    rows = [_row(page, loaded.unreadable) for page in built.pages]
    rows += [_row(page, loaded.unreadable) for page in built.static if assets or is_markdown(page.path)]
    seen = {row.path for row in rows}
    rows += [_skipped(item) for item in built.skipped if is_markdown(item.path) and item.path not in seen]
    stops = tuple(item.problem for item in built.fatal if item.path not in seen)
    return UrlReport(tuple(sorted(rows, key=lambda row: (row.path, row.state))), stops)


def _row(page: Page, unreadable: Mapping[str, ReadError]) -> UrlRow:
    reason = page.reason
    if page.path in unreadable:
        reason = f"not read here: it {unreadable[page.path].problem}; what its front matter says is not known"
    return UrlRow(
        page.path,
        page.collection,
        page.url or None,
        page.destination or None,
        page.state.value,
        page.until,
        reason,
        page.date,
        tuple(source.url for source in page.redirects_from),
        page.redirect_to,
    )


def _skipped(item: Skipped) -> UrlRow:
    return UrlRow(item.path, None, None, None, "never", reason=f"not read: {item.reason}")
