"""The places on a page of VuePress': the slugs are those of VitePress, and no heading has an id that is given to it."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, Heading
from content_lint.site.anchors import is_raw_html
from content_lint.site.component_tags import components_in
from content_lint.site.generators.vitepress.anchors import COMPONENT
from content_lint.site.generators.vitepress.components import VitePressLayouts
from content_lint.site.generators.vuepress.config import VuePressConfig
from content_lint.site.js_slugs import mdit_slug
from content_lint.site.layouts import Around, Layouts
from content_lint.site.numbered_ids import NumberedIds
from content_lint.site.page_anchors import Anchors
from content_lint.text.regex import regex

_OF_THEME = frozenset({"app", "content", "docsearch-container"})
_EMOJI = regex(r":[a-z0-9_+-]+:")


def find_anchors(document: Document, config: VuePressConfig, layouts: Layouts) -> Anchors:
    """The anchors of a document's page.

    Args:
        document: the document.
        config: the site's.
        layouts: the components of the site's own.
    """
    own = layouts if isinstance(layouts, VitePressLayouts) else VitePressLayouts()
    body = document.body
    ids = (*heading_ids(body.headings), *body.ids)
    named = [name for name in components_in(document, COMPONENT) if not own.is_quiet(name)]
    gap = ""
    if config.strange:
        gap = f"whose texts and ids {config.strange[0]} in {config.file} may change"
    elif any(heading.templated for heading in body.headings):
        gap = "whose headings hold values that only the build knows"
    elif named:
        gap = f"whose component `<{named[0]}>` may give them places"
    return Anchors(tuple(dict.fromkeys(ids)), gap=gap, around=Around(_OF_THEME | own.ids))


def heading_ids(headings: tuple[Heading, ...]) -> Iterator[str]:
    """The ids of headings, in their order; of one with an emoji in it with its name, which may be none, and without."""
    used = NumberedIds()
    for heading in headings:
        if is_raw_html(heading):
            yield from (heading.explicit_id,) if heading.explicit_id else ()
        elif not heading.templated:
            text = heading.text
            if heading.explicit_id is not None:
                text = f"{text} {{#{heading.explicit_id}}}"  # it is text to VuePress
            yield used.unique(mdit_slug(_EMOJI.sub("", text)))
            if _EMOJI.search(text):
                yield mdit_slug(text)
