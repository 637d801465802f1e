"""Whether ``{#id}`` after a heading gives it an id, or readers would see it: help says to write it only there."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.files import write_files
from tests.links.sites import site_of_folder

ANCHOR = "const a = require('markdown-it-anchor'); const l = require('markdown-it-attrs');\n"


@pytest.mark.parametrize(
    ("files", "marks"),
    [
        ({".vitepress/config.mts": "export default { title: 'x' };"}, True),
        ({".vitepress/config.mts": "export default { markdown: { attrs: { disable: true } } };"}, False),
        ({".vitepress/config.mts": "export default { markdown: { attrs: { leftDelimiter: '%{' } } };"}, False),
        ({"mkdocs.yml": "site_name: x\n", "docs/a.md": "x"}, False),
        ({"mkdocs.yml": "site_name: x\nmarkdown_extensions: [attr_list]\n", "docs/a.md": "x"}, True),
        ({"mkdocs.yml": "site_name: x\nmarkdown_extensions:\n  - extra\n", "docs/a.md": "x"}, True),
        (
            {"eleventy.config.js": f"{ANCHOR}module.exports = c => {{ c.amendLibrary('md', m => m.use(a).use(l)); }};"},
            True,
        ),
        ({"eleventy.config.js": "module.exports = c => {};"}, False),
        (
            {
                ".vuepress/config.js": "export default { title: 'x' };",
                "package.json": '{"devDependencies": {"vuepress": "2.0.0-rc.20"}}',
            },
            False,
        ),
        ({"hugo.toml": "", "content/a.md": "x"}, True),
    ],
)
def test_who_reads_ids_in_braces(tmp_path: Path, files: dict[str, str], marks: bool) -> None:  # noqa: FBT001
    site = site_of_folder(write_files(tmp_path, {".git/HEAD": "", "a.md": "# A\n", **files}))
    assert site.settings.generator.marks_ids is marks
