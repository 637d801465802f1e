from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.site.generators.jekyll.layouts import machinery_paths, read_layouts
from content_lint.site.sources.tree import DiskTree


def test_literal_anchors_of_templates_are_read() -> None:
    layouts = read_layouts(
        {
            "_layouts/default.html": '<main id="content" class="x"><a name=top-link></a>',
            "_layouts/post/wide.html": "<p\nid = 'two'></p> <p data-id=\"no\">",
            "_includes/foot.html": "<footer ID=foot>{{ x }}</footer>",
        }
    )
    assert layouts.around(["_layouts/default", "_layouts/post/wide", "_includes/foot.html"]).ids == {
        "content",
        "top-link",
        "two",
        "foot",
    }
    assert layouts.around([]).ids == frozenset()


def test_a_page_has_what_its_own_layout_brings_with_all_that_it_includes() -> None:
    layouts = read_layouts(
        {
            "_layouts/base.html": '<b id="base">{% include foot.html %}',
            "_layouts/post.html": '---\nlayout: base\n---\n<b id="post">',
            "_includes/foot.html": '<b id="foot">{%- include_cached deep/er.html x=1 -%}',
            "_includes/deep/er.html": '<b id="deep">{% include foot.html %}',
            "_includes/nobody.html": '<b id="{{ include.id }}">',
        }
    )
    around = layouts.around(["_layouts/post"])
    assert (around.ids, around.prefixes, around.absent) == ({"base", "post", "foot", "deep"}, (), ())
    assert layouts.around(["_layouts/gone"]).absent == ("_layouts/gone",)


def test_an_include_whose_name_is_worked_out_can_be_any() -> None:
    layouts = read_layouts({"_layouts/a.html": "{% include {{ x }} %}", "_includes/b.html": '<b id="{{ y }}">'})
    assert layouts.around(["_layouts/a"]).prefixes == (("", "_includes/b.html"),)


@pytest.mark.parametrize(
    ("text", "prefix"),
    [
        ('<p id="note-{{ page.x }}">', "note-"),
        ('<p id="note-{% if x %}a{% endif %}">', "note-"),
        ('<p id="{{ page.x }}">', ""),
    ],
)
def test_of_what_a_template_completes_the_beginning_is_known(text: str, prefix: str) -> None:
    assert read_layouts({"_layouts/a.html": text}).around(["_layouts/a"]).prefixes == ((prefix, "_layouts/a"),)


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


def test_what_a_tag_hands_to_an_include_becomes_an_id_there() -> None:
    layouts = read_layouts(
        {
            "_includes/box.html": '<div id="{{ include.id }}" name="{{include.other}}">',
            "_layouts/a.html": "{% include box.html id=\"one\" other=page.x %}{% include box.html id='two' %}",
            "_layouts/b.html": "{% include box.html %}",
        }
    )
    around = layouts.around(["_layouts/a"])
    assert (around.ids, around.prefixes) == ({"one", "two"}, (("", "_includes/box.html"),))
    assert layouts.around(["_layouts/b"]).prefixes == ()


def test_headings_of_an_include_get_ids_where_a_text_of_markdown_includes_it() -> None:
    layouts = read_layouts({"_includes/a.md": "## Ask Us 2\n\n### For {{ x }}\n\n## Other {#own}\n"})
    around = layouts.around(["_includes/a.md"])
    assert {"ask-us-2", "own"} <= around.ids
    assert around.prefixes == (("for-", "_includes/a.md"),)


@pytest.mark.parametrize(
    ("program", "quiet"),
    [
        ("Liquid::Template.register_tag('card', Card)", {"card"}),
        (
            'class T < Liquid::Tag\n def render(c) "<b id=\\"x\\">" end\nend\nLiquid::Template.register_tag("t", T)',
            set(),
        ),
        ("Liquid::Template.register_tag('md', Md)\nJekyll::Converters::Markdown.convert(x)", set()),
    ],
)
def test_tags_of_the_sites_own_that_write_no_ids_are_known(program: str, quiet: set[str]) -> None:
    assert read_layouts({"_plugins/x.rb": program}).quiet_tags == quiet
