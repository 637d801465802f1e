from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache

from content_lint.parse.facts import Document, FrontMatterField, ScalarStyle
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, SiteContext
from content_lint.rules.permalinks.addresses import is_template, own_address
from content_lint.rules.rule import Options, RuleMeta, SiteRule, replace
from content_lint.rules.wording import shown, spelt, typed
from content_lint.site.index import Site
from content_lint.site.languages import language_prefixes
from content_lint.site.link_uses import mentions
from content_lint.text.edits import Safety
from content_lint.text.source import Span


class RelativePermalink(SiteRule[Options]):
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

    def check(self, site: Site, context: SiteContext) -> Iterator[Diagnostic]:
        """At most one finding a document, at the value."""
        del context
        if site.once(language_prefixes):
            return  # there an address without a slash keeps the prefix of its language, and one with a slash loses it
        is_printed = cache(lambda key: mentions(site, key))  # that looks through all templates
        for document in site.looked_at():
            field = own_address(DocumentContext(document, site.settings))
            if field is not None and isinstance(field.value, str) and not field.value.startswith("/"):
                yield from self._judge(document, field, field.value, site, is_printed)

    def _judge(
        self,
        document: Document,
        field: FrontMatterField,
        value: str,
        site: Site,
        is_printed: Callable[[str], bool],
    ) -> Iterator[Diagnostic]:
        generator = site.settings.generator
        if is_template(value, generator):
            return
        is_style = value in generator.styles
        fix, inner = None, 0 if field.style is ScalarStyle.PLAIN else 1
        # Where the value is not there letter by letter, where it begins is not known.
        if field.raw[inner : len(field.raw) - inner] == value and not is_style:
            start = field.span.start + inner
            # A template that prints the value itself may have put a slash in front.
            printed = not generator.modelled or is_printed(str(field.path[0]))
            safety = Safety.UNSAFE if printed else Safety.SAFE
            fix = replace("Add the slash", document.path, Span(start, start), "/", safety)
        # Every generator that is known adds the slash.
        unknown = not generator.called
        more = generator.says.style.format(value) if is_style else ""
        yield self.report(
            document.path,
            field.span,
            f"`{spelt(field.path)}` does not begin with a slash: {shown(value)}",
            help=f"Write {typed('/' + value)}{more}",
            severity=Severity.WARNING if unknown else Severity.INFO,
            fix=fix,
        )
