"""What is known of themes that many sites have."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.installed import read_installed
from content_lint.site.generators.jekyll.themes import find_theme
from tests.links.test_unknown import outcomes

POST = "---\nlayout: default\ntitle: B\n---\n## Here\n"


@pytest.mark.parametrize(
    ("settings", "known"),
    [
        ({"theme": "minima"}, True),
        ({"theme": "nobodys"}, False),
        ({}, False),
        ({"remote_theme": "jekyll/minima@7d91bb5", "plugins": ["jekyll-remote-theme"]}, True),
        ({"remote_theme": "jekyll/minima"}, False),
        ({"remote_theme": "somebody/minima", "plugins": ["jekyll-remote-theme"], "theme": "minima"}, False),
    ],
)
def test_a_theme_is_known_by_its_name_or_its_repository(settings: dict[str, object], *, known: bool) -> None:
    assert (find_theme(JekyllConfig.from_mapping(settings)) is not None) == known


def test_github_pages_has_a_theme_that_nobody_chose() -> None:
    installed = read_installed(by_pages=True)
    assert find_theme(JekyllConfig.from_mapping({}, installed)) is not None
    assert find_theme(JekyllConfig.from_mapping({"theme": None}, installed)) is None


def test_places_and_files_of_a_known_theme_are_known(tmp_path: Path) -> None:
    files = {"_config.yml": "theme: jekyll-theme-hacker\n", "b.md": POST}
    links = ["b.html#here", "b.html#main_content", "b.html#nowhere", "/assets/images/bkg.png", "/assets/images/x.png"]
    found = outcomes(tmp_path, links, files)
    assert found["b.html#here"] == found["b.html#main_content"] == "live"
    assert found["/assets/images/x.png"] == "missing"
    assert found["/assets/images/bkg.png"].startswith("unknown may be files of the theme")
