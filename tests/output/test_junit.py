from __future__ import annotations

from xml.etree import ElementTree as ET

import pytest

from content_lint.output.junit import junit
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Failure
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.runner import command_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "one bad two\n"


def parsed(report, **more):
    return ET.fromstring("".join(junit(renderer_of(report, {"a.md": TEXT}, **more))).encode())


def test_a_finding_is_a_test_that_failed():
    root = parsed(report_of(finding(TEXT, "bad", help="Write `good`."), finding(TEXT, "two", rule="vague-word")))
    assert root.attrib == {"name": "content-lint", "tests": "2", "failures": "1", "errors": "0"}
    (suite,) = root
    assert suite.attrib == {"name": "a.md", "tests": "2", "failures": "1", "errors": "0"}
    failed, passed = suite
    assert failed.attrib == {
        "classname": "broken-thing",
        "name": "a.md:1:5: `bad` is broken",
        "file": "a.md",
        "line": "1",
    }
    assert failed[0].tag == "failure"
    assert failed[0].attrib == {"type": "error", "message": "`bad` is broken"}
    assert failed[0].text == "a.md:1:5: `bad` is broken. Write `good`."
    assert (passed[0].tag, passed[0].text) == ("system-out", "warning: a.md:1:9: `two` is broken")


def test_paths_are_from_the_top_of_the_repository():
    (suite,) = parsed(report_of(finding(TEXT, "bad"), paths_prefix="web"))
    assert (suite.get("name"), suite[0].get("file")) == ("web/a.md", "web/a.md")
    assert suite[0].get("name").startswith("web/a.md:1:5: ")


def test_the_limit_decides_what_has_failed():
    report = report_of(finding(TEXT, "bad"), finding(TEXT, "two", rule="vague-word"))
    assert parsed(report, fail_on=Severity.WARNING).get("failures") == "2"


def test_a_clean_run_has_one_test_that_passed():
    root = parsed(report_of(files=7))
    assert (root.get("tests"), root.get("failures"), root[0][0].get("name")) == ("1", "0", "7 files without a problem")


def test_our_own_failures_are_errors():
    root = parsed(report_of(failures=(Failure("running the rule x", "a.md", "KeyError: 1"),)))
    assert root.get("errors") == "1"
    assert root[0][0][0].attrib == {"message": "KeyError: 1"}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_leaves_the_xml_whole_and_harmless(text):
    report = report_of(
        Diagnostic("x", Severity.ERROR, text, Span(0, 1), text, text), failures=(Failure(text, text, text),)
    )
    output = "".join(junit(renderer_of(report, {})))
    assert raw_in(output) == []
    assert [line for line in output.splitlines() if command_in(line)] == []
    assert [element.tag for element in ET.fromstring(output.encode()).iter()] == [
        "testsuites",
        "testsuite",
        "testcase",
        "failure",
        "testsuite",
        "testcase",
        "error",
    ]
