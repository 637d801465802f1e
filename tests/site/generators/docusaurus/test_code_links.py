"""Files that code of a page asks for."""

from __future__ import annotations

import pytest

from content_lint.links.target import LinkOutcome
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = "module.exports = {url: 'https://www.example.org', baseUrl: '/', presets: [['classic', {}]]};\n"


@pytest.mark.parametrize(
    ("code", "outcome"),
    [
        ("require('./there.png').default", LinkOutcome.LIVE),
        ('require("./there.png")', LinkOutcome.LIVE),
        ("require('./gone.png').default", LinkOutcome.MISSING),
        ("require('!file-loader!./there.png').default", LinkOutcome.LIVE),
        ("require('!!raw-loader!url-loader!./there.png').default", LinkOutcome.LIVE),
        ("require('!file-loader!./gone.png').default", LinkOutcome.MISSING),
    ],
)
def test_the_file_is_what_comes_after_the_loaders(tmp_path, code, outcome):
    write_files(
        tmp_path,
        {
            "docusaurus.config.js": CONFIG,
            "docs/a.md": f"---\ntitle: A\n---\n\n<img src={{{code}}} alt='b' />\n",
            "docs/there.png": "",
        },
    )
    assert [target.outcome for target in targets(site_of_folder(tmp_path), "docs/a.md").values()] == [outcome]
