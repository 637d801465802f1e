"""The anchors of a page of Jekyll's: its own, and what its layout and includes bring."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.site.anchors import heading_ids, is_raw_html
from content_lint.site.generators.jekyll.body_tags import BodyTags, open_ids, read_tags
from content_lint.site.generators.jekyll.config import IdRule, JekyllConfig
from content_lint.site.generators.jekyll.layouts import JekyllLayouts
from content_lint.site.generators.jekyll.liquid_scope import Scopes, read_scopes
from content_lint.site.generators.jekyll.liquid_values import LISTED_URL
from content_lint.site.generators.jekyll.templates import Templates, templates_of, values_of
from content_lint.site.layouts import INCLUDES, Around, Layouts, Template, layout_path, read_template
from content_lint.site.page_anchors import OWN_IDS, Anchors, OpenId
from content_lint.text.regex import regex
from content_lint.text.source import Span

_MARKDOWNIFY = regex(r"\|\s*+markdownify\s*+(?=-?\}\})")
_HOME = regex(r"(?:index|readme)\.\w+\Z", re.IGNORECASE)


def find_anchors(
    document: Document, settings: SiteSettings, layouts: Layouts, *, theme: str, default_layout: bool
) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        settings: of its site.
        layouts: the templates of the site's own, and of its theme where that is known.
        theme: what may bring the layouts and includes that are not among these, in words; or empty.
        default_layout: whether pages that name no layout get one (jekyll-default-layout).
    """
    rule, tags = JekyllConfig.of(settings).ids, read_tags(document, layouts.quiet_tags)
    text = _Text(document, settings, layouts)
    inner, unread = text.included(tags)
    paths = [*tags.includes, *(path for template in inner for path in template.includes if path is not None)]
    around = layouts.around([*_layout(document, settings, layouts, default=default_layout), *paths], tags.handed)
    written = text.written(tags, rule)
    open_to = (*_open_of(inner), *(item for item in written if isinstance(item, OpenId)))
    gap = OWN_IDS if not rule.known else text.gap(unread, open_to) or _gap(around, text.layouts, theme, tags.includes)
    made = (*(item for template in inner for item in sorted(template.ids)), *written)
    own = _own_ids(document, settings, rule)
    known = dict.fromkeys(item for item in (*own, *made) if isinstance(item, str) and PLACEHOLDER not in item)
    return Anchors(tuple(known), rule.known, gap, around, open=tuple(item for item in open_to if item != OpenId()))


def _own_ids(document: Document, settings: SiteSettings, rule: IdRule) -> Iterator[str]:
    """The ids of the text itself, in its order."""
    headings = document.body.headings
    for heading, made in zip(headings, heading_ids(headings, settings.dialect), strict=True):
        if made and (heading.explicit_id is not None or is_raw_html(heading)):
            yield made
        elif made and rule.made:
            yield rule.prefix + made
    yield from document.body.ids


def _open_of(inner: Sequence[Template]) -> Iterator[OpenId]:
    return (OpenId(prefix) for template in inner for prefix in template.prefixes)


class _Text:
    """A document's own text, with what templates put into it."""

    def __init__(self, document: Document, settings: SiteSettings, layouts: Layouts) -> None:
        self._document = document
        self._settings = settings
        self.layouts = layouts if isinstance(layouts, JekyllLayouts) else JekyllLayouts()

    def gap(self, unread: str, open_to: Sequence[OpenId]) -> str:
        """Why the text may hold more places than are known, completing "pages …"; or empty.

        Args:
            unread: the first tag whose text is not known, or empty.
            open_to: the ids that templates of the text take part in.
        """
        marker = self.layouts.marker
        if marker:
            return f"to whose texts `{marker}` adds places as the site is built"
        if unread:
            return f"whose text holds the tag `{unread}`, which may make more"
        return "where templates write whole headings or ids of the text" if OpenId() in open_to else ""

    def included(self, tags: BodyTags) -> tuple[list[Template], str]:
        """What is put into it, and the first tag whose text is not known; or empty."""
        found: list[Template] = []
        unread = ""
        for name in tags.relative:
            template = self.layouts.beside(self._document.path, name)
            found += [template] if template is not None else []
            unread = unread or ("" if template is not None else f"{{% include_relative {name} %}}")
        for span, name in tags.makers:
            texts = self._possible(span)
            found += [read_template(INCLUDES, text) for text in texts]
            unread = unread or ("" if texts else name)
        return found, unread

    def written(self, tags: BodyTags, rule: IdRule) -> Sequence[OpenId | str]:
        """The ids in which templates of the text take part."""
        if not self._document.body.templates:
            return ()
        return list(open_ids(self._document, tags, rule, gfm=self._settings.dialect.gfm, render=self.render))

    def render(self, span: Span) -> str | None:
        """A part of the text that is the same each time, or None."""
        texts = self._possible(span)
        return texts[0] if len(texts) == 1 else None

    def _possible(self, span: Span) -> list[str]:
        """What a part of the text may become; empty where only rendering tells."""
        text = _MARKDOWNIFY.sub("", self._document.source[span])
        found = self._templates.possible(text, self._values, self._scopes.at(span.start))
        return [item.text for item in found or () if item.text != LISTED_URL]

    @cached_property
    def _templates(self) -> Templates:
        return templates_of(self._settings, self.layouts.data)

    @cached_property
    def _values(self) -> Mapping[str, object]:
        return values_of(self._document, self._settings, None)

    @cached_property
    def _scopes(self) -> Scopes:
        return read_scopes(self._document.source.text, self._document.body.templates, self.layouts.assigned_by)


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


def _gap(around: Around, layouts: JekyllLayouts, theme: str, own: Sequence[str]) -> str:
    """Why the templates may hold more than is known, or empty; ``own`` are what the text itself includes."""
    for path in around.absent:
        source = layouts.comes_from(path) or theme
        # Jekyll stops at an include that is nowhere, so no page that is built has come to it in a template.
        if source or path in own or not path.startswith(INCLUDES):
            kind, _, name = path.lstrip("_").partition("/")
            where = f"comes from {source}" if source else "is not in the site's own folder"
            return f"whose {kind.removesuffix('s')} `{name}` {where}"
    made = next((path for prefix, path in around.prefixes if not prefix), "")
    return f"where `{made}` makes ids as the site is built" if made else ""
