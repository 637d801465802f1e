"""What a task runner does around Jekyll: the folder that it hands over, the files that it copies itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from tests.files import write_files
from tests.links.sites import site_of_folder

GRUNT = """
grunt.initConfig({
  yeoman: { app: 'app', dist: 'dist' },
  jekyll: { options: { src: '<%= yeoman.app %>' } },
  copy: { dist: { files: [{ cwd: '<%= yeoman.app %>', src: ['images/**/*', 'fonts/*.woff'] }] } },
});
"""
SITE = {
    "_config.yml": "exclude: ['**.png', js, node_modules]\n",
    "Gruntfile.js": GRUNT,
    "app/_layouts/default.html": "{{ content }}",
    "app/_posts/2020-01-02-a.md": "---\n---\n[1](/about/) [2](/images/x/a.png) [3](/other/b.png) [4](/gone.png)\n",
    "app/about/index.md": "---\n---\n",
    "app/images/x/a.png": "",
    "app/other/b.png": "",
}


def outcomes(root: Path, files: dict[str, str]) -> dict[str, str]:
    site = site_of_folder(write_files(root, files))
    return {item.link.label: item.target.outcome.value for item in site.once(resolve_links).all}


def test_the_folder_that_a_file_of_tasks_names_is_the_site(tmp_path: Path) -> None:
    found = outcomes(tmp_path, SITE)
    # `images` is copied by Grunt; of `other` nothing says so, and Jekyll leaves it out.
    assert found == {"1": "live", "2": "live", "3": "missing", "4": "missing"}


@pytest.mark.parametrize(
    "files",
    [
        {"Gruntfile.js": GRUNT.replace("'app'", "'source'")},
        {"Gruntfile.js": GRUNT.replace("jekyll", "hugo")},
        {"index.html": "---\n---\n"},
        {"other/_layouts/x.html": "", "other/index.html": "---\n---\n"},
        {"_config.yml": "source: .\n"},
    ],
)
def test_without_that_the_root_is_the_site(files: dict[str, str], tmp_path: Path) -> None:
    site = site_of_folder(write_files(tmp_path, {**SITE, **files}))
    assert site.pages["app/about/index.md"].url == "/app/about/"


def test_a_folder_that_is_copied_to_where_the_configuration_says(tmp_path: Path) -> None:
    files = {
        "_config.yml": "source: .tmp/src\n",
        "src/_posts/2020-01-02-a.md": "---\n---\n[1](/about/) [2](/gone/) ![3](/icons.svg)\n",
        "src/about/index.md": "---\n---\n",
    }
    assert outcomes(tmp_path / "copied", files) == {"1": "live", "2": "missing", "3": "unknown"}
    there = {**files, ".tmp/src/_posts/2020-01-02-a.md": "---\n---\n[1](/about/)\n"}
    assert outcomes(tmp_path / "there", there) == {"1": "missing"}


def test_a_page_of_which_only_the_template_is_there(tmp_path: Path) -> None:
    files = {
        "_config.yml": "exclude: ['*.erb']\npermalink: pretty\n",
        "a.md": "---\n---\n[1](/user/b/) [2](/user/c/)\n",
        "user/b.md.erb": "---\n---\n",
    }
    assert outcomes(tmp_path, files) == {"1": "unknown", "2": "missing"}
