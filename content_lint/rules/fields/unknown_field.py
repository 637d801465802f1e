from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatter, KeyPath
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.places import MOST_SUGGESTIONS, key_span, rename_key, suggestions
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.schema.kinds import ProblemKind
from content_lint.text.edits import Safety
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class UnknownField(DocumentRule[Options]):
    """A field that is not in the schema, most often a misspelt one.

    ## Why this matters
    A field with a wrong name is ignored without a word: the page simply lacks its picture,
    its summary or its breadcrumbs.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        breadcrumbs: list[str] | None = None
    ~~~

    ~~~md
    ---
    title: Spring meeting
    breacrumbs:
    - News
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        breadcrumbs: list[str] | None = None
    ~~~

    ~~~md
    ---
    title: Spring meeting
    breadcrumbs:
    - News
    ---
    ~~~
    """

    # A value that Jekyll takes for a key is not misspelt.
    meta = RuleMeta("FM102", "unknown-field", Severity.ERROR, yields_to=("swallowed-key",))
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each key, with the nearest key that the schema knows."""
        front_matter = document.front_matter
        unknown = [item for item in context.problems if item.kind is ProblemKind.UNKNOWN]
        if front_matter is None or not unknown:
            return
        meant = suggestions(unknown, front_matter)
        for number, problem in enumerate(unknown):
            there = nearest(str(problem.path[-1]), problem.choices) if number < MOST_SUGGESTIONS else None
            yield self._finding(document, front_matter, context, problem, meant.get(problem.path), there)

    def _finding(
        self,
        document: Document,
        front_matter: FrontMatter,
        context: DocumentContext,
        problem: SchemaProblem,
        meant: KeyPath | None,
        there: str | None,
    ) -> Diagnostic:
        path = problem.path
        near = str(meant[-1]) if meant else None
        field = front_matter.fields.get(path)
        key = str(path[-1]) or (document.source[field.key_span] if field else "")
        if near:
            help_ = f"Did you mean `{near}`?"
        elif there:
            help_ = f"Delete it, or move its value to `{there}`, which is there already."
        else:
            help_ = f"Delete the line, or ask for the field in {_where(context)}."
        data: dict[str, object] = {"key": spelt(path)}
        if near:
            data["nearest"] = near
        whose = f"`{spelt(path[:-1])}`" if len(path) > 1 else _whose(context)
        return self.report(
            document.path,
            key_span(document, front_matter, path),
            f"{shown(key)} is not a field of {whose}",
            help=help_,
            fix=rename_key(document, field, near, Safety.UNSAFE) if near and field else None,
            data=data,
        )


def _whose(context: DocumentContext) -> str:
    """The documents that the schema is for, as people call them."""
    return "these posts" if context.collection is None else f"the collection `{context.collection.name}`"


def _where(context: DocumentContext) -> str:
    """The file of the schema, for those who may change it."""
    schema = None if context.collection is None else context.collection.schema
    if schema is None:
        return "the schema"
    from content_lint.schema.loader import file_of  # only with a schema

    return file_of(schema) or "the schema"
