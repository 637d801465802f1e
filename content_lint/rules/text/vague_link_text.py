"""See VagueLinkText."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from content_lint.parse.facts import Document, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta, option
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible

_VAGUE = (
    "click",
    "click here",
    "click here to find out more",
    "click here to read more",
    "click on this link",
    "click the link",
    "click this",
    "click this link",
    "continue reading",
    "details",
    "find out more",
    "find out more here",
    "follow this link",
    "further information",
    "go here",
    "here",
    "learn more",
    "link",
    "link here",
    "more",
    "more details",
    "more info",
    "more information",
    "read",
    "read here",
    "read more",
    "read more here",
    "read on",
    "see here",
    "the link",
    "this",
    "this link",
    "this page",
    "view here",
)
_KINDS = frozenset({LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.LIQUID})
_MARKS = " \t.,:;!?…()[]{}<>«»‹›→➔»\"'“”‘’*_-–—"  # noqa: RUF001 - as typed


@dataclass(frozen=True, slots=True)
class VagueLinkTextOptions(Options):
    """Which texts say nothing."""

    texts: tuple[str, ...] = option((), "More texts that say nothing; capitals and punctuation do not count.")
    allow: tuple[str, ...] = option((), "Texts of the built-in list that are not to be reported.")


class VagueLinkText(DocumentRule[VagueLinkTextOptions]):
    """The text of a link does not say where it leads.

    ## Why this matters
    People who listen to a page often jump from link to link and hear nothing but their texts. Ten times
    "here" tells them nothing. Search engines, too, learn from the text what a page is about.

    ## Bad
    ~~~md
    ---
    title: Conference
    ---
    To book a place click [here](https://www.example.com/booking).
    ~~~

    ## Good
    ~~~md
    ---
    title: Conference
    ---
    You can [book a place](https://www.example.com/booking) until Friday.
    ~~~
    """

    meta = RuleMeta("TX101", "vague-link-text", Severity.WARNING)
    Options = VagueLinkTextOptions

    @cached_property
    def _vague(self) -> tuple[frozenset[str], int]:
        """The texts that say nothing, and how long a label can be and still be one of them."""
        texts = frozenset({*_VAGUE, *map(_bare, self.options.texts)} - {*map(_bare, self.options.allow)})
        return texts, max(map(len, texts), default=0) * 3

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link whose whole text is on the list."""
        del context
        vague, longest = self._vague
        for link in document.body.links:
            if not link.label or len(link.label) > longest or (link.kind not in _KINDS and link.tag != "a.href"):
                continue
            if _bare(link.label) in vague:
                yield self.report(
                    document.path,
                    link.label_span or link.span,
                    f"link text {shown(link.label)} does not say where it leads",
                    help="Name the page or what the reader can do there.",
                )


def _bare(text: str) -> str:
    """A text without marks around it, in one case, one blank between words."""
    return " ".join(strip_invisible(text).strip(_MARKS).casefold().split())
