"""Where Jekyll writes a page that leads elsewhere, as Jekyll 4.3.1 with jekyll-redirect-from 0.16 does it."""

from __future__ import annotations

import pytest

from tests.links.sites import site_of_texts

CONFIG = """plugins: [jekyll-redirect-from]
permalink: /:title
collections: {with_ending: {output: true, permalink: "/t/:path:output_ext"}, without: {output: true}}
"""


@pytest.mark.parametrize(
    ("path", "more", "url", "destination"),
    [
        ("docs/x.y.md", "", "/docs/x.y", "/docs/x.y.html"),
        ("docs/b.md", "permalink: /e/f.g\n", "/e/f.g", "/e/f.g"),
        ("_posts/2020-01-01-x.y.md", "", "/x.y", "/x.y"),
        ("_with_ending/x.y.md", "", "/t/x.y.html", "/t/x.y.html"),
        ("_without/x.y.md", "", "/without/x.y", "/without/x.y"),
    ],
)
def test_a_dot_in_the_address(tmp_path, path, more, url, destination):
    site = site_of_texts(tmp_path, {"_config.yml": CONFIG, path: f"---\nredirect_to: /alpha/\n{more}---\n"})
    page = site.pages[path]
    assert (page.url, page.destination) == (url, destination)
    assert [item.destination for item in site.built.redirects] == [destination]
