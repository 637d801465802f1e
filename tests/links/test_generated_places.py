"""What the setting ``generated`` says of places on pages."""

from __future__ import annotations

import pytest

from content_lint.links.coverage import internal_coverage
from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from tests.links.sites import site_of_texts

FILES = {
    "content-lint.toml": "",
    "mkdocs.yml": "site_name: S\ntheme: {name: material}\nmarkdown_extensions: [mkdocs-click]\n",
    "docs/index.md": "[a](cli.md#tool-build) [b](cli.md#usage) [c](cli.md#nope) [d](made.md#x) [e](made.md)\n",
    "docs/cli.md": "# Usage\n\n::: mkdocs-click\n    :module: tool.cli\n",
    ".gitignore": "docs/made.md\n",
}


def states(folder, generated):
    settings = "" if generated is None else f"generated = {generated}\n"
    files = {**FILES, "content-lint.toml": settings}
    links = site_of_texts(folder, files).once(resolve_links)
    return [(item.target.outcome.value, find_place(links.site, item.target).state.value) for item in links.all]


LIVE, OPEN, GONE = ("live", "there"), ("live", "unknown"), ("live", "missing")


@pytest.mark.parametrize(
    ("generated", "expected"),
    [
        (None, [OPEN, LIVE, OPEN, ("unknown", "there"), ("unknown", "there")]),
        # places that are named are fine, and all others of that page are not; of addresses nothing is said
        ('["/cli/#tool-*"]', [LIVE, LIVE, GONE, ("unknown", "there"), ("unknown", "there")]),
        ('["/**#tool-*"]', [LIVE, LIVE, GONE, ("unknown", "there"), ("unknown", "there")]),
        ('["/other/#*"]', [OPEN, LIVE, OPEN, ("unknown", "there"), ("unknown", "there")]),
        # the file that a link names is not there yet: its address is what counts
        ('["/made/"]', [OPEN, LIVE, OPEN, LIVE, LIVE]),
        ('["/made/**", "/made/#x"]', [OPEN, LIVE, OPEN, LIVE, LIVE]),
        ('["/made/", "/made/#y"]', [OPEN, LIVE, OPEN, GONE, LIVE]),
        ("[]", [OPEN, LIVE, OPEN, ("missing", "there"), ("missing", "there")]),
    ],
)
def test_places_are_told_as_addresses_are(tmp_path, generated, expected):
    assert states(tmp_path, generated) == expected


def test_the_advice_names_the_page_with_the_places(tmp_path):
    links = site_of_texts(tmp_path, FILES).once(resolve_links)
    advice = {item.reason.split()[0]: item.advice for item in internal_coverage(links, {"docs/index.md"}).causes}
    assert '`generated = ["/made/"]`' in advice["may"]
    assert '`generated = ["/cli/#*"]`' in advice["lead"]
