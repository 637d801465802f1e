"""How often each mail address is on a site."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping

from content_lint.links.site_links import resolve_looked_at
from content_lint.parse.facts import Document, Link
from content_lint.site.index import Site


def mail_links(site: Site) -> Iterator[tuple[Document, Link]]:
    """The links of the documents that are looked at which may hold a mail address, each with its document."""
    for document, link, _ in site.once(resolve_looked_at).all:
        if "@" in link.destination and not link.templated:
            yield document, link


def count_mail(site: Site) -> Mapping[str, int]:
    """How often each destination of such links is on the whole site; ``site.once(count_mail)`` counts once."""
    return Counter(link.destination for _, link in mail_links(site))  # a site with a focus is told instead
