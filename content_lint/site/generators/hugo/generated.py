"""Addresses that no file stands for: sections, taxonomies, feeds, the site map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, ContentPath
from content_lint.site.generators.hugo.nodes import Node, Nodes
from content_lint.site.generators.hugo.outputs import HTML
from content_lint.site.generators.hugo.placing import page_paths
from content_lint.site.generators.hugo.publish import LISTED, NO_HTML, publication
from content_lint.site.generators.hugo.target import TargetPaths
from content_lint.site.generators.hugo.text import escape_path, normalize
from content_lint.site.generators.hugo.values import to_text, to_texts
from content_lint.site.model import GeneratedUrl, Page, State

_WHOLE = frozenset({"404", "sitemap", "rss", "robots.txt"})


def generated_urls(
    nodes: Nodes, placed: Sequence[tuple[Node, Page, TargetPaths]], config: HugoConfig, now: datetime
) -> Iterator[GeneratedUrl]:
    """Each once: lists without a file, terms that pages of the site use, feeds, the site map, 404 and robots.txt."""
    seen: set[str] = set()
    folders = {language.code: language.folder for language in config.languages}
    for path, provider, language, logical in _every(nodes, placed, config, now):
        file = folders.get(language, "") + path
        if file not in seen:
            seen.add(file)
            url = path.removesuffix("index.html") if provider not in _WHOLE and path.endswith("/index.html") else path
            yield GeneratedUrl(escape_path(url), provider, file, language=language, logical=logical)


def _every(
    nodes: Nodes, placed: Sequence[tuple[Node, Page, TargetPaths]], config: HugoConfig, now: datetime
) -> Iterator[tuple[str, str, str, str]]:
    for node, page, paths in placed:
        if page.state is State.LIVE or page.reason == NO_HTML:
            yield from ((*made, node.language.code, "") for made in _other_formats(node, paths, config))
    terms = _terms(nodes, placed, config, now)
    for node in (*(node for node in nodes.by_path.values() if node.file is None), *terms):
        if not config.disables(node.kind, node.language) and (nodes.root_bundle is None or node.kind != "section"):
            paths = page_paths(node, config)
            if writes_html(node, config):
                yield paths.file, node.kind, node.language.code, node.base
            yield from ((*made, node.language.code, "") for made in _other_formats(node, paths, config))
    yield from ((*made, "") for made in _of_the_whole(config))


def _of_the_whole(config: HugoConfig) -> Iterator[tuple[str, str, str]]:
    """What Hugo writes whatever the content is; languages that are written apart have it each."""
    for code in [item.code for item in config.languages] if config.several_hosts else [""]:
        yield from ((*made, code) for made in _of_one(config, apart=config.several_hosts))


def _of_one(config: HugoConfig, *, apart: bool) -> Iterator[tuple[str, str]]:
    """What it writes once a site or once a language; ``apart``: as if the language were a site of its own."""
    several = len(config.languages) > 1 and not apart
    if "sitemap" not in config.disabled_kinds:
        yield "/sitemap.xml", "sitemap"
        if several:
            yield from ((f"/{language.code}/sitemap.xml", "sitemap") for language in config.languages)
    if "404" not in config.disabled_kinds:
        for prefix in dict.fromkeys(language.prefix for language in config.languages):
            yield f"/{prefix}/404.html" if prefix else "/404.html", "404"
    if config.robots:
        yield "/robots.txt", "robots.txt"
    default = config.languages[0]
    if config.language_redirect and (several or default.prefix) and not apart:
        # The home page of the default language is at the root or in its folder: the other one redirects there.
        yield "/index.html" if default.prefix else f"/{default.code}/index.html", "language"


def writes_html(node: Node, config: HugoConfig) -> bool:
    """Whether a page is among those of its output formats that readers open at its address."""
    formats = (config.output_formats.get(name) for name in _formats(node, config))
    return any(item is None or (item.suffix, item.folder) == (HTML, "") for item in formats)


def _formats(node: Node, config: HugoConfig) -> tuple[str, ...]:
    """The names of a page's output formats, in lower case."""
    own = tuple(name.lower() for name in to_texts(node.values.get("outputs")))
    return own or config.formats(node.kind, node.language)


def _other_formats(node: Node, paths: TargetPaths, config: HugoConfig) -> Iterator[tuple[str, str]]:
    """The files of a page in other formats than HTML, and what makes them."""
    if config.disables(node.kind, node.language):
        return
    for name in _formats(node, config):
        made = config.output_formats.get(name)
        if made is None or (made.suffix, made.folder) == (HTML, ""):
            continue
        if name != "rss":
            ugly = not paths.file.endswith("/index.html")
            yield made.file(paths.folder, node.language.prefix, ugly=ugly), "output"
        elif not config.disables("rss", node.language):
            yield made.file(paths.folder, node.language.prefix), "rss"


def _terms(
    nodes: Nodes, placed: Sequence[tuple[Node, Page, TargetPaths]], config: HugoConfig, now: datetime
) -> Iterator[Node]:
    """A node for each term that a page of the site uses, or a file that belongs to one, and no file describes."""
    users = [node for node, page, _ in placed if page.state is State.LIVE or page.reason in LISTED]
    users += [
        node for node in nodes.resources if publication(node.dates, config, now, draft=node.draft)[0] is State.LIVE
    ]
    made: set[tuple[str, str]] = set()
    for node in users:
        if node.render == "never":
            continue
        for plural in config.taxonomies_of(node.language):
            for term in _term_names(node.values.get(plural)):
                shown = f"/{plural}/{term.strip('/')}"
                key = node.language.code, normalize(shown)
                if key in made or key in nodes.by_path:
                    continue
                made.add(key)
                place = ContentPath(Bundle.BRANCH, key[1], shown, f"/{plural}", term, "")
                parent = nodes.by_path.get((node.language.code, f"/{plural}"))
                yield Node("term", place, node.language, parent=parent)


def _term_names(value: object) -> list[str]:
    if isinstance(value, str):
        return [value] if value.strip() else []
    return [text for item in value if (text := to_text(item)).strip()] if isinstance(value, list) else []
