"""The places on a page of Astro's that a fragment can name."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from content_lint.parse.facts import Document, Heading
from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.components import AstroLayouts
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.layouts import Around, Layouts
from content_lint.site.made_ids import MadeId, OtherPage
from content_lint.site.model import Page
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex

_RAW = regex(r"<h[1-6][\s/>]", re.IGNORECASE)
_OF_STARLIGHT = ("_top", "starlight__on-this-page", "starlight__search", "starlight__sidebar")
_FOOTNOTES = "user-content-fn"
_FOOTNOTE = regex(r"\[\^[^\[\]\n]+\]")


def heading_ids(headings: Sequence[Heading], text: str) -> tuple[str | None, ...]:
    """The id of each heading of one page; None where it gets none or where only rendering tells.

    Args:
        headings: in the order of the page.
        text: the file.
    """
    slugger = GithubSlugger()
    found: list[str | None] = []
    for heading in headings:
        if heading.in_html and _RAW.match(heading.source):
            found.append(heading.explicit_id)
            continue
        shown = heading.text
        if heading.explicit_id is not None and not heading.in_html:
            # Braces are text to Astro.
            line_end = text.find("\n", heading.span.end)
            shown += text[heading.span.end : line_end if line_end >= 0 else len(text)].rstrip()
        made = slugger.slug(shown)
        found.append(None if heading.templated else made)
    return tuple(found)


def find_anchors(document: Document, config: AstroConfig, layouts: Layouts, page: Page | None) -> Anchors:
    """The anchors of a document's page."""
    body = document.body
    made = heading_ids(body.headings, document.source.text)
    ids = [item for item in made if item]
    in_docs = config.starlight is not None and document.collection == DOCS
    if _FOOTNOTE.search(document.source.text):
        ids.append("footnote-label")
    own = tuple(dict.fromkeys((*ids, *body.ids)))
    gap, around = _around(document, config, layouts, page, in_docs=in_docs)
    other = _other_route(page, config) if in_docs and page is not None else ""
    if other:
        # Astro prefers a file of the site's own to the route that Starlight adds.
        return Anchors(tuple(ids), gap=f"whose address `{other}` may answer", around=Around(made=(OtherPage(other),)))
    if any(heading.templated for heading in body.headings):
        gap = gap or "whose headings hold values that only the build knows"
    changes = layouts.changes.ids_of(document.path) if isinstance(layouts, AstroLayouts) else ""
    if changes:
        return Anchors(own, exact=False, gap=f"whose headings may get their ids from `{changes}`", around=around)
    return Anchors(own, gap=gap, around=around)


def _other_route(page: Page, config: AstroConfig) -> str:
    """A file of the site's own that makes pages by code, where this may be one of them; or empty."""
    for route in config.routes:
        head = route.address.rstrip("*")
        if route.file.endswith(".astro") and not route.collection and len(head) > 1 and page.url.startswith(head):
            return route.file
    return ""


def _around(
    document: Document, config: AstroConfig, layouts: Layouts, page: Page | None, *, in_docs: bool
) -> tuple[str, Around]:
    """Why a page may have other anchors, and those that its components bring."""
    if not isinstance(layouts, AstroLayouts) or layouts.components is None:
        return "whose components are not known", Around()
    files = list(_shown_in(document, config, page, in_docs=in_docs))
    layout = layouts.components.layout_of(document)
    files += layout
    named, unknown = layouts.components.of_document(document)
    brought = layouts.components.brought((*files, *named))
    opened = brought.open or unknown or layouts.components.shown_by([*named, *layout])
    if not in_docs and not files and not opened:
        opened = "a layout that is not known"
    # What a component in the text makes of data may be called like a heading beside it, but for a hyphen.
    own = layouts.components.brought(named).open
    around = Around(
        brought.ids.union(_OF_STARLIGHT if in_docs else ()),
        ((_FOOTNOTES, document.path), *brought.prefixes),
        made=(MadeId(own.strip("`")),) if own else (),
    )
    return (f"on which {opened} may bring other places" if opened else ""), around


def _shown_in(document: Document, config: AstroConfig, page: Page | None, *, in_docs: bool) -> Iterator[str]:
    """The components that show the text: those that the site gives to Starlight, and the route of its page."""
    if in_docs and config.starlight is not None:
        yield from config.starlight.components
    if page is not None and page.lookup is not None:
        yield page.lookup.layout
    elif document.collection:
        yield from (route.file for route in config.routes if route.collection == document.collection)
