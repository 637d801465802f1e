"""Jekyll's ``_config.yml``, as far as it decides addresses and publication."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import UTC, tzinfo
from typing import TYPE_CHECKING

from msgspec import Struct, field

from content_lint.parse.facts import KeyPath
from content_lint.site.generators.jekyll.installed import Installed
from content_lint.text.lenient import mapping

if TYPE_CHECKING:
    from content_lint.config.settings import SiteSettings

# Jekyll 4 adds these to what a site excludes; 3.x takes them only where the site excludes nothing itself.
ALWAYS_EXCLUDED = (
    ".sass-cache",
    ".jekyll-cache",
    "gemfiles",
    "Gemfile",
    "Gemfile.lock",
    "node_modules",
    "vendor/bundle/",
    "vendor/cache/",
    "vendor/gems/",
    "vendor/ruby/",
)
_EXCLUDED_3 = ALWAYS_EXCLUDED[3:]
_STYLES = {
    "date": "/:categories/:year/:month/:day/:title:output_ext",
    "pretty": "/:categories/:year/:month/:day/:title/",
    "ordinal": "/:categories/:year/:y_day/:title:output_ext",
    "none": "/:categories/:title:output_ext",
}
_WEEKDATE = "/:categories/:year/W:week/:short_day/:title:output_ext"
_OLD_TYPES = {"page": "pages", "post": "posts", "draft": "drafts"}
_PLUGIN_KEYS = (
    "jekyll-archives",
    "pagination",
    "autopages",
    "page_gen",
    "page_gen-dirs",
    "languages",
    "default_lang",
    "exclude_from_localization",
    "lang_from_path",
    "scholar",
    "tag_page_dir",
    "relative_links",
    "optional_front_matter",
    "require_front_matter",
    "readme_index",
)


class IdRule(Struct, frozen=True):
    """How headings get their ids from kramdown.

    Attributes:
        known: whether it is known at all.
        made: whether a heading without an id of its own gets one.
        prefix: what each id begins with that is made.
    """

    known: bool = True
    made: bool = True
    prefix: str = ""


def truthy(value: object) -> bool:
    """Whether Ruby takes a value for true: everything but nil and false."""
    return value is not None and value is not False


class JekyllCollection(Struct, frozen=True):
    """One collection.

    Attributes:
        label: its name, without what Jekyll strips from names.
        output: whether its documents are written.
        permalink: its own template; None where the configuration sets none.
        permalink_blank: whether it sets one that is null, which stops the build for every document without its own.
        declared: whether the configuration names it: there are posts all the same.
    """

    label: str
    output: bool = False
    permalink: str | None = None
    permalink_blank: bool = False
    declared: bool = True


class DefaultSet(Struct, frozen=True):
    """One entry of ``defaults``.

    Attributes:
        path: the scope's path, as written; empty for everything.
        type: ``pages``, ``posts`` or a collection's name; None where the scope has none.
        values: what it fills in.
        scoped: whether it has a scope at all; without one Jekyll fails as soon as it has to weigh it.
    """

    path: str
    type: str | None
    values: Mapping[str, object]
    scoped: bool = True


class IgnoredSetting(Struct, frozen=True):
    """A setting that Jekyll does not know and silently ignores, with what to do instead."""

    key_path: KeyPath
    help: str


class JekyllConfig(Struct, frozen=True):
    """What of the configuration the model needs; the defaults are Jekyll's own.

    Attributes:
        version: major and minor version of Jekyll.
        locked: whether it is known which plugins there are: from Gemfile.lock, or as github-pages has them.
        safe: whether the programs in ``_plugins`` are left alone, as on GitHub Pages.
        permalink: the site's style or template.
        placeholders: names that the site's own plugins add to those that permalinks may hold.
        redirect_layout: where the site's own layout of redirects leads, as it spells it (empty where it does not say);
            None where the layout takes the address from jekyll-redirect-from, as the plugin's own does.
        collections: ``posts`` first, then as declared: the order in which they are written.
        copies: what a task runner names of the site's files: each file of tasks with a glob.
        filled: the folder that Jekyll reads where a task runner fills that from the source; empty for others.
        source: folder of the whole site below the root; empty for the root itself.
        collections_dir: folder that holds ``_posts`` and the collections; empty for the root.
        data_dir: folder of the files of data.
        include: names that are read although they begin like hidden ones.
        exclude: what is not read.
        markdown_ext: extensions of Markdown files, with the dot.
        zone: the zone of all dates. Without a setting it is UTC: the machine's zone is never used.
        timezone: the name of that zone as it is written, or empty.
        timezone_known: whether the zone that the configuration names exists.
        defaults: front matter defaults.
        plugins: names of the plugins in use.
        unread: gems, the theme aside, that come from a repository of git and of which nothing is known.
        plugin_settings: what the configuration says to plugins that make pages, by its key.
        ids: how headings get their ids.
    """

    version: tuple[int, int] = (4, 3)
    locked: bool = False
    safe: bool = False
    permalink: str = "date"
    placeholders: frozenset[str] = frozenset()
    redirect_layout: str | None = None
    collections: tuple[JekyllCollection, ...] = (JekyllCollection("posts", True, _STYLES["date"]),)
    copies: tuple[tuple[str, str], ...] = ()
    filled: str = ""
    source: str = ""
    collections_dir: str = ""
    data_dir: str = "_data"
    include: tuple[str, ...] = (".htaccess",)
    exclude: tuple[str, ...] = ALWAYS_EXCLUDED
    markdown_ext: frozenset[str] = frozenset({".markdown", ".mkdown", ".mkdn", ".mkd", ".md"})
    zone: tzinfo = UTC
    timezone: str = ""
    timezone_known: bool = True
    future: bool = False
    unpublished: bool = False
    show_drafts: bool = False
    limit_posts: int = 0
    strict_front_matter: bool = False
    defaults: tuple[DefaultSet, ...] = ()
    url: str = ""
    baseurl: str = ""
    plugins: frozenset[str] = frozenset()
    unread: frozenset[str] = frozenset()
    plugin_settings: Mapping[str, object] = field(default_factory=dict)
    redirects_json: bool = True
    destination: str = "_site"
    theme: str | None = None
    remote_theme: str | None = None
    paginate: int = 0
    paginate_path: str = "/page:num"
    feed_path: str = "feed.xml"
    feed_categories: tuple[str, ...] = ()
    feed_collections: tuple[str, ...] = ()
    ids: IdRule = IdRule()
    ignored: tuple[IgnoredSetting, ...] = ()

    @property
    def base(self) -> str:
        """What is in front of every path of a collection, slash included."""
        return "".join(f"{folder}/" for folder in (self.source, self.collections_dir) if folder)

    @property
    def root(self) -> str:
        """What is in front of every path of the site, slash included."""
        return f"{self.source}/" if self.source else ""

    @property
    def remote_repository(self) -> str:
        """The repository of the remote theme that is in use (``owner/name``); empty without one."""
        if self.remote_theme is None or "jekyll-remote-theme" not in self.plugins:
            return ""
        return self.remote_theme.partition("@")[0].removeprefix("https://github.com/").strip("/")

    def options_of(self, plugin: str) -> Mapping[str, object]:
        """What the configuration says to a plugin under its key; empty where it says nothing."""
        return mapping(self.plugin_settings.get(plugin))

    @property
    def old(self) -> bool:
        """Whether it is Jekyll 3, as on GitHub Pages."""
        return self.version[0] < 4

    def collection(self, label: str) -> JekyllCollection:
        """A collection by name; raises KeyError where there is none."""
        for item in self.collections:
            if item.label == label:
                return item
        raise KeyError(label)

    @classmethod
    def of(cls, settings: SiteSettings) -> JekyllConfig:
        """The configuration that a site's settings carry; Jekyll's own defaults where they carry none."""
        return settings.parsed_as(cls)

    @classmethod
    def from_mapping(
        cls,
        data: Mapping[str, object],
        installed: Installed | None = None,
        *,
        version: tuple[int, int] | None = None,
        placeholders: frozenset[str] = frozenset(),
        redirect_layout: str | None = None,
    ) -> JekyllConfig:
        """Read a configuration; never raises, odd values count as absent.

        Args:
            data: the mapping of ``_config.yml``, as YAML gives it.
            installed: which Jekyll builds the site and with which plugins.
            version: overrules its version.
            placeholders: names that the site's own plugins add to those of permalinks.
            redirect_layout: where the site's own layout of redirects leads.
        """
        installed = installed or Installed()
        found = version or installed.version
        old = found[0] < 4
        permalink = _text(data.get("permalink"), "date")
        zone, known = _zone(data.get("timezone"))
        feed = mapping(data.get("feed"))
        redirects = mapping(data.get("redirect_from"))
        include = _strings(data.get("include"))
        collections, ignored = _collections(data.get("collections"), permalink, old=old)
        return cls(
            version=found,
            locked=installed.locked,
            safe=installed.safe,
            placeholders=placeholders,
            redirect_layout=redirect_layout,
            permalink=permalink,
            collections=collections,
            source=_folder(data.get("source")),
            collections_dir=_text(data.get("collections_dir")).strip("/"),
            data_dir=_text(data.get("data_dir")).strip("./") or "_data",
            include=(".htaccess",) if include is None else include,
            exclude=_excluded(data.get("exclude"), old=old),
            markdown_ext=_markdown(data.get("markdown_ext")),
            zone=zone,
            timezone=_text(data.get("timezone")),
            timezone_known=known,
            future=truthy(data.get("future")),
            unpublished=truthy(data.get("unpublished")),
            show_drafts=truthy(data.get("show_drafts")),
            limit_posts=_count(data.get("limit_posts")),
            strict_front_matter=truthy(data.get("strict_front_matter")),
            defaults=_defaults(data.get("defaults")),
            url=_text(data.get("url")),
            baseurl=_text(data.get("baseurl")).removesuffix("/"),
            plugins=_plugins(data, installed),
            unread=installed.unread - {_text(data.get("theme"))},
            plugin_settings={key: data[key] for key in _PLUGIN_KEYS if key in data},
            redirects_json=redirects.get("json") is not False,
            destination=_text(data.get("destination")).strip("./") or "_site",
            theme=_text(data.get("theme", installed.theme)) or None,
            remote_theme=_text(data.get("remote_theme")) or None,
            paginate=_count(data.get("paginate")),
            paginate_path=_text(data.get("paginate_path"), "/page:num"),
            feed_path=_text(feed.get("path"), "feed.xml"),
            feed_categories=_strings(feed.get("categories")) or (),
            feed_collections=tuple(mapping(feed.get("collections"))) or _strings(feed.get("collections")) or (),
            ids=_id_rule(data),
            ignored=ignored,
        )


def _text(value: object, default: str = "") -> str:
    return str(value) or default if isinstance(value, (str, int, float)) else default


def _count(value: object) -> int:
    return value if isinstance(value, int) and value > 0 else 0


def _excluded(value: object, *, old: bool) -> tuple[str, ...]:
    """What Jekyll leaves out: since version 4, what the configuration names comes on top of its own list."""
    written = _strings(value)
    if old:
        return _EXCLUDED_3 if written is None else written
    return tuple(dict.fromkeys((*(written or ()), *ALWAYS_EXCLUDED)))


def _folder(value: object) -> str:
    """A folder below the root; one that leads out of it counts as the root."""
    parts = [part for part in _text(value).split("/") if part not in {"", "."}]
    return "" if ".." in parts else "/".join(parts)


def _strings(value: object) -> tuple[str, ...] | None:
    if isinstance(value, str):
        return tuple(item.strip() for item in value.split(","))
    if isinstance(value, (list, tuple)):
        return tuple(item if isinstance(item, str) else str(item) for item in value if item is not None)
    return None


def _zone(value: object) -> tuple[tzinfo, bool]:
    name = _text(value)
    if not name or name in {"UTC", "Etc/UTC"}:
        return UTC, True
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # for sites that name another zone

    try:
        return ZoneInfo(name), True
    except (ZoneInfoNotFoundError, ValueError, OSError):
        # The C library takes a name that it does not know for UTC.
        return UTC, False


def _markdown(value: object) -> frozenset[str]:
    names = _text(value, "markdown,mkdown,mkdn,mkd,md")
    return frozenset("." + name.strip().lower() for name in names.split(","))


def _id_rule(data: Mapping[str, object]) -> IdRule:
    """How kramdown makes ids; of its two readers of Markdown the usual one, GFM's, goes by two of the settings only."""
    keys = {str(key).lower(): value for key, value in data.items()}
    if str(keys.get("markdown") or "kramdown").lower() != "kramdown":
        return IdRule(known=False)
    options = {str(key).lower(): value for key, value in mapping(keys.get("kramdown")).items()}
    native = str(options.get("input") or "GFM").upper() != "GFM"
    changed = any(truthy(options.get(key)) for key in ("auto_id_stripping", "transliterated_header_ids"))
    prefix = options.get("auto_id_prefix")
    return IdRule(
        not (native and changed), truthy(options.get("auto_ids", True)), "" if prefix is None else str(prefix)
    )


def _plugins(data: Mapping[str, object], installed: Installed) -> frozenset[str]:
    named = {*(_strings(data.get("plugins")) or ()), *(_strings(data.get("gems")) or ())}
    if installed.pages and "remote_theme" in data:
        named.add("jekyll-remote-theme")
    brought = installed.brought_by(_text(data.get("theme")))
    return installed.plugins.union(brought, (name for name in named if installed.loads(name)))


def _collections(
    value: object, permalink: str, *, old: bool
) -> tuple[tuple[JekyllCollection, ...], tuple[IgnoredSetting, ...]]:
    styles = _STYLES if old else {**_STYLES, "weekdate": _WEEKDATE}
    posts_template = styles.get(permalink, permalink)
    if isinstance(value, (list, tuple)):
        value = {name: {} for name in value if isinstance(name, str)}
    named = mapping(value)
    made: list[JekyllCollection] = []
    ignored: list[IgnoredSetting] = []
    for name, settings in {"posts": {}, **named}.items():
        settings = mapping(settings)  # noqa: PLW2901 - the same thing, made safe
        label = re.sub(r"[^a-zA-Z0-9_\-.]", "", str(name))
        template = settings.get("permalink")
        written = template if isinstance(template, str) else None
        if label == "posts":
            made.append(JekyllCollection(label, True, written or posts_template, declared=name in named))
            continue
        blank = "permalink" in settings and written is None
        made.append(JekyllCollection(label, truthy(settings.get("output")), written, blank))
        if "defaults" in settings:
            help_text = f"move it to the top-level `defaults`, with `scope: {{path: '', type: {label}}}`"
            ignored.append(IgnoredSetting(("collections", str(name), "defaults"), help_text))
    return tuple(made), tuple(ignored)


def _defaults(value: object) -> tuple[DefaultSet, ...]:
    made = []
    for entry in value if isinstance(value, list) else ():
        if not isinstance(entry, Mapping) or not isinstance(values := entry.get("values"), Mapping):
            continue
        scope = entry.get("scope")
        scoped = isinstance(scope, Mapping)
        fields = mapping(scope)
        path, kind = fields.get("path"), fields.get("type")
        written = _OLD_TYPES.get(kind, kind) if isinstance(kind, str) else None
        if "type" in fields and written is None:
            written = ""  # a type that is no name matches nothing
        made.append(DefaultSet(path if isinstance(path, str) else "", written, dict(values), scoped))
    return tuple(made)
