"""Every link of a site with where it leads: worked out once, shared by all that ask."""

from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from msgspec import Struct

from content_lint.links.front_matter import FrontMatterLinks
from content_lint.links.resolve import LinkResolver
from content_lint.links.target import LinkOutcome, LinkTarget
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.site.index import Site
from content_lint.site.model import Role
from content_lint.text.source import Span


class SiteLink(NamedTuple):
    """One link, and where it leads."""

    document: Document
    link: Link
    target: LinkTarget


class SiteLinks(Struct, frozen=True):
    """The links of a site; ``site.once(resolve_links)`` gives them.

    Attributes:
        all: in the order of documents and files; a destination that several references share comes once.
        site: whose they are.
    """

    all: tuple[SiteLink, ...]
    site: Site

    def of(self, *outcomes: LinkOutcome) -> Iterator[SiteLink]:
        """The links with one of these outcomes."""
        return (item for item in self.all if item.target.outcome in outcomes)


def resolve_links(site: Site) -> SiteLinks:
    """Resolve every link of every document."""
    return _resolve(site, site.documents.values())


def count_missing(site: Site) -> int:
    """How many addresses, named by links, lead nowhere; ``site.once(count_missing)`` counts once."""
    links = site.once(resolve_links).all
    return len({item.target.path for item in links if item.target.outcome is LinkOutcome.MISSING})


def resolve_looked_at(site: Site) -> SiteLinks:
    """The same for the documents that are looked at; see ``Site.looked_at`` for who may ask for no more."""
    return site.once(resolve_links) if site.focus is None else _resolve(site, site.looked_at())


def _resolve(site: Site, documents: Iterable[Document]) -> SiteLinks:
    resolver, in_front_matter = LinkResolver(site), FrontMatterLinks(site.settings)
    resolve = _judge(site, resolver)
    found = [
        SiteLink(document, link, resolve(document, link))
        for document in documents
        if _is_rendered(document, site)
        for link in (*_destinations(document, in_front_matter), *resolver.handed_links(document))
        if resolver.is_link(document, link)
    ]
    return SiteLinks(tuple(found), site)


def _judge(site: Site, resolver: LinkResolver) -> Callable[[Document, Link], LinkTarget]:
    """Says where a link leads: as far as the sources tell, and on the built site where there is one."""
    expect = resolver.resolve
    if site.output is None:
        return expect
    from content_lint.links.built.verdicts import BuiltVerdicts  # most sites are judged by their sources alone

    verdicts = site.once(BuiltVerdicts)
    return lambda document, link: verdicts.judge(document, link, expect(document, link))


def _is_rendered(document: Document, site: Site) -> bool:
    """Whether a document becomes a page: what is copied as it is, for want of front matter, has no links."""
    page = site.pages.get(document.path)
    return site.settings.generator.front_matter != "needed" or page is None or page.role is not Role.STATIC


def _destinations(document: Document, in_front_matter: FrontMatterLinks) -> Iterator[Link]:
    front_matter, body = document.front_matter, document.body
    if front_matter is not None:
        yield from in_front_matter.find_in(document)
    first: dict[Span, Link] = {}
    tags: set[Span] | None = None
    for link in body.links:
        if link.templated and link.kind is not LinkKind.LIQUID:
            # A link whose address is just a tag is the tag's: both would be one link told twice.
            if tags is None:
                tags = {tag.span for tag in body.links if tag.kind is LinkKind.LIQUID}
            if link.destination_span in tags:
                continue
        first.setdefault(link.destination_span, link)
    yield from first.values()
