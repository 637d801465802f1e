# SPDX-License-Identifier: GPL-3.0-or-later
"""One request and its answer, in place of requests' session, whose every step costs more than the exchange.

linkcheck hands a request to ``session.send`` and reads status, reason, headers and encoding of what comes
back. Nothing of the environment is used: no proxies, no netrc, no cookies of other URLs.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from http.client import HTTPException, HTTPResponse
from typing import Any, cast

from urllib3 import BaseHTTPResponse, HTTPConnectionPool, HTTPHeaderDict, PoolManager
from urllib3 import HTTPResponse as UnpackedResponse

from content_lint.links.external.address.guard import Guard
from content_lint.links.external.address.keys import WebAddress
from content_lint.links.external.asking.deadline import Exchange
from content_lint.links.external.wire.policy import Policy
from content_lint.links.external.worker.connect import CURRENT, Cuttable

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
class HttpRequest:
    """What is to be asked."""

    address: WebAddress
    cookies: Cookies
    headers: dict[str, str] = field(default_factory=dict)  # linkcheck logs them


class Headers(dict[str, str]):
    """The headers of an answer by their names in lower case; looked up in any case, values of one name joined."""

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        super().__init__()
        for name, value in pairs:
            key = name.lower()
            self[key] = f"{self[key]}, {value}" if key in self else value

    def __contains__(self, name: object) -> bool:
        return isinstance(name, str) and super().__contains__(name.lower())

    def get(self, name: str, default: Any = None) -> Any:
        """The value, or the default."""
        return super().get(name.lower(), default)


class HttpAnswer:
    """What linkcheck wants of a response of requests; and the connection, which goes back into its pool.

    Args:
        raw: the head of the answer, its body unread.
        connection: that it came by.
        pool: where that goes in the end.
        address: that was asked.
    """

    __slots__ = ("_connection", "_pool", "_raw", "address", "encoding", "headers", "links", "reason", "status_code")

    def __init__(self, raw: HTTPResponse, connection: Cuttable, pool: HTTPConnectionPool, address: WebAddress) -> None:
        self._raw = raw
        self._connection: Cuttable | None = connection
        self._pool = pool
        self.headers = Headers(raw.headers.items())
        self.status_code = raw.status
        self.reason = raw.reason
        self.encoding: str | None = None
        self.address = address
        self.links: dict[str, dict[str, str]] = {}

    def can_be_unpacked(self) -> bool:
        """Whether urllib3 knows how the body is packed: some servers choose without regard to what was asked for."""
        packed = str(self.headers.get("Content-Encoding", "")).lower()
        kinds = {kind.strip() for kind in packed.split(",")} - {"", "identity"}
        return kinds.issubset(UnpackedResponse.CONTENT_DECODERS)

    def body(self) -> BaseHTTPResponse:
        """The body, which urllib3 unpacks."""
        return UnpackedResponse(
            self._raw,
            HTTPHeaderDict(self._raw.headers.items()),
            self.status_code,
            preload_content=False,
            decode_content=True,
            original_response=self._raw,
            request_method="GET",
        )

    def cookie_lines(self) -> list[str]:
        """What it sets; these must not be joined."""
        return self._raw.headers.get_all("Set-Cookie") or []

    def finish(self) -> None:
        """Read the rest of a short body, so that the connection can be used again; cut off a long one."""
        raw = self._raw
        if raw.will_close or raw.length is None or raw.length > _WORTH_READING:
            self.close()
            return
        try:
            raw.read()
        except (HTTPException, OSError, ValueError):
            self.close()
            return
        self._give_back()

    def close(self) -> None:
        """Cut it off."""
        self._raw.close()
        if self._connection is not None:
            self._connection.close()
        self._give_back()

    def _give_back(self) -> None:
        connection, self._connection = self._connection, None
        if connection is not None:
            if CURRENT.exchange is not None:
                CURRENT.exchange.let_go()
            self._pool._put_conn(connection)  # noqa: SLF001 - as urllib3's own responses do


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

    def send(self, request: HttpRequest, **_options: Any) -> HttpAnswer:
        """Ask, and come back with the head of the answer; redirects are the caller's.

        Raises:
            GuardError: if the address must not or cannot be connected to.
            OSError: for trouble on the way.
            HTTPException: for what is no answer.
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
        answer = self._ask(address, headers, exchange)
        if "set-cookie" in answer.headers:
            request.cookies.read(address.host, answer.cookie_lines())
        return answer

    def _ask(self, address: WebAddress, headers: dict[str, str], exchange: Exchange) -> HttpAnswer:
        """Ask by a kept connection or a new one. urllib3's pools keep and connect; see Cuttable.ask for the rest."""
        by_tunnel = bool(self._policy.proxy) and address.scheme == "https"
        target = address.key if self._policy.proxy and not by_tunnel else address.request_target
        pool = self._pools.connection_from_host(address.host, address.port, address.scheme)
        for last in (False, True):
            connection = cast("Cuttable", pool._get_conn())  # noqa: SLF001 - what urlopen does, without its wrapping
            kept = not connection.is_closed
            try:
                connection.timeout = exchange.left()
                if by_tunnel and not kept:
                    pool._prepare_proxy(connection)  # noqa: SLF001
                elif not kept:
                    connection.connect()
                return HttpAnswer(connection.ask(target, headers, exchange), connection, pool, address)
            except BaseException as error:
                connection.close()
                pool._put_conn(None)  # noqa: SLF001 - room for another
                # A kept connection that the server gave up just now says nothing about the address.
                if last or not kept or exchange.late or not isinstance(error, ConnectionError):
                    raise
        raise AssertionError
