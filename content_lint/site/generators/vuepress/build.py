"""Which of a site's files VuePress reads, and what it makes of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from urllib.parse import quote

from content_lint.parse.facts import FenceState
from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.vuepress.config import VuePressConfig
from content_lint.site.model import (
    ANYWHERE,
    Built,
    FileFacts,
    GeneratedUrl,
    Maker,
    Page,
    Role,
    SiteFile,
    Skipped,
    State,
    Survey,
)

_NOTHING = FileFacts(FenceState.MISSING)
_BESIDE = "copied only where a page names it"
_FEEDS = ("/*.xml", "/*.json", "/*.xsl", "/*/*.xml", "/*/*.json")
_SAFE = "/!$&'()*+,;=:@~-._#?"


def sort_files(names: Iterable[str], config: VuePressConfig) -> Survey:
    """Which file is what."""
    files: list[SiteFile] = []
    skipped: list[Skipped] = []
    for path in names:
        inner = config.inner(path)
        if path.startswith(config.public):
            files.append(SiteFile(path, Role.STATIC))
        elif inner is None or not path.endswith(".md") or _is_passed_over(inner):
            skipped.append(Skipped(path, _BESIDE))
        else:
            files.append(SiteFile(path, Role.PAGE))
    return Survey(tuple(files), tuple(skipped))


def _is_passed_over(inner: str) -> bool:
    return any(part.startswith(".") or part == "node_modules" for part in inner.split("/"))


def build(survey: Survey, facts: Mapping[str, FileFacts], config: VuePressConfig) -> Built:
    """Every page with its address, and what is made besides."""
    pages = [_page(item, facts.get(item.path, _NOTHING), config) for item in survey.files if item.role is Role.PAGE]
    static = [_static(item, config) for item in survey.files if item.role is Role.STATIC]
    generated = [GeneratedUrl("/404.html", "404", "/404.html")]
    generated += [GeneratedUrl("/sitemap.xml", "sitemap", "/sitemap.xml")] if config.maps_site else []
    listed = {item.path for item in survey.skipped}  # where git is not asked, folders with a dot are not looked into
    taken = {page.destination for page in (*pages, *static)}
    return Built(
        tuple(pages),
        (),
        tuple(static),
        tuple(item for item in generated if item.destination not in taken),
        collisions=find_collisions((page for page in pages if page.destination), warned=True),
        skipped=survey.skipped,
        makers=tuple(_makers(config, pages, has_public=config.file in listed)),
    )


def _page(file: SiteFile, facts: FileFacts, config: VuePressConfig) -> Page:
    data = facts.data or {}
    inner = config.inner(file.path) or file.path
    own = data.get("permalink")
    language = inner.partition("/")[0]
    language = language if language in config.languages else ""
    if facts.data is None or "permalinkPattern" in data:
        return Page(file.path, None, file.role, "", "", State.LIVE, language=language, in_listing=False)
    route = config.routed(own) if isinstance(own, str) and own else config.route(inner)
    destination = f"{route}index.html" if route.endswith("/") else route
    slug = destination.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2]
    return Page(
        file.path, None, file.role, quote(route, safe=_SAFE), destination, State.LIVE, slug=slug, language=language
    )


def _static(file: SiteFile, config: VuePressConfig) -> Page:
    url = f"/{file.path[len(config.public) :]}"
    return Page(file.path, None, file.role, quote(url, safe=_SAFE), url, State.STATIC, in_listing=False)


def _makers(config: VuePressConfig, pages: Iterable[Page], *, has_public: bool) -> Iterator[Maker]:
    yield Maker("VuePress, which copies pictures there", ("/assets/**",), files=True)
    if not has_public:
        yield Maker(f"the folder `{config.public}`, of which no list is here", (ANYWHERE,), files=True)
    if config.makes_texts:
        yield Maker(f"{config.makes_texts} in {config.file}", _FEEDS, files=True)
    for what in config.strange:
        yield Maker(f"{what} in {config.file}", (ANYWHERE,), files=True)
    by_pattern = tuple(page.path for page in pages if not page.url)
    if by_pattern:
        yield Maker("`permalinkPattern` of front matter", (ANYWHERE,), pages=by_pattern)
