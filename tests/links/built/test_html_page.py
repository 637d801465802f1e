"""What is read out of the HTML of a built page."""

from __future__ import annotations

import time
from html import unescape

import pytest

from content_lint.links.built.html_page import PageLink, is_permalink, read_html


def test_addresses_come_with_their_text_in_the_order_of_the_page():
    page = read_html(
        '<a href="/a/">One <b>and</b> two</a><img src=b.png alt="A cat" srcset="c.png 1x, d.png 2x">'
        '<a href=" e "><img src="f" alt="A dog"></a><link href="/style.css"><video poster="/g.png"></video>'
    )
    assert page.links == [
        PageLink("/a/", "One and two"),
        PageLink("b.png", "A cat"),
        PageLink("c.png", "A cat"),
        PageLink("d.png", "A cat"),
        PageLink("f", "A dog"),
        PageLink("e", "A dog"),
        PageLink("/g.png", ""),
    ]


def test_pictures_without_words_give_none_to_themselves_or_to_the_link_around_them():
    page = read_html('<a href="/a/"><img src="b.png"></a><a href="/c/">x<img alt="y"></a><img alt=z>')
    assert page.links == [PageLink("b.png", ""), PageLink("/a/", ""), PageLink("/c/", "xy")]


def test_a_link_that_is_not_closed_ends_at_the_next_one_or_with_the_page():
    assert read_html('<a href="/a">x<a href="/b">y').links == [PageLink("/a", "x"), PageLink("/b", "y")]


def test_places_are_ids_of_anything_and_names_of_links_only():
    page = read_html('<h2 id="one">x</h2><a name="two"></a><input name="three"><p id="four" id="five">')
    assert page.ids == {"one", "two", "four"}


@pytest.mark.parametrize(
    ("content", "leads"),
    [
        ("0; url=/new/", "/new/"),
        ("0;URL='/new/'", "/new/"),
        ("5, url = /new/", "/new/"),
        ("30", None),
        ("", None),
    ],
)
def test_a_refresh_leads_on_only_with_an_address(content, leads):
    assert read_html(f'<meta http-equiv="Refresh" content="{content}">').refresh == leads


def test_text_is_what_belongs_to_the_page_alone():
    page = read_html("<nav>Menu</nav><main>Words &amp; more<script>code()</script></main><footer>Us</footer>")
    assert page.text.split() == ["Words", "&", "more"]


def test_what_is_around_a_page_may_have_parts_of_its_own():
    page = read_html(
        "<nav><header>Name</header>Menu</nav><p>Words</p></footer><footer><nav>x</nav>y</footer><p>more</p>"
    )
    assert page.text.split() == ["Words", "more"]
    inner = read_html("<script>a()</script>b<noscript><style>c</style>d</noscript><p>e")
    assert inner.text.split() == ["b", "e"]


def test_the_sign_beside_a_heading_is_no_link_of_the_text():
    assert is_permalink(PageLink("#one", "¶"))
    assert is_permalink(PageLink("#one", ""))
    assert not is_permalink(PageLink("#one", "One"))
    assert not is_permalink(PageLink("/a/#one", "#"))


@pytest.mark.parametrize(
    ("html", "to_itself"),
    [
        ("<h2 id=one><a href='#one'>One</a></h2>", [True]),
        ("<h2><a href='#one'><b id=one>One</b></a></h2>", [True]),
        ("<dt><a href='#one'><dfn id=one>One</dfn></a></dt>", [True]),
        ("<a id=one href='#one'>One</a><a name=two href='#two'>Two</a>", [True, True]),
        ("<h2 id='é'><a href='#%C3%A9'>É</a></h2>", [True]),
        ("<h2 id=one>One</h2><p><a href='#one'>One</a></p>", [False]),
        ("<h2 id=one>One</h2><h2><a href='#one'>One</a></h2>", [False]),
        ("<h2 id=one><a href='/a/#one'>One</a><a href='#two'>Two</a><a href='#'>x</a></h2>", [False, False, False]),
        ("<p id=one><a href='#one'>One</a></p>", [False]),  # what a text may have been written with
        ("<a href='#one'>One</a><b id=one></b>", [False]),
    ],
)
def test_a_heading_that_leads_to_itself_is_no_link_of_the_text(html: str, to_itself: list[bool]) -> None:
    links = read_html(html).links
    assert [link.to_itself for link in links] == to_itself
    assert [is_permalink(link) for link in links] == to_itself


@pytest.mark.parametrize(
    "piece", ["<", "<a ", "<a href=", '<a href="', "<!--", "</", "<nav>", "&#", "<script>", "<meta http-equiv=refresh>"]
)
def test_hostile_html_costs_time_that_grows_with_its_length(piece):
    before = time.process_time()
    read_html(piece * 20_000)
    assert time.process_time() - before < 10


def test_a_refresh_full_of_digits_and_blanks_costs_little():
    before = time.process_time()
    assert read_html(f'<meta http-equiv="refresh" content="{"1 " * 100_000}">').refresh is None
    assert time.process_time() - before < 5


def test_the_first_canonical_address_counts():
    assert (
        read_html("<link rel=canonical><link rel=canonical href=' /a/ '><link rel=canonical href=/b/>").canonical
        == "/a/"
    )
    assert read_html("<link rel=canonical>").canonical == ""


@pytest.mark.parametrize(
    ("srcset", "addresses"),
    [
        ("a.png", ["a.png"]),
        (" a.png 1x,\n b.png 2x ", ["a.png", "b.png"]),
        ("X.png,", ["X.png"]),
        ("/X/X, /Y/X,", ["/X/X", "/Y/X"]),
        ("a,b.png 1x, c.png", ["a,b.png", "c.png"]),
        ("", []),
    ],
)
def test_a_set_of_sources_is_cut_at_commas_with_a_blank(srcset, addresses):
    page = read_html(f'<source srcset="{srcset}">')
    assert [link.address for link in page.links] == addresses


@pytest.mark.parametrize(
    ("html", "links"),
    [
        ('<area href="X">', [PageLink("X", "")]),
        ('<audio src="X"></audio>', [PageLink("X", "")]),
        ('<input src="X" alt="Go">', [PageLink("X", "Go")]),
        ('<object data="X"></object>', [PageLink("X", "")]),
        ('<video src=" X " poster="Y"></video>', [PageLink("X", ""), PageLink("Y", "")]),
        ('<img src="X" src="Y"/>', [PageLink("X", "")]),
        ("<img src>", []),
        ("<a href>x</a>", [PageLink("", "x")]),
        ('<a id="X">x</a>', []),
        ('<a href="X"/>x</a>', [PageLink("X", "x")]),
        ('<script src="X"></script>', []),
        ('<a href="X">a<script>b</script>c</a>', [PageLink("X", "ac")]),
    ],
)
def test_what_readers_follow_or_see(html, links):
    assert read_html(html).links == links


def test_the_head_of_a_page_says_where_it_is():
    page = read_html('<BASE><base href=" /X/ "><base href="/Y/"><link rel="Canonical" href="/Z/"><link href="/N/">')
    assert (page.base, page.canonical, page.refresh) == ("/X/", "/Z/", None)
    assert read_html('<meta name="refresh" content="0; url=/a/">').refresh is None
    assert read_html('<meta http-equiv="refresh">').refresh is None
    bare = read_html("<p>x</p>")
    assert (bare.ids, bare.links, bare.refresh, bare.base, bare.canonical) == (set(), [], None, "", "")


def test_of_an_endless_page_the_beginning_counts(monkeypatch):
    monkeypatch.setattr("content_lint.links.built.html_page._LARGEST", 20)
    assert read_html("<p id=a>x</p><p id=b><p id=c>").ids == {"a"}
    assert read_html("<p id=a>x<p id=b>").text.split() == ["x"]


def test_a_page_that_breaks_off_in_a_tag_loses_that_tag_alone():
    page = read_html("<p id=a>x<p id=b")
    assert (page.ids, page.text.split()) == ({"a"}, ["x"])


def test_texts_are_parted_where_tags_were():
    assert read_html("<p>a</p><p>b</p>").text.rstrip() == "a b"


@pytest.mark.parametrize("text", ["x", "x & y", "x &amp", "AT&T;", "x &am"])
def test_the_last_words_of_a_page_need_nothing_after_them(text):
    assert read_html(text).text.split() == read_html(f"{text}<p>").text.split() == unescape(text).split()
    assert read_html(f'<a href="/a/">{text}').links == [PageLink("/a/", unescape(text))]
