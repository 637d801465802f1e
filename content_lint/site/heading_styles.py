"""Ids of headings as our own setting ``heading-ids`` says that they are made, where a program decides it."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from content_lint.parse.facts import Document
from content_lint.site.github_slugs import GithubSlugger
from content_lint.site.numbered_ids import NumberedIds


def styled_ids(document: Document, style: str) -> tuple[str, ...]:
    """The ids of a document's headings, in its order; a heading whose text a template writes is left out."""
    name = _namer(style)
    return tuple(_named(document, name)) if name is not None else ()


def _named(document: Document, name: Callable[[str], str]) -> Iterator[str]:
    for heading in document.body.headings:
        made = heading.explicit_id or name(heading.text)
        if made and not heading.templated:
            yield made


def _namer(style: str) -> Callable[[str], str] | None:
    """Gives each heading of one page its id; None for a style without ids."""
    if style == "github-slugger":
        return GithubSlugger().slug
    if style in {"slugify", "markdown-it-anchor", "vitepress"}:
        from content_lint.site.js_slugs import anchor_slug, mdit_slug, slugify  # hardly a site asks

        slugs = {"slugify": (slugify, 2), "markdown-it-anchor": (anchor_slug, 1), "vitepress": (mdit_slug, 1)}
        return _counted(*slugs[style])
    if style in {"python-markdown", "pymdownx"}:
        from content_lint.site.python_slugs import SlugRule, UsedIds

        options = (("case", "lower"),) if style == "pymdownx" else ()
        slug = SlugRule("pymdownx.slugs.slugify" if style == "pymdownx" else "", options).function_of()
        used = UsedIds(frozenset())
        return (lambda text: used.unique(slug(text))) if slug is not None else None
    return None


def _counted(slug: Callable[[str], str | None], first: int) -> Callable[[str], str]:
    """Ids of which a repeated one gets a number."""
    used = NumberedIds(first)
    return lambda text: used.unique(slug(text) or "")
