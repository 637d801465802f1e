"""See UndefinedReference."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, typed


class UndefinedReference(DocumentRule[Options]):
    """A link names a definition that is not in the file.

    ## Why this matters
    Readers see the brackets as they were typed, and no link.

    ## Bad
    ~~~md
    ---
    title: News
    ---
    Read [the report][report].
    ~~~

    ## Good
    ~~~md
    ---
    title: News
    ---
    Read [the report][report].

    [report]: https://www.example.com/report
    ~~~
    """

    meta = RuleMeta("IN302", "undefined-reference", Severity.WARNING)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each use of a label without a definition."""
        del context
        for item in document.body.undefined_references:
            yield self.report(
                document.path,
                item.span,
                f"the link label {shown(item.label)} is nowhere defined, so readers see the brackets",
                help=f"Add a line {typed(f'[{item.label}]: ADDRESS')}, or write the address in parentheses",
            )
