"""What is kept of a site in its index: under which names, and how it is written and read."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cache
from typing import Any, TypeVar

import msgspec

from content_lint.cache.site_index import SiteIndex
from content_lint.links.neighbours import filled_folders, neighbours
from content_lint.parse.facts import Document
from content_lint.rules.dates.unpublished import find_passed_over
from content_lint.rules.permalinks.claims import Clash, clashes
from content_lint.site.index import Site
from content_lint.site.model import Collision, Fatal, GeneratedUrl, Maker, Redirect, Skipped, Survey

DOCUMENT, OTHER, PASSED, UNREADABLE = range(4)
"""What a file counts as."""

REPEATS_KEY, HOLDS_TEMPLATES = 1, 2
"""What documents are looked for by: a key that is there twice, and tags of templates in the text."""

ValueT = TypeVar("ValueT")


class BuiltLists(msgspec.Struct, frozen=True):
    """The short lists of what a generator makes."""

    generated: tuple[GeneratedUrl, ...]
    unknown_providers: tuple[str, ...]
    makers: tuple[Maker, ...]
    default_layout: bool


class Head(msgspec.Struct, frozen=True):
    """What has to be right before anything else of an index is.

    Attributes:
        program: the fingerprint of the program that wrote it.
        settings: the key of the site's settings.
        tree: git's number for the tree of the commit.
        start: the clock, in seconds since 1970.
        end: when the site may look otherwise though nothing was changed.
        keys: the keys of front matter that the model has asked for; None where it looked through all.
        machinery: the files that were read to find out what the others are.
        sources: what the files come to that the settings are read from, by path.
    """

    program: str
    settings: str
    tree: str
    start: float
    end: float
    keys: tuple[str, ...] | None
    machinery: frozenset[str]
    sources: dict[str, str]


DERIVED: Mapping[str, tuple[Callable[[Site], Any], Any]] = {
    "clashes": (clashes, tuple[Clash, ...]),
    "filled folders": (filled_folders, tuple[str, ...]),
    "neighbours": (neighbours, tuple[str, ...]),
    "passed over": (find_passed_over, tuple[Skipped, ...]),
}
"""What is worked out of the whole site's addresses and kept as it is, by name: how it is made, and its type."""

WHOLE = {
    "head": Head,
    "survey": Survey,
    "built": BuiltLists,
    "collisions": tuple[Collision, ...],
    "fatal": tuple[Fatal, ...],
    "skipped": tuple[Skipped, ...],
    "redirects": tuple[Redirect, ...],
    "templates": dict[str, str],
    "machinery": tuple[tuple[str, ...], dict[str, str | None]],
}


def pack(value: object) -> bytes:
    """A value as it is written."""
    return msgspec.msgpack.encode(value)


@cache
def unpacker(kind: Any) -> Callable[[bytes], Any]:
    """Reads values of a type; what it is given may be anything, and raises ValueError where it is not of that type."""
    return msgspec.msgpack.Decoder(kind).decode


def read_whole(index: SiteIndex, name: str) -> Any:
    """What is kept under a name."""
    kind = DERIVED[name][1] if name in DERIVED else WHOLE[name]
    return unpacker(kind)(index.value(name))


def traits_of(document: Document) -> int:
    """What a document is looked for by."""
    front_matter = document.front_matter
    repeats = front_matter is not None and bool(front_matter.duplicates)
    return repeats * REPEATS_KEY + bool(document.body.templates) * HOLDS_TEMPLATES
