from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FrontMatterFault
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta

_FAULTS = frozenset({FrontMatterFault.TOO_DEEP, FrontMatterFault.TOO_LARGE})


class OvergrownFrontMatter(DocumentRule[Options]):
    """The front matter is so deep or so large that reading it is not safe.

    ## Why this matters
    Some programs crash on lists inside of lists inside of lists, and a few lines that repeat each other can
    unfold to gigabytes. Nobody writes such front matter by hand: it is an accident of a program, or an
    attack. It is not read any further.

    ## Bad
    ~~~md
    ---
    title: Summer party
    guests:
      [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[
      Jo
      ]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Summer party
    guests: [Jo]
    ---
    ~~~
    """

    meta = RuleMeta("SY104", "overgrown-front-matter", Severity.ERROR, whole_file=("undecodable-text",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """A finding at the value that goes too far."""
        del context
        error = document.front_matter.error if document.front_matter is not None else None
        if error is not None and error.fault in _FAULTS:
            about_all = error.problem.startswith("the front matter ")
            message = error.problem[len("the ") :] if about_all else f"front matter is not read: {error.problem}"
            yield self.report(document.path, error.span, message, help=error.help)
