"""What is known of a value at first sight is what the long way says of it."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st
from msgspec.structs import replace

from content_lint.cms.next_save import _is_written_alike, _Save
from content_lint.cms.written.numbers import read_plain
from content_lint.cms.written.strings import DECAP, SVELTIA, Place, can_be_plain, write_text

STYLES = [replace(style, width=0) for style in (DECAP, SVELTIA)]
DATES = ["2020-02-28T09:00:00.000Z", "2020-02-30T09:00:00.000Z"]
WORDS = [
    "a",
    "Null",
    "true",
    "no",
    "/",
    ":",
    "#",
    "-",
    "?",
    "'",
    "[",
    ",",
    "&",
    "%",
    "0",
    "7",
    "12",
    "e3",
    ".5",
    "\u00e9",
]
BLANKS = ["\u00e9", ": ", " #", " ", '"', "\n", "\t", "\x85", "\u00a0", "\u2028"]
TEXTS = st.lists(st.sampled_from([*WORDS, *BLANKS, *DATES]), max_size=5).map("".join)


@given(TEXTS, st.sampled_from(STYLES))
@example("2020-02-28T24:00:00.000Z", STYLES[0])
@example("999999999999999", STYLES[1])
def test_what_is_written_alike_is_written_so_by_each_cms(text, style):
    raw = text.strip()
    if _is_written_alike(raw):
        save = _Save.__new__(_Save)
        save.unfolded = style
        assert save._text_of(read_plain(raw, moments=style.newer is False)) == (True, raw)


@given(TEXTS, st.sampled_from(STYLES))
def test_a_text_that_cannot_be_plain_is_never_written_as_it_is(text, style):
    if not can_be_plain(text):
        assert write_text(text, style, Place("  ")) != text
