"""A small web on 127.0.0.1 for tests: each path misbehaves in its own way, and every request is counted."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
import time
from collections import Counter
from collections.abc import Iterator

PAGE = b'<html><h1 id="intro">x</h1><a name="old"></a><h2 id="caf\xc3\xa9">y</h2>' + b"<p>words</p>" * 40 + b"</html>"


class Web:
    """A server on a port of its own.

    Attributes:
        port: where it listens.
        targets: the request targets in order, byte for byte, as Latin-1.
        heads: the whole request heads, likewise.
    """

    def __init__(self) -> None:
        self.targets: list[str] = []
        self.heads: list[str] = []
        self.asked: Counter[str] = Counter()
        self.most_at_once = 0
        self.times: list[float] = []
        self._at_once = 0
        self._lock = threading.Lock()
        self._socket = socket.socket()
        self._socket.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._socket.bind(("127.0.0.1", 0))
        self._socket.listen(64)
        self.port = self._socket.getsockname()[1]
        self._open = True
        threading.Thread(target=self._accept, daemon=True).start()

    def url(self, target: str) -> str:
        return f"http://127.0.0.1:{self.port}{target}"

    def close(self) -> None:
        self._open = False
        self._socket.close()

    def _accept(self) -> None:
        while self._open:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection, contextlib.suppress(OSError):
            connection.settimeout(20)
            head = b""
            while True:
                while b"\r\n\r\n" not in head:
                    block = connection.recv(65536)
                    if not block:
                        return
                    head += block
                    if head[:1] == b"\x16":  # somebody speaks TLS
                        _send(connection, 400, {"Connection": "close"})
                        return
                first, _, head = head.partition(b"\r\n\r\n")
                text = first.decode("latin-1")
                target = text.split(" ")[1]
                with self._lock:
                    self.targets.append(target)
                    self.heads.append(text)
                    self.asked[target] += 1
                    self.times.append(time.monotonic())
                    self._at_once += 1
                    self.most_at_once = max(self.most_at_once, self._at_once)
                try:
                    goes_on = self._answer(connection, target, text)
                finally:
                    with self._lock:
                        self._at_once -= 1
                if not goes_on:
                    return

    def _answer(self, connection: socket.socket, target: str, head: str) -> bool:  # noqa: C901, PLR0911, PLR0912 - a branch a case
        case = target.split("?", maxsplit=1)[0].split("/")[1]
        count = self.asked[target]
        if case.isdigit():
            return _send(connection, int(case), {"Location": target.partition("to=")[2]} if "to=" in target else {})
        if case == "once":  # /once/503/1: that status once, with that Retry-After
            _, _, status, wait = target.split("/")
            if count == 1:
                return _send(connection, int(status), {"Retry-After": wait})
        elif case == "slow":
            time.sleep(0.2)
        elif case == "silent":
            time.sleep(20)
            return False
        elif case == "drip":
            connection.sendall(b"HTTP/1.1 200 OK\r\nX: ")
            for _ in range(100):
                time.sleep(0.1)
                connection.sendall(b"a")
            return False
        elif case == "drip-body":
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n")
            for _ in range(100):
                time.sleep(0.1)
                connection.sendall(b"a")
            return False
        elif case == "drip-to-the-end":  # of the connection
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nConnection: close\r\n\r\n")
            for _ in range(100):
                time.sleep(0.1)
                connection.sendall(b"a")
            return False
        elif case == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            return False
        elif case == "close":
            return False
        elif case == "garbage":
            connection.sendall(b"\x16\x03\x01 this is not HTTP\r\n\r\n")
            return False
        elif case == "hints":
            connection.sendall(b"HTTP/1.1 103 Early Hints\r\nLink: </s.css>\r\n\r\n")
            return _send(connection, 404, {})
        elif case == "latin1":
            return _send(connection, 301, {"Location": "/ok/caf\xe9"})
        elif case == "growing":  # an address that is longer for each redirect, and longer still when it is encoded
            return _send(connection, 301, {"Location": f"{target}/{chr(0xE9) * 9000}"})
        elif case == "cookie":
            if "seen=1" not in head:
                return _send(connection, 302, {"Location": target, "Set-Cookie": "seen=1; Path=/"})
        elif case == "wall":
            return _send(connection, 503, {"cf-mitigated": "challenge"})
        elif case == "place":
            return _send(connection, 302, {"Location": "/ok#intro"})
        elif case == "packed":
            packing = target.rpartition("/")[2]
            return _send(connection, 200, {"Content-Type": "text/html", "Content-Encoding": packing}, PAGE)
        elif case == "pdf":
            return _send(connection, 200, {"Content-Type": "application/pdf"})
        elif case == "robots.txt":
            return _send(connection, 200, {"Content-Type": "text/plain"}, b"User-agent: *\nDisallow: /private\n")
        return _send(connection, 200, {"Content-Type": "text/html; charset=utf-8"}, PAGE)


def _send(connection: socket.socket, status: int, headers: dict[str, str], body: bytes = b"x") -> bool:
    lines = [f"HTTP/1.1 {status} Whatever", f"Content-Length: {len(body)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    connection.sendall("\r\n".join([*lines, "", ""]).encode("latin-1") + body)
    return True


def free_port() -> int:
    """A port on which nothing listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def serve() -> Iterator[Web]:
    web = Web()
    try:
        yield web
    finally:
        web.close()
