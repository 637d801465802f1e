"""What the facts of one exchange mean: outcome, reason, and whether asking again may change it. Pure."""

from __future__ import annotations

import email.utils
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC
from enum import StrEnum
from http import HTTPStatus

from content_lint.report.verdict import Outcome, RedirectHop

PERMANENT = frozenset({301, 308})
REDIRECTS = frozenset({301, 302, 303, 307, 308})
_BLOCKED = frozenset({401, 402, 403, 405, 406, 407, 418, 421, 423, 451, 999})
_FOR_LATER = frozenset({408, 425})
_SECOND_TRY = 1.0


class Trouble(StrEnum):
    """Why there is no answer."""

    UNSAFE = "unsafe"  # policy refuses the address
    NO_NAME = "no-name"
    NAME_SERVER = "name-server"
    REFUSED = "refused"
    UNREACHABLE = "unreachable"
    LATE = "late"
    RESET = "reset"
    CLOSED = "closed"
    GARBAGE = "garbage"
    TLS = "tls"
    REDIRECT = "redirect"  # a redirect that leads nowhere
    APP = "app"  # a redirect to what a browser hands to another program: mailto:, an app's own scheme
    ROBOTS = "robots"
    INTERNAL = "internal"


@dataclass(frozen=True, slots=True)
class Facts:
    """What one exchange came to.

    Attributes:
        status: the last HTTP status, or None.
        headers: of the last answer, names in lower case; only those in ``HEADERS`` are needed.
        chain: the redirects that were followed.
        trouble: why there is no answer, or None.
        detail: the trouble in words, to be put behind the address.
        known_missing: whether an earlier run has seen a 404 too.
    """

    status: int | None = None
    headers: Mapping[str, str] | None = None
    chain: Sequence[RedirectHop] = ()
    trouble: Trouble | None = None
    detail: str = ""
    known_missing: bool = False


HEADERS = ("retry-after", "cf-mitigated")


@dataclass(frozen=True, slots=True)
class ExchangeReading:
    """What facts mean.

    Attributes:
        outcome: see Outcome.
        reason: to be put behind the address.
        again: whether to ask once more, if there are tries left.
        wait: seconds to wait before that; None leaves it to the scheduler.
        host_pause: whether the whole host wants to be left alone meanwhile.
        trouble: of a mail domain, why its name has no answer; where no name at all has one, nobody is to blame.
    """

    outcome: Outcome
    reason: str
    again: bool = False
    wait: float | None = None
    host_pause: bool = False
    trouble: Trouble | None = None


_TROUBLES = {
    Trouble.UNSAFE: ExchangeReading(Outcome.UNSAFE, "leads to a refused address"),
    Trouble.NO_NAME: ExchangeReading(
        Outcome.BROKEN, "has a host name that does not exist", again=True, wait=_SECOND_TRY
    ),
    Trouble.NAME_SERVER: ExchangeReading(Outcome.FLAKY, "has a host name that could not be looked up", again=True),
    Trouble.REFUSED: ExchangeReading(Outcome.BROKEN, "refuses the connection", again=True, wait=_SECOND_TRY),
    Trouble.UNREACHABLE: ExchangeReading(Outcome.FLAKY, "cannot be reached from here", again=True),
    Trouble.LATE: ExchangeReading(Outcome.FLAKY, "does not answer in time", again=True),
    Trouble.RESET: ExchangeReading(Outcome.FLAKY, "breaks the connection off", again=True),
    Trouble.CLOSED: ExchangeReading(Outcome.FLAKY, "closes the connection without an answer", again=True),
    # Some programs play what browsers do not show: "ICY 200 OK" is a radio station.
    Trouble.GARBAGE: ExchangeReading(Outcome.FLAKY, "answers with something that is not HTTP", again=True),
    Trouble.TLS: ExchangeReading(Outcome.TLS, "has a certificate that is not to be trusted"),
    Trouble.REDIRECT: ExchangeReading(Outcome.BROKEN, "redirects to nowhere"),
    Trouble.APP: ExchangeReading(Outcome.UNCHECKED, "redirects to an address that another program opens"),
    Trouble.ROBOTS: ExchangeReading(Outcome.UNCHECKED, "is closed to programs by its robots.txt"),
    Trouble.INTERNAL: ExchangeReading(Outcome.UNCHECKED, "could not be checked: a fault of content-lint"),
}


def read_facts(facts: Facts, *, now: float) -> ExchangeReading:
    """What the facts of an exchange mean.

    Args:
        facts: of one exchange.
        now: seconds since 1970, for a Retry-After that is a date.
    """
    if facts.trouble is not None:
        base = _TROUBLES[facts.trouble]
        return replace(base, reason=facts.detail) if facts.detail else base
    status = facts.status
    if status is None:
        return _TROUBLES[Trouble.INTERNAL]
    if status < 400:
        return _read_good(status, facts.chain)
    return _read_bad(status, facts, now)


def moved_to(chain: Sequence[RedirectHop]) -> str | None:
    """The end of the leading run of permanent redirects: all that may be written back. None where there is no run."""
    target = None
    for hop in chain:
        if hop.status not in PERMANENT:
            break
        target = hop.url
    return target


def _read_good(status: int, chain: Sequence[RedirectHop]) -> ExchangeReading:
    if target := moved_to(chain):
        return ExchangeReading(Outcome.MOVED, f"has moved to {target}")
    if status in REDIRECTS:
        # https://fetch.spec.whatwg.org/#http-redirect-fetch: without a Location the answer itself is shown.
        return ExchangeReading(Outcome.OK, f"answers {named(status)} without saying where to, and is shown as it is")
    return ExchangeReading(Outcome.OK, f"answers {named(status)}")


def _read_bad(status: int, facts: Facts, now: float) -> ExchangeReading:
    headers = facts.headers or {}
    reason = f"answers {named(status)}"
    if facts.chain:
        reason = f"redirects to {facts.chain[-1].url}, which {reason}"
    if status == 404:
        # Some servers say so while they start; once is enough where an earlier run has heard it too.
        return ExchangeReading(Outcome.BROKEN, reason, again=not facts.known_missing, wait=_SECOND_TRY)
    if status == 429:
        return ExchangeReading(Outcome.FLAKY, reason, True, retry_after(headers, now), True)
    if "cf-mitigated" in headers or status in _BLOCKED:
        return ExchangeReading(Outcome.BLOCKED, reason)
    if status in _FOR_LATER or status >= 500:
        return ExchangeReading(Outcome.FLAKY, reason, True, retry_after(headers, now))
    return ExchangeReading(Outcome.BROKEN, reason)


def retry_after(headers: Mapping[str, str], now: float) -> float | None:
    """How many seconds a server wants to be left alone, or None where it does not say (RFC 9110, 10.2.3)."""
    value = headers.get("retry-after", "").strip()
    if value.isascii() and value.isdigit():
        return float(value[:9])
    try:
        date = email.utils.parsedate_to_datetime(value)
    except (ValueError, OverflowError):
        return None
    if date.tzinfo is None:
        date = date.replace(tzinfo=UTC)
    try:
        return max(0.0, date.timestamp() - now)
    except (ValueError, OverflowError):
        return None


def named(status: int) -> str:
    """``404 Not Found``: the number with its registered name, never with what the server calls it."""
    try:
        return f"{status} {HTTPStatus(status).phrase}"
    except ValueError:
        return str(status)
