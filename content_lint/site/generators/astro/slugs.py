"""The slugs of the library github-slugger, from which Astro makes ids of entries and of headings."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence

from content_lint.site.anchors import is_ruby_word


def slug_of(text: str) -> str:
    """A text in small letters with hyphens for blanks, and without signs."""
    return "".join("-" if char == " " else char for char in text.lower() if char in " -" or is_ruby_word(char))


def entry_id(path: str) -> str:
    """The id of a collection's entry, by its path without the ending."""
    made = "/".join(slug_of(part) for part in unicodedata.normalize("NFC", path).split("/"))
    return made.removesuffix("/index")


class Slugger:
    """Gives every heading of a page a slug of its own."""

    def __init__(self) -> None:
        self._seen: dict[str, int] = {}

    def slug(self, text: str) -> str:
        """The slug of the next heading."""
        base = made = slug_of(text)
        while made in self._seen:
            self._seen[base] += 1
            made = f"{base}-{self._seen[base]}"
        self._seen[made] = 0
        return made


def slugs_of(texts: Sequence[str]) -> list[str]:
    """The slugs of the headings of one page."""
    slugger = Slugger()
    return [slugger.slug(text) for text in texts]
