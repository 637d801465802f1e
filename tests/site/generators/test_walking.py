"""The files that are looked at while a configuration of Eleventy's is read."""

from __future__ import annotations

import pytest

from content_lint.site.generators.eleventy.data import data_of_folders, data_of_site
from content_lint.site.generators.eleventy.host_rules import rules_of_templates
from content_lint.site.generators.walking import folders_below, names_in
from tests.files import write_files


def nothing_read(path: str) -> str:
    raise AssertionError(path)


@pytest.fixture
def site(tmp_path):
    outside = write_files(
        tmp_path / "outside", {"redirects.njk": "x", "posts/posts.json": "{}", "a.json": '{"b": 1}', "a.md": ""}
    )
    root = write_files(tmp_path / "site", {"src/b/z.md": "", "src/b/a.md": "", "src/a/x.md": ""})
    write_files(root, {"src/node_modules/y": ""})
    (root / "out").symlink_to(outside)
    (root / "src" / "out").symlink_to(outside)
    return root


def test_folders_come_in_order_and_links_to_folders_are_not_followed(site):
    assert list(folders_below(site, "src", 100)) == [("src", []), ("src/a", ["x.md"]), ("src/b", ["a.md", "z.md"])]
    assert [folder for folder, _ in folders_below(site, "", 100)] == ["", "src", "src/a", "src/b"]


def test_nothing_is_looked_at_in_a_folder_that_is_a_link_out_of_the_site(site):
    assert list(folders_below(site, "out", 100)) == []
    assert names_in(site, "out") == []
    assert names_in(site, "none") == []
    assert names_in(site, "src/b") == ["a.md", "z.md"]
    assert list(data_of_folders(site, "out", nothing_read)) == []
    assert data_of_site(site, "out", nothing_read) == {}
    assert list(rules_of_templates(site, "out", nothing_read)) == []


def test_a_site_of_many_files_and_folders_comes_to_an_end(site):
    assert list(folders_below(site, "src", 3)) == [("src", []), ("src/a", ["x.md"])]
    for number in range(50):
        (site / "deep" / str(number)).mkdir(parents=True)
    assert len(list(folders_below(site, "deep", 20))) == 20
