"""What is kept of a site in its index: under which names, and how it is written and read."""

from collections import Counter
from collections.abc import Callable, Container, Iterable, Mapping
from functools import cache
from typing import Any

import msgspec

from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import SiteSettings
from content_lint.links.neighbours import by_redirects, filled_folders, neighbours, pages_named
from content_lint.parse.facts import Document
from content_lint.rules.dates.unpublished import find_passed_over
from content_lint.rules.permalinks.claims import Clash, clashes
from content_lint.site.index import Site
from content_lint.site.link_uses import feeds_of_documents
from content_lint.site.model import Collision, Fatal, GeneratedUrl, Maker, Redirect, Skipped, Survey
from content_lint.site.taken_in import NameTakenIn, names_taken_in

DOCUMENT, OTHER, PASSED, UNREADABLE = range(4)
"""What a file counts as."""

REPEATS_KEY, HOLDS_TEMPLATES = 1, 2
"""What documents are looked for by: a key that is there twice, and tags of templates in the text."""

FENCE = b"---"
"""What the first line of a file with front matter begins with; nothing else of it decides what the file is."""


class BuiltLists(msgspec.Struct, frozen=True):
    """The short lists of what a generator makes."""

    generated: tuple[GeneratedUrl, ...]
    unknown_providers: tuple[str, ...]
    makers: tuple[Maker, ...]
    default_layout: bool


class Replaced(msgspec.Struct, frozen=True):
    """A file that is another than in the tree of an index.

    Attributes:
        text: its bytes; None where it is not there.
        is_new: whether the tree has no such file.
    """

    text: bytes | None
    is_new: bool


class Head(msgspec.Struct, frozen=True):
    """What has to be right before anything else of an index is.

    Attributes:
        program: the fingerprint of the program that wrote it.
        settings: the key of the site's settings.
        tree: git's number for the tree of the commit, or of one that the files differ little from.
        start: the clock, in seconds since 1970.
        end: when the site may look otherwise though nothing was changed.
        keys: the keys of front matter that the model has asked for; None where it looked through all.
        machinery: the files that were read to find out what the others are.
        fixed: those of them that were read for more than what is known of the templates around the pages.
        links: the files that are symbolic links.
        sources: what the files come to that the settings are read from, by path.
        replaced: the files that are others than in that tree, by path.
    """

    program: str
    settings: str
    tree: str
    start: float
    end: float
    keys: tuple[str, ...] | None
    machinery: frozenset[str]
    fixed: frozenset[str]
    sources: dict[str, str]
    links: tuple[str, ...]
    replaced: dict[str, Replaced] = {}


DERIVED: Mapping[str, tuple[Callable[[Site], Any], Any]] = {
    "clashes": (clashes, tuple[Clash, ...]),
    "feeds": (feeds_of_documents, tuple[str, ...]),
    "filled folders": (filled_folders, tuple[str, ...]),
    "neighbours by redirects": (by_redirects, tuple[str, ...]),
    "neighbours": (neighbours, tuple[str, ...]),
    "names taken in": (names_taken_in, tuple[NameTakenIn, ...]),
    "passed over": (find_passed_over, tuple[Skipped, ...]),
}
"""What is worked out of the whole site's addresses and kept as it is, by name: how it is made, and its type."""

Named = tuple[str, str, bool]
"""A page below a folder that a text names; see ``pages_named``."""

WHOLE = {
    "head": Head,
    "survey": Survey,
    "built": BuiltLists,
    "collisions": tuple[Collision, ...],
    "fatal": tuple[Fatal, ...],
    "skipped": tuple[Skipped, ...],
    "redirects": tuple[Redirect, ...],
    "templates": dict[str, str],
    "machinery": dict[str, str | None],
    "files": tuple[str, ...],
    "missing": int,
    "hosts": tuple[int, int],
    "heads": tuple[dict[str, bytes], frozenset[str]],
    "named": list[tuple[Named, int]],
}


def named_by(documents: Iterable[Document], settings: SiteSettings, filled: Container[str]) -> Counter[Named]:
    """How many documents name each page below a folder of the host in which the site has nothing."""
    found: Counter[Named] = Counter()
    for document in documents:
        found.update({item for item in pages_named((document,), settings) if item[0] not in filled})
    return found


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
