"""The slugs of the library github-slugger, from which Astro makes ids of entries and of headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from content_lint.site.github_slugs import github_slug
from content_lint.text.regex import regex

_ENDING = regex(r"\.[^./]*\Z")


def entry_id(path: str) -> str:
    """The id of a collection's entry, by its path without the ending."""
    made = "/".join(github_slug(part) for part in unicodedata.normalize("NFC", path).split("/"))
    return made.removesuffix("/index")


def name_of(path: str, base: str, data: Mapping[str, object]) -> str:
    """The id of an entry: its ``slug``, or what its path gives.

    Args:
        path: its file, from the root of the site.
        base: the folder of its collection, from there.
        data: its front matter.
    """
    given = data.get("slug")
    if isinstance(given, str | int) and not isinstance(given, bool) and given != "":
        return str(given)
    return entry_id(_ENDING.sub("", path.removeprefix(f"{base}/" if base else "")))
