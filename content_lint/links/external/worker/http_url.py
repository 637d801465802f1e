# SPDX-License-Identifier: GPL-3.0-or-later
"""One attempt at one URL: linkcheck's ``HttpUrl`` with what it lacks."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from http.client import HTTPException
from typing import Any, Protocol

from linkcheck.checker.httpurl import HttpUrl
from urllib3.exceptions import HTTPError

from content_lint.links.external.address.keys import (
    DEFAULT_PORTS,
    MalformedUrlError,
    WebAddress,
    join_address,
    parse_address,
    scheme_of,
)
from content_lint.links.external.asking.deadline import Exchange, Watchdog
from content_lint.links.external.asking.fragments import Search, find_missing
from content_lint.links.external.wire.outcomes import HEADERS, REDIRECTS, Facts, Trouble
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.wire.protocol import WebJob
from content_lint.links.external.worker.connect import CURRENT
from content_lint.links.external.worker.session import Cookies, HttpAnswer, HttpRequest, Session
from content_lint.links.external.worker.troubles import BadRedirectError, OtherProgramError, read_trouble
from content_lint.links.external.worker.turns import TurnQueue
from content_lint.report.verdict import RedirectHop

_MOST_OF_A_PAGE = 2 << 20
_BLOCK = 16 << 10  # what it unpacks to is held in memory
_NEVER_FOLLOWED = frozenset({"javascript", "data", "file", "blob", "about", "view-source"})
_HTML = frozenset({"text/html", "application/xhtml+xml"})


@dataclass(slots=True)
class WebTask:
    """A job on its way: it outlives the attempts."""

    job: WebJob
    address: WebAddress
    attempt: int = 0
    requests: int = 0

    @property
    def host(self) -> str:
        """Whose limits count."""
        return self.address.host


class SharedByThreads(Protocol):
    """What an attempt needs of what the threads share."""

    policy: Policy
    watchdog: Watchdog
    urlqueue: TurnQueue


class GuardedUrl(HttpUrl):  # type: ignore[misc] # linkchecker has no types
    """Asks for a URL byte for byte, follows redirects as browsers do, and keeps facts instead of sentences."""

    aggregate: SharedByThreads
    session: Session
    url_connection: HttpAnswer | None

    def __init__(self, task: WebTask, aggregate: SharedByThreads) -> None:
        self.task = task
        self.address = task.address
        super().__init__(task.address.key, 1, aggregate, extern=(1, 0))

    def reset(self) -> None:
        """Called by linkcheck's own constructor."""
        super().reset()
        self.failure: BaseException | None = None
        self.late = False
        self.closed_by_robots = False
        self.chain: list[RedirectHop] = []
        self.cookies = Cookies()
        self.places = Search()
        self.status: int | None = None
        self.requests = 0

    # What linkcheck decodes and encodes again: `//`, `%2F`, `%E9` and `a=b=c` would be asked wrongly.

    def build_url(self) -> None:
        """Take the serialised address as it is."""
        self.url = self.address.key
        self.urlparts = self.build_url_parts(self.url)

    def build_url_parts(self, url: str) -> list[str]:
        """Its parts, without linkcheck's own reading (which loses the brackets of IPv6)."""
        address = self.address if url == self.address.key else parse_address(url)
        self.userinfo, self.host, self.port, self.anchor = None, address.host, address.port, ""
        return [address.scheme, address.authority, address.path, address.query or "", ""]

    def check_url_warnings(self) -> None:
        """No warnings about looks."""

    def set_cache_url(self) -> None:
        """No cache: it takes B for redirected because A leads to B."""
        self.cache_url = None

    def construct_auth(self) -> None:
        """No credentials, ever."""

    def _add_ssl_info(self) -> None:
        """Nobody asks for it."""

    def add_size_info(self) -> None:
        """Nobody asks for it."""

    def build_request(self) -> HttpRequest:
        """A request of ours."""
        return HttpRequest(self.address, self.cookies)

    def get_request_kwargs(self) -> dict[str, Any]:
        """The session knows what it needs."""
        return {}

    def _send_request(self, request: HttpRequest, **kwargs: Any) -> None:
        self.requests += 1
        super()._send_request(request, **kwargs)

    def check(self) -> None:
        """One exchange, kept to its deadline. Nothing is raised: what went wrong is a fact."""
        exchange = Exchange(time.monotonic() + self.aggregate.policy.deadline)
        CURRENT.exchange = exchange
        self.aggregate.watchdog.watch(exchange)
        try:
            super().check()
        except Exception as error:  # noqa: BLE001 - a thread that ends would take its place with it
            self.failure = error
        finally:
            exchange.end()
            CURRENT.exchange = None
            self.late = exchange.late

    def check_content(self) -> bool:
        """Nothing is parsed."""
        return False

    def handle_exception(self) -> str:
        """Keep the exception: linkcheck makes a localised sentence of it."""
        self.failure = sys.exc_info()[1]
        return "failed"

    def check_connection(self) -> None:
        """Ask, follow, look for places, and leave the connection fit for use."""
        super().check_connection()
        answer = self.url_connection
        if answer is None:
            return
        self.status = answer.status_code
        wanted = self._wanted_places()
        if wanted and self.status == 200 and self.content_type in _HTML:
            self._look_for(wanted, answer)
        answer.finish()

    def get_redirects(self, request: HttpRequest) -> Iterator[HttpAnswer]:
        """Follow redirects as browsers do: bodies unread, any Location bytes, loops found by URL and cookies.

        requests stops at Latin-1 in Location, reads endless bodies, and follows to any scheme.
        """
        answer = self.url_connection
        seen = {(request.address.key, "")}  # the first request carried no cookie
        while answer is not None and answer.status_code in REDIRECTS:
            location = answer.headers.get("Location")
            if not location:
                return  # browsers show such an answer as it is
            if len(self.chain) >= self.aggregate.policy.hops:
                raise BadRedirectError(f"redirects more than {self.aggregate.policy.hops} times")
            scheme = scheme_of(location)
            if scheme and scheme not in DEFAULT_PORTS and scheme not in _NEVER_FOLLOWED:
                raise OtherProgramError(f"redirects to `{scheme[:40]}:`, which another program opens")
            try:
                address = join_address(answer.address, _decode(location))
            except MalformedUrlError as error:
                raise BadRedirectError(f"redirects to something that cannot be opened: it {error}") from None
            if address.fragment is None:
                address = address.with_fragment(answer.address.fragment)
            self.chain.append(RedirectHop(answer.status_code, address.url))
            cookies = self.cookies.header(address.host)
            if (address.key, cookies) in seen:
                raise BadRedirectError("redirects in a circle")
            seen.add((address.key, cookies))
            answer.finish()
            self.requests += 1
            self.url_connection = None  # what is raised now is not about the answer before
            answer = self.session.send(HttpRequest(address, self.cookies))
            self.url_connection = answer
            yield answer

    def follow_redirections(self, request: HttpRequest) -> None:
        """What linkcheck has makes sentences, aliases and patterns of each hop; only the last answer is wanted."""
        for answer in self.get_redirects(request):
            self.address = answer.address
            self.url, self.headers = answer.address.key, answer.headers
            self.set_content_type()

    def close_connection(self) -> None:
        """Give it back or cut it off; called by linkcheck after every check."""
        if self.url_connection is not None and self.status is None:
            super().close_connection()
        self.url_connection = None

    def to_wire(self) -> GuardedUrl:
        """The logger is handed the facts themselves."""
        return self

    def facts(self) -> Facts:
        """What this attempt came to."""
        if self.closed_by_robots:
            return Facts(trouble=Trouble.ROBOTS)
        if self.status is None:
            if self.failure is None:
                return Facts(trouble=Trouble.INTERNAL)
            trouble, detail = read_trouble(self.failure, late=self.late)
            if detail and self.chain and trouble is not Trouble.REDIRECT:
                detail = f"redirects to {self.chain[-1].url}, which {detail}"
            return Facts(chain=tuple(self.chain), trouble=trouble, detail=detail)
        headers = {name: self.headers[name] for name in HEADERS if name in self.headers}
        return Facts(self.status, headers, tuple(self.chain), known_missing=self.task.job.known_missing)

    def _wanted_places(self) -> frozenset[str]:
        if self.chain and self.address.fragment is not None:
            return frozenset()  # the redirect itself names the place
        return frozenset(self.task.job.fragments)

    def _look_for(self, wanted: frozenset[str], answer: HttpAnswer) -> None:
        self.places = Search(unsure=wanted)
        if not answer.can_be_unpacked():
            return
        content_type = str(answer.headers.get("Content-Type", ""))
        try:
            blocks = answer.body().stream(_BLOCK)
            found = find_missing(wanted, blocks, most=_MOST_OF_A_PAGE, content_type=content_type)
        except (HTTPError, HTTPException, OSError, ValueError):
            return  # it cannot be said
        if not self._cut_short():
            self.places = found

    def _cut_short(self) -> bool:
        """Whether the deadline fell while the page was read, which looks like its end."""
        return CURRENT.exchange is not None and CURRENT.exchange.late


def _decode(location: str) -> str:
    """Location as text: UTF-8 where it is, else its bytes percent-encoded one by one, as browsers send them."""
    if location.isascii():
        return location
    try:
        return location.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return "".join(char if char < "\x80" else f"%{ord(char):02X}" for char in location)
