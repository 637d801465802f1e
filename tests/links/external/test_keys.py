from __future__ import annotations

import string

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.links.external.address.keys import MalformedUrlError, join_address, parse_address, scheme_of

# By hand from the URL Standard.
SERIALISED = {
    "http://h": "http://h/",
    " HTTP://H:80/\n": "http://h/",
    "https://h:443/x": "https://h/x",
    "http:/h/x": "http://h/x",
    "http:\\\\h\\x?a\\b": "http://h/x?a\\b",
    "http://user:word@h/": "http://h/",
    "http://a@b@h/": "http://h/",
    "http://h/a//b": "http://h/a//b",
    "http://h/a%2Fb%2f": "http://h/a%2Fb%2f",
    "http://h/%E9": "http://h/%E9",
    "http://h/é?é#é": "http://h/%C3%A9?%C3%A9#%C3%A9",
    "http://h/\udcff": "http://h/%EF%BF%BD",
    "http://h/a/../b/./c": "http://h/b/c",
    "http://h/a/%2E%2e/b/..": "http://h/",
    "http://h/..": "http://h/",
    "http://h/.": "http://h/",
    "http://h/a..b/.c": "http://h/a..b/.c",
    "http://h/a|b[c]^{d}": "http://h/a|b[c]%5E%7Bd%7D",
    "http://h?": "http://h/?",
    "http://h#": "http://h/#",
    "http://h?a='b'": "http://h/?a=%27b%27",
    "http://bücher.de/": "http://xn--bcher-kva.de/",
    "http://BÜCHER.de/": "http://xn--bcher-kva.de/",
    "http://\U0001f600.ws/": "http://xn--e28h.ws/",  # IDNA 2008 forbids it, browsers do not
    "http://i\u2764.ws/": "http://xn--i-7iq.ws/",
    "http://ex\xadample.org/": "http://example.org/",
    "http://fa\xdf.de/": "http://xn--fa-hia.de/",
    "http://%E4%B8%AD.com/": "http://xn--fiq.com/",
    "http://XN--e28h.ws/": "http://xn--e28h.ws/",
    "http://a_b.c/": "http://a_b.c/",
    "http://h./": "http://h./",
    "http://%68/": "http://h/",
    "http://127.1/": "http://127.0.0.1/",
    "http://2130706433/": "http://127.0.0.1/",
    "http://0x7f.0.0.1/": "http://127.0.0.1/",
    "http://0177.0.0.01/": "http://127.0.0.1/",
    "http://127.0.0.1./": "http://127.0.0.1/",
    "http://127。0。0。1/": "http://127.0.0.1/",
    "http://[::FFFF:127.0.0.1]/": "http://[::ffff:7f00:1]/",
    "http://[2001:db8:0:0:1:0:0:1]/": "http://[2001:db8::1:0:0:1]/",
    "http://[1:0:1:0:1:0:1:0]/": "http://[1:0:1:0:1:0:1:0]/",
    "http://[0:0:0:0:0:0:0:0]/": "http://[::]/",
    "http://[1:2:3:4:5:6:0:0]/": "http://[1:2:3:4:5:6::]/",
    "http://h:08080/": "http://h:8080/",
    "http://h:/": "http://h/",
    "ht\ntp://h/": "http://h/",
}
REFUSED = ["", "x", "//h/", "ftp://h/", "http://", "http:///", "http://[::1", "http://[::1%eth0]/", "http://h:x/"]
REFUSED += ["http://h:65536/", "http://a b/", "http://a%20b/", "http://a<b/", "http://a^b/", "http://a|b/"]
REFUSED += [
    "http://1.2.3.4.5/",
    "http://256.1.1.1/",
    "http://1.2.3.08/",
    "http://0x100000000/",
    "http://@/",
    "http://%zz/",
]
REFUSED += ["http://:80/", "http://a%2fb/", "http://xn--a.com/", "http://xn--/", "http://a\u200db.com/"]
REFUSED += ["http://\u0301a.com/", "http://\u05d0a.com/", "http://foo.09/", "http://foo.0x4/"]


@pytest.mark.parametrize("url", SERIALISED)
def test_addresses_are_written_as_browsers_write_them(url):
    assert parse_address(url).url == SERIALISED[url]


@pytest.mark.parametrize("url", REFUSED)
def test_what_no_browser_opens_is_refused(url):
    with pytest.raises(MalformedUrlError):
        parse_address(url)


# Examples of RFC 3986, 5.4, and what the URL Standard does otherwise.
BASE = parse_address("http://a/b/c/d;p?q#f")
JOINED = {
    "g": "http://a/b/c/g",
    "./g": "http://a/b/c/g",
    "g/": "http://a/b/c/g/",
    "/g": "http://a/g",
    "//g": "http://g/",
    "?y": "http://a/b/c/d;p?y",
    "g?y": "http://a/b/c/g?y",
    "#s": "http://a/b/c/d;p?q#s",
    "g;x=1/../y": "http://a/b/c/y",
    "": "http://a/b/c/d;p?q",
    "..": "http://a/b/",
    "../../../g": "http://a/g",
    "/./g": "http://a/g",
    "g?y/../x": "http://a/b/c/g?y/../x",
    "http:g": "http://a/b/c/g",
    "https:g": "https://g/",
    "\\\\g\\h": "http://g/h",
    "/a b": "http://a/a%20b",
    "http:\\\\127.1\\x": "http://127.0.0.1/x",
}


@pytest.mark.parametrize("reference", JOINED)
def test_references_are_joined_as_browsers_do(reference):
    assert join_address(BASE, reference).url == JOINED[reference]


@pytest.mark.parametrize(
    "reference", ["javascript:alert(1)", "file:///etc/passwd", "mailto:a@b", "dns:x", "//", "http://"]
)
def test_a_reference_to_another_scheme_or_to_nothing_is_refused(reference):
    with pytest.raises(MalformedUrlError):
        join_address(BASE, reference)


def test_the_host_header_has_the_port_where_it_is_not_the_schemes_own():
    assert [parse_address(url).authority for url in ("http://h:81/", "https://h:443/")] == ["h:81", "h"]


def test_the_scheme_is_found_in_any_writing():
    assert [scheme_of(url) for url in (" HTTPS://x", "mailto:a", "x", "1:x", "")] == ["https", "mailto", "", "", ""]


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(string.printable + "éあ\ud800①。"), max_size=40))
def test_serialising_twice_is_serialising_once_and_leaves_ascii(text):
    for url in (f"http://h/{text}", f"http://{text}"):
        try:
            once = parse_address(url)
        except MalformedUrlError:
            continue
        assert once.url.isascii()
        assert not set(once.url) & set(" \t\r\n<>")
        assert parse_address(once.url) == once


@pytest.mark.parametrize("part", ["/..", "/.", "a.", "%2e/", "@", "\\", "é", ":", "?", "#", "0x", "1."])
def test_long_addresses_take_linear_time(part):
    url = "http://h/" + part * 100_000
    assert parse_address(url).url.startswith("http://h/")
    with_host = "http://" + part * 100_000
    try:
        parse_address(with_host)
    except MalformedUrlError:
        return


@pytest.mark.parametrize(
    ("url", "problem"),
    [
        ("https://a<b.org/", "has `<` in its host name"),
        ("https://a^b.org/", "has `^` in its host name"),
        ("https://a b.org/", "has a space in its host name"),
    ],
)
def test_the_sign_that_no_host_name_holds_is_named(url, problem):
    with pytest.raises(MalformedUrlError) as error:
        parse_address(url)
    assert str(error.value) == problem
