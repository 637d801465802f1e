"""How many of a site's internal links got a verdict, and why the others got none.

The one place that says so: ``check``, ``doctor`` and ``links`` all ask here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Container, Iterable
from posixpath import commonpath

from content_lint.links.causes import Cause
from content_lint.links.generated_places import MARK
from content_lint.links.page_places import PageAnchor, PlaceFinder, PlaceState
from content_lint.links.site_links import SiteLink, SiteLinks
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.report.report import Coverage, NotChecked

INTERNAL = "internal links"
"""What internal links are called where they are counted."""

_ALIKE = 2


def cause_of(find: Callable[[LinkTarget], PageAnchor], item: SiteLink, *, places: bool = True) -> Cause | None:
    """Why an internal link has no verdict; None where it has one, or leads elsewhere.

    Args:
        find: tells whether a target's place is there (``PlaceFinder.find``).
        item: the link.
        places: whether a link whose page is there, and its place on that page unknown, counts as not checked.
    """
    target = item.target
    if target.scope is not Scope.INTERNAL:
        return None
    if target.outcome is LinkOutcome.UNKNOWN:
        return target.cause
    if not places or not target.fragment:
        return None
    place = find(target)
    return place.cause if place.state is PlaceState.UNKNOWN else None


def internal_coverage(links: SiteLinks, paths: Container[str], *, places: bool = True) -> Coverage:
    """How many internal links of these documents were checked, and the causes of the others, the commonest first."""
    total, find = 0, links.site.once(PlaceFinder).find
    causes: defaultdict[Cause, list[str]] = defaultdict(list)
    for item in links.all:
        if item.target.scope is not Scope.INTERNAL or item.document.path not in paths:
            continue
        total += 1
        cause = cause_of(find, item, places=places)
        if cause is not None:
            causes[cause].append(item.target.path)
    ordered = sorted(causes.items(), key=lambda pair: (-len(pair[1]), pair[0].reason))
    made = [path for cause, found in ordered if cause.made for path in found]
    told = tuple(
        NotChecked(INTERNAL, len(found), cause.reason, _advice(cause, made if cause.made else found))
        for cause, found in ordered
    )
    return Coverage(total, total - sum(item.count for item in told), told)


def _advice(cause: Cause, paths: Iterable[str]) -> str:
    """What to do; the setting `generated` answers for all programs, so it has to name what any of them may make."""
    if cause.places:
        globs = ", ".join(f'"{glob}{MARK}*"' for glob in propose(paths))
        return f"{cause.advice} Those that a program writes can be named in content-lint.toml: `generated = [{globs}]`."
    if not cause.made:
        return cause.advice
    globs = ", ".join(f'"{glob}"' for glob in propose(paths))
    return (
        f"If they are there, add `generated = [{globs}]` to content-lint.toml, and leave out what nothing makes: "
        "links there are fine then, and all others are checked." + (f" {cause.advice}" if cause.advice else "")
    )


def propose(paths: Iterable[str]) -> list[str]:
    """Globs for addresses that a plugin may make: the inmost folder that several share, else the address itself."""
    folders: defaultdict[str, set[str]] = defaultdict(set)
    for path in paths:
        folders[path.strip("/").partition("/")[0]].add(path)
    ranked = sorted(folders.items(), key=lambda pair: (-len(pair[1]), pair[0]))
    return [f"/{_shared(found)}/**" if name and len(found) >= _ALIKE else next(iter(found)) for name, found in ranked]


def _shared(paths: Iterable[str]) -> str:
    """The inmost folder in which several addresses lie, or the one that all of them begin with."""
    inner = [path.strip("/") for path in paths]
    return commonpath([path.rpartition("/")[0] or path for path in inner])
