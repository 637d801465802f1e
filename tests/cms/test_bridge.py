"""`content-lint schema`: what it says and writes, and the way there and back on a real site."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
import yaml

from tests.cli.command import run
from tests.files import write_files

CONFIG = """\
backend: {name: test-repo} # for a try
media_folder: assets
collections:
  # what is new
  - name: news
    label: "News"
    folder: _news
    fields:
      - {label: 'Title', name: 'title', widget: 'string'}
      - {label: 'Day', name: 'day', widget: 'datetime', format: 'YYYY-MM-DD', required: false}
      - {label: 'Body', name: 'body', widget: 'markdown'}
"""
SCHEMA = """\
from typing import Annotated

from content_lint.schema import AssetPath, DateTime, EmailAddress, Field, Markdown, OneOf, PlainText, Ref, Schema, Tags


class Speaker(Schema):
    name: PlainText
    photo: AssetPath | None = None


class NewsPost(Schema, collection="news"):
    title: PlainText
    day: DateTime
    kind: OneOf["talk", "party"] = "talk"
    seats: Annotated[int, Field(ge=1, le=500)] | None = Field(
        None, title="How many may come", description="With chairs"
    )
    price: float | None = None
    teaser: Annotated[PlainText, Field(max_length=300)] | None = None
    intro: Markdown | None = None
    mail: EmailAddress | None = None
    tags: Tags | None = None
    levels: list[OneOf["easy", "hard"]] | None = None
    speakers: list[Speaker] | None = None
    follows: Ref["news"] | None = None
    public: bool = True
    extra: dict[str, object] | None = None
    permalink: PlainText | None = None
"""
FILES = {
    "_config.yml": "collections: {news: {output: true}}\n",
    "content-lint.toml": "",
    "schemas/news.py": SCHEMA,
    "admin/config.yml": CONFIG,
    "admin/index.html": "<script src='https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js'></script>",
    "_news/2022-07-17-a.md": "---\ntitle: A\n---\nA.\n",
}


@pytest.fixture
def site(tmp_path: Path) -> Path:
    return write_files(tmp_path, FILES)


def test_differences_have_a_place_and_a_consequence(site: Path) -> None:
    ran = run(site, "schema", "--check")
    assert ran.status == 1
    assert (
        "admin/config.yml:10:30: warning: the CMS lets an editor save without `day`, and the check then refuses the "
        "post; 1 post has none. Take `required: false` out, or let the schema do without it.\n"
    ) in ran.out
    assert "Next: content-lint schema --format decap --diff" in ran.err
    assert (site / "admin/config.yml").read_text(encoding="utf-8") == CONFIG


def test_a_diff_writes_nothing(site: Path) -> None:
    ran = run(site, "schema", "--format", "decap", "--diff")
    assert ran.status == 0
    assert "+      - {label: 'Kind', name: 'kind', widget: 'select'" in ran.out
    assert (site / "admin/config.yml").read_text(encoding="utf-8") == CONFIG


def test_the_form_asks_for_what_the_schema_wants(site: Path) -> None:
    ran = run(site, "schema", "--format", "decap")
    assert ran.status == 0, ran.err
    assert "left as it is: news: `extra`: no widget asks for such a value" in ran.err
    text = (site / "admin/config.yml").read_text(encoding="utf-8")
    kept = [line for line in CONFIG.splitlines() if "'day'" not in line]
    assert [line for line in text.splitlines() if line in kept] == kept
    fields = {item["name"]: item for item in yaml.safe_load(text)["collections"][0]["fields"]}
    assert "permalink" not in fields  # empty, it would mean the home page
    assert "required" not in fields["day"]
    kind = {"label": "Kind", "name": "kind", "widget": "select", "options": ["talk", "party"]}
    assert fields["kind"] == {**kind, "required": False, "default": "talk"}
    seats = {"label": "How many may come", "name": "seats", "widget": "number", "value_type": "int"}
    assert fields["seats"] == {**seats, "min": 1, "max": 500, "hint": "With chairs", "required": False}
    assert fields["price"]["value_type"] == "float"
    assert (fields["teaser"]["widget"], fields["teaser"]["pattern"][0]) == ("text", r"^[\s\S]{1,300}$")
    assert fields["intro"]["widget"] == "text"
    assert fields["mail"]["pattern"][1] == "One e-mail address"
    assert fields["tags"]["widget"] == "list"
    assert (fields["levels"]["multiple"], fields["levels"]["options"]) == (True, ["easy", "hard"])
    assert [item["widget"] for item in fields["speakers"]["fields"]] == ["string", "image"]
    assert (fields["follows"]["widget"], fields["follows"]["collection"]) == ("relation", "news")
    assert (fields["public"]["widget"], fields["public"]["default"]) == ("boolean", True)
    assert run(site, "schema", "--check", "-q").status == 0
    again = run(site, "schema", "--format", "decap")
    assert "left as it is: news: `extra`" in again.err
    assert "admin/config.yml: nothing else to change." in again.err
    assert (site / "admin/config.yml").read_text(encoding="utf-8") == text


@pytest.mark.parametrize(
    ("gone", "words"),
    [
        ("admin/config.yml", "there is no configuration of Decap CMS or Sveltia CMS here"),
        ("schemas/news.py", "no collection of admin/config.yml has a schema"),
    ],
)
def test_there_has_to_be_something_to_compare(site: Path, gone: str, words: str) -> None:
    (site / gone).unlink()
    ran = run(site, "schema", "--check")
    assert ran.status == 2
    assert words in ran.err


def test_it_has_to_be_said_what_is_wanted(site: Path) -> None:
    assert run(site, "schema").status == 2


def test_there_and_back_on_a_real_site(shared: Path, tmp_path: Path) -> None:
    """What `init` makes of forms and posts agrees with the forms, changes nothing in them, and is made again."""
    source = shared / "sites/civil-service-lgbt"
    site = tmp_path / "site"
    shutil.copytree(source, site, ignore=shutil.ignore_patterns(".git", "assets"))
    for path in (site, *site.rglob("*")):
        path.chmod(path.stat().st_mode | 0o200)
    first = imported(site)
    assert len(first) > 10
    agreed = run(site, "schema", "--check", "-q")
    assert (agreed.status, agreed.out) == (0, "")
    assert run(site, "schema", "--format", "decap").status == 0
    assert (site / "admin/config.yml").read_bytes() == (source / "admin/config.yml").read_bytes()
    for name in ("content-lint.toml", ".content-lint-baseline.json"):
        (site / name).unlink(missing_ok=True)
    shutil.rmtree(site / "schemas")
    assert imported(site) == first


def imported(site: Path) -> dict[str, str]:
    ran = run(site, "init", "--yes", "--no-hook", "--no-baseline")
    assert ran.status == 0, ran.err
    return {path.name: path.read_text(encoding="utf-8") for path in (site / "schemas").glob("*.py")}
