"""Globs of addresses that programs make: what they name, and what asking costs whatever a stranger wrote."""

import time

import pytest

from content_lint.links.made_addresses import AddressGlobs


@pytest.mark.parametrize(
    ("glob", "named", "others"),
    [
        ("/blog", ["/blog", "/blog/", "/blog/index.html"], ["/blog/a", "/blogs", "/a/blog", "/blog//"]),
        ("/blog/*", ["/blog/a", "/blog/a/", "/blog/"], ["/blog/a/b", "/blog", "/Blog/a"]),
        ("/blog/**", ["/blog/a", "/blog/a/b/", "/blog/a/b/index.html"], ["/blog", "/blogs/a"]),
        ("/**/*.pdf", ["/a.pdf", "/a/b.pdf"], ["/a.pdf/b", "/a.txt"]),
        ("/**.xml", ["/a.xml", "/a/b.xml"], ["/a.xml.gz"]),
        ("/p[0-9]/", ["/p1", "/p1/"], ["/p12", "/pa"]),
        ("/[slug]/?", ["/[slug]/?"], ["/s/a", "/l/?"]),
        ("/", ["/", "/index.html"], ["/a"]),
    ],
)
def test_names(glob: str, named: list[str], others: list[str]) -> None:
    pattern = AddressGlobs([glob])
    assert [path for path in (*named, *others) if pattern.match(path)] == named


def test_none_names_nothing() -> None:
    assert [path for path in ("", "/", "/a") if AddressGlobs(()).match(path)] == []


def test_several_and_letters_of_any_case() -> None:
    pattern = AddressGlobs(["/a", "/b/*"], ignores_case=True)
    assert [path for path in ("/A", "/B/C", "/a/c", "/c") if pattern.match(path)] == ["/A", "/B/C"]


@pytest.mark.parametrize("glob", ["/" + "**/a" * 8 + "/b", "/" + "**a" * 12 + "b", "/" + "*a" * 20 + "b", "/**a*b"])
@pytest.mark.parametrize("address", ["/" + "x/a" * 2000, "/" + "a" * 6000])
def test_no_glob_takes_long(glob: str, address: str) -> None:
    started = time.process_time()
    assert AddressGlobs([glob]).match(address) is False
    assert time.process_time() - started < 1
