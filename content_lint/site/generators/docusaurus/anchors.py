"""The anchors of a page of Docusaurus'."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Document, Heading
from content_lint.parse.markdown.body import read_body
from content_lint.site.component_tags import components_in
from content_lint.site.generators.docusaurus.components import DocusaurusLayouts
from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.generators.docusaurus.shown_texts import part_of
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.layouts import Layouts
from content_lint.site.mdx_code import brings_no_places, names_of
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_RAW_HEADING = regex(r"<h[1-6][\s/>]", re.IGNORECASE)
_IMAGE = regex(r"!\[([^\[\]]*)\](?:\([^()]*\)|\[[^\[\]]*\])")
_COMPONENT = regex(r"<([A-Z]\w*)")
_PLAIN = regex(r"@theme(?:-original|-init)?/|@docusaurus/|.*\.(?:png|jpe?g|svg|gif|webp|json|css|mp4)\Z")
_FRAGMENT = frozenset({"Tabs", "TabItem", "Admonition", "CodeBlock", "DocCardList", "React", "Head", "Link"})


def find_anchors(document: Document, config: DocusaurusConfig, dialect: Dialect, layouts: Layouts) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        config: the site's.
        dialect: how it is read.
        layouts: the components of the site's own.
    """
    own = layouts.components if isinstance(layouts, DocusaurusLayouts) else None
    ids = (*heading_ids(document, config, dialect), *document.body.ids)
    gap = _own_gap(config)
    parts: list[str] = []
    names = list(components_in(document, _COMPONENT))
    imports = names_of(document).imports if names else {}
    for name in names:
        source = imports[name].source if name in imports else ""
        part = part_of(document, source, config)
        if part:
            parts.append(part)
            continue
        parts += own.shown_texts(document, name) if own is not None else ()
        if not _is_known(name, source) and not (own is not None and own.is_quiet(document, name)):
            gap = gap or f"whose component `<{name}>` may give them places"
    if _is_worked_out(document):
        gap = gap or "whose own text holds values that JavaScript works out"
    exact = not config.plugins_of_text  # which may change the text of headings
    return Anchors(tuple(dict.fromkeys(ids)), exact, gap, parts=tuple(parts))


def heading_ids(document: Document, config: DocusaurusConfig, dialect: Dialect) -> Iterator[str]:
    """The ids of a document's headings that have one; headings of the first level have none, and count."""
    slugger = GithubSlugger(keeps_case=config.keeps_case)
    for heading in document.body.headings:
        if heading.in_html and _RAW_HEADING.match(heading.source):
            if heading.explicit_id:
                yield heading.explicit_id
            continue
        made = heading.explicit_id or slugger.slug(_text(heading, document, dialect))
        if made and heading.level > 1 and not heading.templated:
            yield made


def _text(heading: Heading, document: Document, dialect: Dialect) -> str:
    """The text of a heading with the alternative texts of images."""
    if "![" not in heading.source:
        return heading.text
    source = SourceText.from_text(document.path, f"# {_IMAGE.sub(lambda match: match[1], heading.source)}\n")
    found = read_body(source, Span(0, len(source.text)), dialect).headings
    return found[0].text if found else heading.text


def _is_worked_out(document: Document) -> bool:
    """Whether code in the text may make an id, or an element that has one."""
    text = document.source.text
    return any(heading.templated for heading in document.body.headings) or not all(
        brings_no_places(text, span) for span in document.body.templates
    )


def _own_gap(config: DocusaurusConfig) -> str:
    if config.theme:
        return f"whose headings `{config.theme}` shows"
    return f"that go through the plugin {config.plugins_of_text[0]}" if config.plugins_of_text else ""


def _is_known(name: str, source: str) -> bool:
    """Whether a component surely brings no places of its own; ``source`` is what it is imported from, or empty."""
    return _PLAIN.match(source) is not None if source else name in _FRAGMENT
