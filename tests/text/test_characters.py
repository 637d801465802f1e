"""Invisible characters: which they are, and where they are at home."""

from __future__ import annotations

import sys
import time
import unicodedata

import pytest

from content_lint.text.characters import (
    find_invisible,
    guides_breaks,
    guides_reading,
    has_invisible,
    has_right_to_left,
    may_change_the_view,
    name_of,
    shapes_letters,
    strip_invisible,
)


def homeless(text: str) -> list[str]:
    rtl = has_right_to_left(text)
    return [name_of(text[place]) for place in find_invisible(text) if not _is_at_home(text, place, rtl=rtl)]


def _is_at_home(text: str, place: int, *, rtl: bool) -> bool:
    works = guides_breaks(text, place) or guides_reading(text, place, right_to_left=rtl)
    return works or shapes_letters(text, place)


@pytest.mark.parametrize(
    "text",
    [
        "\U0001f3f3\ufe0f\u200d\U0001f308",  # rainbow flag
        "\U0001f468\U0001f3fd\u200d\u2764\ufe0f\u200d\U0001f468",  # couple, with a skin tone
        "\U0001f9d1\u200d\u2695\ufe0f",  # health worker
        "\U0001f3f4\U000e0067\U000e0062\U000e0077\U000e006c\U000e0073\U000e007f",  # Wales
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",  # Persian
        "\u0915\u094d\u200d\u0937",  # Devanagari
        "\u0d28\u0d4d\u200d",  # Malayalam, joiner at the end of a word
        "\u0e20\u0e32\u200b\u0e29\u0e32",  # Thai
        "\u179f\u200b\u1798",  # Khmer
        "\u05e9\u05dc\u05d5\u05dd\u200f (a) \u2067x\u2069",  # Hebrew with marks of direction
        "\u05e9\u05dc\u05d5\u05dd\n\u200e00000000 11111111",  # and one that keeps two numbers of its own line in order
        "Validierungs\u00adbibliothek, cafe\u0301\u00adteria",  # soft hyphens inside words
        "Auf\u200clage",  # no ligature over the seam of a German word
        "\u1820\u180e\u1820",  # Mongolian
        "\U0001e922\u200d",  # Adlam
        "\u4eca\u65e5\u306f\u200b\u5929\u6c17",  # Japanese, a good place to break a line
        "100\u2060\u2013\u2060200 and/\u2060or \u65e5\u2060\u672c",  # word joiners where a line could break
        "f\u2061(x) = 2\u2062x",  # mathematics
    ],
)
def test_joiners_marks_and_tags_are_at_home_where_they_work(text: str) -> None:
    assert has_invisible(text)
    assert homeless(text) == []


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("F\ufeffor", ["byte order mark"]),
        ("a\u200bb", ["zero-width space"]),
        ("a\u200db\u200cc", ["zero-width joiner", "zero-width non-joiner"]),
        ("\U0001f3f3\u200dx", ["zero-width joiner"]),
        ("soft\u00ad \u00adsoft so\u00ad1", ["soft hyphen"] * 3),
        ("a \u2060b", ["word joiner"]),
        ("un\u200cder", ["zero-width non-joiner"]),
        ("a\u180eb", ["mongolian vowel separator"]),
        ("\u05e9 a\u200bb", ["zero-width space"]),
        ("a\u2060b", ["word joiner"]),
        ("a\u200eb", ["left-to-right mark"]),
        ("\u05e9\u202eabc", ["right-to-left override"]),
        ("x\U000e0041", ["hidden tag character"]),
        ("\U0001f3f4\U000e0067\U000e0062 x", ["hidden tag character", "hidden tag character"]),
    ],
)
def test_all_others_are_named(text: str, names: list[str]) -> None:
    assert homeless(text) == names


def test_no_break_spaces_and_variation_selectors_are_seen() -> None:
    assert not has_invisible("a\u00a0b \u202f \u2764\ufe0f caf\u00e9")
    assert strip_invisible("j\ufeffo\u200b") == "jo"


def test_everything_invisible_is_a_format_character() -> None:
    found = [chr(code) for code in range(0x110000) if not 0xD800 <= code < 0xE000 and has_invisible(chr(code))]
    assert len(found) > 40
    assert {unicodedata.category(char) for char in found} <= {"Cf", "Cn"}
    assert all(name_of(char) == name_of(char).lower() for char in found)


def test_cost_is_linear_in_a_line_of_nothing_else() -> None:
    for char in ("\ufeff", "\u200d", "\u200f", "\U000e0041"):
        began = time.process_time()
        assert len(homeless(char * 100_000)) == 100_000
        assert time.process_time() - began < 3


@pytest.mark.parametrize("text", ["\u200f12 34", "a\u202eb", "a\u2067b", "\u0628\ufeff\u0628", "a\ufff9b", "\u202d1"])
def test_a_deletion_that_readers_could_see_is_known(text: str) -> None:
    assert [may_change_the_view(text, place) for place in find_invisible(text)] == [True]


@pytest.mark.parametrize("text", ["a\u200bb", "a\u200e b", "so\u00ad ft", "\u05d0\ufeff\u05d1", "\u0628\ufeff b"])
def test_others_can_go_unseen(text: str) -> None:
    assert [may_change_the_view(text, place) for place in find_invisible(text)] == [False]


def test_every_invisible_character_is_noticed_in_a_text():
    everything = "".join(map(chr, range(sys.maxunicode + 1)))
    offsets = list(find_invisible(everything))
    assert len(offsets) > 100
    assert all(has_invisible(f"caf\u00e9\n{everything[offset]}\n") for offset in offsets)
    assert not has_invisible("caf\u00e9\nth\u00e9\u00a0\n")
