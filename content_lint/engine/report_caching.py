"""A report that is cached, to be shown again as long as nothing changes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.cache import Cache
from content_lint.cache.cached_report import CachedReport
from content_lint.cache.file_stats import digest_source, is_at_rest
from content_lint.engine.external import External
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.site.index import Site
from content_lint.site.sources.tree import Tree
from content_lint.text.source import Position, SourceText, Span

_ALWAYS = (-1e18, 1e18)  # seconds since 1970; infinity is no number of JSON's


class ReportCaching(Struct, frozen=True):
    """How a report is cached.

    Attributes:
        key: what was asked for, as one string.
        sources: files that decide the report besides those of the site and its settings.
        at_any_time: whether the clock was set, so that the report is true at any time.
        in_detail: whether it is shown in a format that has the fields that findings are in and all that fixes change.
    """

    key: str
    sources: tuple[Path, ...] = ()
    at_any_time: bool = False
    in_detail: bool = False

    def report(
        self, report: Report, site: Site, now: datetime, external: External | None, cache: Cache
    ) -> CachedReport | None:
        """The report with all that it depends on; None where we cannot tell all of that.

        Args:
            report: of the run.
            site: what was checked.
            now: the clock of the run.
            external: how other servers were asked, or None.
            cache: the cache that the files were read through.
        """
        settings = site.settings
        # Where git says which files there are, we cannot know when its answer changes.
        if settings.generator.asks_git or report.failures or not report.files:
            return None
        sources = (*settings.sources, *self.sources)
        if not all(is_at_rest(path, cache.now) for path in sources):
            return None
        report = replace(report, places=_places(report, cache, in_detail=self.in_detail))
        if self.in_detail:
            report = replace(report, fields=_fields(report, cache))
        span = _ALWAYS if self.at_any_time else (now.timestamp(), site.next_change().timestamp())
        return CachedReport(
            self.key,
            *span,
            cache.folders,
            {str(path): digest_source(path) for path in sources},
            () if external is None else tuple(external.known.values()),
            () if external is None else tuple(item.text for item in external.notices),
            settings.external,
            report,
        )


def _places(report: Report, tree: Tree, *, in_detail: bool) -> dict[str, dict[int, Position]]:
    """Where all findings begin and end, so that no text has to be read to say so; in detail also those beside."""
    offsets: dict[str, set[int]] = {}
    for item in report.diagnostics:
        offsets.setdefault(item.path, set()).update(item.span)
        for path, span in _beside(item) if in_detail else ():
            offsets.setdefault(path, set()).update(span)
    found: dict[str, dict[int, Position]] = {}
    for path, wanted in offsets.items():
        source = tree.read(path)
        if isinstance(source, SourceText):
            found[path] = {offset: source.position(min(offset, len(source.text))) for offset in sorted(wanted)}
    return found


def _beside(item: Diagnostic) -> Iterator[tuple[str, Span]]:
    """The places that a finding is related to, and those that its fix changes."""
    for other in item.related:
        yield other.path, other.span
    for edit in item.fix.edits if item.fix is not None else ():
        yield edit.path, edit.span


def _fields(report: Report, tree: Tree) -> dict[str, dict[int, str]]:
    """Which field of front matter each finding is in, empty for none, so that no text has to be read to name it."""
    from content_lint.parse.front_matter.file_fields import FileFields  # few formats name fields

    found: dict[str, dict[int, str]] = {}
    for item in report.diagnostics:
        if item.path not in found:
            found[item.path] = {}
            source = tree.read(item.path)
            fields = FileFields(source) if isinstance(source, SourceText) else None
        if fields is not None:
            found[item.path][item.span.start] = fields.at(item.span)
    return found


def from_store_alone(external: External | None) -> External | None:
    """Asks the store alone where ``external`` would ask servers too; else None. To be made before anything is asked."""
    if external is None or external.policy.cached:
        return None
    policy = replace(external.policy, cached=True)
    return replace(external, policy=policy, tell=None, notices=list(external.notices), known={})
