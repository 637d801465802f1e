# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer, in place of requests' session, whose every step costs more than the exchange.

linkcheck hands a request to ``session.send`` and reads status, reason, headers and encoding of what comes
back. Nothing of the environment is used: no proxies, no netrc, no cookies of other URLs.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from http.client import RemoteDisconnected
from typing import Any

from urllib3 import BaseHTTPResponse, PoolManager, Timeout
from urllib3.exceptions import HTTPError, ProtocolError

from content_lint.links.external.deadline import Exchange
from content_lint.links.external.guard import Guard
from content_lint.links.external.keys import WebAddress
from content_lint.links.external.policy import Policy
from content_lint.links.external.worker.connect import CURRENT

_WORTH_READING = 64 << 10
_ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


@dataclass(slots=True)
class Cookies:
    """The cookies of one URL's way through its redirects: name and value by the domain that set them."""

    jar: dict[tuple[str, str], str] = field(default_factory=dict)

    def read(self, host: str, lines: list[str]) -> None:
        """Take what an answer sets. A host sets cookies for itself or for a domain that it belongs to."""
        for line in lines:
            pair, *attributes = line.split(";")
            name, equals, value = pair.partition("=")
            name, value = name.strip(), value.strip()
            if not equals or not name or not (name + value).isprintable() or not (name + value).isascii():
                continue
            domain = host
            for attribute in attributes:
                key, _, wanted = attribute.partition("=")
                wanted = wanted.strip().lower().lstrip(".")
                if key.strip().lower() == "domain" and "." in wanted and host.endswith(f".{wanted}"):
                    domain = f".{wanted}"
            self.jar[domain, name] = value

    def header(self, host: str) -> str:
        """The ``Cookie`` header for a host, or empty."""
        return "; ".join(
            f"{name}={value}"
            for (domain, name), value in self.jar.items()
            if domain == host or (domain[0] == "." and f".{host}".endswith(domain))
        )


@dataclass(frozen=True, slots=True)
class Request:
    """What is to be asked."""

    address: WebAddress
    cookies: Cookies
    headers: dict[str, str] = field(default_factory=dict)  # linkcheck logs them


class Answer:
    """What linkcheck wants of a response of requests."""

    __slots__ = ("address", "encoding", "headers", "links", "raw", "reason", "status_code", "url")

    def __init__(self, raw: BaseHTTPResponse, address: WebAddress) -> None:
        self.raw = raw
        self.headers = raw.headers
        self.status_code = raw.status
        self.reason = raw.reason
        self.encoding: str | None = None
        self.address = address
        self.url = address.url
        self.links: dict[str, dict[str, str]] = {}

    def finish(self) -> None:
        """Read a short body, so that the connection can be used again; cut off a long one."""
        raw = self.raw
        length = raw.headers.get("Content-Length", "")
        try:
            if length.isascii() and length.isdigit() and len(length) < 9 and int(length) <= _WORTH_READING:
                raw.read(_WORTH_READING, decode_content=False)
            else:
                raw.close()
        except (HTTPError, OSError, ValueError):
            raw.close()
        raw.release_conn()

    def close(self) -> None:
        """Cut it off."""
        self.raw.close()
        self.raw.release_conn()


class Session:
    """Sends requests through the guarded pools. Used by all threads.

    Args:
        policy: this run's.
        guard: asked before anything goes to a proxy.
        pools: where connections come from.
    """

    def __init__(self, policy: Policy, guard: Guard, pools: PoolManager) -> None:
        self._policy = policy
        self._guard = guard
        self._pools = pools
        self._headers = {
            "User-Agent": policy.user_agent,
            "Accept": _ACCEPT,
            "Accept-Language": "en;q=0.9,*;q=0.5",
            "Accept-Encoding": "gzip, deflate",
        }

    def send(self, request: Request, **_options: Any) -> Answer:
        """Ask, and come back with the head of the answer; redirects are the caller's.

        Raises:
            GuardError: if the address must not or cannot be connected to.
            HTTPError: urllib3's, for all other trouble.
            OSError: likewise.
        """
        exchange = CURRENT.exchange
        if exchange is None:
            raise RuntimeError("no exchange is under way")
        address = request.address
        if self._policy.proxy:
            self._guard.check_behind_proxy(address.host, address.port)
        headers = {"Host": address.authority, **self._headers}
        if address.scheme == "https":  # what is configured may be a secret
            headers |= self._policy.headers.get(address.host, {})
        if request.cookies.jar and (cookie := request.cookies.header(address.host)):
            headers["Cookie"] = cookie
        raw = self._ask(address, headers, exchange)
        lines = raw.headers.getlist("Set-Cookie")
        if lines:
            request.cookies.read(address.host, lines)
        return Answer(raw, address)

    def _ask(self, address: WebAddress, headers: dict[str, str], exchange: Exchange) -> BaseHTTPResponse:
        proxied = bool(self._policy.proxy) and address.scheme == "http"
        exchange.target = address.key if proxied else address.request_target
        pool = self._pools.connection_from_host(address.host, address.port, address.scheme)
        for last in (False, True):
            CURRENT.reused = False
            try:
                return pool.urlopen(
                    "GET",
                    address.key if proxied else "/",
                    headers=headers,
                    retries=False,
                    redirect=False,
                    assert_same_host=False,
                    preload_content=False,
                    decode_content=False,
                    timeout=Timeout(connect=exchange.left(), read=exchange.left()),
                )
            except ProtocolError as error:
                # A kept connection that the server gave up just now says nothing about the address.
                if last or not CURRENT.reused or exchange.late or not _is_break(error):
                    raise
        raise AssertionError


def _is_break(error: ProtocolError) -> bool:
    return any(isinstance(argument, (RemoteDisconnected, ConnectionError)) for argument in error.args)
