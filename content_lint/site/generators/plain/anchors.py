"""The anchors of a page where no generator is modelled."""

from __future__ import annotations

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.heading_styles import styled_ids
from content_lint.site.page_anchors import Anchors, body_ids


def find_anchors(document: Document, settings: SiteSettings) -> Anchors:
    """The anchors of a document's page.

    Where nothing tells of a site that is made of the files, they are read on the code host: it gives every heading an
    id, by one rule for all that is ASCII, and no layout adds any. Front matter tells of one.
    """
    ids = body_ids(document, settings.dialect)
    if settings.builder is not None:
        if settings.builder.heading_ids:
            ids = (*styled_ids(document, settings.builder.heading_ids), *document.body.ids)
        gap = f"to which {settings.builder.name}, its layouts and its components give their ids"
        return Anchors(ids, exact=False, gap=gap)
    if settings.collections or settings.url or document.front_matter is not None:
        return Anchors(ids, exact=False, gap="that a program builds which is not known here")
    # Whoever gives a heading or a word its id (`[word]{#id}` of Pandoc's) writes for a generator all the same.
    body = document.body
    plain = all(heading.text.isascii() and heading.explicit_id is None for heading in body.headings)
    known = plain and not body.templates and "{#" not in document.source.text
    gap = "" if known else "whose own text is made for a program that is not known here"
    return Anchors(ids, known, gap, ignores_case=True)
