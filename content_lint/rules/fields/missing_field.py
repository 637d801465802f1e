from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.entries import entry
from content_lint.rules.fields.places import key_span, suggestions
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt
from content_lint.schema.kinds import ProblemKind

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class MissingField(DocumentRule[Options]):
    """A field that the schema requires is missing.

    ## Why this matters
    Layouts and lists are written for posts that have all their fields. Where one is missing, a page has
    no heading, a list has a hole, or a feed is refused, and nobody is told.
    What the site's own defaults fill in counts as present.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        author: PlainText
    ~~~

    ~~~md
    ---
    title: Spring meeting
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        author: PlainText
    ~~~

    ~~~md
    ---
    title: Spring meeting
    author: Alex Smith
    ---
    ~~~
    """

    meta = RuleMeta("FM101", "missing-field", Severity.ERROR)
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each key that is missing, at the mapping that lacks it."""
        front_matter = document.front_matter
        missing = [item for item in context.problems if item.kind is ProblemKind.MISSING]
        if front_matter is None or not missing:
            return
        misspelt = set(suggestions(context.problems, front_matter).values())
        for problem in missing:
            if problem.path in misspelt:
                continue  # it is there under a name that unknown-field speaks of
            yield self.report(
                document.path,
                key_span(document, front_matter, problem.path),
                f"`{spelt(problem.path)}` is missing",
                help=_help(front_matter.format, problem),
                data={"key": spelt(problem.path)},
            )


def _help(form: str, problem: SchemaProblem) -> str:
    """What to add, and below which key."""
    line = f"{'' if form == 'json' else 'a line '}`{entry(form, str(problem.path[-1]))}` with {problem.expected}."
    return f"In `{spelt(problem.path[:-1])}`, add {line}" if len(problem.path) > 1 else f"Add {line}"
