"""The plugin redirects (https://github.com/mkdocs/mkdocs-redirects): what it writes, and what leads nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING
from urllib.parse import quote

from content_lint.site.dead_redirects import DeadRedirect
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.config_places import ConfigPlaces
from content_lint.site.generators.mkdocs.files import OutputPlace, is_document, place_of
from content_lint.site.model import Page, Redirect
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.site.index import Site

_KEYS = ("plugins", "redirects", "redirect_maps")
_ELSEWHERE = ("http://", "https://")


def written_redirects(pages: Iterable[Page], config: MkDocsConfig) -> Iterator[Redirect]:
    """The redirects that it writes, from the paths of documents of old."""
    urls = _urls(pages, config)
    for old, new in _maps(config):
        place = place_of(old, config) if is_document(old) else OutputPlace(f"/{old}", f"/{quote(old)}")
        path, mark, fragment = new.partition("#")
        if path in urls:
            target = f"{_base_path(config)}{urls[path]}{mark}{fragment}"
        elif new.lower().startswith(_ELSEWHERE):
            target = new
        else:
            continue
        yield Redirect(place.url, place.file, target, _file(config), (*_KEYS, old))


def dead_redirects(site: Site) -> Iterator[DeadRedirect]:
    """Those that lead to no document, which it warns of and leaves out."""
    config = MkDocsConfig.of(site.settings)
    urls = _urls(site.built.pages, config)
    places: ConfigPlaces | None = None
    for old, new in _maps(config):
        path = new.partition("#")[0]
        if path not in urls and not new.lower().startswith(_ELSEWHERE):
            places = places or ConfigPlaces(site, _file(config))
            made = place_of(path, config).url if is_document(path) else f"/{path}"
            yield DeadRedirect(
                _file(config), places.below((*_KEYS, old)), new, made, nearest(path.lstrip("/"), urls) or ""
            )


def _urls(pages: Iterable[Page], config: MkDocsConfig) -> Mapping[str, str]:
    urls = {config.inner(page.path): page.url for page in pages}
    if config.languages.codes:
        # The plugin i18n comes after all others: to this one the name of a file is its address, with its language.
        urls = {inner: place_of(inner, config).url for inner in urls}
    return urls


def _maps(config: MkDocsConfig) -> Iterator[tuple[str, str]]:
    maps = config.plugins.get("redirects", {}).get("redirect_maps")
    for old, new in maps.items() if isinstance(maps, dict) else ():
        if isinstance(old, str) and isinstance(new, str):
            yield old, new


def _file(config: MkDocsConfig) -> str:
    return f"{config.home}/mkdocs.yml".lstrip("/")


def _base_path(config: MkDocsConfig) -> str:
    host = config.site_url.partition("://")[2]
    return f"/{host.partition('/')[2]}".rstrip("/")
