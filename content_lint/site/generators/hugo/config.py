"""Hugo's configuration, as far as it decides addresses and publication."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import UTC, tzinfo
from functools import cached_property
from posixpath import normpath
from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.site.generators.hugo.allowed_types import ALLOWED_TYPES, allowed_by
from content_lint.site.generators.hugo.cascade import CascadeRule, read_cascade
from content_lint.site.generators.hugo.go_regexp import NoGoRegexpError, search
from content_lint.site.generators.hugo.markup import Markup, is_from, read_markup
from content_lint.site.generators.hugo.modules import Module, imports_of, lower_keys, with_modules
from content_lint.site.generators.hugo.mounts import (
    ASSETS,
    CONTENT,
    LAYOUTS,
    STATIC,
    Mount,
    Placement,
    below,
    leaves,
    of_languages,
    placements,
    read_mounts,
    read_outside,
)
from content_lint.site.generators.hugo.outputs import KNOWN, OutputFormat, read_formats
from content_lint.site.generators.hugo.permalinks import PermalinkRule, read_permalinks
from content_lint.site.generators.hugo.values import to_bool, to_text, to_texts
from content_lint.text.lenient import mapping

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
_OLD_KINDS = {"taxonomyterm": "taxonomy"}
_ALLOWED_PROGRAMS = ("^(dart-)?sass$", "^go$", "^git$", "^node$", "^postcss$")
_SOMEWHERE = "/site"
"""For the folder that the site lies in, which differs from one machine to the next."""


class Language(Struct, frozen=True):
    """One language.

    Attributes:
        code: its key, in lower case.
        content_dir: its content folder.
        prefix: what is before its addresses, without slashes; empty for none.
        taxonomies: the plural names of its own, instead of the site's; or None.
        outputs: its own output formats by kind of page, instead of the site's; or None.
        disabled_kinds: kinds of pages that it turns off, instead of the site's; or None.
        base_url: its own base address, or empty.
        folder: where its pages are written, where a language has a base address of its own: ``/fr``; else empty.
    """

    code: str
    content_dir: str
    prefix: str
    taxonomies: tuple[str, ...] | None = None
    outputs: Mapping[str, tuple[str, ...]] | None = None
    disabled_kinds: frozenset[str] | None = None
    base_url: str = ""
    folder: str = ""


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
    allowed_programs: tuple[str, ...] = _ALLOWED_PROGRAMS
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
        found: list[tuple[int, Mount]] = []
        place = path
        while place:
            found += self._mounts_by_source.get(place, ())
            place = place.rpartition("/")[0]
        return placements(path, (mount for _, mount in sorted(found)))

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

    @classmethod
    def from_mapping(
        cls,
        data: Mapping[str, object],
        modules: tuple[Module, ...] | None = None,
        *,
        version: tuple[int, ...] = (),
        oldest: tuple[int, ...] = (),
    ) -> HugoConfig:
        """Read a configuration put together from its files; never raises, odd values count as absent.

        Args:
            data: the site's own configuration as it is written.
            modules: its themes and modules; None where nobody looked for them.
            version: as in the attribute.
            oldest: as in the attribute.
        """
        keys = lower_keys(data)
        if modules is None:
            modules = tuple(Module(asked) for asked in imports_of(keys))
        keys = with_modules(keys, modules)
        content = _folder(keys.get("contentdir") or "content")
        languages = _languages(keys, content)
        ugly = keys.get("uglyurls")
        security = mapping(keys.get("security"))
        permalinks, bad = _permalinks(keys, languages)
        frontmatter = mapping(keys.get("frontmatter"))
        allowed = _patterns(mapping(keys.get("security")).get("allowcontent"))
        return cls(
            base_url=to_text(keys.get("baseurl")),
            mounts=_mounts(keys, languages, modules),
            outside=read_outside(mapping(keys.get("module")).get("mounts"), [language.code for language in languages]),
            languages=languages,
            disabled_languages=_disabled(keys),
            zone_name=to_text(keys.get("timezone")),
            zone=_zone(keys.get("timezone")),
            date_order={key: _order(key, frontmatter.get(key)) for key in DATE_KEYS},
            permalinks=permalinks,
            bad_permalinks=bad,
            cascade=read_cascade(keys.get("cascade")),
            taxonomies=_taxonomies(keys.get("indexes", keys.get("taxonomies"))),
            outputs=_outputs(keys.get("outputs")),
            ugly_urls=to_bool(ugly),
            ugly_sections=frozenset(name for name, value in mapping(ugly).items() if to_bool(value)),
            to_lower=not to_bool(keys.get("disablepathtolower")),
            remove_accents=to_bool(keys.get("removepathaccents")),
            drafts=to_bool(keys.get("builddrafts")),
            future=to_bool(keys.get("buildfuture")),
            expired=to_bool(keys.get("buildexpired")),
            aliases=not to_bool(keys.get("disablealiases")),
            language_redirect=not to_bool(keys.get("disabledefaultlanguageredirect")),
            disabled_kinds=_kinds(keys.get("disablekinds")),
            robots=to_bool(keys.get("enablerobotstxt")),
            allowed_types=allowed or allowed_by(oldest or version),
            names_allowed_types=bool(allowed),
            allowed_programs=_patterns(mapping(security.get("exec")).get("allow")) or _ALLOWED_PROGRAMS,
            ignored=_patterns(keys.get("ignorefiles")),
            unknown=_unknown(keys, modules),
            unread_layouts=_unread_layouts(keys, modules),
            output_formats=read_formats(keys.get("outputformats"), keys.get("mediatypes")),
            markup=read_markup(keys.get("markup"), version),
            names_languages=bool(keys.get("languages")),
            page_folders=_page_folders(keys),
            relative_urls=to_bool(keys.get("relativeurls")),
            several_hosts=_has_several_hosts(keys),
            params=mapping(keys.get("params")),
            language_params=frozenset(
                str(name).lower()
                for item in mapping(keys.get("languages")).values()
                for name in mapping(mapping(item).get("params"))
            ),
            stops_at_references=str(keys.get("reflinkserrorlevel", "")).upper() != "WARNING",
            version=version,
            oldest=oldest,
        )


def _page_folders(keys: Mapping[str, object]) -> frozenset[str]:
    """The folders of numbered pages, in whatever language."""
    tables = (keys, *(mapping(item) for item in mapping(keys.get("languages")).values()))
    named = (mapping(table.get("pagination")).get("path") or table.get("paginatepath") for table in tables)
    return frozenset(str(name or "page").strip("/") for name in named)


def _lower(value: object) -> tuple[str, ...]:
    return tuple(name.lower() for name in to_texts(value))


def _folder(value: object) -> str:
    """A folder of the site, without slashes at its ends; empty for the whole site, of which Hugo makes nothing.

    Empty for one that lies outside of the site too: Hugo reads it, and nothing outside is read here (``_unknown``).
    """
    return below("", to_text(value))


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


def _taxonomies(value: object) -> tuple[str, ...] | None:
    if not isinstance(value, Mapping):
        return None
    return tuple(dict.fromkeys(name for plural in value.values() if (name := to_text(plural).lower())))


def _outputs(value: object) -> Mapping[str, tuple[str, ...]]:
    return {_OLD_KINDS.get(kind, kind): _lower(names) for kind, names in mapping(value).items()}


def _kinds(value: object) -> frozenset[str]:
    return frozenset(_OLD_KINDS.get(name, name) for name in _lower(value))


def _disabled(keys: Mapping[str, object]) -> frozenset[str]:
    """The languages that are turned off, which the default one cannot be."""
    tables = mapping(keys.get("languages")).items()
    off = {code for code, settings in tables if to_bool(mapping(settings).get("disabled"))}
    return frozenset({*off, *_lower(keys.get("disablelanguages"))} - {_default_language(keys)})


def _default_language(keys: Mapping[str, object]) -> str:
    return to_text(keys.get("defaultcontentlanguage")).lower() or "en"


def _has_several_hosts(keys: Mapping[str, object]) -> bool:
    """Whether a language that is not turned off has a base address of its own."""
    off = _disabled(keys)
    tables = mapping(keys.get("languages")).items()
    return any(to_text(mapping(item).get("baseurl")) for code, item in tables if code not in off)


def _languages(keys: Mapping[str, object], content: str) -> tuple[Language, ...]:
    default = _default_language(keys)
    # Languages that have hosts of their own are written apart, and need no prefix.
    apart = _has_several_hosts(keys)
    in_folder = to_bool(keys.get("defaultcontentlanguageinsubdir"))
    disabled = _disabled(keys)
    found = {default: Language(default, content, default if in_folder and not apart else "")}
    if apart:
        found[default] = replace(found[default], folder=f"/{default}")
    for code, written in mapping(keys.get("languages")).items():
        if code in disabled:
            continue
        settings = mapping(written)
        given = settings.get("contentdir")
        found[code] = Language(
            code,
            _folder(given) if given else content,
            "" if apart or (code == default and not in_folder) else code,
            _taxonomies(settings.get("taxonomies")),
            _outputs(settings["outputs"]) if "outputs" in settings else None,
            _kinds(settings["disablekinds"]) if "disablekinds" in settings else None,
            to_text(settings.get("baseurl")),
            f"/{code}" if apart else "",
        )
    return tuple(found.values())


def _permalinks(
    keys: Mapping[str, object], languages: tuple[Language, ...]
) -> tuple[tuple[PermalinkRule, ...], tuple[str, ...]]:
    """The rules of permalinks: a language that has some of its own knows no others."""
    tables = mapping(keys.get("languages"))
    own = {item.code: mapping(tables.get(item.code)).get("permalinks") for item in languages}
    others = [code for code, written in own.items() if written is None]
    rules, bad = read_permalinks(keys.get("permalinks"))
    if len(others) < len(own):
        rules = tuple(rule.for_language("{" + ",".join(others) + "}") for rule in rules) if others else ()
    for code, written in own.items():
        more, worse = read_permalinks(written) if written is not None else ((), ())
        rules, bad = (*rules, *(rule.for_language(code) for rule in more)), (*bad, *worse)
    return rules, bad


def _mounts(
    keys: Mapping[str, object], languages: tuple[Language, ...], modules: tuple[Module, ...]
) -> tuple[Mount, ...]:
    """What Hugo mounts, the site's own before that of its modules."""
    codes = tuple(language.code for language in languages)
    usual = {
        CONTENT: of_languages((item.code, item.content_dir) for item in languages),
        STATIC: tuple(_static_mounts(keys, languages)),
        ASSETS: (Mount(_folder(keys.get("assetdir") or ASSETS), ASSETS),),
        LAYOUTS: (Mount(_folder(keys.get("layoutdir") or LAYOUTS), LAYOUTS),),
    }
    own = read_mounts(mapping(keys.get("module")).get("mounts"), usual, codes)
    return own + tuple(mount for module in modules for mount in module.mounts(codes))


def _static_mounts(keys: Mapping[str, object], languages: tuple[Language, ...]) -> Iterator[Mount]:
    """The static folders: those of languages belong to all, unless languages are written apart.

    Of several folders the last one wins.
    """
    shared = to_texts(keys.get("staticdir")) or (STATIC,)
    tables = mapping(keys.get("languages"))
    own = {item.code: to_texts(mapping(tables.get(item.code)).get("staticdir")) or shared for item in languages}
    if _has_several_hosts(keys):
        for code, folders in own.items():
            yield from (Mount(_folder(folder), STATIC, languages=(code,)) for folder in reversed(folders))
        return
    for folder in dict.fromkeys(folder for folders in reversed(own.values()) for folder in reversed(folders)):
        yield Mount(_folder(folder), STATIC)


def _unknown(keys: Mapping[str, object], modules: tuple[Module, ...]) -> tuple[str, ...]:
    return (*(module.asked.title for module in modules if not module.folder), *_elsewhere(keys))


def _unread_layouts(keys: Mapping[str, object], modules: tuple[Module, ...]) -> tuple[str, ...]:
    mounts = mapping(keys.get("module")).get("mounts")
    tables = [mapping(item) for item in mounts] if isinstance(mounts, list) else []
    given = [keys.get("layoutdir"), *(item.get("source") for item in tables if _is_of_layouts(item))]
    folders = (normpath(to_text(item).replace("\\", "/")) for item in given if item)
    outside = (f"the folder {folder} outside of the site" for folder in folders if leaves(folder))
    return (*(module.asked.title for module in modules if not module.folder), *outside)


def _is_of_layouts(mount: Mapping[str, object]) -> bool:
    return to_text(mount.get("target")).replace("\\", "/").strip("/").partition("/")[0] == LAYOUTS


def _elsewhere(keys: Mapping[str, object]) -> Iterator[str]:
    """Folders outside of the site that bring pages or files of theirs."""
    mounts = mapping(keys.get("module")).get("mounts")
    given = [keys.get("contentdir"), *to_texts(keys.get("staticdir"))]
    given += [mapping(item).get("contentdir") for item in mapping(keys.get("languages")).values()]
    given += [mapping(item).get("source") for item in mounts] if isinstance(mounts, list) else []
    for folder in dict.fromkeys(normpath(to_text(item).replace("\\", "/")) for item in given if item):
        if leaves(folder):
            yield f"the folder {folder} outside of the site"
