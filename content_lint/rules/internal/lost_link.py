from __future__ import annotations

import re
from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.regex import regex

_LONGEST = 500
_AT_A_PLACE = regex(r"\]\(#")
_AFTER_SCHEME = regex(r"\]\((?:mailto|tel|https?):[/]*\s+\S+\)", re.IGNORECASE)
_BESIDE_A_MARK = regex(r"\]\(\S*(?:\s+[/#?]|[/#?]\s+)\S*\)")
_REASONS = {
    "space": ("has a space in its address", "Write `%20` for each space, or put `<` and `>` around the address"),
    "table": ("has a `|` in it, which cuts it into cells of a table", "Write `\\|` for the bar, or leave it out"),
    "cell": (
        "comes after the last column of the table, and is left out of the page",
        "Write `\\|` for each bar that is to begin no cell, or give the head one more column",
    ),
    "place": ("has a space in its address", "Write the id of the heading, which has hyphens and no spaces"),
    "scheme": ("has a space in its address", "Delete the space"),
    "mark": ("has a space in its address", "Delete the space; if the address really has it, write `%20` instead"),
    "gap": ("has a space between `]` and `(`", "Close the gap"),
}


class LostLink(DocumentRule[Options]):
    """Text looks like a link but is not one.

    ## Why this matters
    Readers see brackets and a bare address, or a table where a link was meant. A space in the address, a gap
    between the brackets or a bar in the text is enough.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Book a place: [The big party | Tickets](https://www.example.com/party)
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Book a place: [The big party, tickets](https://www.example.com/party)
    ~~~
    """

    meta = RuleMeta("IN303", "lost-link", Severity.WARNING)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link that is lost."""
        del context
        for item in document.body.lost_links:
            text = document.source[item.span]
            why, cure = _REASONS[_spaced(text) if item.reason == "space" else item.reason]
            yield self.report(document.path, item.span, f"{shown(text)} is no link: it {why}", help=cure)


def _spaced(text: str) -> str:
    """What a space in an address most likely is."""
    text = text[:_LONGEST]
    if _AT_A_PLACE.search(text):
        return "place"
    if _AFTER_SCHEME.search(text):
        return "scheme"
    return "mark" if _BESIDE_A_MARK.search(text) else "space"
