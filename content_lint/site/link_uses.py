"""What the site makes of the links in its texts, besides showing them on their own pages.

A link that names the host means one page wherever it is printed. Without the host its meaning can depend on the place:
a feed without a base address has no host to add, and templates of multilingual sites lead it to another language.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from content_lint.parse.dialect import Generator
from content_lint.site.index import Site
from content_lint.site.model import State

_FEED_TYPES = (".xml", ".rss", ".atom", ".rdf", ".json", ".txt", ".jsonld")
_FEED_SIGN = re.compile(r"<(?:rss|feed|channel|item|entry)[\s>]")
_BASE = "xml:base"
_PRINTED = re.compile(r"\{\{-?([^{}]{1,400})\}\}")
_LIQUID_TEXT = re.compile(r"(?:^|\.|\s)(?:content|excerpt|summary|description)\s*(?:\||$)")
_HUGO_TEXT = re.compile(r"\.(?:Content|Summary|RawContent|RenderString)\b|\bmarkdownify\b")
_NO_LINKS = re.compile(r"\bstrip_html\b|\bplainify\b|\b(?:number_of_words|size)\b")
_COMPLETES = re.compile(r"\breplace\w*\b[^}]*(?:href|src)|\bexpand_urls\b|\babsolute_urls?\b")
_REWRITES = re.compile(r"\breplace\w*:\s*['\"][^'\"]*(?:href|src)?=\\?['\"]?/")
_REWRITING_PLUGINS = frozenset(
    {"jekyll-polyglot", "jekyll-multiple-languages-plugin", "jekyll-language-plugin", "jekyll-multiple-languages"}
)
_PAGE_IS_CHANGED = re.compile(r":post_render\b|\.output\b")
_HOOK = re.compile(r"/_markup/render-(?:link|image)[^/]*$")
_HUGO_RSS = re.compile(r"(?:^|[/.])(?:rss|index|home\.rss)\.xml$")


@dataclass(frozen=True, slots=True)
class LinkUses:
    """Where a link without a host may mean something else than one with it.

    Attributes:
        feeds: templates and pages that print texts where no address completes a link.
        rewriters: what may lead an address that begins with a slash to another page, in words.
        languages: whether that is because pages are there in several languages.
    """

    feeds: tuple[str, ...] = ()
    rewriters: tuple[str, ...] = ()
    languages: bool = False

    @property
    def host_may_matter(self) -> bool:
        """Whether it is not certain that a link means the same page without its host."""
        return bool(self.feeds or self.rewriters)


def find_link_uses(site: Site) -> LinkUses:
    """Look at the templates, the plugins and the settings; ``site.once(find_link_uses)`` does so once."""
    match site.settings.generator:
        case Generator.JEKYLL:
            return _jekyll(site)
        case Generator.HUGO:
            return _hugo(site)
    return LinkUses(rewriters=("the generator, which is not known here",))


def mentions(site: Site, key: str) -> bool:
    """Whether a template of the site's own names a key of front matter, or a page does that lists others."""
    word = re.compile(rf"(?<![\w-]){re.escape(key)}(?![\w-])")
    if any(word.search(text) for _, text in site.once(_machinery)):
        return True
    tagged = (document for document in site.documents.values() if document.body.templates)
    return any(word.search(document.source[tag]) for document in tagged for tag in document.body.templates)


def _machinery(site: Site) -> tuple[tuple[str, str], ...]:
    """Templates, and pages that may act as such, with their texts; ``site.once(_machinery)`` looks once."""
    found = [*site.templates.items(), *((path, document.source.text) for path, document in site.others.items())]
    for path, page in site.pages.items():
        if path in site.documents and page.destination.endswith(_FEED_TYPES):
            found.append((path, site.documents[path].source.text))
    return tuple(found)


def _jekyll(site: Site) -> LinkUses:
    from content_lint.config.generators.jekyll.config import JekyllConfig  # for Jekyll's sites only

    files = site.settings.generator_config
    plugins = JekyllConfig.from_mapping(files.config, files.lock or None).plugins if files is not None else ()
    languages = sorted(_REWRITING_PLUGINS.intersection(plugins or ()))
    rewriters = [*languages]
    feeds = []
    for path, text in site.once(_machinery):
        if path.endswith(".rb"):
            if _PAGE_IS_CHANGED.search(text):
                rewriters.append(path)
        elif _is_feed(path, text, site):
            if _prints_links(text, _LIQUID_TEXT):
                feeds.append(path)
        elif any(_REWRITES.search(tag) for tag in _PRINTED.findall(text)):
            rewriters.append(path)
    return LinkUses(tuple(feeds), tuple(rewriters), languages=bool(languages))


def _is_feed(path: str, text: str, site: Site) -> bool:
    page = site.pages.get(path)
    if page is not None and page.state is State.LIVE and page.destination.endswith(_FEED_TYPES):
        return True
    return path.endswith(_FEED_TYPES) or _FEED_SIGN.search(text) is not None


def _prints_links(text: str, printed: re.Pattern[str]) -> bool:
    """Whether a template prints a text with its links, and nothing says to what they are relative."""
    if _BASE in text:
        return False
    tags = [tag.strip() for tag in _PRINTED.findall(text)]
    return any(printed.search(tag) and not _NO_LINKS.search(tag) and not _COMPLETES.search(tag) for tag in tags)


def _hugo(site: Site) -> LinkUses:
    from content_lint.config.generators.hugo.config import HugoConfig  # for Hugo's sites only

    files = site.settings.generator_config
    written = files.config if files is not None else {}
    config = HugoConfig.from_mapping(written) if files is not None else HugoConfig()
    languages = len(config.languages) > 1
    rewriters = ["the languages of the site"] if languages else []
    rewriters += [name for name in config.unknown if not _is_here(name, site.templates)]
    rewriters += [path for path in site.templates if _HOOK.search(path)]
    rewriters += _rewriting_settings(written, site.settings.base_path)
    feeds = [
        path
        for path, text in site.templates.items()
        if path.endswith(_FEED_TYPES) and _prints_links(text, _HUGO_TEXT) and not _is_completed(path, text)
    ]
    return LinkUses(tuple(feeds), tuple(rewriters), languages=languages)


def _rewriting_settings(written: Mapping[str, object], base_path: str) -> Iterator[str]:
    """What in Hugo's configuration changes links."""
    from content_lint.config.generators.hugo.values import lowered, to_bool  # for Hugo's sites only

    keys = lowered(written)
    if not isinstance(keys, Mapping):
        return
    if to_bool(keys.get("relativeurls")) and base_path:
        yield "Hugo's setting `relativeURLs`"  # it puts the base path in front a second time
    # A table of languages switches that hook on, even with one language in it.
    if _embeds_hooks(keys) or keys.get("languages"):
        yield "Hugo's own render hook for links"


def _is_completed(path: str, text: str) -> bool:
    """Whether Hugo puts the host in front: it does so in the format RSS, where links come with escaped quotes."""
    return _HUGO_RSS.search(path) is not None and "CDATA" not in text


def _is_here(provider: str, templates: Iterable[str]) -> bool:
    """Whether a theme's templates lie in the site's own folder."""
    kind, _, name = provider.partition(" ")
    return kind == "theme" and any(path.startswith(f"themes/{name}/") for path in templates)


def _embeds_hooks(keys: object) -> bool:
    """Whether links go through the hook that Hugo brings: by setting, or in its older words."""
    for name in ("markup", "goldmark", "renderhooks"):
        keys = keys.get(name) if isinstance(keys, Mapping) else None
    for kind in ("link", "image"):
        hook = keys.get(kind) if isinstance(keys, Mapping) else None
        if isinstance(hook, Mapping) and (
            hook.get("enabledefault") is True or hook.get("useembedded") in {"always", "fallback"}
        ):
            return True
    return False
