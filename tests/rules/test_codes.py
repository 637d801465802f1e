"""The table of families and codes in CONTRIBUTING.md: what is in use is what the rules have, and no number is lost."""

from __future__ import annotations

import re
from itertools import groupby
from pathlib import Path

import pytest

from content_lint.rules.registry import all_rules
from content_lint.rules.rule import Family

TEXT = (Path(__file__).parent.parent.parent / "CONTRIBUTING.md").read_text(encoding="utf-8")
ROWS = {row[0]: row for row in (line.strip("| ").split(" | ") for line in TEXT.splitlines()) if len(row[0]) == 2}


def codes_in(cell: str) -> list[str]:
    """The codes of a cell; ``SY101-SY103`` is three of them."""
    found = []
    for first, last in re.findall(r"([A-Z]{2}\d{3})(?:-([A-Z]{2}\d{3}))?", cell):
        numbers = range(int(first[2:]), int((last or first)[2:]) + 1)
        found += [f"{first[:2]}{number}" for number in numbers]
    return found


@pytest.mark.parametrize("family", Family)
def test_the_table_has_the_codes_in_use(family: Family) -> None:
    _, folder, _, used, *_ = ROWS[family.letters]
    assert folder == f"`rules/{family.word}/`"
    assert codes_in(used) == sorted(rule.meta.code for rule in all_rules().values() if rule.meta.family is family)


@pytest.mark.parametrize("family", Family)
def test_no_code_is_lost_or_used_again(family: Family) -> None:
    """A code that is gone from a hundred is retired: without it there would be a gap."""
    _, _, _, used, *rest = ROWS[family.letters]
    retired = codes_in(" ".join(rest))
    assert set(retired).isdisjoint(codes_in(used))
    numbers = sorted(int(code[2:]) for code in codes_in(used) + retired)
    for hundred, group in groupby(numbers, key=lambda number: number // 100):
        last = [number % 100 for number in group]
        assert last == list(range(1, len(last) + 1)), f"{family.letters}{hundred} has a gap"
