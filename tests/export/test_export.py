"""`content-lint export`: what is written, and what is not."""

from __future__ import annotations

import io
import json
import os
import sqlite3
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import jsonschema
import pytest

from content_lint.cli.console import Console
from content_lint.cli.main import main
from content_lint.config.load import load_settings
from content_lint.engine.workers.wanted import Workers
from content_lint.export.columns import free_name
from content_lint.export.exporter import WantedPages
from content_lint.export.run import open_export
from content_lint.export.schema import export_schema
from content_lint.rules.registry import catalog
from tests.cli.command import Ran, environment, in_terminal
from tests.files import write_files
from tests.repository import Repo

TODAY = ("--today", "2026-09-01T00:00:00Z")
SECRET = "xyzzy"
FILES = {
    "_config.yml": "url: https://www.example.org\nbaseurl: /sub\nplugins: [jekyll-redirect-from]\n"
    "timezone: Europe/London\n"
    "collections: {news: {output: true, permalink: '/news/:title/'}}\n"
    "defaults: [{scope: {path: '', type: news}, values: {layout: news}}]\n",
    "schemas/news.py": "from content_lint.schema import DateTime, Field, PlainText, PublishDate, Schema\n\n\n"
    "class Event(Schema):\n    start: DateTime\n    places: int = 10\n\n\n"
    "class NewsPost(Schema, collection='news'):\n"
    "    layout: PlainText\n    title: PlainText\n    date: PublishDate\n    draft: bool = False\n"
    "    published: bool = True\n    event: Event | None = None\n    redirect_from: list[str] = Field(default=[])\n"
    "    end_date: DateTime | None = Field(default=None, alias='end-date')\n",
    "_news/now.md": "---\ntitle: Now\ndate: 2024-07-02 09:30\nend-date: 2024-07-03\nevent: {start: 2024-07-02}\n"
    "redirect_from: [/old/]\n---\n## A heading\n\nSee "
    "[the other]({{ site.baseurl }}/news/other/), [the mail](mailto:a@example.org)"
    " and [the old](/sub/old/#a-heading).\n\n![A dot](/sub/assets/dot.svg)\n\n"
    f"<!-- {SECRET} -->\n{{% comment %}} {SECRET} {{% endcomment %}}\n\nThe end.\n",
    "_news/other.md": f"---\ntitle: Other\ndate: 2024-01-02\n---\nShort.\n\n{{% comment %}}\n{SECRET}\n",
    "_news/later.md": f"---\ntitle: Later {SECRET}\ndate: 2030-07-01\n---\n{SECRET}\n",
    "_news/taken-back.md": f"---\ntitle: Back {SECRET}\ndate: 2024-01-01\npublished: false\n"
    f"redirect_from: /{SECRET}/\n---\n{SECRET}\n",
    "_news/broken.md": "---\ntitle: 12\ndate: 2024-01-03\n---\nText.\n",
    "_news/moved.md": "---\ntitle: Moved\ndate: 2024-01-04\nredirect_to: https://elsewhere.example/\n---\n",
    "_posts/2024-01-01-post.md": "---\ntitle: Post\nnumber: 7\n---\n",
    "_drafts/draft.md": f"---\ntitle: {SECRET}\n---\n{SECRET}\n",
    "assets/dot.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 30 20"></svg>',
}
EXPORTED = ["_news/now.md", "_news/other.md", "_posts/2024-01-01-post.md"]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_files(tmp_path_factory.mktemp("site"), FILES)


def run(*arguments: str) -> Ran:
    """The command in this process: a test of what it writes need not wait for one of its own."""
    out, err = io.StringIO(), io.StringIO()
    status = main(arguments, Console(out, err, environment()))
    return Ran(status, out.getvalue(), err.getvalue())


def export(folder: Path, *more: str, status: int = 1) -> Ran:
    ran = run("export", str(folder), *TODAY, *more)
    assert ran.status == status, ran.err
    return ran


def pages(folder: Path, *more: str, status: int = 1) -> dict[str, dict[str, object]]:
    return {page["path"]: page for page in map(json.loads, export(folder, *more, status=status).out.splitlines())}


@pytest.fixture(scope="module")
def exported(site: Path) -> dict[str, dict[str, object]]:
    return pages(site)


def test_only_what_is_published_and_passed_is_exported(site):
    ran = export(site)
    assert [json.loads(line)["path"] for line in ran.out.splitlines()] == EXPORTED
    assert SECRET not in ran.out
    assert "1 page left out, for errors:\n  _news/broken.md (1 error)\n" in ran.err


def test_the_rest_is_exported_where_it_is_asked_for_and_marked(site):
    found = pages(site, "--include", "future", "--include", "drafts", "--include", "failing", status=0)
    assert {path: (page["state"], page["passed"]) for path, page in found.items()} == {
        "_drafts/draft.md": ("never", True),
        "_news/broken.md": ("live", False),
        "_news/later.md": ("hidden", True),
        "_news/now.md": ("live", True),
        "_news/other.md": ("live", True),
        "_news/taken-back.md": ("never", False),
        "_posts/2024-01-01-post.md": ("live", True),
    }
    assert found["_news/later.md"]["until"] == "2030-06-30T23:00:00Z"
    assert found["_news/broken.md"]["schema"] is None
    assert [item["rule"] for item in found["_news/broken.md"]["findings"]] == ["wrong-type"]


def test_front_matter_is_typed_by_the_schema(exported):
    page = exported["_news/now.md"]
    assert page["schema"] == "NewsPost"
    assert page["front_matter"] == {
        "layout": "news",
        "title": "Now",
        "date": "2024-07-02T09:30:00+01:00",
        "draft": False,
        "published": True,
        "event": {"start": "2024-07-02T00:00:00+01:00", "places": 10},
        "redirect_from": ["/old/"],
        "end-date": "2024-07-03T00:00:00+01:00",
    }
    assert page["date"] == {"utc": "2024-07-02T08:30:00Z", "local": "2024-07-02T09:30:00+01:00"}
    assert exported["_posts/2024-01-01-post.md"]["front_matter"] == {"title": "Post", "number": 7}


def test_links_lead_where_the_site_leads_them(exported):
    page = exported["_news/now.md"]
    assert [(link["destination"], link["url"], link["outcome"]) for link in page["links"]] == [
        ("{{ site.baseurl }}/news/other/", "/sub/news/other/", "live"),
        ("mailto:a@example.org", "mailto:a@example.org", "elsewhere"),
        ("/sub/old/#a-heading", "/sub/news/now/#a-heading", "redirect"),
    ]
    assert page["images"] == [
        {"source": "/sub/assets/dot.svg", "url": "/sub/assets/dot.svg", "alt": "A dot", "width": 30, "height": 20}
    ]
    assert page["headings"] == [{"level": 2, "text": "A heading", "anchor": "a-heading"}]
    assert page["address"] == "https://www.example.org/sub/news/now/"
    assert page["excerpt"] == "See the other, the mail and the old. The end."


def test_html_is_rendered_where_it_is_asked_for(site, exported):
    assert exported["_news/now.md"]["html"] is None
    page = pages(site, "--html")["_news/now.md"]
    assert str(page["html_renderer"]).startswith("mistune 3.")
    assert page["html"] == (
        '<h2 id="a-heading">A heading</h2>\n'
        '<p>See <a href="/sub/news/other/">the other</a>, <a href="mailto:a@example.org">the mail</a>'
        ' and <a href="/sub/news/now/#a-heading">the old</a>.</p>\n'
        '<p><img src="/sub/assets/dot.svg" alt="A dot" /></p>\n<p>The end.</p>\n'
    )


def test_every_line_is_as_the_schema_says(site):
    schema = export_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    judge = jsonschema.Draft202012Validator(schema)
    for page in pages(site, "--html", "--include", "failing", "--include", "future", status=0).values():
        assert list(judge.iter_errors(page)) == []
    assert json.loads(run("export", "--schema").out) == schema


def test_a_folder_is_written_again_only_where_it_changes(tmp_path):
    site = write_files(tmp_path / "site", FILES)
    out = tmp_path / "out"
    assert "6 files written, 0 unchanged" in export(site, "--output", str(out)).err
    index = json.loads((out / "index.json").read_text())
    assert [(item["name"], item["pages"]) for item in index["collections"]] == [("news", 2), ("posts", 1)]
    assert index["redirects"] == [
        {"url": "/news/moved/", "target": "https://elsewhere.example/", "path": "_news/moved.md"},
        {"url": "/old/", "target": "https://www.example.org/sub/news/now/", "path": "_news/now.md"},
    ]
    news = json.loads((out / index["collections"][0]["index"]).read_text())
    for entry in news["pages"]:
        assert json.loads((out / entry["file"]).read_text())["url"] == entry["url"]
    before = {path: (path.stat().st_ino, path.read_bytes()) for path in out.rglob("*.json")}
    assert "0 files written" in export(site, "--output", str(out)).err
    assert {path: (path.stat().st_ino, path.read_bytes()) for path in out.rglob("*.json")} == before
    (site / "_news/other.md").unlink()
    (site / "_news/now.md").write_text("---\ntitle: New\ndate: 2024-07-02\n---\n")
    said = export(site, "--output", str(out)).err
    assert "1 removed" in said
    assert not (out / "pages/_news/other.md.json").exists()
    post = out / "pages/_posts/2024-01-01-post.md.json"
    assert (post.stat().st_ino, post.read_bytes()) == before[post]


def test_a_folder_of_other_things_is_left_alone(site, tmp_path):
    write_files(tmp_path / "out", {"notes.json": "{}"})
    ran = export(site, "--output", str(tmp_path / "out"), status=2)
    assert "holds other things than an earlier export" in ran.err
    assert [path.name for path in (tmp_path / "out").iterdir()] == ["notes.json"]
    assert "holds the site itself" in export(site, "--output", str(site), status=2).err


def test_a_database_holds_everything(site, tmp_path):
    file = tmp_path / "site.db"
    export(site, "--output", str(file))
    with closing(sqlite3.connect(file)) as database:
        ask = lambda question: database.execute(question).fetchall()  # noqa: E731
        assert ask("PRAGMA user_version") == [(1,)]
        assert ask("PRAGMA integrity_check") == [("ok",)]
        assert ask("PRAGMA foreign_key_check") == []
        assert ask("SELECT path FROM pages ORDER BY path") == [(path,) for path in EXPORTED]
        assert ask("SELECT title, typeof(draft), event FROM news WHERE path LIKE '%now%'") == [
            ("Now", "integer", '{"start": "2024-07-02T00:00:00+01:00", "places": 10}')
        ]
        assert ask("SELECT typeof(number) FROM posts") == [("integer",)]
        assert ask("SELECT source, width FROM images") == [("/sub/assets/dot.svg", 30)]
        assert ask("SELECT url, target FROM redirects ORDER BY url")[-1] == (
            "/old/",
            "https://www.example.org/sub/news/now/",
        )
        found = "SELECT path FROM pages JOIN pages_fts ON pages.rowid = pages_fts.rowid WHERE pages_fts MATCH 'heading'"
        assert ask(found) == [("_news/now.md",)]
    assert SECRET.encode() not in file.read_bytes()
    before = file.stat().st_ino
    assert "holds them already" in export(site, "--output", str(file)).err
    assert file.stat().st_ino == before
    export(site, "--output", str(tmp_path / "again.db"))
    assert (tmp_path / "again.db").read_bytes() == file.read_bytes()


def test_a_file_that_is_no_database_is_left_alone(site, tmp_path):
    (tmp_path / "site.db").write_text("mine")
    assert "is no database" in export(site, "--output", str(tmp_path / "site.db"), status=2).err
    assert (tmp_path / "site.db").read_text() == "mine"


def test_a_post_that_stops_the_build_is_not_dropped_without_a_word(tmp_path):
    site = write_files(tmp_path, {"_config.yml": "", "_posts/2024-01-01-a.md": "---\nslug: 2024\n---\n"})
    (site / "_posts/2024-01-02-b.md").symlink_to("/etc/hostname")
    ran = export(site)
    assert "2 pages left out, for errors:\n  _posts/2024-01-01-a.md (1 error)\n  _posts/2024-01-02-b.md" in ran.err


def test_what_a_baseline_holds_keeps_no_page_back(tmp_path):
    site = write_files(tmp_path, {"_config.yml": "", "_posts/2024-01-01-a.md": "---\ntitle: A\n---\n[b](/none/)\n"})
    assert "left out" in export(site).err
    assert run("check", str(site), "--update-baseline").status == 0
    assert list(pages(site, status=0)) == ["_posts/2024-01-01-a.md"]
    export(site, "--no-baseline")


def test_git_tells_when_a_file_came_and_by_how_many_it_was_written(tmp_path):
    repo = Repo(
        tmp_path / "site", {"_config.yml": "", "_posts/2024-01-01-a.md": "---\ntitle: A\n---\nText\nof\nsome lines.\n"}
    )
    repo.git("mv", "_posts/2024-01-01-a.md", "_posts/2024-01-01-b.md")
    repo.git("-c", "user.email=b@example.org", "commit", "-q", "--author", "B <b@example.org>", "-m", "move")
    (page,) = pages(repo.folder, status=0).values()
    first, last = repo.git("log", "--format=%ct").splitlines()[::-1]
    assert page["git"]["authors"] == 2
    assert page["git"]["first"] <= page["git"]["last"]
    assert int(first) <= int(last)
    (page,) = pages(repo.folder, "--no-git", status=0).values()
    assert page["git"] is None


def test_hostile_names_stay_in_the_folder(tmp_path):
    name = "_posts/2024-01-01-ü\\..a:b?.md"
    files = {
        "site/_config.yml": "collections: {'..': {output: true}, Pages: {output: true}}\n",
        f"site/{name}": "---\n---\n",
    }
    files |= {
        "site/_../a.md": "---\n---\n",
        "site/_Pages/a.md": "---\n---\n",
        f"site/_Pages/{'x' * 240}.md": "---\n---\n",
    }
    site = write_files(tmp_path, files) / "site"
    export(site, "--output", str(tmp_path / "out"), "--include", "failing", status=0)
    assert {path.name for path in tmp_path.iterdir()} == {"site", "out"}
    export(site, "--output", str(tmp_path / "site.db"), "--include", "failing", status=0)
    with closing(sqlite3.connect(tmp_path / "site.db")) as database:
        assert database.execute('SELECT count(*) FROM "Pages_2"').fetchone() == (2,)


def test_a_terminal_sees_how_far_it_is(tmp_path):
    files = {f"_posts/2024-01-01-{number}.md": "---\ntitle: A\n---\nText.\n" for number in range(4000)}
    site = write_files(tmp_path, {"_config.yml": "", **files})
    ran = in_terminal(site, ["export", "--output", "../out.ndjson"], {"TERM": "xterm"})
    assert " of 4,000" in ran.out


def test_of_a_large_site_one_page_is_in_memory(site: Path) -> None:
    """What others have read stays out of this process but for its facts, however much is exported."""
    settings = load_settings(site, catalog=catalog())
    now = datetime(2026, 9, 1, tzinfo=UTC)
    with ThreadPoolExecutor(1) as executor:
        exporter = open_export(settings, now, WantedPages(html=True), workers=Workers(executor=executor))
    documents = exporter.site.documents
    before = {path for path in EXPORTED if documents[path].source.is_read}
    assert before < set(EXPORTED)  # rules have looked at some
    pages = [item.page for item in exporter.pages()]
    assert pages == [item.page for item in open_export(settings, now, WantedPages(html=True)).pages()]
    assert [page.path for page in pages] == EXPORTED
    assert {path for path in EXPORTED if documents[path].source.is_read} == before


@pytest.mark.parametrize("link", ["pages", "collections", "pages/_news"])
def test_a_link_in_the_folder_leads_nowhere(site: Path, tmp_path: Path, link: str) -> None:
    """A checkout may bring an export of before that deletes and overwrites what its links lead to."""
    elsewhere = write_files(tmp_path / "elsewhere", {"keep.json": "{}", "now.md.json": "{}"})
    target = tmp_path / "data"
    (target / link).parent.mkdir(parents=True)
    (target / link).symlink_to(elsewhere)
    (target / "index.json").write_text('{"kind": "content-lint export"}')
    ran = run("export", str(site), *TODAY, "--no-cache", "-o", str(target))
    assert ran.status == 2
    assert "holds a link" in ran.err
    assert {path.name: path.read_text() for path in elsewhere.iterdir()} == {"keep.json": "{}", "now.md.json": "{}"}


def test_only_a_file_gives_way_to_a_database(site: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.db"
    if not hasattr(os, "mkfifo"):
        pytest.skip("this system has no named pipes")
    os.mkfifo(pipe)
    ran = run("export", str(site), *TODAY, "--no-cache", "-o", str(pipe))
    assert (ran.status, pipe.is_fifo()) == (2, True)


@pytest.mark.parametrize(
    ("wanted", "found"), [("sqlite_x", "_sqlite_x"), ("pages_fts", "_pages_fts"), ("Pages", "Pages_2"), ("\0", "_")]
)
def test_a_table_is_called_as_sqlite_allows(wanted: str, found: str) -> None:
    assert free_name(wanted, {"pages"}, ("sqlite_", "pages_fts")) == found
