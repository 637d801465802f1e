from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, typed
from content_lint.text.regex import regex

_INCLUDE = regex(r"\{%-?\s*+include|\{\{%")
_TWO_NOTES = regex(r"\[(\d++)\]\[(?!\1\])\d++\]")
"""Numbers of notes side by side (``[13][14]``), which a text that was copied from elsewhere brings."""
_LABEL_END = regex(r"[^\]\n]{0,200}\]:")


class UndefinedReference(DocumentRule[Options]):
    """A link names a definition that is not in the file.

    ## Why this matters
    Readers see the brackets as they were typed, and no link.

    Where a template writes definitions, or brings a file that may hold some, nothing is said.

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
        if context.settings.generator.brings_labels:
            return
        if document.body.undefined_references and _templates_may_define(document):
            return
        for item in document.body.undefined_references:
            if _TWO_NOTES.fullmatch(document.source[item.span]):
                continue
            yield self.report(
                document.path,
                item.span,
                f"the link label {shown(item.label)} is nowhere defined, so readers see the brackets",
                help=f"Add a line {typed(f'[{item.label}]: ADDRESS')}, or write the address in parentheses",
            )


def _templates_may_define(document: Document) -> bool:
    """Whether definitions come to be only when the page is rendered.

    A loop may write them (``[#{{ number }}]: …``), and a file that is included on a line of its own may hold them.
    """
    text = document.source.text
    for span in document.body.templates:
        begin = text.rfind("\n", 0, span.start) + 1
        if _INCLUDE.match(text, span.start) and not text[begin : span.start].strip():
            return True
        if text[begin : span.start].lstrip(" >").startswith("[") and _LABEL_END.match(text, span.end):
            return True
    return False
