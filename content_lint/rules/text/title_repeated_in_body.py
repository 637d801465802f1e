from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown


class TitleRepeatedInBody(DocumentRule[Options]):
    """The text begins with its own title as a heading.

    ## Why this matters
    Most layouts print the title above the text, so readers see it twice, and the page has two headings of
    the first level. Sites whose layouts print no title leave this rule off, as it is by default.

    ## Bad
    ~~~md
    ---
    title: Summer party
    ---
    # Summer party

    It is on the roof.
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    ---
    It is on the roof.
    ~~~
    """

    meta = RuleMeta("TX301", "title-repeated-in-body", Severity.WARNING, preset="off")

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding where the first heading of the body says what the title says."""
        del context
        title = document.field("title")
        if title is None or not isinstance(title.value, str) or not document.body.headings:
            return
        heading = document.body.headings[0]
        if heading.templated or not title.value.strip() or _plain(heading.text) != _plain(title.value):
            return
        yield self.report(
            document.path,
            heading.span,
            f"heading {shown(heading.text)} repeats the title",
            help="Remove the heading: the layout prints the title.",
            related=(Related(document.path, title.span, "the title"),),
        )


def _plain(text: str) -> str:
    """Letters and digits in one case."""
    return " ".join("".join(char if char.isalnum() else " " for char in text.casefold()).split())
