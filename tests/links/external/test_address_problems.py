"""Why no browser opens an address, word for word, and both sides of each bound."""

from __future__ import annotations

import sys

import pytest

from content_lint.links.external.address.keys import LONGEST, MalformedUrlError, join_address, parse_address, scheme_of

ASCII = "has a host name that cannot be written in ASCII"
IP = "has an IP address that cannot be"
BASE = parse_address("http://a/b/c?q#f")


def problem(url: str) -> str:
    with pytest.raises(MalformedUrlError) as error:
        parse_address(url)
    return str(error.value)


def parsed(url: str) -> str:
    return parse_address(url).url


@pytest.mark.parametrize(
    ("url", "text"),
    [
        ("", "is no address of the web"),
        ("//h/", "is no address of the web"),
        ("ftp://h/", "is no address of the web"),
        ("http://", "has no host name"),
        ("http://user@/", "has no host name"),
        ("http://\xad/", "has no host name"),
        ("http://%C2%AD/x", "has no host name"),
        ("http://h:x/", "has the port `x`, which cannot be"),
        ("http://h:-1/", "has the port `-1`, which cannot be"),
        (f"http://h:{'9' * 21}/", f"has the port `{'9' * 20}`, which cannot be"),
        ("http://h:65536/", "has the port `65536`, which cannot be"),
        ("http://h:100000/", "has the port `100000`, which cannot be"),
        ("http://a%00b/", "has a space in its host name"),
        ("http://a%20b/", "has a space in its host name"),
        ("http://a!%7Cb/", "has `|` in its host name"),
        ("http://a]b/", "has `]` in its host name"),
        ("http://\u0301a.com/", ASCII),
        ("http://a\u200db.com/", ASCII),
        ("http://\u05d0a.com/", ASCII),
        ("http://a.\u05d0\u05d1.1\u05d0/", ASCII),
        ("http://1a.\u05d0/", ASCII),
        ("http://\ufffd.com/", ASCII),
        ("http://xn--/", "has `xn--` in its host name, which means no letters"),
        ("http://a.xn--b.com/", "has `xn--b` in its host name, which means no letters"),
        (f"http://xn--{'a' * 50}/", f"has `xn--{'a' * 36}` in its host name, which means no letters"),
        ("http://1.2.3.4.5/", "has an IP address of too many parts"),
        ("http://256.1.1.1/", IP),
        ("http://1.256.1/", IP),
        ("http://1.2.3.256/", IP),
        ("http://1.16777216/", IP),
        ("http://1.2.65536/", IP),
        ("http://4294967296/", IP),
        ("http://0x100000000/", IP),
        ("http://1.2.3.08/", IP),
        ("http://a.1/", IP),
        ("http://1..1/", IP),
        (f"http://{'0' * 41}/", IP),
        ("http://[::1/", IP),
        ("http://[::1%251]/", IP),
        ("http://[1:2:3:4:5:6:7:8:9]/", IP),
        ("http://[x]/", IP),
        ("http://[]/", IP),
    ],
)
def test_what_no_browser_opens_is_said_in_words(url: str, text: str) -> None:
    assert problem(url) == text


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("http://h:65535/", "http://h:65535/"),
        ("http://h:0/", "http://h:0/"),
        ("http://h:00000000081/", "http://h:81/"),
        ("http://h:080/", "http://h/"),
        ("https://h:80/", "https://h:80/"),
        ("http://user:1@h:81/", "http://h:81/"),
        ("http://[::1]:81/", "http://[::1]:81/"),
        ("http://[::1]/", "http://[::1]/"),
        ("http://255.255.255.255/", "http://255.255.255.255/"),
        ("http://4294967295/", "http://255.255.255.255/"),
        ("http://1.65536/", "http://1.1.0.0/"),
        ("http://1.16777215/", "http://1.255.255.255/"),
        ("http://1.2.65535/", "http://1.2.255.255/"),
        ("http://1.2.3.4./", "http://1.2.3.4/"),
        ("http://0/", "http://0.0.0.0/"),
        ("http://0x/", "http://0.0.0.0/"),
        ("http://0XfF/", "http://0.0.0.255/"),
        ("http://010.1/", "http://8.0.0.1/"),
        (f"http://{'0' * 40}/", "http://0.0.0.0/"),
        ("http://1.a/", "http://1.a/"),
        ("http://1a/", "http://1a/"),
        ("http://h../", "http://h../"),
        ("http://./", "http://./"),
        ("http://[1:0:0:2:0:0:0:3]/", "http://[1:0:0:2::3]/"),
        ("http://[0:0:1:2:3:4:5:6]/", "http://[::1:2:3:4:5:6]/"),
        ("http://[0:1:2:3:4:5:6:7]/", "http://[0:1:2:3:4:5:6:7]/"),
        ("http://[1:0:0:2:0:0:3:4]/", "http://[1::2:0:0:3:4]/"),
        ("http://[::1.2.3.4]/", "http://[::102:304]/"),
        ("http://h/a/./b", "http://h/a/b"),
        ("http://h/a/.", "http://h/a/"),
        ("http://h/a/b/..", "http://h/a/"),
        ("http://h/a/%2e", "http://h/a/"),
        ("http://h/a/.%2E/b", "http://h/b"),
        ("http://h/a/%2e./b", "http://h/b"),
        ("http://h/%2e%2e/b", "http://h/b"),
        ("http://h/%2f/b.", "http://h/%2f/b."),
        ("http://h\\a\\b", "http://h/a/b"),
        ('http://h/`\x7f"<>^{}', "http://h/%60%7F%22%3C%3E%5E%7B%7D"),
        ("http://h/?`\"<>'^{}|", "http://h/?`%22%3C%3E%27^{}|"),
        ("http://h/#`\"<>'^{}|", "http://h/#%60%22%3C%3E'^{}|"),
        ("http://h/?a?b#c#d?e", "http://h/?a?b#c#d?e"),
        ("http://\u05d0\u05d1.com/", "http://xn--4dbc.com/"),
        ("http://\u0628\u200c\u0628.com/", "http://xn--ngba799q.com/"),
        ("http://\u05d0\u05d1./", "http://xn--4dbc./"),
        ("http://a.\u4e2d/", "http://a.xn--fiq/"),
        ("http://\u4e2d。\u4e2d/", "http://xn--fiq.xn--fiq/"),
        ("http://XN--FIQ.com/", "http://xn--fiq.com/"),
    ],
)
def test_what_browsers_open_is_written_as_they_write_it(url: str, written: str) -> None:
    assert parsed(url) == written


@pytest.mark.parametrize(
    ("reference", "text"),
    [
        ("javascript:x", "leads to an address with `javascript:`"),
        ("X" * 41 + ":y", f"leads to an address with `{'x' * 40}:`"),
        ("//", "has no host name"),
        (f"/{'x' * (LONGEST - len('http://a/') + 1)}", f"is {LONGEST + 1:,} characters long"),
    ],
)
def test_a_reference_that_leads_nowhere_is_said_in_words(reference: str, text: str) -> None:
    with pytest.raises(MalformedUrlError) as error:
        join_address(BASE, reference)
    assert str(error.value) == text


@pytest.mark.parametrize(
    ("reference", "url"),
    [
        (f"/{'x' * (LONGEST - len('http://a/'))}", f"http://a/{'x' * (LONGEST - len('http://a/'))}"),
        ("http:/x", "http://a/x"),
        ("http:\\\\x", "http://x/"),
        ("HTTP:x", "http://a/b/x"),
        ("https:/x", "https://x/"),
        ("/\\x", "http://x/"),
        ("\\x", "http://a/x"),
        ("?", "http://a/b/c?"),
        ("?x#", "http://a/b/c?x#"),
        ("#", "http://a/b/c?q#"),
        ("#a b", "http://a/b/c?q#a%20b"),
        ("x#y", "http://a/b/x#y"),
        ("x?y z", "http://a/b/x?y%20z"),
        (" x ", "http://a/b/x"),
        ("a\nb", "http://a/b/ab"),
        ("x\\y", "http://a/b/x/y"),
        ("/x?\\", "http://a/x?\\"),
    ],
)
def test_a_reference_is_read_from_where_it_is(reference: str, url: str) -> None:
    assert join_address(BASE, reference).url == url


def test_an_address_has_its_parts() -> None:
    address = parse_address("https://user@H:8443/a b?c#d")
    assert (address.scheme, address.host, address.port) == ("https", "h", 8443)
    assert (address.path, address.query, address.fragment) == ("/a%20b", "c", "d")
    assert (address.authority, address.request_target) == ("h:8443", "/a%20b?c")
    assert address.key == "https://h:8443/a%20b?c"
    assert address.with_fragment(None).url == address.key
    assert address.with_fragment("x").url == f"{address.key}#x"


def test_a_scheme_has_letters_digits_and_three_signs() -> None:
    assert [scheme_of(url) for url in ("a+b-c.1:x", "\x00\x1f a:x", "A\tb:x", "a_b:x", "\u00e4:x")] == [
        "a+b-c.1",
        "a",
        "ab",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("url", "written"),
    [
        ("http://B\u00dcCHER.de/", "http://xn--bcher-kva.de/"),
        ("http://bu\u0308cher.de/", "http://xn--bcher-kva.de/"),
        ("http://\u2126.de/", "http://xn--bya.de/"),  # the sign of ohm is an omega, and that a small one
        ("http://\uff41.de/", "http://a.de/"),
        ("http://127\u30020\u30020\u30021/", "http://127.0.0.1/"),
    ],
)
def test_without_the_package_for_it_a_host_name_is_mapped_nearly_the_same(monkeypatch, url: str, written: str) -> None:
    monkeypatch.setitem(sys.modules, "idna", None)
    assert parsed(url) == written
