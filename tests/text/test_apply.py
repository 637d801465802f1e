from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.text.apply import OverlapError, apply_edits, changes_of, choose_fixes, compose
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

TEXTS = st.text(st.sampled_from("ab\r\n😀\u200b"), max_size=30)


def edit(start: int, end: int, text: str, path: str = "a.md") -> Edit:
    return Edit(path, Span(start, end), text)


def fix(*edits: Edit) -> Fix:
    return Fix("Do it", edits, Safety.SAFE)


@st.composite
def fixes_of(draw: st.DrawFn, text: str) -> list[Fix]:
    """Fixes of one or two edits anywhere in a text."""
    places = st.integers(0, len(text))
    edits = st.tuples(places, st.integers(0, 4), st.sampled_from(["", "x", "y\n"])).map(
        lambda part: edit(part[0], min(part[0] + part[1], len(text)), part[2])
    )
    return draw(st.lists(st.lists(edits, min_size=1, max_size=2).map(lambda some: fix(*some)), max_size=5))


def test_edits_are_made_in_any_order() -> None:
    edits = [edit(4, 5, "E"), edit(0, 1, "AA"), edit(2, 2, "-")]
    assert apply_edits("abcdefg", edits) == "AAb-cdEfg"


def test_an_edit_that_is_there_twice_is_made_once() -> None:
    assert apply_edits("abc", [edit(1, 1, "x"), edit(1, 1, "x")]) == "axbc"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (edit(0, 2, ""), edit(1, 3, "")),
        (edit(0, 3, ""), edit(1, 2, "")),
        (edit(1, 1, "x"), edit(1, 1, "y")),
        (edit(1, 1, "x"), edit(1, 2, "")),
        (edit(0, 1, ""), edit(1, 1, "x")),
    ],
)
def test_edits_of_one_place_are_refused(one: Edit, other: Edit) -> None:
    with pytest.raises(OverlapError):
        apply_edits("abc", [one, other])


def test_edits_side_by_side_are_two() -> None:
    assert apply_edits("abcd", [edit(0, 1, "A"), edit(1, 2, "B")]) == "ABcd"


@pytest.mark.parametrize("span", [(2, 4), (4, 4), (2, 1)])
def test_an_edit_outside_of_the_text_is_refused(span: tuple[int, int]) -> None:
    with pytest.raises(IndexError):
        apply_edits("abc", [edit(*span, "")])


def test_a_fix_is_taken_whole_or_not_at_all() -> None:
    first, second, third = fix(edit(0, 2, "")), fix(edit(1, 2, ""), edit(5, 6, "")), fix(edit(5, 6, "x"))
    assert choose_fixes([first, second, third]) == [first, third]


def test_fixes_of_different_files_do_not_meet() -> None:
    one, other = fix(edit(0, 2, "")), fix(edit(0, 2, "", "b.md"))
    assert choose_fixes([one, other]) == [one, other]


def test_a_fix_whose_own_edits_meet_is_left_out() -> None:
    assert choose_fixes([fix(edit(0, 2, ""), edit(1, 3, "")), fix()]) == []


def test_equal_fixes_are_one() -> None:
    assert len(choose_fixes([fix(edit(0, 2, "")), fix(edit(0, 2, ""))])) == 1


@settings(max_examples=150, deadline=None)
@given(st.data())
def test_outside_of_the_changes_nothing_changes_however_many_rounds_there_are(data: st.DataObject) -> None:
    before = now = data.draw(TEXTS)
    changes = ()
    for _ in range(3):
        edits = [item for chosen in choose_fixes(data.draw(fixes_of(now))) for item in chosen.edits]
        after = apply_edits(now, edits)
        changes = compose(changes, changes_of(edits, len(now)))
        now = after
    rebuilt, place = "", 0
    for change in changes:
        rebuilt += before[place : change.before.start]
        assert len(rebuilt) == change.after.start
        rebuilt += now[change.after.start : change.after.end]
        place = change.before.end
    assert rebuilt + before[place:] == now


def test_twenty_thousand_fixes_are_chosen_in_a_moment() -> None:
    text = "ab" * 20_000
    fixes = [fix(edit(place, place + 1, "")) for place in range(0, len(text), 2)]
    chosen = choose_fixes(reversed(fixes))
    assert len(chosen) == 20_000
    assert apply_edits(text, [item for one in chosen for item in one.edits]) == "b" * 20_000
