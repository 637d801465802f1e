"""A small site with one fault of each severity."""

from __future__ import annotations

from pathlib import Path

import pytest

FILES = {
    "Gemfile": "gem 'jekyll'\n",
    "_config.yml": "title: A small site\nurl: https://www.example.org\n",
    "_posts/2020-01-01-good.md": "---\ntitle: Good\ndate: 2020-01-01\n---\nAll is well.\n",
    "_posts/2020-06-30-bad.md": "---\ntitle: Bad\ndate: 2020-06-31\n---\nNo such day – 日本.\n",
    "_posts/2020-07-01-odd.md": "---\ntitle: Odd\ndate: '2020-07-01'\n---\n<!-- content-lint: ignroe -->\n",
    "README.md": "# Not a page of the site\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    """The site's root."""
    root = tmp_path / "site"
    for path, text in FILES.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return root
