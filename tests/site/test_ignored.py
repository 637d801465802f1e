from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll.ignored import ignored_settings


def said(folder: Path, config: str) -> list[str]:
    (folder / "_config.yml").write_text(config)
    return list(ignored_settings(load_settings(folder, catalog=catalog())))


def test_defaults_inside_of_a_collection_are_told_with_what_to_do(tmp_path):
    assert said(tmp_path, "collections: {news: {output: true, defaults: {layout: post}}}\n") == [
        (
            "Jekyll ignores `collections.news.defaults` in _config.yml: move it to the top-level `defaults`, "
            "with `scope: {path: '', type: news}`"
        )
    ]


def test_many_of_a_kind_are_one_line(tmp_path):
    names = ", ".join(f"{name}: {{defaults: {{layout: a}}}}" for name in "abcde")
    (line,) = said(tmp_path, f"collections: {{{names}}}\n")
    assert "`collections.a.defaults`, `collections.b.defaults`, `collections.c.defaults` and 2 more like these" in line


@pytest.mark.parametrize("config", ["collections: {news: {output: true}}\ndefaults: []\n", "title: T\n"])
def test_settings_that_jekyll_reads_are_not_told(tmp_path, config):
    assert said(tmp_path, config) == []


def test_the_real_site_has_one_such_line(shared):
    settings = load_settings(shared / "sites/civil-service-lgbt", catalog=catalog())
    (line,) = ignored_settings(settings)
    assert "collections." in line
