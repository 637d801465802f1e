"""The anchors of a page of Eleventy's: headings have ids only where a plugin gives them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from content_lint.parse.facts import Document
from content_lint.site.generators.eleventy.config import EleventyConfig
from content_lint.site.generators.eleventy.ids import HeadingIds
from content_lint.site.generators.eleventy.layouts import EleventyLayouts
from content_lint.site.github_slugs import GithubSlugger, github_slug
from content_lint.site.js_slugs import anchor_slug, parted_slug, word_slug
from content_lint.site.layouts import Around, Layouts
from content_lint.site.numbered_ids import NumberedIds
from content_lint.site.page_anchors import Anchors
from content_lint.site.survey import is_markdown

_ATTRIBUTE_LIST = re.compile(r"\{[^{}\n#]{0,200}#(#*[^\s{}#]{1,100})[^{}\n]{0,200}\}")
_MAKES_IDS = re.compile(r"\b(?:id|name)\s*=\s*[\"']?[^\"'<>\n]{0,100}\{\{|\{%-?\s*(?:render\w*|macro|call)\b")
_LISTED = re.compile(r"\{[^{}\n]*+\}\s*\Z")
_SLUGS: dict[str, Callable[[str], str | None]] = {
    "parted": parted_slug,
    "anchor": anchor_slug,
    "github": github_slug,
    "words": word_slug,
}


def find_anchors(document: Document, config: EleventyConfig, layouts: Layouts) -> Anchors:
    """The anchors of a document's page."""
    body = document.body
    own = (*body.ids, *_written_ids(document, config))
    around, gap = Around(), "whose layout may give them places"
    if isinstance(layouts, EleventyLayouts):
        around, gap = layouts.pool, _shown(document, config, layouts) if layouts.is_read else gap
    gap = gap or _own_gap(document, config) or _brought_in(document, config, layouts)
    slugs = config.ids.slugs
    if slugs == "code":
        slugger = GithubSlugger()
        gap = f"whose headings get their ids by a program, `{config.file}`"
        near = tuple(slugger.slug(item.text) for item in body.headings)
        return Anchors((*near, *own), exact=False, gap=gap, around=around)
    if not slugs:
        plugged = f"whose headings may get their ids from the plugin `{config.plugins[0]}`" if config.plugins else gap
        return Anchors(own, gap=plugged, around=around)
    own_function = config.ids.function
    known = config.functions.slugify if slugs == "attribute" else _SLUGS.get(slugs)
    slug = known if own_function is None else own_function.gives
    assert slug is not None  # noqa: S101 - what is neither is code, and was told above
    made = list(_numbered(document, slug, config.ids))
    if None in made:
        gap = gap or "whose headings hold letters of which only the build makes ids"
    return Anchors(tuple(dict.fromkeys((*filter(None, made), *own))), gap=gap, around=around)


def _written_ids(document: Document, config: EleventyConfig) -> Iterator[str]:
    """The ids that shortcodes and lists of attributes give to places of the text."""
    if config.engine or not is_markdown(document.path):
        yield from config.shortcodes.ids_in(document.source.text)
    if config.ids.lists:
        yield from (match[1] for match in _ATTRIBUTE_LIST.finditer(document.source.text))


def _shown(document: Document, config: EleventyConfig, layouts: EleventyLayouts) -> str:
    """The gap that a template leaves which shows other texts, completing "pages …"; or empty."""
    own = document.front_matter.data if document.front_matter is not None else {}
    values, is_whole = config.data_of(document.path, own)
    layout = values.get("layout") if is_whole or "layout" in values else False
    path = layouts.shown_by(layout)
    return f"whose template `{path}` {layouts.shows[path]}" if path else ""


def _brought_in(document: Document, config: EleventyConfig, layouts: Layouts) -> str:
    """The gap that a template leaves which the text brings in, completing "pages …"; or empty."""
    path = layouts.completed_by(document.source.text) if config.engine and isinstance(layouts, EleventyLayouts) else ""
    return f"whose own text brings in `{path}`, which names places" if path else ""


def _own_gap(document: Document, config: EleventyConfig) -> str:
    """Why the text itself may bring places that nobody can know, completing "pages …"; or empty."""
    if not is_markdown(document.path):
        return "that are templates themselves"
    if config.engine and any(heading.templated for heading in document.body.headings):
        return "whose own text holds templates"
    if config.engine and _MAKES_IDS.search(document.source.text):
        return "whose own text holds templates"
    return ""


def _numbered(document: Document, slug: Callable[[str], str | None], ids: HeadingIds) -> Iterator[str | None]:
    """The ids of headings, of which a repeated one gets a number; None where only the build tells."""
    used = NumberedIds(ids.first)
    for heading in document.body.headings:
        if ids.lists and heading.explicit_id:
            used.add(heading.explicit_id)
            yield heading.explicit_id
            continue
        if heading.level < ids.level:
            continue
        if ids.as_written:
            yield None if heading.templated else slug(heading.source)
            continue
        text = heading.source.replace("[^", "") if "[^" in heading.source else heading.text
        listed = "" if ids.lists else heading.explicit_id or ""  # attribute lists are text unless a plugin reads them
        base = slug(_without_list(text) if ids.lists else f"{text} {listed}".strip())
        if heading.templated or base is None:
            yield None
            continue
        yield used.unique(base)


def _without_list(text: str) -> str:
    """The text of a heading without the attribute list at its end."""
    listed = _LISTED.search(text)
    return text if listed is None else text[: listed.start()].rstrip()
