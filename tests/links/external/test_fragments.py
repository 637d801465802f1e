from __future__ import annotations

import time
from urllib.parse import quote

import pytest

from content_lint.links.external.asking.fragments import Search, find_missing, place_of

PAGE = b"""<h1 id="intro">x</h1><a name='old'><p id=bare><p data-id="no"><p ID = "Big"><p id="caf\xc3\xa9">
<p id="a b"><p id="q&amp;a"><h2 id="user-content-hub">"""


def missing(places, blocks, **options):
    found = find_missing(places, blocks, **{"most": 10_000, "content_type": "text/html; charset=utf-8"} | options)
    assert not found.unsure
    return found.missing


def test_places_are_ids_and_names_as_written_or_decoded():
    there = ["intro", "old", "bare", "Big", "caf%C3%A9", "a%20b", "q&a", "hub"]
    assert missing(there, [PAGE]) == frozenset()
    assert missing([*there, "Intro", "no", "nope"], [PAGE]) == {"Intro", "no", "nope"}


@pytest.mark.parametrize("size", [1, 2, 7, 64])
def test_a_place_is_found_however_the_page_is_cut(size):
    blocks = [PAGE[at : at + size] for at in range(0, len(PAGE), size)]
    assert missing(["intro", "old", "Big", "hub", "caf%C3%A9", "nope"], blocks) == {"nope"}


def test_of_a_page_that_is_too_long_nothing_is_said():
    assert find_missing(["nope"], [PAGE] * 100, most=1000) == Search(unsure=frozenset({"nope"}))
    assert missing(["intro"], [PAGE] * 100, most=1000) == frozenset()


def test_reading_stops_when_all_is_found():
    def blocks():
        yield PAGE + b" " * 5000
        raise AssertionError("read on")

    assert missing(["intro"], blocks()) == frozenset()


@pytest.mark.parametrize(
    "fragment",
    [
        *["", "top", "TOP", ":~:text=x", "top:~:text=x", "/route", "!bang", "page=3", "?x", None],
        *["L10", "L10-L20", "L10-20", "L10C3-L12C5", "lines-10:20", "issuecomment-123456", "discussion_r1", "note_12"],
    ],
)
def test_fragments_that_are_never_missing(fragment):
    assert place_of(fragment) is None


@pytest.mark.parametrize(
    ("fragment", "place"),
    [
        ("intro", "intro"),
        ("intro:~:text=x", "intro"),
        ("caf%C3%A9", "caf%C3%A9"),
        ("L", "L"),
        ("L10x", "L10x"),
        ("Lima", "Lima"),
    ],
)
def test_the_place_that_a_fragment_names(fragment, place):
    assert place_of(fragment) == place


LETTERS = [
    ("раздел", "windows-1251", "cp1251"),
    ("раздел", "koi8-r", "koi8-r"),
    ("日本", "Shift_JIS", "cp932"),
    ("日本", "EUC-JP", "euc_jp"),
    ("日本", "ISO-2022-JP", "iso2022_jp"),
    ("表格", "gb2312", "gb2312"),
    ("表格", "GBK", "gbk"),
    ("表格", "big5", "big5"),
    ("한국", "euc-kr", "euc_kr"),
    ("café", "ISO-8859-1", "latin-1"),
    ("café", "latin1", "latin-1"),
    ("«€»", "iso-8859-1", "cp1252"),
    ("γεια", "iso-8859-7", "iso8859-7"),
    ("café", "utf-8", "utf-8"),
]


@pytest.mark.parametrize(("name", "label", "codec"), LETTERS)
@pytest.mark.parametrize("by", ["header", "meta", "http-equiv"])
def test_places_are_compared_in_the_letters_of_the_page(name, label, codec, by):
    said = {
        "header": "",
        "meta": f"<!-- <meta charset=utf-16be> --><META charset='{label}'>",
        "http-equiv": f'<meta content="text/html; charset={label}" http-equiv="Content-Type">',
    }[by]
    page = said.encode() + f'<h1 id="{name}"><p id=plain>'.encode(codec)
    header = f"text/html; charset={label}" if by == "header" else "text/html"
    wanted = [quote(name), "plain", quote("nö")]
    assert missing(wanted, [page], content_type=header) == {quote("nö")}


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be"])
@pytest.mark.parametrize("by", ["bom", "header"])
def test_pages_in_utf_16(codec, by):
    page = '<p id="sec"><p id="naïve">'.encode(codec)
    header = "text/html; charset=windows-1252"
    if by == "bom":
        page = "\ufeff".encode(codec) + page
    else:
        header = f"text/html; charset={codec.replace('-16-', '-16')}"
    assert missing(["sec", "na%C3%AFve", "no"], [page], content_type=header) == {"no"}


def test_a_meta_element_that_says_utf_16_is_taken_for_a_slip():
    assert missing(
        ["caf%C3%A9", "no"], ['<meta charset="utf-16"><p id="café">'.encode()], content_type="text/html"
    ) == {"no"}


def test_where_browsers_guess_only_plain_letters_are_judged():
    found = find_missing(["raz%C3%AF", "no"], [b"<p id=x>"], most=1000, content_type="text/html")
    assert found == Search(frozenset({"no"}), frozenset({"raz%C3%AF"}))
    assert find_missing(["caf%C3%A9"], ["<p id=café>".encode()], most=1000, content_type="text/html") == Search()


@pytest.mark.parametrize("label", ["iso-2022-kr", "hz-gb-2312", "replacement", "x-user-defined"])
def test_of_letters_that_browsers_do_not_read_nothing_is_said(label):
    header = f"text/html; charset={label}"
    assert find_missing(["no"], [PAGE], most=10_000, content_type=header) == Search(unsure=frozenset({"no"}))


@pytest.mark.parametrize("label", ["utf-7", "zlib", "idna", "unicode_escape", "nonsense", "é"])
def test_labels_that_browsers_do_not_know_say_nothing(label):
    page = '<meta charset="windows-1251"><p id="раз">'.encode("cp1251")
    assert missing([quote("раз"), "no"], [page], content_type=f"text/html; charset={label}") == {"no"}


@pytest.mark.parametrize(
    "page",
    [
        b'<script>{"id":"usage"}</script>',
        b'<script type="application/json">{"html":"<h2 id=\\"usage\\">"}</script>',
        b'<script>[{\\"slug\\":\\"usage\\"}]</script>',
    ],
)
def test_places_in_what_scripts_hold_are_there(page):
    assert missing(["usage", "no"], [page]) == {"no"}


@pytest.mark.parametrize("page", [b'<div id="root"></div>', b"<div class=x id=app> </div>", b"<app-root></app-root>"])
def test_of_a_page_that_scripts_fill_nothing_is_said(page):
    assert find_missing(["usage"], [page], most=10_000) == Search(unsure=frozenset({"usage"}))


def test_an_empty_element_of_another_name_hides_nothing():
    assert missing(["usage"], [b'<div id="modal"></div><div id="app">x</div>']) == {"usage"}


@pytest.mark.parametrize(
    "block",
    [
        *[b"id=" * 30_000, b'id="' * 30_000, b"id = '" + b"x" * 100_000, b"name" * 30_000, b"<div " * 20_000],
        *[b'<div id="app"' * 8000, b'id=\\"' * 20_000, b"<meta " * 20_000, b"<!--" * 30_000, b"<?xml " * 20_000],
    ],
)
def test_hostile_pages_take_little_time(block):
    started = time.process_time()
    find_missing(["nope"], [block] * 3, most=1 << 20)
    assert time.process_time() - started < 2


@pytest.mark.parametrize(("length", "wanted"), [(1000, True), (1001, False)])
def test_a_place_has_a_thousand_letters_at_most(length, wanted):
    assert (place_of("x" * length) is not None) is wanted


def test_so_many_bytes_are_read_and_no_more():
    page = b"<p id=a>" + b" " * 4992  # a block, and the one that is peeked at
    assert len(page) == 5000
    unsure = Search(unsure=frozenset({"no"}))
    assert find_missing(["no"], [page, page], most=10_000, content_type="text/html; charset=utf-8") == Search(
        frozenset({"no"})
    )
    assert find_missing(["no"], [page, page], most=9_999, content_type="text/html; charset=utf-8") == unsure
    # What is found beyond the bound, in the block that goes over it, is there all the same.
    assert find_missing(["a"], [b" " * 5000, page], most=6_000) == Search()


def test_a_place_is_found_where_two_blocks_meet():
    for cut in range(1, 12):
        tag = b'<p id="here">'
        assert missing(["here", "no"], [b" " * 4500 + tag[:cut], tag[cut:] + b" " * 4500]) == {"no"}


def test_the_letters_of_a_page_are_asked_of_its_first_four_thousand_bytes():
    head = b"<meta charset=koi8-r>"
    page = "<p id=раз>".encode("koi8-r")
    for before, known in ((4096 - len(head), True), (4096, False)):
        blocks = [b" " * before, head, page]
        found = find_missing([quote("раз")], blocks, most=100_000, content_type="text/html")
        assert found == (Search() if known else Search(unsure=frozenset({quote("раз")})))


@pytest.mark.parametrize(
    ("page", "there"),
    [
        (b"<p id=a-b>", {"a-b"}),
        (b"<p ID='a b'>", {"a%20b"}),
        (b'<a name="x">', {"x"}),
        (b"<p xid=a data-name=b>", set()),
        (b"<p id=''>", set()),
        (b'<p id="a&eacute;">', {"a%C3%A9"}),
        (b'{"slug":"s","anchor": "t"}', {"s", "t"}),
        (b"<p id=user-content-u>", {"u", "user-content-u"}),
        (b"<p id=%61>", {"%61"}),
    ],
)
def test_what_names_a_place(page, there):
    places = ["a-b", "a%20b", "x", "a", "b", "a%C3%A9", "s", "t", "u", "user-content-u", "%61"]
    assert set(places) - missing(places, [page]) == there


def test_a_page_without_a_byte_has_no_place():
    assert missing(["x"], []) == {"x"}
    assert find_missing([], [], most=10) == Search()
