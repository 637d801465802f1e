"""Whether a domain takes mail.

Name servers are asked for MX and address records by dnspython; no mail server is ever connected to.
"""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from content_lint.links.external.wire.outcomes import ExchangeReading, Trouble
from content_lint.report.verdict import Outcome

if TYPE_CHECKING:
    from dns.resolver import Resolver

_SECONDS = 5.0


class MailNames:
    """Asks this machine's name servers whether domains take mail; each domain once. Used by many threads."""

    def __init__(self, *, seconds: float = _SECONDS) -> None:
        self._seconds = seconds
        self._lock = threading.Lock()
        self._resolver: Resolver | None = None

    def look_up(self, domain: str) -> ExchangeReading:
        """What the domain's records say: ok, broken where it takes no mail, flaky where nobody knows.

        Args:
            domain: in ASCII and lower case.
        """
        import dns.exception  # only this asks
        import dns.resolver

        try:
            with self._lock:
                if self._resolver is None:
                    self._resolver = dns.resolver.Resolver()
            try:
                answer = self._resolver.resolve(f"{domain}.", "MX", lifetime=self._seconds)
            except dns.resolver.NoAnswer:
                return self._by_address(self._resolver, domain)
            hosts = [str(record.exchange) for record in answer]
            if all(host == "." for host in hosts):
                return ExchangeReading(Outcome.BROKEN, f"leads to {domain}, which says that it takes no mail")
            return ExchangeReading(Outcome.OK, f"leads to {domain}, which takes mail")
        except dns.resolver.NXDOMAIN:
            return ExchangeReading(Outcome.BROKEN, f"leads to {domain}, which does not exist", trouble=Trouble.NO_NAME)
        except dns.exception.DNSException:
            reason = f"leads to {domain}, whose name server does not answer"
            return ExchangeReading(Outcome.FLAKY, reason, again=True, trouble=Trouble.NAME_SERVER)
        except (OSError, ValueError):
            return ExchangeReading(Outcome.FLAKY, f"leads to {domain}, which could not be looked up")

    def _by_address(self, resolver: Resolver, domain: str) -> ExchangeReading:
        """RFC 5321, 5.1: without MX records the domain's own address takes the mail."""
        import dns.resolver

        for kind in ("A", "AAAA"):
            try:
                resolver.resolve(f"{domain}.", kind, lifetime=self._seconds)
            except dns.resolver.NoAnswer:
                continue
            return ExchangeReading(Outcome.OK, f"leads to {domain}, which may take mail")
        return ExchangeReading(Outcome.BROKEN, f"leads to {domain}, which has neither a mail server nor an address")
