"""By which names links and pages find each other in an index: whoever may mean a page has one of its names.

A name is the last part of an address or of a file's path, without its ending, its date and its case: so an address, an
old address and the file of a page have names in common with every way to link to it, whichever generator or host it is.
Documents that share a name by chance are looked at in vain, and no other is missed.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from urllib.parse import unquote
from zlib import crc32

from content_lint.links.site_links import SiteLink
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.site.index import Site
from content_lint.site.model import Page
from content_lint.text.regex import regex

_DATE = regex(r"\d{1,4}-\d{1,2}-\d{1,2}-(?=.)")
_FOLDERS = frozenset({"index", "_index", "readme"})
_SURE = (LinkOutcome.LIVE, LinkOutcome.ELSEWHERE)


@lru_cache(1_000)  # a link's address, its target and the page there mostly read alike
def name_of(text: str) -> str:
    """The name of an address or path."""
    path = unquote(text.partition("#")[0].partition("?")[0].replace("\\", "/"), errors="surrogateescape")
    for part in reversed(path.casefold().split("/")):
        if part in {"", ".", ".."}:
            continue
        name = part.partition(".")[0] or part
        if name not in _FOLDERS:
            return name[date.end() :] if (date := _DATE.match(name)) else name
    return ""


def number_of(name: str) -> int:
    """What is stored of a name; two names that share it are taken for one."""
    return crc32(name.encode("utf-8", "surrogatepass"))


def names_of_link(item: SiteLink) -> set[str]:
    """The names by which a link has to be asked whether it still leads where it did."""
    target = item.target
    if target.scope is not Scope.INTERNAL:
        return set()
    names = {name_of(item.link.raw), name_of(item.link.destination), *_names_of_target(target)}
    names.update(map(name_of, target.asked))
    if target.end is not None:
        names.update(_names_of_target(target.end))
    if target.fragment:
        names.add(name_of_place(target.fragment))
    return names


def name_of_place(fragment: str) -> str:
    """The name of a place on a page, which no page has."""
    return f"#{fragment.casefold()}"


def _names_of_target(target: LinkTarget) -> Iterator[str]:
    yield name_of(target.path)
    if target.answer is not None:
        yield name_of(target.answer.url)
        yield name_of(target.answer.path)
    if target.outcome not in _SURE:
        # What is right below a page may be there for other reasons than elsewhere.
        yield name_of(target.path.rstrip("/").rpartition("/")[0])


def places_of(item: SiteLink, site: Site) -> Iterator[str]:
    """The files on whose pages a link names a place, directly, through redirects or in what such a page shows."""
    for target in (item.target, item.target.end):
        if target is None or target.answer is None or not target.answer.path:
            continue
        if target.fragment or item.target.fragment:
            yield target.answer.path
            yield from site.parts(target.answer.path)


def names_of_page(page: Page) -> Iterator[str]:
    """The names of a page: of its address, of its file and of what redirects to it."""
    for text in (page.url, page.destination, page.path, page.slug, page.redirect_to):
        if text:  # what a page lacks is not the address of the home page, whose name is empty
            yield name_of(text)
    for source in page.redirects_from:
        yield name_of(source.url)
        yield name_of(source.destination)
