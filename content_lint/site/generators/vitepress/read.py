"""Reads .vitepress/config; the program itself is never run."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from content_lint.parse.scripts.literals import CODE, Call, objects_of
from content_lint.parse.scripts.text_functions import TextFunction, function_named
from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.generators.vitepress.rewrites import RewriteRule, rule_of
from content_lint.site.programs import Programs, Value
from content_lint.text.regex import regex
from content_lint.text.servers import origin_of

_MARKS = frozenset(
    {"title", "base", "themeConfig", "srcDir", "cleanUrls", "description", "markdown", "head", "locales"}
)
_MARKS |= {"vite", "rewrites", "srcExclude", "lastUpdated", "ignoreDeadLinks", "sitemap", "outDir", "titleTemplate"}
_OUTSIDE = "../"
_OWN_IDS = regex(r"\.use\(\s*\w*(?:anchor|slug|heading)", re.IGNORECASE)
_FORMULAS = regex(r"\bmath\s*:\s*true\b|katex|mathjax")
_TEXT_MAKERS = regex(r"\bllms|\brss\b|\bfeed", re.IGNORECASE)
_MORE_FILES = regex(r"\bVITE_EXTRA_EXTENSIONS\b[\"']?\]?\s{0,9}(?:\?\?=|\|\|=|[=:])\s{0,9}[\"'`]([\w,]{1,200})[\"'`]")
_SLUGS = "@mdit-vue/shared"


class _Dead(NamedTuple):
    """``ignoreDeadLinks``: whether all are passed over, and otherwise which, and whether others by patterns."""

    all: bool = False
    named: tuple[str, ...] = ()
    by_pattern: bool = False


def read_config(programs: Programs, home: str, file: str) -> VitePressConfig:
    """Read it.

    Args:
        programs: the site's programs.
        home: the folder of ``.vitepress`` from the root, with a slash at its end; or empty.
        file: the configuration, from the root.
    """
    options = _options(programs, file, programs.text(file) or "")
    markdown = _entries(options, "markdown")
    source = _below(home, _text(options, "srcDir"), "")
    dead = _dead(options.get("ignoreDeadLinks"))
    slugs, hidden = _own_slugs(markdown.get("anchor"))
    rules, known = _rewrites(options.get("rewrites"))
    excluded = options["srcExclude"].texts() if "srcExclude" in options else []
    text = "\n".join(programs.text(path) or "" for path in programs.read)
    return VitePressConfig(
        file,
        source,
        _below(source, _text(_entries(options, "vite"), "publicDir"), "public"),
        home,
        _text(options, "base").rstrip("/"),
        origin_of(_text(_entries(options, "sitemap"), "hostname")),
        _is_on(options, "cleanUrls"),
        tuple(excluded or ()),
        rules,
        (*(() if known else ("rewrites",)), *(("srcExclude",) if excluded is None else ())),
        dead.all,
        dead.named,
        dead.by_pattern,
        tuple(key for key in _entries(options, "locales") if key != "root"),
        "sitemap" in options,
        hidden or _OWN_IDS.search(text) is not None,
        slugs,
        _marks(markdown.get("attrs")),
        _FORMULAS.search(text) is not None,
        "`buildEnd`" if "buildEnd" in options else "a plugin" if _TEXT_MAKERS.search(text) else "",
        tuple(_more_files(text)),
    )


def _more_files(text: str) -> Iterator[str]:
    for match in _MORE_FILES.finditer(text):
        yield from filter(None, match[1].lower().split(","))


def _entries(options: Mapping[str, Value], key: str) -> dict[str, Value]:
    return options[key].entries() if key in options else {}


def _is_on(options: Mapping[str, Value], key: str) -> bool:
    return key in options and options[key].raw is True


def _dead(value: Value | None) -> _Dead:
    if value is None:
        return _Dead()
    texts = [item.text() for item in value.items()]
    return _Dead(value.raw is True or value.is_code, tuple(item for item in texts if item), None in texts)


def _options(programs: Programs, file: str, text: str) -> Mapping[str, Value]:
    """The object that is the configuration: as it is, given to functions, or what looks most like one."""
    value = programs.value(file, "default")
    for _ in range(4):
        if value is None or not isinstance(value.raw, Call) or not (given := value.arguments()):
            break
        value = given[0]
    found = value.entries() if value is not None else {}
    if not found:
        objects = [item for item in objects_of(text) if _MARKS & item.keys()]
        best = max(objects, key=lambda item: len(_MARKS & item.keys()), default=None)
        found = Value(best, programs, file).entries() if best is not None else {}
    base = found["extends"].entries() if "extends" in found else {}
    return {**base, **found}


def _own_slugs(anchor: Value | None) -> tuple[TextFunction | None, bool]:
    """The site's own function for ids where it can be followed, and whether it has one that cannot."""
    raw = anchor.settled().raw if anchor is not None else None
    given = raw.get("slugify") if isinstance(raw, Mapping) else CODE if raw is not None else None
    if anchor is None or given is None:
        return None, False
    value = Value(given, anchor.programs, anchor.path)
    if value.package() == _SLUGS:
        return None, False
    place, name = anchor.settled().path, value.called()
    imported = (module.imports if (module := anchor.programs.module(place)) is not None else {}).get(name)
    if imported is not None:
        place, name = anchor.programs.find(imported.source, place) or "", imported.name
    found = function_named(anchor.programs.text(place) or "", name) if place and name else None
    return found, found is None


def _marks(attrs: Value | None) -> tuple[str, str]:
    """What is around the attributes of a heading; nothing where VitePress is told to read none."""
    given = attrs.entries() if attrs is not None else {}
    if _is_on(given, "disable"):
        return "", ""
    left = _text(given, "leftDelimiter") or _text(given, "left") or "{"
    return left, _text(given, "rightDelimiter") or _text(given, "right") or "}"


def _text(options: Mapping[str, Value], key: str) -> str:
    return (options[key].text() or "") if key in options else ""


def _below(home: str, written: str, usual: str) -> str:
    """A folder from the root, with a slash at its end; one outside of the site is taken for the usual one."""
    made = posixpath.normpath(posixpath.join(home, written or usual))
    if made.startswith((_OUTSIDE, "/")) or made == "..":
        made = posixpath.normpath(posixpath.join(home, usual))
    return "" if made == "." else f"{made}/"


def _rewrites(value: Value | None) -> tuple[tuple[RewriteRule, ...], bool]:
    """The rules of ``rewrites``, and whether all of them are known."""
    if value is None:
        return (), True
    if value.is_code or not isinstance(value.raw, Mapping):
        return (), False
    made = [rule_of(old, new.text()) for old, new in value.entries().items()]
    rules = tuple(rule for rule in made if rule is not None)
    return rules, len(rules) == len(value.raw)
