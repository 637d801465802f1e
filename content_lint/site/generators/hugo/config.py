"""Hugo's configuration, as far as it decides addresses and publication."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, tzinfo
from functools import cached_property
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from msgspec import Struct, field

from content_lint.site.generators.hugo.allowed_types import ALLOWED_TYPES
from content_lint.site.generators.hugo.cascade import CascadeRule
from content_lint.site.generators.hugo.date_order import DEFAULT_DATE_ORDER
from content_lint.site.generators.hugo.go_regexp import search
from content_lint.site.generators.hugo.languages import Language
from content_lint.site.generators.hugo.markup import Markup, is_from
from content_lint.site.generators.hugo.mounts import (
    ASSETS,
    CONTENT,
    LAYOUTS,
    STATIC,
    Mount,
    Placement,
    placements,
)
from content_lint.site.generators.hugo.outputs import KNOWN, OutputFormat
from content_lint.site.generators.hugo.permalinks import PermalinkRule

if TYPE_CHECKING:
    from content_lint.config.settings import SiteSettings

_FEEDS = {
    "home": ("html", "rss"),
    "section": ("html", "rss"),
    "taxonomy": ("html", "rss"),
    "term": ("html", "rss"),
    "page": ("html",),
}
ALLOWED_PROGRAMS = ("^(dart-)?sass$", "^go$", "^git$", "^node$", "^postcss$")
_SOMEWHERE = "/site"
"""For the folder that the site lies in, which differs from one machine to the next."""


class HugoConfig(Struct, frozen=True, dict=True):
    """What of the configuration the model needs; the defaults are Hugo's own.

    Attributes:
        base_url: with its path, as configured.
        mounts: which folders and files are content, static files, assets or templates; the first one wins.
        outside: which folders outside of the site are content or static files: nothing of them is read.
        filled: where the build puts copies before Hugo runs: each with the file that says so, as a glob.
        languages: the languages, the default one first.
        disabled_languages: codes of languages that are turned off: what is written in them is not read.
        zone_name: what it says of the zone, or empty.
        zone: the zone of dates that name none; UTC without a setting, never the machine's.
        date_order: by date (``date``, ``lastmod``, ``publishdate``, ``expirydate``) the front matter keys
            that are asked for it, in lower case, and handlers like ``:filename``.
        permalinks: patterns, the most particular first.
        cascade: front matter that the configuration hands down.
        taxonomies: their plural names, in lower case; or None for Hugo's own.
        outputs: names of output formats, in lower case, by kind of page.
        allowed_types: patterns of media types that content may have; with ``!`` in front, of those it may not have.
        names_allowed_types: whether the configuration says so.
        allowed_programs: the same for programs that Hugo may start.
        ignored: patterns of content files that are not read.
        output_formats: output formats by name, in lower case: Hugo's own, and those that it adds.
        markup: how HTML is made of Markdown.
        names_languages: whether there is a table of languages, even with one in it.
        page_folders: those of numbered pages, below the address of the list that they are cut from.
        relative_urls: whether addresses are made relative after the page is rendered.
        several_hosts: whether languages have base addresses of their own.
        params: the site's parameters, with keys in lower case.
        language_params: the names of those that a language has for itself.
        stops_at_references: whether a reference to a page that is not there stops the build.
        unknown: what else may add pages that cannot be known from here (a theme, a module).
        unread_layouts: those of them that may bring templates.
        version: the version of Hugo that builds the site, as its repository pins it; empty for the newest.
        oldest: the oldest version that the repository names, where several files do; empty where none is older.
    """

    base_url: str = ""
    mounts: tuple[Mount, ...] = (
        Mount("content", CONTENT),
        Mount("static", STATIC),
        Mount("assets", ASSETS),
        Mount("layouts", LAYOUTS),
    )
    outside: tuple[Mount, ...] = ()
    filled: tuple[tuple[str, str], ...] = ()
    languages: tuple[Language, ...] = (Language("en", "content", ""),)
    disabled_languages: frozenset[str] = frozenset()
    zone_name: str = ""
    zone: tzinfo = UTC
    date_order: Mapping[str, tuple[str, ...]] | None = None
    permalinks: tuple[PermalinkRule, ...] = ()
    bad_permalinks: tuple[str, ...] = ()
    cascade: tuple[CascadeRule, ...] = ()
    taxonomies: tuple[str, ...] | None = None
    outputs: Mapping[str, tuple[str, ...]] | None = None
    ugly_urls: bool = False
    ugly_sections: frozenset[str] = frozenset()
    to_lower: bool = True
    remove_accents: bool = False
    drafts: bool = False
    future: bool = False
    expired: bool = False
    aliases: bool = True
    language_redirect: bool = True
    disabled_kinds: frozenset[str] = frozenset()
    robots: bool = False
    allowed_types: tuple[str, ...] = ALLOWED_TYPES
    names_allowed_types: bool = False
    allowed_programs: tuple[str, ...] = ALLOWED_PROGRAMS
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    unread_layouts: tuple[str, ...] = ()
    output_formats: Mapping[str, OutputFormat] = field(default_factory=lambda: KNOWN)
    markup: Markup = field(default_factory=Markup)
    names_languages: bool = False
    page_folders: frozenset[str] = frozenset({"page"})
    relative_urls: bool = False
    several_hosts: bool = False
    params: Mapping[str, object] = field(default_factory=dict)
    language_params: frozenset[str] = frozenset()
    stops_at_references: bool = True
    version: tuple[int, ...] = ()
    oldest: tuple[int, ...] = ()

    def is_from(self, minor: int) -> bool:
        """Whether the site is built with Hugo 0.``minor`` or a later version."""
        return is_from(self.version, minor)

    def is_surely_from(self, minor: int) -> bool:
        """The same of every version that the repository names: what only some of them refuse is no error."""
        return self.is_from(minor) and (not self.oldest or self.oldest >= (0, minor))

    def sources(self, *components: str) -> tuple[str, ...]:
        """The folders and files that are mounted as one of these."""
        return tuple(dict.fromkeys(mount.source for mount in self.mounts if mount.component in components))

    @property
    def overlays(self) -> bool:
        """Whether several folders are mounted over each other."""
        places = [(mount.component, mount.languages) for mount in self.mounts if mount.component in (CONTENT, STATIC)]
        return len(set(places)) < len(places)

    @property
    def base_path(self) -> str:
        """The path of the base URL, with slashes around it."""
        return "/" + urlsplit(self.base_url).path.strip("/") + "/" if urlsplit(self.base_url).path.strip("/") else "/"

    def order(self, key: str) -> tuple[str, ...]:
        """The front matter keys that are asked for one of DATE_KEYS."""
        return (self.date_order or DEFAULT_DATE_ORDER)[key]

    @cached_property
    def dated_by(self) -> frozenset[str] | None:
        """The keys, one of which a page has that has a date; None where its name or the file's age may tell one too."""
        asked = {key for keys in (self.date_order or DEFAULT_DATE_ORDER).values() for key in keys}
        if not asked.isdisjoint((":filename", ":filemodtime")):
            return None
        return frozenset(key for key in asked if not key.startswith(":"))

    def is_ugly(self, section: str) -> bool:
        """Whether pages of a section are written as ``name.html``."""
        return self.ugly_urls or section in self.ugly_sections

    def formats(self, kind: str, language: Language | None = None) -> tuple[str, ...]:
        """The output formats of a kind of page, in a language."""
        own = language.outputs if language is not None else None
        return ((own if own is not None else self.outputs) or {}).get(kind) or _FEEDS.get(kind, ("html",))

    def disables(self, kind: str, language: Language) -> bool:
        """Whether pages of a kind are turned off in a language."""
        own = language.disabled_kinds
        return kind in (self.disabled_kinds if own is None else own)

    def placements(self, path: str) -> tuple[Placement, ...]:
        """Where a file of the site is to Hugo; nowhere for most."""
        folder, own = path.rpartition("/")[0], self._mounts_by_source.get(path)
        if own:
            return placements(path, (mount for _, mount in sorted((*own, *self._mounts_around(folder)))))
        return placements(path, (mount for _, mount in self._mounts_around(folder)))

    def _mounts_around(self, folder: str) -> Sequence[tuple[int, Mount]]:
        """The mounts of a folder and of those that it is in, each with its number, in their order."""
        if folder not in self._known_around:
            found: list[tuple[int, Mount]] = []
            place = folder
            while place:
                found += self._mounts_by_source.get(place, ())
                place = place.rpartition("/")[0]
            self._known_around[folder] = sorted(found)
        return self._known_around[folder]

    @cached_property
    def _known_around(self) -> dict[str, Sequence[tuple[int, Mount]]]:
        return {}

    @cached_property
    def _mounts_by_source(self) -> Mapping[str, Sequence[tuple[int, Mount]]]:
        """The mounts of each folder or file, each with its number: a site in many languages has hundreds."""
        found: dict[str, list[tuple[int, Mount]]] = {}
        for number, mount in enumerate(self.mounts):
            found.setdefault(mount.source, []).append((number, mount))
        return found

    def content_place(self, path: str) -> Placement | None:
        """Where a file is among the content, or None where it is no content."""
        return next((place for place in self.placements(path) if place.component == CONTENT), None)

    def languages_of(self, place: Placement, code: str) -> tuple[Language, ...]:
        """The languages of a content file: by its name (``code``, or empty), by its folder, or the default one."""
        known = {language.code: language for language in self.languages}
        if code in known:
            return (known[code],)
        named = tuple(known[item] for item in place.languages if item in known)
        return named or (() if place.languages else self.languages[:1])

    def pattern_of(self, section: str) -> str | None:
        """The pattern for the addresses of a section's pages, as it is written, or None."""
        page = f"/{section.lower()}/page"
        language = self.languages[0].code
        return next((rule.pattern for rule in self.permalinks if rule.target.matches("page", page, language)), None)

    def taxonomies_of(self, language: Language) -> tuple[str, ...]:
        """The plural names of a language's taxonomies."""
        own = self.taxonomies if language.taxonomies is None else language.taxonomies
        return ("tags", "categories") if own is None else own

    def is_ignored(self, path: str) -> bool:
        """Whether ``ignoreFiles`` leaves a file out: Hugo asks for its whole path, from the root of the disk."""
        return any(search(pattern)(f"{_SOMEWHERE}/{path}") for pattern in self.ignored)

    @classmethod
    def of(cls, settings: SiteSettings) -> HugoConfig:
        """The configuration that a site's settings carry; Hugo's own defaults where they carry none."""
        return settings.parsed_as(cls)
