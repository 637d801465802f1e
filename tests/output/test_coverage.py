"""What is said of links that were not checked."""

from __future__ import annotations

from content_lint.output.coverage import coverage_lines
from content_lint.report.report import Coverage, NotChecked, Report

ALL = "internal links"


def told(*causes: tuple[int, str, str]) -> list[str]:
    missed = tuple(NotChecked(ALL, *cause) for cause in causes)
    coverage = Coverage(2_000, 2_000 - sum(item.count for item in missed), missed)
    return list(coverage_lines(Report((), {}, 1, coverage={"internal": coverage})))


def test_what_is_to_be_done_for_two_causes_is_said_once():
    causes = [(1_200, "may be made by `a`", "Name them."), (9, "are written by templates", "")]
    assert told(*causes, (3, "may be made by `b`", "Name them."))[1:] == ["  1,200 and 3: Name them.\n"]
    assert told((1, "x", "One."), (2, "y", "Two."))[1:] == ["  1: One.\n", "  2: Two.\n"]


def test_from_the_fourth_cause_on_another_command_names_them():
    causes = [(4, "a", "A."), (3, "b", "B."), (2, "c", "C.")]
    assert told(*causes)[1:] == ["  4: A.\n", "  3: B.\n", "  2: C.\n"]
    assert told(*causes, (1, "d", "A."))[1:] == [
        *told(*causes)[1:],
        "  `content-lint doctor` names every cause.\n",
    ]
