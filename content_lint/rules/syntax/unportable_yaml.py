from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document, FrontMatter, ScalarStyle
from content_lint.parse.front_matter.continuations import read_continuation
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.editor_words import consequence, loses_post
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import spelt
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.regex import regex
from content_lint.text.source import Span
from content_lint.text.yaml_scalars import quote

_ANCHOR = regex(r"&([\w-]+)")


class UnportableYaml(DocumentRule[Options]):
    """Front matter that the generator and the CMS of this site do not both read.

    ## Why this matters
    The site is built, but the CMS cannot open the post, or shows it empty: whoever saves it there loses what was in
    it. Such habits are `...` instead of `---` below the front matter, and a value in quotes whose second line is not
    indented. Nothing is said of them where no CMS edits the post. Values that begin with `{{` or `*` without quotes
    are the reverse: the CMS shows them, and Jekyll reads nothing there.

    ## Bad
    ~~~yaml file=admin/config.yml
    collections: [{name: news, folder: _news, fields: [{name: title, widget: string}]}]
    ~~~

    ~~~md
    ---
    title: Summer party
    ...
    It is on the roof.
    ~~~

    ~~~yaml file=admin/config.yml
    collections: [{name: news, folder: _news, fields: [{name: title, widget: string}]}]
    ~~~

    ~~~md
    ---
    title: "Summer party
    on the roof"
    ---
    ~~~

    ## Good
    ~~~yaml file=admin/config.yml
    collections: [{name: news, folder: _news, fields: [{name: title, widget: string}]}]
    ~~~

    ~~~md
    ---
    title: "Summer party
      on the roof"
    ---
    ~~~
    """

    meta = RuleMeta(
        "SY301", "unportable-yaml", Severity.WARNING, yields_to=("duplicate-key", "swallowed-key", "undecodable-text")
    )

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for a closing `...`, and one for each value that the CMS refuses or Jekyll does not read."""
        front_matter = document.front_matter
        if front_matter is None or front_matter.format != "yaml":
            return
        cms = context.collection.cms if context.collection is not None else ""
        if cms and document.source[front_matter.closing] == "...":
            yield self.report(
                document.path,
                front_matter.closing,
                f"front matter ends with `...`, which {cms} does not know{consequence(context)}",
                help="Write `---`",
                severity=_severity(context),
                fix=replace("Write `---`", document.path, front_matter.closing, "---", Safety.SAFE),
            )
        if cms:
            yield from self._unindented(document, front_matter, cms, context)
        if context.settings.dialect.yaml == "safe_yaml":
            yield from self._read_as_nothing(document, front_matter, context.settings.generator.called)

    def _read_as_nothing(self, document: Document, front_matter: FrontMatter, who: str) -> Iterator[Diagnostic]:
        """Values that SafeYAML drops: a template without quotes, and a reference to nothing."""
        source, anchors = document.source, None
        content = front_matter.content
        if all(source.text.find(sign, content.start, content.end) < 0 for sign in ("{{", "*")):
            return
        for field in front_matter.fields.values():
            if (
                field.style is ScalarStyle.MAPPING
                and field.value == {}
                and source.text.startswith("{{", field.span.start)
            ):
                message = f"`{spelt(field.path)}` begins with `{{{{` and has no quotes, so {who} reads nothing there"
            elif field.style is ScalarStyle.ALIAS and field.value is None:
                if anchors is None:
                    anchors = set(_ANCHOR.findall(source.text, front_matter.content.start, front_matter.content.end))
                if source[field.span][1:] in anchors:
                    continue
                message = f"`{spelt(field.path)}` begins with `*` and has no quotes, so {who} reads nothing there"
            else:
                continue
            text = source[field.span]
            fix = replace("Put the value in quotes", document.path, field.span, quote(text), Safety.UNSAFE)
            yield self.report(
                document.path,
                field.span,
                message,
                help="Put the value in quotes.",
                fix=fix if "\n" not in text else None,
            )

    def _unindented(
        self, document: Document, front_matter: FrontMatter, cms: str, context: DocumentContext
    ) -> Iterator[Diagnostic]:
        for field in front_matter.fields.values():
            odd = read_continuation(document.source, field) if "\n" in field.raw else None
            if odd is None or odd.swallowed is not None or not odd.unindented:
                continue
            # Blanks at the beginning of such a line do not count for the value, so it stays what it is.
            indent = " " * (odd.key_column + 2)
            edits = tuple(
                Edit(document.path, Span(document.source.text.rfind("\n", 0, line.start) + 1, line.start), indent)
                for line in odd.unindented
            )
            yield self.report(
                document.path,
                odd.unindented[0],
                f"`{spelt(field.path)}` goes on in a line that is not indented, which {cms} refuses"
                f"{consequence(context)}",
                help="Indent the line by two spaces, or write the value on one line.",
                severity=_severity(context),
                fix=Fix("Indent the line", edits, Safety.SAFE),
            )


def _severity(context: DocumentContext) -> Severity:
    """An error where the next save in the CMS spoils the post."""
    return Severity.ERROR if loses_post(context) else Severity.WARNING
