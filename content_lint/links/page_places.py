"""Whether the place on a page that a link's fragment names is there.

What a layout brings is not known where it comes from a theme, or is made by a template. On such a page a fragment
counts as missing only where it is one of the page's own anchors but for case, hyphens and punctuation: that is a
slip, whatever else the layout holds. All others there are counted as not checked.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from enum import StrEnum
from urllib.parse import quote

from msgspec import Struct

from content_lint.links.causes import Cause
from content_lint.links.copied_pages import CopiedPages, is_copied_page
from content_lint.links.fragments import names_a_place
from content_lint.links.generated_places import GeneratedPlaces
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site
from content_lint.site.made_ids import OtherPage, bare
from content_lint.site.model import Page, State
from content_lint.site.page_anchors import TRANSCRIBED, Anchors
from content_lint.text.regex import regex

# A footnote of the renderer's own.
_BLANKS = regex(r"\s+")
_FOOTNOTE = regex(r"fn(?:ref\d*)?:")
# GitHub and Material show a picture in one colour scheme only; what other viewers are told (``#page=2``) is no place.
_COMMENT = regex(r"(?:isso|(?:li-|div-)?comment)-?[0-9]+\Z")
"""As WordPress, Disqus, Talkyard and Isso call one comment."""
_ADDS_COMMENTS = "lead to single comments, which mostly a program of another server adds in the browser"
_ONE_SCHEME = regex(r"(?:gh-(?:light|dark)-mode-only|only-(?:light|dark))\Z", re.IGNORECASE)
_LOOK = "`content-lint links --scope internal --outcome unknown` lists them: open each and see where it leads."


class PlaceState(StrEnum):
    """What is known of the place."""

    THERE = "there"
    MISSING = "missing"
    UNKNOWN = "unknown"


class PageAnchor(Struct, frozen=True):
    """Whether a page has a place, and which was meant.

    Attributes:
        state: see PlaceState.
        near: the anchor that was surely meant, or empty.
        anchors: those that the page is known to have.
        cause: of UNKNOWN, why.
    """

    state: PlaceState
    near: str = ""
    anchors: tuple[str, ...] = ()
    cause: Cause | None = None


_THERE = PageAnchor(PlaceState.THERE)


def find_place(site: Site, target: LinkTarget) -> PageAnchor:
    """Whether the fragment of a target is there."""
    fragment = target.fragment
    if target.scope is not Scope.INTERNAL or target.outcome is not LinkOutcome.LIVE or not names_a_place(fragment):
        return _THERE
    answer = target.answer
    if site.output is not None and answer is not None:
        return _on_built_page(site, answer.destination, fragment)
    return _as_told(site, target)


class PlaceFinder:
    """The same for the targets of many links, most of which several have; all ask ``site.once(PlaceFinder)``.

    Args:
        site: whose links they are.
    """

    def __init__(self, site: Site) -> None:
        self._site = site
        self._known: dict[int, tuple[LinkTarget, PageAnchor]] = {}

    def find(self, target: LinkTarget) -> PageAnchor:
        """Whether the fragment of a target is there."""
        if id(target) not in self._known:
            # The target is kept too, so that its number stays its own.
            self._known[id(target)] = target, find_place(self._site, target)
        return self._known[id(target)][1]


def place_by_sources(site: Site, target: LinkTarget) -> PlaceState:
    """Whether a live target's fragment is there as far as the sources tell, whatever was built."""
    return _as_told(site, target).state


def _as_told(site: Site, target: LinkTarget) -> PageAnchor:
    """The same by the sources and by what our own settings say of places that programs write."""
    found = _by_sources(site, target)
    if found.state is PlaceState.THERE:
        return found
    told = site.once(GeneratedPlaces)
    is_made = told.has(target.path, target.fragment)
    is_generated = target.answer is not None and target.answer.kind is AnswerKind.GENERATED
    may_be_other = found.cause is not None and (is_generated or found.cause.made)
    is_whole = may_be_other and is_made is None and told.vouches_for(target.path)
    if is_made or is_whole:
        return _THERE
    is_open = is_made is None or found.state is PlaceState.MISSING
    return found if is_open else PageAnchor(PlaceState.MISSING, anchors=found.anchors)


def _by_sources(site: Site, target: LinkTarget) -> PageAnchor:
    fragment, answer = target.fragment, target.answer
    if _FOOTNOTE.match(fragment):
        return _THERE
    if target.reason:
        return PageAnchor(PlaceState.MISSING)  # a template leads the link past the place that was meant
    if answer is None:
        return _unknown("lead to places on pages of which nothing is known but their address")
    if is_copied_page(answer):
        copied = site.once(CopiedPages).anchors(answer.path)
        return _COPIED if copied is None else _among(site, answer.path, copied, fragment)
    if answer.kind is not AnswerKind.PAGE:
        if _ONE_SCHEME.match(fragment):
            return _THERE
        return _in_made_page(answer.program) if answer.kind is AnswerKind.GENERATED else _COPIED
    found = _on_page(site, answer.path, fragment)
    return _ON_OTHERS if found.state is PlaceState.MISSING and _is_shown_elsewhere(answer.page) else found


def _is_shown_elsewhere(page: Page | None) -> bool:
    """Whether a text has no page of its own, and is there for others to show."""
    return page is not None and page.state is State.NEVER and (not page.url or page.in_listing)


def has_place(site: Site, path: str, fragment: str) -> bool:
    """Whether the page of a file surely has the place that a fragment names."""
    return _on_page(site, path, fragment).state is PlaceState.THERE


def _on_built_page(site: Site, file: str, fragment: str) -> PageAnchor:
    """The same on a page as it was built, which has all that layouts bring."""
    from content_lint.links.built.folder import BuiltSite  # most sites are judged by their sources alone

    built = site.once(BuiltSite)
    if built.has_place(file, fragment):
        return _THERE
    if _COMMENT.match(fragment):
        return _unknown(_ADDS_COMMENTS)
    ids = sorted(built.read(file).ids)
    folded = bare(fragment)
    near = next((item for item in ids if bare(item) == folded), "") if folded else ""
    # Nobody means what is around the text of every page.
    return PageAnchor(PlaceState.MISSING, near, tuple(item for item in ids if item not in built.around))


def _on_page(site: Site, path: str, fragment: str) -> PageAnchor:
    """The same on the page of a file."""
    anchors = site.anchors(path)
    if anchors is None:
        return _unknown("lead to places on pages that are not read as Markdown or HTML")
    return _among(site, path, anchors, fragment)


def _among(site: Site, path: str, anchors: Anchors, fragment: str) -> PageAnchor:
    """Whether a place is one of the anchors that the page of a file is known to have."""
    around, spellings = anchors.around, site.once(_Spellings).of(path, anchors.ids)
    if fragment in spellings.ids or fragment in around.ids:
        return _THERE
    spelled = {quote(fragment)}
    if anchors.ignores_case:
        spelled.add(fragment.lower())
    if not (spelled.isdisjoint(spellings.ids) and spelled.isdisjoint(around.ids)):
        return _THERE
    folded = bare(fragment)
    near = spellings.bare.get(folded, "") if folded else ""
    brought = _brought(site, path, anchors, fragment, is_open=not anchors.complete and not near)
    if brought is not None:
        return brought
    # Where it is not known which ids headings get, a near one may be the same.
    if anchors.exact and (anchors.complete or near):
        return PageAnchor(PlaceState.MISSING, near, anchors.ids)
    advice = _LOOK if anchors.exact else _what_to_say(site, anchors.gap)
    return _unknown(f"lead to places on pages {anchors.gap}", anchors.ids, advice, places=anchors.exact)


def _brought(site: Site, path: str, anchors: Anchors, fragment: str, *, is_open: bool) -> PageAnchor | None:
    """The same where a program brings it, or may; None where nothing that is known does.

    Where the place may be there for another reason anyhow (``is_open``), no other pages are searched for it.
    """
    around = anchors.around
    by_text = _named_by_text(site, path, fragment) if around.by_text else PlaceState.MISSING
    if by_text is PlaceState.THERE:
        return _THERE
    if _COMMENT.match(fragment):
        return _unknown(_ADDS_COMMENTS)
    maker = _maker_of(anchors, fragment)
    if not maker and not is_open and around.others and site.once(_EveryId).has(fragment):
        maker = f"lead to places on pages on which `{around.others}` shows texts of other pages"
    if by_text is PlaceState.UNKNOWN:
        maker = maker or f"lead to places to which a script in `{around.by_text}` gives their ids"
    if not maker:
        return None
    is_other = any(isinstance(item, OtherPage) for item in around.made)
    return _unknown(maker, made=is_other, places=not is_other)


def _named_by_text(site: Site, path: str, fragment: str) -> PlaceState:
    """Whether a heading of a file is called like a fragment without its blanks; unknown where signs differ."""
    document = site.documents.get(path)
    if document is None or document.body is None:
        return PlaceState.UNKNOWN
    texts = [heading.text for heading in document.body.headings]
    if fragment in {_BLANKS.sub("", text) for text in texts}:
        return PlaceState.THERE
    # Of texts that templates write, and of quotes that become others on the page, nobody knows the signs.
    folded = bare(fragment)
    near = not folded or any(bare(text) == folded for text in texts)
    return PlaceState.UNKNOWN if near or any(item.templated for item in document.body.headings) else PlaceState.MISSING


def _what_to_say(site: Site, gap: str) -> str:
    """What to do where it is not known which ids headings get."""
    builder = site.settings.builder
    style = "github-slugger" if builder is None else builder.heading_ids
    built = "heck the finished site with `--built DIR`."
    if not style or gap == TRANSCRIBED:
        return f"C{built}"
    return f'Say in content-lint.toml what makes the ids, as `heading-ids = "{style}"`, or c{built}'


def _maker_of(anchors: Anchors, fragment: str) -> str:
    """What may make a place of this name, completing "links …"; empty where nothing that is known does."""
    around = anchors.around
    made_by = next((path for prefix, path in around.prefixes if prefix and fragment.startswith(prefix)), "")
    made_by = made_by or next((item.path for item in around.made if item.fits(fragment)), "")
    if made_by:
        return f"lead to places that `{made_by}` makes as the site is built"
    if any(item.fits(fragment) for item in anchors.open):
        return "lead to places that templates in the text of their page write"
    return _script_of(anchors, fragment)


def _script_of(anchors: Anchors, fragment: str) -> str:
    """Which script may make a place of this name, in the same words; or empty."""
    around = anchors.around
    opened = _opened_by(anchors, fragment) if around.openers else ""
    if opened:
        return f"lead to places that a script in `{opened}` opens"
    return f"lead to places to which a script in `{around.scripted}` gives their ids" if around.scripted else ""


def _opened_by(anchors: Anchors, fragment: str) -> str:
    """The script that finds the place of a fragment under a longer id, in whatever case; or empty."""
    ids = {item.casefold() for item in (*anchors.ids, *anchors.around.ids)}
    for prefix, path in anchors.around.openers:
        longer = f"{prefix}{fragment}"
        if longer.casefold() in ids or any(item.fits(longer) and not item.is_anything for item in anchors.around.made):
            return path
    return ""


def _in_made_page(program: str) -> PageAnchor:
    made_by = f"that `{program}` makes as the site is built" if program else "that are made when the site is built"
    return _unknown(f"lead to places in pages {made_by}", places=True)


def _unknown(
    reason: str, anchors: tuple[str, ...] = (), advice: str = _LOOK, *, made: bool = False, places: bool = False
) -> PageAnchor:
    return PageAnchor(PlaceState.UNKNOWN, anchors=anchors, cause=Cause(reason, advice, made, places))


_ON_OTHERS = _unknown("lead from texts that have no page of their own to places on the pages that show them")
_COPIED = _unknown("lead to places in files that are copied as they are")


class _Spelt(Struct, frozen=True):
    """The anchors of a page to look up: as they are, and the first of those that differ in signs and case only."""

    ids: frozenset[str]
    bare: Mapping[str, str]


class _EveryId:
    """The ids of all pages: what a page that shows others' texts may have. No more are looked at than it takes."""

    def __init__(self, site: Site) -> None:
        self._ids: set[str] = set()
        self._left = iter(site.documents)
        self._site = site

    def has(self, fragment: str) -> bool:
        """Whether a page has a place of this name."""
        while fragment not in self._ids:
            path = next(self._left, None)
            if path is None:
                return False
            anchors = self._site.anchors(path)
            if anchors is not None:
                self._ids.update(anchors.ids, anchors.around.ids)
        return True


class _Spellings:
    """What is looked up for each link is made once for each page: a page may be linked to as often as it is long."""

    def __init__(self, site: Site) -> None:
        del site  # ``once`` hands it over
        self._known: dict[str, _Spelt] = {}

    def of(self, path: str, ids: tuple[str, ...]) -> _Spelt:
        if path not in self._known:
            self._known[path] = _Spelt(frozenset(ids), {bare(item): item for item in reversed(ids)})
        return self._known[path]
