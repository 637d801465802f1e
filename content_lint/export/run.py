"""Check a site, and have what passed ready to be written."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import ExitStack
from datetime import datetime

from content_lint.cache.cache import Cache
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline
from content_lint.engine.load import Progress, load_site
from content_lint.engine.run import RunRequest, check_loaded, keys_of, share_reading
from content_lint.engine.workers.wanted import Workers
from content_lint.export.exporter import Exporter, WantedPages
from content_lint.export.images import ImageSizes
from content_lint.site.generators.registry import generator_of
from content_lint.site.sources.authorship import Authorship, find_authorship
from content_lint.site.sources.git import HistoryError, open_repository
from content_lint.site.sources.tree import DiskTree


def open_export(
    settings: SiteSettings,
    now: datetime,
    wanted: WantedPages,
    *,
    history: Mapping[str, Authorship] | None = None,
    baseline: Baseline | None = None,
    cache: Cache | None = None,
    progress: Progress | None = None,
    workers: Workers | None = None,
) -> Exporter:
    """Read and check the site, whose texts do not stay in memory.

    Args:
        settings: the site's settings.
        now: the clock (aware).
        wanted: what is exported.
        history: what git knows of its files, or None.
        baseline: findings that were there before: they keep no page from being exported; or None.
        cache: what earlier runs learned of the files, or None.
        progress: told how far the run is.
        workers: who shares the work on documents, or None.

    Raises:
        OSError: the root cannot be read.
        SetupError: a schema of the site stops.
    """
    as_it_is = settings
    if wanted.drafts:
        settings = generator_of(settings).with_drafts()
    cache = cache or Cache(DiskTree(settings.root))
    request = RunRequest(now, baseline=baseline, progress=progress, cache=cache, lenient=True, workers=workers)
    cache.load(lambda: keys_of(settings, request))
    with ExitStack() as stack:
        shared = share_reading(settings, request, cache, stack, keeps_texts=False)
        loaded = load_site(settings, cache, cache, progress, shared)
        site = loaded.site(settings, now)
        report = check_loaded(settings, request, loaded, site)
    cache.save(loaded.everything)
    lets_drafts_live = settings.generator_config != as_it_is.generator_config
    return Exporter(site, report, wanted, history or {}, ImageSizes(settings.root), lets_drafts_live=lets_drafts_live)


def history_of(
    settings: SiteSettings, environment: Mapping[str, str] | None = None
) -> tuple[Mapping[str, Authorship], str]:
    """What git knows of the site's files, and why it knows nothing, in words; both empty outside of a repository."""
    try:
        repository = open_repository(settings.root, environment)
    except HistoryError:
        return {}, ""
    try:
        return find_authorship(repository), ""
    except HistoryError as error:
        return {}, f"git's dates are left out: {error.message}. {error.help}"
