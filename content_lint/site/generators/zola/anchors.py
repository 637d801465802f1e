"""The anchors of a page of Zola's."""

from __future__ import annotations

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.page_anchors import OWN_IDS, Anchors

_TEMPLATES = "whose templates and shortcodes may hold more (Zola's are not read for ids)"


def find_anchors(document: Document, settings: SiteSettings) -> Anchors:
    """The anchors of a document's page; those of headings in letters that are transcribed are not known."""
    config = ZolaConfig.of(settings)
    used = {heading.explicit_id for heading in document.body.headings if heading.explicit_id}
    found: list[str] = []
    exact = True
    for heading in document.body.headings:
        made = heading.explicit_id
        if made is None:
            base = config.anchor(heading.text)
            if base is None:
                exact = False
                continue
            made, number = base, 1
            while made in used:
                made, number = f"{base}-{number}", number + 1
            used.add(made)
        found.append(made)
    ids = tuple(dict.fromkeys((*found, *document.body.ids)))
    return Anchors(ids, exact, _TEMPLATES if exact else OWN_IDS)
