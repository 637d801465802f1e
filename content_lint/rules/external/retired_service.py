from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import Annotated

from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.context import DocumentContext, Interest
from content_lint.rules.rule import DocumentRule, Options, RuleMeta
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible

_CLOSED = (
    # Shorteners. Not goo.gl: Google kept the links that were in use when it closed the rest in August 2025
    # (https://developers.googleblog.com/google-url-shortener-links-will-no-longer-be-available/).
    "page.link",
    # Places for pictures, films and posts that have been closed, with what was there.
    "geocities.com",
    "gfycat.com",
    "mixer.com",
    "periscope.tv",
    "picasaweb.google.com",
    "plus.google.com",
    "podcasts.google.com",
    "posterous.com",
    "pscp.tv",
    "storify.com",
    "tinyletter.com",
    "yfrog.com",
)


class RetiredServiceOptions(Options, frozen=True):
    """Which services are closed."""

    hosts: Annotated[tuple[str, ...], "More host names of closed services; names below them count too."] = ()
    keep: Annotated[tuple[str, ...], "Host names of the built-in list that are not to be reported."] = ()


class RetiredService(DocumentRule[RetiredServiceOptions]):
    """A link leads to a service that has been closed.

    ## Why this matters
    Pages on services that were shut down are gone, and short addresses die with the service that made them: what they
    led to cannot be found out any more.

    ## Bad
    ~~~md
    ---
    title: Our first year
    ---
    See [what people wrote](https://storify.com/example/first-year).
    ~~~

    ## Good
    ~~~md
    ---
    title: Our first year
    ---
    See [what people wrote](https://archive.example.com/first-year).
    ~~~
    """

    meta = RuleMeta("EX202", "retired-service", Severity.WARNING)
    interest = Interest.DESTINATIONS
    Options = RetiredServiceOptions

    @cached_property
    def _closed(self) -> tuple[str, ...]:
        """The names of all closed services."""
        kept = {host.lower() for host in self.options.keep}
        more = (host.lower().lstrip(".") for host in self.options.hosts)
        return (*more, *(host for host in _CLOSED if host not in kept))

    def check(self, document: Document, context: DocumentContext) -> Iterator[Diagnostic]:
        """One finding for each link whose host belongs to a closed service."""
        for link in context.destinations:
            destination = strip_invisible(link.destination)
            authority = destination.partition("//")[2].partition("/")[0].partition("?")[0].rstrip(".").lower()
            if not authority.endswith(self._closed):
                continue
            url = split_web_url(destination)
            name = _closed_name(url.host, self._closed) if url is not None else None
            if name is not None:
                yield self.report(
                    document.path,
                    link.destination_span,
                    f"link {shown(link.destination)} leads to `{name}`, a service that has been closed",
                    help="Link to the page it led to, or remove the link.",
                )


def _closed_name(host: str, closed: tuple[str, ...]) -> str | None:
    """The closed service that a host name belongs to, or None."""
    return next((name for name in closed if host == name or host.endswith(f".{name}")), None)
