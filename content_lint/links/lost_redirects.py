"""Old addresses that a second list of them in the same page overrides."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from content_lint.links.target import LinkTarget
from content_lint.parse.facts import Document
from content_lint.site.index import Site


def lost_redirect(site: Site, target: LinkTarget) -> tuple[Document, int] | None:
    """The page that a missing address would redirect to if its old addresses were not overridden."""
    return site.once(_lost_redirects).get(_bare(target.path))


def _lost_redirects(site: Site) -> Mapping[str, tuple[Document, int]]:
    """The page of each such address, and which duplicate of its front matter names it."""
    found: dict[str, tuple[Document, int]] = {}
    generator = site.settings.generator
    if generator.stops_at_repeated_keys:
        return found
    for document in site.repeating():
        duplicates = document.front_matter.duplicates if document.front_matter is not None else ()
        for number, item in enumerate(duplicates):
            if len(item.path) == 1 and item.path[0] in generator.old_keys:
                for value in _texts(item.earlier_value):
                    found.setdefault(_bare(value), (document, number))
    return found


def _texts(value: object) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return [item for item in values if isinstance(item, str)]


def _bare(path: str) -> str:
    return path.strip("/").removesuffix(".html").removesuffix("/index")
