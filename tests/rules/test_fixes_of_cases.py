"""Fixes of the literate cases hold: they take their findings away, one by one, and the files stay readable."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.rules.registry import all_rules
from content_lint.text.edits import Safety
from tests.rules.site_maker import SmallSite
from tests.rules.test_cases import CASES, Case

FAMILIES = {"syntax", "mail", "external", "text"}
RULES = {name for name, rule in all_rules().items() if rule.meta.family.word in FAMILIES and rule.scope == "document"}
MINE = [case for case in CASES if case.rule in RULES]
ROUNDS = 6


def make(case: Case, folder: Path, line_end: str) -> SmallSite:
    site = SmallSite(folder)
    for block in case.blocks:
        if block.kind == "config":
            site.files["content-lint.toml"] = block.text
        elif block.kind == "file" and block.file:
            text = block.text.replace("\r\n", "\n")
            site.files[block.file] = text.replace("\n", line_end) if block.file.endswith(".md") else text
    site.write()
    return site


def test_there_are_cases() -> None:
    assert len(MINE) > 80


@pytest.mark.parametrize("line_end", ["\n", "\r\n"], ids=["LF", "CRLF"])
@pytest.mark.parametrize("case", MINE, ids=lambda case: f"{case.rule}: {case.title}")
def test_fixes_settle_and_keep_files_readable(case: Case, line_end: str, tmp_path: Path) -> None:
    site = make(case, tmp_path, line_end)
    report = site.check(only=case.rule, now=case.now)
    for _ in range(ROUNDS):
        fixable = [item for item in report.diagnostics if item.fix and item.fix.safety > Safety.DISPLAY]
        if not fixable:
            break
        # One finding at a time: a fix stands on its own.
        first = fixable[0]
        assert first.fix is not None
        source = site.source(first.path)
        text = source.text
        for edit in sorted(first.fix.edits, reverse=True):
            text = text[: edit.span.start] + edit.text + text[edit.span.end :]
        assert text != source.text
        if line_end == "\r\n":
            assert "\n" not in text.replace("\r\n", "")
        (site.root / first.path).write_bytes(text.encode("utf-8", "surrogateescape"))
        before = len(report.diagnostics)
        report = site.check(only=case.rule, now=case.now)
        assert len(report.diagnostics) < before or len(fixable) > ROUNDS
    broken = site.check(only="unreadable-front-matter", now=case.now)
    if case.rule != "unreadable-front-matter":
        assert broken.diagnostics == site_of(case, tmp_path / "again", line_end).diagnostics


def site_of(case: Case, folder: Path, line_end: str):
    folder.mkdir()
    return make(case, folder, line_end).check(only="unreadable-front-matter", now=case.now)


@pytest.mark.parametrize("case", MINE, ids=lambda case: f"{case.rule}: {case.title}")
def test_line_ends_change_neither_findings_nor_lines(case: Case, tmp_path: Path) -> None:
    answers = []
    for name, line_end in (("lf", "\n"), ("crlf", "\r\n")):
        (tmp_path / name).mkdir()
        site = make(case, tmp_path / name, line_end)
        report = site.check(only=case.rule, now=case.now)
        answers.append(
            [(item.rule, item.path, site.source(item.path).position(item.span.start)) for item in report.diagnostics]
        )
    assert answers[0] == answers[1]
