"""Whether a domain takes mail, asked of a name server of our own on loopback."""

from __future__ import annotations

import socket
import threading
import time
from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

import pytest

from content_lint.links.external.asking.mail_names import MailNames
from content_lint.links.external.wire.outcomes import ExchangeReading, Trouble
from content_lint.report.verdict import Outcome

pytest.importorskip("dns.resolver")

import dns.flags
import dns.message
import dns.rcode
import dns.resolver
import dns.rrset

Zone = Mapping[str, Mapping[str, tuple[str, ...]]]

ZONE: Zone = {
    "a.gov.": {"MX": ("10 mx.a.gov.",)},
    "several.gov.": {"MX": ("0 .", "10 mx.a.gov.")},
    "none.gov.": {"MX": ("0 .",), "A": ("192.0.2.1",)},
    "old.gov.": {"A": ("192.0.2.1",)},
    "new.gov.": {"AAAA": ("2001:db8::1",)},
    "text.gov.": {"TXT": ("x",)},
    "broken.gov.": {"MX": ("SERVFAIL",)},
    "half.gov.": {"A": ("SERVFAIL",)},
    "silent.gov.": {"MX": ("SILENCE",)},
    "mute.gov.": {"A": ("SILENCE",)},
}


@contextmanager
def name_server(zone: Zone) -> Iterator[tuple[int, Counter[str]]]:
    """Its port, and what it was asked: ``MX a.gov.``."""
    asked: Counter[str] = Counter()
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))

        def answer_all() -> None:
            while True:
                try:
                    data, sender = server.recvfrom(4096)
                except OSError:
                    return
                if not data:
                    return
                if reply := answer(data, zone, asked):
                    server.sendto(reply, sender)

        thread = threading.Thread(target=answer_all, daemon=True)
        thread.start()
        port = server.getsockname()[1]
        try:
            yield port, asked
        finally:
            with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as last:
                last.sendto(b"", ("127.0.0.1", port))
            thread.join(5)


def answer(data: bytes, zone: Zone, asked: Counter[str]) -> bytes:
    query = dns.message.from_wire(data)
    question = query.question[0]
    name, kind = question.name.to_text(), dns.rdatatype.to_text(question.rdtype)
    asked[f"{kind} {name}"] += 1
    reply = dns.message.make_response(query)
    reply.flags |= dns.flags.RA
    records = zone.get(name, {}).get(kind, ())
    if records == ("SILENCE",):
        return b""
    if name not in zone:
        reply.set_rcode(dns.rcode.NXDOMAIN)
    elif records == ("SERVFAIL",):
        reply.set_rcode(dns.rcode.SERVFAIL)
    elif records:
        reply.answer.append(dns.rrset.from_text_list(name, 60, "IN", kind, records))
    return reply.to_wire()


@contextmanager
def resolving(monkeypatch: pytest.MonkeyPatch, zone: Zone = ZONE) -> Iterator[Counter[str]]:
    """This machine's name server is ours meanwhile."""
    with name_server(zone) as (port, asked):

        class Local(dns.resolver.Resolver):
            def __init__(self) -> None:
                super().__init__(configure=False)
                self.nameservers = ["127.0.0.1"]
                self.port = port
                self.search = [dns.name.from_text("a.gov.")]  # a name that is not there is not sought elsewhere

        monkeypatch.setattr(dns.resolver, "Resolver", Local)
        yield asked


def ok(reason: str) -> ExchangeReading:
    return ExchangeReading(Outcome.OK, reason)


def broken(reason: str, trouble: Trouble | None = None) -> ExchangeReading:
    return ExchangeReading(Outcome.BROKEN, reason, trouble=trouble)


def unanswered(domain: str) -> ExchangeReading:
    reason = f"leads to {domain}, whose name server does not answer"
    return ExchangeReading(Outcome.FLAKY, reason, again=True, trouble=Trouble.NAME_SERVER)


@pytest.mark.parametrize(
    ("domain", "reading", "asked"),
    [
        ("a.gov", ok("leads to a.gov, which takes mail"), ["MX"]),
        ("several.gov", ok("leads to several.gov, which takes mail"), ["MX"]),
        ("none.gov", broken("leads to none.gov, which says that it takes no mail"), ["MX"]),
        ("old.gov", ok("leads to old.gov, which may take mail"), ["MX", "A"]),
        ("new.gov", ok("leads to new.gov, which may take mail"), ["MX", "A", "AAAA"]),
        ("text.gov", broken("leads to text.gov, which has neither a mail server nor an address"), ["MX", "A", "AAAA"]),
        ("gone.gov", broken("leads to gone.gov, which does not exist", Trouble.NO_NAME), ["MX"]),
        ("broken.gov", unanswered("broken.gov"), ["MX"]),
        ("half.gov", unanswered("half.gov"), ["MX", "A"]),
    ],
)
def test_what_the_records_of_a_domain_say(monkeypatch, domain, reading, asked) -> None:
    with resolving(monkeypatch) as requests:
        assert MailNames(seconds=1).look_up(domain) == reading
    assert list(requests) == [f"{kind} {domain}." for kind in asked]


@pytest.mark.parametrize("domain", ["silent.gov", "mute.gov"])
def test_a_name_server_that_is_silent_is_waited_for_so_long_and_no_longer(monkeypatch, domain) -> None:
    started = time.monotonic()
    with resolving(monkeypatch):
        assert MailNames(seconds=0.05).look_up(domain) == unanswered(domain)
    assert time.monotonic() - started < 2


def test_one_resolver_serves_all_domains(monkeypatch) -> None:
    with resolving(monkeypatch):
        names = MailNames(seconds=1)
        assert names.look_up("a.gov").outcome is Outcome.OK
        monkeypatch.setattr(dns.resolver, "Resolver", None)
        assert names.look_up("none.gov").outcome is Outcome.BROKEN


def test_a_machine_whose_name_servers_cannot_be_read_blames_nobody(monkeypatch) -> None:
    def unreadable() -> None:
        raise ValueError("nameserver x is not a valid IP address")

    monkeypatch.setattr(dns.resolver, "Resolver", unreadable)
    reading = ExchangeReading(Outcome.FLAKY, "leads to a.gov, which could not be looked up")
    assert MailNames().look_up("a.gov") == reading
