from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.front_matter import ASSET, MARKDOWN, REDIRECT_TO, URL, FrontMatterLinks
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, site_of_texts

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
        ("other: 'mailto: a@b.org'\n", [("", "mailto: a@b.org")]),
        ("other: mailto:x a@b.org\n", []),
        ("other: 'mailto:'\n", []),
        ("other: http:x y\n", []),
        ("other: /uploads/x y.pdf?z\n", []),
        ("other: /uploads/x.html\n", [(ASSET, "/uploads/x.html")]),
        (
            "other: {inner: [https://a.org/, {x: /uploads/y.pdf}]}\n",
            [("", "https://a.org/"), (ASSET, "/uploads/y.pdf")],
        ),
        ("image: ' '\n", []),
        ("text: '[x]( /y) [a](/b (c)) [d](/e_(f)) [g](</h i>'\n", [(MARKDOWN, "/b"), (MARKDOWN, "/e_(f)")]),
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


def test_a_link_in_a_text_is_read_as_the_renderer_reads_it(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, news("text: |\n  It: [x\n   y](/a&amp;b) [z]({{z}})\n"))
    document = site.documents["_news/a.md"]
    assert document.front_matter is not None
    first, second = FrontMatterLinks(site.settings).find(document.front_matter, document.collection)
    assert (first.destination, first.raw, first.label, first.templated) == ("/a&b", "/a&amp;b", "x y", False)
    assert document.source[first.span].startswith("[x\n   y](/a&amp;b")
    assert first.label_span is not None
    assert document.source[first.label_span] == "x\n   y"
    assert document.source[first.destination_span] == "/a&amp;b"
    assert (second.destination, second.templated) == ("{{z}}", True)


def test_without_settings_only_what_needs_no_type_is_found(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, news("image: x.png\nother: https://a.org/\ntext: '[x](/y)'\nredirect_to: /z/\n"))
    document = site.documents["_news/a.md"]
    assert document.front_matter is not None
    found = [(link.tag, link.destination) for link in FrontMatterLinks().find(document.front_matter, None)]
    assert found == [("", "https://a.org/"), (MARKDOWN, "/y")]


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


def test_a_name_that_a_layout_replaces_is_a_cause_of_its_own(tmp_path: Path) -> None:
    text = '---\nitems:\n  - "[The code]($src_repo_url/tree)"\n  - "[Other]({{ site.code }}/tree)"\n---\n'
    site = site_of_folder(write_files(tmp_path, {"hugo.toml": "title = 'x'\n", "content/a.md": text}))
    reasons = {item.link.label: item.target.reason for item in site.once(resolve_links).all}
    assert "`$name`" in reasons["The code"]
    assert reasons["Other"] == "are written by templates"
