"""What can be said of a mail link without asking anybody."""

from __future__ import annotations

import sys

import pytest

from content_lint.links.external.address.mail import MailTarget, read_mail_target, second_opinion
from content_lint.report.verdict import Outcome

RETIRED = ("gone.gov", "old.org")


@pytest.mark.parametrize(
    ("target", "read"),
    [
        ("mailto:a@e.org", MailTarget(Outcome.OK, "is a mail address", ("e.org",), ("a@e.org",))),
        (
            "mailto:a@E.org.,b@f.org?cc=c@e.org",
            MailTarget(Outcome.MALFORMED, "has a dot too many in `a@E.org.`"),
        ),
        (
            "mailto:a@E.org,b@f.org?cc=c@e.org",
            MailTarget(Outcome.OK, "is a mail address", ("e.org", "f.org"), ("a@E.org", "b@f.org", "c@e.org")),
        ),
        ("mailto:a@b@c", MailTarget(Outcome.MALFORMED, "has `@` twice in `a@b@c`")),
        (
            "mailto:%20a@e.org",
            MailTarget(Outcome.OK, "has a space around its address", ("e.org",), ("a@e.org",)),
        ),
        ("mailto:%20a@e.org,b@", MailTarget(Outcome.MALFORMED, "has nothing after the `@` in `b@`")),
        (
            "mailto:a@[192.0.2.1]",
            MailTarget(Outcome.OK, "leads to a bare IP address in `a@[192.0.2.1]`", (), ("a@[192.0.2.1]",)),
        ),
        (
            "mailto:a@gone.gov",
            MailTarget(Outcome.BROKEN, "leads to the retired domain gone.gov", (), ("a@gone.gov",)),
        ),
        (
            "mailto:b@e.org,a@www.OLD.org",
            MailTarget(Outcome.BROKEN, "leads to the retired domain old.org", (), ("b@e.org", "a@www.OLD.org")),
        ),
        (
            "mailto:a@notgone.gov",
            MailTarget(Outcome.OK, "is a mail address", ("notgone.gov",), ("a@notgone.gov",)),
        ),
        (
            "mailto:a@b\u00fccher.de",
            MailTarget(Outcome.OK, "is a mail address", ("xn--bcher-kva.de",), ("a@b\u00fccher.de",)),
        ),
        (
            "mailto:a@B\u00dcCHER.de",
            MailTarget(Outcome.OK, "is a mail address", ("xn--bcher-kva.de",), ("a@B\u00dcCHER.de",)),
        ),
        (
            "mailto:a@b\u0378.de,b@e.org",
            MailTarget(Outcome.OK, "is a mail address", ("e.org",), ("a@b\u0378.de", "b@e.org")),
        ),
        ("mailto:?subject=x", MailTarget(Outcome.OK, "is a mail address")),
    ],
)
def test_what_a_mail_link_is(target: str, read: MailTarget) -> None:
    assert read_mail_target(target, RETIRED) == read


@pytest.mark.parametrize(
    ("addresses", "problem"),
    [
        ((), ""),
        (("a@e.org", "b@b.test"), ""),
        (("a@e.org", "b\u200b@e.org", "c\u200b@e.org"), "holds `b\u200b@e.org`, which cannot be a mail address"),
        (("\u200b" + "x" * 60 + "@e.org",), f"holds `\u200b{'x' * 59}`, which cannot be a mail address"),
    ],
)
def test_the_first_address_that_cannot_be_is_named(addresses: tuple[str, ...], problem: str) -> None:
    pytest.importorskip("email_validator")
    assert second_opinion(MailTarget(Outcome.OK, "", (), addresses)) == problem


def test_without_the_packages_for_them_letters_are_not_looked_up_and_nothing_is_said(monkeypatch) -> None:
    monkeypatch.setitem(sys.modules, "idna", None)
    monkeypatch.setitem(sys.modules, "email_validator", None)
    mail = read_mail_target("mailto:a@b\u00fccher.de,b@e.org", ())
    assert mail == MailTarget(Outcome.OK, "is a mail address", ("e.org",), ("a@b\u00fccher.de", "b@e.org"))
    assert second_opinion(MailTarget(Outcome.OK, "", (), ("b\u200b@e.org",))) == ""
