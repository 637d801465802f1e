"""Who gives the headings of Eleventy's pages their ids, as far as the configuration says it without being run."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Literal, NamedTuple

from content_lint.parse.scripts.literals import CODE, Arrow, Call, Named, calls_of, objects_of, read_module
from content_lint.parse.scripts.text_functions import TextFunction, function_at, function_named
from content_lint.site.generators.eleventy.programs import packages_of

Slugs = Literal["", "attribute", "parted", "anchor", "github", "words", "own", "code"]
_ANCHOR = re.compile(r"markdown-it-anchor|markdownItAnchor", re.IGNORECASE)
_ANCHOR_NAME = re.compile(r"[\w$]*anchor[\w$]*\Z", re.IGNORECASE)
_USE = re.compile(r"\.use\(\s*([\w$]+(?:\.default)?)\s*(?:,\s*([\w$]+)\s*)?\)")
_QUIET = ("permalink", "tabIndex", "callback")
"""Options that leave ids alone."""

_OTHERS = re.compile(r"permalink\w+\Z")
_RULE = re.compile(r"\.renderer\.rules\.heading_open\s*=\s*")
_SLUG_OF_SOURCE = re.compile(
    r"\b(?:const|let|var)\s+(?P<slug>[\w$]{1,80})\s*=\s*(?P<function>[\w$]{1,80})\(\s*[\w$.\[\] +]{1,80}\.content\s*\)"
)
_WRITTEN_ID = re.compile(
    r"""\bid=\\?["'](?:\$\{\s*([\w$]+)\s*\}\\?["'])?|\battrSet\(\s*["']id["']\s*,\s*([\w$]+)\s*\)"""
)
_BRACE = re.compile(r"[{}]")
_PARTS = "@sindresorhus/slugify"
"""Makes two words of ``innerWord`` unless it is told not to."""
_LIBRARIES: Mapping[str, Slugs] = {
    "github-slugger": "github",
    _PARTS: "parted",
    **dict.fromkeys(("string", "uslug", "limax", "@11ty/eleventy-utils"), "words"),
}
"""Whose slugs they make; ``words`` are those that only agree on plain words."""

_DEEPEST = 4
_LONGEST = 2000
_LEAVES_SLUGS = frozenset({"toLowerCase", "toString", "slugify"})
"""What may be called on what a library makes, which is a slug afterwards as before."""
_LOWERS_IF_TOLD = "slugify"
_GETS_FILTER = ("getFilter",)
_INLINE = re.compile(r"\bslugify\s*:\s*(?=\(|function\b|\w+\s*=>)")


class HeadingIds(NamedTuple):
    """How headings get their ids.

    Attributes:
        slugs: whose slugs they are; empty where nobody gives ids, ``words`` where those of plain words are known,
            ``own`` where a function of the site's own makes them, and ``code`` where only running it tells.
        first: the number that a repeated id gets.
        level: the first level of headings that gets one.
        lists: whether attributes in braces are read (``{#id}``).
        function: the site's own.
        as_written: whether it is given the source of a heading, and a repeated id stays as it is.
    """

    slugs: Slugs = ""
    first: int = 1
    level: int = 1
    lists: bool = False
    function: TextFunction | None = None
    as_written: bool = False


def find_ids(programs: Mapping[str, str], package: str, *, own_slugs: bool) -> HeadingIds:
    """Who gives ids.

    Args:
        programs: the configuration and what it imports, by path.
        package: the text of package.json.
        own_slugs: whether the site has a filter for slugs of its own.
    """
    text = "\n".join(programs.values())
    lists = "markdown-it-attrs" in text
    if "IdAttributePlugin" in text:
        return _of_attributes(text, own_slugs=own_slugs, lists=lists)
    if _ANCHOR.search(text):
        return _of_anchors(text, own_slugs=own_slugs, lists=lists)
    function = _of_rule(programs.values())
    if function is not None:
        return HeadingIds("own", lists=lists, function=function, as_written=True)
    is_changed = "setLibrary" in text or "amendLibrary" in text
    return HeadingIds("code" if is_changed or _ANCHOR.search(package) else "", lists=lists)


def _of_attributes(text: str, *, own_slugs: bool, lists: bool) -> HeadingIds:
    calls = [call for call in calls_of(text, "addPlugin") if "IdAttributePlugin" in repr(call.arguments[:1])]
    given = {repr(item): item for call in calls if len(call.arguments) > 1 for item in call.arguments[1:]}
    options = next(iter(given.values()), {})
    if len(given) > 1 or not isinstance(options, Mapping) or "filter" in options:
        return HeadingIds("code", 2, lists=lists)
    usual = HeadingIds("attribute", 2, lists=lists)
    return _with_own(usual, options["slugify"], text, own_slugs=own_slugs) if "slugify" in options else usual


def _of_rule(programs: Collection[str]) -> TextFunction | None:
    """The function of the site's own whose ids its own rule for headings writes (``renderer.rules.heading_open``)."""
    rules = [text[match.end() :][:_LONGEST] for text in programs for match in _RULE.finditer(text)]
    body = _first_block(rules[0]) if len(rules) == 1 else ""
    slug = _SLUG_OF_SOURCE.search(body)
    if slug is None:
        return None
    ids = [match[1] or match[2] for match in _WRITTEN_ID.finditer(body)]
    if set(ids) != {slug["slug"]}:
        return None
    declared = [found for text in programs if (found := function_named(text, slug["function"])) is not None]
    return declared[0] if len(declared) == 1 and declared[0].gives("Word") else None


def _first_block(text: str) -> str:
    """A text up to the end of the first braces in it; empty where they do not end."""
    depth = 0
    for mark in _BRACE.finditer(text):
        depth += 1 if mark[0] == "{" else -1
        if depth == 0:
            return text[: mark.end()]
    return ""


def _with_own(found: HeadingIds, slugify: object, text: str, *, own_slugs: bool) -> HeadingIds:
    """The same with what the option ``slugify`` makes of headings."""
    slugs = _slugs_of(slugify, text, own_slugs=own_slugs)
    function = _own_function(slugify, text) if slugs == "code" else None
    return found._replace(slugs=slugs if function is None else "own", function=function)


def _own_function(value: object, text: str) -> TextFunction | None:
    """A function of the site's own that can be followed, where it has a name or is the only one for slugs; or None."""
    if isinstance(value, Named):
        name = re.escape(value.name)
        inner = _written(re.compile(rf"\b(?:const|let|var)\s+{name}\s*=\s*|\b(?=function\s+{name}\s*\()"), text)
        found = None if value.rest else function_named(text, value.name) or inner
    else:
        found = _written(_INLINE, text)
    return found if found is not None and found.gives("Word") else None


def _written(start: re.Pattern[str], text: str) -> TextFunction | None:
    """The function that is written after a match, where there is one match alone."""
    places = [match.end() for match in start.finditer(text)]
    if len(places) != 1:
        return None
    return function_at(text[places[0] : places[0] + _LONGEST], is_cut=len(text) > places[0] + _LONGEST)


def _of_anchors(text: str, *, own_slugs: bool, lists: bool) -> HeadingIds:
    found = list(_uses(text))
    if not found or len({repr(item) for item in found}) > 1:
        return HeadingIds("code", lists=lists)
    options = found[0]
    if not isinstance(options, Mapping):
        return HeadingIds("code", lists=lists)
    odd = [key for key in options if key not in (*_QUIET, "slugify", "level") and not _OTHERS.match(key)]
    level = options.get("level", 1)
    if odd or not isinstance(level, (int, list)) or isinstance(level, bool):
        return HeadingIds("code", lists=lists)
    first_level = level if isinstance(level, int) else min((n for n in level if isinstance(n, int)), default=1)
    usual = HeadingIds("anchor", 1, first_level, lists=lists)
    return _with_own(usual, options["slugify"], text, own_slugs=own_slugs) if "slugify" in options else usual


def _uses(text: str) -> Iterator[object]:
    """The options with which markdown-it-anchor is used, each time."""
    for call in calls_of(text, "use"):
        name = call.arguments[0] if call.arguments else None
        if isinstance(name, Named) and _ANCHOR_NAME.match(name.name):
            options = call.arguments[1] if len(call.arguments) > 1 else {}
            yield constant(options.name, text) if isinstance(options, Named) and not options.rest else options


def constant(name: str, text: str) -> object:
    """The object that a name means."""
    place = re.search(rf"\b{re.escape(name)}\s*(?::[^=;\n]{{0,80}})?=\s*\{{", text)
    if place is None:
        return CODE
    return next(objects_of(text[place.start() :]), CODE)


def _slugs_of(value: object, text: str, *, own_slugs: bool, depth: int = 0) -> Slugs:
    """Whose slugs a function makes."""
    if isinstance(value, Arrow):
        return _slugs_of_call(value.gives, text, own_slugs=own_slugs, depth=depth)
    if isinstance(value, Call) and value.name.endswith(_GETS_FILTER):
        return "attribute" if value.arguments[:1] == ("slugify",) and not own_slugs else "code"
    if not isinstance(value, Named):
        return "code"
    return _slugs_of_name(value, text, own_slugs=own_slugs, depth=depth)


def _slugs_of_call(given: object, text: str, *, own_slugs: bool, depth: int) -> Slugs:
    """Whose slugs a function makes that hands its text on to another one."""
    if not isinstance(given, Call) or not given.arguments or not isinstance(given.arguments[0], Named):
        return "code"
    if any(item.name not in _LEAVES_SLUGS for item in given.then):
        return "code"
    if len(given.arguments) == 1:
        return _slugs_of(Named(given.name), text, own_slugs=own_slugs, depth=depth + 1)
    if given.arguments[1:] == ({"decamelize": False},) and _package_of(given.name, text) == _PARTS:
        return "attribute"
    return "words" if _lowers(given, text) else "code"


def _slugs_of_name(value: Named, text: str, *, own_slugs: bool, depth: int) -> Slugs:
    package = _package_of(value.name, text)
    if package or value.rest or depth > _DEEPEST:
        return _LIBRARIES.get(package, "code")
    return _slugs_of(_function(value.name, text), text, own_slugs=own_slugs, depth=depth + 1)


def _function(name: str, text: str) -> object:
    """The function that a name means, as far as it is an expression."""
    match = re.search(rf"\b(?:const|let|var)\s+{re.escape(name)}\s*=|\bfunction\s+{re.escape(name)}\s*(?=\()", text)
    if match is None:
        return CODE
    body = text[match.end() : match.end() + _LONGEST]
    if match[0].startswith("function"):
        given, _, body = body.partition("{")
        body = f"{given} => {{{body}"
    return read_module(f"const {name} = {body}").values.get(name, CODE)


def _lowers(call: Call, text: str) -> bool:
    """Whether a call hands a text to a library that makes small letters of it only where it is told to."""
    options = call.arguments[1] if len(call.arguments) == 2 else None
    is_told = isinstance(options, Mapping) and options.get("lower") is True
    return is_told and _package_of(call.name, text) == _LOWERS_IF_TOLD


def _package_of(called: str, text: str) -> str:
    """The package that a name is imported from; empty for one of the site's own."""
    name = called.partition(".")[0]
    for package, written in packages_of(text):
        if re.search(rf"\b{re.escape(name)}\b", written.rpartition(package)[0]):
            return package
    return ""
