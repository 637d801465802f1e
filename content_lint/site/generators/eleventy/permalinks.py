"""Addresses as front matter writes them: texts, and templates of Liquid or Nunjucks whose parts are known."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import NamedTuple

from content_lint.site.generators.eleventy.address_functions import NAME_DATE
from content_lint.site.generators.eleventy.config import CODE_KEY, ByCode
from content_lint.site.generators.eleventy.functions import SLUG_FILTERS, Functions
from content_lint.site.js_slugs import parted_slug

_TEMPLATE = re.compile(
    r"\{%-?\s*raw\s*-?%\}(?P<raw>.{0,2000}?)\{%-?\s*endraw\s*-?%\}"
    r"|\{\{-?\s*+(?P<output>[^{}]{1,300}+)\}\}"
    r"|\{%-?\s*(?P<tag>\w{1,50})\s+[\"'](?P<argument>[^\"'{}%\n]{1,500})[\"']\s*-?%\}",
    re.DOTALL,
)
_ANY_TEMPLATE = re.compile(r"\{%.{0,500}?%\}|\{\{.{0,500}?\}\}", re.DOTALL)
_CONDITION = re.compile(r"\{%-?\s*if\b.{0,200}?%\}(.{0,300}?)\{%-?\s*endif\s*-?%\}", re.DOTALL)
_PAGE_CONDITION = re.compile(
    r"\{%-?\s*if\s+pagination\.pageNumber\s*(?:(?P<sign>==|>|!=)\s*0|>=\s*1)\s*-?%\}(?P<first>[^%]{0,200})"
    r"(?:\{%-?\s*else\s*-?%\}(?P<later>[^%]{0,200}))?\{%-?\s*endif\s*-?%\}"
)
_MOST_BLOCKS = 3
_NO_SLASH = re.compile(r"pageNumber|\|\s*slug")
_WORDS = re.compile(r"[A-Za-z0-9]+(?: [A-Za-z0-9]+)*\Z")
_QUOTED = re.compile(r"([\"'])([^\"']*)\1\Z")
_WHOLE = re.compile(r"[A-Za-z][\w+.-]*:")
_PIPE = re.compile(r"(?<!\s)\s*+\|\s*+")
_NAME = re.compile(r"[A-Za-z_][\w.]*\Z")
_NO_ENDING = frozenset({"_redirects", "_headers"})
"""Files of hosts, which Eleventy lets pass."""

_DATED = re.compile(r"\d{4}-\d{2}-\d{2}-(.+)\Z", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
_FORMAT = re.compile(r"date\s*:\s*[\"']([^\"']{1,60})[\"']\Z")
_KNOWN_DATE = re.compile(r"%[YmdHMyBbj]|[^%]")


def default_address(inner: str) -> str:
    """The address that a template gets by its path from the input folder."""
    above, _, name = inner.rpartition("/")
    stem = _stem(name)
    if stem == "index" or (above and stem == above.rpartition("/")[2]):
        return f"/{above}/" if above else "/"
    return f"/{above}/{stem}/" if above else f"/{stem}/"


def file_slug(inner: str) -> str:
    """What ``page.fileSlug`` is."""
    above, _, name = inner.rpartition("/")
    stem = _undated(_stem(name))
    return _undated(above.rpartition("/")[2]) if stem == "index" else stem


def file_path_stem(inner: str) -> str:
    """What ``page.filePathStem`` is."""
    above, _, name = inner.rpartition("/")
    stem = _undated(_stem(name))
    return f"/{above}/{stem}" if above else f"/{stem}"


def _stem(name: str) -> str:
    return name[: -len(".11ty.js")] if name.endswith(".11ty.js") else name.rpartition(".")[0] or name


def _undated(name: str) -> str:
    match = _DATED.match(name)
    return match[1] if match else name


class Values(NamedTuple):
    """What a template is given, as far as it is written out.

    Attributes:
        inner: the path of the template from the input folder.
        data: by name; ``ByCode`` for what a program makes.
        day: the date of its page, where that is known.
        url: the address of its page, or None.
        base: what the filter ``url`` puts in front of an address.
        functions: the site's own filters and shortcodes.
        nothing: what a name gives that no data has: nothing at all, or None where something else may define it.
    """

    inner: str
    data: Mapping[str, object]
    day: datetime | None = None
    url: str | None = None
    base: str = ""
    functions: Functions = Functions()
    nothing: str | None = ""


def evaluate(text: str, values: Values) -> str | None:
    """A text with its templates worked out, or None where only rendering tells."""
    made: list[str] = []
    place = 0
    for match in _TEMPLATE.finditer(text):
        value = match["raw"]
        if match["output"] is not None:
            value = _output(match["output"].rstrip().removesuffix("-").rstrip(), values)
        elif match["tag"] is not None:
            value = _joined(match["argument"], values) if match["tag"] in values.functions.joiners else None
        before = text[place : match.start()]
        if value is None or _is_open(before):
            return None
        made += [before, value]
        place = match.end()
    rest = text[place:]
    return None if _is_open(rest) else "".join((*made, rest))


def _is_open(text: str) -> bool:
    """Whether a text holds templates that are not worked out here, such as conditions."""
    return "{{" in text or "{%" in text


def _output(text: str, values: Values) -> str | None:
    name, *filters = _PIPE.split(text)
    quoted = _QUOTED.match(name)
    if name == "page.date" or (name == "date" and filters and values.day is not None):
        return _dated(values.day, values, filters)
    if name == NAME_DATE:
        return _dated(_day_in(values.inner), values, filters)
    if name == "page" and filters:
        first = values.functions.texts.get(filters[0])
        value = first.gives(_page(values)) if first is not None else None
        filters = filters[1:]
    else:
        value = quoted[2] if quoted else _named(name, values)
    for item in filters:
        value = _filtered(value, item, values) if value is not None else None
    return value


def _page(values: Values) -> Mapping[str, object]:
    """What is known of ``page`` before its address is."""
    return {
        "fileSlug": file_slug(values.inner),
        "filePathStem": file_path_stem(values.inner),
        "outputFileExtension": "html",
    }


def _named(name: str, values: Values) -> str | None:
    """What a variable gives."""
    if not _NAME.match(name):
        return None
    if name.startswith("page."):
        made = {"page.fileSlug": file_slug, "page.filePathStem": file_path_stem}.get(name)
        return made(values.inner) if made else values.url if name == "page.url" else values.nothing
    found: object = values.data
    around: object = None
    for step in name.split("."):
        if isinstance(found, ByCode):
            return None
        around, found = found, found.get(step) if isinstance(found, Mapping) else None
    if found is None:
        # What is written out as a whole has no other keys.
        is_whole = isinstance(around, Mapping) and around is not values.data and CODE_KEY not in around
        return "" if is_whole else values.nothing
    known = isinstance(found, (str, int, float)) and not isinstance(found, bool)
    return str(found) if known and "{" not in str(found) else None


def _joined(argument: str | None, values: Values) -> str | None:
    """An address with the prefix of the site in front."""
    if argument is None:
        return None
    return f"{values.base}/{argument.lstrip('/')}" if values.base or not _WHOLE.match(argument) else None


def _filtered(value: str, name: str, values: Values) -> str | None:
    # Under names that only running a program tells, nobody gives Eleventy's own filter for addresses another meaning.
    if name in values.functions.filters or (name != "url" and "*" in values.functions.filters):
        return _filtered_by_site(value, name, values.functions)
    if name in SLUG_FILTERS:
        if name == "slug" and not value.isascii():
            value = value.replace("ü", "u").replace("ö", "o").replace("ä", "a")
        return values.functions.slugify(value)
    if name == "url":
        is_own = value.startswith("/") and not value.startswith("//")
        return f"{values.base}{value}" if is_own else value
    return value.lower() if name in {"downcase", "lower"} else value if name == "safe" else None


def _filtered_by_site(value: str, name: str, functions: Functions) -> str | None:
    """What a filter of the site's own makes of a text."""
    if name in SLUG_FILTERS:
        made = "-".join(value.lower().split()) if functions.plain_slugs and _WORDS.match(value) else None
        return made if made == parted_slug(value) else None  # libraries differ in what is inside of a word
    if name in functions.renamers:
        return functions.renamers[name] + value  # under either name it is the same file
    return functions.texts[name].gives(value) if name in functions.texts else None


def _day_in(path: str) -> datetime | None:
    """The day that the name of a file begins with."""
    match = _DAY.match(path.rpartition("/")[2])
    try:
        return datetime.strptime(match[0], "%Y-%m-%d").replace(tzinfo=UTC) if match else None
    except ValueError:
        return None


def _dated(day: datetime | None, values: Values, filters: list[str]) -> str | None:
    if day is None or len(filters) != 1:
        return None
    if filters[0] in values.functions.days:
        return day.strftime(values.functions.days[filters[0]])
    match = _FORMAT.match(filters[0]) if not {"date", "*"} & values.functions.filters else None
    if match is None or "".join(_KNOWN_DATE.findall(match[1])) != match[1]:
        return None
    return day.strftime(match[1])


def first_page(text: str) -> str:
    """A text with templates as the first page of a list has it: what depends on the number of the page is chosen."""
    return _PAGE_CONDITION.sub(lambda match: match["first"] if match["sign"] == "==" else match["later"] or "", text)


def possible_addresses(text: str) -> tuple[str, ...]:
    """Globs of the addresses that a text with templates may give."""
    versions = [text]
    for block in list(_CONDITION.finditer(text))[:_MOST_BLOCKS]:
        inside = re.split(r"\{%-?\s*els.{0,200}?%\}", block[1])
        without = "" if len(inside) == 1 else None
        parts = [*inside, *([without] if without is not None else [])]
        versions = [version.replace(block[0], part) for version in versions for part in parts]
    globs = (_glob(version) for version in versions)
    return tuple(dict.fromkeys(globs))


def _glob(text: str) -> str:
    """A glob for a text whose templates give anything; a number of a page, and a slug, have no slash."""
    starred = _ANY_TEMPLATE.sub(lambda match: "*" if _NO_SLASH.search(match[0]) else "**", text)
    bare = posixpath.normpath("/" + starred.lstrip("/"))
    return bare.removesuffix("index.html").rstrip("/") or "/"


def normalised(text: str) -> str:
    """An address with one slash at its beginning, and without ``..`` and empty parts."""
    bare = posixpath.normpath(f"/{text}").lstrip("/")
    return f"/{bare}/" if text.endswith("/") and bare else f"/{bare}"


def stop_of(value: object, address: str) -> str:
    """Why Eleventy stops the build at an address, in words; or empty."""
    if value is True:
        return "`true` is no address"
    last = address.rpartition("/")[2]
    if last in _NO_ENDING:
        return ""
    if last and "." not in last:
        return f"the address `{address}` has neither an ending nor a slash at its end"
    return ""
