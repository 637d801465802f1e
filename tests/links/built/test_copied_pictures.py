"""Pictures that a generator copies under a name of its own are found on the built page."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.target import LinkOutcome
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

HASH = "0123456789abcdef0123456789abcdef"
CONFIG = 'import mdx from "@astrojs/mdx";\nexport default { integrations: [mdx()] };\n'
TEXT = "import cat from '../cat.png'\n\nSome words that tell whose page it is.\n\n<Image src={cat} />\n"


@pytest.mark.parametrize(
    ("shown", "url"),
    [
        ("/_astro/cat.B1zX9_k2.webp", "/_astro/cat.B1zX9_k2.webp"),
        ("/_astro/cat.B1zX9_k2_Z1AoPcl.webp", "/_astro/cat.B1zX9_k2_Z1AoPcl.webp"),
        (
            "/assets/images/cat-0123456789abcdef0123456789abcdef.png",
            "/assets/images/cat-0123456789abcdef0123456789abcdef.png",
        ),
        ("/_astro/dog.B1zX9_k2.webp", "/_astro/cat.png"),
        ("data:image/png;base64,AAAA", "/_astro/cat.png"),
    ],
)
def test_a_picture_that_code_imports_is_found_by_its_name(tmp_path: Path, shown: str, url: str) -> None:
    built = f"<h1>A</h1><p>Some words that tell whose page it is.</p><img src='{shown}'>"
    files = {"astro.config.mjs": CONFIG, "src/pages/a.mdx": TEXT, "src/cat.png": "x", "out/a/index.html": built}
    files |= {f"out{shown}": "x"} if shown.startswith("/") else {}
    write_files(tmp_path, {".git/HEAD": "", **files})
    (found,) = targets(site_of_folder(tmp_path, output=tmp_path / "out"), "src/pages/a.mdx").values()
    assert (found.outcome, found.url) == (LinkOutcome.LIVE, url)


def test_one_that_the_page_shows_and_the_build_lacks_is_missing(tmp_path: Path) -> None:
    built = "<h1>A</h1><p>Some words that tell whose page it is.</p><img src='/_astro/cat.B1zX9_k2.webp'>"
    files = {"astro.config.mjs": CONFIG, "src/pages/a.mdx": TEXT, "src/cat.png": "x", "out/a/index.html": built}
    write_files(tmp_path, {".git/HEAD": "", **files})
    (found,) = targets(site_of_folder(tmp_path, output=tmp_path / "out"), "src/pages/a.mdx").values()
    assert found.outcome is LinkOutcome.MISSING
