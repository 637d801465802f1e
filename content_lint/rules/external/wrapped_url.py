from __future__ import annotations

from collections.abc import Iterator

from content_lint.links.rewrite import spell_destination
from content_lint.links.wrappers import Wrapped, unwrap
from content_lint.parse.facts import Document, Link, LinkKind
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown, typed
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Edit, Fix, Safety


class WrappedUrl(DocumentRule[Options]):
    """A link goes through a mail scanner or a tracker instead of straight to its page.

    ## Why this matters
    Such addresses come along when a link is copied from a message, a search or a social network. They tell
    a third party who clicks, stop working when that service does, and those of Outlook carry the mail
    address of the person whose message they were copied from. The page they lead to is written inside of
    them, so it can be put there directly.

    ## Bad
    ~~~md
    ---
    title: Book club
    ---
    See [the list](https://eur03.safelinks.protection.outlook.com/?url=https%3A%2F%2Fwww.example.com%2Flist&data=05).
    ~~~

    ## Good
    ~~~md
    ---
    title: Book club
    ---
    See [the list](https://www.example.com/list).
    ~~~
    """

    meta = RuleMeta("EX201", "wrapped-url", Severity.WARNING)
    interest = Interest.DESTINATIONS

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link through a known wrapper."""
        for link in context.destinations:
            if link.destination[:4].lower() != "http":
                continue
            wrapped = unwrap(strip_invisible(link.destination))
            if wrapped is None:
                continue
            if wrapped.target is None:
                message = f"link goes through {wrapped.service}, and where it leads cannot be read"
                yield self.report(
                    document.path, link.destination_span, message, help="Open it, and write the address you arrive at."
                )
                continue
            yield self.report(
                document.path,
                link.destination_span,
                f"link goes through {wrapped.service} to {shown(wrapped.target)}",
                help=f"Link to {typed(wrapped.target)} itself.",
                fix=self._fix(document, link, wrapped),
                data={"target": wrapped.target},
            )

    def _fix(self, document: Document, link: Link, wrapped: Wrapped) -> Fix | None:
        text = spell_destination(document.source, link, wrapped.target or "")
        if text is None:
            return None
        edits = [Edit(document.path, link.destination_span, text)]
        label = link.label_span
        # The label that repeats the address shows readers the same wrapper.
        if link.kind is LinkKind.INLINE and label is not None and document.source[label] == link.raw:
            edits.insert(0, Edit(document.path, label, text))
        return Fix("Link straight to the page", tuple(edits), Safety.SAFE)
