from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatter
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.places import value_span, whole_entry
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt
from content_lint.schema.kinds import ProblemKind
from content_lint.text.edits import Edit, Fix, Safety

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class EmptyField(DocumentRule[Options]):
    """A field is there, but holds nothing.

    ## Why this matters
    This is what a CMS leaves behind when somebody clears a field. In a template, empty text counts as present and
    an absent field does not: the page may show an empty picture or a link that leads nowhere.
    Removing the line can therefore change what the page shows, so look at it before you do.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        image: str | None = None
    ~~~

    ~~~md
    ---
    title: Spring meeting
    image: ""
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        image: str | None = None
    ~~~

    ~~~md
    ---
    title: Spring meeting
    ---
    ~~~
    """

    meta = RuleMeta("FM301", "empty-field", Severity.INFO, yields_to=("malformed-permalink", "unreadable-date"))
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each field; a warning where the schema requires a value."""
        front_matter = document.front_matter
        for problem in context.problems:
            if front_matter is None or problem.kind is not ProblemKind.EMPTY:
                continue
            needed = problem.required
            yield self.report(
                document.path,
                value_span(document, front_matter, problem.path),
                f"`{spelt(problem.path)}` is empty{', and the schema requires it' if needed else ''}",
                help=f"Write {problem.expected}." if needed else "Write a value, or delete the line.",
                severity=Severity.WARNING if needed else None,
                fix=None if needed else _removal(document, front_matter, problem),
                data={"key": spelt(problem.path)},
            )


def _removal(document: Document, front_matter: FrontMatter, problem: SchemaProblem) -> Fix | None:
    field = front_matter.fields.get(problem.path)
    span = whole_entry(document, front_matter, field) if field else None
    if span is None:
        return None
    return Fix(f"Remove `{spelt(problem.path)}`", (Edit(document.path, span, ""),), Safety.UNSAFE)
