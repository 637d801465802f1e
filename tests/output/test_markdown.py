from __future__ import annotations

import re

import pytest

from content_lint.output.markdown import MOST_BYTES, markdown
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Failure
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "one bad two\n"


def comment(report):
    return "".join(markdown(renderer_of(report, {"a.md": TEXT})))


def test_a_comment_says_what_to_put_right_first():
    report = report_of(
        finding(TEXT, "two", rule="odd-word"),
        finding(TEXT, "one", rule="vague-word", message="text says little", help="Say more."),
        finding(TEXT, "bad", help="Write `good`"),
    )
    assert comment(report) == (
        "### 1 thing has to be put right in 1 file\n"
        "\n#### To be put right (1)\n"
        "\n<code>a.md</code>\n"
        "- Line 1: <code>bad</code> is broken. Write <code>good</code>.\n"
        "\n#### Worth a look (1)\n"
        "\n<code>a.md</code>\n"
        "- Line 1: Text says little. Say more.\n"
        "\n#### Good to know (1)\n"
        "\n<code>a.md</code>\n"
        "- Line 1: <code>two</code> is broken.\n"
    )


def test_a_clean_run_and_one_without_errors_say_so():
    assert comment(report_of()) == "### All is well\n"
    assert comment(report_of(finding(TEXT, "one", rule="vague-word"))).startswith(
        "### Nothing is broken, and 1 place is worth a look\n"
    )


def test_a_failure_is_never_hidden():
    output = comment(report_of(failures=(Failure("running the rule x", "a.md", "KeyError"),)))
    assert output == "### Not everything could be checked\n\nNot done: running the rule x a.md\n"


def test_a_comment_stays_within_what_github_takes():
    items = [
        Diagnostic("broken-thing", Severity.ERROR, f"{number:04}.md", Span(0, 1), f"{'|' * 100} {number}")
        for number in range(2000)
    ]
    output = comment(report_of(*items))
    assert len(output.encode()) < MOST_BYTES + 500
    assert re.search(r"\n[\d,]+ more are in the full report\.\n$", output) is not None


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_no_markup(text):
    output = comment(report_of(Diagnostic("x", Severity.ERROR, text, Span(0, 1), text, text)))
    assert raw_in(output) == []
    assert set(re.findall("<[^>]*>", output)) <= {"<code>", "</code>"}
    assert len(output.splitlines()) == 6
