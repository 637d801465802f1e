from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.language import languages_of
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.text.vague_texts import ENGLISH, OTHERS
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible

_KINDS = frozenset({LinkKind.INLINE, LinkKind.REFERENCE, LinkKind.LIQUID})
_MARKS = " \t.,:;!?…()[]{}<>«»‹›→➔»\"'“”‘’*_-–—"  # noqa: RUF001 - as typed


class VagueLinkTextOptions(Options, frozen=True):
    """Which texts say nothing."""

    texts: Annotated[tuple[str, ...], "More texts that say nothing; capitals and punctuation do not count."] = ()
    allow: Annotated[tuple[str, ...], "Texts of the built-in list that are not to be reported."] = ()


class VagueLinkText(DocumentRule[VagueLinkTextOptions]):
    """The text of a link does not say where it leads.

    ## Why this matters
    People who listen to a page often jump from link to link and hear nothing but their texts. Ten times
    "here" tells them nothing. Search engines, too, learn from the text what a page is about.

    English is known everywhere; German, French, Spanish, Portuguese, Italian and Dutch where the page's front matter,
    its folder or the site's settings name that language.

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
    def _vague(self) -> frozenset[str]:
        """The texts that say nothing in any language."""
        return self._without_allowed({*ENGLISH, *map(_bare, self.options.texts)})

    @cached_property
    def _by_language(self) -> dict[str, frozenset[str]]:
        return {code: self._without_allowed(set(texts)) for code, texts in OTHERS.items()}

    def _without_allowed(self, texts: set[str]) -> frozenset[str]:
        return frozenset(texts - {*map(_bare, self.options.allow)})

    @cached_property
    def _longest(self) -> int:
        """How long a label can be, with marks around it, and still be one of them."""
        return max(map(len, self._in_any_language), default=0) * 3

    @cached_property
    def _in_any_language(self) -> frozenset[str]:
        return self._vague.union(*self._by_language.values())

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link whose whole text is on a list."""
        known: list[frozenset[str]] = []
        for link in document.body.links:
            if not link.label or len(link.label) > self._longest or (link.kind not in _KINDS and link.tag != "a.href"):
                continue
            bare = _bare(link.label)
            if bare not in self._in_any_language or _is_code(document, link):
                continue
            # Few documents have such a link, and what language they are in is asked of those alone.
            known = known or [
                self._vague,
                *(self._by_language[code] for code in {*languages_of(context)} & OTHERS.keys()),
            ]
            if any(bare in texts for texts in known):
                yield self.report(
                    document.path,
                    link.label_span or link.span,
                    f"link text {shown(link.label)} does not say where it leads",
                    help="Name the page or what the reader can do there.",
                )


def _is_code(document: Document, link: Link) -> bool:
    """Whether the whole text of a link is code: ``Read`` and ``this`` are then names of a program."""
    written = document.source[link.label_span].strip() if link.label_span is not None else ""
    return len(written) > 1 and written[0] == written[-1] == "`"


def _bare(text: str) -> str:
    """A text without marks around it, in one case, one blank between words."""
    return " ".join(strip_invisible(text).strip(_MARKS).casefold().replace("\u2019", "'").split())
