# SPDX-License-Identifier: GPL-3.0-or-later
"""robots.txt, where a setting asks for it (RFC 9309). It is fetched as everything else is: guarded and bounded."""

from __future__ import annotations

import threading
from http.client import HTTPException
from typing import Any
from urllib.robotparser import RobotFileParser

from urllib3.exceptions import HTTPError

from content_lint.links.external.address.guard import GuardError
from content_lint.links.external.address.keys import MalformedUrlError, WebAddress, join_address
from content_lint.links.external.wire.outcomes import REDIRECTS
from content_lint.links.external.worker.session import Cookies, HttpRequest, Session

NAME = "content-lint"
_MOST_HOPS = 5
_NOTHING_ALLOWED = ["User-agent: *", "Disallow: /"]
_LONGEST = 500 << 10


class Robots:
    """What each origin allows; asked once an origin. Takes the place of linkcheck's ``RobotsTxt``."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._locks: dict[str, threading.Lock] = {}
        self._known: dict[str, RobotFileParser] = {}

    def allows_url(self, url_data: Any, timeout: float | None = None) -> bool:  # noqa: ARG002 - linkcheck's
        """Whether programs like this one may ask for the URL."""
        address: WebAddress = url_data.address
        origin = f"{address.scheme}://{address.authority}"
        with self._lock:
            lock = self._locks.setdefault(origin, threading.Lock())
        with lock:
            rules = self._known.get(origin)
            if rules is None:
                rules = self._known[origin] = _fetch(url_data.session, join_address(address, "/robots.txt"))
        allowed = rules.can_fetch(NAME, address.key)
        url_data.closed_by_robots = not allowed
        return allowed


def _fetch(session: Session, address: WebAddress) -> RobotFileParser:
    rules = RobotFileParser()
    cookies = Cookies()
    try:
        for _ in range(_MOST_HOPS):
            answer = session.send(HttpRequest(address, cookies))
            location = answer.headers.get("Location")
            if answer.status_code not in REDIRECTS or not location:
                break
            answer.close()
            address = join_address(address, location)
        if answer.status_code == 200:
            text = answer.body().read(_LONGEST).decode("utf-8", "replace")
            rules.parse(text.splitlines())
            answer.finish()
            return rules
        answer.close()
        # The RFC: without a file all is allowed, while the server is out of order nothing is.
        rules.parse(_NOTHING_ALLOWED if answer.status_code >= 500 else [])
    except (GuardError, HTTPError, HTTPException, OSError, MalformedUrlError, ValueError):
        rules.parse([])  # the URL itself will say what is wrong
    return rules
