from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from content_lint.config.settings import SiteSettings
from content_lint.parse.facts import Document, FrontMatter
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.places import key_span, rename_key
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.schema.kinds import ProblemKind
from content_lint.site.generators.registry import is_own_key
from content_lint.text.edits import Safety

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem


class DeprecatedField(DocumentRule[Options]):
    """A field has a name that the site no longer uses.

    ## Why this matters
    Templates read the new name only, or will do so soon. The schema says which name replaced which
    (`FormerNames`), so the change can be made for you.

    ## Bad
    ~~~py file=schemas/news.py
    from typing import Annotated

    from content_lint.schema import FormerNames, PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        author: Annotated[PlainText, FormerNames("writer")]
    ~~~

    ~~~md
    ---
    title: Spring meeting
    writer: Alex Smith
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from typing import Annotated

    from content_lint.schema import FormerNames, PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        author: Annotated[PlainText, FormerNames("writer")]
    ~~~

    ~~~md
    ---
    title: Spring meeting
    author: Alex Smith
    ---
    ~~~
    """

    meta = RuleMeta("FM401", "deprecated-field", Severity.WARNING)
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each old name."""
        front_matter = document.front_matter
        for problem in context.problems:
            if front_matter is not None and problem.kind is ProblemKind.DEPRECATED:
                yield self._finding(document, front_matter, problem, context.settings)

    def _finding(
        self, document: Document, front_matter: FrontMatter, problem: SchemaProblem, settings: SiteSettings
    ) -> Diagnostic:
        path = problem.path
        field, name = front_matter.fields.get(path), problem.choices[0] if problem.choices else ""
        taken = (*path[:-1], name) in front_matter.fields
        if not name:
            message, help_ = f"{shown(spelt(path))} is no longer used", _sentence(problem.note or "Remove it")
        elif taken:
            message, help_ = f"{shown(spelt(path))} is now called `{name}`", f"Remove it: `{name}` is there already."
        else:
            message, help_ = f"{shown(spelt(path))} is now called `{name}`", f"Rename it to `{name}`."
        data: dict[str, object] = {"key": spelt(path)}
        if name:
            data["successor"] = name
        rename = name and not taken and field
        # What the generator itself reads under either name moves, hides or changes the page.
        own = len(path) == 1 and (is_own_key(path[0], settings) or is_own_key(name, settings))
        safety = Safety.UNSAFE if own else Safety.SAFE
        return self.report(
            document.path,
            key_span(document, front_matter, path),
            message,
            help=help_,
            fix=rename_key(document, field, name, safety) if rename and field else None,
            data=data,
        )


def _sentence(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."
