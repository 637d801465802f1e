"""Reads docusaurus.config: what is written out in it, and the files that it goes by."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from content_lint.config.generator import Fault, Reaction
from content_lint.parse.scripts.literals import CODE, Call, Imported, Named, Spread, objects_of, read_module
from content_lint.site.generators.docusaurus.config import (
    Blog,
    ClientRedirect,
    DocsTags,
    DocusaurusConfig,
    Folder,
    Kind,
)
from content_lint.site.generators.docusaurus.own_plugins import OwnPlugins
from content_lint.site.generators.docusaurus.reactions import reactions_of
from content_lint.text.files import text_if_any
from content_lint.text.lenient import json_value
from content_lint.text.regex import regex

_LIMIT = 500_000
_MARKS = frozenset({"title", "url", "baseUrl", "presets", "plugins", "themeConfig", "i18n"})
_CONTENT = {"content-docs": "docs", "content-blog": "blog", "content-pages": "pages"}
_NAME = regex(r"(?:@docusaurus/|docusaurus-)?(?:plugin-)?(content-(?:docs|blog|pages)|client-redirects)\Z")
_CLASSIC = regex(r"(?:@docusaurus/)?(?:preset-)?classic\Z")
_MAKES_NONE = regex(
    r"(?:@docusaurus/)?(?:plugin-)?(?:google-|gtag|sitemap|ideal-image|pwa|svgr|debug|css-|vercel|rsdoctor)"
    r"|.*(?:search|sass|tailwind|gtag|analytics|image|zoom|plausible|matomo|posthog|hotjar|segment|umami|sentry"
    r"|webpack|polyfill|clarity|mermaid|alias|copy-page|live-codeblock|svg|postcss|less|chat|cookie|font|faster|dotenv)",
    re.IGNORECASE,
)
_ADDS_PAGES = regex(r"\baddRoute\b|\bwriteFile|\bcreateRoute\b|\bcreateData\b|plugin-content-|\bredirects?\b")
_LOADS = regex(r"\bloadContent\b|\bwriteFile|\bcreateData\b|\bpostBuild\b")
_ADDS_ROUTE = regex(r"\baddRoute\s*\(")
_ROUTE = regex(r"\baddRoute\s*\(\s*\{\s*path:\s*[\"'](/[^\"'\n]*)[\"']")
_MODULE = regex(r"^[ \t]*path[ \t]*=[ \t]*(\S+)", re.MULTILINE)
_HARMLESS = regex(
    r"(?:remark|rehype)-(?:math|katex|gfm|mermaid|mathjax)|npm2yarn|mdx-mermaid|prism|shiki|smartypants|emoji|pretty"
    r"|a11y|external-links|lazy|unwrap|video|deflist|typescript-tools|docblocks|codeblocks|codesandbox|sandpack|youtube|embed|figure"
    r"|kroki|plantuml|breaks|abbr|reading-time|lint",
    re.IGNORECASE,
)
_OF_HEADINGS = regex(
    r"heading|[\"'`]text[\"'`]|\bid\b|\bslug|properties|\bh[1-6]\b|rehype|[\"'`]html[\"'`]", re.IGNORECASE
)
_COMPONENTS = tuple(
    f"MDXComponents{place}{ending}" for place in ("", "/index") for ending in (".js", ".tsx", ".jsx", ".ts")
)
_OWN_LINK = regex(r"(?<![\w.])[\"']?a[\"']?\s*:\s*(?!MDX|Original)[\w(]")
_WRITES_TEXTS = regex(r"\bllms?\b|llmstxt", re.IGNORECASE)


class ReadDocusaurus(NamedTuple):
    """The configuration of a site, its written values, the files that were read for it, and what faults do."""

    config: DocusaurusConfig
    values: Mapping[str, object]
    files: list[str]
    reactions: Mapping[Fault, Reaction]


def read_config(root: Path, home: str, config: str) -> ReadDocusaurus:
    """What the configuration of a site says.

    Args:
        root: the root of the site.
        home: the folder of the configuration, from there.
        config: its file, from ``home``.
    """
    reading = _ConfigReading(root, home, config)
    return ReadDocusaurus(reading.config(), reading.values, reading.read, reactions_of(reading.setting))


class _ConfigReading(Struct):
    """Reads one configuration."""

    root: Path
    home: str
    file: str
    values: Mapping[str, object] = field(default_factory=dict)
    names: dict[str, object] = field(default_factory=dict)
    imports: Mapping[str, Imported] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)
    folders: list[Folder] = field(default_factory=list)
    blogs: list[Blog] = field(default_factory=list)
    tags: list[DocsTags] = field(default_factory=list)
    moved: list[ClientRedirect] = field(default_factory=list)
    moved_by_code: bool = False
    old_endings: list[str] = field(default_factory=list)
    makers: list[str] = field(default_factory=list)
    writers: list[str] = field(default_factory=list)
    unknown_languages: bool = False
    texts: list[str] = field(default_factory=list)
    added: list[str] = field(default_factory=list)
    unfetched: list[tuple[str, str]] = field(default_factory=list)
    languages: tuple[str, ...] = ("en",)
    folder_of_languages: str = "i18n"
    source: str = ""
    own_plugins: OwnPlugins | None = None

    @property
    def own(self) -> OwnPlugins:
        """The site's own plugins."""
        if self.own_plugins is None:
            self.own_plugins = OwnPlugins(self.home, self._text, self._names)
        return self.own_plugins

    def config(self) -> DocusaurusConfig:
        """What it says."""
        self.source = self._text(posixpath.join(self.home, self.file))
        self.names = dict(_named_values(self.source))
        self.imports = read_module(self.source).imports
        found = [item for item in objects_of(self.source) if len(_MARKS & item.keys()) > 1]
        self.values = max(found, key=lambda item: len(_MARKS & item.keys()), default={})
        if not self.values:
            self.makers.append(f"`{self.file}`, in which no settings are written out")
            self.values = {"presets": ["classic"]}
        self._languages()
        self._presets()
        for plugin in self._list(self.values.get("plugins")):
            self._plugin(plugin)
        self._links_of_theme()
        slash = self._value(self.values.get("trailingSlash"))
        markdown = self._mapping(self.values.get("markdown"))
        anchors = self._mapping(markdown.get("anchors"))
        static = self._list(self.values.get("staticDirectories")) or ["static"]
        return DocusaurusConfig(
            self.home,
            posixpath.join(self.home, self.file),
            tuple(self.folders),
            tuple(self.blogs),
            tuple(self.tags),
            tuple(place for item in static if isinstance(item, str) and (place := self._place(item))),
            self.languages,
            slash if isinstance(slash, bool) else None,
            tuple(self.moved),
            self.moved_by_code,
            tuple(self.old_endings),
            tuple(dict.fromkeys(self.makers)),
            tuple(dict.fromkeys(self.texts)),
            anchors.get("maintainCase") is True,
            self._heading_of_theme(),
            self.unknown_languages,
            tuple(dict.fromkeys(self.added)),
            tuple(dict.fromkeys(self.unfetched)),
            tuple(dict.fromkeys(self.writers)),
        )

    def _links_of_theme(self) -> None:
        """What the site shows links with instead of the theme's own component, which may lead them elsewhere."""
        for name in _COMPONENTS:
            path = posixpath.join(self.home, "src/theme", name)
            if _OWN_LINK.search(self._text(path)):
                self.makers.append(f"`{path}`, which shows links in its own way")
                return

    def _heading_of_theme(self) -> str:
        """What the site shows headings with instead of the theme's own component, which gives them their ids."""
        folder = posixpath.join(self.home, "src/theme")
        names = self._names(folder)
        return next((f"{folder}/{name}" for name in names if name.partition(".")[0] == "Heading"), "")

    # values

    def _names(self, folder: str) -> list[str]:
        self.read.append(folder)
        with suppress(OSError):
            return sorted(path.name for path in (self.root / folder).iterdir())
        return []

    def _text(self, path: str) -> str:
        self.read.append(path)
        return text_if_any(self.root / path, _LIMIT, within=self.root)

    def _value(self, value: object) -> object:
        """A value, with names looked up that the program gives to what is written out."""
        for _ in range(5):
            if not isinstance(value, Named):
                return value
            found = self.names.get(value.name, CODE)
            for key in value.rest:
                found = found.get(key, CODE) if isinstance(found, Mapping) else CODE
            value = found
        return CODE

    def _mapping(self, value: object) -> dict[str, object]:
        """An object with the contents of others that are spread in it; empty for what is no object."""
        value = self._value(value)
        found: dict[str, object] = {}
        for key, item in value.items() if isinstance(value, Mapping) else ():
            if isinstance(item, Spread):
                found.update(self._mapping(item.value))
            else:
                found[key] = item
        return found

    def _list(self, value: object) -> list[object]:
        value = self._value(value)
        found: list[object] = []
        for item in value if isinstance(value, list) else ():
            if isinstance(item, Spread):
                inner = self._value(item.value)
                found += self._list(inner) if isinstance(inner, list) else [CODE]
            else:
                found.append(self._value(item))
        return found

    def _word(self, options: Mapping[str, object], key: str, usual: str) -> str:
        value = self._value(options.get(key, usual))
        if isinstance(value, Call) and value.name.rpartition(".")[2] in {"resolve", "join"}:
            value = "/".join(part for part in value.arguments if isinstance(part, str))
        return value if isinstance(value, str) else usual

    def _place(self, path: str) -> str:
        """A path of the configuration's from the root of the site; empty where it lies outside."""
        place = posixpath.normpath(posixpath.join(self.home, path))
        return "" if place.startswith(("..", "/")) else place

    def setting(self, key: str) -> object:
        """A setting for what the build does at a fault: at the top, or among the hooks of Markdown."""
        hooks = self._mapping(self._mapping(self.values.get("markdown")).get("hooks"))
        return self._value(hooks.get(key, self.values.get(key)))

    # parts

    def _languages(self) -> None:
        options = self._mapping(self.values.get("i18n"))
        default = self._word(options, "defaultLocale", "en")
        codes = [item for item in self._list(options.get("locales")) if isinstance(item, str)]
        if options and not codes and options.get("locales") is not None:
            self.unknown_languages = True
        self.languages = tuple(dict.fromkeys((default, *codes)))
        self.folder_of_languages = self._word(options, "path", "i18n")

    def _presets(self) -> None:
        for item in self._list(self.values.get("presets")):
            name, options = self._parts(item)
            if not _CLASSIC.match(name):
                self.makers.append(f"the preset {name}" if name else "a preset that is made by code")
                continue
            for key, kind in (("docs", "docs"), ("blog", "blog"), ("pages", "pages")):
                value = self._value(options.get(key))
                if value is False:
                    continue
                if value is CODE or isinstance(value, Call):
                    self.makers.append(f"the preset's `{key}`, which is made by code")
                self._content(kind, self._mapping(value))

    def _parts(self, item: object) -> tuple[str, dict[str, object]]:
        """The name and the options of a preset or plugin; an empty name for one that is made by code."""
        item = self._value(item)
        options: dict[str, object] = {}
        if isinstance(item, list) and item:
            options = self._mapping(item[1]) if len(item) > 1 else {}
            item = self._value(item[0])
        if isinstance(item, Call) and item.name in {"require.resolve", "require", "path.resolve", "path.join"}:
            item = _place_of(item)
        return (item if isinstance(item, str) else ""), options

    def _plugin(self, item: object) -> None:
        if item is None or item is False:
            return
        name, options = self._parts(item)
        known = _NAME.match(name)
        if known and known[1] == "client-redirects":
            self._redirects(options)
        elif known:
            self._content(_CONTENT[known[1]], options)
        elif not name:
            self._inline_plugin()
        elif text := self.own.source(name):
            if _ADDS_PAGES.search(text):
                self.makers.append(f"the plugin `{name}`")
        elif _WRITES_TEXTS.search(name):
            self.writers.append(f"the plugin {name}")
        elif name.startswith("."):
            self.makers.append(f"the plugin `{name}`")
        elif not _MAKES_NONE.match(name):
            self.makers.append(f"the plugin {name}")

    def _inline_plugin(self) -> None:
        """A plugin that is a function in the configuration itself: the routes that it adds, if they are written out."""
        routes = _ROUTE.findall(self.source)
        if _LOADS.search(self.source) or len(routes) < len(_ADDS_ROUTE.findall(self.source)):
            self.makers.append(f"a plugin in `{self.file}`")
        else:
            self.added += routes

    def _redirects(self, options: Mapping[str, object]) -> None:
        for item in self._list(options.get("redirects")):
            entry = self._mapping(item)
            new, old = self._value(entry.get("to")), self._value(entry.get("from"))
            olds = self._list(old) if isinstance(old, list) else [old]
            if isinstance(new, str) and all(isinstance(one, str) for one in olds):
                self.moved += [ClientRedirect(str(one), new) for one in olds]
            else:
                self.moved_by_code = True
        value = self._value(options.get("redirects"))
        by_code = options.get("createRedirects") is not None or not (value is None or isinstance(value, list))
        self.moved_by_code = self.moved_by_code or by_code
        self.old_endings += [item for item in self._list(options.get("fromExtensions")) if isinstance(item, str)]

    def _content(self, kind: str, options: Mapping[str, object]) -> None:
        for key in ("remarkPlugins", "rehypePlugins", "beforeDefaultRemarkPlugins", "beforeDefaultRehypePlugins"):
            self._plugins_of_text(options.get(key))
        plugin = self._word(options, "id", "default")
        if kind == "docs":
            self._docs(plugin, options)
        elif kind == "blog":
            route = _route(self._word(options, "routeBasePath", "blog"))
            self._folders("blog", plugin, self._word(options, "path", "blog"), "", route, options)
            size = self._value(options.get("postsPerPage", 10))
            self.blogs.append(
                Blog(
                    f"blog {plugin}",
                    route,
                    size if isinstance(size, int) else 0,
                    self._word(options, "archiveBasePath", "archive").strip("/"),
                    self._word(options, "tagsBasePath", "tags").strip("/"),
                    self._word(options, "authorsBasePath", "authors").strip("/"),
                )
            )
        else:
            route = _route(self._word(options, "routeBasePath", "/"))
            self._folders("pages", plugin, self._word(options, "path", "src/pages"), "", route, options)

    def _plugins_of_text(self, value: object) -> None:
        found = self._value(value)
        for item in found if isinstance(found, list) else ():
            name = self._name_of(item[0] if isinstance(item, list) and item else item)
            if not _HARMLESS.search(name) and not self._leaves_headings(name):
                self.texts.append(name or f"in `{self.file}`")

    def _name_of(self, item: object) -> str:
        """The package or file of a plugin, else its name; empty for one that is made by code."""
        if isinstance(item, Named):
            known = self.imports.get(item.name)
            if known is not None:
                return known.source
            item = self.names.get(item.name, item.name)
        if isinstance(item, Call):
            return next((part for part in item.arguments if isinstance(part, str)), item.name)
        return item if isinstance(item, str) else ""

    def _leaves_headings(self, name: str) -> bool:
        """Whether a plugin of the site's own does nothing to headings and their ids, going by the words in it."""
        text = self.own.source(name)
        return bool(text) and _OF_HEADINGS.search(text) is None

    def _docs(self, plugin: str, options: Mapping[str, object]) -> None:
        route = _route(self._word(options, "routeBasePath", "docs"))
        folder = self._word(options, "path", "docs")
        stem = "" if plugin == "default" else f"{plugin}_"
        versions = self._versions(f"{stem}versions.json") if options.get("disableVersioning") is not True else []
        known = self._mapping(options.get("versions"))
        last = self._word(options, "lastVersion", versions[0] if versions else "current")
        for name in self._included(versions, options):
            settings = self._mapping(known.get(name))
            usual = "" if name == last else "next" if name == "current" else name
            part = self._word(settings, "path", usual).strip("/")
            place = folder if name == "current" else self._copied(f"{stem}versioned_docs/version-{name}")
            inner = "current" if name == "current" else f"version-{name}"
            where = f"{route}/{part}" if part else route
            self._folders("docs", plugin, place, inner, where, options)
            self.tags.append(DocsTags(where, self._word(options, "tagsBasePath", "tags").strip("/")))

    def _copied(self, folder: str) -> str:
        """A folder, or the one of which a script of package.json makes it before the build, where it is not there."""
        if (self.root / self.home / folder).is_dir():
            return folder
        scripts = self._text(posixpath.join(self.home, "package.json"))
        match = re.search(
            rf"\bcp\s+(?:-\w+\s+)*(?:\./)?([\w./-]+?)/?\s+(?:\./)?{re.escape(folder)}/?(?=[\s\"&|;]|\Z)", scripts
        )
        return match[1] if match else folder

    def _included(self, versions: list[str], options: Mapping[str, object]) -> list[str]:
        """The versions that are built; all where code chooses among them."""
        names = versions if options.get("includeCurrentVersion") is False else ["current", *versions]
        only = self._value(options.get("onlyIncludeVersions"))
        chosen = self._list(only)
        if only is CODE or not chosen or not all(isinstance(item, str) for item in chosen):
            return names
        return [name for name in names if name in chosen]

    def _versions(self, name: str) -> list[str]:
        found = json_value(self._text(posixpath.join(self.home, name)))
        return [item for item in found if isinstance(item, str)] if isinstance(found, list) else []

    def _folders(
        self, kind: Kind, plugin: str, path: str, inner: str, route: str, options: Mapping[str, object]
    ) -> None:
        """Add a folder and those of its translations."""
        base = self._place(path)
        if not base:
            return
        module = self._module(base)
        if module:
            self.unfetched.append((route, module))
        numbered = options.get("numberPrefixParser") is not False
        include = tuple(item for item in self._list(options.get("include")) if isinstance(item, str))
        exclude = tuple(item for item in self._list(options.get("exclude")) if isinstance(item, str))
        suffix = "" if plugin == "default" else f"-{plugin}"
        for code in self.languages:
            place = base
            if code != self.languages[0]:
                parts = (self.folder_of_languages, code, f"docusaurus-plugin-content-{kind}{suffix}", inner)
                place = self._place("/".join(part for part in parts if part))
            prefix = "" if code == self.languages[0] else f"/{code}"
            self.folders.append(
                Folder(place, kind, f"{kind} {plugin}", prefix + route, base, code, numbered, include, exclude)
            )

    def _module(self, folder: str) -> str:
        """The folder of another repository that git has not put there yet, where a folder is in one; or empty."""
        place = self.root / folder
        if place.is_dir():
            return ""
        if place.is_symlink():
            folder = posixpath.normpath(posixpath.join(posixpath.dirname(folder), place.readlink().as_posix()))
        modules = (match[1].strip("/") for match in _MODULE.finditer(self._text(".gitmodules")))
        return next((module for module in modules if f"{folder}/".startswith(f"{module}/")), "")


def _route(text: str) -> str:
    """A base route: a slash before it, none after it; empty for the root."""
    bare = text.strip("/")
    return f"/{bare}" if bare else ""


def _place_of(call: Call) -> str:
    """The package or file that a call finds: ``require.resolve("x")``, ``path.join(__dirname, "plugins", "x")``."""
    texts = [part for part in call.arguments if isinstance(part, str)]
    starts_here = bool(call.arguments) and call.arguments[0] == Named("__dirname")
    if starts_here and len(texts) == len(call.arguments) - 1:
        return f"./{posixpath.join(*texts)}" if texts else ""
    return texts[-1] if texts else ""


def _named_values(text: str) -> Iterator[tuple[str, object]]:
    """What a program's constants are, by name."""
    yield from read_module(text).values.items()
