from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.places import MOST_SUGGESTIONS, named, plain, problem_span
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import spelt, typed
from content_lint.schema.kinds import ProblemKind
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class UnacceptableValue(DocumentRule[Options]):
    """A value is of the right kind, but the schema does not accept it.

    ## Why this matters
    A layout or a category that does not exist, an address without `https://`, a summary that is too long:
    the site builds all the same, and shows the page wrongly or in no list.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import OneOf, PlainText, Schema

    class NewsPost(Schema, collection="news"):
        layout: OneOf["news", "page"]
        title: PlainText
    ~~~

    ~~~md
    ---
    layout: newss
    title: Spring meeting
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import OneOf, PlainText, Schema

    class NewsPost(Schema, collection="news"):
        layout: OneOf["news", "page"]
        title: PlainText
    ~~~

    ~~~md
    ---
    layout: news
    title: Spring meeting
    ---
    ~~~
    """

    meta = RuleMeta(
        "FM202",
        "unacceptable-value",
        Severity.ERROR,
        yields_to=("unreadable-date", "impossible-date", "invisible-character"),
    )
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each value, and for each check of the site's own that speaks of the whole front matter."""
        front_matter = document.front_matter
        if front_matter is None:
            return
        unacceptable = (item for item in context.problems if item.kind is ProblemKind.UNACCEPTABLE)
        for number, problem in enumerate(unacceptable):
            yield self.report(
                document.path,
                problem_span(document, front_matter, problem),
                _message(problem),
                help=_help(problem, compares=number < MOST_SUGGESTIONS),
                data={"key": spelt(problem.path), "expected": problem.expected},
            )


def _message(problem: SchemaProblem) -> str:
    if not problem.path:
        return problem.note[:1].lower() + problem.note[1:] or "the fields do not fit each other"
    if isinstance(problem.value, (list, dict)):
        return f"`{spelt(problem.path)}`: {problem.note or 'this is not accepted here'}"
    said = f"{named(problem)} is {plain(problem.value)}"
    if isinstance(problem.value, str) and problem.value != problem.value.strip() and problem.value.strip():
        end = "beginning" if problem.value[0].isspace() else "end"
        return f"{said}, with a space at its {end}"
    return f"{said}: {problem.note}" if problem.note else f"{said}, which is not accepted here"


def _help(problem: SchemaProblem, *, compares: bool) -> str:
    if isinstance(problem.value, str) and problem.value != problem.value.strip() and problem.value.strip():
        return f"Write {typed(problem.value.strip())}."
    near = nearest(problem.value, problem.choices) if compares and isinstance(problem.value, str) else None
    if near:
        return f"Did you mean `{near}`?"
    return f"Write {problem.expected}." if problem.expected else ""
