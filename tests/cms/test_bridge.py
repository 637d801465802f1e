"""`content-lint schema`: what it says and writes, and the way there and back on a real site."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from tests.cli.command import COMMAND, environment, run
from tests.files import write_files
from tests.repository import Repo

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


FILE_FORMS = """\
backend: {name: test-repo}
media_folder: assets
collections:
  - name: pages
    label: Pages
    files:
      - name: about
        label: About us
        file: _pages/about.md
        fields:
          - {label: Title, name: title, widget: string, required: false}
          - {label: Kind, name: kind, widget: select, options: [plain, odd]}
          - {label: Hero, name: hero, widget: image}
      - name: data
        label: Data
        file: _data/menu.yml
        fields: [{label: Title, name: title, widget: number}]
      - name: gone
        label: Gone
        file: _pages/gone.md
        fields: [{label: Title, name: title, widget: number}]
"""
FILE_SITE = {
    **{path: text for path, text in FILES.items() if not path.startswith(("_news", "schemas"))},
    "_config.yml": "collections: {pages: {output: true}}\n",
    "schemas/pages.py": "from content_lint.schema import OneOf, PlainText, Schema\n\n\n"
    "class Page(Schema, collection='pages'):\n"
    "    title: PlainText\n    kind: OneOf['plain', 'wide'] = 'plain'\n    lead: PlainText | None = None\n",
    "admin/config.yml": FILE_FORMS,
    "_data/menu.yml": "title: 1\n",
    "_pages/about.md": "---\ntitle: About\nkind: plain\n---\nA.\n",
    "_pages/other.md": "---\ntitle: Other\nlead: Look\n---\nA.\n",
}


def test_the_form_of_a_single_file_is_compared_with_its_schema(tmp_path: Path) -> None:
    """Of a file that is no document, or is not there, no schema says anything; what others have, it may go without."""
    site = write_files(tmp_path, FILE_SITE)
    ran = run(site, "schema", "--check")
    assert ran.status == 1
    assert ran.out == (
        "admin/config.yml:11:34: warning: the CMS lets an editor save without `title`, and the check then refuses the "
        "post. Take `required: false` out, or let the schema do without it.\n"
        "admin/config.yml:12:33: warning: the form offers `odd` for `kind`, which the check refuses. "
        "Offer `plain` and `wide`.\n"
        "admin/config.yml:13:33: error: the form has a field `hero` that the schema does not know: the check refuses "
        "each post that is saved with it. Add `hero` to the schema, or take the field out of the form.\n"
    )
    (site / "schemas/pages.py").write_text(FILE_SITE["schemas/pages.py"] + "    hero: PlainText | None = None\n")
    assert run(site, "schema", "--format", "decap").status == 0
    changed = (site / "admin/config.yml").read_text(encoding="utf-8")
    assert changed == FILE_FORMS.replace(", required: false", "").replace("[plain, odd]", "[plain, wide]")
    assert run(site, "schema", "--check", "-q").status == 0


def test_a_single_file_is_asked_for_what_its_schema_requires_and_it_lacks(tmp_path: Path) -> None:
    site = write_files(tmp_path, {**FILE_SITE, "_pages/about.md": "---\nlead: A\n---\nA.\n"})
    config = FILE_FORMS.replace("          - {label: Title, name: title, widget: string, required: false}\n", "")
    (site / "admin/config.yml").write_text(config, encoding="utf-8")
    said = run(site, "schema", "--check").out
    assert "warning: the form has no field for `title` (1 post has none), so an editor saves posts that" in said
    assert run(site, "schema", "--format", "decap").status == 0
    fields = yaml.safe_load((site / "admin/config.yml").read_text())["collections"][0]["files"][0]["fields"]
    assert [item["name"] for item in fields] == ["title", "kind", "hero"]
    assert run(site, "schema", "--format", "decap", "--all").status == 0
    fields = yaml.safe_load((site / "admin/config.yml").read_text())["collections"][0]["files"][0]["fields"]
    assert [item["name"] for item in fields] == ["title", "kind", "lead", "hero"]


def test_what_init_makes_of_forms_of_single_files_agrees_with_them(tmp_path: Path) -> None:
    files = {path: text for path, text in FILE_SITE.items() if not path.startswith("schemas")}
    more = {f"_pages/more-{number}.md": "---\ntitle: More\nkind: plain\n---\nA.\n" for number in range(6)}
    more |= {f"_pages/sub/{number}.md": "---\ntitle: More\nkind: plain\n---\nA.\n" for number in range(2)}
    fields = "[{name: title, label: T}, {name: day, widget: datetime}]"
    files["admin/config.yml"] += f"  - {{name: sub, label: Sub, folder: _pages/sub, fields: {fields}}}\n"
    site = write_files(tmp_path, {**files, **more})
    assert run(site, "init", "--yes", "--no-hook").status == 0
    assert "hero: " in (site / "schemas/pages.py").read_text()
    assert "day: " in (site / "schemas/pages.py").read_text()
    assert "error" not in run(site, "schema", "--check").out


def test_what_init_makes_of_numbers_in_a_text_field_takes_what_an_editor_saves(tmp_path: Path) -> None:
    files = {path: text for path, text in FILES.items() if not path.startswith("schemas")}
    files["admin/config.yml"] = CONFIG.replace("'datetime', format: 'YYYY-MM-DD', required: false", "'string'")
    posts = {f"_news/{number}.md": f"---\ntitle: A\nday: {number}\n---\nA.\n" for number in range(1, 9)}
    site = write_files(tmp_path, {**files, **posts, "_news/2022-07-17-a.md": "---\ntitle: A\nday: 12\n---\nA.\n"})
    assert run(site, "init", "--yes", "--no-hook").status == 0
    assert "day: int | PlainText" in (site / "schemas/news.py").read_text()
    assert run(site, "schema", "--check", "-q").status == 0


def test_a_diff_of_forms_is_a_patch_that_git_takes(site: Path) -> None:
    """Also where the file's lines end in CRLF, and the last one in nothing."""
    config, before = site / "admin/config.yml", CONFIG.rstrip("\n").replace("\n", "\r\n").encode()
    config.write_bytes(before)
    repo = Repo(site)
    with (site.parent / "forms.patch").open("wb") as target:
        command = (*COMMAND, "schema", "--format", "decap", "--diff")
        subprocess.run(command, cwd=site, env=environment(), stdout=target, check=True)
    assert config.read_bytes() == before
    repo.git("apply", str(site.parent / "forms.patch"))
    shown = config.read_bytes()
    assert b"kind" in shown
    config.write_bytes(before)
    assert run(site, "schema", "--format", "decap").status == 0
    assert config.read_bytes() == shown
