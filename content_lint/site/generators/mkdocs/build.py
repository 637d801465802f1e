"""What MkDocs makes of a site."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime
from urllib.parse import quote

from content_lint.parse.facts import FenceState
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.mkdocs.blog import MaterialBlog
from content_lint.site.generators.mkdocs.config import MERGING, MkDocsConfig
from content_lint.site.generators.mkdocs.files import OutputPlace, place_of
from content_lint.site.generators.mkdocs.plugins import makers_of
from content_lint.site.generators.mkdocs.redirects import written_redirects
from content_lint.site.model import (
    ANYWHERE,
    Built,
    Fatal,
    FileFacts,
    GeneratedUrl,
    Maker,
    Page,
    Role,
    SiteFile,
    State,
    Survey,
)

_NOTHING = FileFacts(FenceState.MISSING)
_DRAFT = "`draft_docs` in the configuration keeps it out of the build"


def build(survey: Survey, facts: Mapping[str, FileFacts], config: MkDocsConfig, now: datetime) -> Built:
    """Every page with its address, redirects, and what plugins add.

    Args:
        survey: which file is what.
        facts: of every document, by path.
        config: the site's.
        now: the clock: a blog can hide posts until their day.
    """
    blogs = {item.posts: MaterialBlog(item, config) for item in config.blogs}
    pages: list[Page] = []
    static: list[Page] = []
    fatal: list[Fatal] = []
    for file in survey.files:
        if file.role is Role.STATIC:
            static.append(_static(file, config))
            continue
        blog = blogs.get(file.collection or "")
        if blog is None:
            pages.append(_page(file, config))
            continue
        page, stops = blog.page(file, facts.get(file.path, _NOTHING), now)
        pages.append(page)
        fatal += stops
    written = [page for page in pages if page.state is State.LIVE and page.destination]
    lists = [made for blog in blogs.values() for made in blog.lists(written, facts)]
    redirects = tuple(written_redirects(written, config))
    return Built(
        tuple(pages),
        redirects,
        tuple(static),
        (*_made(config), *lists, *_fallbacks(written, config)),
        collisions=find_collisions([*written, *static], warned=False),
        skipped=survey.skipped,
        fatal=tuple(fatal),
        makers=tuple(_makers(config)),
    )


def _page(file: SiteFile, config: MkDocsConfig) -> Page:
    inner = config.inner(file.path)
    code, bare = config.languages.split(inner)
    place = _in_language(place_of(bare, config), config.languages.prefix(code))
    draft = config.drafts.match(inner)
    return Page(
        file.path,
        file.collection,
        file.role,
        place.url,
        place.file,
        State.NEVER if draft else State.LIVE,
        reason=_DRAFT if draft else "",
        slug=inner.rpartition("/")[2].rpartition(".")[0],
        in_listing=not draft,
        language=code,
    )


def _in_language(place: OutputPlace, prefix: str) -> OutputPlace:
    return OutputPlace(f"/{prefix}{place.file}", f"/{quote(prefix)}{place.url}") if prefix else place


def _static(file: SiteFile, config: MkDocsConfig) -> Page:
    inner = file.path[len(config.custom) + 1 :] if file.lent else config.inner(file.path)
    place = place_of(inner, config)
    state = State.NEVER if config.drafts.match(inner) else State.STATIC
    return Page(file.path, None, file.role, place.url, place.file, state, in_listing=False)


def _fallbacks(pages: list[Page], config: MkDocsConfig) -> Iterator[GeneratedUrl]:
    """Pages that a language lacks, made of those of the default one."""
    languages = config.languages
    if not languages.codes or not languages.falls_back:
        return
    own = {page.destination for page in pages}
    for code in languages.codes[1:]:
        prefix = languages.prefix(code)
        for page in pages:
            if page.language != languages.codes[0]:
                continue
            place = _in_language(OutputPlace(page.destination, page.url), prefix)
            if place.file not in own:
                yield GeneratedUrl(place.url, "the plugin i18n", place.file, language=code)


def _made(config: MkDocsConfig) -> Iterator[GeneratedUrl]:
    """What MkDocs and its theme write besides the pages."""
    yield GeneratedUrl("/404.html", "404", "/404.html")
    yield GeneratedUrl("/sitemap.xml", "sitemap", "/sitemap.xml")
    if "search" in config.plugins:
        yield GeneratedUrl("/search/search_index.json", "search", "/search/search_index.json")
        if config.theme == "readthedocs":
            yield GeneratedUrl("/search.html", "search", "/search.html")
    if "rss" in config.plugins:
        yield from (GeneratedUrl(f"/{name}", "the plugin rss") for name in _feeds(config.plugins["rss"]))


def _feeds(options: Mapping[str, object]) -> Iterator[str]:
    """The files of the plugin rss, from the root of the site."""
    given = options.get("feeds_filenames")
    named = given if isinstance(given, Mapping) else {}
    for kind in ("created", "updated"):
        name = named.get(f"rss_{kind}", f"feed_rss_{kind}.xml")
        yield from [name.lstrip("/")] if isinstance(name, str) else []


_VERSIONS = tuple(
    address
    for name in ("latest", "stable", "dev", "main", "master", "next", "nightly", "v[0-9]*", "[0-9]*")
    for address in (f"/{name}", f"/{name}/**")
)
_THEMES = {
    "material": ("/assets/javascripts/**", "/assets/stylesheets/**", "/assets/images/favicon.png"),
    "mkdocs": ("/css/**", "/js/**", "/img/**", "/webfonts/**"),
    "readthedocs": ("/css/**", "/js/**", "/img/**"),
}


def _makers(config: MkDocsConfig) -> Iterator[Maker]:
    known = MERGING if config.is_merged else frozenset()
    yield from makers_of({name: value for name, value in config.plugins.items() if name not in known}, config.hooks)
    files = _THEMES.get(config.theme, ("/css/**", "/js/**", "/img/**", "/assets/**"))
    yield Maker(config.called, files, files=True)
    if config.versions == "mike":
        # Without an address of its own, the site may be in any folder of its host.
        folders = (
            () if config.site_url else tuple(f"/*{item}" for item in (*_VERSIONS, *(f"/*{item}" for item in _VERSIONS)))
        )
        who = "mike, which puts each version of the site into a folder of its own"
        yield Maker(who, (*_VERSIONS, *folders), files=True, apart=True)
    elif config.versions:
        who = "another program, which puts versions of the site into folders of their own (`extra.version`)"
        yield Maker(who, (ANYWHERE,), files=True, apart=True)
    for address in config.neighbours:
        name = f"another build of this site (`extra.alternate` has `{address}/`)"
        yield Maker(name, (address, f"{address}/**"), files=True, apart=True)
    for blog in config.blogs:
        if not blog.known_slugs:
            yield Maker("the blog plugin", (f"/{blog.folder}/**",))
        elif blog.profiles:
            yield Maker("the blog plugin", (f"/{blog.folder}/{blog.profiles.replace('{slug}', '*')}/**",))
