"""Where GitHub Pages builds a site, and where somebody else or nobody does."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.installed import read_installed
from tests.files import write_files
from tests.links.test_unknown import outcomes

PAGE = "---\ntitle: A\n---\n"
ACTION = """jobs:
  build:
    steps:
      - uses: actions/checkout@v4
      - uses: actions/jekyll-build-pages@v1
        with: {source: SOURCE}
"""
OWN_BUILD = "jobs: {build: {steps: [{run: bundle exec jekyll build}]}}\n"


def workflow(source: str) -> dict[str, str]:
    """A workflow that builds a folder as GitHub Pages does."""
    return {".github/workflows/a.yml": ACTION.replace("SOURCE", source)}


def settings_of(root: Path, files: Mapping[str, str]) -> SiteSettings:
    return load_settings(write_files(root, {".git/HEAD": "", **files}), catalog=catalog())


@pytest.mark.parametrize(
    ("files", "builds"),
    [
        ({"_config.yml": "title: x\n", "index.md": PAGE}, False),
        ({"_config.yml": "title: x\n", "index.md": "# Home\n"}, True),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n"}, True),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", "index.html": PAGE}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", ".nojekyll": ""}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", "Gemfile": 'gem "jekyll"\n'}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", "a.gemspec": ""}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", "_plugins/a.rb": ""}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", "netlify.toml": ""}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", ".github/workflows/a.yml": OWN_BUILD}, False),
        ({"_config.yml": "title: x\n", "README.md": "# Home\n", ".travis.yml": "script: jekyll build\n"}, False),
        ({"_config.yml": "source: site\n", "README.md": "# Home\n"}, False),
        ({"_config.yml": "title: x\n", "index.md": PAGE, "CNAME": "example.org"}, True),
        ({"_config.yml": "theme: jekyll-theme-cayman\n", "index.md": PAGE}, True),
        ({"_config.yml": "theme: just-the-docs\n", "index.md": PAGE, "CNAME": "example.org"}, False),
        ({"_config.yml": "plugins: [jekyll-polyglot]\n", "index.md": PAGE, "CNAME": "example.org"}, False),
        ({"_config.yml": "remote_theme: some/theme\n", "index.md": PAGE}, True),
        ({"_config.yml": "title: x\n", "index.md": PAGE, **workflow("./")}, True),
        ({"_config.yml": "title: x\n", "index.md": PAGE, **workflow("docs")}, False),
    ],
)  # fmt: skip
def test_github_pages_builds_where_nobody_else_can_and_something_says_so(
    tmp_path: Path, files: Mapping[str, str], *, builds: bool
) -> None:
    config = JekyllConfig.of(settings_of(tmp_path, files))
    assert ("jekyll-optional-front-matter" in config.plugins, config.safe, config.locked) == (builds,) * 3
    assert config.version == ((3, 10) if builds else (4, 3))


@pytest.mark.parametrize(
    ("files", "home"),
    [
        ({"index.md": "# Home\n"}, None),
        ({"README.md": "# Home\n", "docs/a.md": "# A\n"}, None),
        ({"README.md": "# Home\n", "CNAME": "example.org"}, ""),
        ({"README.md": "# Home\n", "CNAME": "example.org", "index.html": "<p>"}, None),
        ({"README.md": "# Home\n", "CNAME": "example.org", ".nojekyll": ""}, None),
        ({"README.md": "# Home\n", "CNAME": "example.org", "package.json": "{}"}, None),
        ({"README.md": "# Home\n", "docs/index.md": "# Docs\n", "docs/CNAME": "example.org"}, "docs"),
        ({"README.md": "# Home\n", "assets/css/style.scss": '---\n---\n@import "{{ site.theme }}";\n'}, ""),
        ({"README.md": "# Home\n", "assets/css/style.scss": '@import "a";\n'}, None),
        ({"README.md": "# A\n", "docs/a.md": "# B\n", **workflow("./docs")}, "docs"),
        ({"README.md": "# A\n", ".github/workflows/a.yml": ACTION.replace("        with: {source: SOURCE}\n", "")}, ""),
        ({"index.html": PAGE, "_layouts/default.html": "", "_posts/2020-01-02-a.md": PAGE}, ""),
        ({"index.html": PAGE, "_layouts/default.html": "", "_posts/a.md": PAGE}, None),
        ({"index.html": PAGE, "_layouts/default.html": "", "Gemfile": 'gem "github-pages"\n'}, ""),
        ({"README.md": "# A\n", "_layouts/default.html": "", "Gemfile": 'gem "jekyll"\n', "a.gemspec": ""}, None),
        ({"README.md": "# A\n", "Gemfile": 'gem "jekyll"\n'}, None),
        ({"README.md": "# A\n", "CNAME": "example.org", "mkdocs.yml": "site_name: x\n"}, None),
    ],
)  # fmt: skip
def test_a_site_without_a_configuration_needs_proof(tmp_path: Path, files: Mapping[str, str], home: str | None) -> None:
    settings = settings_of(tmp_path, files)
    found = settings.generator.name == "jekyll"
    assert (JekyllConfig.of(settings).source if found else None) == home


def test_a_theme_for_hexo_is_no_site(tmp_path: Path) -> None:
    files = {"_config.yml": "menu: x\n", "README.md": "# Theme\n", "layout/index.ejs": "", "source/a.css": ""}
    assert settings_of(tmp_path, files).generator.name == "plain"


def test_github_pages_publishes_what_lies_in_the_future_unless_a_workflow_builds(tmp_path: Path) -> None:
    files = {"_config.yml": "future: false\n", "index.md": PAGE}
    assert JekyllConfig.of(settings_of(tmp_path / "a", {**files, "CNAME": "example.org"})).future
    assert not JekyllConfig.of(settings_of(tmp_path / "b", {**files, **workflow(".")})).future


@pytest.mark.parametrize(
    ("pages", "version", "plugins", "theme"),
    [
        ("87", (3, 1), 2, ""),
        ("106", (3, 3), 3, ""),
        ("107", (3, 3), 7, "jekyll-theme-primer"),
        ("179", (3, 6), 7, "jekyll-theme-primer"),
        ("206", (3, 8), 7, "jekyll-theme-primer"),
        ("207", (3, 9), 7, "jekyll-theme-primer"),
        ("232", (3, 10), 7, "jekyll-theme-primer"),
    ],
)
def test_each_version_of_github_pages_brings_its_own_jekyll_and_plugins(
    pages: str, version: tuple[int, int], plugins: int, theme: str
) -> None:
    for installed in (
        read_installed(f"GEM\n  specs:\n    github-pages ({pages})\n"),
        read_installed("", f'gem "github-pages", "~> {pages}", group: :jekyll_plugins\n'),
    ):
        assert (installed.version, len(installed.plugins), installed.theme) == (version, plugins, theme)
        assert (installed.pages, installed.safe) == (int(pages), True)


def test_plugins_that_github_pages_does_not_allow_are_not_loaded_there(tmp_path: Path) -> None:
    written: dict[str, object] = {"plugins": ["jekyll-archives", "jekyll-feed"], "remote_theme": "a/b"}
    safe = read_installed("", 'gem "github-pages", group: :jekyll_plugins\n')
    plugins = JekyllConfig.from_mapping(written, safe).plugins
    assert {"jekyll-feed", "jekyll-remote-theme"} <= plugins
    assert "jekyll-archives" not in plugins
    # In no group it only pins versions.
    free = read_installed("", 'gem "github-pages"\n')
    assert (free.safe, "jekyll-archives" in JekyllConfig.from_mapping(written, free).plugins) == (False, True)


def test_github_pages_runs_no_plugin_of_the_site(tmp_path: Path) -> None:
    plugin = "module Jekyll\n  class P < Page\n    def initialize\n      @dir = 'tags'\n    end\n  end\nend\n"
    files = {"_config.yml": "title: x\n", "_plugins/a.rb": plugin}
    lock = "GEM\n  specs:\n    github-pages (232)\n"
    assert outcomes(tmp_path / "a", ["/tags/x/"], files)["/tags/x/"].startswith("unknown")
    assert outcomes(tmp_path / "b", ["/tags/x/"], {**files, "Gemfile.lock": lock})["/tags/x/"] == "missing"
