"""The places on a finished page of HTML, as browsers find them, in time that grows with its length."""

from __future__ import annotations

import time

import pytest

from content_lint.parse.markdown.html_places import HtmlPlaces, read_places


@pytest.mark.parametrize(
    ("html", "ids"),
    [
        ('<h1 id="one">', ("one",)),
        ("<h1 id=one>", ("one",)),
        ("<H1 ID='One'>", ("One",)),
        ('<a name="two">', ("two",)),
        ('<A NAME=two id="three">', ("two", "three")),
        ('<input name="two"><meta name="description">', ()),
        ('<p id="">', ()),
        ('<p data-id="x" aria-id=y>', ()),
        ('<p id="a" id="b">', ("a",)),
        ('<p id="a&amp;b">', ("a&b",)),
        ('<p title="a > b" id="x">', ("x",)),
        ('<p\n  class=x\n  id="x"\n>', ("x",)),
        ('<svg:rect id="x"/>', ("x",)),
        ('<!-- <p id="x"> --><p id="y">', ("y",)),
        ("<script>document.write('<p id=\"x\">')</script><p id=y>", ("y",)),
        ('<style>p::after { content: "<p id=x>" }</style>', ()),
        ('<textarea><p id="x"></textarea>', ()),
        ('<p id="x"', ()),
        ('<p id="سلام"><p id="ünï">', ("سلام", "ünï")),
        ('<p id="x"><p id="x">', ("x",)),
        ("no HTML at all", ()),
    ],
)
def test_places(html, ids):
    assert read_places(html).ids == ids


def read(html: str) -> tuple[bool, tuple[str, ...], bool, bool]:
    found = read_places(html)
    return found.in_text, found.scripts, found.own_scripts, found.moves_on


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div id=app>", (False, (), False, False)),
        ("<p>x<h2 id=a>", (True, (), False, False)),
        ("<h2>x</h2><div id=a>", (False, (), False, False)),
        ("<script>one()</script><SCRIPT>two()</Script>", (False, ("one()", "two()"), False, False)),
        ("<script>one()</ script>", (False, ("one()</ script>",), False, False)),
        ("<script>if (a </b) one()</script>", (False, ("if (a </b) one()",), False, False)),
        ("<script src=a.js></script>", (False, ("a.js",), True, False)),
        ("<script src=//cdn.example/a.js></script>", (False, ("//cdn.example/a.js",), False, False)),
        ("<script src='HTTPS://cdn.example/a.js'></script>", (False, ("HTTPS://cdn.example/a.js",), False, False)),
        ("<script type=module>one()</script>", (False, ("one()",), False, False)),
        ("<script type=''>one()</script>", (False, ("one()",), False, False)),
        ("<script type='Text/JavaScript; charset=utf-8'>one()</script>", (False, ("one()",), False, False)),
        ("<script type=application/ld+json>{}</script>", (False, (), False, False)),
        ("<script type=text/x-template>{}</script>", (False, (), False, False)),
        ("<script type=application/json src=a.json></script>", (False, (), False, False)),
        ('<META HTTP-EQUIV="Refresh" content="0; url=/b/">', (False, (), False, True)),
        ('<meta http-equiv="content-type" content="text/html">', (False, (), False, False)),
    ],
)
def test_what_makes_more_of_them(html, expected):
    assert read(html) == expected


def test_text_is_no_page():
    assert read_places("a < b, c > d") == HtmlPlaces((), False, False, (), False, False)


@pytest.mark.parametrize(
    "piece",
    [
        "<p id=a>",
        "<p id='",
        "<!--",
        "<script>",
        "<script></scrip>",
        "<style>",
        "<p ",
        "</",
        "<",
        "<script>a</script>",
        "<a name=x href='>'>",
    ],
)
def test_time_grows_with_length(piece):
    def seconds(times: int) -> float:
        text = piece * times
        begun = time.process_time()
        read_places(text)
        return time.process_time() - begun

    few = min(seconds(2_000) for _ in range(3))
    assert min(seconds(16_000) for _ in range(3)) < 24 * few + 0.05
