"""Reads Eleventy's configuration; no program is run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import ascii_letters, digits
from typing import NamedTuple

from content_lint.config.settings import HostRule
from content_lint.parse.scripts.literals import CODE, calls_of, objects_of
from content_lint.site.generators.eleventy.bundlers import is_bundler, read_bundler, read_script, scripts_in
from content_lint.site.generators.eleventy.config import CODE_KEY, FORMATS, ByCode, EleventyConfig
from content_lint.site.generators.eleventy.copies import copied_places, copies_unknown
from content_lint.site.generators.eleventy.data import data_of_folders, data_of_site
from content_lint.site.generators.eleventy.functions import functions_of
from content_lint.site.generators.eleventy.host_rules import rules_of_templates
from content_lint.site.generators.eleventy.ids import constant, find_ids
from content_lint.site.generators.eleventy.own_address import own_address
from content_lint.site.generators.eleventy.programs import packages_of, programs_of
from content_lint.site.generators.eleventy.shortcodes import shortcodes_of
from content_lint.site.generators.walking import names_in
from content_lint.text.files import text_if_any
from content_lint.text.lenient import json_table

_LIMIT = 500_000
_LONGEST_BLOCK = 5000
_CONDITION = re.compile(r"(?:\bif\s*\((?:[^(){};]|\([^(){};]*\))*\)|\belse|&&)\s*\Z")
_LONGEST_CONDITION = 300
_KEYS = frozenset({"dir", "pathPrefix", "templateFormats", "markdownTemplateEngine", "htmlTemplateEngine"})
_IGNORED = re.compile(r"""\bignores\.add\(\s*["'`]([^"'`\n$]{1,200})["'`]""")
_DRAFTS = re.compile(
    r"addPreprocessor\([^;]{0,400}\bdraft\b|eleventyComputed\.permalink\b[^;]{0,400}\.draft\b[^;]{0,200}\breturn\s+false\b",
    re.DOTALL,
)
_TASKS = re.compile(
    r"""\b(?:requireDir|require-dir["']\s*\)|HubRegistry)\(\s*+\[?\s*+["']([\w./-]{1,100}?)/?(?:\*\.js)?["']"""
)
_COMPUTED = re.compile(r"eleventyComputed\.[cm]?js\Z")
_PREFIX = re.compile(r"""\b(?:pathPrefix|prefix|base)\w*\s*=\s*["'`](/[\w-]{1,80})/""", re.IGNORECASE)
_GLOBALS_OF = re.compile(
    r"\bfor\s*\(\s*(?:const|let|var)\s+(?P<key>\w{1,50})\s+in\s+(?P<of>[\w$]{1,50})\s*\)\s*+(?:\{\s*+)?"
    r"[\w$.]{1,50}\.addGlobalData\(\s*(?P=key)\s*,\s*(?P=of)\[(?P=key)\]\s*\)"
)
"""A loop that hands on all that an object holds."""

_PERMALINK = re.compile(r"\bpermalink\s*:")
_TEMPLATE_PAGES = re.compile(r"addTemplate\(")
_MOVED = re.compile(r"\.(?:outputPath|data\.permalink)\s*[+]?=(?![=>])")
_IMAGES = re.compile(r"eleventyImageTransformPlugin|eleventy-img")
_FEED = re.compile(r"""outputPath\s*:\s*["'](/[^"'\n]{1,200})["']""")
_VERSION = re.compile(r"(\d+)")
_FIRST_STRICT = 3
"""Since this version an address needs an ending or a slash, and slugs are made in another way."""

_KNOWN_PLUGINS = re.compile(
    r"@11ty/|eleventy-plugin-(?:toc|nesting-toc|reading-time|svg|youtube|vimeo|embed|rss|xml|time-to-read|"
    r"page-assets|local-images|webmentions|pwa|sass|postcss|drafts|git|metagen|sitemap|robotstxt|unfurl)|"
    r"@quasibit/eleventy-plugin-|eleventy-(?:img|favicon|xml-plugin|sass|load|critical-css)|@rknightuk/|@tigersway/|"
    r"(?:markdown-it|luxon|date-fns|html-minifier|prismjs|sass|esbuild|postcss|sharp|lodash|slugify|github-slugger|"
    r"@sindresorhus/slugify|js-yaml|clean-css|dotenv|path|fs|he|cheerio|jsdom|nunjucks|liquidjs|node:)"
)


class ReadEleventy(NamedTuple):
    """What reading the configuration gives.

    Attributes:
        config: the configuration.
        values: its written values.
        address: scheme and host of the site; empty where nothing says it.
        sources: the files that were read, and folders that were looked into.
        host_rules: what templates write for the host.
    """

    config: EleventyConfig
    values: Mapping[str, object]
    address: str
    sources: list[str]
    host_rules: tuple[HostRule, ...]


def read_config(root: Path, home: str, config: str) -> ReadEleventy:
    """The configuration of a site; no program is run."""
    reading = _ProgramReading(root, home, config)
    found = reading.config()
    rules = tuple(rules_of_templates(root, found.input, reading.text))
    address = own_address(root, found.input, found.around, reading.data, found.globals, reading.text)
    # Folders in which nothing was read were looked at for the address all the same.
    unread = [item for item in found.around if not any(path.startswith(f"{item}/") for path in reading.read)]
    return ReadEleventy(found, reading.values, address, [*reading.read, *unread], rules)


class _Folders(NamedTuple):
    """Where the site has what, each from its root; empty for the root itself."""

    source: str
    includes: str
    data: str
    output: str
    layouts: str


@dataclass(slots=True)
class _ProgramReading:
    root: Path
    home: str
    file: str
    values: dict[str, object] = field(default_factory=dict)
    read: dict[str, None] = field(default_factory=dict)
    data: str = ""

    def config(self) -> EleventyConfig:
        """What it says."""
        path = posixpath.join(self.home, self.file)
        programs = programs_of(path, self.text)
        own = programs.get(path, "")
        text = "\n".join(programs.values())
        package = self.text(posixpath.join(self.home, "package.json"))
        for item in objects_of(own):
            if _KEYS & item.keys():
                self.values.update(item)
        folders = self._folders(own, package)
        self.data = folders.data
        functions = functions_of(programs)._replace(is_old=_version(package) < _FIRST_STRICT)
        copied, copiers = self._bundled(folders.source, folders.output, package)
        mover = next((name for name, program in programs.items() if _MOVED.search(program)), "")
        return EleventyConfig(
            path,
            self.home,
            folders.source,
            tuple(item for item in folders[1:] if item and item != folders.source),
            tuple(self._ignored(own, folders.source)),
            self._formats(text),
            self._engine(),
            (*copied_places(text, self.home), *copied, *self._in_place(own, package, folders.source)),
            dict(data_of_folders(self.root, folders.source, self.text, tuple(self._data_endings(text)))),
            self._everywhere(text, folders.data, path),
            "InputPathToUrlTransformPlugin" in text,
            "HtmlBasePlugin" in text,
            _DRAFTS.search(text) is not None,
            find_ids(programs, package, own_slugs="slugify" in functions.filters),
            functions,
            self._globals(text, folders.data, path),
            mover,
            tuple(self._plugins(text)),
            dict(self._keys_of_code(text)),
            (path,) if _TEMPLATE_PAGES.search(text) else (),
            (*([(path, ("/**.*",))] if copies_unknown(text) else []), *copiers),
            _IMAGES.search(text) is not None,
            "eleventy-plugin-page-assets" in text,
            tuple(match[1] for match in _FEED.finditer(text)),
            "allowMissingExtensions: true" in text or bool(mover) or functions.is_old,
            tuple(dict.fromkeys(item for item in (folders.includes, folders.layouts) if item)),
            tuple(programs),
            tuple(self._prefixes(own)),
            shortcodes_of(programs),
            "eleventy-plugin-sharp-images" in text,
        )

    def _folders(self, own: str, package: str) -> _Folders:
        source = self._folder(told(package, "input") or self._set(own, "setInputDirectory", "input"), ".")
        return _Folders(
            source,
            self._inside(source, self._set(own, "setIncludesDirectory", "includes"), "_includes"),
            self._inside(source, self._set(own, "setDataDirectory", "data"), "_data"),
            self._folder(told(package, "output") or self._set(own, "setOutputDirectory", "output"), "_site"),
            self._inside(source, self._set(own, "setLayoutsDirectory", "layouts"), "_includes"),
        )

    def _prefixes(self, own: str) -> Iterator[str]:
        """The prefixes between which the program chooses, each as the first folder of its addresses."""
        if isinstance(self.values.get("pathPrefix", ""), str):
            return
        yield from dict.fromkeys(match[1] for match in _PREFIX.finditer(own))

    def _in_place(self, own: str, package: str, source: str) -> Iterator[tuple[str, str]]:
        """The output folder, where the templates are in it: all other files there are on the site as they are."""
        named = told(package, "output") or self._set(own, "setOutputDirectory", "output")
        place = posixpath.normpath(posixpath.join(self.home, named)) if isinstance(named, str) else ".."
        if place == "." or f"{source}/".startswith(f"{place}/"):
            yield place, "/"

    def _everywhere(self, text: str, data: str, path: str) -> object:
        """The address that every template gets that has none of its own."""
        given = [*self._global_data(text)]
        found = next((item[1] for item in given if len(item) > 1 and item[0] == "permalink"), None)
        # A name that only running the program tells may be this one, where the program has a key of that name.
        is_open = found is None and any(item and not isinstance(item[0], str) for item in given)
        by_code = found is CODE or (is_open and _PERMALINK.search(text) is not None)
        return ByCode(path) if by_code or self._computes(text, data) else found

    @staticmethod
    def _global_data(text: str) -> Iterator[tuple[object, ...]]:
        """What ``addGlobalData`` is given, each time; once for each key of an object that a loop goes through."""
        for match in _GLOBALS_OF.finditer(text):
            written = constant(match["of"], text)
            yield from written.items() if isinstance(written, Mapping) else [(CODE, CODE)]
        rest = _GLOBALS_OF.sub("", text)
        yield from (call.arguments for call in calls_of(rest, "addGlobalData"))

    def text(self, path: str) -> str:
        """The text of a file by its path from the root; empty where there is none."""
        self.read[path] = None
        return text_if_any(self.root / path, _LIMIT, within=self.root)

    @staticmethod
    def _data_endings(text: str) -> Iterator[str]:
        """The endings of files of data besides Eleventy's own."""
        for call in calls_of(text, "addDataExtension"):
            given = call.arguments[0] if call.arguments else None
            yield from (item.strip() for item in given.split(",")) if isinstance(given, str) else ()

    def _bundled(
        self, source: str, output: str, package: str
    ) -> tuple[tuple[tuple[str, str], ...], list[tuple[str, tuple[str, ...]]]]:
        """What programs beside Eleventy copy, and what else they may make."""
        found = [
            read_bundler(name, self._with_tasks(name), source, output)
            for name in names_in(self.root, self.home)
            if is_bundler(name)
        ]
        paths = (posixpath.normpath(posixpath.join(self.home, name)) for name in scripts_in(package))
        found += (read_script(path, self.text(path), output) for path in paths if not path.startswith(".."))
        return tuple(pair for item in found for pair in item.copied), [(item.file, item.made) for item in found]

    def _with_tasks(self, name: str) -> str:
        """The text of such a program, with those in the folders that it takes in as a whole."""
        text = self.text(posixpath.join(self.home, name))
        texts = [text]
        for match in _TASKS.finditer(text):
            folder = posixpath.normpath(posixpath.join(self.home, match[1]))
            inside = [] if folder.startswith("..") else names_in(self.root, folder)
            texts += [self.text(f"{folder}/{item}") for item in inside if item.endswith((".js", ".mjs", ".cjs"))]
        return "\n".join(texts)

    def _computes(self, text: str, data: str) -> bool:
        """Whether a program makes the addresses of all templates."""
        for call in calls_of(text, "addGlobalData"):
            if call.arguments[:1] == ("eleventyComputed",):
                given = call.arguments[1] if len(call.arguments) > 1 else None
                return not isinstance(given, Mapping) or "permalink" in given
        names = names_in(self.root, data)
        found = (self.text(f"{data}/{name}") for name in names if _COMPUTED.match(name))
        return any("permalink" in item for item in found)

    def _globals(self, text: str, data: str, path: str) -> Mapping[str, object]:
        found = dict(data_of_site(self.root, data, self.text))
        for arguments in self._global_data(text):
            name, *rest = arguments or (None,)
            if not isinstance(name, str):
                found[CODE_KEY] = path
            elif name not in found:
                is_plain = bool(rest) and isinstance(rest[0], (str, int)) and not isinstance(rest[0], bool)
                found[name] = rest[0] if is_plain else ByCode(path)
        return found

    @staticmethod
    def _plugins(text: str) -> Iterator[str]:
        """Packages from elsewhere that are plugged in, and that may give headings their ids for all that is known."""
        used = {name for match in re.finditer(r"\baddPlugin\(\s*([\w$]+)", text) if (name := match[1])}
        for package, written in packages_of(text):
            names = set(re.findall(r"[\w$]+", written.rpartition(package)[0]))
            if names & used and not _KNOWN_PLUGINS.match(package):
                yield package

    @staticmethod
    def _keys_of_code(text: str) -> Iterator[tuple[str, tuple[str, ...]]]:
        """What texts begin with that programs give the names ``url`` and ``permalink``."""
        for key in ("url", "permalink"):
            found = re.findall(rf"\b{key}\s*[:=]\s*[`'\"](/[^`'\"$\n]{{0,100}})", text)
            if found:
                yield key, tuple(dict.fromkeys(found))

    def _set(self, text: str, method: str, key: str) -> object:
        """A folder as the program names it."""
        folders = self.values.get("dir")
        return self._named(text, method) or (folders.get(key) if isinstance(folders, Mapping) else None)

    @staticmethod
    def _named(text: str, method: str) -> object:
        found = [call.arguments[0] for call in calls_of(text, method) if call.arguments]
        return found[-1] if found else None

    def _folder(self, value: object, usual: str) -> str:
        named = value if isinstance(value, str) else usual
        place = posixpath.normpath(posixpath.join(self.home, named.strip("/") or "."))
        return "" if place == "." or place.startswith("..") else place

    def _inside(self, source: str, value: object, usual: str) -> str:
        place = posixpath.normpath(posixpath.join(source, value if isinstance(value, str) else usual))
        return "" if place == "." or place.startswith("..") else place

    def _ignored(self, own: str, source: str) -> Iterator[str]:
        for match in _IGNORED.finditer(own):
            if not _is_conditional(own, match.start()):
                yield match[1]
        for folder in dict.fromkeys((self.home, source)):
            for line in self.text(posixpath.join(folder, ".eleventyignore")).splitlines():
                if line.strip() and not line.startswith(("#", "!")):
                    yield "/" + posixpath.join(folder, line.strip().removeprefix("./").lstrip("/"))

    def _formats(self, text: str) -> tuple[str, ...]:
        value = self._named(text, "setTemplateFormats") or self.values.get("templateFormats")
        found: tuple[str, ...] = FORMATS
        if isinstance(value, str):
            found = tuple(item.strip() for item in value.split(","))
        elif isinstance(value, list) and all(isinstance(item, str) for item in value):
            found = tuple(str(item) for item in value)
        for call in calls_of(text, "addTemplateFormats", "addExtension"):
            given = call.arguments[0] if call.arguments else None
            if isinstance(given, str) and given not in {"css", "scss", "sass", "js"}:
                found = (*found, *(item.strip() for item in given.split(",")))
        return (*found, "webc") if "eleventy-plugin-webc" in text else found

    def _engine(self) -> str:
        value = self.values.get("markdownTemplateEngine", "liquid")
        return value if isinstance(value, str) else ""


def told(package: str, option: str) -> str:
    """The file or folder that the scripts of package.json hand to Eleventy; empty where they do not."""
    found = re.search(rf"\beleventy\b[^\"&|;\n]{{0,200}}--{option}[= ]([\w./-]{{1,100}})", package)
    return found[1] if found else ""


def _version(package: str) -> int:
    """The first number of Eleventy's version, as package.json wants it; that of now where it does not say."""
    found = json_table(package)
    wanted = ""
    for key in ("dependencies", "devDependencies"):
        named = found.get(key)
        if isinstance(named, dict):
            wanted = wanted or str(named.get("@11ty/eleventy") or "")
    number = _VERSION.search(wanted)
    return int(number[1]) if number and len(number[1]) < 4 else _FIRST_STRICT


def _is_conditional(text: str, place: int) -> bool:
    """Whether a call is inside of the braces of an ``if``, or is all that comes after one."""
    before = text[max(0, place - _LONGEST_CONDITION) : place]
    if _CONDITION.search(before.rstrip("$._" + ascii_letters + digits)):
        return True
    depth = 0
    for at in range(place - 1, max(0, place - _LONGEST_BLOCK), -1):
        depth += (text[at] == "}") - (text[at] == "{")
        if depth < 0:
            return _CONDITION.search(text, max(0, at - _LONGEST_CONDITION), at) is not None
    return False
