from __future__ import annotations

import pytest

from content_lint.site.generators.jekyll.escape import AddressError, as_file, escape_value, normalize, sanitize
from content_lint.site.generators.jekyll.url import document_file, page_file


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        ("a b", "a%20b"),
        ("c#", "c%23"),
        ("a#b#c", "a%23b%23c"),
        ("what?x=1", "what?x=1"),
        ("100%", "100%25"),
        ("[x]", "%5Bx%5D"),
        ("a:b", "a:b"),
        ("é", "%C3%A9"),
        ("r&d+~!$'()*,;=@", "r&d+~!$'()*,;=@"),
    ],
)
def test_values_are_escaped_as_addresses(value: str, expected: str) -> None:
    assert escape_value(value) == expected


def test_values_are_escaped_as_paths_from_4_4_on() -> None:
    assert escape_value("what?#", whole=True) == "what%3F%23"


@pytest.mark.parametrize("value", [":a", "é:b", "10:30"])
def test_a_value_that_is_no_address_is_refused(value: str) -> None:
    with pytest.raises(AddressError):
        escape_value(value)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/foo./bar/", "/foobar/"),
        ("https://e.com/x/", "/https:/e.com/x/"),
        ("/a/../b", "/a/b"),
        ("", "/"),
        ("www.e.com/contact/", "/www.e.com/contact/"),
    ],
)
def test_addresses_are_cleaned(address: str, expected: str) -> None:
    assert sanitize(address) == expected


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("https://Ex.Example:443/é/../ü?a b#ç", "https://ex.example/%C3%BC?a%20b#%C3%A7"),
        ("https://ex.example", "https://ex.example/"),
        ("/a%20b/%C3%A9", "/a%20b/%C3%A9"),
        ("/100%", "/100%25"),
    ],
)
def test_addresses_are_normalized(address: str, expected: str) -> None:
    assert normalize(address) == expected


def test_files_of_addresses() -> None:
    assert as_file("/a%20b/%2e%2e/c") == "/c"
    assert document_file("/v1.2", ".2") == "/v1.2"
    assert document_file("/", ".html") == "/index.html"
    assert document_file("/a", ".html") == "/a.html"
    assert page_file("/x/", ".htm") == "/x/index.htm"
