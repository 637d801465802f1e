from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Annotated

from content_lint.parse.facts import Document, FrontMatter, FrontMatterField, KeyPath, ScalarStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span


class UnorderedKeysOptions(Options, frozen=True):
    """Which order is meant."""

    order: Annotated[tuple[str, ...], "The order of the keys; empty for that of the schema."] = ()


class UnorderedKeys(DocumentRule[UnorderedKeysOptions]):
    """The fields are not in the order of the schema.

    ## Why this matters
    Posts that all begin alike are easier to compare, and a change shows as a change.
    A CMS writes the fields in the order of its own configuration, so this is off unless you ask for it.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, PublishDate, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        date: PublishDate
    ~~~

    ~~~md
    ---
    date: 2020-01-02
    title: Spring meeting
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, PublishDate, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        date: PublishDate
    ~~~

    ~~~md
    ---
    title: Spring meeting
    date: 2020-01-02
    ---
    ~~~
    """

    meta = RuleMeta("FM501", "unordered-keys", Severity.INFO, preset="off")
    Options = UnorderedKeysOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding a document, at the first key that is where another is expected."""
        collection, front_matter = context.collection, document.front_matter
        if front_matter is None or front_matter.error or collection is None or collection.schema is None:
            return
        order = self.options.order
        if not order:
            from content_lint.schema.shape import keys_of  # brings pydantic; the schema has done so

            order = tuple(keys_of(collection.schema))
        rank = {key: number for number, key in enumerate(order)}
        top = front_matter.top()
        known = [field for field in top if field.path[0] in rank]
        wanted = sorted(known, key=lambda field: rank[str(field.path[0])])
        for field, expected in zip(known, wanted, strict=True):
            if field is not expected:
                yield self.report(
                    document.path,
                    field.key_span,
                    f"`{field.path[0]}` comes where `{expected.path[0]}` is expected",
                    help=f"Put them in this order: {', '.join(f'`{item.path[0]}`' for item in wanted)}.",
                    fix=_sorted_lines(document, front_matter, top, wanted),
                )
                return


def _sorted_lines(
    document: Document, front_matter: FrontMatter, top: Sequence[FrontMatterField], wanted: Sequence[FrontMatterField]
) -> Fix | None:
    """The lines of the known keys in their order; what the schema does not know stays where it is."""
    aliases = any(field.style is ScalarStyle.ALIAS for field in front_matter.fields.values())
    if front_matter.format != "yaml" or front_matter.duplicates or aliases:
        return None
    lines = _lines(document, front_matter, top)
    if not lines:
        return None
    ordered = iter(wanted)
    paths = {field.path for field in wanted}
    text = "".join(lines[next(ordered).path if field.path in paths else field.path] for field in top)
    return Fix("Sort the fields", (Edit(document.path, front_matter.content, text),), Safety.SAFE)


def _lines(document: Document, front_matter: FrontMatter, top: Sequence[FrontMatterField]) -> dict[KeyPath, str]:
    """The lines of each field; empty where a line could belong to two of them."""
    source, content = document.source, front_matter.content
    starts = [field.key_span.start for field in top]
    if any(start != source.line_starts[source.position(start).line - 1] for start in starts):
        return {}  # a flow mapping, or a key after something else
    if not starts or starts != sorted(set(starts)):
        return {}
    starts[0] = content.start
    chunks = [Span(start, end) for start, end in zip(starts, [*starts[1:], content.end], strict=True)]
    texts = {field.path: source[chunk] for field, chunk in zip(top, chunks, strict=True)}
    # A comment, an anchor or an odd end of the last line could belong to either neighbour.
    if any("#" in text or not text.endswith("\n") for text in texts.values()):
        return {}
    commented = any(content.start <= comment.start < content.end for comment in front_matter.comments)
    return {} if commented else texts
