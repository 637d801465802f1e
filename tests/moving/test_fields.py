"""`content-lint fields`: a field changes in the schema, in the posts and in the form of the CMS at once."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from content_lint.cli.console import Console
from content_lint.cli.main import main
from tests.cli.command import Ran, environment
from tests.files import write_files

SCHEMA = """\
from content_lint.schema import Field, PlainText, Schema, field_validator


class Page(Schema):
    title: PlainText


class NewsPost(Page, collection="news"):
    author: PlainText  # who wrote it
    number: str | None = None
    end_date: str | None = Field(None, alias="end-date")
    checked: str = "a"

    @field_validator("checked")
    @classmethod
    def _check(cls, value: str) -> str:
        return value


class Guide(Page, collection="guides"):
    author: PlainText
"""
CMS = """\
backend: {name: git-gateway}  # kept
media_folder: assets
collections:
  - name: news
    label: News
    folder: _news
    create: true
    fields:
      - {name: title, label: Title, widget: string}
      - {name: author, label: "Author's name", widget: string}  # the one
      - {name: number, label: Number, widget: string, required: false}
"""
FILES = {
    ".git/HEAD": "",
    "_config.yml": "collections: {news: {output: true}, guides: {output: true}}\n",
    "admin/config.yml": CMS,
    "schemas/site.py": SCHEMA,
    "_news/a.md": "---\ntitle: A\nauthor: 'Ana'  # mine\nnumber: '12'\n---\nauthor: text\n",
    "_news/b.md": "---\ntitle: B\nauthor: Bo\n---\n",
    "_guides/g.md": "---\ntitle: G\nauthor: Gus\n---\n",
}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_files(tmp_path, FILES))
    return tmp_path


def fields(*arguments: str) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    return Ran(main(["fields", *arguments], Console(out, err, environment())), out.getvalue(), err.getvalue())


def changed(folder: Path) -> dict[str, str]:
    return {path: text for path, before in FILES.items() if (text := (folder / path).read_text()) != before}


def test_a_field_is_renamed_everywhere(site):
    ran = fields("rename", "news.author", "writer")
    assert ran.status == 0, ran.err
    assert ran.err == "Changed 2 posts, schemas/site.py, admin/config.yml.\n"
    assert changed(site) == {
        "admin/config.yml": CMS.replace("name: author,", "name: writer,"),
        "schemas/site.py": SCHEMA.replace("author: PlainText  #", "writer: PlainText  #"),
        "_news/a.md": FILES["_news/a.md"].replace("author: '", "writer: '"),
        "_news/b.md": FILES["_news/b.md"].replace("author", "writer"),
    }


def test_a_patch_shows_it_and_changes_nothing(site):
    ran = fields("rename", "news.author", "writer", "--diff")
    assert (ran.status, changed(site)) == (0, {})
    assert "-author: 'Ana'  # mine\n+writer: 'Ana'  # mine\n" in ran.out
    assert "+    writer: PlainText  # who wrote it\n" in ran.out


def test_an_alias_is_renamed_as_one(site):
    assert fields("rename", "news.end-date", "ends-on").status == 0
    assert changed(site) == {"schemas/site.py": SCHEMA.replace('"end-date"', '"ends-on"')}


def test_a_field_gets_another_type(site):
    ran = fields("retype", "news.number", "whole-number")
    assert ran.status == 0, ran.err
    assert changed(site) == {
        "admin/config.yml": CMS.replace(
            "label: Number, widget: string", "label: Number, widget: number, value_type: int"
        ),
        "schemas/site.py": SCHEMA.replace("number: str | None", "number: int | None"),
        "_news/a.md": FILES["_news/a.md"].replace("'12'", "12"),
    }


def test_a_field_goes(site):
    ran = fields("drop", "news.number")
    assert ran.status == 0, ran.err
    assert changed(site) == {
        "admin/config.yml": CMS.replace("      - {name: number, label: Number, widget: string, required: false}\n", ""),
        "schemas/site.py": SCHEMA.replace("    number: str | None = None\n", ""),
        "_news/a.md": FILES["_news/a.md"].replace("number: '12'\n", ""),
    }


@pytest.mark.parametrize(
    ("arguments", "status", "why"),
    [
        (("rename", "news.title", "name"), 1, "the collection `guides` has it too"),
        (("rename", "news.author", "title"), 1, "has a field `title` already"),
        (("rename", "news.author", "the-writer"), 1, "is no name in Python"),
        (("rename", "news.checked", "seen"), 1, "uses `checked` as well"),
        (("rename", "news.nothing", "x"), 1, "nothing here has a field `nothing`"),
        (("retype", "news.author", "whole-number"), 1, "which is no whole-number"),
        (("retype", "news.author", "switch"), 1, "which is no switch"),
        (("rename", "nws.author", "x"), 2, "Did you mean `news`?"),
        (("retype", "news.author", "string"), 2, "there is no type `string`"),
        (("rename", "news.author"), 2, "needs a second word"),
        (("drop", "author"), 2, "names no field of a collection"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(site, arguments, status, why):
    ran = fields(*arguments)
    assert ran.status == status
    assert why in ran.err
    assert changed(site) == {}


NESTED_SCHEMA = """\
from content_lint.schema import PlainText, Schema


class Link(Schema):
    url: PlainText
    text: PlainText | None = None


class Person(Schema):
    name: PlainText
    born: str | None = None


class Post(Schema, collection="posts"):
    title: PlainText
    author: Person
    links: list[Link] = []
"""
NESTED_CMS = """\
backend: {name: git-gateway}
media_folder: assets
collections:
  - name: posts
    label: Posts
    folder: _posts
    slug: '{{author.name}}-{{slug}}'
    summary: '{{title}} by {{fields.author.name | upper}}'
    fields:
      - {name: title, label: Title, widget: string}
      - name: author
        label: Author
        widget: object
        fields:
          - {name: name, label: Name, widget: string}  # of the person
          - {name: born, label: Born, widget: string, required: false}
      - name: links
        label: Links
        widget: list
        required: false
        fields: [{name: url, label: Address, widget: string}, {name: text, label: Text, required: false}]
      - {name: next, label: Next, widget: relation, collection: posts, value_field: title, search_fields: [author.name]}
"""
NESTED_POST = """\
---
title: A
author:
  name: 'Ana'  # she
  born: '1990'
links:
  - url: /a/
    text: A
  - text: B
    url: /b/
  - {url: /c/, text: C}
  - {text: D, url: /d/}
name: url
---
url: /a/
"""
NESTED = {
    ".git/HEAD": "",
    "_config.yml": "title: x\n",
    "admin/config.yml": NESTED_CMS.replace("      - {name: next", "      # - {name: next"),
    "schemas/site.py": NESTED_SCHEMA.replace("links: list", "name: PlainText | None = None\n    links: list"),
    "_posts/2020-01-01-a.md": NESTED_POST,
}


@pytest.fixture
def nested(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(write_files(tmp_path, NESTED))
    return tmp_path


def different(folder: Path) -> dict[str, str]:
    return {path: text for path, before in NESTED.items() if (text := (folder / path).read_text()) != before}


def test_a_field_of_a_group_is_renamed(nested):
    ran = fields("rename", "posts.author.name", "called")
    assert ran.status == 0, ran.err
    config = NESTED["admin/config.yml"].replace("{name: name, label: Name", "{name: called, label: Name")
    config = config.replace("{{author.name}}", "{{author.called}}")
    assert different(nested) == {
        "admin/config.yml": config.replace("{{fields.author.name |", "{{fields.author.called |"),
        "schemas/site.py": NESTED["schemas/site.py"].replace("    name: PlainText\n", "    called: PlainText\n"),
        "_posts/2020-01-01-a.md": NESTED_POST.replace("  name: 'Ana'", "  called: 'Ana'"),
    }


def test_a_field_of_each_item_is_renamed(nested):
    ran = fields("rename", "posts.links[].url", "address")
    assert ran.status == 0, ran.err
    post = NESTED_POST.replace("url: /", "address: /").replace("\naddress: /a/\n", "\nurl: /a/\n")
    assert different(nested) == {
        "admin/config.yml": NESTED["admin/config.yml"].replace("{name: url,", "{name: address,"),
        "schemas/site.py": NESTED["schemas/site.py"].replace("    url:", "    address:"),
        "_posts/2020-01-01-a.md": post,
    }


def test_a_field_of_each_item_goes(nested):
    ran = fields("drop", "posts.links.text")
    assert ran.status == 0, ran.err
    post = NESTED_POST.replace("    text: A\n", "").replace("- text: B\n    url", "- url")
    post = post.replace("{url: /c/, text: C}", "{url: /c/}").replace("{text: D, url: /d/}", "{url: /d/}")
    assert different(nested) == {
        "admin/config.yml": NESTED["admin/config.yml"].replace(", {name: text, label: Text, required: false}]", "]"),
        "schemas/site.py": NESTED["schemas/site.py"].replace("    text: PlainText | None = None\n", ""),
        "_posts/2020-01-01-a.md": post,
    }


def test_a_field_of_a_group_gets_another_type(nested):
    ran = fields("retype", "posts.author.born", "whole-number")
    assert ran.status == 0, ran.err
    assert "born: 1990\n" in (nested / "_posts/2020-01-01-a.md").read_text()
    assert "    born: int | None = None\n" in (nested / "schemas/site.py").read_text()
    assert "widget: number, value_type: int" in (nested / "admin/config.yml").read_text() or (
        "widget: number, required: false, value_type: int" in (nested / "admin/config.yml").read_text()
    )


def test_what_names_the_field_elsewhere_in_the_configuration_follows(nested):
    (nested / "admin/config.yml").write_text(NESTED_CMS)
    schema = NESTED["schemas/site.py"].replace("Schema\n", "Ref, Schema\n", 1)
    (nested / "schemas/site.py").write_text(schema + '    next: Ref["posts"] | None = None\n')
    ran = fields("rename", "posts.title", "headline")
    assert ran.status == 0, ran.err
    config = (nested / "admin/config.yml").read_text()
    assert "summary: '{{headline}} by" in config
    assert "value_field: headline" in config
    assert fields("rename", "posts.author.name", "called").status == 0
    assert "search_fields: [author.called]" in (nested / "admin/config.yml").read_text()


@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (("rename", "posts.author.nme", "x"), "nothing here has a field `author.nme`"),
        (("rename", "posts.author.name", "born"), "has a field `born` already"),
        (("drop", "posts.links[].url"), "cannot be taken out without what is around it"),
        (("rename", "posts.author.", "x"), "has an empty name in it"),
    ],
)
def test_what_cannot_be_done_inside_a_group_is_refused(nested, arguments, why):
    (nested / "_posts/2020-01-02-b.md").write_text("---\ntitle: B\nauthor: {name: Bo}\nlinks: [{url: /x/}]\n---\n")
    ran = fields(*arguments)
    assert ran.status != 0
    assert why in ran.err
    assert different(nested) == {}
