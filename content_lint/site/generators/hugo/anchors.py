"""The anchors of a page of Hugo's: its layouts are not read for more."""

from __future__ import annotations

import re

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.page_anchors import OWN_IDS, Anchors, body_ids
from content_lint.text.regex import regex

_DEFINED = regex(r"^:[ \t]", re.MULTILINE)
_LAYOUTS = "whose layouts and shortcodes may hold more (Hugo's are not read for ids)"


def find_anchors(document: Document, settings: SiteSettings) -> Anchors:
    """The anchors of a document's page."""
    markup = HugoConfig.of(settings).markup
    # Terms that are defined may get ids of their own, which are not worked out here.
    terms = markup.definition_ids and _DEFINED.search(document.source.text) is not None
    exact = markup.usual_ids and not terms
    return Anchors(body_ids(document, settings.dialect), exact, _LAYOUTS if exact else OWN_IDS)
