"""The anchors of a page of Zola's."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.generators.zola.layouts import ZolaLayouts
from content_lint.site.layouts import Layouts
from content_lint.site.numbered_ids import NumberedIds
from content_lint.site.page_anchors import TRANSCRIBED, Anchors
from content_lint.text.regex import regex

_CALLED = regex(r"\{\{-?\s*(\w+)\s*\(|\{%-?\s*(\w+)\s*\(")


def find_anchors(document: Document, settings: SiteSettings, layouts: Layouts) -> Anchors:
    """The anchors of a document's page; those of headings in letters that are transcribed are not known."""
    made = list(_heading_ids(document, ZolaConfig.of(settings)))
    exact = None not in made
    ids = tuple(dict.fromkeys((*(item for item in made if item is not None), *document.body.ids)))
    if not exact:
        return Anchors(ids, exact, TRANSCRIBED)
    if not isinstance(layouts, ZolaLayouts):
        return Anchors(ids, exact, "whose templates may give them places")
    used = {match[1] or match[2] for match in _CALLED.finditer(document.source.text, document.body.span.start)}
    return Anchors(ids, exact, _gap(document, used, layouts), layouts.around_text(used))


def _heading_ids(document: Document, config: ZolaConfig) -> Iterator[str | None]:
    """The ids of headings; None for one that is not known here."""
    taken = NumberedIds(taken=[heading.explicit_id for heading in document.body.headings if heading.explicit_id])
    for heading in document.body.headings:
        made = heading.explicit_id
        if made is None:
            base = config.anchor(heading.text)
            made = base if base is None else taken.unique(base)
        yield made


def _gap(document: Document, used: set[str], layouts: ZolaLayouts) -> str:
    """Why there may be other places, completing "pages …"; or empty."""
    if layouts.theme:
        return f"whose theme `{layouts.theme}` is not in the repository"
    unknown = min((name for name in used if name not in layouts.shortcodes), default="")
    if unknown:
        return f"whose shortcode `{unknown}` may give them places"
    is_list = document.path.rpartition("/")[2].startswith("_index.")
    return "whose template may show other texts, too" if is_list else ""
