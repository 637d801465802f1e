"""Web addresses: what no browser opens as meant, and what every browser forgives."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.links.urls import find_url_fault, split_web_url
from content_lint.links.wrappers import Wrapped, unwrap

BROKEN = {
    "http:/www.agency.gov/x": "http://www.agency.gov/x",
    "https:www.agency.gov": "https://www.agency.gov",
    "https//agency.gov": "https://agency.gov",
    "http;//agency.gov": "http://agency.gov",
    "http://http://agency.gov/": "http://agency.gov/",
    "http://https://agency.gov/": "https://agency.gov/",
    "https://https//agency.gov/": "https://agency.gov/",
    "https: //agency.gov": "https://agency.gov",
    "https:// agency.gov": "https://agency.gov",
    "htpps://agency.gov": "https://agency.gov",
    "ttp://agency.gov": "http://agency.gov",
    "hhttps://agency.gov": "https://agency.gov",
    "wwww.agency.gov": "https://www.agency.gov",
    "www.agency.gov:8080/x?y": "https://www.agency.gov:8080/x?y",
    "LINK: https://agency.gov": "https://agency.gov",
    "https://agency,gov/": None,
    "https://agency .gov/": None,
    "https://agency.gov /x": None,
    "https://": None,
    "//": None,
    "https://agency..gov": None,
    "https://agency.gov:99999": None,
    "https://agency.gov:8a/": None,
    "http://[": None,
    "http://[::1/x": None,
    "https://a.gov https://b.gov": None,
    "https://agency%zz.gov": None,
    "http://256.1.1.1/": None,
    "http://1.2.3.4.5/": None,
    "//1.2.3.4.5/": None,
    "http://a%20b.com/": None,
    "https://xn--a.com/": None,
    "(https://bugs.agency.gov/issues/1)": "https://bugs.agency.gov/issues/1",
    "(https://agency.gov/A_(b))": "https://agency.gov/A_(b)",
    "\u201chttps://agency.gov\u201d": "https://agency.gov",
    "<https://agency.gov": "https://agency.gov",
    "%20https://agency.gov": "https://agency.gov",
    "[(https://agency.gov)]": "https://agency.gov",
}
FINE = [
    "https://agency.gov",
    "HTTPS://Agency.GOV/",
    " https://agency.gov/ ",
    "https://agency.gov/a b?c d#e f",
    "https:\\\\agency.gov\\x",
    "https:///agency.gov",
    "https://agency.gov:8080/",
    "https://agency.gov:/",
    "https://jo:pw@agency.gov/",
    "https://b\u00fccher.ch/",
    "https://xn--bcher-kva.ch/",
    "https://agency.gov./",
    "https://agen\tcy.gov/",
    "https://\U0001f600.ws/",
    "https://1.agency.gov/",
    "http://2130706433/",
    "https://agency.4gov/",
    "('https:')",
    "(about)",
    "https://my_site.agency.gov/",
    "http://192.0.2.1/",
    "http://[2001:db8::1]:80/x",
    "http://localhost:4000/",
    "//agency.gov/x",
    "https://web.archive.org/web/2020/http://agency.gov/",
    "https://agency.gov?x=https://b.gov",
    "https://https.agency.gov/",
    "/http:/x",
    "about/",
    "#top",
    "",
    "tel:+44",
    "www",
    "www.html",
    "wwwroot/x",
    "mailto:jo@agency.gov",
    "data:image/png;base64,xx",
    "note: a page of this site",
]


@pytest.mark.parametrize(("destination", "better"), BROKEN.items())
def test_broken_addresses_are_found_and_mended_where_that_is_sure(destination: str, better: str | None) -> None:
    fault = find_url_fault(destination)
    assert fault is not None
    assert fault.better == better
    assert better is None or find_url_fault(better) is None


@pytest.mark.parametrize("destination", FINE)
def test_what_browsers_open_is_left_alone(destination: str) -> None:
    assert find_url_fault(destination) is None


def test_addresses_are_cut_at_their_joints() -> None:
    url = split_web_url("HTTPS://Jo:pw@Agency.GOV.:8080/a/b?x=1&y=%20&z#f?g")
    assert url is not None
    assert (url.scheme, url.host, url.port, url.path) == ("https", "agency.gov", "8080", "/a/b")
    assert url.parameters() == [("x", "1"), ("y", "%20"), ("z", "")]
    assert split_web_url("ftp://agency.gov") is None


@pytest.mark.parametrize(
    ("destination", "expected"),
    [
        (
            "https://nam02.safelinks.protection.outlook.com/GetUrlReputation?x=1&url=https%3A%2F%2Fa.gov%2F%2B",
            "https://a.gov/+",
        ),
        (
            "https://eur03.safelinks.protection.outlook.com/ap/t-59584e83/?url=https%3A%2F%2Fa.gov%2Fx&data=1",
            "https://a.gov/x",
        ),
        ("https://eur03.safelinks.protection.outlook.com/?url=mailto%3Ajo%40a.gov&data=1", "mailto:jo@a.gov"),
        ("https://www.google.com/url?rct=j&q=http%3A%2F%2Fa.gov%2Fx%3Fy%3D1%26z%3D2&sa=U", "http://a.gov/x?y=1&z=2"),
        ("https://urldefense.com/v3/__https://a.gov/x/**BcY__;w6nDqA!!k$", None),
        ("https://urldefense.com/v3/__https:/a.gov/x**Ay__;Pz0!!k$", "https://a.gov/x?=y"),
        ("https://urldefense.proofpoint.com/v2/url?u=http-3A__a.gov_x-3Fy-3D1&d=k", "http://a.gov/x?y=1"),
        ("https://href.li/?https://a.gov/x?y", "https://a.gov/x?y"),
        ("https://www.bing.com/ck/a?!&&p=1&u=a1aHR0cHM6Ly9hLmdvdi94&ntb=1", "https://a.gov/x"),
        ("https://www.google.com/url?q=javascript:alert(1)", None),
        ("https://urldefense.com/v3/__https://a.gov/*x**Az*__;w6nDvMO2w58!!k$", "https://a.gov/éxüözß"),
        ("https://urldefense.us/v3/__https://a.gov/x__;!!k$", "https://a.gov/x"),
        ("https://urldefense.com/v3/__https://a.gov/*__;w6nDvA!!k$", None),
        ("https://urldefense.com/v3/__https://a.gov/**B__;w6nDvA!!k$", None),
        ("https://urldefense.com/v3/__https://a.gov/x__;w!!k$", None),
        ("https://urldefense.com/v3/nothing", None),
        ("https://urldefense.com/v2/url?u=http-3A__a.gov_", "http://a.gov/"),
        ("https://urldefense.com/v2/url?d=k", None),
        ("https://urldefense.com/v1/url?u=http%3A//a.gov/", "http://a.gov/"),
        ("https://www.bing.com/ck/a?u=b1aHR0cHM6Ly9hLmdvdi94", None),
        ("https://www.bing.com/ck/a?u=a1%", None),
        ("https://href.li/?", None),
        ("https://href.li/?https%3A%2F%2Fa.gov", "https://a.gov"),
        ("https://google.co.uk/url?url=https://a.gov", "https://a.gov"),
        ("https://www.google.com/url?q=x&url=https://a.gov", "https://a.gov"),
        ("https://www.google.com/url?q=https://a.gov&url=https://b.gov&q=https://c.gov", "https://a.gov"),
        ("https://www.google.com/url?q=https://a,b.gov", None),
        ("https://l.facebook.com/l.php?u=https%3A%2F%2Fa.gov&h=x", "https://a.gov"),
        ("https://www.youtube.com/redirect?q=https://a.gov", "https://a.gov"),
        ("https://t.umblr.com/redirect?z=https://a.gov", "https://a.gov"),
        ("https://vk.com/away.php?to=https://a.gov", "https://a.gov"),
        ("https://out.reddit.com/t3_x?url=https://a.gov", "https://a.gov"),
        ("https://linkprotect.cudasvc.com/url?a=https://a.gov", "https://a.gov"),
        ("https://x.safelinks.protection.office365.us/?url=https%3A%2F%2Fa.gov", "https://a.gov"),
        ("https://www.google.com/url?q=https%3A%2F%2F", None),
    ],
)
def test_wrappers_are_taken_off(destination: str, expected: str | None) -> None:
    wrapped = unwrap(destination)
    assert wrapped is not None
    assert wrapped.target == expected


@pytest.mark.parametrize(
    "destination",
    [
        "https://a.gov/url?q=https://b.gov",
        "https://www.google.com/search?q=https://b.gov",
        "https://notgoogle.com/url?q=https://b.gov",
        "/url?q=x",
        "https://google.toolong/url?q=https://b.gov",
        "https://www.google.com.co.uk/url?q=https://b.gov",
        "https://www.youtube.com/watch?q=https://b.gov/redirect",
        "https://urldefense.com/v4/url?u=https://b.gov",
        "https://x.safelinks.protection.outlook.com.b.gov/?url=https%3A%2F%2Fa.gov",
        "",
    ],
)
def test_other_addresses_are_no_wrappers(destination: str) -> None:
    assert unwrap(destination) is None


def test_layers_come_off_together_and_a_loop_ends() -> None:
    inner = "https://www.google.com/url?q=https%3A%2F%2Fa.gov%2F"
    outer = "https://eur03.safelinks.protection.outlook.com/?url=" + inner.replace("%", "%25").replace(
        ":", "%3A"
    ).replace("?", "%3F")
    assert unwrap(outer) == Wrapped("Outlook Safe Links", "https://a.gov/")


@given(st.text(alphabet="htps:/\\.w@#?[]%,;1a -\u00e9\ufeff", max_size=40))
@settings(max_examples=400, deadline=None)
def test_any_text_is_judged_and_a_better_one_is_better(text: str) -> None:
    fault = find_url_fault(text)
    unwrap("https://www.google.com/url?q=" + text)
    assert fault is None or fault.problem


@pytest.mark.parametrize(
    "piece",
    ["h", ":", "/", "w.", "http:", "https://", " ", ".", "a.", "[", "%", "\\", "@", "*", "**A", "-3A", "&", "?"],
)
def test_cost_is_linear_in_hostile_addresses(piece: str) -> None:
    began = time.process_time()
    for start in ("", "https://", "www.", "https://urldefense.com/v3/__https://a", "https://www.google.com/url?"):
        find_url_fault(start + piece * 100_000)
        unwrap(start + piece * 100_000)
    assert time.process_time() - began < 3


@pytest.mark.parametrize("blank", [" ", "\t", "\r", "\n"])
def test_blanks_that_browsers_take_off_are_taken_off(blank: str) -> None:
    url = split_web_url(f"{blank}//agency.gov/x{blank}")
    assert url is not None
    assert (url.scheme, url.host, url.rest) == ("https", "agency.gov", "/x")
    assert find_url_fault(f"{blank}https://agency.gov/x{blank}") is None


@pytest.mark.parametrize("blank", ["\N{NO-BREAK SPACE}", "\N{EM SPACE}", "\x1c"])
def test_blanks_that_browsers_keep_are_part_of_an_address(blank: str) -> None:
    assert split_web_url(f"{blank}//agency.gov/x") is None
    url = split_web_url(f"//agency.gov/x{blank}")
    assert url is not None
    assert url.rest == f"/x{blank}"
