"""The anchors of a page of MkDocs': its headings, its attribute lists, and what its theme brings."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, Heading
from content_lint.site.anchors import is_raw_html
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.plugins import text_changers, unknown_extensions
from content_lint.site.layouts import Around, Layouts
from content_lint.site.page_anchors import OWN_IDS, Anchors
from content_lint.site.python_slugs import SlugRule, UsedIds
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.generators.mkdocs.python_sources import PythonSources

_INCLUDED = regex(
    r"^[ \t]*(?:;*-{1,}8<-{1,}(?:[ \t]|$)|\{!|\{\*)|^[ \t]*:::[ \t]+\S|<!--[ \t]*material/tags", re.MULTILINE
)
_DESCRIBED = regex(r"^:::[ \t]", re.MULTILINE)
_THEMES = {
    "material": frozenset({"__comments"}),
    "mkdocs": frozenset({"mkdocs-search-query", "mkdocs_search_modal", "mkdocs_keyboard_modal", "navbar-collapse"}),
    "readthedocs": frozenset({"rtd-search-form", "mkdocs-search-query"}),
}
_THEME_IDS = ("__", "navbar", "toc-")
_EMOJI = regex(r":[a-z0-9_+-]+:")


def find_anchors(document: Document, settings: SiteSettings, layouts: Layouts) -> Anchors:
    """The anchors of a document's page."""
    config = MkDocsConfig.of(settings)
    around = layouts.around(layouts.templates)
    theme = _THEMES.get(config.theme, frozenset())
    numbered = tuple((prefix, config.called) for prefix in _THEME_IDS)
    tags = (("tag:", "the plugin tags"),) if "tags" in config.plugins else ()
    around = Around(around.ids | theme, (*around.prefixes, *numbered, *tags), scripted=around.scripted)
    rule = config.slug
    emoji = "pymdownx.emoji" in config.extensions
    ids = (*_heading_ids(document.body.headings, document.body.ids, rule, emoji=emoji), *document.body.ids)
    ids += tuple(_of_programs(document, config, layouts))
    exact = rule.function_of() is not None
    gap = _gap(document, config, exact=exact) or _written_over(document, config, layouts)
    return Anchors(tuple(dict.fromkeys(ids)), exact, gap, around)


class MkDocsLayouts(Layouts, frozen=True):
    """The same, with the documents that scripts write before the build.

    Attributes:
        written: their paths as the scripts name them, each with the script.
        is_assembled: whether a script puts the documents into another folder, with others, and builds the site there.
        programs: the Python of the repository.
        scripted: what scripts of its pages look links up by that they change, each with the script.
    """

    written: Mapping[str, str] = {}
    is_assembled: bool = False
    scripted: Mapping[str, str] = {}
    programs: PythonSources | None = None

    def is_like(self, other: Layouts, changed: Iterable[str]) -> bool:
        """As Layouts has it: the Python is read when a page describes it."""
        if any(path.endswith(".py") for path in changed) or not isinstance(other, MkDocsLayouts):
            return self == other
        return replace(self, programs=None) == replace(other, programs=None)


def _of_programs(document: Document, config: MkDocsConfig, layouts: Layouts) -> Iterator[str]:
    """The ids of what the page says of Python programs, as far as these tell."""
    text = document.source.text
    if not isinstance(layouts, MkDocsLayouts) or layouts.programs is None or not _DESCRIBED.search(text):
        return
    from content_lint.site.generators.mkdocs.click_commands import click_ids  # few pages do
    from content_lint.site.generators.mkdocs.documented import documented_ids

    if "mkdocs-click" in config.extensions and not {"attr_list", "extra", "pymdownx.extra"}.isdisjoint(
        config.extensions
    ):
        yield from click_ids(text, layouts.programs)
    yield from documented_ids(text, config.plugins.get("mkdocstrings"), layouts.programs)


def _written_over(document: Document, config: MkDocsConfig, layouts: Layouts) -> str:
    """The gap that a script leaves which writes the document anew, completing "pages …"; or empty."""
    if not isinstance(layouts, MkDocsLayouts) or not layouts.written:
        return ""
    inner = config.inner(document.path)
    places = (f"/{document.path}", f"/{inner}") if "/" in inner else (f"/{document.path}",)
    script = next((script for name, script in layouts.written.items() if f"/{name}".endswith(places)), "")
    return f"whose texts `{script}` writes when the site is built" if script else ""


def _heading_ids(headings: tuple[Heading, ...], others: tuple[str, ...], rule: SlugRule, *, emoji: bool) -> list[str]:
    """The ids of headings that have one, in the order of the page."""
    slug = rule.function_of() or SlugRule().function_of()
    given = {heading.explicit_id for heading in headings if heading.explicit_id and not is_raw_html(heading)}
    used = UsedIds(frozenset({*given, *others}))
    found: list[str] = []
    for heading in headings:
        if heading.explicit_id is not None:
            found.append(heading.explicit_id)
        elif not is_raw_html(heading) and slug is not None:
            made = used.unique(slug(_EMOJI.sub("", heading.text) if emoji else heading.text))
            if not heading.templated:
                found.append(made)
    return found


def _gap(document: Document, config: MkDocsConfig, *, exact: bool) -> str:
    """Why there may be other places on the page."""
    if not exact:
        return OWN_IDS
    inner = config.inner(document.path)
    if any(inner in (f"{blog.folder}/index.md", f"{blog.folder}/README.md") for blog in config.blogs):
        return "that show the beginnings of posts"
    text, body = document.source.text, document.body
    if body.templates:
        return "whose own text holds templates"
    if _INCLUDED.search(text, body.span.start):
        return "that include other files or code (`--8<--`, `:::`)"
    changer = next(text_changers(config.plugins, config.hooks), "")
    if changer:
        return f"whose texts {changer} may change"
    extension = next(unknown_extensions(config.extensions), "")
    return f"that go through the Markdown extension {extension}" if extension else ""
