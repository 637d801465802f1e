from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from typing import Annotated

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.fields.places import first_line
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt

_LONGEST = 2_000
_PLACEHOLDER = (
    r"to ?do\b.{0,80}|t\.?b\.?[acd]\.?|to be (?:confirmed|decided|announced|determined|agreed|added|completed)"
    r"|fix ?me\b.{0,80}|x{3,}|lorem ipsum\b.*|untitled|placeholder(?: text| title)?|change ?me|asdf\w*"
    r"|(?:please )?(?:insert|enter|add|write|type) (?:(?:your|the|a|an) )?[\w -]{1,40} here"
    r"|(?:your|the|post|page|news|event) ?[\w-]{0,20} (?:title|name|description|summary|excerpt|text|e-?mail) ?here"
    r"|(?:title|name|description|summary|excerpt|text) goes here"
    r"|\[(?:insert |add |enter )?(?:your |the )?(?:title|name|date|description|summary|excerpt|author|location|link)\]"
    r"|<(?:title|name|date|description|summary|excerpt|author|location|link)>"
)


@cache
def _placeholder() -> re.Pattern[str]:
    return re.compile(_PLACEHOLDER, re.IGNORECASE | re.DOTALL)  # slow, and only needed where a document is looked at


class PlaceholderValueOptions(Options, frozen=True):
    """What counts as a placeholder."""

    also: Annotated[tuple[str, ...], "More whole values that are placeholders; case does not matter."] = ()
    allow: Annotated[tuple[str, ...], "Whole values that are fine, such as `TBC`; case does not matter."] = ()


class PlaceholderValue(DocumentRule[PlaceholderValueOptions]):
    """A field still holds what was meant to be replaced.

    ## Why this matters
    `TODO`, `TBC` or `Lorem ipsum` is a note to oneself. Once the page is published everybody reads it.

    ## Bad
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        location: PlainText
    ~~~

    ~~~md
    ---
    title: Spring meeting
    location: TBC
    ---
    ~~~

    ## Good
    ~~~py file=schemas/news.py
    from content_lint.schema import PlainText, Schema

    class NewsPost(Schema, collection="news"):
        title: PlainText
        location: PlainText
    ~~~

    ~~~md
    ---
    title: Spring meeting
    location: The TBC Theatre, Leeds
    ---
    ~~~
    """

    meta = RuleMeta("FM302", "placeholder-value", Severity.WARNING)
    Options = PlaceholderValueOptions

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each text that is nothing but a placeholder."""
        collection, front_matter = context.collection, document.front_matter
        if front_matter is None or collection is None or collection.schema is None:
            return
        also = {text.casefold() for text in self.options.also}
        allow = {text.casefold() for text in self.options.allow}
        for field in front_matter.fields.values():
            value = field.value if isinstance(field.value, str) else field.raw
            text = value.strip() if len(value) <= _LONGEST else ""
            if not text or (folded := text.casefold()) in allow:
                continue
            if folded in also or (isinstance(field.value, str) and _placeholder().fullmatch(text)):
                yield self.report(
                    document.path,
                    first_line(document, field.span),
                    f"`{spelt(field.path)}` is the placeholder {shown(text)}",
                    help="Write the real value, or delete the line until it is known.",
                    data={"key": spelt(field.path)},
                )
