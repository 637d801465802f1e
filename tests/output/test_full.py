from __future__ import annotations

import pytest

from content_lint.output.full import full
from content_lint.output.style import TerminalStyle
from content_lint.report.diagnostic import Diagnostic, Related, Severity
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span
from tests.output.hostile import TEXTS, raw_in
from tests.output.sample import finding, renderer_of, report_of

TEXT = "---\ntitle: Café 日本\n---\n\nSee [us](/abuot/).\n"


def shown(report, files=None, **more):
    return "".join(full(renderer_of(report, files or {"a.md": TEXT}, **more)))


def test_a_finding_is_shown_with_all_that_helps():
    item = finding(
        TEXT,
        "/abuot/",
        message="link target `/abuot/` does not exist",
        help="Did you mean `/about/`?",
        fix=Fix("Write `/about/`", (Edit("a.md", Span(TEXT.index("/ab"), TEXT.index(")")), "/about/"),), Safety.UNSAFE),
        related=(Related("b.md", Span(2, 3), "the page that is near"),),
    )
    assert shown(report_of(item), {"a.md": TEXT, "b.md": "a\nb\n"}) == (
        "error SY101 broken-thing: link target `/abuot/` does not exist\n"
        " --> a.md:5:10\n"
        "  |\n"
        "5 | See [us](/abuot/).\n"
        "  |          ^^^^^^^\n"
        "  |\n"
        "  = see: b.md:2:1: the page that is near\n"
        "  = help: Did you mean `/about/`?\n"
        "  = fix: Write `/about/` (unsafe)\n"
        "    - See [us](/abuot/).\n"
        "    + See [us](/about/).\n"
        "  = more: content-lint explain broken-thing\n"
        "\n"
    )


def test_where_to_read_on_is_said_at_the_last_finding_of_a_rule():
    report = report_of(finding(TEXT, "title"), finding(TEXT, "Caf"), finding(TEXT, "us", rule="odd-word"))
    blocks = shown(report).split("\n\n")
    assert ["more:" in block for block in blocks[:3]] == [False, True, True]


def test_paths_can_be_opened_from_where_the_reader_is():
    report = report_of(finding(TEXT, "us", related=(Related("b.md", Span(0, 1), "x"),)))
    assert " --> web/a.md:5:6\n" in shown(report, opened=lambda path: f"web/{path}")
    assert "see: ../a/b.md:1:1: x\n" in shown(report, opened=lambda path: f"../a/{path}")


def test_a_finding_over_lines_and_wide_characters():
    assert shown(report_of(finding(TEXT, "日本\n---", rule="odd-word"))) == (
        "info TX201 odd-word: `日本<U+000A>---` is broken\n"
        " --> a.md:2:13\n"
        "  |\n"
        "2 | title: Café 日本\n"
        "  |             ^^^^\n"
        "3 | ---\n"
        "  | ^^^\n"
        "  |\n"
        "  = more: content-lint explain odd-word\n"
        "\n"
    )


def test_many_lines_are_shortened_and_their_numbers_stand_in_a_column():
    text = "".join(f"line {number}\n" for number in range(1, 13))
    assert shown(report_of(finding(text, text[14:].removesuffix("\n"))), {"a.md": text}).splitlines()[1:9] == [
        "  --> a.md:3:1",
        "   |",
        " 3 | line 3",
        "   | ^^^^^^",
        " 4 | line 4",
        "   | ^^^^^^",
        "   :",
        "12 | line 12",
    ]


def test_what_is_below_the_asked_for_severity_is_left_out():
    report = report_of(finding(TEXT, "us", rule="odd-word"), finding(TEXT, "title", rule="vague-word"))
    assert [line.split()[2] for line in shown(report, least=Severity.WARNING).splitlines()[:1]] == ["vague-word:"]
    assert "odd-word" not in shown(report, least=Severity.WARNING)


def test_a_file_that_cannot_be_read_is_shown_without_its_text():
    item = Diagnostic("broken-thing", Severity.ERROR, "gone.md", Span(0, 0), "`gone.md` is a folder", "Remove it.")
    assert shown(report_of(item)) == (
        "error SY101 broken-thing: `gone.md` is a folder\n"
        " --> gone.md:1:1\n"
        "  = help: Remove it.\n"
        "  = more: content-lint explain broken-thing\n"
        "\n"
    )


def test_help_that_says_what_the_fix_does_is_said_once():
    fix = Fix("Remove it", (Edit("a.md", Span(0, 0), ""),), Safety.SAFE)
    output = shown(report_of(finding(TEXT, "us", help="Remove it", fix=fix)))
    assert "  = fix: Remove it (safe)\n" in output
    assert "= help:" not in output


def test_colours_are_only_there_when_asked_for():
    report = report_of(finding(TEXT, "us"))
    painted = shown(report, style=TerminalStyle(colour=True))
    assert "\x1b[1;31merror SY101 broken-thing\x1b[0m" in painted
    assert "\x1b" not in shown(report)


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS.keys())
def test_hostile_text_is_shown_harmless_everywhere(text):
    path = f"{text}.md"
    item = Diagnostic(
        "broken-thing",
        Severity.ERROR,
        path,
        Span(0, 3),
        text,
        text,
        (Related(path, Span(1, 2), text),),
        Fix(text, (Edit(path, Span(0, 1), text),), Safety.SAFE),
    )
    source = text.encode("utf-8", "replace").decode()
    output = shown(report_of(item), {path: source})
    assert raw_in(output) == []
    assert [line for line in output.splitlines() if line.lstrip().startswith("::")] == []


def test_a_line_of_a_megabyte_gives_a_short_output():
    text = "a " * 500_000 + "here" + " b" * 500_000
    output = shown(report_of(finding(text, "here")), {"a.md": text}, columns=80)
    assert max(len(line) for line in output.splitlines()) <= 80
    assert "here" in output
