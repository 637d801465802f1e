"""Which Markdown files are pages, where no generator is modelled."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.registry import generator_of
from content_lint.site.model import Role
from content_lint.site.plain_files import REPOSITORY
from content_lint.site.sources.tree import DiskTree
from content_lint.site.survey import is_markdown
from tests.files import write_files


def sorted_files(root: Path, files: dict[str, str]) -> tuple[list[str], dict[str, str]]:
    """The pages, and the reasons of what is left out."""
    write_files(root, {".git/HEAD": "", **files})
    survey = generator_of(load_settings(root, catalog=catalog())).survey(DiskTree(root))
    pages = [item.path for item in survey.files if is_markdown(item.path) and item.role is not Role.STATIC]
    left_out = {item.path: item.reason for item in survey.left_out}
    assert set(pages).isdisjoint(left_out)
    return pages, left_out


OUT = {
    "README.md": "about the repository",
    "readme.zh-cn.md": "about the repository",
    "CONTRIBUTING.md": "about the repository",
    "Changelog.md": "about the repository",
    "AGENTS.md": "about the repository",
    "CODE_OF_CONDUCT.md": "about the repository",
    "scripts/notes.md": "about the repository",
    "v/lib/python3.11/site-packages/a_package/pages/a.md": "about the repository",
    "packages/core/README.md": "about the repository",
    "examples/README.md": "about the repository",
    "spec/fixtures/markdown.md": "tests",
    "test_site/content/a.md": "tests",
    "tests/a.md": "tests",
    "archetypes/default.md": "templates",
    "_includes/note.md": "templates",
    "src/_data/plugins/readme.md": "templates",
    "templates/mail.md": "templates",
}
IN = [
    "about.md",
    "news.md",
    "history.md",
    "blog/2024/a.md",
    "content/docs/tests/a.md",
    "content/docs/templates/overview.md",
    "docs/README.md",
    "docs/contributing.md",
    "docs/scripts/a.md",
    "content/_index.md",
]


def test_on_an_unknown_site_all_is_a_page_but_what_is_about_the_repository(tmp_path: Path) -> None:
    pages, left_out = sorted_files(tmp_path, dict.fromkeys((*OUT, *IN), "x"))
    assert sorted(pages) == sorted(IN)
    assert {path: left_out[path].startswith(reason) for path, reason in OUT.items()} == dict.fromkeys(OUT, True)


def test_a_recognised_generator_reads_its_own_folders(tmp_path: Path) -> None:
    files = ["README.md", "examples/a.md", "docs/README.md", "docs/tests/a.md", "docs/_part.md", "docs/sub/_part.md"]
    pages, left_out = sorted_files(tmp_path, {"zensical.toml": "", **dict.fromkeys(files, "x")})
    assert pages == ["docs/README.md", "docs/_part.md", "docs/sub/_part.md", "docs/tests/a.md"]
    assert left_out["examples/a.md"] == "outside of `docs`, where Zensical reads"
    assert left_out["README.md"] == "about the repository, not part of the site"


def test_a_chapter_of_gitbook_is_often_the_readme_of_its_folder(tmp_path: Path) -> None:
    summary = "* [One](ch1/readme.md)\n"
    pages, _ = sorted_files(tmp_path, {"SUMMARY.md": summary, "README.md": "x", "ch1/readme.md": "x"})
    assert pages == ["ch1/readme.md"]


def test_where_the_folders_of_a_generator_are_empty_the_names_decide(tmp_path: Path) -> None:
    files = dict.fromkeys(("posts/a.md", "README.md"), "x")
    pages, _ = sorted_files(tmp_path, {"astro.config.mjs": "", "src/pages/index.astro": "x", **files})
    assert pages == ["posts/a.md"]


@pytest.mark.parametrize(
    ("settings", "pages", "reason"),
    [
        ('files = ["README.md", "tests/**"]\n', ["README.md", "tests/a.md"], "not named in `files`"),
        ('[collections.tests]\npaths = ["tests/*.md"]\n', ["docs/a.md", "tests/a.md"], REPOSITORY),
        ('files = ["**/*.md"]\n', ["README.md", "docs/a.md", "tests/a.md"], ""),
    ],
)
def test_the_settings_can_name_any_file(tmp_path: Path, settings: str, pages: list[str], reason: str) -> None:
    files = dict.fromkeys(("README.md", "docs/a.md", "tests/a.md"), "x")
    found, left_out = sorted_files(tmp_path, {"content-lint.toml": settings, **files})
    assert found == pages
    assert {*left_out.values()} == ({reason} if reason else set())
