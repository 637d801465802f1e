from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.site.layouts import machinery_paths, read_layouts
from content_lint.site.tree import DiskTree


def test_literal_anchors_of_templates_are_read() -> None:
    layouts = read_layouts(
        {
            "_layouts/default.html": '<main id="content" class="x"><a name=top-link></a>',
            "_layouts/post/wide.html": "<p\nid = 'two'></p> <p data-id=\"no\">",
            "_includes/foot.html": "<footer ID=foot>{{ x }}</footer>",
        }
    )
    assert layouts.ids == {"content", "top-link", "two", "foot"}
    assert layouts.names == {"default", "post/wide"}
    assert not layouts.computes


@pytest.mark.parametrize(
    ("text", "brings", "does_not"),
    [
        ('<p id="note-{{ page.x }}">', ["note-1", "note-"], ["x", "not"]),
        ('<p id="note-{% if x %}a{% endif %}">', ["note-a"], ["a"]),
        ('<p id="{{ page.x }}">', ["anything"], []),
        ('<p id="a">', ["a"], ["A", "b"]),
    ],
)
def test_what_a_template_completes_may_be_anything(text: str, brings: list[str], does_not: list[str]) -> None:
    layouts = read_layouts({"_layouts/a.html": text})
    assert [anchor for anchor in brings if not layouts.may_bring(anchor)] == []
    assert [anchor for anchor in does_not if layouts.may_bring(anchor)] == []


def test_templates_and_plugins_are_found_on_disk_and_in_lists(tmp_path: Path) -> None:
    paths = [
        "_layouts/a.html",
        "_includes/b/c.html",
        "_plugins/d.rb",
        "_plugins/e.md",
        "_layouts/f.png",
        "_news/g.html",
    ]
    for home in ("", "src/"):
        for path in paths:
            (tmp_path / home / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / home / path).write_text("x")
    expected = ["_includes/b/c.html", "_layouts/a.html", "_plugins/d.rb"]
    tree = DiskTree(tmp_path)
    assert sorted(machinery_paths(tree)) == expected
    assert sorted(machinery_paths(tree, "src/")) == expected
    assert sorted(machinery_paths(DiskTree(tmp_path / "gone"))) == []


@pytest.mark.parametrize(
    "text", [' id="' * 50_000, " id=" * 50_000, " id='x" * 50_000, " " * 300_000, " id" + " " * 300_000]
)
def test_hostile_templates_cost_no_more_than_linear_time(text: str) -> None:
    start = time.process_time()
    read_layouts({"_layouts/a.html": text})
    assert time.process_time() - start < 1
