"""What takes part in the build of a site of Astro's and adds addresses that only running it tells."""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence

from content_lint.site.generators.astro.collected import DOCS
from content_lint.site.generators.astro.config import AstroConfig, Plugin, Route, Starlight
from content_lint.site.generators.astro.placing import placed
from content_lint.site.model import ANYWHERE, GeneratedUrl, Maker
from content_lint.text.regex import regex

_BLOG = "starlight-blog"
_PLUGINS: Mapping[str, tuple[str, ...]] = {
    _BLOG: ("/BLOG", "/BLOG/**", "/*/BLOG", "/*/BLOG/**"),
    "starlight-llms-txt": ("/llms*.txt",),
    "starlight-links-validator": (),
    "astro-vtbot/starlight-view-transitions": (),
    "starlight-image-zoom": (),
    "starlight-heading-badges": (),
    "starlight-scroll-to-top": (),
    "starlight-sidebar-topics": (),
    "starlight-utils": (),
    "@lorenzo_lewis/starlight-utils": (),
    "starlight-auto-sidebar": (),
    "starlight-kbd": (),
    "starlight-giscus": (),
    "starlight-cooler-credit": (),
    "starlight-package-managers": (),
    "starlight-contextual-menu": (),
    "starlight-page-actions": (),
    "@astrojs/starlight-docsearch": (),
    "@astrojs/starlight-tailwind": (),
    "@astrojs/starlight-markdoc": (),
    "@lunariajs/starlight": ("/lunaria", "/lunaria/**"),
}
"""What plugins of Starlight's make, with BLOG for the folder that one is told; any other may make whatever it likes."""

_PLACEHOLDER = regex(r":[a-z_]+")
_PARAMETER = regex(r"\[(?:\.\.\.)?([\w$-]+)\]")
_ROUTE_END = regex(r"(?:/index)?\.astro\Z")
_PLACES = frozenset({"year", "month", "day", "slug"})
_THEMES = "starlight-theme-"
_INTEGRATIONS: Mapping[str, tuple[str, ...]] = {
    "@astrojs/sitemap": ("/sitemap-*.xml",),
    "@astrojs/partytown": ("/~partytown/**",),
    "@keystatic/astro": ("/keystatic", "/keystatic/**"),
    "astro-decap-cms": ("/admin", "/admin/**"),
    "decap-cms-astro": ("/admin", "/admin/**"),
    "astro-robots-txt": ("/robots.txt",),
    "astro-robots": ("/robots.txt",),
    "astro-pagefind": ("/pagefind/**",),
    "astro-og-canvas": ("/og/**",),
}

_MAKE_NO_PAGES = regex(
    r"@astrojs/(?!starlight)|unocss|\S*(?:tailwind|icon|compress|mermaid|expressive|critters|partytown|sitemap"
    r"|robots|image|font|analytics|react|preact|svelte|vue|solid|lit|purgecss|pwa|minify|markdoc|mdx|webmanifest)",
    re.IGNORECASE,
)
"""Integrations that add no pages of collections, by what their names say."""


def makers_of(
    config: AstroConfig,
    unplaced: Mapping[str | None, int],
    patterns: Mapping[str, str],
    known: Container[str] = (),
) -> Iterator[Maker]:
    """The programs that may make more addresses.

    Args:
        config: the site's configuration.
        unplaced: how many entries of a collection have no address that is known, by the collection's name.
        patterns: addresses that our own settings give the collections.
        known: files of routes of which it is known what they make.
    """
    yield Maker("Astro, which copies pictures there", ("/_astro/**",), files=True)
    routes = [route for route in config.routes if route.file not in known]
    yield from _of_routes(routes, config, unplaced, patterns)
    yield from _of_docs(config, unplaced, patterns)
    for key in config.code:
        if key in {"base", "redirects", "build.format"}:
            yield Maker(f"`{key}` in {config.file}, which is worked out as the site is built", (ANYWHERE,))
    dynamic = [old for old in config.redirects if "[" in old]
    if dynamic:
        yield Maker(f"`redirects` in {config.file}", tuple(map(_globbed, dynamic)))
    for file, pattern in config.injected:
        yield Maker(f"`{file}`, which adds routes", (_globbed(pattern) if pattern else ANYWHERE,), files=True)
    yield from _of_plugins(config)
    yield from _of_integrations(config, unplaced, patterns)


def _of_docs(config: AstroConfig, unplaced: Mapping[str | None, int], patterns: Mapping[str, str]) -> Iterator[Maker]:
    """The program that gives Starlight's pages ids which cannot be followed."""
    docs = next((item for item in config.collections if item.name == DOCS), None)
    if docs is None or config.starlight is None or DOCS in patterns:
        return
    file = docs.ids_by or (docs.declared_in if docs.function is not None and unplaced.get(DOCS) else "")
    if file:
        yield Maker(f"`{file}`, which makes the addresses of the collection `{DOCS}`", (ANYWHERE,))


def _of_integrations(
    config: AstroConfig, unplaced: Mapping[str | None, int], patterns: Mapping[str, str]
) -> Iterator[Maker]:
    """The first integration that may give pages to a collection of which no route of the site's own makes any."""
    routed = any(route.file.endswith(".astro") for route in config.routes)
    waiting = [name for name, number in unplaced.items() if number and name and name not in patterns]
    if routed or not waiting:
        return
    found = next((item for item in config.integrations if not _MAKE_NO_PAGES.match(item.source)), None)
    if found is not None:
        yield Maker(f"`{found.name or 'an integration'}`, an integration in {config.file}", (ANYWHERE,))


def _of_routes(
    routes: Sequence[Route], config: AstroConfig, unplaced: Mapping[str | None, int], patterns: Mapping[str, str]
) -> Iterator[Maker]:
    placed = {item.name for item in config.collections if not unplaced.get(item.name)}
    waiting = {name: number for name, number in unplaced.items() if number and name and name not in patterns}
    said = {_PLACEHOLDER.sub("*", pattern).strip("/") for pattern in patterns.values()}
    for route in routes:
        is_said = route.collection in placed or route.address.replace("**", "*").strip("/") in said
        if is_said and route.file.endswith(".astro"):
            continue
        own = tuple(_addresses_of(route, config))
        is_file = not route.file.endswith(".astro")
        yield Maker(
            f"`{route.file}`, which is a program{_counted(waiting)}", own, files=is_file, advice=_asked(route, waiting)
        )


def _addresses_of(route: Route, config: AstroConfig) -> Iterator[str]:
    """What a route can make, also in the languages that are filled up with its pages."""
    languages = (f"/{locale}" for locale, _ in config.i18n.fallback)
    for prefix in ("", *languages):
        yield prefix + route.address
        if route.address.endswith("/**"):
            yield prefix + (route.address.removesuffix("/**") or "/")


def _counted(waiting: Mapping[str, int]) -> str:
    """The collections whose pages wait for an address, in words."""
    if not waiting:
        return ""
    named = ", ".join(f"{number} of `{name}`" for name, number in list(waiting.items())[:3])
    return f" (pages without a known address: {named})"


def _asked(route: Route, waiting: Mapping[str, int]) -> str:
    """The setting that answers where the pages of a route are."""
    name = max(waiting, key=lambda item: waiting[item], default="")
    if not name or not route.file.endswith(".astro"):
        return ""
    inner = _ROUTE_END.sub("", route.file.partition("/pages/")[2])
    pattern = _PARAMETER.sub(lambda match: f":{match[1] if match[1] in _PLACES else 'id'}", inner)
    return f'Or, if their addresses are no more than that, say so: `[routes]` with `{name} = "/{pattern}/"`.'


def _globbed(address: str) -> str:
    parts = ("**" if part.startswith("[...") else "*" if part.startswith("[") else part for part in address.split("/"))
    return "/".join(parts)


def _of_plugins(config: AstroConfig) -> Iterator[Maker]:
    for plugin in config.integrations:
        addresses = _INTEGRATIONS.get(plugin.source, ())
        if addresses:
            yield Maker(f"`{plugin.source}`", addresses, files=True)
    if config.starlight is None:
        return
    yield Maker("Starlight's search", ("/pagefind/**",), files=True)
    if not config.starlight.knows_locales:
        yield Maker(f"Starlight, whose `locales` in {config.file} are worked out as the site is built", (ANYWHERE,))
    for plugin in config.starlight.plugins:
        yield from _of_starlight(plugin, config)


def _of_starlight(plugin: Plugin, config: AstroConfig) -> Iterator[Maker]:
    if plugin.source.startswith(_THEMES):
        return
    addresses = _PLUGINS.get(plugin.source, (ANYWHERE,))
    if plugin.source == _BLOG:
        prefix = plugin.prefix if plugin.prefix is not None else "*"
        addresses = tuple(address.replace("BLOG", prefix or "blog") for address in addresses)
    if addresses:
        name = plugin.name or "a plugin"
        yield Maker(f"`{name}`, a plugin in {config.file}", addresses, files=True)


def sure_addresses(config: AstroConfig, taken: Container[str]) -> Iterator[GeneratedUrl]:
    """Addresses that are surely there without a file of their own; ``taken`` are the files that others write."""
    if config.starlight is not None and config.starlight.makes_404 and "/404.html" not in taken:
        yield GeneratedUrl("/404.html", "Starlight", "/404.html")
    if config.starlight is not None:
        yield from _of_blogs(config.starlight, config)
    if any(item.source == "@astrojs/sitemap" for item in config.integrations) or config.starlight is not None:
        for name in ("sitemap-index", "sitemap-0"):
            yield GeneratedUrl(f"/{name}.xml", "`@astrojs/sitemap`", f"/{name}.xml")


def _of_blogs(starlight: Starlight, config: AstroConfig) -> Iterator[GeneratedUrl]:
    """The lists of posts of each blog, and its feed, where its folder is written out."""
    told = (plugin.prefix for plugin in starlight.plugins if plugin.source == _BLOG and plugin.prefix is not None)
    for prefix in dict.fromkeys(folder or "blog" for folder in told):
        for locale in starlight.locales or ("",):
            url, destination = placed(f"{locale}/{prefix}".strip("/"), config)
            yield GeneratedUrl(url, _BLOG, destination)
        if config.site:
            yield GeneratedUrl(f"/{prefix}/rss.xml", _BLOG, f"/{prefix}/rss.xml")
