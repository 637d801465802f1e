"""Mail links against the 44 addresses of the laboratory, and against hostile ones."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.links.mail import (
    FaultKind,
    MailVerdict,
    addresses_in_text,
    is_bare_address,
    is_mailto,
    read_mailto,
)
from content_lint.links.mail_slips import find_mangled_scheme, find_padding, find_repeats
from content_lint.text.source import Span

VERDICTS = {"ok": 0, "warn": MailVerdict.ODD, "bad": MailVerdict.BROKEN}


def test_agrees_with_every_address_of_the_laboratory(shared: Path) -> None:
    source = (shared / "lab" / "mailto.py").read_text(encoding="utf-8")
    table = re.search(r"^T = (\[.*?\])\nif __name__", source, re.DOTALL | re.MULTILINE)
    assert table is not None
    rows = eval(table[1])
    assert len(rows) == 44
    assert [(url, read_mailto(url).verdict) for url, _ in rows] == [(url, VERDICTS[truth]) for url, truth in rows]


@pytest.mark.parametrize(
    ("destination", "addresses"),
    [
        (
            "mailto:a@b.gov,c@d.gov?cc=e@f.gov&bcc=g@h.gov&to=i@j.gov",
            ("a@b.gov", "c@d.gov", "e@f.gov", "g@h.gov", "i@j.gov"),
        ),
        ("mailto:jane%2Btag@agency.gov", ("jane+tag@agency.gov",)),
        ("mailto:jane+tag@agency.gov", ("jane+tag@agency.gov",)),
        ("mailto:%22a%2Cb%22@agency.gov", ('"a,b"@agency.gov',)),
        ("mailto:?subject=x", ()),
        ("MAILTO: jane@agency.gov#top", ("jane@agency.gov",)),
        ("mailto:mailto: jane@agency.gov", ("jane@agency.gov",)),
    ],
)
def test_addresses_are_cut_at_commas_and_then_decoded(destination: str, addresses: tuple[str, ...]) -> None:
    assert read_mailto(destination).addresses == addresses


@pytest.mark.parametrize(
    ("destination", "kinds"),
    [
        ("mailto:mailto:jane@agency.gov", [FaultKind.DOUBLED]),
        ("mailto:%20jane@agency.gov", [FaultKind.PADDED]),
        ("mailto:jane@agency.gov%C2%A0", [FaultKind.PADDED]),
        ("mailto:jane@agency.gov, jo@agency.gov", []),
        ("mailto:", [FaultKind.EMPTY]),
        ("mailto:jane@example.org", [FaultKind.EXAMPLE]),
        ("mailto:jane@agency,gov", [FaultKind.MALFORMED, FaultKind.MALFORMED]),
    ],
)
def test_each_fault_has_its_kind(destination: str, kinds: list[FaultKind]) -> None:
    assert [fault.kind for fault in read_mailto(destination).faults] == kinds


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        ("info@civilservice.lgbt", True),
        ("jean.russell.6g@agency.gov.uk?subject=x", True),
        ("image@2x.png", False),
        ("/@jo", False),
        ("jo@", False),
        ("a/jo@agency.gov", False),
        ("https://jo@agency.gov", False),
        ("notes@home.md", False),
    ],
)
def test_bare_addresses_are_told_from_paths(destination: str, *, expected: bool) -> None:
    assert is_bare_address(destination) is expected


def test_addresses_are_found_in_text() -> None:
    text = "Write to jo@agency.gov, or (di.smith+x@sub.agency.gov.) but not @jo or a@b"
    assert addresses_in_text(text) == ["jo@agency.gov", "di.smith+x@sub.agency.gov"]


def test_slips_are_found_at_their_places() -> None:
    assert find_padding("mailto:%20%20jo@a.gov%20?subject=%20", 10) == [Span(17, 23), Span(31, 34)]
    assert find_padding("mailto:jo@a.gov", 0) == []
    assert find_repeats("mailto:MAILTO:jo@a.gov", 5) == Span(5, 12)
    assert find_repeats("mailto:jo@a.gov", 5) is None
    assert find_mangled_scheme("mailto@jo@a.gov", 3) == Span(3, 10)
    assert find_mangled_scheme("mailto:jo@a.gov", 3) is None
    assert find_mangled_scheme("email/jo@a.gov", 3) is None


@given(st.text(alphabet="mailto:@.,;?&=%20 \t<>()[]\"'aZ9\u00e9\ufeff-_#/\\+", max_size=60))
@settings(max_examples=300, deadline=None)
def test_anything_behind_mailto_is_read(rest: str) -> None:
    link = read_mailto("mailto:" + rest)
    assert all(fault.problem for fault in link.faults)
    assert link.addresses or link.faults or "subject" in rest or "body" in rest


@pytest.mark.parametrize(
    "piece", ["a", "a@", "@", ",", "%", "<", "mailto:", " ", "%20", "\u00e9-", "a.", "&", "=", '"', "\\"]
)
def test_cost_is_linear_in_hostile_links(piece: str) -> None:
    began = time.process_time()
    destination = "mailto:" + piece * 300_000
    read_mailto(destination)
    is_bare_address(piece * 300_000)
    is_mailto(destination)
    addresses_in_text(piece * 300_000)
    find_padding(destination, 0)
    find_repeats(destination, 0)
    find_mangled_scheme(destination, 0)
    assert time.process_time() - began < 3


@pytest.mark.parametrize(
    ("destination", "problem", "help_"),
    [
        ("mailto:mailto:jo@a.gov", "has `mailto:` twice", ""),
        ("mailto:100%", "has a `%` that means nothing", "Write `%25` for a percent sign"),
        ("mailto:jo@a.gov?subject", "has `subject` without `=`", "Write `subject=` and its text, or remove it"),
        ("mailto:jo@a.gov?subject=a%0Ab", "has a line break in its subject", "Remove `%0D` and `%0A`"),
        ("mailto:jo@a.gov?Subject=a%0db", "has a line break in its subject", "Remove `%0D` and `%0A`"),
        ("mailto:jo@a.gov%0A", "has a space around its address", ""),
        ("mailto:jo%0A@a.gov", "has a line break in its address", "Remove `%0D` and `%0A`"),
        ("mailto:jo%0D@a.gov", "has a line break in its address", "Remove `%0D` and `%0A`"),
        ("mailto:jo@a.gov,,di@a.gov", "has a comma too many", "Remove the comma"),
        ("mailto:jo@a.gov,%20,di@a.gov", "has a comma too many", "Remove the comma"),
        ("mailto:Jo%20<jo@a.gov>", "holds a name beside the address", "Write `mailto:jo@a.gov`"),
        ("mailto://jo", "has `//` after `mailto:`", "Remove the slashes"),
        ("mailto://jo@a.gov", "has `//` after `mailto:` in `//jo@a.gov`", "Remove the slashes"),
        ("mailto:www.a.gov", "leads to a web address", "Write `www.a.gov` without `mailto:`"),
        ("mailto:HTTP:a", "leads to a web address", "Write `HTTP:a` without `mailto:`"),
        ("mailto:the%20team", "is text and no address", "Write the address of the person or the team"),
        ("mailto:team", "has no `@` in `team`", "Write the whole address"),
        ("mailto:@a.gov", "has nothing before the `@` in `@a.gov`", ""),
        ("mailto:jo%20x@a.gov", "has a space in `jo x@a.gov`", ""),
        ("mailto:jo@x@a.gov", "has `@` twice in `jo@x@a.gov`", ""),
        ("mailto:jo..x@a.gov", "has a dot too many in `jo..x@a.gov`", ""),
        ("mailto:.jo@a.gov", "has a dot too many in `.jo@a.gov`", ""),
        ("mailto:jo(x@a.gov", "has `(` in `jo(x@a.gov`", ""),
        ("mailto:jo@[10.0.0.1]", "leads to a bare IP address in `jo@[10.0.0.1]`", ""),
        ("mailto:jo@a,gov", "has a comma in `jo@a,gov`", "Write `jo@a.gov`"),
        ("mailto:jo@a,gov.uk", "has a comma in `jo@a,gov.uk`", "Write `jo@a.gov.uk`"),
        ("mailto:jo@", "has nothing after the `@` in `jo@`", ""),
        ("mailto:jo@a%20b.gov", "has a space in `jo@a b.gov`", ""),
        ("mailto:jo@a..gov", "has a dot too many in `jo@a..gov`", "Write `jo@a.gov`"),
        ("mailto:jo@a.gov.", "has a dot too many in `jo@a.gov.`", "Write `jo@a.gov`"),
        ("mailto:jo@.a.gov", "has a dot too many in `jo@.a.gov`", "Write `jo@a.gov`"),
        ("mailto:jo@a_b.gov", "has a name that cannot be, `a_b`, in `jo@a_b.gov`", ""),
        ("mailto:jo@-a.gov", "has a name that cannot be, `-a`, in `jo@-a.gov`", ""),
        ("mailto:jo@gov", "has no ending such as `.org` after the `@` in `jo@gov`", ""),
        ("mailto:jo@10.1", "ends in a number in `jo@10.1`", ""),
        ("mailto:jo@a.test", "leads to an example domain in `jo@a.test`", ""),
        ("mailto:jo@EXAMPLE.com", "leads to an example domain in `jo@EXAMPLE.com`", ""),
    ],
)
def test_each_fault_is_told_with_what_to_do(destination: str, problem: str, help_: str) -> None:
    faults = read_mailto(destination).faults
    assert (faults[0].problem, faults[0].help) == (problem, help_)


@pytest.mark.parametrize(
    ("address", "problem"),
    [
        ("x" * 64 + "@a.gov", ""),
        ("x" * 65 + "@a.gov", "has more than 64 characters before the `@`"),
        ("jo@" + "x" * 63 + ".gov", ""),
        ("jo@" + "x" * 64 + ".gov", "has a domain that is too long"),
        ("jo@" + ("x" * 49 + ".") * 5 + "gov", ""),
        ("jo@" + ("x" * 49 + ".") * 5 + "govx", "has a domain that is too long"),
        ('"a b"@a.gov', ""),
    ],
)
def test_lengths_on_both_sides(address: str, problem: str) -> None:
    faults = read_mailto(f"mailto:{address.replace(' ', '%20')}").faults
    shown = f"`{address}`" if len(address) <= 60 else f"`{address[:60]}…`"
    assert [fault.problem for fault in faults] == ([f"{problem} in {shown}"] if problem else [])


@pytest.mark.parametrize(
    ("destination", "kinds"),
    [
        ("mailto:jo@a.gov?cc=di@a.gov&subject=x", []),
        ("mailto:?subject=x", []),
        ("mailto:?body=a%0Ab", []),
        ("mailto:?cc=", [FaultKind.EMPTY]),
        ("mailto:?x=y", [FaultKind.EMPTY]),
        ("mailto:?cc=jo", [FaultKind.MALFORMED]),
        ("mailto:jo@a.gov?cc=di@a.gov&amp;bcc=x", [FaultKind.MALFORMED]),
        ("mailto:jo@a.gov?&cc=di@a.gov&", []),
        ("mailto:%C2%A0jo@a.gov", [FaultKind.PADDED]),
        ("mailto:%E3%80%80jo@a.gov", [FaultKind.MALFORMED]),
        ("mailto:%20", [FaultKind.EMPTY]),
    ],
)
def test_headers_and_blanks(destination: str, kinds: list[FaultKind]) -> None:
    assert [fault.kind for fault in read_mailto(destination).faults] == kinds


@pytest.mark.parametrize(
    ("destination", "bare"),
    [("\u00a0\t a@b.gov \r\n", True), ("\u2003a@b.gov", False), ("a@b.gov\x0b", False), ("a@b.gov?subject=x?y", True)],
)
def test_blanks_around_an_address_are_those_that_people_type(destination: str, *, bare: bool) -> None:
    assert is_bare_address(destination) is bare


@pytest.mark.parametrize(
    ("raw", "spans"),
    [
        ("mailto:a@b.gov%20?subject=x%20?y", ["%20"]),
        ("mailto:a@b.gov%20#x#y?z", ["%20"]),
        ("mailto: a@b.gov", [" "]),
        ("mailto:%20a@b.gov&nbsp;", ["%20", "&nbsp;"]),
        ("mailto:a b@b.gov", []),
    ],
)
def test_padding_ends_where_the_headers_begin(raw: str, spans: list[str]) -> None:
    found = find_padding(raw, 100)
    assert [raw[span.start - 100 : span.end - 100] for span in found] == spans
    assert all(span.start >= 107 for span in found)
