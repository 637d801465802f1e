"""Which link of a built page is which link of its document."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.built.folder import BuiltSite, Key
from content_lint.links.built.page_links import PageLinks, Placed, _ends_alike, _same_place
from content_lint.parse.facts import Link, LinkKind
from content_lint.text.source import Span
from tests.files import write_files
from tests.links.sites import site_of_folder

NOWHERE = Span(0, 0)


@pytest.mark.parametrize(
    ("written", "address", "alike"),
    [
        ("b.md", "/x/b/", True),
        ("b.md#c", "/x/b/#c", True),
        ("b.md#c", "/x/b/", False),
        ("b.md", "/x/b/#c", False),
        ("../B.MDX?x=1", "../b/index.html", False),
        ("../B.mdx?x=1", "../b/index.html", True),
        ("b.markdown", "b.htm", True),
        ("b.md.txt", "b", False),
        ("sub\\b.md", "/sub/b", True),
        ("b/README.md", "b/", True),
        ("./b/.", "../b/./index.html", True),
        ("b/_index.md", "b", True),
        ("b/index.md", "c/index.html", False),
        ("caf%C3%A9.md", "/café/", True),
        ("./", "/", False),
        ("#c", "#c", True),
        ("index.md#c", "/#c", True),
        ("a.md", "b.md", False),
    ],
)
def test_addresses_end_alike(written: str, address: str, *, alike: bool) -> None:
    assert _ends_alike(written, address) is alike


@pytest.mark.parametrize(
    ("written", "address", "same"),
    [
        ("#c", "/x/#c", True),
        ("#caf%C3%A9", "/x/#café", True),
        ("#c", "/x/#d", False),
        ("#", "/x/#", False),
        ("x#c", "/x/#c", False),
    ],
)
def test_places_are_the_same_whatever_the_page(written: str, address: str, *, same: bool) -> None:
    assert _same_place(written, address) is same


def links_of(root: Path, html: str) -> PageLinks:
    write_files(root, {"content-lint.toml": "", "pages/a.md": "x\n", "out/a/index.html": html, "out/b/index.html": "x"})
    return PageLinks(site_of_folder(root, output=root / "out").once(BuiltSite), "/a/index.html")


def link(destination: str, label: str = "", kind: LinkKind = LinkKind.INLINE, raw: str = "", **more: bool) -> Link:
    return Link(kind, raw or destination, destination, NOWHERE, NOWHERE, label, **more)


def address(placed: Placed | None) -> str | None:
    return None if placed is None else placed.link.address


def test_an_address_is_found_as_it_is_and_by_where_it_leads(tmp_path: Path) -> None:
    page = links_of(tmp_path, "<a href='/b/#%C3%BC'>B</a><a href='../b/'>b</a><a href='https://x.example/y'>Y</a>")
    assert [item.key for item in page.placed] == [Key("/b/", "%C3%BC"), Key("/b/", ""), None]
    assert address(page.by_address(" ../b/ ")) == "../b/"
    assert address(page.by_address(" /b/ ")) == "../b/"
    assert address(page.by_address("/b/#ü")) == "/b/#%C3%BC"
    assert address(page.by_address("https://x.example/y")) == "https://x.example/y"
    assert page.by_address("/c/") is None
    assert page.by_address("https://[/") is None
    assert address(page.by_key("/b/", "%C3%BC")) == "/b/#%C3%BC"
    assert address(page.by_key("/b/", "")) == "../b/"
    assert page.by_key("/c/", "") is None


def test_links_of_one_text_are_taken_in_their_order_and_again_from_the_first(tmp_path: Path) -> None:
    html = "<a href='/x/b/'>The B</a><a href='/y/b/'>the b!</a><a href='/c/'>the B</a>"
    page = links_of(tmp_path, html)
    b = link("b.md", "The b")
    assert [address(page.by_text(b, alone=False)) for _ in range(3)] == ["/x/b/", "/y/b/", "/x/b/"]
    assert address(page.by_text(link("c.md", "The b"), alone=False)) == "/c/"
    assert address(page.by_text(b, alone=False)) == "/x/b/"
    assert page.by_text(link("d.md", "The b"), alone=True) is None
    assert page.by_text(link("b.md", "Another"), alone=True) is None


def test_a_link_of_a_menu_with_the_same_text_is_not_taken_for_that_of_the_text(tmp_path: Path) -> None:
    page = links_of(tmp_path, "<nav><a href='/en/b/'>The B</a></nav><a href='/docs/en/b/'>The B</a>")
    assert address(page.by_text(link("/docs/en/b/", "The B"), alone=False)) == "/docs/en/b/"
    assert address(page.by_text(link("b.md", "The B"), alone=False)) == "/en/b/"


def test_a_text_is_enough_where_only_one_link_has_it(tmp_path: Path) -> None:
    page = links_of(tmp_path, "<a href='/x/1'>One</a><a href='/x/2'></a>")
    assert page.by_text(link("b.md", "one"), alone=False) is None
    assert address(page.by_text(link("b.md", "one"), alone=True)) == "/x/1"
    assert page.by_text(link("b.md", ""), alone=True) is None


def test_of_what_templates_write_the_source_is_compared(tmp_path: Path) -> None:
    page = links_of(tmp_path, "<a href='/x/b/'>B</a>")
    assert page.by_text(link("{{ u }}", "B", raw="{{ u }}/c", templated=True), alone=False) is None
    assert address(page.by_text(link("{{ u }}", "B", raw="{{ u }}/b", templated=True), alone=False)) == "/x/b/"
    assert address(page.by_text(link("nothing", "B", LinkKind.LIQUID, "b.md"), alone=False)) == "/x/b/"


def test_the_only_address_that_ends_alike_is_found_without_its_text(tmp_path: Path) -> None:
    page = links_of(
        tmp_path, "<a href='/x/b/'>B</a><a href='/x/b/'>again</a><a href='/x/c/'>C</a><a href='/y/c/'>C</a>"
    )
    assert address(page.by_end(link("b.md"))) == "/x/b/"
    assert page.by_end(link("c.md")) is None
    assert page.by_end(link("d.md")) is None


def test_of_what_is_written_the_address_is_compared_and_not_its_entities(tmp_path: Path) -> None:
    page = links_of(tmp_path, "<a href='/x/é/'>B</a>")
    assert address(page.by_text(link("é.md", "B", raw="&eacute;.md"), alone=False)) == "/x/é/"
