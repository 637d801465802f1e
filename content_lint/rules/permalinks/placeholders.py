"""Placeholders in permalinks: which ones each generator fills in."""

from __future__ import annotations

from content_lint.parse.dialect import Generator
from content_lint.text.regex import regex

JEKYLL_DOCUMENT = frozenset(
    [
        "title",
        "slug",
        "name",
        "path",
        "collection",
        "output_ext",
        "categories",
        "slugified_categories",
        "year",
        "month",
        "day",
        "hour",
        "minute",
        "second",
        "i_day",
        "i_month",
        "short_month",
        "long_month",
        "short_year",
        "y_day",
        "w_year",
        "week",
        "w_day",
        "short_day",
        "long_day",
    ]
)
JEKYLL_PAGE = frozenset({"path", "basename", "output_ext"})
HUGO = frozenset(
    [
        "year",
        "month",
        "day",
        "monthname",
        "weekday",
        "weekdayname",
        "yearday",
        "section",
        "sections",
        "sectionslug",
        "sectionslugs",
        "slug",
        "title",
        "filename",
        "slugorfilename",
        "contentbasename",
        "slugorcontentbasename",
    ]
)
_NAME = regex(r":([a-z_]+)")
_SEGMENT_NAME = regex(r"(?<=/):([a-z_]+)(?=/|\Z)")


def unknown_placeholder(
    value: str, generator: Generator, *, is_page: bool, added: frozenset[str] = frozenset()
) -> tuple[int, str, frozenset[str]] | None:
    """The first placeholder that the generator does not know: its offset at the colon, its name, the known ones.

    Args:
        value: a permalink.
        generator: whose placeholders count.
        is_page: Jekyll only: pages know three, and leave all others as they are.
        added: names that the site's own plugins add.
    """
    if generator is Generator.JEKYLL and is_page:
        for found in _NAME.finditer(value):
            # A colon may be meant as one; only what works elsewhere was meant to work here.
            if found[1] not in JEKYLL_PAGE and found[1].rstrip("_") in JEKYLL_DOCUMENT:
                return found.start(), found[1], JEKYLL_PAGE
        return None
    known = HUGO if generator is Generator.HUGO else JEKYLL_DOCUMENT | added
    pattern = _NAME if generator is Generator.JEKYLL else _SEGMENT_NAME
    for found in pattern.finditer(value):
        if found[1] not in known and not (found[1].endswith("_") and found[1][:-1] in known):
            return found.start(), found[1], known
    return None


def without_placeholders(value: str) -> str:
    """A permalink without its placeholders: the text that its author chose."""
    return _NAME.sub("", value)
