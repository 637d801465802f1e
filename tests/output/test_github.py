from __future__ import annotations

import pytest
from msgspec.structs import replace

from content_lint.output.github import SUMMARY_BYTES, github, step_summary
from content_lint.output.page_text import markdown_text
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Failure, NotChecked
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.runner import command_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "one bad two\nthree bad\n\n"


def lines(report, text=TEXT):
    return "".join(github(renderer_of(report, {"a.md": text}))).splitlines()


def commands(report, text=TEXT):
    return [command for line in lines(report, text) if (command := command_in(line))]


def test_the_runner_reads_an_annotation_as_it_is_meant():
    report = report_of(finding(TEXT, "bad", message="50% of `a: b, c` is bad", help="Do: this, that."))
    assert commands(report) == [
        (
            "error",
            {"title": "SY101 broken-thing", "file": "a.md", "line": "1", "col": "5", "endLine": "1", "endColumn": "8"},
            "a.md:1:5: 50% of `a: b, c` is bad\nDo: this, that.",
        )
    ]


def test_paths_are_from_the_top_of_the_repository():
    report = report_of(finding(TEXT, "bad"), paths_prefix="sites/blog")
    assert commands(report)[0][1]["file"] == "sites/blog/a.md"


def test_a_path_with_signs_of_its_own_survives():
    item = replace(finding(TEXT, "bad"), path="a,b:c%0A=d.md")
    assert commands(report_of(item))[0][1]["file"] == "a,b:c%0A=d.md"


def test_a_finding_over_lines_has_no_columns():
    properties = commands(report_of(finding(TEXT, "two\nthree")))[0][1]
    assert properties == {"title": "SY101 broken-thing", "file": "a.md", "line": "1", "endLine": "2"}


def test_a_finding_up_to_a_line_end_does_not_reach_into_the_next_line():
    assert commands(report_of(finding(TEXT, "two\n")))[0][1]["endLine"] == "1"


def test_severities_have_their_commands_and_errors_come_first():
    report = report_of(
        finding(TEXT, "one", rule="odd-word"), finding(TEXT, "bad", rule="vague-word"), finding(TEXT, "three")
    )
    assert [command[0] for command in commands(report)] == ["error", "warning", "notice"]


def test_beyond_ten_of_a_kind_the_log_has_the_rest_and_says_so():
    text = "x" * 25
    items = [Diagnostic("broken-thing", Severity.ERROR, "a.md", Span(at, at + 1), "`x` is bad") for at in range(25)]
    items.append(Diagnostic("vague-word", Severity.WARNING, "a.md", Span(3, 4), "`x` is vague"))
    output = lines(report_of(*items), text)
    assert [command_in(line)[0] for line in output[:11]] == ["error"] * 10 + ["warning"]
    assert output[11] == "GitHub shows 10 annotations of each kind; 15 more of 26 findings:"
    assert output[12] == "a.md:1:11: SY101 broken-thing `x` is bad"
    assert len(output) == 12 + 15
    assert [line for line in output[11:] if command_in(line)] == []


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_content_gives_no_command_but_our_own(text):
    items = [Diagnostic("broken-thing", Severity.ERROR, f"{text}{n:02}.md", Span(0, 1), text, text) for n in range(12)]
    output = "".join(github(renderer_of(report_of(*items), {})))
    assert raw_in(output) == []
    found = [command for line in output.splitlines() if (command := command_in(line))]
    assert [name for name, _, _ in found] == ["error"] * 10
    assert {tuple(sorted(properties)) for _, properties, _ in found} == {
        ("col", "endColumn", "endLine", "file", "line", "title")
    }


def test_the_runner_obeys_what_is_not_escaped():
    assert command_in("##[add-mask]a") == ("add-mask", {}, "a")
    assert command_in("text ##[error]owned") == ("error", {}, "owned")
    assert command_in("  ::add-mask::a") == ("add-mask", {}, "a")
    assert command_in("text ::add-mask::a") is None


def test_the_summary_page_says_everything():
    report = report_of(
        finding(TEXT, "bad", help="Write `good`."),
        finding(TEXT, "three", rule="odd-word"),
        baselined=2,
        not_checked=(NotChecked("links to the theme", 12, "its files are elsewhere"),),
        failures=(Failure("running the rule x", "a.md", "KeyError"),),
        notices=("No schema",),
    )
    assert "".join(step_summary(renderer_of(report, {"a.md": TEXT}))) == (
        "## content-lint: 1 error, 1 info\n"
        "\n"
        "1 file was checked, 2 are in the baseline.\n"
        "\n"
        "- Failed: running the rule x a.md&#58; KeyError\n"
        "- Not checked: links to the theme (12): its files are elsewhere\n"
        "- No schema\n"
        "\n"
        "| findings | rule | |\n"
        "|--:|---|---|\n"
        "| 1 | `broken-thing` SY101 | A thing is broken. |\n"
        "| 1 | `odd-word` TX201 | A word is odd. |\n"
        "\n"
        "<details><summary>All findings</summary>\n"
        "\n"
        "| | place | finding | rule |\n"
        "|---|---|---|---|\n"
        "| error | <code>a.md&#58;1&#58;5</code> | <code>bad</code> is broken<br>Write <code>good</code>. "
        "| `broken-thing` |\n"
        "| info | <code>a.md&#58;2&#58;1</code> | <code>three</code> is broken | `odd-word` |\n"
        "\n"
        "</details>\n"
    )


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_no_markdown_and_no_html(text):
    shown = markdown_text(text).replace("<code>", "").replace("</code>", "")
    assert raw_in(shown) == []
    assert set(shown.replace("&#", "")) & set("<>[]`|*_@:!\n\\{}~$") == set()


def test_the_summary_page_stays_below_the_limit_of_github():
    text = "x" * 10
    items = [
        Diagnostic("broken-thing", Severity.ERROR, "a.md", Span(0, 1), f"{number} {'|' * 300}", "é" * 100)
        for number in range(5000)
    ]
    page = "".join(step_summary(renderer_of(report_of(*items), {"a.md": text})))
    assert len(page.encode()) < SUMMARY_BYTES + 200
    assert page.endswith(" more are in the log.\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("_posts/2020-01-01-x.md", "&#95;posts/2020-01-01-x.md"),
        ("see www.evil.example", "see www&#46;evil.example"),
        ("https://evil.example", "https&#58;//evil.example"),
        ("$x$ é", "&#36;x&#36; é"),
    ],
)
def test_only_what_could_be_markup_is_written_as_an_entity(text, shown):
    assert markdown_text(text) == shown
