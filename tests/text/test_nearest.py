"""What somebody most likely meant comes first."""

from __future__ import annotations

from content_lint.text.nearest import likest


def test_a_name_that_holds_the_word_comes_first_and_then_the_likest() -> None:
    anchors = ["installation", "third-party", "portage-gentoo", "gentle", "gentoo-and-all-the-others-there-are"]
    assert likest("gentoo", anchors)[:3] == ["portage-gentoo", "gentoo-and-all-the-others-there-are", "gentle"]


def test_nothing_is_lost_and_equals_keep_their_order() -> None:
    many = [f"part-{number}" for number in range(300)]
    assert sorted(likest("chapter", many)) == sorted(many)
    assert likest("", ["b", "a"]) == ["b", "a"]
