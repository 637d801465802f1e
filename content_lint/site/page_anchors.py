"""The places on a page that a fragment (``#here``) can name."""

from __future__ import annotations

from msgspec import Struct, field

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Document
from content_lint.site.anchors import heading_ids
from content_lint.site.layouts import Around
from content_lint.text.regex import regex

_NUMBER = regex(r"-\d{1,6}\Z")
OWN_IDS = "whose headings get their ids by settings that are not known here"
TRANSCRIBED = "whose headings are in letters that the generator transcribes by a table of its own"


class OpenId(Struct, frozen=True):
    """An id of which a template writes a part, or which comes again with a number.

    Attributes:
        start: what it begins with.
        end: what it ends with, a number that tells it from others apart.
    """

    start: str = ""
    end: str = ""

    def fits(self, fragment: str) -> bool:
        """Whether a fragment may be it."""
        shortest = len(self.start) + len(self.end)
        bare = _NUMBER.sub("", fragment)
        return any(
            len(text) >= shortest and text.startswith(self.start) and text.endswith(self.end)
            for text in (fragment, bare)
        )


class Anchors(Struct, frozen=True):
    """The anchors of one page.

    Attributes:
        ids: those that are known, in the order of the page.
        exact: whether they are spelled as the generator spells them; without one, and where the configuration
            changes its rules, they are most likely near.
        gap: why there may be others, completing "pages …" ("pages whose layout …"); empty where there are none.
        around: what the page's templates bring.
        ignores_case: whether a link finds an id in lower case however it is written itself, as on GitHub.
        open: ids in which templates of the page's own text take part.
        parts: documents, by path, whose text the page shows as well, and so has their places.
    """

    ids: tuple[str, ...]
    exact: bool = True
    gap: str = ""
    around: Around = field(default_factory=Around)
    ignores_case: bool = False
    open: tuple[OpenId, ...] = ()
    parts: tuple[str, ...] = ()

    @property
    def complete(self) -> bool:
        """Whether there are no others: neither a template in the body nor a layout from elsewhere can add one."""
        return self.exact and not self.gap


def body_ids(document: Document, dialect: Dialect) -> tuple[str, ...]:
    """The ids that the text of a document gives to its page, in its order."""
    made = heading_ids(document.body.headings, dialect)
    return tuple(dict.fromkeys((*(item for item in made if item), *document.body.ids)))
