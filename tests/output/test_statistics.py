from __future__ import annotations

import pytest
from msgspec.structs import replace

from content_lint.output.statistics import statistics, summary
from content_lint.report.diagnostic import Severity
from content_lint.report.report import BaselineEntry, BaselineUse, Failure, NotChecked, Suppressed
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, report_of

TEXT = "one two three four"


def test_counts_are_by_rule_and_severity_what_matters_most_last():
    odd = finding(TEXT, "two", rule="odd-word")
    report = report_of(finding(TEXT, "one"), odd, replace(odd, message="x"), replace(odd, severity=Severity.ERROR))
    assert "".join(statistics(report)) == (
        "2 info    TX201 odd-word      A word is odd\n"
        "1 error   SY101 broken-thing  A thing is broken\n"
        "1 error   TX201 odd-word      A word is odd\n"
    )


def test_the_end_of_a_run_says_what_to_do_next():
    report = report_of(finding(TEXT, "one", rule="vague-word"), finding(TEXT, "two", rule="odd-word"), seconds=0.84)
    assert "".join(summary(report, listed=Severity.WARNING)) == (
        "Checked 1 file in 0.8 s: 1 warning, 1 info.\n"
        "1 info not listed: add --verbose to see it.\n"
        "Next: content-lint explain vague-word\n"
    )


def test_findings_that_are_read_at_a_glance_need_no_table():
    odd, vague = finding(TEXT, "one", rule="odd-word"), finding(TEXT, "two", rule="vague-word")
    ten = [*(replace(odd, message=str(number)) for number in range(7)), *[vague] * 2, finding(TEXT, "three")]
    assert "A word is odd" not in "".join(summary(report_of(*ten), listed=Severity.INFO))
    assert "".join(summary(report_of(*ten, odd), listed=Severity.INFO)).splitlines()[:4] == [
        "8 info    TX201 odd-word      A word is odd",
        "2 warning TX101 vague-word    A word says little",
        "1 error   SY101 broken-thing  A thing is broken",
        "",
    ]


def test_a_clean_run_says_so():
    assert "".join(summary(report_of(files=1242), listed=Severity.WARNING)) == ("Checked 1,242 files: no problems.\n")


def test_what_was_left_out_is_never_hidden():
    report = report_of(
        suppressed=(Suppressed(finding(TEXT, "one"), "comment"),),
        baselined=2,
        not_checked=(NotChecked("links to the theme", 1200, "its files are elsewhere"),),
        failures=(Failure("running the rule x", "a.md", "KeyError: 1"),),
        notices=("No schema.",),
    )
    assert "".join(summary(report, listed=Severity.WARNING)) == (
        "not checked: links to the theme (1,200): its files are elsewhere\n"
        "note: No schema.\n"
        "failed: running the rule x on a.md: KeyError: 1\n"
        "Checked 1 file: no problems (1 failed, 1 suppressed, 2 in the baseline).\n"
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_harmless(text):
    report = report_of(not_checked=(NotChecked(text, 1, text),), failures=(Failure(text, text, text),), notices=(text,))
    assert raw_in("".join(summary(report, listed=Severity.INFO))) == []


def test_what_was_fixed_and_what_is_gone_from_the_baseline_is_told() -> None:
    entry = BaselineEntry("a.md", "odd-word", "", "gone")
    report = report_of(fixed={"odd-word": 1200, "broken-thing": 1}, fixed_files=7, baseline=BaselineUse(gone=(entry,)))
    assert "".join(summary(report, listed=Severity.WARNING)) == (
        "Put right 1,201 findings in 7 files: 1,200 odd-word, 1 broken-thing.\n"
        "Checked 1 file: no problems.\n"
        "1 finding of the baseline is gone: `content-lint check --update-baseline` makes it shorter.\n"
    )


def test_what_can_be_put_right_is_told() -> None:
    text = "one two"
    fixes = [Fix("Do it", (Edit("a.md", Span(0, 3), ""),), safety) for safety in Safety]
    report = report_of(*(finding(text, word, fix=fix) for word, fix in zip(("one", "two", "o"), fixes, strict=True)))
    assert "1 finding can be put right safely: content-lint check --fix\n" in summary(report, listed=Severity.INFO)
