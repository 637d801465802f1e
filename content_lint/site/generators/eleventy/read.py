"""Reads Eleventy's configuration and the data of folders; no program is run."""

from __future__ import annotations

import json
import os
import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from content_lint.parse.scripts.literals import CODE, Call, calls_of, objects_of
from content_lint.site.generators.eleventy.config import FORMATS, ByCode, EleventyConfig
from content_lint.text.files import text_if_any

_LIMIT = 500_000
_MOST_FILES = 5000
_LONGEST_BLOCK = 5000
_CONDITION = re.compile(r"(?:\bif\s*\([^{};]*\)|\belse)\s*\Z")
_KEYS = frozenset({"dir", "pathPrefix", "templateFormats", "markdownTemplateEngine", "htmlTemplateEngine"})
_IMPORT = re.compile(r"""(?:from|require\()\s*["'](\.[^"'\n]{1,200})["']""")
_IGNORED = re.compile(r"""\bignores\.add\(\s*["'`]([^"'`\n$]{1,200})["'`]""")
_DATA = re.compile(r"(.+?)(?:\.11tydata\.(json|[cm]?js)|\.(json))\Z")
_DRAFTS = re.compile(r"addPreprocessor\([^;]{0,400}\bdraft\b", re.DOTALL)
_COMPUTED = re.compile(r"eleventyComputed\.[cm]?js\Z")
_SLUG_FILTER = re.compile(r"""addFilter\(\s*["'](?:slug|slugify)["']""")
_ANCHOR = re.compile(r"markdown-it-anchor|markdownItAnchor")
_TEMPLATE_PAGES = re.compile(r"addTemplate\(")
_BUNDLER = re.compile(r"(?:gulpfile|gruntfile|webpack\.\w+|vite\.config|rollup\.config)[\w.]*\Z", re.IGNORECASE)
_IMAGES = re.compile(r"eleventyImageTransformPlugin|eleventy-img")
_FEED = re.compile(r"""outputPath\s*:\s*["'](/[^"'\n]{1,200})["']""")
_PROGRAM = re.compile(r"(.+)\.(?:11ty\.[cm]?[jt]sx?|[jt]sx)\Z")


def read_config(root: Path, home: str, config: str) -> tuple[EleventyConfig, Mapping[str, object], list[str]]:
    """The configuration of a site, its written values, and the files that were read for it."""
    reading = _Reading(root, home, config)
    return reading.config(), reading.values, reading.read


@dataclass(slots=True)
class _Reading:
    root: Path
    home: str
    file: str
    values: dict[str, object] = field(default_factory=dict)
    read: list[str] = field(default_factory=list)

    def config(self) -> EleventyConfig:
        """What it says."""
        path = posixpath.join(self.home, self.file)
        own = self._text(path)
        text = "\n".join((own, *self._imported(own)))
        for item in objects_of(own):
            if _KEYS & item.keys():
                self.values.update(item)
        source = self._folder(self._set(own, "setInputDirectory", "input"), ".")
        data = self._inside(source, self._set(own, "setDataDirectory", "data"), "_data")
        left_out = [
            self._inside(source, self._set(own, "setIncludesDirectory", "includes"), "_includes"),
            data,
            self._folder(self._set(own, "setOutputDirectory", "output"), "_site"),
            self._inside(source, self._set(own, "setLayoutsDirectory", "layouts"), "_includes"),
        ]
        given = (call.arguments for call in calls_of(text, "addGlobalData"))
        everywhere = next((item[1] for item in given if len(item) > 1 and item[0] == "permalink"), None)
        if everywhere is CODE or self._computes(text, data):
            everywhere = ByCode(path)
        return EleventyConfig(
            path,
            self.home,
            source,
            tuple(item for item in left_out if item and item != source),
            tuple(self._ignored(own)),
            self._formats(text),
            self._engine(),
            tuple(self._copied(text)),
            dict(self._data(source)),
            everywhere,
            "InputPathToUrlTransformPlugin" in text,
            "HtmlBasePlugin" in text,
            _DRAFTS.search(text) is not None,
            self._ids(text),
            _SLUG_FILTER.search(text) is not None,
            (path,) if _TEMPLATE_PAGES.search(text) else (),
            tuple(self._copiers(text, path)),
            _IMAGES.search(text) is not None,
            tuple(match[1] for match in _FEED.finditer(text)),
            "allowMissingExtensions: true" in text,
        )

    def _copiers(self, text: str, path: str) -> Iterator[str]:
        """Programs that may put more files into the finished site."""
        for call in calls_of(text, "addPassthroughCopy"):
            given = call.arguments[0] if call.arguments else None
            is_open = isinstance(given, Mapping) and any(key.startswith("...") for key in given)
            if is_open or not isinstance(given, (str, Mapping)):
                yield path
        yield from (name for name in _names(self.root / self.home) if _BUNDLER.match(name))

    def _text(self, path: str) -> str:
        self.read.append(path)
        return text_if_any(self.root / path, _LIMIT, within=self.root)

    def _imported(self, text: str) -> Iterator[str]:
        for match in _IMPORT.finditer(text):
            place = posixpath.normpath(posixpath.join(self.home, match[1]))
            if not place.startswith(".."):
                endings = ("",) if place.endswith((".js", ".cjs", ".mjs", ".ts")) else (".js", "/index.js")
                yield next((found for ending in endings if (found := self._text(place + ending))), "")

    def _computes(self, text: str, data: str) -> bool:
        """Whether a program makes the addresses of all templates."""
        for call in calls_of(text, "addGlobalData"):
            if call.arguments[:1] == ("eleventyComputed",):
                given = call.arguments[1] if len(call.arguments) > 1 else None
                return not isinstance(given, Mapping) or "permalink" in given
        names = _names(self.root / data)
        found = (self._text(f"{data}/{name}") for name in names if _COMPUTED.match(name))
        return any("permalink" in item for item in found)

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

    def _ignored(self, own: str) -> Iterator[str]:
        for match in _IGNORED.finditer(own):
            if not _is_conditional(own, match.start()):
                yield match[1]
        for line in self._text(posixpath.join(self.home, ".eleventyignore")).splitlines():
            if line.strip() and not line.startswith(("#", "!")):
                yield line.strip()

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

    def _copied(self, text: str) -> Iterator[tuple[str, str]]:
        for call in calls_of(text, "addPassthroughCopy"):
            given = call.arguments[0] if call.arguments else None
            if isinstance(given, str):
                yield posixpath.normpath(posixpath.join(self.home, given)), ""
            for source, target in given.items() if isinstance(given, Mapping) else ():
                if isinstance(target, str):
                    place = posixpath.normpath(posixpath.join(self.home, source))
                    yield place, "/" + target.strip("/.") if target.strip("/.") else "/"

    def _data(self, source: str) -> Iterator[tuple[str, Mapping[str, object]]]:
        """The data of folders and of single templates that may say something of addresses."""
        left = _MOST_FILES
        for folder, folders, names in os.walk(self.root / source):
            folders[:] = [name for name in folders if name not in {"node_modules", ".git", "_site", "_data"}]
            inside = Path(folder).relative_to(self.root).as_posix()
            base = "" if inside == "." else inside
            for name in names[:left]:
                place = _place_of_data(base, name, names)
                found = self._values(posixpath.join(base, name)) if place is not None else {}
                if place is not None and found:
                    yield place, found
            left = max(0, left - len(names))

    def _values(self, path: str) -> Mapping[str, object]:
        text = self._text(path)
        if path.endswith(".json"):
            try:
                found = json.loads(text)
            except (ValueError, RecursionError):
                return {}
            return found if isinstance(found, dict) else {}
        if "permalink" not in text:
            return {}
        for item in objects_of(text):
            if isinstance(item.get("permalink"), (str, bool)):
                return {"permalink": item["permalink"]}
        return {"permalink": ByCode(path)}

    def _ids(self, text: str) -> str:
        """Who gives headings their ids."""
        if "IdAttributePlugin" in text:
            calls = (call for call in calls_of(text, "addPlugin") if "IdAttributePlugin" in repr(call))
            return "code" if any(_has_odd_options(call) for call in calls) else "attribute"
        if _ANCHOR.search(text):
            uses = [call for call in calls_of(text, "use") if "nchor" in repr(call.arguments[:1])]
            return "anchor" if uses and all(len(call.arguments) == 1 for call in uses) else "code"
        package = self._text(posixpath.join(self.home, "package.json"))
        is_changed = "setLibrary" in text or "amendLibrary" in text
        return "code" if is_changed or _ANCHOR.search(package) else ""


def _has_odd_options(call: Call) -> bool:
    """Whether the options of a plugin may change its slugs."""
    options = call.arguments[1:]
    return any(not isinstance(given, Mapping) or {"slugify", "filter"} & given.keys() for given in options)


def _place_of_data(base: str, name: str, names: list[str]) -> str | None:
    """The folder, or the template without its ending, that a file gives data to; None where it gives none."""
    program = _PROGRAM.match(name)
    if program:
        return posixpath.join(base, program[1])
    match = _DATA.match(name)
    if match is None:
        return None
    if match[1] == posixpath.basename(base):
        return base
    is_beside = any(other.startswith(f"{match[1]}.") for other in names if other != name)
    return posixpath.join(base, match[1]) if match[2] or is_beside else None


def _is_conditional(text: str, place: int) -> bool:
    """Whether a call is inside of the braces of an ``if``."""
    depth = 0
    for at in range(place - 1, max(0, place - _LONGEST_BLOCK), -1):
        depth += (text[at] == "}") - (text[at] == "{")
        if depth < 0:
            return _CONDITION.search(text, max(0, at - 300), at) is not None
    return False


def _names(folder: Path) -> list[str]:
    try:
        return sorted(os.listdir(folder))  # noqa: PTH208 - names alone
    except OSError:
        return []
