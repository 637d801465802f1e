"""The table ``markup`` of Hugo's configuration, as each version reads it."""

from __future__ import annotations

import pytest

from content_lint.site.generators.hugo.markup import Markup, read_markup

OLD, NEW = (0, 147, 9), (0, 148)


def hook(kind: str, **settings: object) -> dict[str, object]:
    return {"goldmark": {"renderhooks": {kind: settings}}}


def parser(**settings: object) -> dict[str, object]:
    return {"goldmark": {"parser": settings}}


WRITTEN = (("\u2014", "---"), ("\u2013", "--"), ("\u2026", "..."))


@pytest.mark.parametrize(
    ("table", "version", "expected"),
    [
        (None, (), Markup()),
        ("text", (), Markup()),
        ({"defaultmarkdownhandler": "asciidocext"}, (), Markup(goldmark=False)),
        ({"defaultmarkdownhandler": "goldmark"}, (), Markup()),
        (parser(autoidtype="GitHub-Ascii"), (), Markup(id_type="github-ascii")),
        (parser(autoheadingidtype="blackfriday"), (), Markup(id_type="blackfriday")),
        (parser(autoidtype="a", autoheadingidtype="b"), (), Markup(id_type="a")),
        (parser(autoheadingid=False), (), Markup(heading_ids=False)),
        (parser(autodefinitiontermid=True), (), Markup(definition_ids=True)),
        (parser(attribute=False), (), Markup(title_attributes=False)),
        (parser(attribute=True), (), Markup()),
        (parser(attribute={"title": False, "block": True}), (), Markup(title_attributes=False, block_attributes=True)),
        ({"goldmark": {"extensions": {"typographer": False}}}, (), Markup(typography=WRITTEN)),
        ({"goldmark": {"extensions": {"typographer": {"disable": True}}}}, (), Markup(typography=WRITTEN)),
        ({"goldmark": {"extensions": {"typographer": {}}}}, (), Markup()),
        (
            {"goldmark": {"extensions": {"typographer": {"endash": "--", "ellipsis": "&hellip;", "apostrophe": "x"}}}},
            (),
            Markup(typography=(("\u2013", "--"), ("\u2026", "\u2026"))),
        ),
        ({"goldmark": {"renderer": {"unsafe": True}}}, (), Markup(raw_html=True)),
        ({"goldmark": {"duplicateresourcefiles": True}}, (), Markup(copies_resources=True)),
        ({"goldmark": {"duplicateresourcefiles": "yes"}}, (), Markup()),
        (hook("link", useembedded="Always"), (), Markup(link_hook="always")),
        (hook("link", useembedded="always"), NEW, Markup(link_hook="always", embeds_hooks=True)),
        (hook("link", useembedded="fallback"), (), Markup(link_hook="fallback", embeds_hooks=True)),
        (hook("link", useembedded="never"), (), Markup(link_hook="never")),
        (hook("link", useembedded="sometimes"), (), Markup()),
        (hook("image", useembedded="never"), (), Markup(image_hook="never")),
        (hook("link", useembedded="never"), OLD, Markup()),
        (hook("image", enabledefault=True), (), Markup(image_hook="fallback", embeds_hooks=True)),
        (hook("link", enabledefault=True), OLD, Markup(link_hook="fallback", embeds_hooks=True)),
        (hook("link", enabledefault=False), (), Markup(link_hook="never")),
        (hook("link", enabledefault=True, useembedded="never"), NEW, Markup(link_hook="never", embeds_hooks=True)),
        (hook("link", enabledefault=False, useembedded="always"), OLD, Markup(link_hook="never", embeds_hooks=True)),
        ({}, (0, 144), Markup()),
        ({}, (0, 143, 9), Markup(ids_from_source=True)),
        ({}, (0, 123), Markup(ids_from_source=True)),
        (
            hook("link", useembedded="never"),
            (0, 122, 9),
            Markup(ids_from_source=True, link_hook="never", image_hook="never", copies_resources=True),
        ),
    ],
)
def test_what_the_table_says(table: object, version: tuple[int, ...], expected: Markup) -> None:
    assert read_markup(table, version) == expected
