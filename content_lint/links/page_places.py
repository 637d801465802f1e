"""Whether the place on a page that a link's fragment names is there.

What a layout brings is not known where it comes from a theme, or is made by a template. On such a page a fragment
counts as missing only where it is one of the page's own anchors but for case, hyphens and punctuation: that is a
slip, whatever else the layout holds. All others there are counted as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import quote

from content_lint.links.fragments import names_a_place
from content_lint.links.resolve import Outcome, Scope, Target
from content_lint.site.addresses import Kind
from content_lint.site.index import Site

REASON = "the page's layout or a template may hold them"
_NOT_WORD = re.compile(r"[\W_]+")
_FOOTNOTE = re.compile(r"fn(?:ref)?:")


class PlaceState(StrEnum):
    """What is known of the place."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Place:
    """The answer.

    Attributes:
        state: see PlaceState.
        near: the anchor that was surely meant, or empty.
        anchors: those that the page is known to have.
    """

    state: PlaceState
    near: str = ""
    anchors: tuple[str, ...] = ()


_THERE = Place(PlaceState.THERE)


def find_place(site: Site, target: Target) -> Place:
    """Whether the fragment of a target is there; a target without a page of its own has every place."""
    fragment = target.fragment
    if target.scope is not Scope.INTERNAL or target.outcome is not Outcome.LIVE or _needs_no_anchor(fragment):
        return _THERE
    answer = target.answer
    if answer is None or answer.kind is not Kind.PAGE:
        return _THERE
    anchors = site.anchors(answer.path)
    if anchors is None:
        return _THERE
    spellings = site.once(_Spellings).of(answer.path, anchors.ids)
    if fragment in spellings.ids or quote(fragment) in spellings.ids:
        return _THERE
    if site.layouts.may_bring(fragment):
        return _THERE if fragment in site.layouts.ids else Place(PlaceState.UNKNOWN)
    bare = _bare(fragment)
    near = spellings.bare.get(bare, "") if bare else ""
    if not anchors.exact:
        # What ids the headings get is not known: a near one is most likely the same.
        return _THERE if near else Place(PlaceState.UNKNOWN)
    if anchors.complete or near:
        return Place(PlaceState.MISSING, near, anchors.ids)
    return Place(PlaceState.UNKNOWN, anchors=anchors.ids)


@dataclass(frozen=True, slots=True)
class _Spelt:
    """The anchors of a page to look up: as they are, and the first of those that differ in signs and case only."""

    ids: frozenset[str]
    bare: Mapping[str, str]


class _Spellings:
    """What is looked up for each link is made once for each page: a page may be linked to as often as it is long."""

    def __init__(self, site: Site) -> None:
        del site  # ``once`` hands it over
        self._known: dict[str, _Spelt] = {}

    def of(self, path: str, ids: tuple[str, ...]) -> _Spelt:
        if path not in self._known:
            self._known[path] = _Spelt(frozenset(ids), {_bare(item): item for item in reversed(ids)})
        return self._known[path]


def _needs_no_anchor(fragment: str) -> bool:
    """The top of a page, a state of a script, a footnote of the renderer's own."""
    return not names_a_place(fragment) or _FOOTNOTE.match(fragment) is not None


def _bare(anchor: str) -> str:
    return _NOT_WORD.sub("", anchor).casefold()
