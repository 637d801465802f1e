"""See UnreadableFrontMatter."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FrontMatterFault
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta, replace
from content_lint.text.edits import Safety

_FAULTS = frozenset({FrontMatterFault.SYNTAX, FrontMatterFault.NOT_A_MAPPING})


class UnreadableFrontMatter(DocumentRule[Options]):
    """The front matter cannot be read.

    ## Why this matters
    One colon or quote in the wrong place, and nothing of the front matter is read. Jekyll publishes the post
    all the same, without title and date and under an address that changes every day; Hugo stops.

    The commonest cause is a colon followed by a space inside of a value. Quotes around the value cure it.

    ## Bad
    ~~~md
    ---
    title: Summer party: the roof
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: "Summer party: the roof"
    ---
    ~~~
    """

    meta = RuleMeta("SY103", "unreadable-front-matter", Severity.ERROR, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the place where the generator stops reading."""
        del context
        error = document.front_matter.error if document.front_matter is not None else None
        if error is None or error.fault not in _FAULTS:
            return
        path, fix = document.path, None
        if error.replacement is not None:
            title = error.help.rstrip(".") or "Mend the line"
            fix = replace(title, path, error.span, error.replacement, Safety.UNSAFE)
        related: tuple[Related, ...] = ()
        if error.related is not None and error.related.start != error.span.start:
            related = (Related(path, error.related, "it began here"),)
        about_all = error.problem.startswith("the front matter ")
        yield self.report(
            path,
            error.span,
            error.problem[len("the ") :] if about_all else f"front matter cannot be read: {error.problem}",
            help=error.help,
            related=related,
            fix=fix,
            data={"detail": error.detail} if error.detail else None,
        )
