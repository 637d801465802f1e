"""What the site makes of the links in its texts, besides showing them on their own pages.

A link that names the host means one page wherever it is printed. Without the host its meaning can depend on the place:
a feed without a base address has no host to add, and templates of multilingual sites lead it to another language.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec import Struct

from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.site.index import Site

FEED_TYPES = (".xml", ".rss", ".atom", ".rdf", ".json", ".txt", ".jsonld")
_BASE = "xml:base"
PRINTED = regex(r"\{\{-?([^{}]{1,400})\}\}")
_NO_LINKS = regex(r"\bstrip_html\b|\bplainify\b|\b(?:number_of_words|size)\b")
_COMPLETES = regex(r"\breplace\w*\b[^}]*(?:href|src)|\bexpand_urls\b|\babsolute_urls?\b")


class LinkUses(Struct, frozen=True):
    """Where a link without a host may mean something else than one with it.

    Attributes:
        feeds: templates and pages that print texts where no address completes a link.
        rewriters: what may lead an address that begins with a slash to another page, in words.
        languages: whether that is because pages are there in several languages.
        as_written: whether the build stops at a link without a host that is not written as its page's own address is.
    """

    feeds: tuple[str, ...] = ()
    rewriters: tuple[str, ...] = ()
    languages: bool = False
    as_written: bool = False

    @property
    def host_may_matter(self) -> bool:
        """Whether it is not certain that a link means the same page without its host."""
        return bool(self.feeds or self.rewriters)


def find_link_uses(site: Site) -> LinkUses:
    """Look at the templates, the plugins and the settings; ``site.once(find_link_uses)`` does so once."""
    return site.generator.link_uses(site)


def mentions(site: Site, key: str) -> bool:
    """Whether a template of the site's own names a key of front matter, or a page does that lists others."""
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    if any(word.search(text) for _, text in site.once(machinery)):
        return True
    return any(word.search(document.source[tag]) for document in site.tagged() for tag in document.body.templates)


def machinery(site: Site) -> tuple[tuple[str, str], ...]:
    """Templates, and pages that may act as such, with their texts; ``site.once(machinery)`` looks once."""
    found = [*site.templates.items(), *((path, document.source.text) for path, document in site.others.items())]
    found += [(path, site.documents[path].source.text) for path in site.once(feeds_of_documents)]
    return tuple(found)


def feeds_of_documents(site: Site) -> tuple[str, ...]:
    """The documents that become a feed or the like; ``site.once(feeds_of_documents)`` looks once."""
    pages = site.pages.items()
    return tuple(path for path, page in pages if page.destination.endswith(FEED_TYPES) and path in site.documents)


def prints_links(text: str, printed: re.Pattern[str]) -> bool:
    """Whether a template prints a text with its links, and nothing says to what they are relative."""
    if _BASE in text:
        return False
    tags = [tag.strip() for tag in PRINTED.findall(text)]
    return any(printed.search(tag) and not _NO_LINKS.search(tag) and not _COMPLETES.search(tag) for tag in tags)
