from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.mail import is_bare_address
from content_lint.links.rewrite import spell_destination
from content_lint.links.urls import find_url_fault
from content_lint.parse.facts import Document, Link
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Fix, Safety


class MalformedUrl(DocumentRule[Options]):
    """A web address is written so that no browser can open it.

    ## Why this matters
    A slash or a colon is missing, the beginning is there twice, or the host name holds a comma: the
    browser shows an error, or takes the address for a page of this site. What browsers forgive, such as a
    space in a path, is left alone.

    ## Bad
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](http://https://www.example.org/report) is out.
    ~~~

    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https//www.example.org/report) is out.
    ~~~

    ## Good
    ~~~md
    ---
    title: Further reading
    ---
    The [annual report](https://www.example.com/report) is out.
    ~~~
    """

    meta = RuleMeta(
        "EX101",
        "malformed-url",
        Severity.ERROR,
        yields_to=("invisible-character", "malformed-permalink", "missing-mailto", "wrapped-url", "retired-service"),
    )
    interest = Interest.DESTINATIONS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each web address that cannot be what was meant."""
        for link in context.destinations:
            destination = link.destination
            if not destination or (destination[0] in "/#" and destination[:2] != "//"):
                continue
            if not destination.isascii():
                destination = strip_invisible(destination)
            fault = find_url_fault(destination)
            if fault is None or is_bare_address(destination):
                continue
            fix = None
            if fault.better is not None and link.raw == link.destination:
                fix = self._fix(document, link, fault.better)
            yield self.report(
                document.path,
                link.destination_span,
                f"web address {shown(destination)} {fault.problem}",
                help=fault.help or "Write the whole address as a browser shows it, or remove the link.",
                fix=fix,
            )

    def _fix(self, document: Document, link: Link, better: str) -> Fix | None:
        text = spell_destination(document.source, link, better)
        if text is None or find_url_fault(better) is not None:
            return None
        return replace("Correct the address", document.path, link.destination_span, text, Safety.UNSAFE)
