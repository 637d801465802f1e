"""Which attributes are addresses; the examples of sets and refreshes follow the HTML standard step by step."""

import pytest

from content_lint.parse.markdown.html_addresses import html_addresses
from content_lint.parse.markdown.html_tags import BROWSER_TAG, effective_attributes


def addresses(tag, *, last=False):
    match = BROWSER_TAG.match(tag)
    found = effective_attributes(tag, *match.span(2), last=last)
    return [(item.attribute, tag[item.start : item.end]) for item in html_addresses(tag, match[1].lower(), found)]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a.png", ["a.png"]),
        (" a.png 1x , b.png 2x ", ["a.png", "b.png"]),
        ("a.png,b.png", ["a.png,b.png"]),
        ("a.png, b.png", ["a.png", "b.png"]),
        (",a.png,,  b.png", ["a.png", "b.png"]),
        ("a.png 1x,b.png 2x", ["a.png", "b.png"]),
        ("a.png (x,y), b.png", ["a.png", "b.png"]),
        ("data:,a 1x, b.png 2x", ["data:,a", "b.png"]),
        ("a.png 480w,\n\tb.png 800w", ["a.png", "b.png"]),
        ("", []),
        (" , ,", []),
    ],
)
def test_the_candidates_of_a_set(value, expected):
    assert addresses(f'<img srcset="{value}">') == [("srcset", item) for item in expected]


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("0; url=/a/", "/a/"),
        ("0;URL='/a/'", "/a/"),
        ("5 url = /a/", "/a/"),
        ("1.5, /a/", "/a/"),
        ("0; url=/a/?b='c'", "/a/?b='c'"),
        ("0; url='/a/' x", "/a/"),
        (" 0 ; /a/ ", "/a/"),
        ("30", ""),
        ("30;", ""),
    ],
)
def test_where_a_refresh_leads(value, expected):
    found = addresses(f'<meta http-equiv="refresh" content="{value}">')
    assert found == ([("content", expected)] if expected else [])


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ('<a href="/a/" href="/b/">', [("href", "/a/")]),
        ('<A HREF=/a/ ping="/b/">', [("href", "/a/")]),
        ('<image href="/a.png" xlink:href="/b.png">', [("href", "/a.png")]),
        ('<form method="POST" action="/a/">', [("post", "/a/")]),
        ('<form action="/a/">', [("action", "/a/")]),
        ('<button formaction="/a/">', [("post", "/a/")]),
        ('<base href="/a/">', []),
        ('<link rel="dns-prefetch" href="//a.org">', []),
        ('<link rel="preconnect stylesheet" href="/a.css">', [("href", "/a.css")]),
        ('<my-card href="/a/">', [("href", "/a/")]),
        ('<section href="/a/">', []),
        ("<p style=\"background:url( 'a b.png' ) , url(#c), url()\">", [("style", "a b.png")]),
        ('<input type="IMAGE" src="/a.png">', [("src", "/a.png")]),
        ('<input type="text" src="/a.png">', []),
        ('<iframe src="/a/" srcset="/b/">', [("src", "/a/")]),
    ],
)
def test_what_is_an_address(tag, expected):
    assert addresses(tag) == expected


def test_of_two_attributes_kramdown_takes_the_last():
    assert addresses('<a href="/a/" href="/b/">', last=True) == [("href", "/b/")]
