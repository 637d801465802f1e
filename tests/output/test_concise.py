from __future__ import annotations

import re

import pytest

from content_lint.output.concise import concise
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Suppressed
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.runner import command_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "\ufeffone\r\ntwo 😀 three\r\n"
_FORM = re.compile(
    r"(?P<path>.+?):(?P<line>\d+):(?P<column>\d+): (?P<code>[A-Z]{2}\d{3}) (?P<name>[a-z-]+) (?P<message>.+)"
)


def test_a_line_a_finding():
    report = report_of(finding(TEXT, "one"), finding(TEXT, "three", rule="vague-word"))
    assert "".join(concise(renderer_of(report, {"a.md": TEXT}))) == (
        "a.md:1:1: SY101 broken-thing `one` is broken\na.md:2:7: TX101 vague-word `three` is broken\n"
    )


def test_what_is_below_the_asked_for_severity_is_left_out():
    report = report_of(finding(TEXT, "one", rule="odd-word"), finding(TEXT, "two"))
    assert len(list(concise(renderer_of(report, {"a.md": TEXT}, least=Severity.WARNING)))) == 1


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_stays_on_its_line_and_commands_nothing(text):
    item = Diagnostic("broken-thing", Severity.ERROR, f"{text}.md", Span(0, 1), text)
    output = "".join(concise(renderer_of(report_of(item), {})))
    assert output.count("\n") == 1
    assert _FORM.fullmatch(output.rstrip("\n")) is not None
    assert raw_in(output) == []
    assert command_in(output) is None


def test_what_is_kept_silent_says_by_whom_and_why():
    text = "one two\n"
    silent = (
        Suppressed(finding(text, "two"), "configuration"),
        Suppressed(finding(text, "one"), "comment", "it is \x1b[31m its name"),
    )
    assert "".join(concise(renderer_of(report_of(suppressed=silent), {"a.md": text}, show_suppressed=True))) == (
        "a.md:1:1: SY101 broken-thing `one` is broken (suppressed by a comment: it is <U+001B>[31m its name)\n"
        "a.md:1:5: SY101 broken-thing `two` is broken (suppressed by the configuration)\n"
    )


def test_what_to_do_is_on_the_same_line():
    text = "one two"
    fix = Fix("Write `1`", (Edit("a.md", Span(0, 3), "1"),), Safety.SAFE)
    report = report_of(finding(text, "one", help="Did you mean `1`?"), finding(text, "two", fix=fix))
    assert list(concise(renderer_of(report, {"a.md": text}, opened=lambda path: f"web/{path}"))) == [
        "web/a.md:1:1: SY101 broken-thing `one` is broken. Did you mean `1`?\n",
        "web/a.md:1:5: SY101 broken-thing `two` is broken. Write `1`.\n",
    ]
