from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from content_lint.parse.facts import Document, FrontMatter, KeyPath
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.fields.entries import entry, list_of
from content_lint.rules.fields.places import described, named, problem_span
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt, typed
from content_lint.schema.kinds import ProblemKind
from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.schema.problems import SchemaProblem

_LONGEST = 60
_ITEM = regex(r"[^\W_][\w .'\u2019-]{0,60}")
_EACH_OF_A_LIST = "Put it on the next line, with `- ` before it."
_TRUE_OR_FALSE = "a plain `true` or `false`"


class WrongType(DocumentRule[Options]):
    """A value is of another kind than the schema asks for.

    ## Why this matters
    The site reads `2020` as a number, `yes` as true and `12:30` as a number of minutes, unless they are in quotes.
    A layout that expects text or a date then shows something odd, sorts wrongly or stops the build.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
    ~~~

    ~~~md
    ---
    title: 2020
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
    ~~~

    ~~~md
    ---
    title: "2020"
    ---
    ~~~
    """

    meta = RuleMeta("FM201", "wrong-type", Severity.ERROR, yields_to=("unreadable-date", "impossible-date"))
    interest = Interest.PROBLEMS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each value, at its innermost place."""
        front_matter = document.front_matter
        for problem in context.problems:
            if front_matter is None or problem.kind is not ProblemKind.WRONG_TYPE:
                continue
            wanted = problem.expected.partition(" such as ")[0]
            yield self.report(
                document.path,
                problem_span(document, front_matter, problem),
                f"{named(problem)} is {_read_as(front_matter, problem)}, not {wanted}",
                help=_help(front_matter, problem),
                data={"key": spelt(problem.path), "expected": problem.expected},
            )


def _read_as(front_matter: FrontMatter, problem: SchemaProblem) -> str:
    """The value as the site reads it, and as it is written where that looks otherwise."""
    field = front_matter.fields.get(problem.path)
    said = described(problem.value)
    if field is None or problem.at_key or isinstance(problem.value, str) or not field.raw or field.raw in said:
        return said
    return f"{said} (written {shown(field.raw)})"


def _help(front_matter: FrontMatter, problem: SchemaProblem) -> str:
    field = front_matter.fields.get(problem.path)
    value, raw = problem.value, field.raw if field else ""
    if problem.at_key:
        raw = str(problem.path[-1])
    wanted = problem.expected.split(" or ") if problem.expected != _TRUE_OR_FALSE else [_TRUE_OR_FALSE]
    if "text" in wanted and not isinstance(value, (str, list, dict)) and raw and len(raw) <= _LONGEST:
        return f'Put it in quotes: `"{raw}"`.'
    bare = _without_quotes(value, wanted) if isinstance(value, str) else ""
    if bare:
        return f"Write {typed(bare)} without quotes."
    if "a list" in wanted and not isinstance(value, (list, dict)):
        return _as_list(front_matter.format, problem.path, value, raw)
    if wanted == ["a group of fields"]:
        return _as_group(front_matter.format, problem.path[-1])
    return f"Write {problem.expected}."


def _without_quotes(value: str, wanted: Sequence[str]) -> str:
    """The text as it would be written to be of a type that is wanted, or empty."""
    bare = value.strip()
    if _TRUE_OR_FALSE in wanted and bare.lower() in {"true", "false"}:
        return bare.lower()
    return bare if {"a number", "a whole number"} & set(wanted) and bare.isdecimal() else ""


def _as_list(form: str, path: KeyPath, value: object, raw: str) -> str:
    """The line that makes a list of a value; one with commas was meant to be several."""
    written = f"[{raw}]"
    if isinstance(value, str):
        parts = [part.strip() for part in value.split(",")]
        written = list_of(form, parts if all(map(_ITEM.fullmatch, parts)) else [value])
    if not raw or "\n" in raw or len(raw) > _LONGEST:
        return _EACH_OF_A_LIST if form == "yaml" else "Write it in square brackets."
    key = path[-1]
    return f"Write {typed(written if isinstance(key, int) else entry(form, key, written))}."


def _as_group(form: str, key: str | int) -> str:
    """How fields are written below a key."""
    if form == "yaml" or isinstance(key, int):
        return "Write its fields below it, each indented on its own line."
    return f"Write {typed(entry(form, key))} and, after it, its fields in braces."
