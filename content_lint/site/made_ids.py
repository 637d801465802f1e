"""Ids that are only made as the site is built, as far as it is known what they can be."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from msgspec import Struct

from content_lint.text.regex import regex

ANY, DIGITS, HEXADECIMAL = "", "0123456789", "0123456789abcdef"


_NOT_WORD = regex(r"[\W_]+")
_SHORTEST = 2
# What themes call parts of a page that anybody may link to; hyphens and case make no difference.
_PARTS = frozenset(
    {"about", "back", "backtotop", "comment", "comments", "contact", "contactform", "content", "contents", "footer"}
    | {"disqusthread", "header", "home", "main", "maincontent", "menu", "nav", "navbar", "navigation", "page", "toc"}
    | {"pagetop", "related", "respond", "search", "share", "sidebar", "skip", "tableofcontents", "thread", "title"}
    | {"top"}
)


def bare(anchor: str) -> str:
    """An anchor without what people mistype: case, hyphens and punctuation."""
    return _NOT_WORD.sub("", anchor).casefold()


def is_part_of_layout(anchor: str) -> bool:
    """Whether an anchor is called as themes call parts of their own."""
    return bare(anchor) in _PARTS


class PartOfLayout(Struct, frozen=True):
    """What a layout that is not there may bring: its own parts, and never a heading of the text.

    Attributes:
        path: what brings the layout.
    """

    path: str
    is_anything = False

    def fits(self, anchor: str) -> bool:
        """Whether an anchor may be one of these."""
        return is_part_of_layout(anchor)


class MadeOfText(Struct, frozen=True):
    """What a shortcode whose template is not there may make: ids of what it is handed.

    Attributes:
        path: what brings the template.
        words: what it is handed as parameters, bare.
        text: all that it is handed, bare.
    """

    path: str
    words: frozenset[str]
    text: str
    is_anything = False

    def fits(self, anchor: str) -> bool:
        """Whether an anchor may be one of these."""
        wanted = bare(anchor)
        return bool(wanted) and (wanted in self.text or any(word in wanted for word in self.words))


def made_of(path: str, words: Iterable[str], text: str) -> MadeOfText:
    """The ids that may be made of parameters and a text."""
    known = (bare(word) for word in words)
    return MadeOfText(path, frozenset(word for word in known if len(word) >= _SHORTEST), bare(text))


class MadeId(Struct, frozen=True):
    """What one template makes.

    Attributes:
        path: the file that makes it.
        prefix: what such ids begin with.
        suffix: what they end with.
        alphabet: the only characters between the two, or ANY.
        may_be_empty: whether there may be nothing between the two.
    """

    path: str
    prefix: str = ""
    suffix: str = ""
    alphabet: str = ANY
    may_be_empty: bool = False

    @property
    def is_anything(self) -> bool:
        """Whether any id at all may be one of these."""
        return not (self.prefix or self.suffix or self.alphabet)

    def fits(self, anchor: str) -> bool:
        """Whether an anchor may be one of these."""
        if not (anchor.startswith(self.prefix) and anchor.endswith(self.suffix)):
            return False
        made = anchor[len(self.prefix) : len(anchor) - len(self.suffix)]
        return bool(made or self.may_be_empty) and (not self.alphabet or all(char in self.alphabet for char in made))


class OtherPage(Struct, frozen=True):
    """What a program brings that may make another page at the address.

    Attributes:
        path: the program.
    """

    path: str
    is_anything = True

    def fits(self, anchor: str) -> bool:  # noqa: ARG002
        """Whether an anchor may be one of these: any may."""
        return True


class Made(Protocol):
    """Any of them."""

    @property
    def path(self) -> str:
        """What makes it, in words."""

    @property
    def is_anything(self) -> bool:
        """Whether any id at all may be one."""

    def fits(self, anchor: str, /) -> bool:
        """Whether an anchor may be one."""
