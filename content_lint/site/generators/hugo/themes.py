"""What is known of well-known themes that are not there: a table that ``.ci/hugo_themes.py`` writes."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cached_property, lru_cache
from pathlib import Path

from msgspec import Struct, convert

from content_lint.site.made_ids import MadeId, bare
from content_lint.site.made_ids import is_part_of_layout as is_part
from content_lint.text.regex import regex

TABLE = Path(__file__).with_name("themes.json")
_MAJOR = regex(r"/v\d+\Z")
_WORD = regex(r"(?:theme|module) ")


class KnownTheme(Struct, frozen=True, dict=True):
    """One theme, or several of one site, with what is in any of its versions.

    Attributes:
        modules: its paths as a module.
        links: the effects that its templates for links may have; see ``hooks.Effect``.
        images: those of its templates for images.
        ids: places that its layouts bring.
        made: what places begin and end with that its layouts complete, and the characters between; see ``MadeId``.
        shows: the kinds of pages on which it shows texts of other pages.
        open: those on which it shows texts from elsewhere; ``headings`` where it names headings itself.
        files: what the addresses of its files begin with: a folder, or the name of one.
        quiet: its shortcodes that make no places.
        scripted: whether a script in its layouts gives places their ids.
    """

    modules: frozenset[str] = frozenset()
    links: frozenset[str] = frozenset({"nothing"})
    images: frozenset[str] = frozenset({"nothing"})
    ids: frozenset[str] = frozenset()
    made: frozenset[tuple[str, str, str]] = frozenset()
    shows: frozenset[str] = frozenset()
    open: frozenset[str] = frozenset()
    files: frozenset[str] = frozenset()
    quiet: frozenset[str] = frozenset()
    scripted: bool = False

    @cached_property
    def _bare_ids(self) -> frozenset[str]:
        return frozenset(map(bare, self.ids))

    def brings_file(self, path: str) -> bool:
        """Whether it may bring the file at an address."""
        return path.strip("/").partition("/")[0] in self.files

    def may_bring(self, anchor: str) -> bool:
        """Whether its layouts may bring a place."""
        return (
            bare(anchor) in self._bare_ids
            or is_part(anchor)
            or any(MadeId("", *item).fits(anchor) for item in self.made)
        )


class PartOfTheme(Struct, frozen=True):
    """What the layouts of a theme that is not there may bring, where it is one that is known.

    Attributes:
        path: what brings the layout, in words.
        theme: the theme.
    """

    path: str
    theme: KnownTheme
    is_anything = False

    def fits(self, anchor: str) -> bool:
        """Whether an anchor may be one of these."""
        return self.theme.may_bring(anchor)


@lru_cache(maxsize=8)
def known_themes(absent: Sequence[str]) -> KnownTheme | None:
    """What is known of the themes and modules of a site that are not there, together.

    Args:
        absent: what they are called, as in ``HugoConfig.unread_layouts``.

    Returns:
        None where one of them is not in the table, or there are none.
    """
    found = [_find(name) for name in absent]
    if not found or any(item is None for item in found):
        return None
    known = [item for item in found if item is not None]

    def together(key: str) -> frozenset[str]:
        return frozenset().union(*(getattr(item, key) for item in known))

    return KnownTheme(
        modules=together("modules"),
        links=together("links"),
        images=together("images"),
        ids=together("ids"),
        made=frozenset().union(*(item.made for item in known)),
        shows=together("shows"),
        open=together("open"),
        files=together("files"),
        quiet=together("quiet"),
        scripted=any(item.scripted for item in known),
    )


def _find(absent: str) -> KnownTheme | None:
    name = _WORD.sub("", absent, 1)
    path = _MAJOR.sub("", name)
    return next((theme for key, theme in _table().items() if name == key or path in theme.modules), None)


@lru_cache(maxsize=1)
def _table() -> dict[str, KnownTheme]:
    return convert(json.loads(TABLE.read_text(encoding="utf-8")), dict[str, KnownTheme])
