"""Templates that are made before the build, and kept out of git: each may say its own address."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.target import LinkOutcome
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = "export default function (c) {%s return { dir: { input: '%s' } } }\n"


@pytest.mark.parametrize(
    ("ignored", "told", "inside", "outcome"),
    [
        # lit.dev has its .gitignore above the folder of Eleventy's configuration, where Eleventy does not look
        ({".gitignore": "docs/site/made\n"}, "", "site", LinkOutcome.UNKNOWN),
        ({".gitignore": "docs/site/made/*.md\n"}, "", "site", LinkOutcome.UNKNOWN),
        ({"docs/.gitignore": "site/made\n"}, "", "site", LinkOutcome.MISSING),
        ({"docs/.gitignore": "site/made\n"}, "c.setUseGitIgnore(false);", "site", LinkOutcome.UNKNOWN),
        # no templates, or none of the site's
        ({".gitignore": "docs/site/_made\ndocs/site/.cache\ndocs/site/a.css\ndocs/out\n*.log\n"}, "", "site", None),
        ({".gitignore": "docs/site/node_modules/x\nnode_modules\n"}, "", "site", None),
        ({"docs/.gitignore": "_site\nmade\n"}, "c.setUseGitIgnore(false);", ".", None),
        ({}, "", "site", None),
    ],
)
def test_what_git_ignores_may_be_read_all_the_same(
    tmp_path: Path, ignored: dict[str, str], told: str, inside: str, outcome: LinkOutcome | None
) -> None:
    page = "docs/a.md" if inside == "." else f"docs/{inside}/a.md"
    files = {"docs/eleventy.config.js": CONFIG % (told, inside), page: "[x](/gone/)\n[a](/a/)\n"}
    site = site_of_folder(write_files(tmp_path, {".git/HEAD": "", **files, **ignored}))
    found = targets(site, page)
    assert found["a"].outcome is LinkOutcome.LIVE
    assert found["x"].outcome is (outcome or LinkOutcome.MISSING)
    if outcome is LinkOutcome.UNKNOWN:
        assert "keeps out of git" in found["x"].reason
