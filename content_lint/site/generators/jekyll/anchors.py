"""The anchors of a page of Jekyll's: its own, and what its layout and includes bring."""

from __future__ import annotations

from content_lint.config.generators.jekyll.config import JekyllConfig
from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.site.layouts import Around, Layouts, include_path, layout_path
from content_lint.site.page_anchors import OWN_IDS, Anchors, body_ids
from content_lint.text.regex import regex

_HARMLESS = regex(
    r"\{%-?\s*(?:link|post_url|comment|endcomment|raw|endraw|assign|if|elsif|else|endif|unless|endunless"
    r"|highlight|endhighlight|case|when|endcase)\b"
    r"|\{\{-?\s*(?:['\"]|(?:site|page)\.)"
)


# What jekyll-default-layout looks for where a page names no layout.
_DEFAULT_LAYOUTS = ("default", "page", "post", "home")


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
    body, ids = document.body, body_ids(document, settings.dialect)
    included, makes_ids = _read_tags(document)
    around = layouts.around([*_layout(document, settings, layouts, default=default_layout), *included])
    exact = JekyllConfig.of(settings).usual_ids
    if not exact:
        gap = OWN_IDS
    elif makes_ids or (body.templates and _has_templated_ids(document, ids)):
        gap = "whose own text holds templates"
    else:
        gap = _gap(around, theme)
    return Anchors(ids, exact, gap, around)


def _read_tags(document: Document) -> tuple[list[str], bool]:
    """The files that a document's tags include, and whether another tag may make ids."""
    included: list[str] = []
    makes_ids = False
    for span in document.body.templates:
        tag = document.source[span]
        path = include_path(tag)
        if path is not None:
            included.append(path)
        elif not _HARMLESS.match(tag):
            makes_ids = True
    return included, makes_ids


def _has_templated_ids(document: Document, ids: tuple[str, ...]) -> bool:
    """Whether a template takes part in a heading or an id."""
    if any(heading.templated for heading in document.body.headings):
        return True
    return any("{{" in item or "{%" in item for item in ids)


def _layout(document: Document, settings: SiteSettings, layouts: Layouts, *, default: bool) -> list[str]:
    """The layout of a document's page, as a list of paths; empty where it has none."""
    front_matter = document.front_matter
    data = front_matter.data if front_matter is not None else {}
    name = data.get("layout", settings.defaults_of(document.path, document.collection).get("layout"))
    if name is None and default:
        paths = [layout_path(item) for item in _DEFAULT_LAYOUTS]
        return [path for path in paths if path in layouts.templates]
    return [] if name is None or name in ("", "none") else [layout_path(str(name))]


def _gap(around: Around, theme: str) -> str:
    """Why the templates may hold more than is known, or empty."""
    if around.absent:
        kind, _, name = around.absent.lstrip("_").partition("/")
        where = f"comes from {theme}" if theme else "is not in the site's own folder"
        return f"whose {kind.removesuffix('s')} `{name}` {where}"
    made = next((path for prefix, path in around.prefixes if not prefix), "")
    return f"where `{made}` makes ids as the site is built" if made else ""
