"""The reports of several sites as one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import chain
from operator import attrgetter
from typing import TypeVar

from msgspec.structs import replace

from content_lint.report.diagnostic import Diagnostic, help_for
from content_lint.report.report import Coverage, Failure, NotChecked, Report, SitePart, Suppressed
from content_lint.text.edits import Fix


def combined(parts: Sequence[tuple[SitePart, Report]]) -> Report:
    """One report with the findings of all sites, their paths from the folder around the sites.

    Args:
        parts: each site's own report, by paths from its own root, with what it is called.
    """
    moved = [_moved(report, part.folder) for part, report in parts]
    return Report(
        diagnostics=tuple(sorted(_all(report.diagnostics for report in moved), key=lambda item: item.order)),
        rules={name: facts for report in moved for name, facts in report.rules.items()},
        files=sum(map(attrgetter("files"), moved)),
        suppressed=_all(map(attrgetter("suppressed"), moved)),
        baselined=sum(map(attrgetter("baselined"), moved)),
        baseline_gone=sum(map(attrgetter("gone"), moved)),
        not_checked=_summed(_all(report.not_checked for report in moved)),
        failures=_all(map(attrgetter("failures"), moved)),
        notices=tuple(_notices([part for part, _ in parts], moved)),
        fixed=_counted(report.fixed for report in moved),
        fixed_files=sum(report.fixed_files for report in moved),
        seconds=sum(report.seconds or 0.0 for report in moved),
        coverage=_coverage(moved),
        sites=tuple(part.with_counts(report) for part, report in parts),
    )


_Item = TypeVar("_Item")


def _all(groups: Iterable[Iterable[_Item]]) -> tuple[_Item, ...]:
    return tuple(chain.from_iterable(groups))


def _moved(report: Report, folder: str) -> Report:
    """A site's report with its paths from the folder around it."""
    if not folder:
        return report
    return replace(
        report,
        diagnostics=tuple(_of_folder(item, folder) for item in report.diagnostics),
        suppressed=tuple(
            Suppressed(_of_folder(item.diagnostic, folder), item.by, item.reason) for item in report.suppressed
        ),
        failures=tuple(
            Failure(item.doing, f"{folder}/{item.path}" if item.path else "", item.error) for item in report.failures
        ),
    )


def _of_folder(item: Diagnostic, folder: str) -> Diagnostic:
    related = tuple(replace(other, path=f"{folder}/{other.path}") for other in item.related)
    path = f"{folder}/{item.path}" if item.path else folder
    return replace(
        item,
        path=path,
        help=help_for(item, path),
        related=related,
        fix=None if item.fix is None else _fix(item.fix, folder),
    )


def _fix(fix: Fix, folder: str) -> Fix:
    return replace(fix, edits=tuple(replace(edit, path=f"{folder}/{edit.path}") for edit in fix.edits))


def _notices(parts: Sequence[SitePart], reports: Sequence[Report]) -> Iterator[str]:
    """What the reader has to know: once where it is said of every site, else with the site's name."""
    everywhere = set.intersection(*(set(report.notices) for report in reports)) if reports else set()
    yield from (notice for notice in reports[0].notices if notice in everywhere) if reports else ()
    for part, report in zip(parts, reports, strict=True):
        yield from (f"{part.name}: {notice}" for notice in report.notices if notice not in everywhere)


def _summed(items: Iterable[NotChecked]) -> tuple[NotChecked, ...]:
    """What could not be checked, with equal reasons counted together."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for item in items:
        counts[item.what, item.reason, item.advice] += item.count
    return tuple(NotChecked(what, count, reason, advice) for (what, reason, advice), count in counts.most_common())


def _coverage(reports: Sequence[Report]) -> dict[str, Coverage]:
    found: dict[str, Coverage] = {}
    for kind in dict.fromkeys(kind for report in reports for kind in report.coverage):
        parts = [report.coverage[kind] for report in reports if kind in report.coverage]
        causes = _summed(_all(part.causes for part in parts))
        found[kind] = Coverage(sum(part.all for part in parts), sum(part.checked for part in parts), causes)
    return found


def _counted(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: Counter[str] = Counter()
    for item in counts:
        total.update(item)
    return dict(total.most_common())
