"""What VitePress makes of a site."""

from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.site.generators.collisions import find_collisions
from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.generators.vitepress.survey import is_dynamic
from content_lint.site.model import ANYWHERE, Built, GeneratedUrl, Maker, Page, Role, SiteFile, State, Survey
from content_lint.text.regex import regex

_PARAMETER = regex(r"\[\w+?\]")
_SIGNS = {"%": "%25", "?": "%3F", "#": "%23", " ": "%20", '"': "%22"}
_SIGN = regex(r"[%?# \"]")
_TEXTS = tuple(f"/**/*.{end}" for end in ("txt", "xml", "rss", "atom", "json", "md"))


def build(survey: Survey, config: VitePressConfig) -> Built:
    """Every page with its address, and what is made besides."""
    pages: list[Page] = []
    static: list[Page] = []
    for file in survey.files:
        if file.role is Role.STATIC:
            url = f"/{file.path[len(config.public) :]}"
            static.append(Page(file.path, None, file.role, _quoted(url), url, State.STATIC, in_listing=False))
        else:
            pages.append(_page(file, config))
    written = [page for page in pages if page.destination]
    taken = {page.destination for page in written} | {page.destination for page in static}
    made = [item for item in _generated(config) if item.destination not in taken]
    return Built(
        tuple(pages),
        (),
        tuple(static),
        tuple(made),
        collisions=find_collisions(written, warned=True),
        skipped=survey.skipped,
        makers=tuple(_makers(survey, config)),
    )


def _page(file: SiteFile, config: VitePressConfig) -> Page:
    inner = config.inner(file.path) or file.path
    if is_dynamic(inner):
        return Page(file.path, None, file.role, "", "", State.LIVE, in_listing=False)
    moved = config.rewritten(inner)
    url, destination = config.address(moved)
    first = moved.partition("/")[0]
    language = first if first in config.languages else ""
    slug = destination.removesuffix("/index.html").removesuffix(".html").rpartition("/")[2]
    return Page(file.path, None, file.role, _quoted(url), destination, State.LIVE, slug=slug, language=language)


def _quoted(url: str) -> str:
    return _SIGN.sub(lambda match: _SIGNS[match[0]], url)


def _generated(config: VitePressConfig) -> Iterator[GeneratedUrl]:
    yield GeneratedUrl("/404.html", "404", "/404.html")
    if config.maps_site:
        yield GeneratedUrl("/sitemap.xml", "sitemap", "/sitemap.xml")


def _makers(survey: Survey, config: VitePressConfig) -> Iterator[Maker]:
    for file in survey.files:
        inner = config.inner(file.path) or ""
        if file.role is Role.PAGE and is_dynamic(inner):
            address = config.address(_PARAMETER.sub("*", config.rewritten(inner)))[0]
            program = re.sub(r"\.md\Z", ".paths", file.path)
            globs = (address, address.removesuffix(".html"))
            yield Maker(f"`{program}`, which is a program", globs, pages=(file.path,))
    yield Maker("VitePress, which copies pictures there", ("/assets/**",), files=True)
    for key in config.by_code:
        yield Maker(f"`{key}` in {config.file}, which is worked out as the site is built", (ANYWHERE,))
    if config.makes_texts:
        yield Maker(f"{config.makes_texts} in {config.file}", _TEXTS, files=True)
    named = [address for item in config.ignored for address in (item, item.removesuffix("/index"))]
    if named:
        yield Maker(
            f"what `ignoreDeadLinks` in {config.file} knows of", tuple(f"/{item.lstrip('./')}" for item in named)
        )
    if config.ignored_by_pattern:
        yield Maker(f"what a pattern of `ignoreDeadLinks` in {config.file} lets pass", (ANYWHERE,))
