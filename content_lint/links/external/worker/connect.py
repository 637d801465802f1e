# SPDX-License-Identifier: GPL-3.0-or-later
"""Connections of urllib3 that go to vetted addresses only, and that the watchdog can cut."""

from __future__ import annotations

import contextlib
import errno
import http.client
import operator
import socket
import ssl
import threading
from collections.abc import Mapping
from http.client import HTTPException, HTTPMessage
from typing import Any, cast

import certifi
from urllib3 import PoolManager, ProxyManager
from urllib3.connection import HTTPConnection, HTTPSConnection
from urllib3.connectionpool import HTTPConnectionPool, HTTPSConnectionPool

from content_lint.links.external.address.guard import Guard
from content_lint.links.external.asking.deadline import Exchange

_LONGEST_LINE = 65536
_LONGEST_HEAD = 512 << 10
_MOST_INTERIM_ANSWERS = 8
_CONNECT_SECONDS = 5.0
# While it is sent to: the server may have answered and closed without reading all.
_ANSWERED_EARLY = frozenset({errno.EPIPE, errno.ECONNRESET, errno.EPROTOTYPE})
_MOST_ADDRESSES = 4
_MOST_HOSTS_KEPT = 400  # each has a connection or two, and each of those two open files


class Current(threading.local):
    """The exchange that this thread is at."""

    exchange: Exchange | None = None


CURRENT = Current()


def read_headers(stream: Any, _class: Any = HTTPMessage) -> HTTPMessage:
    """The headers of an answer, in place of ``http.client.parse_headers``.

    That one takes 6 MB of headers but no more than 100 of them, and parses them as mail, at ten times the cost.

    Raises:
        HTTPException: if they are longer than 512 kB.
    """
    message = HTTPMessage()
    headers: list[tuple[str, str]] = []
    size = 0
    while True:
        line = stream.readline(_LONGEST_LINE + 1)
        size += len(line)
        if len(line) > _LONGEST_LINE or size > _LONGEST_HEAD:
            raise HTTPException("headers too long")
        if not line:
            raise http.client.IncompleteRead(b"")  # the standard library takes a cut for the end
        if line in {b"\r\n", b"\n"}:
            break
        text = line.decode("latin-1")
        if text[0] in " \t":
            if headers:
                headers[-1] = (headers[-1][0], f"{headers[-1][1]} {text.strip()}")
            continue
        name, colon, value = text.partition(":")
        if colon:
            headers.append((name.strip(), value.strip()))
    cast("Any", message)._headers = headers  # noqa: SLF001 - its public way in parses each one as mail
    return message


class _Answer(http.client.HTTPResponse):
    """Skips all interim answers: the standard library takes ``103 Early Hints`` for the last word."""

    def _read_status(self) -> tuple[str, int, str]:
        for _ in range(_MOST_INTERIM_ANSWERS):
            version, status, reason = cast("Any", super())._read_status()  # noqa: SLF001 - overridden here
            if not 100 <= status < 200 or status == 101:
                return version, status, reason
            read_headers(self.fp)
        raise HTTPException("too many interim answers")


class Cuttable(HTTPConnection):
    """Asks byte for byte, and hands a duplicate of its socket to the exchange."""

    response_class = _Answer
    _duplicate: socket.socket | None = None
    _answer_takes_socket = False

    def ask(self, target: str, headers: Mapping[str, str], exchange: Exchange) -> http.client.HTTPResponse:
        """Send a GET on this connection, which is open, and come back with the head of the answer.

        These are the standard library's two steps. urllib3's check, copy and wrap what is known here, which
        costs more than the request, and they would encode `|` and `[` in the target and write %2f as %2F.

        Args:
            target: the request target.
            headers: all of them, ``Host`` too.
            exchange: cuts it where it is late.
        """
        if self._duplicate is not None:
            exchange.hold(self._duplicate)
        self.sock.settimeout(exchange.left())
        try:
            http.client.HTTPConnection.request(self, "GET", target, headers=headers)
        except OSError as error:
            if error.errno not in _ANSWERED_EARLY:
                raise
        self._answer_takes_socket = True
        try:
            return http.client.HTTPConnection.getresponse(self)
        finally:
            self._answer_takes_socket = False

    def hold(self, sock: socket.socket) -> socket.socket:
        """Remember a duplicate of a new socket."""
        self._drop_duplicate()
        self._duplicate = sock.dup()
        if CURRENT.exchange is not None:
            CURRENT.exchange.hold(self._duplicate)
        return sock

    def close(self) -> None:
        """Close it; with `Connection: close` the answer still reads from the socket, and must stay in reach."""
        if not self._answer_takes_socket:
            self._drop_duplicate()
        super().close()

    def _drop_duplicate(self) -> None:
        if self._duplicate is not None:
            self._duplicate.close()
            self._duplicate = None


class _Guarded(Cuttable):
    """Connects to the vetted addresses of its host, and never asks for the name again."""

    guard: Guard

    def _new_conn(self) -> socket.socket:
        exchange = CURRENT.exchange
        last: Exception | None = None
        for address in self.guard.addresses(self.host, self.port or self.default_port)[:_MOST_ADDRESSES]:
            sock = socket.socket(socket.AF_INET6 if ":" in address else socket.AF_INET, socket.SOCK_STREAM)
            try:
                sock.settimeout(min(_CONNECT_SECONDS, exchange.left()) if exchange else _CONNECT_SECONDS)
                sock.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
                sock.connect((address, self.port))
                return self.hold(sock)
            except OSError as error:
                sock.close()
                last = error
        raise last or OSError("no address")


class _ToProxy(Cuttable):
    def _new_conn(self) -> socket.socket:
        return self.hold(super()._new_conn())


def make_pools(guard: Guard, context: ssl.SSLContext, proxy: str | None) -> PoolManager:
    """Pools of kept connections whose every new connection is guarded; behind a proxy it goes to the proxy."""
    # One context for all: urllib3 would load the certificates for each connection, at 20 to 40 ms.
    options: dict[str, Any] = {"num_pools": _MOST_HOSTS_KEPT, "maxsize": 4, "block": False, "ssl_context": context}
    base = _ToProxy if proxy else _Guarded
    space = {} if proxy else {"guard": guard}
    plain = type("GuardedConnection", (base,), space)
    secure = type("GuardedTlsConnection", (base, HTTPSConnection), space)
    manager = ProxyManager(proxy, **options) if proxy else PoolManager(**options)
    # Its own key is made of all that could differ between connections, for each request; here only this differs.
    by_place = cast("Any", operator.itemgetter("scheme", "host", "port"))
    manager.key_fn_by_scheme = {"http": by_place, "https": by_place}
    manager.pool_classes_by_scheme = {
        "http": type("GuardedPool", (HTTPConnectionPool,), {"ConnectionCls": plain}),
        "https": type("GuardedTlsPool", (HTTPSConnectionPool,), {"ConnectionCls": secure}),
    }
    return manager


def make_context(certificates: str | None) -> ssl.SSLContext:
    """The one TLS context: the system's certificates (certifi's where it has none), and the given file's."""
    context = ssl.create_default_context()
    if not context.cert_store_stats()["x509_ca"]:
        with contextlib.suppress(OSError):
            context.load_verify_locations(certifi.where())
    if certificates:
        context.load_verify_locations(certificates)
    # Python 3.13 asks for more than browsers do; a certificate that those take is no fault of the link.
    context.verify_flags &= ~ssl.VERIFY_X509_STRICT
    return context


def widen_limits() -> None:
    """As many open files as the system allows, for each exchange needs two; and our own reading of headers."""
    http.client.parse_headers = read_headers  # type: ignore[assignment]
    try:
        import resource  # not everywhere
    except ImportError:
        return
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    with contextlib.suppress(ValueError, OSError):
        resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))
