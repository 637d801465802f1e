"""What Docusaurus makes of a site."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Mapping
from urllib.parse import quote, unquote

from msgspec.structs import replace

from content_lint.parse.facts import FenceState
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.docusaurus.config import Blog, DocusaurusConfig, Folder
from content_lint.site.generators.docusaurus.files import inner_path, is_part, is_program
from content_lint.site.generators.docusaurus.routes import is_lost, page_route, route_of, stop_of
from content_lint.site.model import (
    ANYWHERE,
    Built,
    Fatal,
    FileFacts,
    GeneratedUrl,
    Maker,
    Page,
    Redirect,
    Role,
    SiteFile,
    State,
    Survey,
)
from content_lint.text.regex import regex

_NOTHING = FileFacts(FenceState.MISSING)
_DRAFT = "`draft` is true"
_LOST = "Docusaurus reads its address as a pattern, so readers get the page for missing addresses"
_SIMPLE_TAG = regex(r"[a-z0-9]+(?:[ -][a-z0-9]+)*\Z")
_TRUE = (True, "true")
_FETCH = "Fetch it with `git submodule update --init`."


def build(survey: Survey, facts: Mapping[str, FileFacts], config: DocusaurusConfig) -> Built:
    """Every page with its address, redirects, and what is made besides.

    Args:
        survey: which file is what.
        facts: of every document, by path.
        config: the site's.
    """
    pages: list[Page] = []
    static: list[Page] = []
    fatal: list[Fatal] = []
    made: list[GeneratedUrl] = []
    for file in survey.files:
        folder = config.folder_of(file.path)
        address = config.static_address(file.path)
        if address is not None:
            static.append(Page(file.path, None, Role.STATIC, address, address, State.STATIC, in_listing=False))
        elif folder is not None and is_program(file.path):
            made.append(_made(config, folder.route + page_route(inner_path(folder, file.path)), "program", folder))
        elif folder is not None:
            stop = "" if is_part(inner_path(folder, file.path)) else stop_of(file.path)
            fatal += [Fatal(file.path, (), f"Docusaurus cannot build the site: {stop}")] if stop else []
            pages.append(_page(file, folder, facts.get(file.path, _NOTHING), config, stops=bool(stop)))
    written = [page for page in pages if page.state is State.LIVE and page.destination]
    untranslated = list(_untranslated(written, config))
    taken = {page.destination for page in (*written, *untranslated)}
    made += _untranslated_programs(made, taken, config)
    for blog in config.blogs:
        made += _lists(blog, written, facts, config)
    made += _of_theme(config)
    made += (_made(config, route, "program") for route in config.added)
    redirects = tuple(_redirects(written, config))
    return Built(
        (*pages, *untranslated),
        redirects,
        tuple(static),
        tuple(_unique(made, taken)),
        collisions=find_collisions(written, warned=True),
        skipped=survey.skipped,
        fatal=tuple(fatal),
        makers=tuple(_makers(config)),
    )


def _page(file: SiteFile, folder: Folder, facts: FileFacts, config: DocusaurusConfig, *, stops: bool) -> Page:
    inner = inner_path(folder, file.path)
    if is_part(inner):
        return Page(file.path, file.collection, file.role, "", "", State.LIVE, in_listing=False)
    data = facts.data or {}
    route = route_of(folder, inner, data)
    state, reason = State.LIVE, ""
    if stops:
        state, reason = State.STOPS_THE_BUILD, "the build stops at its name"
    elif data.get("draft") in _TRUE:
        state, reason = State.NEVER, _DRAFT
    elif is_lost(folder, route):
        state, reason = State.NEVER, _LOST
    address = config.address(route)
    return Page(
        file.path,
        file.collection,
        file.role,
        quote(address, safe="/~!$&'()*+,;=:@"),
        "/404.html" if route == "/404" else config.written_file(route),
        state,
        reason=reason,
        slug=address.rstrip("/").rpartition("/")[2],
        in_listing=state is State.LIVE and data.get("unlisted") not in _TRUE,
        language=folder.language if len(config.languages) > 1 else "",
    )


def _made(config: DocusaurusConfig, route: str, provider: str, folder: Folder | None = None) -> GeneratedUrl:
    language = folder.language if folder is not None and len(config.languages) > 1 else ""
    route = re.sub("/{2,}", "/", route) or "/"
    file = "/404.html" if route == "/404" else config.written_file(route)
    return GeneratedUrl(config.address(route), provider, file, language=language)


def _untranslated(pages: list[Page], config: DocusaurusConfig) -> Iterator[Page]:
    """The pages that other languages have of documents in the default one, for want of a translation."""
    own = {page.destination for page in pages}
    for code in config.languages[1:]:
        for page in pages:
            if page.language == config.languages[0]:
                url, destination = f"{config.prefix(code)}{page.url}", f"{config.prefix(code)}{page.destination}"
                if destination not in own:
                    yield replace(page, url=url, destination=destination, language=code, in_listing=False)


def _untranslated_programs(
    made: list[GeneratedUrl], taken: Container[str], config: DocusaurusConfig
) -> Iterator[GeneratedUrl]:
    """The same of the pages that programs make."""
    default = [item for item in made if item.language == config.languages[0]]
    for code in config.languages[1:]:
        for source in default:
            item = _made(config, config.prefix(code) + source.url, "language")
            if item.destination not in taken:
                yield replace(item, language=code)


def _lists(
    blog: Blog, pages: list[Page], facts: Mapping[str, FileFacts], config: DocusaurusConfig
) -> Iterator[GeneratedUrl]:
    """What is made of the posts of a blog, in each language."""
    for code in config.languages:
        prefix = config.prefix(code) + blog.route
        posts = list(_posts(blog, pages, config))
        tags = {tag for page in posts for tag in tags_of(facts.get(page.path))}
        last = -(-len(posts) // (blog.page_size or len(posts) or 1))
        parts = [blog.archive, blog.tags, blog.authors, *(f"{blog.tags}/{tag}" for tag in sorted(tags))]
        parts += [f"page/{number}" for number in range(2, last + 1)]
        yield _made(config, prefix or "/", "list")
        yield from (_made(config, f"{prefix}/{part}", "list") for part in parts)
        for feed in ("rss.xml", "atom.xml", "feed.json"):
            yield GeneratedUrl(f"{prefix}/{feed}", "feed", f"{prefix}/{feed}")


def _posts(blog: Blog, pages: list[Page], config: DocusaurusConfig) -> Iterator[Page]:
    """The posts that the lists of a blog hold."""
    for page in pages:
        folder = config.folder_of(page.path) if page.in_listing else None
        if folder is not None and folder.plugin == blog.plugin:
            yield page


def tags_of(facts: FileFacts | None) -> Iterator[str]:
    """The last parts of the addresses of a document's tags, where they are plain."""
    tags = ((facts.data if facts is not None else None) or {}).get("tags")
    for tag in tags if isinstance(tags, list) else ():
        if isinstance(tag, str) and _SIMPLE_TAG.match(tag):
            yield tag.replace(" ", "-")


def _of_theme(config: DocusaurusConfig) -> Iterator[GeneratedUrl]:
    yield GeneratedUrl("/404.html", "404", "/404.html")
    for code in config.languages:
        prefix = config.prefix(code)
        yield _made(config, f"{prefix}/search", "list")
        yield GeneratedUrl(f"{prefix}/sitemap.xml", "sitemap", f"{prefix}/sitemap.xml")


def _unique(made: list[GeneratedUrl], documents: Iterable[str]) -> Iterator[GeneratedUrl]:
    """What is made where no document of the site is; ``documents`` are the files that those are written to."""
    taken = set(documents)
    for item in made:
        if item.destination not in taken:
            taken.add(item.destination)
            yield item


def _makers(config: DocusaurusConfig) -> Iterator[Maker]:
    for route, module in config.unfetched:
        name = f"another repository, which `.gitmodules` puts at `{module}` and which is not there"
        yield Maker(name, (route or "/", f"{route}/**"), files=True, advice=_FETCH)
    for name in config.makers:
        yield Maker(name, (ANYWHERE,))
    for name in config.writers:
        yield Maker(name, ("/**/*.md", "/**/*.txt"), files=True)
    if config.unknown_languages:
        code = "/[a-z][a-z]"
        name = f"another language of the site, whose list in {config.file} is made by code"
        yield Maker(name, (code, f"{code}/**", f"{code}-*", f"{code}-*/**"))
    if config.moved_by_code:
        yield Maker("the plugin client-redirects, whose redirects code makes", (ANYWHERE,))
    for code in config.languages:
        prefix = config.prefix(code)
        for item in config.tags:
            yield Maker(
                "the list of a tag", (f"{prefix}{item.route}/{item.tags}", f"{prefix}{item.route}/{item.tags}/**")
            )
        for blog in config.blogs:
            for part in (blog.tags, blog.authors):
                yield Maker("the list of a tag or author", (f"{prefix}{blog.route}/{part}/**",))


def _redirects(pages: list[Page], config: DocusaurusConfig) -> Iterator[Redirect]:
    key = ("plugins", "client-redirects", "redirects")
    for item in config.moved:
        file = f"{item.old.rstrip('/')}/index.html"
        yield Redirect(item.old, file, item.new, config.file, (*key, item.old))
    for ending in config.old_endings:
        for page in pages:
            if page.url != "/" and not page.url.endswith("/"):
                old = f"{page.url}.{ending}"
                yield Redirect(old, f"{unquote(old)}/index.html", page.url, page.path, key)
