"""What small functions of the configuration do, as far as one look at their text tells: filters, and shortcodes."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from content_lint.parse.scripts.literals import Named, objects_of
from content_lint.parse.scripts.text_functions import TextFunction, function_at
from content_lint.site.generators.eleventy.programs import spelled
from content_lint.site.js_slugs import old_slugify, slugify

_FILTER = re.compile(
    r"""\badd(?:Async|Liquid|Nunjucks|NunjucksAsync|JavaScript|Javascript)?Filter\(\s*(?:["'`]([^"'`\n$]{1,80})["'`]\s*,)?\s*"""
)
_SHORTCODE = re.compile(r"""\badd(?:Liquid|Nunjucks)?Shortcode\(\s*["'`](\w{1,50})["'`]\s*,\s*""")
_ALL_OF = re.compile(
    r"""\bfor\s*\(\s*(?:const|let|var)\s+(?P<key>\w{1,50})\s+in\s+(?P<of>[\w$]{1,50})\s*\)\s*+(?:\{\s*+)?[\w$.]{1,50}\.addFilter\(\s*"""
    r"""(?P=key)\s*,\s*(?P=of)\[(?P=key)\]|\bObject\.entries\((?P<entries>[\w$]{1,50})\)\.forEach\(.{1,160}?\.addFilter\(""",
    re.DOTALL,
)
_EXPORTED = re.compile(
    r"\bexport\s+(?:(?P<text>function\s+(?P<name>[\w$]{1,80})\s*\()|const\s+(?P<constant>[\w$]{1,80})\s*=)"
)
_HANDED = re.compile(r"([\w$]{1,80})(?:\.([\w$]{1,80}))?\s*\)")
_SOURCE = r"(?:from\s*|=\s*require\(\s*)[\"'](\.[^\"'\n]{1,200})[\"']"
_LONGEST = 600
_NEXT_CALL = re.compile(r"\.add[A-Z]")
_MOST_HANDED_ON = 3
_JOINS = re.compile(
    r"\(?\b([\w$]+)\)?\s*(?:=>|\{)\s*+(?:\{?\s*+return\s++)?(?:"
    r"path\.(?:posix\.)?join\(\s*\w*(?:base|prefix)\w*,\s*\1\s*\)|`\$\{\w*(?:base|prefix)\w*\}\$\{\1\}`"
    r"|\w*(?:base|prefix)\w*\s*\+\s*\1)",
    re.IGNORECASE,
)
_FORMAT = re.compile(r"""\.toFormat\(\s*["']([\w/.-]{1,30})["']\s*\)""")
_TOKENS = {"yyyy": "%Y", "yy": "%y", "LL": "%m", "MM": "%m", "dd": "%d", "LLLL": "%B", "MMMM": "%B"}
_TOKEN = re.compile(r"[A-Za-z]+")
_ISO_DAY = re.compile(
    r"""toISOString\(\)\s*\.(?:split\(["']T["']\)\s*\[0\]|slice\(0,\s*10\)|substring\(0,\s*10\))|toISODate\(\)"""
)
_SLASHED = re.compile(
    r"""\.split\(["']-["']\)\s*\.join\(["']/["']\)|\.replace(?:All)?\((?:["']-["']|/-/g),\s*["']/["']\)"""
)
_RENAMES = re.compile(
    r"(?:\((?P<given>\w{1,40})\)|\b(?P<name>\w{1,40}))\s*(?:=>|\{).{0,400}?\bmanifest\b.{0,300}?"
    r"\breturn\s+(?:`(?P<before>/?)\$\{)\s*[\w.\[\]]{1,60}\s*(?:\|\||\?\?)\s*(?:(?P=name)|(?P=given))\s*\}`",
    re.DOTALL,
)
_LOWERS = re.compile(r"\blower\s*:\s*true|toLowerCase\(\)")
_SLUGGERS = re.compile(r"[\"'](?:@sindresorhus/slugify|github-slugger|@11ty/eleventy-utils)[\"']")


SLUG_FILTERS = frozenset({"slugify", "slug"})


class Functions(NamedTuple):
    """The site's own filters and shortcodes, as far as they are known.

    Attributes:
        filters: names of its filters, and ``*`` where they are not all known.
        days: how some of them write days, by name, as ``strftime`` has it.
        plain_slugs: whether the one for slugs makes of words what others make of them.
        joiners: shortcodes that put the prefix of the site in front of an address, and do nothing else.
        texts: filters that only take texts apart and join them, by name.
        renamers: what filters put in front of a file's path that they look up in a list of files under new names, and
            that they leave as it is where the list has no other; by name.
        is_old: whether Eleventy's own filter for slugs is that of a version before 3.
    """

    filters: frozenset[str] = frozenset()
    days: Mapping[str, str] = {}
    plain_slugs: bool = False
    joiners: frozenset[str] = frozenset()
    texts: Mapping[str, TextFunction] = {}
    renamers: Mapping[str, str] = {}
    is_old: bool = False

    def slugify(self, text: str) -> str | None:
        """What Eleventy's own filter of that name makes of a text."""
        return old_slugify(text) if self.is_old else slugify(text)


def functions_of(programs: Mapping[str, str]) -> Functions:
    """Those that the programs of the configuration give to templates."""
    filters = {item.name: item.body for item in registered(_FILTER, programs)}
    filters |= dict(_registered_as_whole(programs))
    text = "\n".join(programs.values())
    return Functions(
        frozenset(filters),
        {name: made for name, body in filters.items() if (made := _day_format(body))},
        any(_makes_plain_slugs(filters[name], text) for name in SLUG_FILTERS & filters.keys()),
        frozenset(item.name for item in registered(_SHORTCODE, programs) if _JOINS.search(item.body)),
        dict(_text_functions(filters)),
        {name: match["before"] for name, body in filters.items() if (match := _RENAMES.search(body)) is not None},
    )


def _text_functions(filters: Mapping[str, str]) -> Iterator[tuple[str, TextFunction]]:
    for name, body in filters.items():
        made = function_at(body, is_cut=len(body) >= _LONGEST)
        if made is not None:
            yield name, made


def _day_format(body: str) -> str:
    """How a filter writes a day, as ``strftime`` has it; empty where it does something else."""
    if _ISO_DAY.search(body):
        return "%Y/%m/%d" if _SLASHED.search(body) else "%Y-%m-%d"
    match = _FORMAT.search(body)
    if match is None or len(_FORMAT.findall(body)) > 1:
        return ""
    unknown = [token for token in _TOKEN.findall(match[1]) if token not in _TOKENS]
    return "" if unknown else _TOKEN.sub(lambda token: _TOKENS[token[0]], match[1])


def _makes_plain_slugs(body: str, program: str) -> bool:
    """Whether a filter makes small letters and hyphens of words, as all libraries for that do."""
    return _LOWERS.search(body) is not None or _SLUGGERS.search(program) is not None


class Registered(NamedTuple):
    """What a program registers: its name, the beginning of the text of its function, and the path of the program."""

    name: str
    body: str
    path: str


def registered(pattern: re.Pattern[str], programs: Mapping[str, str], longest: int = _LONGEST) -> Iterator[Registered]:
    """What programs register with a call.

    Args:
        pattern: of the call up to the function, with the name as its first group.
        programs: the texts of all, by path.
        longest: how much of a function is read, in characters.
    """
    for path, text in programs.items():
        for match in pattern.finditer(text):
            handed = _HANDED.match(text, match.end())
            inline = _NEXT_CALL.split(text[match.end() : match.end() + longest], maxsplit=1)[0]
            body = _body(handed, path, programs, longest) if handed else inline
            yield Registered(match[1] or "*", body, path)


def _registered_as_whole(programs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The filters that a program registers in a loop over all that another one exports, each with its text."""
    for path, text in programs.items():
        for match in _ALL_OF.finditer(text):
            holder = match["of"] or match["entries"]
            imported = re.search(rf"\*\s*as\s+{re.escape(holder)}\s+{_SOURCE}", text)
            yield from _exported(imported[1], path, programs) if imported else _held(holder, path, programs)


def _exported(source: str, path: str, programs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The functions that a program exports which another one imports as a whole."""
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), source))
    other = next((programs[item] for item in spelled(place) if item in programs), "")
    for function in _EXPORTED.finditer(other):
        start = function.start("text") if function["text"] else function.end()
        yield function["name"] or function["constant"], other[start:][:_LONGEST]


def _held(holder: str, path: str, programs: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The functions in an object of a program's own, by their keys."""
    text = programs[path]
    written = re.search(rf"\b{re.escape(holder)}\s*=\s*\{{", text)
    found = next(objects_of(text[written.start() :]), {}) if written else {}
    for key, value in found.items():
        if isinstance(value, Named) and not value.rest:
            name = value.name
            yield key, _function(name, name, path, programs) or _defined(name, text)


def _body(handed: re.Match[str], path: str, programs: Mapping[str, str], longest: int) -> str:
    """The text of a function that is named: in the same program, or in the one that it is imported from."""
    name = handed[2] or handed[1]
    return _function(name, handed[1], path, programs, longest) or _defined(name, programs[path], longest)


def _function(
    name: str, holder: str, path: str, programs: Mapping[str, str], longest: int = _LONGEST, depth: int = 0
) -> str:
    """The text of a function that a program imports; empty where it does not.

    Args:
        name: of the function.
        holder: what is imported: the function, or what holds it.
        path: of the program.
        programs: the texts of all, by path.
        longest: how much of it is read, in characters.
        depth: how many programs have handed it on so far.
    """
    for line in re.finditer(rf"\b{re.escape(holder)}\b[^;\"'()=]{{0,300}}?{_SOURCE}", programs[path]):
        place = posixpath.normpath(posixpath.join(posixpath.dirname(path), line[1]))
        found = next((item for item in spelled(place) if item in programs), "")
        other = programs.get(found, "")
        own = re.search(rf"\b{re.escape(name)}\b\s*(?:=|\()", other)
        if other and own is None and depth < _MOST_HANDED_ON:
            handed_on = _function(name, name, found, programs, longest, depth + 1)
            if handed_on:
                return handed_on
        exported = own or re.search(r"module\.exports\s*=|export\s+default", other)
        if exported:
            return other[exported.start() :][:longest]
    return ""


def _defined(name: str, text: str, longest: int = _LONGEST) -> str:
    """The text of a function that a program defines; empty where it does not."""
    defined = re.search(rf"(?:\bfunction\s+{re.escape(name)}\b|\b{re.escape(name)}\s*=)", text)
    return text[defined.start() :][:longest] if defined else ""
