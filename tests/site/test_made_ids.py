"""What ids a template, a layout that is not there, or a shortcode may make."""

from __future__ import annotations

import pytest

from content_lint.site.made_ids import DIGITS, HEXADECIMAL, MadeId, PartOfLayout, bare, is_part_of_layout, made_of


def test_an_anchor_without_what_people_mistype() -> None:
    assert [bare(text) for text in ("Back-To_Top!", "STRASSE", "Straße", "--", "")] == [
        "backtotop",
        "strasse",
        "strasse",
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("anchor", "part"),
    [("top", True), ("Back-to-top", True), ("table_of_contents", True), ("tops", False), ("", False), ("intro", False)],
)
def test_parts_of_layouts_have_names_of_their_own(anchor: str, *, part: bool) -> None:
    assert is_part_of_layout(anchor) is part
    assert PartOfLayout("x").fits(anchor) is part
    assert not PartOfLayout("x").is_anything


@pytest.mark.parametrize(
    ("made", "fits", "fits_not"),
    [
        (MadeId("x"), ["a", "-"], [""]),
        (MadeId("x", may_be_empty=True), ["a", ""], []),
        (MadeId("x", "p-"), ["p-a", "p--"], ["p-", "p", "a", "ap-b"]),
        (MadeId("x", "", "-s"), ["a-s"], ["-s", "a-sb", "s"]),
        (MadeId("x", "p", "s"), ["pas", "ppss"], ["ps", "pa", "as"]),
        (MadeId("x", "p", "s", may_be_empty=True), ["ps", "pas"], ["p", "s"]),
        (MadeId("x", "p", "", DIGITS), ["p1", "p09"], ["p", "pa", "p1a", "1"]),
        (MadeId("x", "", "", HEXADECIMAL), ["0f", "9"], ["g", "F", ""]),
    ],
)
def test_what_a_template_makes_begins_and_ends_and_is_made_of_its_signs(
    made: MadeId, fits: list[str], fits_not: list[str]
) -> None:
    assert [anchor for anchor in (*fits, *fits_not) if made.fits(anchor)] == fits


def test_a_template_that_writes_nothing_of_its_own_makes_anything() -> None:
    assert [
        item.is_anything for item in (MadeId("x"), MadeId("x", "p"), MadeId("x", "", "s"), MadeId("x", "", "", "1"))
    ] == [
        True,
        False,
        False,
        False,
    ]


def test_a_shortcode_makes_ids_of_what_it_is_handed() -> None:
    made = made_of("x", ["The-Word", "a", "", "ab"], "Some more, TEXT")
    assert (made.path, made.words, made.text, made.is_anything) == ("x", {"theword", "ab"}, "somemoretext", False)
    fits = ["more", "More-Text", "x-the-word-2", "AB", "xabx"]
    assert [anchor for anchor in (*fits, "", "--", "other", "textmore") if made.fits(anchor)] == fits
