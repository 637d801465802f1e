"""Hugo's configuration, as far as it decides addresses and publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import UTC, tzinfo
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct, field

from content_lint.config.generators.hugo.cascade import CascadeRule, read_cascade
from content_lint.config.generators.hugo.go_regexp import NoGoRegexpError, search
from content_lint.config.generators.hugo.markup import Markup, read_markup
from content_lint.config.generators.hugo.permalinks import PermalinkRule, read_permalinks
from content_lint.config.generators.hugo.values import lowered, to_bool, to_text, to_texts

if TYPE_CHECKING:
    from content_lint.config.settings import SiteSettings

DATE_KEYS = ("date", "lastmod", "publishdate", "expirydate")
_DEFAULT_ORDER = {
    "date": ("date", "publishdate", "lastmod"),
    "lastmod": (":git", "lastmod", "date", "publishdate"),
    "publishdate": ("publishdate", "date"),
    "expirydate": ("expirydate",),
}
_SAME = {"lastmod": ("modified",), "publishdate": ("pubdate", "published"), "expirydate": ("unpublishdate",)}
_FEEDS = {
    "home": ("html", "rss"),
    "section": ("html", "rss"),
    "taxonomy": ("html", "rss"),
    "term": ("html", "rss"),
    "page": ("html",),
}
_MARKDOWN_ONLY = ("^text/markdown$",)
_SOMEWHERE = "/site"
"""For the folder that the site lies in, which differs from one machine to the next."""


class Language(Struct, frozen=True):
    """One language.

    Attributes:
        code: its key, in lower case.
        content_dir: its content folder.
        prefix: what is before its addresses, without slashes; empty for none.
    """

    code: str
    content_dir: str
    prefix: str


class HugoConfig(Struct, frozen=True):
    """What of the configuration the model needs; the defaults are Hugo's own.

    Attributes:
        base_url: with its path, as configured.
        content_dirs: the content folders, without slashes at their ends.
        static_dirs: folders that are copied as they are.
        languages: the languages, the default one first.
        zone_name: what it says of the zone, or empty.
        zone: the zone of dates that name none; UTC without a setting, never the machine's.
        date_order: by date (``date``, ``lastmod``, ``publishdate``, ``expirydate``) the front matter keys
            that are asked for it, in lower case, and handlers like ``:filename``.
        permalinks: patterns, the most particular first.
        cascade: front matter that the configuration hands down.
        taxonomies: plural names, in lower case, by singular name.
        outputs: names of output formats, in lower case, by kind of page.
        allowed_types: patterns of media types that content may have.
        ignored: patterns of content files that are not read.
        output_formats: names of output formats that it adds, in lower case.
        layout_dir: the folder of the site's own templates.
        themes: names of themes.
        themes_dir: the folder that they lie in.
        markup: how HTML is made of Markdown.
        names_languages: whether there is a table of languages, even with one in it.
        relative_urls: whether addresses are made relative after the page is rendered.
        stops_at_references: whether a reference to a page that is not there stops the build.
        unknown: what else may add pages that cannot be known from here (a theme, a module).
    """

    base_url: str = ""
    content_dirs: tuple[str, ...] = ("content",)
    static_dirs: tuple[str, ...] = ("static",)
    languages: tuple[Language, ...] = (Language("en", "content", ""),)
    zone_name: str = ""
    zone: tzinfo = UTC
    date_order: Mapping[str, tuple[str, ...]] | None = None
    permalinks: tuple[PermalinkRule, ...] = ()
    bad_permalinks: tuple[str, ...] = ()
    cascade: tuple[CascadeRule, ...] = ()
    taxonomies: Mapping[str, str] | None = None
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
    allowed_types: tuple[str, ...] = _MARKDOWN_ONLY
    ignored: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    output_formats: frozenset[str] = frozenset()
    layout_dir: str = "layouts"
    themes: tuple[str, ...] = ()
    themes_dir: str = "themes"
    markup: Markup = field(default_factory=Markup)
    names_languages: bool = False
    relative_urls: bool = False
    stops_at_references: bool = True

    @property
    def base_path(self) -> str:
        """The path of the base URL, with slashes around it."""
        return "/" + urlsplit(self.base_url).path.strip("/") + "/" if urlsplit(self.base_url).path.strip("/") else "/"

    def order(self, key: str) -> tuple[str, ...]:
        """The front matter keys that are asked for one of DATE_KEYS."""
        return (self.date_order or DEFAULT_DATE_ORDER)[key]

    def is_ugly(self, section: str) -> bool:
        """Whether pages of a section are written as ``name.html``."""
        return self.ugly_urls or section in self.ugly_sections

    def formats(self, kind: str) -> tuple[str, ...]:
        """The output formats of a kind of page."""
        return (self.outputs or {}).get(kind) or _FEEDS.get(kind, ("html",))

    def pattern_of(self, section: str) -> str | None:
        """The pattern for the addresses of a section's pages, as it is written, or None."""
        page = f"/{section.lower()}/page"
        language = self.languages[0].code
        return next((rule.pattern for rule in self.permalinks if rule.target.matches("page", page, language)), None)

    def terms(self) -> Mapping[str, str]:
        """Taxonomies: plural name by singular name."""
        return {"tag": "tags", "category": "categories"} if self.taxonomies is None else self.taxonomies

    def is_ignored(self, path: str) -> bool:
        """Whether ``ignoreFiles`` leaves a file out: Hugo asks for its whole path, from the root of the disk."""
        return any(search(pattern)(f"{_SOMEWHERE}/{path}") for pattern in self.ignored)

    @classmethod
    def of(cls, settings: SiteSettings) -> HugoConfig:
        """The configuration that a site's settings carry; Hugo's own defaults where they carry none."""
        found = settings.generator_config.parsed if settings.generator_config is not None else None
        return found if isinstance(found, cls) else cls()

    @classmethod
    def from_mapping(cls, data: Mapping[str, object]) -> HugoConfig:
        """Read a configuration (``hugo.*`` over config/_default); never raises, odd values count as absent."""
        keys = lowered(data)
        keys = keys if isinstance(keys, dict) else {}
        content = _folder(keys.get("contentdir") or "content")
        languages = _languages(keys, content)
        ugly = keys.get("uglyurls")
        permalinks, bad = read_permalinks(keys.get("permalinks"))
        kinds = {name.lower() for name in to_texts(keys.get("disablekinds"))}
        static = keys.get("staticdir")
        frontmatter = _mapping(keys.get("frontmatter"))
        mounts = _mounts(keys.get("module"))
        return cls(
            base_url=to_text(keys.get("baseurl")),
            content_dirs=_folders(*(item.content_dir for item in languages), *mounts["content"]),
            static_dirs=_folders(*map(_folder, to_texts(static)), *mounts["static"]) or ("static",),
            languages=languages,
            zone_name=_word(keys.get("timezone")),
            zone=_zone(keys.get("timezone")),
            date_order={key: _order(key, frontmatter.get(key)) for key in DATE_KEYS},
            permalinks=permalinks,
            bad_permalinks=bad,
            cascade=read_cascade(keys.get("cascade")),
            taxonomies=_taxonomies(keys.get("taxonomies")),
            outputs={kind: _lower(names) for kind, names in _mapping(keys.get("outputs")).items()},
            ugly_urls=to_bool(ugly),
            ugly_sections=frozenset(name for name, value in _mapping(ugly).items() if to_bool(value)),
            to_lower=not to_bool(keys.get("disablepathtolower")),
            remove_accents=to_bool(keys.get("removepathaccents")),
            drafts=to_bool(keys.get("builddrafts")),
            future=to_bool(keys.get("buildfuture")),
            expired=to_bool(keys.get("buildexpired")),
            aliases=not to_bool(keys.get("disablealiases")),
            language_redirect=not to_bool(keys.get("disabledefaultlanguageredirect")),
            disabled_kinds=frozenset(kinds),
            robots=to_bool(keys.get("enablerobotstxt")),
            allowed_types=_patterns(_mapping(keys.get("security")).get("allowcontent")) or _MARKDOWN_ONLY,
            ignored=_patterns(keys.get("ignorefiles")),
            unknown=_unknown(keys),
            output_formats=frozenset(_mapping(keys.get("outputformats"))),
            layout_dir=_home(keys.get("layoutdir")) or "layouts",
            themes=_themes(keys.get("theme")),
            themes_dir=_home(keys.get("themesdir")) or "themes",
            markup=read_markup(keys.get("markup")),
            names_languages=bool(keys.get("languages")),
            relative_urls=to_bool(keys.get("relativeurls")),
            stops_at_references=str(keys.get("reflinkserrorlevel", "")).upper() != "WARNING",
        )


def _mapping(value: object) -> Mapping[str, object]:
    return value if isinstance(value, Mapping) else {}


def _word(value: object) -> str:
    return value if isinstance(value, str) else ""


def _lower(value: object) -> tuple[str, ...]:
    return tuple(name.lower() for name in to_texts(value))


def _path(value: object) -> str:
    return to_text(value).replace("\\", "/").strip("/").removeprefix("./")


def _folder(value: object) -> str:
    """A folder of the site, without slashes at its ends; empty for the whole site, of which Hugo makes nothing.

    Empty for one that lies outside of the site too: Hugo reads it, and nothing outside is read here (``_unknown``).
    """
    folder = normpath(to_text(value).strip().replace("\\", "/"))
    return "" if folder == "." or _leaves(folder) else folder


def _home(value: object) -> str:
    """A folder of templates below the site; empty where none is named."""
    return value.strip("./") if isinstance(value, str) else ""


def _themes(value: object) -> tuple[str, ...]:
    names = value if isinstance(value, list) else [value]
    return tuple(name for name in names if isinstance(name, str) and name)


def _leaves(folder: str) -> bool:
    return folder.startswith(("/", "../")) or folder == ".." or ":" in folder[:2]


def _folders(*folders: str) -> tuple[str, ...]:
    return tuple(folder for folder in dict.fromkeys(folders) if folder)


def _zone(value: object) -> tzinfo:
    name = to_text(value)
    try:
        return ZoneInfo(name) if name and name != "UTC" else UTC
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return UTC


def _with_same(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(item for name in names for item in (name, *_SAME.get(name, ()))))


def _order(key: str, value: object) -> tuple[str, ...]:
    names: list[str] = []
    for name in _lower(value):
        names.extend(_DEFAULT_ORDER[key] if name == ":default" else (name,))
    return _with_same(tuple(names) or _DEFAULT_ORDER[key])


DEFAULT_DATE_ORDER = {key: _with_same(names) for key, names in _DEFAULT_ORDER.items()}


def _patterns(value: object) -> tuple[str, ...]:
    kept = []
    for pattern in [value] if isinstance(value, str) else to_texts(value):
        try:
            search(pattern)
        except NoGoRegexpError:
            continue
        kept.append(pattern)
    return tuple(kept)


def _taxonomies(value: object) -> Mapping[str, str] | None:
    if not isinstance(value, Mapping):
        return None
    return {name: to_text(plural).lower() for name, plural in value.items() if to_text(plural)}


def _languages(keys: Mapping[str, object], content: str) -> tuple[Language, ...]:
    default = to_text(keys.get("defaultcontentlanguage")).lower() or "en"
    in_folder = to_bool(keys.get("defaultcontentlanguageinsubdir"))
    disabled = {code.lower() for code in to_texts(keys.get("disablelanguages"))}
    found = {default: Language(default, content, default if in_folder else "")}
    for code, settings in _mapping(keys.get("languages")).items():
        if code in disabled or to_bool(_mapping(settings).get("disabled")):
            continue
        given = _mapping(settings).get("contentdir")
        folder = _folder(given) if given else content
        # A language with a host of its own needs no prefix.
        alone = bool(to_text(_mapping(settings).get("baseurl")))
        found[code] = Language(code, folder, "" if alone or (code == default and not in_folder) else code)
    return tuple(found.values())


def _mounts(value: object) -> dict[str, tuple[str, ...]]:
    """Folders of the site that are mounted as content or static files, at the root of either."""
    found: dict[str, list[str]] = {"content": [], "static": []}
    mounts = _mapping(value).get("mounts")
    for mount in mounts if isinstance(mounts, list) else ():
        target = _path(_mapping(mount).get("target"))
        if target in found:
            found[target].append(_folder(_mapping(mount).get("source")))
    return {target: tuple(sources) for target, sources in found.items()}


def _unknown(keys: Mapping[str, object]) -> tuple[str, ...]:
    themes = tuple(f"theme {name}" for name in to_texts(keys.get("theme")) if name)
    imports = _mapping(keys.get("module")).get("imports")
    modules = [to_text(_mapping(item).get("path")) for item in imports] if isinstance(imports, list) else []
    return themes + tuple(f"module {path}" for path in modules if path) + tuple(_elsewhere(keys))


def _elsewhere(keys: Mapping[str, object]) -> Iterator[str]:
    """Folders outside of the site that bring pages or files of theirs."""
    mounts = _mapping(keys.get("module")).get("mounts")
    given = [keys.get("contentdir"), *to_texts(keys.get("staticdir"))]
    given += [_mapping(item).get("contentdir") for item in _mapping(keys.get("languages")).values()]
    given += [_mapping(item).get("source") for item in mounts] if isinstance(mounts, list) else []
    for folder in dict.fromkeys(normpath(to_text(item).replace("\\", "/")) for item in given if item):
        if _leaves(folder):
            yield f"the folder {folder} outside of the site"
