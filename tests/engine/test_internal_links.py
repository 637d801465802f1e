"""What a run says of links that could not be checked, and of schemas that refer to nothing."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine.run import RunRequest, run_check
from content_lint.output.json import as_json
from content_lint.output.renderer import Renderer
from content_lint.rules.registry import catalog
from content_lint.schema.errors import SchemaError
from tests.rules.site_maker import NOW, SmallSite

CONFIG = "url: https://www.example.org\ntheme: nobodys\nbaseurl: /base\n"
TOP = "---\ntitle: A\n---\n"
PAGES = {
    "_config.yml": CONFIG,
    "a.md": "---\nlayout: page\n---\n[a]({{ x }}) [b](/base/assets/x.png) [c](/base/assets/y.png) [d](#main)\n",
    "b.md": f"{TOP}[a](/base/assets/x.png) [b](/shop/) [c](https://example.com/{{{{ x }}}})\n",
}
THEME = "may be files of the theme nobodys"
LIQUID = "are written by templates"
OUTSIDE = "lie outside of the site's base path `/base`"
PLACES = "lead to places on pages whose layout `page` comes from the theme nobodys"


def site(root: Path, files: dict[str, str]) -> SmallSite:
    made = SmallSite(root, dict(files))
    made.write()
    return made


def test_links_that_cannot_be_known_are_counted_by_their_reason(tmp_path: Path) -> None:
    report = site(tmp_path, PAGES).check()
    assert report.failures == ()
    assert report.internal is not None
    assert (report.internal.all, report.internal.checked) == (6, 0)
    assert report.internal.causes == report.unchecked()
    causes = {(item.what, item.count, item.reason) for item in report.internal.causes}
    assert causes == {
        ("internal links", count, why) for count, why in ((3, THEME), (1, LIQUID), (1, OUTSIDE), (1, PLACES))
    }
    assert all(item.advice for item in report.internal.causes)


def test_only_the_named_documents_are_counted(tmp_path: Path) -> None:
    site(tmp_path, PAGES)
    report = run_check(load_settings(tmp_path, catalog=catalog()), RunRequest(NOW, ("b.md",)))
    assert {(item.count, item.reason) for item in report.unchecked()} == {(1, THEME), (1, OUTSIDE)}


def test_nothing_is_counted_where_no_rule_asks_for_links(tmp_path: Path) -> None:
    site(tmp_path, PAGES)
    settings = with_selection(load_settings(tmp_path, catalog=catalog()), catalog=catalog(), select=["missing-alt"])
    assert run_check(settings, RunRequest(NOW)).coverage == {}


def test_machines_are_told(tmp_path: Path) -> None:
    made = site(tmp_path, PAGES)
    summary = json.loads("".join(as_json(Renderer(made.check(), made.source))))["summary"]
    assert {"what": "internal links", "count": 3, "reason": THEME} in summary["not_checked"]
    internal = summary["coverage"]["internal"]
    assert (internal["all"], internal["checked"], sum(item["count"] for item in internal["causes"])) == (6, 0, 6)
    assert internal["causes"][0]["reason"] == THEME


def test_a_schema_that_refers_to_no_collection_stops_the_run(tmp_path: Path) -> None:
    schema = (
        "from content_lint.schema import PlainText, Ref, Schema\n\n"
        'class News(Schema, collection="news"):\n    title: PlainText\n    by: Ref["taem"] | None = None\n'
    )
    made = site(
        tmp_path,
        {
            "_config.yml": "collections: {news: {output: true}, team: {output: true}}\n",
            "schemas/news.py": schema,
            "_news/a.md": "---\ntitle: A\nby: ada\n---\n",
        },
    )
    with pytest.raises(SchemaError) as error:
        made.check()
    assert (error.value.file, error.value.line) == ("schemas/news.py", 3)
    assert error.value.message == "`by` is a reference to the collection `taem`, which does not exist"
    assert error.value.help == "Did you mean `team`?"


def test_a_page_of_many_broken_links_takes_no_long_time(tmp_path: Path) -> None:
    links = " ".join(f"[x](/some/page-that-is-{chr(97 + number % 26)}{number:x}-gone/)" for number in range(6000))
    pages = {f"p{number}.md": f"---\npermalink: /page-that-was-{number:x}-there/\n---\n" for number in range(200)}
    import time

    start = time.process_time()
    report = site(tmp_path, {**pages, "a.md": f"---\ntitle: A\n---\n{links}\n"}).check(only="broken-link")
    assert len(report.diagnostics) == 6000
    assert time.process_time() - start < 6
