from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from content_lint.output.gitlab import gitlab
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "one bad\nbad three\n"


def entries(report, text=TEXT):
    return json.loads("".join(gitlab(renderer_of(report, {"a.md": text}))))


def test_an_entry_has_what_gitlab_demands():
    (entry,) = entries(report_of(finding(TEXT, "three", help="Write `four`."), paths_prefix="blog"))
    fingerprint = entry.pop("fingerprint")
    assert entry == {
        "description": "`three` is broken. Write `four`.",
        "check_name": "broken-thing",
        "severity": "major",
        "location": {"path": "blog/a.md", "lines": {"begin": 2}},
    }
    assert len(fingerprint) == 32


def test_severities_are_those_of_gitlab():
    items = [replace(finding(TEXT, "bad"), severity=severity, span=Span(severity, 9)) for severity in Severity]
    assert [entry["severity"] for entry in entries(report_of(*items))] == ["info", "minor", "major"]


def test_equal_findings_have_fingerprints_of_their_own():
    items = [finding(TEXT, "bad"), replace(finding(TEXT, "bad"), span=Span(8, 11))]
    assert len({entry["fingerprint"] for entry in entries(report_of(*items))}) == 2


def test_lines_above_do_not_change_a_fingerprint_and_the_text_does():
    before = entries(report_of(finding(TEXT, "three")))[0]["fingerprint"]
    later = "new\n\n" + TEXT
    assert entries(report_of(finding(later, "three", message="said otherwise")), later)[0]["fingerprint"] == before
    other = TEXT.replace("three", "tree")
    assert entries(report_of(finding(other, "tree")), other)[0]["fingerprint"] != before


def test_no_finding_is_an_empty_list():
    assert entries(report_of()) == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_ascii_without_commands(text):
    output = "".join(gitlab(renderer_of(report_of(Diagnostic("x", Severity.ERROR, text, Span(0, 1), text, text)), {})))
    assert output.isascii()
    assert raw_in(output) == []
    json.loads(output)[0]["description"].encode("utf-8")
