"""What the plugins that come as gems can add to a site: a table, from their own programs and guides."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping

from content_lint.site.generators.jekyll.config import JekyllConfig, truthy
from content_lint.site.generators.jekyll.pagination import PLUGIN as NUMBERING
from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.lenient import mapping
from content_lint.text.regex import regex

_PLACEHOLDER = regex(r":\w+")
_AUTOPAGES = {"tags": "/tag/:tag", "categories": "/category/:cat", "collections": "/collection/:coll"}
_DATES = {":year": "[0-9][0-9][0-9][0-9]", ":month": "[0-9][0-9]", ":day": "[0-9][0-9]"}
_VERSION = regex(r"-\d+(?:\.\d+)+\Z")

# They add nothing, or what generated.py and its neighbours know exactly.
_MUTE = (
    "admin algolia analytics archives asciidoc avatar coffeescript commonmark commonmark-ghpages compose contentblocks "
    "data default-layout email-protect emoji environment-variables external-links feed figure font-awesome "
    "gist github-metadata html-pipeline include-cache include_absolute_plugin katex last-modified-at "
    "livereload loading-lazy manager mentions mermaid minifier octicons open-sdg-plugins "
    "optional-front-matter paginate plantuml polyglot post-files reading-time readme-index redirect-from "
    "relative-links relative-url-tag remote-theme sass-converter seo-tag sitemap slim spaceship swiss "
    "table-wrapper target-blank tidy time-to-read timeago titles-from-headings toc twitter-plugin "
    "typogrify watch youtube"
)
_THEMES = "minima minimal-mistakes-jekyll just-the-docs"
_OTHERS = f"{_THEMES} jemoji github-pages jekyll liquid webrick"
_MAKE_NOTHING = frozenset((*(f"jekyll-{name}" for name in _MUTE.split()), *_OTHERS.split()))
# Words in the name of a plugin that changes how texts look, and adds no page to them.
_ON_THE_PAGE = frozenset(
    """
    admonition admonitions alert alerts anchor anchors audio callout callouts chart charts code compress compressor
    converter css date dates diagram diagrams embed embeds emojis external filter filters footnotes graphviz heading
    headings highlight highlighter html icon icons image images img inline kramdown latex lazy lightbox link links
    liquid markdown math mathjax minify nofollow noopener picture pictures plantuml prism pygments quote related sass
    scss seo smartypants snippet snippets spoiler spoilers svg syntax tailwind tailwindcss target theme themes
    titlecase toc tooltip typography video videos vimeo webp words
    """.split()  # noqa: SIM905 - a list of words is read more easily than a list of literals
)
# What names of plugins hold that make pages or files. One without any of it most likely adds a tag or a filter.
_OF_PAGES = regex(
    r"page|archiv|categor|tag|topic|author|collect|data|lang|i18n|l10n|multi|transl|local|gener|build|map|index|calend"
    r"|event|api|import|sync|fetch|remote|load|redirect|alias|cms|album|photo|galler|doc|wiki|garden|slide|course|print"
    r"|serie|list|static|file|copy|asset|blog|post|issue|note|swagger|graphql|backlink|site|content|publish|export"
)
_FILES = {"feed": "/**.xml", "atom": "/**.xml", "rss": "/**.xml", "podcast": "/**.xml", "ical": "/**.ics"}
_FILES |= {"ics": "/**.ics", "json": "/**.json", "pdf": "/**.pdf", "amp": "/amp/**", "search": "/**search*"}


def gem_makers(config: JekyllConfig, numbered: tuple[str, ...] = ()) -> tuple[Maker, ...]:
    """The gems in use that add addresses which only running them tells.

    Args:
        config: the site's configuration.
        numbered: templates of the addresses of the later pages of long lists (jekyll-paginate-v2).

    What is not known here may make anything but pictures and other files that are no text.
    """
    found = []
    for plugin in sorted(config.plugins - _MAKE_NOTHING):
        name = _VERSION.sub("", plugin)
        if name in _KNOWN:
            more = map(_glob, numbered) if name == NUMBERING else ()
            addresses = tuple(dict.fromkeys((*more, *_KNOWN[name](config.plugin_settings))))
        else:
            addresses = () if name in _MAKE_NOTHING else _by_name(name)
        found += [Maker(name, addresses)] if addresses else []
    return tuple(found)


def _by_name(name: str) -> tuple[str, ...]:
    """What a plugin that is not known may make, going by its name."""
    words = re.split(r"[-_]", name)
    if _ON_THE_PAGE.intersection(words):
        return ()
    files = tuple(dict.fromkeys(_FILES[word] for word in words if word in _FILES))
    return files or ((ANYWHERE,) if _OF_PAGES.search(name) else ())


def _archives_v2(settings: Mapping[str, object]) -> Iterator[str]:
    """It makes archives of any collection, with the same keys below the collection's name."""
    own = mapping(settings.get("jekyll-archives"))
    for name, table in own.items():
        permalinks = mapping(mapping(table).get("permalinks"))
        for written in permalinks.values():
            if isinstance(written, str):
                yield _glob(written.replace(":collection", str(name)))
        if isinstance(table, Mapping) and truthy(table.get("enabled")) and not permalinks:
            yield f"/{name}/**"


def _pagination(settings: Mapping[str, object]) -> Iterator[str]:
    auto = mapping(settings.get("autopages"))
    if truthy(auto.get("enabled")):
        for key, usual in _AUTOPAGES.items():
            kind = mapping(auto.get(key))
            written = mapping(kind.get("permalink")).get("permalink") or kind.get("permalink")
            if kind.get("enabled") is not False:
                yield f"{_glob(written if isinstance(written, str) else usual).rstrip('/')}/**"


def _data_pages(settings: Mapping[str, object]) -> Iterator[str]:
    rows = settings.get("page_gen")
    for row in rows if isinstance(rows, list) else ():
        table = mapping(row)
        folder = table.get("dir") or table.get("data")
        yield f"/{str(folder).strip('/')}/**" if folder else ANYWHERE


def _languages(settings: Mapping[str, object]) -> Iterator[str]:
    languages = settings.get("languages")
    if not isinstance(languages, list):
        yield ANYWHERE
        return
    yield from (f"/{language}/**" for language in languages if isinstance(language, str) and language)


def _scholar(settings: Mapping[str, object]) -> Iterator[str]:
    folder = mapping(settings.get("scholar")).get("details_dir") or "bibliography"
    yield f"/{str(folder).strip('/')}/**"


def _tagging(settings: Mapping[str, object]) -> Iterator[str]:
    yield f"/{str(settings.get('tag_page_dir') or 'tag').strip('/')}/**"


_KNOWN: Mapping[str, Callable[[Mapping[str, object]], Iterator[str]]] = {
    "jekyll-archives-v2": _archives_v2,
    NUMBERING: _pagination,
    "jekyll-datapage-generator": _data_pages,
    "jekyll-multiple-languages-plugin": _languages,
    "jekyll-scholar": _scholar,
    "jekyll-tagging": _tagging,
    "jekyll-tagging-lite": _tagging,
}


def _glob(permalink: str) -> str:
    """The addresses of a template: a date is digits, any other placeholder is one part of the path."""
    made = _PLACEHOLDER.sub(lambda match: _DATES.get(match[0], "*"), permalink)
    return made if made.startswith("/") else f"/{made}"
