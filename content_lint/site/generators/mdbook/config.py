"""What book.toml and SUMMARY.md say."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from msgspec import Struct

from content_lint.text.lenient import mapping, word
from content_lint.text.regex import regex

SUMMARY = "SUMMARY.md"
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_LINK = regex(r"\]\(\s*(?:<([^<>\n]{0,1000})>|((?:[^()\s\\]|\\.|\([^()\s]{0,1000}\)){1,1000}))(?:\s[^)\n]{0,1000})?\)")
_README = regex(r"readme\Z", re.IGNORECASE)
_QUIET = frozenset({"links", "index", "mermaid", "katex", "toc", "alerts", "open-on-gh", "emojicodes"})
"""Preprocessors that neither make pages nor change addresses or the ids of headings."""


class MdBookConfig(Struct, frozen=True):
    """One book's configuration.

    Attributes:
        file: book.toml, from the root of the site.
        home: its folder, with a slash at its end; empty for the root.
        source: the folder of the chapters from the root, likewise.
        chapters: the files that SUMMARY.md names, from that folder, in their order.
        redirects: old addresses, each with the new one, as they are written.
        base: the folder of its host that the book is put into, without a slash at its end; None where nothing says.
        names_folders: whether a README is the page of its folder.
        strange: preprocessors of which nothing is known here.
        beside: folders of its host that hold other builds of the book; ``*`` for any one.
    """

    file: str = ""
    home: str = ""
    source: str = "src/"
    chapters: tuple[str, ...] = ()
    redirects: tuple[tuple[str, str], ...] = ()
    base: str | None = None
    names_folders: bool = True
    strange: tuple[str, ...] = ()
    beside: tuple[str, ...] = ()

    def inner(self, path: str) -> str | None:
        """A path from the folder of chapters; None for what is not in it."""
        return path[len(self.source) :] if path.startswith(self.source) else None

    def address(self, inner: str) -> tuple[str, str]:
        """The address and the file of the page of a chapter, by its path from the folder of chapters."""
        folder, name = posixpath.split(inner)
        stem = posixpath.splitext(name)[0]
        if self.names_folders and _README.match(stem):
            stem = "index"
        file = posixpath.join("/", folder, f"{stem}.html")
        return file.removesuffix("index.html") if stem == "index" else file, file


def config_of(file: str, home: str, written: Mapping[str, object], base: str | None) -> MdBookConfig:
    """The configuration without its chapters.

    Args:
        file: book.toml, from the root of the site.
        home: its folder, with a slash at its end; empty for the root.
        written: what is in it.
        base: the folder of its host that the book is put into; None where nothing says.
    """
    build, preprocessors = mapping(written.get("build")), mapping(written.get("preprocessor"))
    html = mapping(mapping(written.get("output")).get("html"))
    usual = build.get("use-default-preprocessors") is not False
    redirects = mapping(html.get("redirect")).items()
    return MdBookConfig(
        file,
        home,
        source_of(home, written),
        redirects=tuple((old, new) for old, new in redirects if isinstance(new, str)),
        base=base,
        names_folders=usual or "index" in preprocessors,
        strange=tuple(name for name in preprocessors if name not in _QUIET),
    )


def source_of(home: str, written: Mapping[str, object]) -> str:
    """The folder of chapters from the root, with a slash at its end; one outside of the site is the usual one."""
    made = posixpath.normpath(posixpath.join(home, word(mapping(written.get("book")).get("src")) or "src"))
    if made.startswith(("../", "/")) or made == "..":
        made = posixpath.join(home, "src")
    return "" if made == "." else f"{made}/"


def chapters_of(summary: str) -> Iterator[str]:
    """The files that a SUMMARY.md names, from its folder; those outside of it are left out."""
    for match in _LINK.finditer(_COMMENT.sub("", summary)):
        path = posixpath.normpath(unquote(re.sub(r"\\(?=\W)", "", match[1] or match[2] or "")).lstrip("/"))
        if path not in {"", "."} and not path.startswith("../"):
            yield path
