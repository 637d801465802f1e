"""Patterns of ``permalinks``, and of ``url`` in front matter: placeholders and what they stand for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.generators.hugo.go_layout import format_time, is_layout
from content_lint.site.generators.hugo.matching import PageMatcher, read_target
from content_lint.site.generators.hugo.text import join
from content_lint.text.regex import regex

_PLACEHOLDER = regex(r":[A-Za-z0-9_]+(?:\[[^\[\]]++\])?")
_COLON = "\0"
_KINDS = ("page", "section", "taxonomy", "term")
_NAMES = frozenset(
    {
        *("year", "month", "monthname", "day", "weekday", "weekdayname", "yearday"),
        *("section", "sectionslug", "sections", "sectionslugs"),
        *("title", "slug", "slugorfilename", "filename", "contentbasename", "slugorcontentbasename"),
    }
)


class UnknownPlaceholderError(ValueError):
    """A pattern holds a placeholder that Hugo does not know; its text is the argument."""


class PermalinkRule(Struct, frozen=True):
    """A pattern, and the pages that it is for."""

    target: PageMatcher
    pattern: str

    def for_language(self, glob: str) -> PermalinkRule:
        """The same rule for pages in some languages; one that names its language itself stays as it is."""
        return self if self.target.lang else PermalinkRule(replace(self.target, lang=glob), self.pattern)


class PlaceholderValues(Struct, frozen=True):
    """What the placeholders of one page stand for; text is as the front matter and file names have it.

    Attributes:
        date: the page's date.
        section: the first folder.
        sections: logical names of the sections around the page.
        section_names: slug or title of each of them.
        title: the page's title.
        slug: its slug, or empty.
        file_name: its file's name without extension; of a bundle, its folder's.
        base_name: the same, by the content path.
        urlize: makes an address of text.
        flat: whether a slash in a title is no folder: since version 0.166 so it is for everything but terms.
    """

    date: datetime
    section: str
    sections: Sequence[str]
    section_names: Sequence[str]
    title: str
    slug: str
    file_name: str
    base_name: str
    urlize: Callable[[str], str]
    flat: bool = True

    def of(self, name: str) -> str:
        """The value of a placeholder; raises UnknownPlaceholderError."""
        if name.startswith("section"):
            return self._of_sections(name)
        match name:
            case "title":
                return self._title(self.title)
            case "slug":
                return self.urlize(self.slug) if self.slug else self._title(self.title)
            case "filename":
                return self.urlize(self.file_name)
            case "contentbasename":
                return self.urlize(self.base_name)
            case "slugorfilename":
                return self.urlize(self.slug or self.file_name)
            case "slugorcontentbasename":
                return self.urlize(self.slug or self.base_name)
        return self._day(name)

    def _of_sections(self, name: str) -> str:
        """The value of a placeholder for the sections around the page."""
        match name:
            case "section":
                return self.section
            case "sectionslug":
                return self._title(self.section_names[0]) if self.section_names else ""
            case "sections":
                return "/".join(self.sections)
        slugs = [self._title(item) for item in self.section_names]
        if name == "sectionslugs":
            return join(*slugs)
        if name.startswith("sectionslugs["):
            return join(*_slice(slugs, name.removeprefix("sectionslugs")))
        if name.startswith("sections["):
            return join(*_slice(self.sections, name.removeprefix("sections")))
        return self._day(name)

    def _title(self, text: str) -> str:
        return self.urlize(text.replace("/", "-") if self.flat else text)

    def _day(self, name: str) -> str:
        layout = {"monthname": "January", "weekdayname": "Monday", "month": "01", "day": "02"}.get(name)
        if layout is not None:
            return format_time(self.date, layout)
        match name:
            case "year":
                return str(self.date.year)
            case "weekday":
                return str(self.date.isoweekday() % 7)
            case "yearday":
                return str(self.date.timetuple().tm_yday)
        if is_layout(name):
            return format_time(self.date, name)
        raise UnknownPlaceholderError(name)


def expand(pattern: str, values: PlaceholderValues) -> str:
    """Fill a pattern in; raises UnknownPlaceholderError."""
    hidden = pattern.replace("\\:", _COLON)
    return _PLACEHOLDER.sub(lambda found: values.of(found[0][1:]), hidden).replace(_COLON, ":")


def unknown_placeholder(pattern: str) -> str | None:
    """The first placeholder of a pattern that Hugo does not know, or None."""
    for found in _PLACEHOLDER.finditer(pattern.replace("\\:", _COLON)):
        name = found[0][1:]
        if name not in _NAMES and not name.startswith(("sections[", "sectionslugs[")) and not is_layout(name):
            return name
    return None


def read_permalinks(value: object) -> tuple[tuple[PermalinkRule, ...], tuple[str, ...]]:
    """The rules of ``permalinks`` (keys in lower case) that can be filled in, and what placeholders stop the build."""
    rules = list(_written_rules(value))
    unknown = {rule.pattern: unknown_placeholder(rule.pattern) for rule in rules}
    known = tuple(rule for rule in rules if unknown[rule.pattern] is None)
    return known, tuple(dict.fromkeys(name for name in unknown.values() if name is not None))


def _written_rules(value: object) -> Iterator[PermalinkRule]:
    """All rules of ``permalinks``: a list of targets with patterns, or a table by section, or by kind and section."""
    if isinstance(value, (list, tuple)):
        for item in value:
            if isinstance(item, Mapping) and isinstance(item.get("pattern"), str):
                yield PermalinkRule(read_target(item.get("target")), str(item["pattern"]))
    elif isinstance(value, Mapping):
        for key, item in _most_particular_first(value):
            if isinstance(item, str):
                yield from (PermalinkRule(PageMatcher(kind, _section_glob(key)), item) for kind in ("page", "term"))
            elif isinstance(item, Mapping) and key in _KINDS:
                for name, text in _most_particular_first(item):
                    yield PermalinkRule(PageMatcher(key, _section_glob(name)), str(text))


def _most_particular_first(table: Mapping[str, object]) -> list[tuple[str, object]]:
    """Hugo walks over a table in no fixed order: the most particular key is the one that is meant."""
    return sorted(table.items(), key=lambda pair: -len(str(pair[0])))


def _section_glob(section: str) -> str:
    name = section.strip(" /")
    return f"/{{{name},{name}/**}}" if name else "/*"


def _slice(items: Sequence[str], cut: str) -> Sequence[str]:
    """``[2]``, ``[last]``, ``[1:]``, ``[:last]``: a part of the sections; nothing where it is out of bounds."""
    inner = cut.lower().strip()[1:-1]
    low, colon, high = inner.partition(":")
    if not items:
        return ()
    first = _index(low, len(items), 0, -1)
    if not colon:
        return () if first < 0 or not items[first] else (items[first],)
    last = _index(high, len(items), len(items), len(items))
    return () if first < 0 else items[first:last]


def _index(text: str, length: int, empty: int, beyond: int) -> int:
    if not text:
        return empty
    if text == "last":
        return length - 1
    number = int(text) if re.fullmatch(r"[0-9]{1,9}", text) else 0
    return beyond if number >= length else number
