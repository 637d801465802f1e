"""The anchors of a page of Eleventy's: headings have ids only where a plugin gives them."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from content_lint.parse.facts import Document
from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.generators.eleventy.slugs import anchor_slug, slugify
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.page_anchors import OWN_IDS, Anchors

_LAYOUT = "whose layout may give them places"


def find_anchors(document: Document, config: EleventyConfig) -> Anchors:
    """The anchors of a document's page."""
    body = document.body
    own = tuple(body.ids)
    if config.ids == "attribute":
        return Anchors((*_numbered(document, slugify, first=2), *own), gap=_LAYOUT)
    if config.ids == "anchor":
        return Anchors((*_numbered(document, anchor_slug, first=1), *own), gap=_LAYOUT)
    if config.ids:
        slugger = GithubSlugger()
        return Anchors((*(slugger.slug(item.text) for item in body.headings), *own), exact=False, gap=OWN_IDS)
    return Anchors(own, gap=_LAYOUT)


def _numbered(document: Document, slug: Callable[[str], str | None], *, first: int) -> Iterator[str]:
    """The ids of headings, of which a repeated one gets a number."""
    used: set[str] = set()
    for heading in document.body.headings:
        text = heading.source.replace("[^", "") if "[^" in heading.source else heading.text
        base = slug(f"{text} {heading.explicit_id or ''}")  # attribute lists are text
        if heading.templated or base is None:
            continue
        made, number = base, first
        while made in used:
            made, number = f"{base}-{number}", number + 1
        used.add(made)
        if made:
            yield made
