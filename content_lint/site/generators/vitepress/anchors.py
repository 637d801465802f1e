"""The places on a page of VitePress' (markdown-it-anchor with the slugs of @mdit-vue/shared)."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from functools import lru_cache

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Document, Heading
from content_lint.parse.markdown.body import read_body
from content_lint.site.anchors import is_raw_html
from content_lint.site.component_tags import components_in
from content_lint.site.generators.vitepress.components import VitePressLayouts, imported_names
from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.js_slugs import mdit_slug
from content_lint.site.layouts import Around, Layouts
from content_lint.site.made_ids import MadeId
from content_lint.site.numbered_ids import NumberedIds
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_ENTITY = regex(r"&(?:#\w+|[A-Za-z]\w*);")
_EMOJI = regex(r":[a-z0-9_+-]+:")
_FORMULA = regex(r"\$[^$\n]+\$")
_INCLUDE = regex(r"<!--\s*+@include:\s*+((?:(?!-->|<!--)[^\n])*+)\s*+-->")
_PART = regex(r"(?:#[\w-]+)?(?:\{\d*,\d*\})?\Z")
COMPONENT = regex(r"<([A-Z][\w.]*|[a-z]+(?:-[a-z0-9]+)+)(?=[\s/>])")
_OF_THEME = frozenset({"app", "VPContent", "VPSidebarNav", "doc-outline-aria-label", "main-nav-aria-label"})
_OF_THEME |= {"sidebar-aria-label", "local-search", "docsearch"}
_FOOTNOTES = regex(r"\[\^[^\[\]\n]+\]|\^\[")


def find_anchors(document: Document, config: VitePressConfig, dialect: Dialect, layouts: Layouts) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        config: the site's.
        dialect: how it is read.
        layouts: the components of the site's own.
    """
    own = layouts if isinstance(layouts, VitePressLayouts) else VitePressLayouts()
    body = document.body
    of_headings = tuple(heading_ids(document, config, dialect))
    ids = (*filter(None, of_headings), *body.ids, *_given_ids(document, config))
    parts, gap = _parts(document, config)
    tags = list(components_in(document, COMPONENT))
    called = imported_names(document.source.text) if tags else {}
    named = [name for name in tags if not own.is_quiet(called.get(name, name))]
    if named:
        gap = gap or f"whose component `<{named[0]}>` may give them places"
    exact = not config.own_ids and None not in of_headings
    gap = _gap_of_headings(body.headings, config, exact=exact) or gap
    if own.changes:
        gap = gap or f"whose texts `{own.changes}` may change before they are read"
    prefixes = (("fn", document.path),) if _FOOTNOTES.search(document.source.text) else ()
    makers = (own.changes, *(own.maker_of(called.get(name, name)) for name in named))
    around = Around(_OF_THEME | own.ids, prefixes, made=tuple(MadeId(path) for path in makers if path))
    return Anchors(tuple(dict.fromkeys(ids)), exact, gap, around, parts=parts)


def _given_ids(document: Document, config: VitePressConfig) -> Iterator[str]:
    """The ids that are given to anything in a text: a paragraph, an item of a list, a picture."""
    left, right = config.marks
    if not left:
        return
    pattern = _giving(left, right)
    for match in pattern.finditer(document.source.text, document.body.span.start):
        yield match[1]


def _gap_of_headings(headings: tuple[Heading, ...], config: VitePressConfig, *, exact: bool) -> str:
    """Why not all ids of headings are known; or empty."""
    if not exact:
        return f"whose headings get their ids by a program in {config.file}"
    if any(heading.templated for heading in headings):
        return "whose headings hold values that only the build knows"
    if config.formulas and any(_FORMULA.search(heading.source) for heading in headings):
        return "whose headings hold formulas"
    return ""


def heading_ids(document: Document, config: VitePressConfig, dialect: Dialect) -> Iterator[str | None]:
    """The ids of a document's headings, in its order; None for one that only the site's own function knows."""
    used = NumberedIds()
    marked = _marked(*config.marks)
    for heading in document.body.headings:
        if is_raw_html(heading):
            if heading.explicit_id:
                yield heading.explicit_id
            continue
        text = _text(heading, document, dialect)
        given = heading.explicit_id if marked is None else None
        if marked is not None and (match := marked.search(text)):
            given, text = match[1], text[: match.start()]
        if given is not None:
            used.add(given)
            yield given
        elif not heading.templated:
            slug = _slug(_EMOJI.sub("", text), config)
            yield slug if slug is None else used.unique(slug)
            if _EMOJI.search(text):
                yield _slug(text, config)  # only a long list tells which names are those of pictures


def _slug(text: str, config: VitePressConfig) -> str | None:
    """The id of a heading, as the site's own function or the usual one makes it; None where only running it tells."""
    return mdit_slug(text) if config.slugs is None else config.slugs.gives(text)


@lru_cache(maxsize=8)
def _giving(left: str, right: str) -> re.Pattern[str]:
    """What finds an id between the marks that are around attributes."""
    end = re.escape(right[0])
    return re.compile(rf"{re.escape(left)}[^{end}\n]{{0,200}}?(?<!#)#(#*[\w:-]+)[^{end}\n]{{0,200}}{re.escape(right)}")


@lru_cache(maxsize=8)
def _marked(left: str, right: str) -> re.Pattern[str] | None:
    """What finds an id at the end of a heading, where other marks than braces are around it."""
    if (left, right) == ("{", "}"):
        return None
    if not left:
        return re.compile(r"(?!)")
    return re.compile(
        rf"\s*{re.escape(left)}[^#{re.escape(right[0])}]*#([\w:-]+)[^{re.escape(right[0])}]*{re.escape(right)}\s*\Z"
    )


def _text(heading: Heading, document: Document, dialect: Dialect) -> str:
    """The text of a heading, in which VitePress leaves entities as they are written."""
    if not _ENTITY.search(heading.source):
        return heading.text
    source = SourceText.from_text(document.path, f"# {heading.source.replace('&', ' ')}\n")
    found = read_body(source, Span(0, len(source.text)), dialect).headings
    return found[0].text if found else heading.text


def _parts(document: Document, config: VitePressConfig) -> tuple[tuple[str, ...], str]:
    """The documents that are put into a text, and why more places may come with them."""
    found: list[str] = []
    gap = ""
    for match in _INCLUDE.finditer(document.source.text):
        cut = _PART.sub("", match[1].rstrip())
        if cut.startswith("@"):
            place = posixpath.normpath(config.source + cut[1:].lstrip("/"))
        else:
            place = posixpath.normpath(posixpath.join(posixpath.dirname(document.path), cut))
        if place.endswith(".md"):
            found.append(place)
        else:
            gap = gap or f"that show `{place}`, which is not read"
    return tuple(dict.fromkeys(found)), gap
