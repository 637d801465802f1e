"""The languages of a site, as far as its addresses show them."""

from __future__ import annotations

from content_lint.site.addresses import AnswerKind
from content_lint.site.index import Site


def language_prefixes(site: Site) -> tuple[str, ...]:
    """What the addresses of the languages begin with (``/fr/``); empty on a site with one language without a prefix."""
    return site.generator.language_prefixes()


def language_of_url(url: str, site: Site) -> str:
    """What an address within the site begins with for its language; empty for the language without a prefix."""
    return next((prefix for prefix in site.once(language_prefixes) if url.startswith(prefix)), "")


def in_another_language(path: str, site: Site) -> str:
    """The address of the page that a path names but for its language; empty where there is none.

    Args:
        path: within the site, decoded.
        site: the site.
    """
    own = language_of_url(path, site)
    bare = path[len(own) - 1 :] if own else path
    for prefix in ("/", *site.once(language_prefixes)):
        found = site.addresses.find(prefix + bare.lstrip("/")) if prefix != (own or "/") else None
        if found is not None and found.kind is AnswerKind.PAGE:
            return found.url
    return ""


def language_of(path: str, site: Site) -> str:
    """The same for the page of a file."""
    page = site.pages.get(path)
    return language_of_url(page.url, site) if page is not None else ""
