"""Mail links: whether an address can exist, without asking anybody.

How a ``mailto:`` is cut is in content_lint/links/mail.py (RFC 6068); email-validator has the second word
on each address. Whether a domain takes mail is asked by mail_names.py.
"""

from __future__ import annotations

from collections.abc import Collection

from msgspec import Struct

from content_lint.links.mail import MailVerdict, domain_of, read_mailto
from content_lint.report.verdict import Outcome


class MailTarget(Struct, frozen=True):
    """What can be said of a mail link without asking anybody.

    Attributes:
        outcome: ok, malformed, or broken for a retired domain.
        reason: why, to be put behind the link.
        domains: the domains to be looked up, in ASCII and lower case; none where the link is bad already.
        addresses: those that ``second_opinion`` has not seen yet; none where the link is malformed already.
    """

    outcome: Outcome
    reason: str
    domains: tuple[str, ...] = ()
    addresses: tuple[str, ...] = ()


def read_mail_target(target: str, retired: Collection[str]) -> MailTarget:
    """Judge a ``mailto:`` destination, short of the second opinion on its addresses.

    Args:
        target: as the renderer puts it into href.
        retired: domains that are gone, in lower case; so are their subdomains.
    """
    link = read_mailto(target)
    worst = max(link.faults, key=lambda fault: fault.verdict, default=None)
    if worst is not None and worst.verdict is MailVerdict.BROKEN:
        return MailTarget(Outcome.MALFORMED, worst.problem)
    domains: list[str] = []
    for address in link.addresses:
        domain = domain_of(address)
        if gone := next((name for name in retired if domain == name or domain.endswith(f".{name}")), None):
            reason = f"leads to the retired domain {gone}"
            return MailTarget(Outcome.BROKEN, reason, addresses=tuple(link.addresses))
        ascii_domain = _in_ascii(domain)
        if ascii_domain and not domain.startswith("[") and ascii_domain not in domains:
            domains.append(ascii_domain)
    reason = worst.problem if worst else "is a mail address"
    return MailTarget(Outcome.OK, reason, tuple(domains), tuple(link.addresses))


def second_opinion(mail: MailTarget) -> str:
    """What email-validator has against the addresses of a link, or empty; without the package nothing.

    Apart from ``read_mail_target``: what was asked and kept has passed it already, and the package is slow to import.
    """
    return next(filter(None, map(_problem_of, mail.addresses)), "")


def _problem_of(address: str) -> str:
    try:
        from email_validator import EmailSyntaxError, validate_email  # a quarter of a second
    except ImportError:
        return ""
    try:
        validate_email(
            address,
            check_deliverability=False,
            test_environment=True,
            globally_deliverable=False,
            allow_quoted_local=True,
            allow_domain_literal=True,
        )
    except EmailSyntaxError:
        return f"holds `{address[:60]}`, which cannot be a mail address"
    return ""


def _in_ascii(domain: str) -> str:
    if domain.isascii():
        return domain
    try:
        import idna  # only what has letters beyond ASCII pays for its tables

        return idna.encode(domain, uts46=True).decode("ascii")
    except (ImportError, UnicodeError):
        return ""
