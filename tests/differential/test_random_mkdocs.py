"""MkDocs itself on random sites: pages, ids, links, and what it warns of (``mkdocs_sites`` has the campaign)."""

from __future__ import annotations

import pytest

from tests.differential.generators import MKDOCS, WHY_NO_MKDOCS
from tests.differential.mkdocs_sites import compare

pytestmark = pytest.mark.skipif(MKDOCS is None, reason=WHY_NO_MKDOCS)


@pytest.mark.parametrize("seed", range(30))
def test_mkdocs_says_and_makes_the_same(seed: int) -> None:
    assert compare(seed) == []
