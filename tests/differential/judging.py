"""Where what content-lint says of a made site differs from what the real generator makes of it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from content_lint.config.load import load_settings
from content_lint.config.settings import is_within
from content_lint.engine.load import load_site
from content_lint.links.fragments import names_a_place
from content_lint.links.look_up import answer_of
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.parse.facts import LinkKind
from content_lint.rules.registry import catalog
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import parse_path
from content_lint.site.generators.hugo.publish import NOT_RENDERED
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.model import Page, State
from content_lint.site.sources.tree import DiskTree
from tests.differential.building import BuiltPage

NOW = datetime(2024, 6, 1, tzinfo=UTC)
ORIGIN = "https://www.example.org"
_FEEDS = ("sitemap.xml", "index.xml", "robots.txt", "feed.xml")
_HOPS = 10
_FOOTNOTE = re.compile(r"fn(?:ref\d*)?:")
Built = Mapping[str, BuiltPage | None]


def modelled(root: Path) -> Site:
    """What content-lint makes of the site in a folder."""
    settings = load_settings(root, catalog=catalog())
    return load_site(settings, DiskTree(root)).site(settings, NOW)


def differences(site: Site, built: Built, content: str) -> Iterator[str]:
    """Each difference in a line.

    Args:
        site: what content-lint says.
        built: what was written.
        content: the folder from which the pages count their sources, with ``/`` at its end, or empty.
    """
    sources: dict[str, list[str]] = {}
    for name, read in built.items():
        if read is not None and read.source:
            sources.setdefault(content + read.source, []).append(name)
    clashing = {item.destination for item in site.built.collisions}
    yield from _pages(site, built, sources, clashing)
    yield from _redirects(site, built, clashing)
    for path in site.documents:
        page = site.pages.get(path)
        if page is None or page.state is not State.LIVE or page.destination in clashing or page.redirect_to:
            continue
        written = built.get(page.destination)
        if written is not None and written.source and content + written.source == path:
            yield from _ids(site, path, written)
            yield from _links(site, path, page, written, built)


def _pages(site: Site, built: Built, sources: Mapping[str, list[str]], clashing: set[str]) -> Iterator[str]:
    told: set[str] = set()
    for page in (*site.built.pages, *site.built.static):
        told.add(page.destination)
        is_there = page.destination in built
        if page.state in (State.LIVE, State.STATIC) and page.destination:
            if not is_there:
                yield f"page: {page.path} is said to be at {page.destination}, where nothing was written"
        elif page.path in sources and not any(
            other.path == page.path and other.state is State.LIVE for other in site.built.pages
        ):
            yield f"state: {page.path} is said to be {page.state} ({page.reason}), and is at {sources[page.path]}"
        if (
            page.state is State.LIVE
            and page.path in sources
            and page.destination not in sources[page.path]
            and page.destination not in clashing
        ):
            yield f"url: {page.path} is said to be at {page.destination}, and is at {sources[page.path]}"
    told |= {item.destination for item in site.built.redirects} | {item.destination for item in site.built.generated}
    told |= {f"{item.url}index.html" if item.url.endswith("/") else item.url for item in site.built.generated}
    for name in built:
        if name not in told and not name.endswith(_FEEDS) and "/page/" not in name:
            yield f"file: {name} was written, and nothing is said of it"


def _redirects(site: Site, built: Built, clashing: set[str]) -> Iterator[str]:
    last = {item.destination: item for item in site.built.redirects}
    for destination, item in last.items():
        written = built.get(destination)
        if destination in clashing:
            continue
        if written is None or written.refresh is None:
            yield f"redirect: {item.source} is said to redirect from {item.url} ({destination}), which does not"
        elif _path(urljoin(ORIGIN, written.refresh)) != _path(urljoin(ORIGIN, item.target)) and _path(
            urljoin(ORIGIN, written.refresh)
        ) != _path(urljoin(ORIGIN, site.settings.base_path + item.target)):
            yield f"redirect: {item.url} is said to lead to {item.target}, and leads to {written.refresh}"
    known = {item.destination for item in site.built.pages if item.redirect_to} | {*last, *clashing}
    known |= {place for item in site.built.generated for place in (item.destination, item.url)}
    for name, page in built.items():
        if page is not None and page.refresh is not None and name not in known:
            yield f"redirect: {name} redirects to {page.refresh}, and nothing is said of it"


def _path(address: str) -> str:
    return unquote(urlsplit(address).path)


def _ids(site: Site, path: str, written: BuiltPage) -> Iterator[str]:
    anchors = site.anchors(path)
    if anchors is None or not anchors.complete:
        return
    said = {*anchors.ids, *anchors.around.ids}
    there = {name for name in written.ids if not _FOOTNOTE.match(name)}
    said = {name for name in said if not _FOOTNOTE.match(name)}
    if said != there:
        yield f"ids: {path} has {sorted(there - said)} unsaid, and {sorted(said - there)} only said"


def _links(site: Site, path: str, page: Page, written: BuiltPage, built: Built) -> Iterator[str]:
    here = _address_of(site, page)
    base = "" if site.settings.servers else site.settings.base_path
    actual = dict[tuple[str, str], str]()
    for href in written.hrefs:
        whole = urljoin(here, href)
        inside = _path_in_build(site, whole)
        if inside is not None and not href.startswith("#fn"):
            actual[_place(inside, unquote(urlsplit(whole).fragment), site, built)] = whole
    unknown, printed = False, set[tuple[str, str]]()
    said = dict[tuple[str, str], LinkTarget]()
    for item in site.once(resolve_links).all:
        if item.document.path != path or item.target.scope is not Scope.INTERNAL:
            continue
        if (
            _is_outside(item.target)
            or item.target.outcome in (LinkOutcome.UNKNOWN, LinkOutcome.STOPS)
            or item.link.kind.value == "front-matter"
        ):
            unknown = True
            continue
        key = _place(_said_path(item.target), item.target.fragment, site, built)
        said[key] = item.target
        if item.link.kind is LinkKind.LIQUID:
            printed.add(key)  # its address may stand in the text, and be no link
    for key in said.keys() - actual.keys():
        own = _place(_path_in_build(site, here) or "/", key[1], site, built)
        if own in actual and _is_emptied(site, said[key]):
            del said[key]
            said.setdefault(own, _own_page(page, key[1]))
    for key in said.keys() - actual.keys() - printed:
        others = sorted(map("#".join, actual.keys() - said.keys()))
        yield f"href: {path} is said to link to {'#'.join(key)}, and has {others}"
    if not unknown:
        for key in actual.keys() - said.keys():
            if base and key[0] != base and not key[0].startswith(f"{base}/"):
                continue  # another site on the same host
            yield f"href: {path} links to {'#'.join(key)}, and that is not said"
    for key in said.keys() & actual.keys():
        wrong = _is_wrong(site, said[key], key, built)
        if wrong:
            yield f"link: {path} to {'#'.join(key)} is said to be {said[key].outcome}, and {wrong}"


def _address_of(site: Site, page: Page) -> str:
    """Where readers find a page."""
    path, server = page.destination.removesuffix("index.html"), site.settings.server_of(page.language)
    if server is None:
        return urljoin(ORIGIN, site.settings.base_path + path)
    return server.origin + server.base_path + path.removeprefix(server.folder)


def _path_in_build(site: Site, address: str) -> str | None:
    """The path of an address of the site's; where languages have hosts of their own, in the folder of all of them."""
    parts = urlsplit(address)
    path = unquote(parts.path) or "/"
    if not site.settings.servers:
        return path if parts.netloc == "www.example.org" else None
    server = site.settings.server_at(parts.netloc, path)
    return None if server is None else server.folder + (path[len(server.base_path) :] or "/")


def _said_path(target: LinkTarget) -> str:
    """The same of what is said of a link."""
    path, server = unquote(target.url), target.server
    return path if server is None else server.folder + (path[len(server.base_path) :] or "/")


def _is_outside(target: LinkTarget) -> bool:
    """Whether a link leads out of the base path of its server, where languages have servers of their own."""
    return target.server is not None and not is_within(unquote(target.url), target.server.base_path)


def _own_page(page: Page, fragment: str) -> LinkTarget:
    return LinkTarget(Scope.INTERNAL, LinkOutcome.LIVE, page.url, page.url, fragment=fragment, answer=answer_of(page))


def _is_emptied(site: Site, target: LinkTarget) -> bool:
    """Whether Hugo's own template for links writes an empty address, which is that of the page with the link.

    It does for a list that is turned off, for a page that is not to be rendered, and for a home page that is not
    published.
    """
    config = HugoConfig.of(site.settings)
    if target.outcome not in (LinkOutcome.MISSING, LinkOutcome.HIDDEN):
        return False
    path = unquote(target.url).removeprefix(site.settings.base_path)
    for prefix in (f"/{language.prefix}/" for language in config.languages if language.prefix):
        path = f"/{path.removeprefix(prefix)}" if path.startswith(prefix) else path
    bare = re.sub(r"(?:/_?index)?(?:\.\w+)?/?\Z", "", path.lower())
    for page in site.built.pages:
        place = config.content_place(page.path)
        base = parse_path(place.inner, ["en", "fr"]).base if place is not None else ""
        # The home page is there for it even if it is not published.
        if base == (bare or "/") and (page.reason == NOT_RENDERED or base == "/"):
            return True
        if config.disabled_kinds and base.startswith(f"{bare}/"):
            return True
    lists = [f"/{plural}/" for language in config.languages for plural in config.terms(language).values()]
    return bool(config.disabled_kinds) and f"{bare}/".startswith(tuple(lists))


def _place(path: str, fragment: str, site: Site, built: Built) -> tuple[str, str]:
    """A decoded path and its fragment; a path at which a file answers is that file's."""
    base = "" if site.settings.servers else site.settings.base_path
    within = path[len(base) :] or "/"
    inside = path == base or path.startswith(f"{base}/")
    file = _file(within, built) if inside else None
    return base + file if file is not None else path, fragment


def _is_wrong(site: Site, target: LinkTarget, key: tuple[str, str], built: Built) -> str:
    """What is not so of an outcome, or empty."""
    base = "" if site.settings.servers else site.settings.base_path
    if base and key[0] != base and not key[0].startswith(f"{base}/"):
        return "" if target.outcome is LinkOutcome.MISSING else "is outside of the base path"
    file = _file(key[0][len(base) :] or "/", built)
    if target.outcome in (LinkOutcome.MISSING, LinkOutcome.WRONG_CASE, LinkOutcome.HIDDEN):
        return "" if file is None or "//" in key[0] else f"{file} answers"
    if file is None:
        return "" if "//" in key[0] else "nothing answers"
    page = built[file]
    if target.outcome is LinkOutcome.REDIRECT:
        return "" if page is not None and page.refresh is not None else f"{file} redirects to nowhere"
    if target.outcome is LinkOutcome.LIVE and page is not None and names_a_place(key[1]):
        place = find_place(site, target)
        is_there = key[1] in page.ids
        if place.state is PlaceState.MISSING and is_there:
            return f"its place is said to be missing, and {file} has it"
        if place.state is PlaceState.THERE and not is_there and page.refresh is None and not key[1].startswith("fn"):
            return f"its place is said to be there, and {file} has it not"
    return ""


def _file(path: str, built: Built) -> str | None:
    """The file that answers at a decoded path, for a host that nobody knows."""
    return next((name for name in Host().files(path) if name in built), None)
