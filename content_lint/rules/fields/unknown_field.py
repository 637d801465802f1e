"""See UnknownField."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatter, KeyPath
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta
from content_lint.rules.fields.places import MOST_SUGGESTIONS, key_span, rename_key, suggestions
from content_lint.rules.wording import shown, spelt
from content_lint.schema.kinds import ProblemKind
from content_lint.text.edits import Safety
from content_lint.text.nearest import nearest

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class UnknownField(DocumentRule[Options]):
    """A field that the schema does not know, most often a misspelt one.

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

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each key, with the nearest key that the schema knows."""
        front_matter = document.front_matter
        unknown = [item for item in context.problems if item.kind is ProblemKind.UNKNOWN]
        if front_matter is None or not unknown:
            return
        meant = suggestions(unknown, front_matter)
        for number, problem in enumerate(unknown):
            there = nearest(str(problem.path[-1]), problem.choices) if number < MOST_SUGGESTIONS else None
            yield self._finding(document, front_matter, problem, meant.get(problem.path), there)

    def _finding(
        self,
        document: Document,
        front_matter: FrontMatter,
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
            help_ = f"Remove it, or move its value to `{there}`, which is there already."
        else:
            help_ = "Remove it, or add it to the schema."
        data: dict[str, object] = {"key": spelt(path)}
        if near:
            data["nearest"] = near
        where = f" in `{spelt(path[:-1])}`" if len(path) > 1 else ""
        return self.report(
            document.path,
            key_span(document, front_matter, path),
            f"the schema knows no field {shown(key)}{where}",
            help=help_,
            fix=rename_key(document, field, near, Safety.UNSAFE) if near and field else None,
            data=data,
        )
