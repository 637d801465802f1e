"""The anchors of a page of Jekyll's: its own, and what its layout and includes bring."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.site.generators.jekyll.body_tags import open_ids, read_tags
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.layouts import Around, Layouts, layout_path
from content_lint.site.page_anchors import OWN_IDS, Anchors, OpenId, body_ids
from content_lint.text.regex import regex

_HOME = regex(r"(?:index|readme)\.\w+\Z", re.IGNORECASE)


def find_anchors(
    document: Document, settings: SiteSettings, layouts: Layouts, *, theme: str = "", default_layout: bool = False
) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        settings: of its site.
        layouts: the templates of the site's own.
        theme: what may bring the layouts and includes that the site has not itself, in words; or empty.
        default_layout: whether pages that name no layout get one (jekyll-default-layout).
    """
    ids, tags = body_ids(document, settings.dialect), read_tags(document, layouts.quiet_tags)
    around = layouts.around(
        [*_layout(document, settings, layouts, default=default_layout), *tags.includes], tags.handed
    )
    exact = JekyllConfig.of(settings).usual_ids
    written = tuple(open_ids(document, tags, gfm=settings.dialect.gfm)) if document.body.templates else ()
    if not exact:
        gap = OWN_IDS
    elif tags.maker:
        gap = f"whose text holds the tag `{tags.maker}`, which may make more"
    elif OpenId() in written:
        gap = "where templates write whole headings or ids of the text"
    else:
        gap = _gap(around, theme)
    ids = tuple(item for item in ids if PLACEHOLDER not in item)
    return Anchors(ids, exact, gap, around, open=tuple(item for item in written if item != OpenId()))


def _layout(document: Document, settings: SiteSettings, layouts: Layouts, *, default: bool) -> list[str]:
    """The layout of a document's page, as a list of paths; empty where it has none."""
    front_matter = document.front_matter
    data = front_matter.data if front_matter is not None else {}
    name = data.get("layout", settings.defaults_of(document.path, document.collection).get("layout"))
    if name is None and default and document.path.endswith(tuple(JekyllConfig.of(settings).markdown_ext)):
        paths = (layout_path(item) for item in _default_layouts(document, settings))
        return [path for path in paths if path in layouts.templates][:1]
    return [] if name is None or name in ("", "none") else [layout_path(str(name))]


def _default_layouts(document: Document, settings: SiteSettings) -> Iterator[str]:
    """The layouts that jekyll-default-layout looks for where a page or a post names none, in its order."""
    if document.collection is None:
        if _HOME.match(document.path.removeprefix(JekyllConfig.of(settings).root)):
            yield "home"
        yield "page"
    if document.collection in {None, "posts"}:
        yield from ("post",) if document.collection else ()
        yield "default"


def _gap(around: Around, theme: str) -> str:
    """Why the templates may hold more than is known, or empty."""
    if around.absent:
        kind, _, name = around.absent.lstrip("_").partition("/")
        where = f"comes from {theme}" if theme else "is not in the site's own folder"
        return f"whose {kind.removesuffix('s')} `{name}` {where}"
    made = next((path for prefix, path in around.prefixes if not prefix), "")
    return f"where `{made}` makes ids as the site is built" if made else ""
