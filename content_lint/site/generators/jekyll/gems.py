"""What the plugins that come as gems can add to a site: a table, from their own programs and guides."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from content_lint.config.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

_PLACEHOLDER = regex(r":\w+")
_ARCHIVES: Mapping[str, tuple[str, str]] = {
    "tags": ("tag", "/tag/:name/"),
    "categories": ("category", "/category/:name/"),
    "year": ("year", "/:year/"),
    "month": ("month", "/:year/:month/"),
    "day": ("day", "/:year/:month/:day/"),
}
_AUTOPAGES = {"tags": "/tag/:tag", "categories": "/category/:cat", "collections": "/collection/:coll"}
_DATES = {":year": "[0-9][0-9][0-9][0-9]", ":month": "[0-9][0-9]", ":day": "[0-9][0-9]"}

# They add nothing, or what generated.py knows exactly.
_MUTE = (
    "admin algolia analytics avatar coffeescript commonmark commonmark-ghpages compose contentblocks data "
    "default-layout email-protect emoji environment-variables external-links feed figure font-awesome "
    "gist github-metadata html-pipeline include-cache include_absolute_plugin katex last-modified-at "
    "livereload loading-lazy manager mentions mermaid minifier octicons open-sdg-plugins "
    "optional-front-matter paginate plantuml post-files reading-time readme-index redirect-from "
    "relative-links relative-url-tag remote-theme sass-converter seo-tag sitemap slim spaceship swiss "
    "table-wrapper target-blank tidy time-to-read timeago titles-from-headings toc twitter-plugin "
    "typogrify watch youtube"
)
_THEMES = "minima minimal-mistakes-jekyll just-the-docs"
_OTHERS = f"{_THEMES} jemoji github-pages jekyll liquid webrick"
_MAKE_NOTHING = frozenset((*(f"jekyll-{name}" for name in _MUTE.split()), *_OTHERS.split()))


def gem_makers(config: JekyllConfig) -> tuple[Maker, ...]:
    """The gems in use that add addresses which only running them tells.

    What is not known here may make anything but pictures and other files that are no text.
    """
    found = []
    for name in sorted(config.plugins - _MAKE_NOTHING):
        if name in _KNOWN:
            addresses = tuple(dict.fromkeys(_KNOWN[name](config.plugin_settings)))
            found += [Maker(name, addresses)] if addresses else []
        elif not name.startswith("jekyll-theme-"):
            found.append(Maker(name, (ANYWHERE,)))
    return tuple(found)


def _archives(settings: Mapping[str, object]) -> Iterator[str]:
    own = _table(settings.get("jekyll-archives"))
    enabled, permalinks = own.get("enabled"), _table(own.get("permalinks"))
    for kind, (key, usual) in _ARCHIVES.items():
        chosen = enabled is True or enabled == "all" or (isinstance(enabled, list) and kind in enabled)
        if chosen:
            written = permalinks.get(key)
            yield _glob(written if isinstance(written, str) else usual)


def _archives_v2(settings: Mapping[str, object]) -> Iterator[str]:
    """It makes archives of any collection, with the same keys below the collection's name."""
    own = _table(settings.get("jekyll-archives"))
    for name, table in own.items():
        permalinks = _table(_table(table).get("permalinks"))
        for written in permalinks.values():
            if isinstance(written, str):
                yield _glob(written.replace(":collection", str(name)))
        if isinstance(table, Mapping) and truthy(table.get("enabled")) and not permalinks:
            yield f"/{name}/**"


def _pagination(settings: Mapping[str, object]) -> Iterator[str]:
    pages, auto = _table(settings.get("pagination")), _table(settings.get("autopages"))
    if truthy(pages.get("enabled")):
        written = pages.get("permalink")
        yield f"/**{_glob(written if isinstance(written, str) else '/page/:num/')}"
        yield f"{_glob(written if isinstance(written, str) else '/page/:num/')}"
    if truthy(auto.get("enabled")):
        for key, usual in _AUTOPAGES.items():
            kind = _table(auto.get(key))
            written = _table(kind.get("permalink")).get("permalink") or kind.get("permalink")
            if kind.get("enabled") is not False:
                yield f"{_glob(written if isinstance(written, str) else usual).rstrip('/')}/**"


def _data_pages(settings: Mapping[str, object]) -> Iterator[str]:
    rows = settings.get("page_gen")
    for row in rows if isinstance(rows, list) else ():
        table = _table(row)
        folder = table.get("dir") or table.get("data")
        yield f"/{str(folder).strip('/')}/**" if folder else ANYWHERE


def _languages(settings: Mapping[str, object]) -> Iterator[str]:
    languages = settings.get("languages")
    if not isinstance(languages, list):
        yield ANYWHERE
        return
    yield from (f"/{language}/**" for language in languages if isinstance(language, str) and language)


def _scholar(settings: Mapping[str, object]) -> Iterator[str]:
    folder = _table(settings.get("scholar")).get("details_dir") or "bibliography"
    yield f"/{str(folder).strip('/')}/**"


def _tagging(settings: Mapping[str, object]) -> Iterator[str]:
    yield f"/{str(settings.get('tag_page_dir') or 'tag').strip('/')}/**"


_KNOWN: Mapping[str, Callable[[Mapping[str, object]], Iterator[str]]] = {
    "jekyll-archives": _archives,
    "jekyll-archives-v2": _archives_v2,
    "jekyll-paginate-v2": _pagination,
    "jekyll-datapage-generator": _data_pages,
    "jekyll-polyglot": _languages,
    "jekyll-multiple-languages-plugin": _languages,
    "jekyll-scholar": _scholar,
    "jekyll-tagging": _tagging,
}


def _glob(permalink: str) -> str:
    """The addresses of a template: a date is digits, any other placeholder is one part of the path."""
    made = _PLACEHOLDER.sub(lambda match: _DATES.get(match[0], "*"), permalink)
    return made if made.startswith("/") else f"/{made}"


def _table(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}
