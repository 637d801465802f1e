"""Which files of a repository VitePress reads."""

from __future__ import annotations

from tests.files import write_files
from tests.links.sites import site_of_folder


def test_texts_beside_the_folder_of_the_site_are_taken_for_no_pages(tmp_path):
    config = "export default { srcDir: 'pages', srcExclude: ['drafts/**'] }"
    files = {
        ".git/HEAD": "",
        "docs/.vitepress/config.mts": config,
        "docs/pages/index.md": "[up](../../README.md)",
        "docs/pages/drafts/a.md": "x",
        "docs/notes.md": "x",
        "README.md": "x",
        "src/a.ts": "x",
    }
    survey = site_of_folder(write_files(tmp_path, files)).survey
    assert [item.path for item in survey.files] == ["docs/pages/index.md"]
    assert [item.path for item in survey.left_out] == ["README.md", "docs/notes.md"]
    assert "docs/pages/drafts/a.md" in {item.path for item in survey.skipped}
