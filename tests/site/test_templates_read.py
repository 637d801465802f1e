"""What is read out of one template: the ids that it writes, what it includes and hands on, and links that it prints."""

from __future__ import annotations

import re

import pytest

from content_lint.site.layouts import (
    Around,
    Handed,
    Layouts,
    Template,
    gives_ids,
    handed_on,
    include_path,
    layout_path,
    read_template,
)
from content_lint.site.link_uses import prints_links
from content_lint.site.template_ids import brought_by


@pytest.mark.parametrize(
    ("path", "text", "template"),
    [
        ("_layouts/a", "<p id=\"X\" name = 'Y'> <a\nNAME=Z/>", Template(frozenset({"X", "Y", "Z/"}))),
        ("_layouts/a", '<p data-id="x" id="" xid="z">', Template(frozenset({""}))),
        ("_layouts/a", '<p id="{{ include.X }}">', Template(parameters=frozenset({"X"}))),
        (
            "_layouts/a",
            '<p id="{{- include.X -}}"><p id="a{{ include.Y }}">',
            Template(prefixes=("a",), parameters=frozenset({"X"})),
        ),
        ("_layouts/a", '<p id="a{{ x }}"><p id="{% y %}"><p id="a{{ z }}">', Template(prefixes=("a", ""))),
        (
            "_layouts/a",
            "{% include X.html %}{%- include_cached b/Y.html x=1 %}",
            Template(
                includes=("_includes/X.html", "_includes/b/Y.html"), handed=(Handed("_includes/b/Y.html", "x", None),)
            ),
        ),
        ("_layouts/a", "{% include {{ x }} %}{% include_relative y.html %}", Template(includes=(None,))),
        ("_layouts/a", "---\nlayout: X\n---\n", Template(includes=("_layouts/X",))),
        ("_layouts/a", "---\nlayout: 'X/y'\n---\n", Template(includes=("_layouts/X/y",))),
        ("_layouts/a", "---\nlayout: none\n---\n", Template()),
        ("_layouts/a", "---\nlayout: null\n---\n", Template()),
        ("_layouts/a", "---\nx: y\n---\nlayout: X\n", Template()),
        ("_layouts/a", "layout: X\n", Template()),
        ("_layouts/a", "---\r\nlayout: X\r\n---\r\n", Template(includes=("_layouts/X",))),
        ("_layouts/a", "---  \nlayout: X", Template(includes=("_layouts/X",))),
        ("_layouts/a", "---\n---\nlayout: X\n", Template()),
        ("_includes/a", "---\nlayout: X\n---\n", Template()),
        ("_layouts/a", "## One two\n{: #three}\n", Template()),
        ("_includes/a", "## One 2 ##\n", Template(frozenset({"one-2"}))),
        ("_includes/a", "### 2 Ünï\n", Template(frozenset({"2-ünï", "n"}))),
        ("_includes/a", "## A {{ x }}\n", Template(prefixes=("a-",))),
        ("_includes/a", "{: .b #three .c}\n{:#four}\n", Template(frozenset({"three", "four"}))),
        (
            "_layouts/a",
            "{% assign x = 1 %}{%- capture y -%}{% increment z %}{% if w %}",
            Template(assigned=frozenset("xyz")),
        ),
        ("_layouts/a", "<script>h.setAttribute('id', x)</script>", Template(scripted=True)),
        ("_layouts/a", "<script>h.setAttribute('id', 'x')</script>", Template(frozenset("x"))),
    ],
)
def test_what_is_in_a_template(path: str, text: str, template: Template) -> None:
    assert read_template(path, text) == template


@pytest.mark.parametrize(
    ("text", "gives"),
    [
        ("$(this).attr('id', x)", True),
        ('el.prop( "id" , x)', True),
        ("h.setAttribute('id',x)", True),
        ("heading.id = x", True),
        ("this.id=x", True),
        ("heading.id == x", False),
        ("other.id = x", False),
        ("$(this).attr('id')", False),
        ("h.setAttribute('id', 'a')", False),
        ('h.setAttribute("id", "a").x()', False),
        ("el.id = `a`;", False),
        ("h.setAttribute('id', 'a'), el.id = x", True),
        ("h.setAttribute('id', 'a' + x)", True),
        ("el.id = 'a' + x", True),
        ("el.id = `a${x}`", True),
        ("el.id = 'a'.concat(x)", True),
        (f"el.id = '{'a' * 200}'", False),
        (f"el.id = '{'a' * 201}'", True),
        ("$(this).attr('idx', 1)", False),
        ("notocifying", False),
    ],
)
def test_a_script_gives_places_their_ids(text: str, *, gives: bool) -> None:
    assert gives_ids(text) is gives


@pytest.mark.parametrize(
    ("tag", "path", "handed"),
    [
        ("{% include X.html %}", "_includes/X.html", []),
        (
            "{%- include /d/X.html a=\"b c\" d='e' f=g -%} h=i",
            "_includes/d/X.html",
            [("a", "b c"), ("d", "e"), ("f", None)],
        ),
        ("{% include X.html a = b c-d = '' %}", "_includes/X.html", [("a", None), ("c-d", "")]),
        ("{% include X.html a='b{{ c }}' %}", "_includes/X.html", []),
        ("{% include X.html a=b", "_includes/X.html", [("a", None)]),
        ("{% include_relative X.html a=b %}", None, []),
        ("{% include {{ x }} a=b %}", None, []),
        ("{% link X.html %}", None, []),
        ("x {% include X.html %}", None, []),
    ],
)
def test_what_an_include_is_handed(tag: str, path: str | None, handed: list[tuple[str, str | None]]) -> None:
    assert include_path(tag) == path
    assert list(handed_on(tag)) == [Handed(path or "", name, value) for name, value in handed]


def test_what_is_handed_becomes_an_anchor_where_the_template_says_so() -> None:
    box = read_template("_includes/box.html", '<p id="{{ include.anchor }}">{{ include.text }}')
    page = read_template("_layouts/a", "{% include box.html anchor='X' text='Y' %}{% include gone.html anchor='Z' %}")
    layouts = Layouts({"_layouts/a": page, "_includes/box.html": box})
    around = layouts.around([layout_path("a")])
    assert (around.ids, around.absent) == ({"X"}, ("_includes/gone.html",))
    assert layouts.around(["_includes/box.html"], [Handed("_includes/box.html", "anchor", "W")]).ids == {"W"}
    assert layouts.around(["_includes/box.html"], [Handed("_includes/box.html", "anchor", None)]).prefixes == (
        ("", "_includes/box.html"),
    )
    assert layouts.around(["_includes/box.html"], [Handed("_includes/other.html", "anchor", "W")]) == Around()
    assert layouts.around(["_includes/box.html"]) == Around()


@pytest.mark.parametrize(
    ("text", "ids", "prefixes"),
    [
        ('<p id="X">', {"X"}, ()),
        ("<p ID='X' name = Y>", {"X", "Y"}, ()),
        ('write("<p id=\\"X\\">")', {"X"}, ()),
        ('<p id="a-{{ x }}"><p id="{% y %}">', set(), ("a-", "")),
        ("<p id=`x`>", set(), ()),
        ('<p id="b-${ x }"><p id="c-<%= x %>">', set(), ("b-", "c-")),
        ("<p id={x}>", set(), ("",)),
        (':id="X"', {"X"}, ()),
        ('data-id="x" a.id="y" $id="z" x:id="w"', set(), ()),
    ],
)
def test_the_places_of_other_templates(text: str, ids: set[str], prefixes: tuple[str, ...]) -> None:
    assert brought_by({"t.njk": text}) == Around(frozenset(ids), tuple((item, "t.njk") for item in prefixes))


def test_scripts_and_footnotes_bring_places_too() -> None:
    texts = {"a.njk": "<p id=x>", "b.njk": "el.id = y", "c.njk": "el.id = z"}
    assert brought_by(texts, ["fn", "fnref"]) == Around(
        frozenset({"x"}), (("fn", "the footnotes"), ("fnref", "the footnotes")), scripted="b.njk"
    )


@pytest.mark.parametrize(
    ("text", "prints"),
    [
        ("{{ content }}", True),
        ("{{- content -}}", True),
        ("{{ x }}{{ content | truncate }}", True),
        ("{{ content | strip_html }}", False),
        ("{{ content | plainify }}", False),
        ("{{ content | number_of_words }}", False),
        ("{{ content.size }}", False),
        ("{{ content | absolute_urls }}", False),
        ("{{ content | expand_urls: url }}", False),
        ("{{ content | replace: 'href=\"/', x }}", False),
        ("{{ content | replace: 'a', 'b' }}", True),
        ("{{ content | strip_html }}{{ content }}", True),
        ("<feed xml:base='x'>{{ content }}", False),
        ("{{ title }}", False),
        ("content", False),
        ("", False),
    ],
)
def test_a_template_prints_texts_with_links_that_nothing_completes(text: str, *, prints: bool) -> None:
    assert prints_links(text, re.compile(r"\bcontent\b")) is prints
