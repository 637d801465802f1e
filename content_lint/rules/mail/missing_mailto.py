from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.front_matter import MARKDOWN
from content_lint.links.mail import is_bare_address
from content_lint.parse.facts import Document, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta, replace
from content_lint.rules.wording import shown, typed
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Safety
from content_lint.text.source import Span

_KINDS = frozenset({LinkKind.INLINE, LinkKind.REFERENCE})
_TAGS = frozenset({"a.href", MARKDOWN})


class MissingMailto(DocumentRule[Options]):
    """A link leads to a mail address without `mailto:`.

    ## Why this matters
    Without `mailto:` a browser takes the address for a page of this site, and the reader lands on
    "page not found".

    ## Bad
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](team@example.org).
    ~~~

    ## Good
    ~~~md
    ---
    title: Contact
    ---
    Write to [the team](mailto:team@example.org).
    ~~~
    """

    meta = RuleMeta("ML105", "missing-mailto", Severity.ERROR, yields_to=("invisible-character",))
    interest = Interest.DESTINATIONS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link whose whole destination is a mail address."""
        for link in context.destinations:
            if "@" not in link.destination or (link.kind not in _KINDS and link.tag not in _TAGS):
                continue
            if not is_bare_address(strip_invisible(link.destination)):
                continue
            start = link.destination_span.start + len(link.raw) - len(link.raw.lstrip())
            yield self.report(
                document.path,
                link.destination_span,
                f"{shown(link.destination)} has no `mailto:` in front, so it is a page of this site",
                help=f"Write {typed('mailto:' + link.destination)}",
                fix=replace("Add `mailto:`", document.path, Span(start, start), "mailto:", Safety.SAFE),
            )
