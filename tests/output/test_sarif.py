from __future__ import annotations

import json

import pytest
from msgspec.structs import replace

from content_lint import __version__
from content_lint.output.sarif import MOST_RESULTS, sarif
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.report.report import Failure, NotChecked
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import FACTS, finding, renderer_of, report_of

TEXT = "😀 bad one\ntwo\n\n"


def run_of(report, text=TEXT):
    value = json.loads("".join(sarif(renderer_of(report, {"a.md": text}))))
    assert value["version"] == "2.1.0"
    assert value["$schema"].startswith("https://")
    (run,) = value["runs"]
    assert empty_strings(value) == []
    return run


def empty_strings(value, at="$"):
    if isinstance(value, dict):
        return [found for name, item in value.items() for found in empty_strings(item, f"{at}.{name}")]
    if isinstance(value, list):
        return [found for item in value for found in empty_strings(item, f"{at}[]")]
    return [at] if value == "" else []


def region(run):
    return run["results"][0]["locations"][0]["physicalLocation"]["region"]


def test_a_result_has_what_github_demands():
    item = finding(TEXT, "bad", help="Write `good`.", related=(Related("a.md", Span(10, 13), "another"),))
    run = run_of(report_of(item, paths_prefix="blog"))
    assert run["columnKind"] == "unicodeCodePoints"
    result = run["results"][0]
    assert len(result.pop("partialFingerprints").pop("primaryLocationLineHash")) == 32
    where = {"uri": "blog/a.md"}
    assert result == {
        "ruleId": "SY101",
        "level": "error",
        "message": {"text": "`bad` is broken. Write `good`."},
        "locations": [
            {
                "physicalLocation": {
                    "artifactLocation": where,
                    "region": {"startLine": 1, "startColumn": 3, "endLine": 1, "endColumn": 6},
                }
            }
        ],
        "relatedLocations": [
            {
                "physicalLocation": {
                    "artifactLocation": where,
                    "region": {"startLine": 2, "startColumn": 1, "endLine": 2, "endColumn": 4},
                },
                "message": {"text": "another"},
            }
        ],
    }


def test_the_driver_describes_every_rule():
    driver = run_of(report_of())["tool"]["driver"]
    assert (driver["name"], driver["semanticVersion"]) == ("content-lint", __version__)
    assert [rule["id"] for rule in driver["rules"]] == [facts.code for facts in FACTS.values()]
    assert driver["rules"][1] == {
        "id": "TX101",
        "name": "vague-word",
        "shortDescription": {"text": "A word says little."},
        "fullDescription": {"text": "A word says little."},
        "help": {"text": "A word says little. For more: content-lint explain vague-word"},
        "defaultConfiguration": {"level": "warning"},
    }


def test_a_region_never_leaves_its_line():
    assert region(run_of(report_of(finding(TEXT, "one\ntwo")))) == {
        "startLine": 1,
        "startColumn": 7,
        "endLine": 1,
        "endColumn": 10,
    }


@pytest.mark.parametrize("span", [Span(0, 0), Span(10, 10), Span(13, 15), Span(15, 15), Span(99, 100)])
def test_every_number_of_a_region_is_at_least_one(span):
    assert min(region(run_of(report_of(replace(finding(TEXT, "bad"), span=span)))).values()) >= 1


def test_paths_are_percent_encoded():
    item = Diagnostic("broken-thing", Severity.ERROR, "news/é a%#?:\udce9.md", Span(0, 1), "x")
    run = run_of(report_of(item))
    uri = run["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "news/%C3%A9%20a%25%23%3F%3A%E9.md"


def test_what_failed_and_what_was_not_checked_is_said():
    report = report_of(failures=(Failure("running", "a.md", "KeyError"),), not_checked=(NotChecked("links", 2, "why"),))
    (invocation,) = run_of(report)["invocations"]
    assert invocation["executionSuccessful"] is False
    said = [note["message"]["text"] for note in invocation["toolExecutionNotifications"]]
    assert said == ["running a.md: KeyError", "not checked: links (2): why"]


def test_errors_come_first_and_no_more_than_github_takes():
    many = [Diagnostic("odd-word", Severity.INFO, "a.md", Span(0, 1), "x")] * MOST_RESULTS
    run = run_of(report_of(*many, replace(finding(TEXT, "two"), path="z.md")))
    assert len(run["results"]) == MOST_RESULTS
    assert run["results"][0]["level"] == "error"
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"] == "findings left out, because a run holds 25,000 at most: 1"


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_ascii_without_commands(text):
    path = f"{text}.md".replace("\ud800", "")  # no file system gives that one
    output = "".join(sarif(renderer_of(report_of(Diagnostic("x", Severity.ERROR, path, Span(0, 1), text, text)), {})))
    assert output.isascii()
    assert raw_in(output) == []
