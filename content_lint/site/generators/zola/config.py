"""What Zola's configuration means."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from content_lint.config.settings import SiteSettings
from content_lint.text.lenient import items, mapping

_NOT_IN_SLUG = re.compile(r"[^a-z0-9]+")
_FORBIDDEN = re.compile(r"[<>:\"/\\|?*]")
_ASCII_BLANK = re.compile(r"[ \t\n\f\r]")
_LETTERS = {"ß": "ss", "ø": "o", "Ø": "O", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ł": "l", "Ł": "L", "đ": "d"}
_SIGNS = frozenset("\u2018\u2019\u201c\u201d\u2013\u2014\u2026\u00ab\u00bb\u00b7")
_PARTING = frozenset("\u2013\u2014\u2026\u00b7")


@dataclass(frozen=True, slots=True)
class ZolaConfig:
    """The configuration of one site.

    Attributes:
        home: the folder of the configuration from the root; empty for the root.
        language: the default one.
        languages: the codes of the others.
        paths: how names become parts of addresses: ``on``, ``safe`` or ``off``.
        anchors: how headings become ids.
        keeps_dates: whether a date at the beginning of a name stays in its address.
        taxonomies: their names.
        feeds: whether there are feeds.
        ignored: globs of files that are not read.
        theme: the theme's name, or empty.
        stops: whether dead links to files and to places stop the build (``link_checker.internal_level``).
    """

    home: str = ""
    language: str = "en"
    languages: tuple[str, ...] = ()
    paths: str = "on"
    anchors: str = "on"
    keeps_dates: bool = False
    taxonomies: tuple[str, ...] = ()
    feeds: bool = False
    ignored: tuple[str, ...] = ()
    theme: str = ""
    stops: bool = True

    @classmethod
    def of(cls, settings: SiteSettings) -> ZolaConfig:
        """That of a site's settings."""
        return settings.parsed_as(cls)

    @classmethod
    def from_mapping(cls, home: str, written: Mapping[str, object]) -> ZolaConfig:
        """Take it from the keys as they are written."""
        ways = mapping(written.get("slugify"))
        language = written.get("default_language")
        default = language if isinstance(language, str) and language else "en"
        theme = written.get("theme")
        names = [mapping(item).get("name") for item in items(written.get("taxonomies"))]
        return cls(
            home,
            default,
            tuple(code for code in mapping(written.get("languages")) if code != default),
            str(ways.get("paths", "on")),
            str(ways.get("anchors", "on")),
            ways.get("paths_keep_dates") is True,
            tuple(name for name in names if isinstance(name, str)),
            written.get("generate_feeds", written.get("generate_feed")) is True,
            tuple(item for item in items(written.get("ignored_content")) if isinstance(item, str)),
            theme if isinstance(theme, str) else "",
            mapping(written.get("link_checker")).get("internal_level") != "warn",
        )

    @property
    def content(self) -> str:
        """The folder of the documents from the root."""
        return f"{self.home}/content" if self.home else "content"

    @property
    def static(self) -> str:
        """The folder of files that are copied."""
        return f"{self.home}/static" if self.home else "static"

    def path_slug(self, text: str) -> str | None:
        """The part of an address that a name becomes; None where that is not known here."""
        if self.paths == "on":
            return slug(text)
        return _FORBIDDEN.sub("", text.rstrip(" .")) if self.paths == "safe" else text

    def anchor(self, text: str) -> str | None:
        """The id that a heading becomes before it is numbered; None where that is not known here."""
        return slug(text) if self.anchors == "on" else _ASCII_BLANK.sub("_", text)


def slug(text: str) -> str | None:
    """What the crate slug makes of a text; None where it holds letters that only its tables know."""
    made: list[str] = []
    for char in text:
        if char.isascii() or char in _SIGNS:
            made.append(char if char.isascii() else " " if char in _PARTING else "")
            continue
        plain = _LETTERS.get(char) or unicodedata.normalize("NFKD", char).encode("ascii", "ignore").decode("ascii")
        if not plain:
            return None
        made.append(plain)
    return _NOT_IN_SLUG.sub("-", "".join(made).lower()).strip("-")
