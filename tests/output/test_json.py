from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from content_lint import __version__, project
from content_lint.output.json import as_json, encode, report_schema
from content_lint.output.rdjson import rdjson
from content_lint.output.sarif import sarif
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.report.report import BaselineEntry, BaselineUse, Failure, NotChecked, Suppressed
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.adopt.installed import COMMIT, GITHUB
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, renderer_of, report_of
from tests.output.schema_check import faults

TEXT = "---\r\ntitle: 😀 old\r\n---\r\nnew\r\n"


def parsed(report, files):
    output = "".join(as_json(renderer_of(report, files)))
    value = json.loads(output)
    assert list(faults(value, report_schema())) == []
    return value


def test_a_finding_is_written_with_all_that_is_promised():
    fix = Fix("Remove it", (Edit("a.md", Span(15, 18), ""), Edit("b.md", Span(0, 0), "x\n")), Safety.UNSAFE)
    related = (Related("b.md", Span(2, 3), "the other one"),)
    item = finding(TEXT, "old", help="Write `new`.", fix=fix, related=related)
    assert parsed(report_of(item), {"a.md": TEXT, "b.md": "a\nb"})["diagnostics"] == [
        {
            "rule": "broken-thing",
            "code": "SY101",
            "severity": "error",
            "path": "a.md",
            "line": 2,
            "column": 10,
            "end_line": 2,
            "end_column": 13,
            "message": "`old` is broken",
            "help": "Write `new`.",
            "url": None,
            "field": "title",
            "fix": {
                "title": "Remove it",
                "safety": "unsafe",
                "edits": [
                    {"path": "a.md", "line": 2, "column": 11, "end_line": 2, "end_column": 14, "text": ""},
                    {"path": "b.md", "line": 1, "column": 1, "end_line": 1, "end_column": 1, "text": "x\n"},
                ],
            },
            "related": [{"path": "b.md", "line": 2, "column": 1, "message": "the other one"}],
        }
    ]


@given(st.text(st.one_of(st.characters(codec="ascii"), st.characters(exclude_categories=()))))
@settings(max_examples=300, deadline=None)
def test_findings_are_written_to_the_byte_as_python_would(text):
    item = finding(TEXT, "old", message=text, help=f"a{text}")
    line = "".join(as_json(renderer_of(report_of(item), {"a.md": TEXT}))).splitlines()[2]
    assert line == encode(json.loads(line))


def test_the_summary_counts_everything():
    error, info = finding(TEXT, "old"), finding(TEXT, "new", rule="odd-word")
    report = report_of(
        error,
        info,
        replace(info, severity=Severity.WARNING),
        files=7,
        suppressed=(Suppressed(error, "comment"),),
        baselined=3,
        baseline=BaselineUse(gone=(BaselineEntry("a.md", "odd-word", "", "gone"),)),
        fixed={"odd-word": 2},
        not_checked=(NotChecked("links to the theme", 12, "its files are elsewhere"),),
        failures=(Failure("running the rule x", "a.md", "KeyError: 1"),),
        notices=("No schema.",),
    )
    value = parsed(report, {"a.md": TEXT})
    assert value["schema_version"] == 1
    assert value["summary"] == {
        "files": 7,
        "errors": 1,
        "warnings": 1,
        "infos": 1,
        "by_rule": {"odd-word": 2, "broken-thing": 1},
        "suppressed": 1,
        "baselined": 3,
        "baseline_gone": 1,
        "fixed": {"odd-word": 2},
        "not_checked": [{"what": "links to the theme", "count": 12, "reason": "its files are elsewhere"}],
        "coverage": {},
        "failures": [{"doing": "running the rule x", "path": "a.md", "error": "KeyError: 1"}],
        "notices": ["No schema."],
        "sites": [],
    }


def test_what_is_kept_silent_is_listed_where_that_is_asked_for():
    old, new = finding(TEXT, "old"), finding(TEXT, "new")
    silent = (Suppressed(old, "comment", "its name"), Suppressed(new, "configuration"))
    report = report_of(suppressed=silent)
    assert "suppressed" not in parsed(report, {"a.md": TEXT})
    value = json.loads("".join(as_json(renderer_of(report, {"a.md": TEXT}, show_suppressed=True))))
    assert list(faults(value, report_schema())) == []
    assert [(item["line"], item["by"], item["reason"]) for item in value["suppressed"]] == [
        (2, "comment", "its name"),
        (4, "configuration", ""),
    ]


def test_a_run_without_findings_is_written_too():
    assert parsed(report_of(), {})["diagnostics"] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_ascii_outside_and_itself_inside(text):
    item = Diagnostic("broken-thing", Severity.ERROR, f"{text}.md", Span(0, 1), text, text)
    output = "".join(as_json(renderer_of(report_of(item), {})))
    assert output.isascii()
    assert raw_in(output) == []
    message = json.loads(output)["diagnostics"][0]["message"]
    assert message == text.replace("\udce9", "<0xE9>").replace("\ud800", "<U+D800>")


def test_no_line_begins_as_a_command():
    item = Diagnostic("broken-thing", Severity.ERROR, "::error::x", Span(0, 1), "::error::x", "\n::error::x")
    lines = "".join(as_json(renderer_of(report_of(item), {}))).splitlines()
    assert [line for line in lines if line.lstrip().startswith("::")] == []


def test_a_fix_that_json_cannot_hold_is_left_out():
    fix = Fix("Move it", (Edit("a.md", Span(0, 1), "\udce9"),), Safety.SAFE)
    assert parsed(report_of(finding(TEXT, "old", fix=fix)), {"a.md": TEXT})["diagnostics"][0]["fix"] is None


def test_the_schema_check_sees_what_is_wrong():
    value = json.loads("".join(as_json(renderer_of(report_of(finding(TEXT, "old")), {"a.md": TEXT}))))
    value["diagnostics"][0]["line"] = 0
    del value["summary"]["files"]
    value["diagnostics"][0]["severity"] = "fatal"
    assert len(list(faults(value, report_schema()))) == 3


def test_a_finding_names_the_page_of_its_rule_once_there_is_one(monkeypatch):
    report = report_of(finding("one bad\n", "bad"))

    def url():
        return json.loads("".join(as_json(renderer_of(report))))["diagnostics"][0]["url"]

    assert url() is None
    monkeypatch.setattr(project, "REPOSITORY", "octo/content-lint")
    assert url() == f"https://github.com/octo/content-lint/blob/v{__version__}/content/rules/broken-thing.md"


@pytest.mark.parametrize(
    ("direct_url", "home"),
    [
        (GITHUB, f"https://github.com/octo/content-lint/blob/{COMMIT}"),
        ({**GITHUB, "url": "ssh://git@github.com/a/b"}, f"https://github.com/a/b/blob/{COMMIT}"),
        ({**GITHUB, "url": "https://github.com.example.org/octo/content-lint"}, ""),
        ({**GITHUB, "url": "https://github.com/octo/content-lint/../x"}, ""),
        ({**GITHUB, "vcs_info": {"vcs": "git", "commit_id": 'main" onclick="x'}}, ""),
        ({"url": "file:///home/me/content-lint", "dir_info": {}}, ""),
        ([], ""),
    ],
)
def test_pages_are_those_of_the_commit_that_was_installed(direct_url, home):
    assert project.page_home(json.dumps(direct_url)) == home


def test_every_format_that_names_pages_names_the_same(monkeypatch):
    monkeypatch.setattr(project, "REPOSITORY", "octo/content-lint")
    page = f"https://github.com/octo/content-lint/blob/v{__version__}/content/rules/broken-thing.md"
    report = report_of(finding("one bad\n", "bad"))
    rules = json.loads("".join(sarif(renderer_of(report))))["runs"][0]["tool"]["driver"]["rules"]
    (rule,) = (item for item in rules if item["name"] == "broken-thing")
    (item,) = json.loads("".join(rdjson(renderer_of(report))))["diagnostics"]
    assert (rule["helpUri"], item["code"]["url"]) == (page, page)
