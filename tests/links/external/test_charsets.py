"""How the bytes of a page are read: who says it, in what order they are heard, and what browsers make of a label."""

from __future__ import annotations

import pytest

from content_lint.links.external.asking.charsets import Charset, charset_of

HTML = "text/html"
GUESSED = Charset("utf-8", said=False)


def of_header(label: str) -> str:
    return charset_of(b"", f"text/html; charset={label}").name


@pytest.mark.parametrize(
    ("label", "name"),
    [
        ("utf-8", "utf-8"),
        ("UTF8", "utf-8"),
        ("iso-8859-1", "cp1252"),
        ("us-ascii", "cp1252"),
        ("latin2", "iso8859-2"),
        ("iso8859-2", "iso8859-2"),
        ("iso88592", "iso8859-2"),
        ("ISO885915", "iso8859-15"),
        ("iso-8859-9", "cp1254"),
        ("iso-8859-11", "cp874"),
        ("tis-620", "cp874"),
        ("x-sjis", "cp932"),
        ("x-gbk", "gb18030"),
        ("big5", "big5hkscs"),
        ("euc-kr", "cp949"),
        ("utf-16", "utf-16-le"),
        ("csisolatin9", "iso8859-15"),
        ("koi8-ru", "koi8-u"),
        ("x-user-defined", ""),
        ("hz-gb-2312", ""),
    ],
)
def test_a_label_is_read_as_browsers_do(label: str, name: str) -> None:
    assert of_header(label) == name


@pytest.mark.parametrize("label", ["nonsense", "utf-7", "iso-8859-12", "x-utf-7", "a\0b", "utf-32"])
def test_a_label_that_browsers_do_not_know_leaves_them_guessing(label: str) -> None:
    assert charset_of(b"", f"text/html; charset={label}") == GUESSED


@pytest.mark.parametrize(
    "content_type",
    [
        "text/html;charset=koi8-r",
        "text/html; CHARSET = koi8-r",
        'text/html; charset="koi8-r"',
        "text/html; charset='koi8-r'; x=y",
        "text/html; charset=koi8-r;x=y",
        "charset=koi8-r",
    ],
)
def test_the_header_says_it_in_many_writings(content_type: str) -> None:
    assert charset_of(b'<meta charset="windows-1251">', content_type) == Charset("koi8-r")


@pytest.mark.parametrize(
    ("bom", "name"), [(b"\xef\xbb\xbf", "utf-8"), (b"\xfe\xff", "utf-16-be"), (b"\xff\xfe", "utf-16-le")]
)
def test_a_mark_at_the_beginning_counts_more_than_the_header(bom: bytes, name: str) -> None:
    assert charset_of(bom + b"x", "text/html; charset=koi8-r") == Charset(name)
    assert charset_of(b"x" + bom, "text/html; charset=koi8-r") == Charset("koi8-r")


@pytest.mark.parametrize(
    "head",
    [
        b"<meta charset=koi8-r>",
        b"<META CHARSET='koi8-r'>",
        b'<p><meta name="x" charset="koi8-r" />',
        b"<meta charset = koi8-r charset=utf-8>",
        b'<meta http-equiv="Content-Type" content="text/html; charset=koi8-r">',
        b'<meta content="text/html; charset=koi8-r" http-equiv=CONTENT-TYPE>',
        b'<meta charset="&#107;oi8-r">',
        b"<meta charset=nonsense><meta charset=koi8-r>",
        b"<meta name=a><meta charset=koi8-r><meta charset=utf-8>",
        b"<!-- <meta charset=utf-8> --><meta charset=koi8-r>",
        b"<meta/charset=koi8-r>",
        b'<?xml version="1.0" encoding="koi8-r"?>',
        b"  <?XML version='1.0' encoding = 'koi8-r' ?><meta charset=utf-8>",
    ],
)
def test_a_page_says_it_of_itself(head: bytes) -> None:
    assert charset_of(head, HTML) == Charset("koi8-r")
    assert charset_of(head, "text/html; charset=nonsense") == Charset("koi8-r")


@pytest.mark.parametrize(
    "head",
    [
        b"",
        b"<metacharset=koi8-r>",
        b"<meta content='text/html; charset=koi8-r'>",
        b"<meta http-equiv=refresh content='text/html; charset=koi8-r'>",
        b"<meta http-equiv=content-type content='text/html'>",
        b"<meta http-equiv=content-type>",
        b"<meta charset>",
        b"<!-- <meta charset=koi8-r>",
        b"x<?xml version='1.0' encoding='koi8-r'?>",
        b"<?xml version='1.0' encoding='nonsense'?><meta charset=koi8-r>",
    ],
)
def test_what_says_nothing_leaves_browsers_guessing(head: bytes) -> None:
    assert charset_of(head, HTML) == GUESSED


def test_utf_16_is_taken_for_a_slip_where_the_label_could_be_read() -> None:
    for label in (b"utf-16", b"utf-16be", b"unicode"):
        assert charset_of(b"<meta charset=" + label + b">", HTML) == Charset("utf-8")
        assert charset_of(b"<?xml version='1.0' encoding='" + label + b"'?>", HTML) == Charset("utf-8")
    assert charset_of(b"<meta charset=utf-8>", HTML) == Charset("utf-8")


def test_what_browsers_do_not_read_is_said_by_a_page_too() -> None:
    assert charset_of(b"<meta charset=replacement>", HTML) == Charset("")


@pytest.mark.parametrize("content_type", ["application/xhtml+xml", "Application/XHTML+XML"])
def test_xhtml_is_utf_8_where_nothing_is_said(content_type: str) -> None:
    assert charset_of(b"", content_type) == Charset("utf-8")
