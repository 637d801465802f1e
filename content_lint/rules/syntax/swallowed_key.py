from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.parse.front_matter.continuations import read_continuation
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt
from content_lint.text.source import Span


class SwallowedKey(DocumentRule[Options]):
    """A key is read as a part of the value above it.

    ## Why this matters
    A value that begins with a quote ends at the next one, even if that is lines below. What lies between
    becomes a part of the value, and the keys in it are lost without a word.

    A key that says nothing (`null:`, `~:`) is worse with Jekyll: it is left out, its value is read as the next key,
    and so on to the end.

    ## Bad
    ~~~md
    ---
    title: "Summer party
    author: Jo"
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: "Summer party"
    author: Jo
    ---
    ~~~
    """

    meta = RuleMeta("SY202", "swallowed-key", Severity.WARNING)

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each quoted value over several lines that holds a line like its own key."""
        if document.front_matter is None or document.front_matter.format != "yaml":
            return
        who = context.settings.generator.called
        for span in document.front_matter.nameless:
            yield self.report(
                document.path,
                span,
                f"{who} leaves out a key that says nothing (`{document.source[span]}`), and takes its value for a key",
                help="Give it a name, or delete the line: all that follows is read wrongly.",
                severity=Severity.ERROR,
            )
        for field in document.front_matter.fields.values():
            odd = read_continuation(document.source, field) if "\n" in field.raw else None
            if odd is not None and odd.swallowed is not None:
                opening = Span(field.span.start, field.span.start + 1)
                line = document.source.position(opening.start).line
                sign = document.source[opening]
                yield self.report(
                    document.path,
                    odd.swallowed,
                    f"`{document.source[odd.swallowed]}` is read as a part of `{spelt(field.path)}`",
                    help=f"Add `{sign}` at the end of line {line}: the quote that opens there is not closed",
                    related=(Related(document.path, opening, "the quote that is still open"),),
                )
