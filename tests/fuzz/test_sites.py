"""Half a minute of odd sites: made ones, and the real one with a file damaged. For hours: python -m tests.fuzz."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from tests.fuzz.builder import build_site, slice_of
from tests.fuzz.campaign import campaign, seconds_in_ci


def test_the_laws_hold_for_made_sites() -> None:
    judged = dict(campaign(build_site, seconds_in_ci(0.6)))
    assert {number: said for number, said in judged.items() if said} == {}
    assert len(judged) > 5


@pytest.mark.parametrize("name", ["civil-service-lgbt"])
def test_the_laws_hold_for_a_damaged_real_site(shared: Path, name: str) -> None:
    judged = dict(campaign(partial(slice_of, shared / "sites" / name), seconds_in_ci(0.4)))
    assert {number: said for number, said in judged.items() if said} == {}
    assert len(judged) > 2
