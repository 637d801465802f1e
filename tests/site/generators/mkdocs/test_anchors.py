"""The places of MkDocs' pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.site.page_anchors import Anchors
from tests.links.sites import site_of_texts


def anchors(root: Path, text: str, config: str = "", path: str = "docs/a.md") -> Anchors:
    site = site_of_texts(root, {"content-lint.toml": "", "mkdocs.yml": f"site_name: X\n{config}", path: text})
    found = site.anchors(path)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("text", "config", "ids"),
    [
        ("# One\n\n## Two words\n\n## One\n", "", ("one", "two-words", "one_1")),
        ("## A :smile: b\n", "", ("a-smile-b",)),
        ("## A :smile: b\n", "markdown_extensions: [pymdownx.emoji]\n", ("a-b",)),
        ("## Own {#mine}\n\n## Mine\n", "markdown_extensions: [attr_list]\n", ("mine", "mine_1")),
        ("<h2>Raw</h2>\n\n## Md\n", "", ("md",)),
        ('<p id="here">x</p>\n\n## Here\n', "", ("here_1", "here")),
    ],
)
def test_headings_have_ids(text: str, config: str, ids: tuple[str, ...], tmp_path: Path) -> None:
    found = anchors(tmp_path, text, config)
    assert found.ids == ids
    assert found.complete


@pytest.mark.parametrize(
    ("text", "config", "gap"),
    [
        ("--8<-- 'x.md'\n", "", "that include other files or code (`--8<--`, `:::`)"),
        ("::: some.module\n", "", "that include other files or code (`--8<--`, `:::`)"),
        ("text --8<-- x\n", "", ""),
        ("x\n", "plugins: [strange]\n", "whose texts the plugin strange may change"),
        ("x\n", "plugins: [search]\n", ""),
        ("x\n", "markdown_extensions: [own.thing]\n", "that go through the Markdown extension own.thing"),
        ("x\n", "markdown_extensions: [toc, tables]\n", ""),
    ],
)
def test_why_there_may_be_others(text: str, config: str, gap: str, tmp_path: Path) -> None:
    assert anchors(tmp_path, text, config).gap == gap


def test_themes_and_plugins_bring_places(tmp_path: Path) -> None:
    around = anchors(tmp_path, "x\n", "theme: readthedocs\n").around
    assert "rtd-search-form" in around.ids
    assert [prefix for prefix, _ in around.prefixes] == ["__", "navbar", "toc-"]
    with_tags = anchors(tmp_path / "b", "x\n", "theme: {name: material}\nplugins: [tags]\n").around
    assert "__comments" in with_tags.ids
    assert with_tags.prefixes[-1] == ("tag:", "the plugin tags")
    assert with_tags.prefixes[0] == ("__", "Material for MkDocs")
