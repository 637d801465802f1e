"""Both sides of the numbers in what is exported."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.export.anchors import anchors_of_headings
from content_lint.export.columns import columns_of
from content_lint.export.html import render_html
from content_lint.parse.facts import Heading
from content_lint.site.page_anchors import Anchors
from content_lint.text.source import Span
from tests.links.sites import site_of_texts


@pytest.mark.parametrize("count", [500, 501])
def test_a_table_has_500_columns_for_fields(count: int, tmp_path: Path) -> None:
    fields = "".join(f"field{number}: x\n" for number in range(count))
    path = "_posts/2024-01-01-a.md"
    site = site_of_texts(tmp_path, {path: f"---\n{fields}---\nText.\n"})
    (columns,) = columns_of(site, [path]).values()
    assert len(columns) == 500


@pytest.mark.parametrize(("between", "found"), [(49, "end"), (50, None)])
def test_the_id_of_a_heading_is_looked_for_among_50(between: int, found: str | None) -> None:
    ids = tuple(f"figure{number}" for number in range(between))
    heading = Heading(2, "End", "End", Span(0, 3))
    assert list(anchors_of_headings([heading], Anchors((*ids, "end")))) == [found]


@pytest.mark.parametrize(("length", "is_rendered"), [(1_000_000, True), (1_000_001, False)])
def test_a_million_characters_are_rendered(length: int, *, is_rendered: bool) -> None:
    assert (render_html("x" * length, [], attributes=False) is not None) is is_rendered
