"""Safe fixes against the real generators: what they make of a site differs in nothing but what the fixes name."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.differential.fixing import fixed_and_compared
from tests.differential.generators import HUGO, JEKYLL, WHY_NO_HUGO, WHY_NO_JEKYLL, build_hugo, build_jekyll
from tests.differential.sites import HUGO_SITES, JEKYLL_SITES, Made
from tests.files import write_files


@pytest.mark.skipif(JEKYLL is None, reason=WHY_NO_JEKYLL)
@pytest.mark.parametrize("name", JEKYLL_SITES)
def test_jekyll_makes_the_same_site(name: str, tmp_path: Path) -> None:
    _check(JEKYLL_SITES[name], tmp_path, build_jekyll)


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
@pytest.mark.parametrize("name", HUGO_SITES)
def test_hugo_makes_the_same_site(name: str, tmp_path: Path) -> None:
    _check(HUGO_SITES[name], tmp_path, build_hugo)


def _check(made: Made, folder: Path, build) -> None:
    root = write_files(folder / "site", made.files)
    outcome, found = fixed_and_compared(root, folder, made.url, build)
    assert found == []
    assert outcome.refusals == ()
    # The control: all of these had something to put right.
    assert made.fixes <= set(outcome.by_rule)
