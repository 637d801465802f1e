"""The slugs of the library github-slugger, from which Astro makes ids of entries and of headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping

from content_lint.parse.scripts.values import ScriptObject
from content_lint.site.generators.astro.config import Collected
from content_lint.site.github_slugs import github_slug
from content_lint.text.regex import regex

_ENDING = regex(r"\.[^./]*\Z")


def entry_id(path: str) -> str:
    """The id of a collection's entry, by its path without the ending."""
    made = "/".join(github_slug(part) for part in unicodedata.normalize("NFC", path).split("/"))
    return made.removesuffix("/index")


def name_of(path: str, collection: Collected, data: Mapping[str, object]) -> str:
    """The id of an entry: what the site's own function gives, its ``slug``, or what its path gives.

    Args:
        path: its file, from the root of the site.
        collection: its collection.
        data: its front matter.

    Returns:
        the id; empty where only running the site's own function tells.
    """
    base = collection.base
    entry = path.removeprefix(f"{base}/" if base else "")
    if collection.function is not None:
        given = ScriptObject({key: value for key, value in data.items() if isinstance(value, str | int | list | None)})
        return collection.function.gives({"entry": entry, "base": {}, "data": given}) or ""
    slug = data.get("slug")
    if isinstance(slug, (str, int)) and not isinstance(slug, bool) and slug != "":
        return str(slug)
    return entry_id(_ENDING.sub("", entry))
