from __future__ import annotations

from collections.abc import Iterator

from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext
from content_lint.rules.permalinks.addresses import is_template, own_address
from content_lint.rules.permalinks.placeholders import without_placeholders
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, spelt
from content_lint.text.regex import regex

_ENCODED = regex(r"%[0-9A-Fa-f]{2}")
_ENCODED_BLANK = regex(r"%20|%09|%0[AaDd]|\+")


class UnconventionalPermalink(DocumentRule[Options]):
    """A permalink has upper case letters, underscores or blanks.

    ## Why this matters
    Hosts tell upper from lower case, and people who type an address do not. Underscores vanish under the
    line below a link, and a blank becomes `%20`, which cannot be read out to anybody. Lower case words with
    hyphens are safe. An address that is public already is better left alone, or kept with a redirect.

    ## Bad
    ~~~md
    ---
    title: Annual report
    date: 2020-01-02
    permalink: /Annual_Report/
    ---
    ~~~

    ## Good
    ~~~md
    ---
    title: Annual report
    date: 2020-01-02
    permalink: /annual-report/
    ---
    ~~~
    """

    meta = RuleMeta(
        "PL103", "unconventional-permalink", Severity.INFO, yields_to=("malformed-permalink", "duplicate-url")
    )

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """At most one finding, at the value, which names all that is unusual."""
        field = own_address(context)
        if field is None or not isinstance(field.value, str):
            return
        value = field.value
        if is_template(value, context.settings.generator):
            return
        text = without_placeholders(value)
        letters = _ENCODED.sub("", text)
        faults = []
        if letters != letters.lower():
            faults.append("upper case letters")
        if "_" in letters:
            faults.append("underscores")
        if " " in text:
            faults.append("blanks, which browsers show as `%20`")
        elif _ENCODED_BLANK.search(text):
            faults.append("encoded blanks")
        if faults:
            words = " and ".join(filter(None, (", ".join(faults[:-1]), faults[-1])))
            yield self.report(
                document.path,
                field.span,
                f"`{spelt(field.path)}` has {words}: {shown(value)}",
                help="Leave the address of a published page as it is; for a new page, write small letters with hyphens",
            )
