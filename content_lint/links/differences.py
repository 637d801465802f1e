"""Links on which the sources and the built site do not agree: our own test on every site that was built."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from content_lint.links.built.folder import BuiltSite
from content_lint.links.built.verdicts import BuiltVerdicts, JudgedLink
from content_lint.links.fragments import names_a_place
from content_lint.links.page_places import PlaceState, place_by_sources
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.index import Site
from content_lint.text.counts import many

_FINE = frozenset({LinkOutcome.LIVE, LinkOutcome.REDIRECT})
_UNKNOWN = "unknown"


class LinkDifference(NamedTuple):
    """One such link.

    Attributes:
        judged: the link with both verdicts.
        sources: ``fine``, ``dead`` or ``a dead place`` by the sources.
        build: the same by the built site.
    """

    judged: JudgedLink
    sources: str
    build: str


def differences(site: Site) -> Iterator[LinkDifference]:
    """Every link that has a verdict by both, and not the same one; links have to be judged before."""
    built = site.once(BuiltSite)
    for item in site.once(BuiltVerdicts).judged:
        sources, build = _by_sources(site, item.expected), _by_build(built, item.found)
        if _UNKNOWN not in (sources, build) and sources != build:
            yield LinkDifference(item, sources, build)


def notes_of_differences(site: Site) -> Iterator[str]:
    """A line for each kind of difference, with the first link of it; a line if there is none at all."""
    if not site.settings.generator.modelled:
        return
    kinds: dict[tuple[str, str], list[LinkDifference]] = {}
    for item in differences(site):
        kinds.setdefault((item.sources, item.build), []).append(item)
    for (sources, build), found in sorted(kinds.items(), key=lambda pair: -len(pair[1])):
        first = found[0].judged
        line = first.document.source.position(first.link.span.start).line
        where = f"{first.document.path}:{line}, `{first.link.destination}`"
        are = "is" if len(found) == 1 else "are"
        yield f"{many(len(found), 'link')} {are} {sources} by the sources and {build} in the build, such as {where}"
    judged = len(site.once(BuiltVerdicts).judged)
    if not kinds and judged:
        yield f"sources and build agree on every one of {many(judged, 'internal link')} on which both have a verdict"


def _by_sources(site: Site, target: LinkTarget) -> str:
    if target.outcome is LinkOutcome.UNKNOWN:
        return _UNKNOWN
    if target.outcome not in _FINE:
        return "dead"
    if target.outcome is LinkOutcome.REDIRECT or not names_a_place(target.fragment):
        return "fine"
    state = place_by_sources(site, target)
    return {PlaceState.THERE: "fine", PlaceState.MISSING: "a dead place"}.get(state, _UNKNOWN)


def _by_build(built: BuiltSite, target: LinkTarget) -> str:
    if target.outcome is LinkOutcome.UNKNOWN or target.scope is not Scope.INTERNAL:
        return _UNKNOWN
    if target.outcome not in _FINE:
        return "dead"
    file = target.answer.destination if target.answer is not None else ""
    is_there = target.outcome is LinkOutcome.REDIRECT or built.has_place(file, target.fragment)
    return "fine" if is_there else "a dead place"
