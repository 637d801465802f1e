"""Other builds of a book that a workflow puts beside it on the same host."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from tests.files import write_files
from tests.links.sites import site_of_folder

WORKFLOW = """
jobs:
  deploy:
    steps:
      - uses: peaceiris/actions-gh-pages@84c30a85c19949d7eee79c4ff27748b70285e453
        with:
          publish_dir: ./book/book
      - uses: peaceiris/actions-gh-pages@v4
        with:
          publish_dir: ./book/book
          destination_dir: {}
"""


@pytest.mark.parametrize(
    ("folder", "unknown"),
    [
        ("./${{ env.OUTDIR }}", ["/master/", "/v1/a.html"]),
        ("./master", ["/master/"]),
        ("master/", ["/master/"]),
        ('""', []),
    ],
)
def test_links_to_other_builds_have_no_verdict(tmp_path: Path, folder: str, unknown: list[str]) -> None:
    text = "[m](/master/) [v](/v1/a.html) [own](/part/gone.html) [gone](gone.md)\n"
    files = {
        ".git/HEAD": "",
        ".github/workflows/pages.yml": WORKFLOW.format(folder),
        "book/book.toml": '[output.html]\ncname = "docs.example.org"\n',
        "book/src/SUMMARY.md": "- [A](a.md)\n- [B](part/b.md)\n",
        "book/src/a.md": text,
        "book/src/part/b.md": "# B\n",
    }
    site = site_of_folder(write_files(tmp_path, files))
    found = {item.link.destination: item.target.outcome.value for item in site.once(resolve_links).all}
    texts = {link: outcome for link, outcome in found.items() if link in text and link != "a.md"}
    assert [link for link, outcome in texts.items() if outcome == "unknown"] == unknown
    assert found["gone.md"] == "missing"
    assert found["/part/gone.html"] == "missing"
