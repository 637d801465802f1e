"""What the command that builds a Jekyll site says: files of configuration and switches."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll.config import JekyllConfig
from tests.files import write_files


def config(root: Path, files: dict[str, str], folder: str = "") -> JekyllConfig:
    site = f"{folder}/" if folder else ""
    usual = {".git/HEAD": "", f"{site}_config.yml": "title: A\nbaseurl: /a\nfeed: {path: a.xml}\n"}
    write_files(root, {**usual, **files})
    return JekyllConfig.of(load_settings(root / folder, catalog=catalog()))


@pytest.mark.parametrize(
    ("command", "kept"),
    [
        ("jekyll build", (False, False, False, 0)),
        ("bundle exec jekyll build --drafts --future", (True, True, False, 0)),
        ("jekyll b -D --unpublished --limit_posts 3", (True, False, True, 3)),
        ("jekyll serve --drafts", (False, False, False, 0)),
    ],
)
def test_switches(tmp_path: Path, command: str, kept: tuple[object, ...]) -> None:
    found = config(tmp_path, {"netlify.toml": f'[build]\ncommand = "{command}"\n'})
    assert (found.show_drafts, found.future, found.unpublished, found.limit_posts) == kept


def test_files_are_laid_over_each_other(tmp_path: Path) -> None:
    command = '{"scripts": {"build": "jekyll build --config _config.yml,_config.live.yml"}}'
    files = {"package.json": command, "_config.live.yml": "baseurl: ''\nfeed: {categories: [x]}\nfuture: true\n"}
    found = config(tmp_path, files)
    assert (found.baseurl, found.future) == ("", True)
    assert (found.feed_path, found.feed_categories) == ("a.xml", ("x",))


def test_files_are_named_from_where_the_command_runs(tmp_path: Path) -> None:
    command = "build:\n\tbundle exec jekyll build -s docs --config docs/_config.yml,docs/_live.yml\n"
    found = config(tmp_path, {"Makefile": command, "docs/_live.yml": "future: true\n"}, "docs")
    assert (found.future, found.baseurl) == (True, "/a")


def test_what_a_check_builds_says_nothing_of_what_readers_see(tmp_path: Path) -> None:
    workflow = "jobs: {test: {steps: [{run: bundle exec jekyll build --drafts --future --unpublished}]}}"
    found = config(tmp_path, {".github/workflows/ci.yml": workflow})
    assert (found.show_drafts, found.future, found.unpublished) == (False, False, False)
