from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.front_matter import ASSET, MARKDOWN, REDIRECT_TO, URL, FrontMatterLinks
from content_lint.site.index import Site
from tests.links.sites import site_of_texts

CMS = """\
media_folder: uploads
collections:
  - name: articles
    folder: _news
    fields:
      - {name: image, widget: image}
      - {name: rows, widget: list, fields: [{name: paper, widget: file}]}
      - {name: pictures, widget: list, field: {name: picture, widget: image}}
"""
SCHEMA = """\
from content_lint.schema import AssetPath, Permalink, PlainText, Schema, WebUrl

class News(Schema, collection="news"):
    title: PlainText
    image: AssetPath | WebUrl | None = None
    site: WebUrl | None = None
    permalink: Permalink | None = None
"""
CONFIG = "url: https://www.example.org\ncollections: {news: {output: true}}\n"


def links(site: Site, path: str = "_news/a.md") -> list[tuple[str, str, str]]:
    document = site.documents[path]
    assert document.front_matter is not None
    found = FrontMatterLinks(site.settings).find(document.front_matter, document.collection)
    return [(link.tag, link.destination, document.source[link.destination_span]) for link in found]


def news(front_matter: str, **files: str) -> dict[str, str]:
    return {"_config.yml": CONFIG, "_news/a.md": f"---\n{front_matter}---\n", **files}


@pytest.mark.parametrize(
    ("front_matter", "found"),
    [
        ("image: x y.png\n", [(ASSET, "x y.png")]),
        ("rows:\n  - paper: /a.pdf\n  - paper: ''\n  - paper:\n", [(ASSET, "/a.pdf")]),
        ("pictures: [a.png, b.png]\n", [(ASSET, "a.png"), (ASSET, "b.png")]),
        ("other: /uploads/x y.pdf\n", [(ASSET, "/uploads/x y.pdf")]),
        ("other: /uploads/ is a folder\n", []),
        ("other: /uploadsx\n", []),
        ("other: /elsewhere/x.pdf\n", []),
        ("other: see https://example.com\n", []),
        ("other: https://example.com/ is a site\n", []),
        ("other: ' https://example.com'\n", [("", "https://example.com")]),
        ("other: MAILTO:a@b.org\n", [("", "MAILTO:a@b.org")]),
        ("text: 'See [x](/y) and [z](<a b>)'\n", [(MARKDOWN, "/y"), (MARKDOWN, "a b")]),
        ("redirect_to: /x/\n", [(REDIRECT_TO, "/x/")]),
        ("redirect_to: [https://example.com/, /y/]\n", [(REDIRECT_TO, "https://example.com/")]),
        ("redirect_from: /x/\npermalink: /y/\n", []),
        ("number: 3\nyes: true\nnothing:\ndate: 2020-01-02\n", []),
    ],
)
def test_fields_that_the_cms_and_their_look_tell(
    front_matter: str, found: list[tuple[str, str]], tmp_path: Path
) -> None:
    site = site_of_texts(tmp_path, news(front_matter, **{"admin/config.yml": CMS}))
    assert links(site) == [(tag, destination, destination) for tag, destination in found]


def test_fields_that_the_schema_tells(tmp_path: Path) -> None:
    text = "title: A\nimage: x.png\nsite: https://example.com\npermalink: /a/\n"
    site = site_of_texts(tmp_path, news(text, **{"schemas/news.py": SCHEMA}))
    assert links(site) == [(ASSET, "x.png", "x.png"), (URL, "https://example.com", "https://example.com")]


@pytest.mark.parametrize("value", ["example.com", "us@site.org", "none"])
def test_what_the_schema_refuses_as_a_web_address_is_no_link(value: str, tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, news(f"title: A\nsite: {value}\n", **{"schemas/news.py": SCHEMA}))
    assert links(site) == []


@pytest.mark.parametrize(
    "written", ['"/uploads/x.png"', "'/uploads/x.png'", "/uploads/x.png # comment", ">-\n  /uploads/x.png"]
)
def test_the_place_of_a_value_is_its_own_text(written: str, tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, news(f"image: {written}\n", **{"admin/config.yml": CMS}))
    assert links(site) == [(ASSET, "/uploads/x.png", "/uploads/x.png")]


def test_only_jekyll_has_redirect_to(tmp_path: Path) -> None:
    files = {"hugo.toml": 'baseURL = "https://www.example.org/"\n', "content/a.md": "---\nredirect_to: /x/\n---\n"}
    assert links(site_of_texts(tmp_path, files), "content/a.md") == []
