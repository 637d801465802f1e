from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from content_lint.links.fragments import without_directive
from content_lint.links.originals import Originals
from content_lint.links.page_places import PlaceFinder, PlaceState, has_place
from content_lint.links.site_links import SiteLink, resolve_looked_at
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.addresses import is_redirect_to, rewritten
from content_lint.rules.reactions import with_reaction
from content_lint.rules.rule import Options, RuleMeta, SiteRule
from content_lint.rules.wording import shown, typed
from content_lint.site.index import Site
from content_lint.text.edits import Fix, Safety
from content_lint.text.nearest import Likest, Nearest

_SHOWN = 6
_NAMED = 100
_MOST = 200  # links of one page, for which is looked what they may have meant
_MOST_WORDS = 6


class BrokenAnchor(SiteRule[Options]):
    """A link leads to a heading or id that its page does not have.

    ## Why this matters
    The page opens at its top, and readers have to look for what they were promised. It happens when a
    heading is reworded: the part after `#` is made of its words.

    On a site of Docusaurus', an `onBrokenAnchors` that is written out decides how severe it is: `throw` is an error
    that stops the build, `warn` and `log` are a warning, `ignore` is information.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    See [how to apply](#how-to-applie).

    ### How to apply
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    See [how to apply](#how-to-apply).

    ### How to apply
    ~~~
    """

    meta = RuleMeta("IN102", "broken-anchor", Severity.ERROR, yields_to=("invisible-character", "broken-link"))

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """One finding for each link to a place that its page does not have."""
        del context
        searched: Counter[str] = Counter()
        places = site.once(PlaceFinder)
        known: dict[str, tuple[Nearest, Likest, frozenset[str]]] = {}
        for item in site.once(resolve_looked_at).all:
            if not item.target.fragment or is_redirect_to(item.link):
                continue
            place = places.find(item.target)
            if place.state is not PlaceState.MISSING:
                continue
            page = item.target.answer.path if item.target.answer is not None else ""
            near: str | None = place.near
            likest_first: Sequence[str] = ()
            if place.anchors:
                if page not in known:
                    known[page] = Nearest(place.anchors), Likest(place.anchors), frozenset(place.anchors)
                nearest, likest, there = known[page]
                likest_first = likest.to(item.target.fragment, _SHOWN + 1)
                if not near and searched[item.document.path] < _MOST:
                    searched[item.document.path] += 1
                    near = _without_its_end(item.target.fragment, there) or nearest.to(item.target.fragment)
            finding = self._finding(site, item, near or "", place.anchors, likest_first)
            yield with_reaction(site, "anchor", finding, item)

    def _finding(
        self, site: Site, item: SiteLink, near: str, anchors: tuple[str, ...], likest_first: Sequence[str]
    ) -> Diagnostic:
        document, link, target = item
        lacks = target.answer.path if target.answer is not None else ""
        translated = "" if near or not lacks else site.once(Originals).with_place(lacks, target.fragment)
        if translated:
            translated = _in_another_language(site, translated, target.fragment)
        here = target.answer is not None and target.answer.path == document.path
        address = site.settings.base_of(target.server) + target.path if target.path else lacks
        page = "this page" if here else shown(address)
        message = f"{page} has no heading or id {shown('#' + target.fragment)}"
        if target.reason:
            message = f"link to {shown(link.destination)} leads to {page}, and not to this page"
        meant = (
            "" if here or not _means_its_page(site, item) else f"Write {typed('#' + target.fragment)}: this page has it"
        )
        return self.report(
            document.path,
            link.destination_span,
            message,
            help=target.reason or meant or _help(near, likest_first, len(anchors), translated, here=here),
            fix=None if target.reason or meant else _fix(item, near),
            data={"anchors": list(anchors[:_NAMED])},
        )


def _means_its_page(site: Site, item: SiteLink) -> bool:
    """Whether a link to ``./#x`` leads elsewhere, by a template or by its page's own address, and ``x`` is here."""
    path = item.link.destination.partition("#")[0]
    return path in {".", "./"} and has_place(site, item.document.path, item.target.fragment)


def _without_its_end(fragment: str, anchors: frozenset[str]) -> str:
    """The id that a fragment goes on from with more words (``state-ios`` and ``state``), for a good part of it."""
    head = fragment
    for _ in range(_MOST_WORDS):
        head, _, end = head.rpartition("-")
        if len(head) * 5 < len(fragment) * 2:
            break
        if not end.isdecimal() and head in anchors:  # a number tells headings of one name apart
            return head
    return ""


def _in_another_language(site: Site, path: str, fragment: str) -> str:
    """What to do where the place is there, but under the translated heading's own id."""
    if site.settings.generator.marks_ids:
        todo = f"add {typed('{#' + fragment + '}')} to the heading that translates it"
    else:
        mark = typed('<a id="' + fragment + '"></a>')
        todo = f"link to the heading that translates it, or put {mark} before that"
    return f"{typed(path)} has it, in another language: {todo}"


def _help(near: str, likest_first: Sequence[str], count: int, translated: str, *, here: bool) -> str:
    if translated:
        return translated
    if not count and here:
        return "Give the place an id, or remove the link: this page has no headings to link to"
    if not count:
        return "Link to the page as a whole: it has no headings to link to"
    others = [anchor for anchor in likest_first if anchor != near][:_SHOWN]
    listed = ", ".join(typed(f"#{anchor}") for anchor in others)
    left = count - len(others) - bool(near)
    more = f" and {left} more" if left else ""
    if not near:
        return f"Link to one of {listed}{more}"
    return f"Did you mean {typed('#' + near)}?" + (f" There are also {listed}{more}" if others else "")


def _fix(item: SiteLink, near: str) -> Fix | None:
    if not near:
        return None
    before, _, fragment = item.link.destination.partition("#")
    address = f"{before}#{near}{fragment.removeprefix(without_directive(fragment))}"
    return rewritten(item.document, item.link, address, f"Link to {shown('#' + near)}", Safety.UNSAFE)
