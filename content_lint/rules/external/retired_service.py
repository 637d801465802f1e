"""See RetiredService."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from content_lint.links.urls import split_web_url
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.base import DocumentContext, DocumentRule, Options, RuleMeta, option
from content_lint.rules.wording import shown
from content_lint.text.characters import strip_invisible

_CLOSED = (
    # Shorteners. goo.gl: no new links since 2019, unused ones switched off in August 2025
    # (https://developers.googleblog.com/google-url-shortener-links-will-no-longer-be-available/).
    "goo.gl",
    "bit.do",
    "page.link",
    # Places for pictures, films and posts that have been closed, with what stood there.
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
_OTHER_SERVICES = frozenset({"app.goo.gl"})
"""Names below a closed one that are another service: Google's own apps still share `maps.app.goo.gl`."""
_OTHER_PATHS = (("goo.gl", "/maps/"), ("goo.gl", "/forms/"))
"""Paths of a closed host that go on working: Google keeps what its own apps shared (same source)."""


@dataclass(frozen=True, slots=True)
class RetiredServiceOptions(Options):
    """Which services are closed."""

    hosts: tuple[str, ...] = option((), "More host names of closed services; names below them count too.")
    keep: tuple[str, ...] = option((), "Host names of the built-in list that are not to be reported.")


class RetiredService(DocumentRule[RetiredServiceOptions]):
    """A link leads to a service that has been closed.

    ## Why this matters
    Short addresses die with the service that made them, and what they led to cannot be found out any more.
    The same goes for pages on services that were shut down. While such a link still works, note where it
    leads, and link there.

    ## Bad
    ~~~md
    ---
    title: Meeting point
    ---
    Fill in [the form](https://goo.gl/AbCdEf).
    ~~~

    ## Good
    ~~~md
    ---
    title: Meeting point
    ---
    Fill in [the form](https://forms.example.com/meeting).
    ~~~
    """

    meta = RuleMeta("EX202", "retired-service", Severity.WARNING)
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
            if name is not None and not _still_there(name, destination):
                yield self.report(
                    document.path,
                    link.destination_span,
                    f"link {shown(link.destination)} leads to `{name}`, a service that has been closed",
                    help="Link to the page it led to, or remove the link.",
                )


def _still_there(name: str, destination: str) -> bool:
    path = "/" + destination.partition("//")[2].partition("/")[2]
    return any(name == host and path.startswith(start) for host, start in _OTHER_PATHS)


def _closed_name(host: str, closed: tuple[str, ...]) -> str | None:
    """The closed service that a host name belongs to, or None."""
    if any(host == name or host.endswith(f".{name}") for name in _OTHER_SERVICES):
        return None
    return next((name for name in closed if host == name or host.endswith(f".{name}")), None)
