"""See RelativePermalink."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document, Style
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta, replace
from content_lint.rules.permalinks.addresses import own_address
from content_lint.rules.wording import shown, spelt, typed
from content_lint.text.edits import Safety
from content_lint.text.source import Span

_STYLES = frozenset({"pretty", "date", "ordinal", "weekdate", "none"})


class RelativePermalink(DocumentRule[Options]):
    """A permalink does not begin with a slash.

    ## Why this matters
    Jekyll and Hugo add the slash, so there the page is where it should be. Other programs that read the same
    file, such as a CMS's preview or a script, take it for a path below the current page.

    ## Bad
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: 2020/01/02/minutes/
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Minutes
    date: 2020-01-02
    permalink: /2020/01/02/minutes/
    ---
    ~~~
    """

    meta = RuleMeta("PL102", "relative-permalink", Severity.WARNING, yields_to=("malformed-permalink",))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the value."""
        field = own_address(context)
        if field is None or not isinstance(field.value, str) or field.value.startswith("/"):
            return
        generator, value = context.settings.generator, field.value
        if generator is Generator.PLAIN and ("{{" in value or "{%" in value):
            return
        is_style = generator is Generator.JEKYLL and value in _STYLES
        fix, inner = None, 0 if field.style is Style.PLAIN else 1
        # Where the value does not stand there letter by letter, where it begins is not known.
        if field.raw[inner : len(field.raw) - inner] == value and not is_style:
            start = field.span.start + inner
            fix = replace("Add the slash", document.path, Span(start, start), "/", Safety.SAFE)
        more = f" (the style of all addresses is set in _config.yml; here `{value}` is a name)" if is_style else ""
        yield self.report(
            document.path,
            field.span,
            f"`{spelt(field.path)}` does not begin with a slash: {shown(value)}",
            help=f"Write {typed('/' + value)}{more}",
            severity=Severity.WARNING if generator is Generator.PLAIN else Severity.INFO,
            fix=fix,
        )
