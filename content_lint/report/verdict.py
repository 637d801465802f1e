"""What is known of an address outside the site."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct

from content_lint.report.diagnostic import Severity


class Outcome(StrEnum):
    """What asking for an address came to. "From the store" is no outcome, it is an attribute of the verdict."""

    OK = "ok"
    MOVED = "moved"  # permanently, the new address is known and works
    BROKEN = "broken"  # 404, 410, 400, no such name, refused twice, a redirect that leads nowhere
    TLS = "tls"  # the certificate is not to be trusted
    FRAGMENT = "fragment"  # the page is there, the place in it is not
    MALFORMED = "malformed"  # no browser or mail program takes it
    UNSAFE = "unsafe"  # leads to a private or otherwise refused address; never opened
    BLOCKED = "blocked"  # the server does not answer programs: 401, 403, 451, 999, bot walls
    FLAKY = "flaky"  # no answer this time: timeouts, 429, 5xx, name server trouble
    UNCHECKED = "unchecked"  # not asked: out of budget, not in the store, or the engine failed

    @property
    def severity(self) -> Severity | None:
        """How much it matters by itself; None for a good link."""
        return _SEVERITIES[self]


_SEVERITIES = {
    Outcome.OK: None,
    Outcome.MOVED: Severity.WARNING,
    Outcome.BROKEN: Severity.ERROR,
    Outcome.TLS: Severity.ERROR,
    Outcome.FRAGMENT: Severity.WARNING,
    Outcome.MALFORMED: Severity.ERROR,
    Outcome.UNSAFE: Severity.ERROR,
    Outcome.BLOCKED: Severity.INFO,
    Outcome.FLAKY: Severity.INFO,
    Outcome.UNCHECKED: Severity.INFO,
}


class RedirectHop(Struct, frozen=True):
    """One redirect: the status that sent us on, and the address that it named."""

    status: int
    url: str


class Verdict(Struct, frozen=True):
    """What is known of one target. Equality is over everything.

    Attributes:
        target: as it was handed in, fragment and all.
        outcome: see Outcome.
        reason: why, in plain words, to be put after the target: "answers 404 Not Found".
        status: the last HTTP status, or None where there was none.
        final_url: where the request ended after all redirects, or None where nothing was asked.
        moved_to: what may be written in place of the target: only with outcome ``moved``, the end of the
            leading run of permanent redirects, fragment kept.
        chain: all redirects in order.
        checked_at: seconds since 1970 UTC when the network was asked, or None where it was not.
        from_cache: whether the store answered and not the network.
        streak: in how many runs, at least six hours apart, this has not been well; 0 for a good link.
        lasting: flaky in three or more runs over 72 hours: worth a warning.
    """

    target: str
    outcome: Outcome
    reason: str
    status: int | None = None
    final_url: str | None = None
    moved_to: str | None = None
    chain: tuple[RedirectHop, ...] = ()
    checked_at: float | None = None
    from_cache: bool = False
    streak: int = 0
    lasting: bool = False

    @property
    def severity(self) -> Severity | None:
        """How much it matters: of the outcome, but a warning where ``flaky`` lasts."""
        if self.outcome is Outcome.FLAKY and self.lasting:
            return Severity.WARNING
        return self.outcome.severity
