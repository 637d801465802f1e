"""The pages of a site of Astro's: their addresses, and whether readers can reach them."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence

from msgspec.structs import replace

from content_lint.parse.facts import FenceState
from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig, Collected, Route
from content_lint.site.generators.astro.i18n import filled_up
from content_lint.site.generators.astro.makers import makers_of, sure_addresses
from content_lint.site.generators.astro.placing import placed, quoted
from content_lint.site.generators.astro.routed import EntryPlace, placed_entries, routed
from content_lint.site.generators.astro.shapes import misfits
from content_lint.site.generators.astro.slugs import name_of
from content_lint.site.generators.astro.starlight import fallback_pages, faults, page_of_docs
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.plain.build import page_by_pattern
from content_lint.site.model import (
    Built,
    Fatal,
    FileFacts,
    GeneratedUrl,
    Page,
    Redirect,
    Role,
    SiteFile,
    State,
    Survey,
)
from content_lint.text.regex import regex

_UNKNOWN = Collected("", "")
_NOTHING = FileFacts(FenceState.MISSING)
_ENDING = regex(r"\.[^./]*\Z")
_HOME = "/index.html"
_STOPS = regex(r"[%#?\\\"]")


def build(survey: Survey, facts: Mapping[str, FileFacts], config: AstroConfig, patterns: Mapping[str, str]) -> Built:
    """What Astro makes of a site.

    Args:
        survey: which file is what.
        facts: of every document, by path.
        config: the site's configuration.
        patterns: addresses that our own settings give the collections, by name.
    """
    collections = {item.name: item for item in config.collections}
    static = list(_static(survey, config))
    home = f"{config.source}/pages/"
    made = (file for file in survey.files if file.role is Role.STATIC and file.path.startswith(home))
    generated = [_made_page(file, config) for file in made]
    by_code = routed(survey, facts, config)
    pages = list(_pages(survey, facts, config, patterns, by_code.places))
    generated += _unique(by_code.generated, pages, generated)
    stops = list(_misfits(pages, facts, collections))
    pages = [_unless_hidden(page, generated) for page in _stopped(pages, {item.path for item in stops})]
    pages += fallback_pages(pages, config)
    filled = filled_up(pages, generated, config.i18n)
    pages += filled.pages
    generated += filled.generated
    home_page = _redirected_home(pages, generated, config)
    taken = {page.destination for page in pages} | {item.destination for item in generated}
    generated += sure_addresses(config, taken)
    unplaced = Counter(_unplaced(pages))
    return Built(
        tuple(pages),
        (*_redirects(config), *home_page),
        tuple(static),
        tuple(generated),
        collisions=find_collisions(
            (page for page in pages if page.state is State.LIVE and page.destination), warned=True
        ),
        fatal=(*faults(pages, facts, config), *stops),
        makers=tuple(makers_of(config, unplaced, patterns, by_code.known)),
    )


def _redirected_home(pages: list[Page], generated: list[GeneratedUrl], config: AstroConfig) -> tuple[Redirect, ...]:
    """The redirect that is written instead of the home page; what made that one is taken out of the lists.

    As Astro 5.18 builds it. Other pages without a language stay where they are.
    """
    default = config.i18n.default
    if not config.i18n.redirects or not default:
        return ()
    target = placed(default, config, index=True)[0]
    for number, page in enumerate(pages):
        if page.destination == _HOME:
            pages[number] = replace(page, redirect_to=target)
            return ()
    made = [item for item in generated if item.destination == _HOME]
    generated[:] = [item for item in generated if item.destination != _HOME]
    key = ("i18n", "routing", "redirectToDefaultLocale")
    return tuple(Redirect(item.url, item.destination, target, config.file, key) for item in made)


def _unique(
    made: Iterable[GeneratedUrl], pages: Iterable[Page], others: Iterable[GeneratedUrl]
) -> Iterator[GeneratedUrl]:
    """What is made by code where no text and no other program makes a page that Astro prefers."""
    taken = {page.destination for page in pages if page.role is Role.PAGE} | {item.destination for item in others}
    for item in made:
        if item.destination not in taken:
            taken.add(item.destination)
            yield item


def _pages(
    survey: Survey,
    facts: Mapping[str, FileFacts],
    config: AstroConfig,
    patterns: Mapping[str, str],
    places: Mapping[str, Sequence[EntryPlace]],
) -> Iterator[Page]:
    """The pages of each document; of most there is one."""
    collections = {item.name: item for item in config.collections}
    routes = _routes_by_collection(config)
    for file in survey.files:
        if file.role is Role.PAGE:
            yield _page(file, config)
        elif file.role is not Role.STATIC:
            collection = collections.get(file.collection or "", _UNKNOWN)
            page = _entry(file, facts.get(file.path, _NOTHING), collection, config, routes, patterns)
            there = () if page.url or page.state is not State.LIVE else places.get(file.path, ())
            yield from placed_entries(page, there) if there else (page,)


def _static(survey: Survey, config: AstroConfig) -> Iterator[Page]:
    """The files that are copied as they are."""
    for file in survey.files:
        if file.role is Role.STATIC and file.path.startswith(f"{config.public}/"):
            url = file.path.removeprefix(config.public)
            yield Page(file.path, None, file.role, quoted(url), url, State.STATIC, in_listing=False)


def _misfits(
    pages: Iterable[Page], facts: Mapping[str, FileFacts], collections: Mapping[str, Collected]
) -> Iterator[Fatal]:
    """Front matter at which the schema of its collection stops the build."""
    for page in pages:
        collection = collections.get(page.collection or "", _UNKNOWN)
        found = facts.get(page.path, _NOTHING)
        if collection.shape and found.error is None and not found.not_a_mapping:
            yield from misfits(page.path, found.data or {}, collection.shape, collection.declared_in)


def _stopped(pages: Iterable[Page], paths: Container[str]) -> Iterator[Page]:
    return (replace(page, state=State.STOPS_THE_BUILD) if page.path in paths else page for page in pages)


def _unless_hidden(page: Page, generated: Iterable[GeneratedUrl]) -> Page:
    """An entry at whose address a file of its own makes another page, which Astro prefers to those of a route."""
    if page.role is not Role.ITEM or not page.destination or page.state is not State.LIVE:
        return page
    other = next((item for item in generated if item.destination == page.destination), None)
    return page if other is None else replace(page, state=State.NEVER, reason=f"`{other.provider}` has its address")


def _unplaced(pages: Iterable[Page]) -> Iterator[str | None]:
    """The collection of each page whose address is not known."""
    return (page.collection for page in pages if not page.url and page.state is State.LIVE)


def _routes_by_collection(config: AstroConfig) -> Mapping[str, list[Route]]:
    found: defaultdict[str, list[Route]] = defaultdict(list)
    for route in config.routes:
        if route.collection:
            found[route.collection].append(route)
    return found


def _made_page(file: SiteFile, config: AstroConfig) -> GeneratedUrl:
    """The page or file that a program in the folder of pages makes."""
    inner = _ENDING.sub("", file.path.removeprefix(f"{config.source}/pages/"))
    if not file.path.endswith((".astro", ".html")):
        return GeneratedUrl(f"/{inner}", file.path, f"/{inner}")
    index = inner == "index" or inner.endswith("/index")
    url, destination = placed(inner.removesuffix("index").rstrip("/") if index else inner, config, index=index)
    return GeneratedUrl(url, file.path, destination)


def _page(file: SiteFile, config: AstroConfig) -> Page:
    if not file.path.startswith(f"{config.source}/pages/"):
        return Page(file.path, None, file.role, "", "", State.LIVE)
    inner = _ENDING.sub("", file.path.removeprefix(f"{config.source}/pages/"))
    name = inner.rpartition("/")[2]
    path = inner.removesuffix("index").rstrip("/") if name == "index" else inner
    url, destination = placed(path, config, index=name == "index")
    page = Page(file.path, None, file.role, url, destination, State.LIVE, slug=name)
    if _STOPS.search(inner):
        return replace(page, state=State.STOPS_THE_BUILD, reason="its name holds a sign at which Astro stops")
    return page


def _entry(
    file: SiteFile,
    facts: FileFacts,
    collection: Collected,
    config: AstroConfig,
    routes: Mapping[str, list[Route]],
    patterns: Mapping[str, str],
) -> Page:
    data = facts.data or {}
    name = name_of(file.path, collection, data)
    page = Page(file.path, file.collection, file.role, "", "", State.LIVE, slug=name.rpartition("/")[2])
    if pattern := patterns.get(collection.name):
        url, destination = page_by_pattern(file, facts, pattern, collection.base)
        return replace(page, url=url, destination=destination)
    if collection.ids_by or not name:
        return page
    if config.starlight is not None and collection.name == DOCS:
        return page_of_docs(page, name, data, config)
    route = _best(routes.get(collection.name, ()))
    if route is None:
        return page
    index = route.file.rpartition("/")[2].startswith("index.")
    path = f"{route.prefix}{name}{route.suffix}".strip("/")
    url, destination = placed(re.sub("/{2,}", "/", path), config, index=index)
    page = replace(page, url=url, destination=destination)
    if route.hides_drafts and data.get("draft") is True:
        return replace(page, state=State.NEVER, reason=f"it is a draft, which `{route.file}` leaves out")
    return page


def _best(routes: Iterable[Route]) -> Route | None:
    """The route of the pages themselves, where others make pictures or feeds of the same entries."""
    pages = [route for route in routes if route.file.endswith(".astro")]
    return pages[0] if len(pages) == 1 else None


def _redirects(config: AstroConfig) -> Iterator[Redirect]:
    for old, target in config.redirects.items():
        if target and "[" not in old:
            url, destination = placed(old.strip("/"), config)
            yield Redirect(url, destination, target, config.file, ("redirects", old))
