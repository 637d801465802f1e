"""From the form of a CMS to the page that readers get: saved, hooked, gated, exported, built."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path

import pytest
import yaml

from content_lint.config.forms import Form, read_form
from tests.cli.command import run
from tests.cms.saves import decap_save, decap_write, sveltia_save
from tests.repository import Repo

CONFIG = """\
backend: {name: test-repo}
media_folder: assets
collections:
  - name: news
    label: News
    folder: _news
    create: true
    fields:
      - {label: Layout, name: layout, widget: hidden, default: plain}
      - {label: Title, name: title, widget: string, pattern: ['^[\\s\\S]{1,80}$', 'At most 80 characters']}
      - {label: Date, name: date, widget: datetime, format: 'YYYY-MM-DD HH:mm:ss ZZ'}
      - {label: Kind, name: kind, widget: select, options: [talk, party]}
      - {label: Seats, name: seats, widget: number, value_type: int, required: false}
      - {label: Body, name: body, widget: markdown}
"""
SCHEMA = """\
from typing import Annotated

from content_lint.schema import Field, OneOf, PlainText, PublishDate, Schema


class NewsPost(Schema, collection="news"):
    layout: OneOf["plain"]
    title: Annotated[PlainText, Field(max_length=80)]
    date: PublishDate
    kind: OneOf["talk", "party"]
    seats: int | None = None
"""
FILES = {
    "_config.yml": "url: https://www.example.org\ncollections: {news: {output: true, permalink: '/news/:title/'}}\n"
    "exclude: [schemas, content-lint.toml]\n",
    "_layouts/plain.html": "<h1>{{ page.title }}</h1>\n{{ content }}",
    "content-lint.toml": "",
    "schemas/news.py": SCHEMA,
    "admin/config.yml": CONFIG,
    "_news/first.md": "---\nlayout: plain\ntitle: First\ndate: 2022-07-01 09:00:00 +0100\nkind: talk\n---\nHello.\n",
}
PAGES = {
    "decap": "<script src='https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js'></script>",
    "sveltia": "<script src='https://unpkg.com/@sveltia/cms/dist/sveltia-cms.js'></script>",
}
TYPED = {
    "layout": "plain",
    "title": "12:30",
    "date": "2022-07-17 09:00:00 +0100",
    "kind": "party",
    "body": "It is *on the roof*, see [the first](/news/first/).\n",
}


def form_of(config: str) -> Form:
    return read_form(yaml.safe_load(config)["collections"][0], ("collections", 0))


def saved(program: str, typed: dict[str, str], config: str = CONFIG) -> str:
    """A new entry as the program writes it."""
    form = form_of(config)
    if program == "sveltia":
        return sveltia_save("", form.fields, typed)
    return decap_write(typed, [item.name for item in form.fields])


@pytest.mark.parametrize("program", ["decap", "sveltia"])
def test_an_entry_goes_the_whole_way(program: str, tmp_path: Path) -> None:
    repo = Repo(tmp_path / "site", {**FILES, "admin/index.html": PAGES[program]})
    agreed = run(repo.folder, "schema", "--check")
    assert agreed.status == 0, agreed.out

    # Saved: quotes that the program does not need are gone, and the rule of the title speaks of it.
    repo.write({"_news/party.md": saved(program, TYPED)})
    repo.git("add", "-A")
    hook = run(repo.folder, "check", "--hook", "_news/party.md")
    assert hook.status == 1
    assert "wrong-type" in hook.out + hook.err

    # The editor words it in another way.
    repo.write({"_news/party.md": saved(program, {**TYPED, "title": "Half past twelve"})})
    repo.git("add", "-A")
    hook = run(repo.folder, "check", "--hook", "_news/party.md")
    assert hook.status == 0, hook.out + hook.err
    repo.git("checkout", "-q", "-b", "party")
    repo.commit("a party")

    # The gate compares with the branch that it goes into.
    gate = run(repo.folder, "check", "--changed-since", "main")
    assert gate.status == 0, gate.out + gate.err

    # A reader of data gets it, typed.
    exported = run(repo.folder, "export", "--format", "ndjson")
    assert exported.status == 0, exported.err
    rows = [json.loads(line) for line in exported.out.splitlines()]
    (row,) = [row for row in rows if row.get("url", "").endswith("/news/party/")]
    assert "Half past twelve" in json.dumps(row)

    # And a reader of the site, once it is built.
    jekyll = shutil.which("jekyll")
    if jekyll is None:
        pytest.skip("no Jekyll here to build the page")
    subprocess.run([jekyll, "build", "-q", "-d", tmp_path / "built"], cwd=repo.folder, check=True, capture_output=True)
    page = (tmp_path / "built/news/party/index.html").read_text(encoding="utf-8")
    assert "<h1>Half past twelve</h1>" in page
    assert '<a href="/news/first/">the first</a>' in page


@pytest.mark.parametrize("program", ["decap", "sveltia"])
def test_a_second_save_changes_nothing(program: str) -> None:
    form = form_of(CONFIG)
    once = saved(program, TYPED)
    again = (
        sveltia_save(once, form.fields, {})
        if program == "sveltia"
        else decap_save(once, [item.name for item in form.fields], {})
    )
    assert again == once
