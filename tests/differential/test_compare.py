"""The comparison itself notices what a fix must not do: each of these was called safe once, or could have been."""

from __future__ import annotations

import pytest

from tests.differential.browser import read_feed, read_html
from tests.differential.compare import Origin, differences

ORIGIN = Origin("https://e.org/", frozenset({"e.org", "www.e.org"}))
ALIAS = '<html><head><meta http-equiv="refresh" content="0; url=https://e.org/b/"></head></html>'


def site(body: str, feed: str = "", head: str = "") -> dict:
    pages = {
        "a/index.html": f"<html><head>{head}</head><body>{body}</body></html>",
        "b/index.html": "<p id=bee>b</p>",
        "fr/b/index.html": "<p>b</p>",
        "old/index.html": ALIAS,
    }
    made = {path: read_html(text, f"https://e.org/{path.removesuffix('index.html')}") for path, text in pages.items()}
    return made | ({"feed.xml": read_feed(feed)} if feed else {})


def link(address: str) -> str:
    return f"<a href='{address}'>x</a>"


def rss(text: str) -> str:
    return f"<rss><channel><item><description><![CDATA[{text}]]></description></item></channel></rss>"


def atom(text: str) -> str:
    return f"<feed xml:base='https://e.org/x/'><content><![CDATA[{text}]]></content></feed>"


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (site(link("https://e.org/b/")), site(link("/fr/b/"))),
        (site(link("/b/")), site(link("/old/"))),
        (site(link("/b/#bee")), site(link("/b/"))),
        (site(link("/b/?a=1")), site(link("/b/"))),
        (site(link("https://e.org/b/")), site(link("https://other.org/b/"))),
        (site(link("https://e.org:8443/b/")), site(link("/b/"))),
        (site(link("/nope/")), site(link("/b/"))),
        (site(link("/b/")), site(link("mailto:a@e.org"))),
        (site(link("b/"), head="<base href='/fr/'>"), site(link("/b/"), head="<base href='/fr/'>")),
        (site("", rss(link("https://e.org/b/"))), site("", rss(link("/b/")))),
        (site(link("/b/")), site("x")),
        (site("x"), site("<em>x</em>")),
        (site("\u05e9 \u200e00 11"), site("\u05e9 00 11")),
        (site("<p>\u202eab</p>"), site("<p>ab</p>")),
        (site("a"), site("b")),
        (site("a"), {path: page for path, page in site("a").items() if path != "b/index.html"}),
        (site("a"), site("a") | {"c/index.html": read_html("", "https://e.org/c/")}),
    ],
)
def test_what_nobody_named_is_noticed(old: dict, new: dict) -> None:
    assert differences(old, new, ORIGIN) != []
    assert differences(old, old, ORIGIN) == []


@pytest.mark.parametrize(
    ("old", "new"),
    [
        (site(link("https://e.org/b/?a=1#bee")), site(link("/b/?a=1#bee"))),
        (site(link("http://www.e.org/b/")), site(link("/b/"))),
        (site(link("/old/#bee")), site(link("/b/#bee"))),
        (site("", rss(link("/old/"))), site("", rss(link("/b/")))),
        (site("", atom(link("https://e.org/b/"))), site("", atom(link("/b/")))),
        (site(link("/B/")), site(link("/b/"))),
        (site(link("mailto:%20a@E.org")), site(link("mailto:a@e.org"))),
        (site(link("a@e.org")), site(link("mailto:a@e.org"))),
        (site(link("https://www.google.com/url?q=https://other.org/")), site(link("https://other.org/"))),
        (site("a\u200bb<!-- c -->"), site("ab")),
        (site("it is \u200e12"), site("it is 12")),
    ],
)
def test_what_fixes_name_is_none_of_it(old: dict, new: dict) -> None:
    assert differences(old, new, ORIGIN) == []


def test_blanks_around_what_nobody_sees_are_one_blank():
    before = read_html("<p><a href='x'>a</a> | \ufeff <a href='y'>b</a>\u200b</p>", None)
    after = read_html("<p><a href='x'>a</a> |  <a href='y'>b</a></p>", None)
    assert before.shape == after.shape
    assert before.shape != read_html("<p><a href='x'>a</a>  <a href='y'>b</a></p>", None).shape
