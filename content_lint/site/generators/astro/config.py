"""What astro.config says that is written out in it; the program itself is never run."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

import msgspec
from msgspec import Struct, field

from content_lint.config.settings import SiteSettings
from content_lint.parse.scripts.literals import Call
from content_lint.parse.scripts.modules import ScriptFile
from content_lint.parse.scripts.text_functions import TextFunction
from content_lint.site.generators.astro.i18n import I18n, read_i18n
from content_lint.site.generators.astro.shapes import ShapeField
from content_lint.site.programs import Aliases, Programs, Value
from content_lint.text.regex import regex

STARLIGHT = "@astrojs/starlight"
MDX = "@astrojs/mdx"
_PLUGIN_KEYS = ("remarkPlugins", "rehypePlugins", "mdastPlugins", "hastPlugins")


_ENDINGS = regex(r"\.(?:astro|[cm]?[jt]s)\Z")


class Plugin(Struct, frozen=True):
    """A plugin.

    Attributes:
        name: its name.
        source: the package, for one that is not the site's own.
        file: its program, for one that is.
        prefix: the folder that it is told to put its pages into; empty for the usual one, None for one by code.
    """

    name: str
    source: str = ""
    file: str = ""
    prefix: str | None = ""


class Starlight(Struct, frozen=True):
    """What is told to Starlight.

    Attributes:
        locales: folders of its languages; empty for the one without a folder. None without any language.
        default: the folder of the language that others are filled up from.
        knows_locales: whether they are written out.
        plugins: its plugins.
        components: programs of the site's own that stand for parts of its pages.
        makes_404: whether it makes the page for missing addresses.
    """

    locales: tuple[str, ...] = ()
    default: str = ""
    knows_locales: bool = True
    plugins: tuple[Plugin, ...] = ()
    components: tuple[str, ...] = ()
    makes_404: bool = True


class Collected(Struct, frozen=True):
    """A collection of Markdown files.

    Attributes:
        name: its name.
        base: its folder, from the root of the site.
        patterns: globs of its files, from there.
        ids_by: the file in which code makes the ids of its entries that cannot be followed, or empty.
        function: what gives the ids of its entries, where that is a function that can be; None for Astro's own.
        strict: whether its front matter has to be what Starlight asks of a page.
        shape: what its own schema asks of front matter, as far as it is written out.
        declared_in: the program with that schema.
        unread: whether it has a schema, of which nothing is written out.
        changed: whether its schema, or whatever is beside it, may hand other values on than front matter has.
        by_folder: whether it has no loader, so that entries are called by the names of their files.
    """

    name: str
    base: str
    patterns: tuple[str, ...] = ("**/*.{md,mdx}",)
    ids_by: str = ""
    strict: bool = False
    shape: tuple[ShapeField, ...] = ()
    declared_in: str = ""
    unread: bool = False
    changed: bool = False
    by_folder: bool = False
    function: TextFunction | None = None


class RoutePrograms(Struct, frozen=True):
    """The programs that say which pages a route makes.

    Attributes:
        files: by path, the route's own and those that it imports.
        shows: whether the route shows the text of an entry.
    """

    files: Mapping[str, ScriptFile]
    shows: bool = False


class Route(Struct, frozen=True):
    """A file that makes several pages.

    Attributes:
        file: from the root of the site.
        address: the glob of what it can make.
        prefix: what comes before the id of an entry in the addresses that it makes.
        suffix: what comes after it.
        collection: the collection whose entries it makes pages of by their ids; empty where code decides that.
        hides_drafts: whether it leaves drafts out.
        programs: of one that is more than that, what says which pages it makes; None where code decides for good.
    """

    file: str
    address: str
    prefix: str = ""
    suffix: str = ""
    collection: str = ""
    hides_drafts: bool = False
    programs: RoutePrograms | None = None

    @property
    def pattern(self) -> str:
        """What it makes, with its parameters in brackets, without slashes around it."""
        bare = _ENDINGS.sub("", self.file.partition("/pages/")[2])
        return bare.removesuffix("index").rstrip("/") if f"/{bare}".endswith("/index") else bare

    @property
    def makes_files(self) -> bool:
        """Whether it makes files that are no pages, such as pictures and feeds."""
        return not self.file.endswith(".astro")


class AstroConfig(Struct, frozen=True):
    """One site's configuration.

    Attributes:
        home: the folder of the configuration from the root, with a slash at its end; or empty.
        file: the configuration, from the root; empty without one.
        source: the folder of pages and programs, from the root.
        public: the folder of files that are copied.
        format: ``build.format``.
        trailing_slash: ``trailingSlash``.
        redirects: old addresses, and where they lead.
        mdx: whether MDX is read.
        starlight: what is told to Starlight, or None without it.
        plugins: those that change what is made of Markdown.
        integrations: names of packages and files of the site's own that take part in the build.
        code: keys of which only running the configuration tells.
        collections: see Collected.
        routes: see Route.
        aliases: see Aliases.
        i18n: the languages of Astro's own.
        injected: routes that programs of the site's own add, each with the program; see ``injected``.
    """

    home: str = ""
    file: str = ""
    source: str = "src"
    public: str = "public"
    site: str = ""
    base: str = ""
    format: str = "directory"
    trailing_slash: str = "ignore"
    redirects: Mapping[str, str] = field(default_factory=dict)
    mdx: bool = True
    starlight: Starlight | None = None
    plugins: tuple[Plugin, ...] = ()
    integrations: tuple[Plugin, ...] = ()
    code: tuple[str, ...] = ()
    collections: tuple[Collected, ...] = ()
    routes: tuple[Route, ...] = ()
    aliases: Aliases = ()
    i18n: I18n = field(default_factory=I18n)
    injected: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, settings: SiteSettings) -> AstroConfig:
        """What the settings of a site carry."""
        config = settings.parsed_as(cls)
        slash = settings.answers.trailing_slash
        return msgspec.structs.replace(config, trailing_slash=slash) if slash else config

    def below(self, folder: str) -> str:
        """A folder of the configuration's, from the root of the site."""
        return self.home + folder


def read_config(programs: Programs, home: str, file: str) -> AstroConfig:
    """Read astro.config.

    Args:
        programs: the site's programs.
        home: the folder of the configuration from the root, with a slash at its end; or empty.
        file: the configuration, from the root.
    """
    options = _options(programs.value(file, "default"))
    build = _entries(options, "build")
    integrations = list(_flat(options.get("integrations")))
    starlight = next(_starlight_options(integrations), None)
    return AstroConfig(
        home,
        file,
        home + _folder(options, "srcDir", "src"),
        home + _folder(options, "publicDir", "public"),
        _text(options, "site"),
        _text(options, "base").strip("/"),
        _text(build, "format") or "directory",
        _text(options, "trailingSlash") or "ignore",
        {old: _target(new) for old, new in _entries(options, "redirects").items()},
        starlight is not None
        or any(item.package() == MDX for item in integrations)
        or _is_code(options, "integrations"),
        _starlight(starlight) if starlight is not None else None,
        tuple(_of_markdown(options, integrations)),
        tuple(map(_plugin, integrations)),
        (
            *(key for key in ("base", "trailingSlash", "redirects") if _is_code(options, key)),
            *(["build.format"] if _is_code(build, "format") else []),
        ),
        i18n=read_i18n(options.get("i18n")),
    )


def _starlight_options(integrations: Iterable[Value]) -> Iterator[Value]:
    """What Starlight is given: by its own call, or by that of an integration that starts it."""
    for item in integrations:
        given = item.arguments()
        if item.package() == STARLIGHT:
            yield given[0] if given else item.of({})
        elif given and (handed := given[0].get("starlight")) is not None and isinstance(handed.raw, Mapping):
            yield handed


def _of_markdown(options: Mapping[str, Value], integrations: Iterable[Value]) -> Iterator[Plugin]:
    """The plugins that change what is made of Markdown, wherever they are named."""
    markdown = _entries(options, "markdown")
    mdx = next((item for item in integrations if item.package() == MDX), None)
    for given in (markdown, *_given(markdown.get("processor")), *_given(mdx)):
        for key in _PLUGIN_KEYS:
            yield from _plugins(given.get(key))


def _options(value: Value | None) -> dict[str, Value]:
    """The object that is the configuration: as it is, or given to a function such as ``defineConfig``."""
    if value is None:
        return {}
    for _ in range(3):
        if not isinstance(value.raw, Call):
            break
        given = value.arguments()
        if not given:
            break
        value = given[0]
    return value.entries()


def _entries(options: Mapping[str, Value], key: str) -> dict[str, Value]:
    found = options.get(key)
    return found.entries() if found is not None else {}


def _is_code(options: Mapping[str, Value], key: str) -> bool:
    found = options.get(key)
    return found is not None and (found.is_code or isinstance(found.raw, Call))


def _text(options: Mapping[str, Value], key: str) -> str:
    found = options.get(key)
    return (found.text() or "") if found is not None else ""


def _folder(options: Mapping[str, Value], key: str, usual: str) -> str:
    return _text(options, key).removeprefix("./").strip("/") or usual


def _target(value: Value) -> str:
    """Where a redirect leads; empty where that is not known."""
    return value.text() or _text(value.entries(), "destination")


def _flat(value: Value | None) -> Iterator[Value]:
    for item in value.items() if value is not None else ():
        if isinstance(item.raw, list):
            yield from item.items()
        else:
            yield item


def _given(call: Value | None) -> list[dict[str, Value]]:
    return [item.entries() for item in call.arguments()] if call is not None else []


def _plugin(value: Value) -> Plugin:
    """A plugin by its name, its call, its package in quotes, or a list with its options."""
    if isinstance(value.raw, list):
        value = next(iter(value.items()), value)
    source = value.package() or value.text() or ""
    file = value.programs.find(source, value.path) if source else None
    name = source if source and file is None else file or value.called()
    options = next(iter(_given(value)), {}) if isinstance(value.raw, Call) else {}
    prefix = options["prefix"].text() if "prefix" in options else ""
    return Plugin(name, source, file or "", prefix.strip("/") if prefix is not None else None)


def _plugins(value: Value | None) -> Iterator[Plugin]:
    if value is None:
        return
    raw = value.raw
    for item in raw if isinstance(raw, list) else ():
        yield _unresolved(Value(item, value.programs, value.path))


def _unresolved(value: Value) -> Plugin:
    """The same for a plugin that is no call but a name, which is not to be followed into its file."""
    if isinstance(value.raw, list) and value.raw:
        value = Value(value.raw[0], value.programs, value.path)
    return _plugin(value)


def _starlight(given: Value) -> Starlight:
    options = given.entries()
    locales = options.get("locales")
    names = tuple(locales.entries()) if locales is not None else ()
    folders = tuple("" if name == "root" else name for name in names)
    default = "" if "" in folders or not folders else _text(options, "defaultLocale") or folders[0]
    components = (item.text() or "" for item in _entries(options, "components").values())
    files = (given.programs.find_any(source, given.path) for source in components)
    return Starlight(
        folders,
        default,
        locales is None or bool(names),
        tuple(map(_plugin, _flat(options.get("plugins")))),
        tuple(file for file in files if file),
        not (disabled := options.get("disable404Route")) or disabled.raw is not True,
    )
