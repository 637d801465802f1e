"""The slugs of the library github-slugger, from which Astro makes ids of entries and of headings."""

from __future__ import annotations

import unicodedata

from content_lint.site.github_slugs import github_slug


def entry_id(path: str) -> str:
    """The id of a collection's entry, by its path without the ending."""
    made = "/".join(github_slug(part) for part in unicodedata.normalize("NFC", path).split("/"))
    return made.removesuffix("/index")
