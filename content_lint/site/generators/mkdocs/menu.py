"""The menu that mkdocs.yml writes down as ``nav``: which of its entries name nothing, and which pages are in none."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from content_lint.parse.facts import KeyPath
from content_lint.report.diagnostic import Severity
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.generators.mkdocs.config_places import ConfigPlaces
from content_lint.site.generators.mkdocs.files import excluded, place_of
from content_lint.site.generators.mkdocs.plugins import is_known
from content_lint.site.generators.mkdocs.validation import strict_because
from content_lint.site.menu import LostEntry, Menu
from content_lint.site.model import State
from content_lint.text.nearest import Nearest
from content_lint.text.regex import regex
from content_lint.text.source import Span

if TYPE_CHECKING:
    from content_lint.site.index import Site

_MAKERS = frozenset(
    {
        *("awesome-pages", "awesome-nav", "literate-nav", "nav-weight", "monorepo", "multirepo", "techdocs-core"),
        *("include_dir_to_nav", "nav-enhancer", "api-autonav", "obsidian-bridge", "simple-blog", "alias"),
    }
)
"""Plugins that put a menu together, or put more into one."""

_SPECIAL = regex(r"\.\.\.|!|.*\*|.*/\Z")
"""What such a plugin reads in another way than as the path of a file."""

_SETS_MENU = regex(r"\bnav\b")
_LOG_LEVELS = {"warn": Severity.WARNING, "info": Severity.INFO}


def menu_maker(config: MkDocsConfig) -> str:
    """What puts the menu together, or adds to it, so that nobody can know it from mkdocs.yml alone; or empty."""
    for name in config.plugins:
        if name in _MAKERS or (config.nav is not None and not is_known(name)):
            return f"the plugin {name}"
    if config.nav is None:
        return ""
    return next((f"`{path}`" for path, text in config.hooks.items() if _SETS_MENU.search(text)), "")


def read_menu(site: Site) -> Menu | None:
    """The menu of a site; None where mkdocs.yml has none, or none that can be known."""
    config = MkDocsConfig.of(site.settings)
    if not isinstance(config.nav, list) or not config.nav_file:
        return None
    return _MenuReading(site, config).menu()


class _MenuReading:
    """Compares the menu of one site with its files."""

    def __init__(self, site: Site, config: MkDocsConfig) -> None:
        self._site = site
        self._config = config
        self._maker = menu_maker(config)
        self._pages = {config.inner(page.path): page for page in site.built.pages}
        drafts = {inner for inner, page in self._pages.items() if page.state is State.NEVER}
        self._skipped = {*drafts, *excluded(site.survey, config)}
        self._files = {*self._pages, *(config.inner(page.path) for page in site.built.static)} - drafts
        self._translated = {config.languages.split(inner)[1] for inner in self._files} if config.languages.codes else ()

    def menu(self) -> Menu:
        """What is wrong with it."""
        entries = list(_entries(self._config.nav, ("nav",)))
        left_out = self._left_out({self._file_of(written) for _, written in entries})
        lost = [(path, item) for path, item in entries if self._is_lost(item)]
        level = self._config.validation.omitted_files
        if not left_out and not lost:
            return Menu(self._config.nav_file, "nav", Span(0, 0))
        spans = ConfigPlaces(self._site, self._config.nav_file)
        near = Nearest(sorted(self._files))
        found = tuple(self._lost(item, path, spans, near) for path, item in lost if not spans.is_from_environment(path))
        is_warned = any(item.warned for item in found) or (left_out and level == "warn")
        return Menu(
            self._config.nav_file,
            "nav",
            spans.key(("nav",)),
            found,
            left_out,
            _LOG_LEVELS.get(level),
            strict_because(self._config.strict, self._site.settings.root) if is_warned else "",
        )

    def _file_of(self, written: str) -> str:
        """The file below ``docs`` that an entry names."""
        rooted = self._config.validation.nav_absolute == "relative_to_docs"
        return PurePosixPath(written.lstrip("/") if rooted else written).as_posix()

    def _is_lost(self, written: str) -> bool:
        file = self._file_of(written)
        if file in self._files or file in self._translated or _is_elsewhere(written) or not written:
            return False
        if not self._maker:
            return True
        is_known_maker = self._maker.removeprefix("the plugin ") in _MAKERS
        return is_known_maker and not _SPECIAL.match(written)

    def _level(self, written: str) -> str:
        rooted = self._file_of(written).startswith("/")
        return self._config.validation.nav_absolute if rooted else self._config.validation.nav_not_found

    def _lost(self, written: str, path: KeyPath, spans: ConfigPlaces, near: Nearest) -> LostEntry:
        file = self._file_of(written)
        is_skipped = file in self._skipped
        found = near.to(file) if not is_skipped and not file.startswith("/") else None
        return LostEntry(
            written,
            spans.value(path),
            self._address(file),
            "" if file.startswith(("/", "../")) else unquote(place_of(file, self._config).url),
            "" if is_skipped else self._named_by_address(file) or found or "",
            self._level(written) == "warn" and not is_skipped,  # MkDocs only mentions those
            is_skipped,
        )

    def _address(self, file: str) -> str:
        """Where readers are led: what names no file is left as it is."""
        path = unquote(urlsplit(file).path)
        base = self._site.settings.base_path
        if not path.startswith("/"):
            return posixpath.join("/", path)
        return path[len(base) :] if path.startswith(f"{base}/") else ""

    def _named_by_address(self, file: str) -> str:
        """The document whose address an entry has (``guide/`` for ``guide.md``), or that lacks only its ending."""
        bare = file.strip("/").partition("#")[0].removesuffix(".html")
        places = (f"{bare}.md", f"{bare}/index.md", f"{bare}/README.md", bare, bare.replace("README.md", "index.md"))
        return next((item for item in places if item in self._files), "")

    def _left_out(self, named: set[str]) -> tuple[str, ...]:
        """The pages that no entry names, in the order of their paths; none where nobody can or wants to know."""
        config = self._config
        if self._maker or config.validation.omitted_files == "ignore":
            return ()
        homes = {f"{blog.folder}/{name}" for blog in config.blogs for name in ("index.md", "README.md")}
        known = {*named, *homes}
        posts = tuple(f"{blog.posts}/" for blog in config.blogs)
        return tuple(
            inner
            for inner, page in sorted(self._pages.items())
            if page.state is State.LIVE
            and not known & {inner, config.languages.split(inner)[1]}
            and not inner.startswith(posts)
            and not config.not_in_nav.match(inner)
        )


def _is_elsewhere(written: str) -> bool:
    """Whether an entry is an address on another host."""
    try:
        parts = urlsplit(written)
    except ValueError:
        return True
    return bool(parts.scheme or parts.netloc)


def _entries(nav: object, path: KeyPath) -> Iterator[tuple[KeyPath, str]]:
    """Every entry that names something, with its place in the file."""
    if isinstance(nav, str):
        yield path, nav
    elif isinstance(nav, list):
        for number, item in enumerate(nav):
            yield from _entries(item, (*path, number))
    elif isinstance(nav, Mapping):
        for key, item in nav.items():
            yield from _entries(item, (*path, key))
