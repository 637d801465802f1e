"""Why a link with a blank in its address is none is found out in its first 500 signs."""

from __future__ import annotations

import pytest

from content_lint.rules.internal.lost_link import _spaced


@pytest.mark.parametrize(("length", "why"), [(500, "mark"), (501, "space")])
def test_a_mark_with_a_blank_at_the_end_of_a_long_address(length: int, why: str) -> None:
    assert _spaced("[a](" + "b" * (length - 7) + " #)") == why
