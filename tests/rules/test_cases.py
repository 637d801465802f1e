"""Literate cases: tests/rules/cases/NAME.md, one file a rule; see CONTRIBUTING.md for their form."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.rules.registry import all_rules
from tests.rules.site_maker import NOW, Block, KnownVerdicts, SmallSite, blocks, sections, spans_hold

FOLDER = Path(__file__).parent / "cases"
_TODAY = re.compile(r"\(today (?P<day>\S+)\)$")


@dataclass(frozen=True)
class Case:
    """One case: a title, its blocks, and where its text begins in its file."""

    file: Path
    title: str
    blocks: list[Block]
    offset: int

    @property
    def rule(self) -> str:
        return self.file.stem

    @property
    def now(self) -> datetime:
        match = _TODAY.search(self.title)
        if match is None:
            return NOW
        moment = datetime.fromisoformat(match["day"])
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def load(file: Path) -> list[Case]:
    text = file.read_bytes().decode()
    return [Case(file, title, blocks(text[start:end]), start) for title, start, end in sections(text)]


CASES = [case for file in sorted(FOLDER.glob("*.md")) for case in load(file)]


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}: {case.title}")
def test_case(case: Case, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    site = site_of(case, tmp_path)
    site.write()
    report = site.check(only=case.rule, now=case.now)
    assert spans_hold(report, site) == []
    answers: dict[Block, str] = {}
    for block in case.blocks:
        if block.kind == "expected":
            answers[block] = site.lines(report)
        elif block.kind == "details":
            answers[block] = site.details(report)
        elif block.kind == "fixed":
            answers[block] = site.fixed(str(block.file), report)
    assert any(block.kind == "expected" for block in answers), "a case without an expected block checks nothing"
    if request.config.getoption("--update-cases"):
        update(case, answers)
        return
    for block, answer in answers.items():
        assert answer == block.text


def site_of(case: Case, folder: Path) -> SmallSite:
    """The site of a case, not yet written."""
    site = SmallSite(folder)
    for block in case.blocks:
        if block.kind == "config":
            site.files["content-lint.toml"] = block.text
        elif block.kind == "verdicts":
            site.engine = KnownVerdicts.of_json(block.text)
        elif block.kind == "file" and block.file:
            site.files[block.file] = block.text
        elif block.kind == "link" and block.file:
            site.links[block.file] = block.text.strip()
        elif block.kind == "before" and block.file:
            site.before[block.file] = block.text
    return site


def update(case: Case, answers: dict[Block, str]) -> None:
    """Write what the program said into the file, from its end so that offsets stay true."""
    text = case.file.read_bytes().decode()
    fresh = next(item for item in load(case.file) if item.title == case.title)
    pairs = [(block, answers[old]) for old, block in zip(case.blocks, fresh.blocks, strict=True) if old in answers]
    for block, answer in reversed(pairs):
        start, end = fresh.offset + block.start, fresh.offset + block.end
        text = text[:start] + answer + text[end:]
    case.file.write_bytes(text.encode())


def test_every_rule_has_cases_that_fire_and_cases_that_stay_silent() -> None:
    rules = all_rules()
    assert rules, "no rules to look at"
    answers: dict[str, set[bool]] = {name: set() for name in rules}
    for case in CASES:
        assert case.rule in rules, f"{case.file.name} is named after no rule"
        expected = next(block for block in case.blocks if block.kind == "expected")
        answers[case.rule].add(f" {case.rule} " in expected.text)
    assert [name for name, seen in answers.items() if seen != {True, False}] == []


def test_every_rule_has_a_case_that_shows_what_it_marks() -> None:
    detailed = {case.rule for case in CASES for block in case.blocks if block.kind == "details" and block.text}
    assert sorted(set(all_rules()) - detailed) == []


_SAID = re.compile(r"^(?:\S.*?:\d+:\d+: [A-Z]{2}\d{3} [a-z-]+ |    (?:help|fix \(\w+\)): )(.*)$", re.MULTILINE)
_VALUES = re.compile(r"`[^`]*`")
_FOREIGN = re.compile(r"\b(?:stands?|behind|is none|anew|likewise|mend|whom|of which|invalid)\b", re.IGNORECASE)


def test_findings_speak_plain_english_and_no_help_is_cut() -> None:
    said = [match[0] for case in CASES for block in case.blocks for match in _SAID.finditer(block.text)]
    assert len(said) > 1000
    assert [line for line in said if _FOREIGN.search(_VALUES.sub("", line))] == []
    assert [line for line in said if line.startswith("    help: ") and "…" in line] == []
