"""The Bad and Good blocks of every rule's docstring do what they say, and the pages keep their form."""

from __future__ import annotations

import re
from inspect import getdoc
from pathlib import Path

import pytest

from content_lint.config.rule_options import options_of
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import Family
from tests.rules.site_maker import EXAMPLE, KnownVerdicts, SmallSite, blocks, sections

RULES = all_rules()
VERDICTS = Path(__file__).with_name("verdicts_of_pages.json")
"""What other servers say of the addresses in the pages of network rules: readers of a page need not see it."""
SECTIONS = ["Why this matters", "Bad", "Good"]


def section(name: str, title: str) -> str:
    page = getdoc(RULES[name]) or ""
    return next(page[start:end] for found, start, end in sections(page) if found == title)


def findings(name: str, title: str, folder: Path) -> list[tuple[set[str], str]]:
    found = []
    parts = blocks(section(name, title))
    shared = {block.file: block.text for block in parts if block.file and block.kind == "file"}
    before = {block.file: block.text for block in parts if block.file and block.kind == "before"}
    alone = [block.text for block in parts if not block.file] or [None]
    for number, text in enumerate(alone):
        site = SmallSite(folder / str(number), dict(shared), before=before)
        if text is not None:
            site.files[EXAMPLE] = text
        if RULES[name].scope == "network":
            site.engine = KnownVerdicts.of_json(VERDICTS.read_text("utf-8"))
        site.root.mkdir()
        site.write()
        only = name if RULES[name].meta.preset == "off" else None
        report = site.check(only=only)
        found.append(({item.rule for item in report.diagnostics}, site.lines(report)))
    assert found, f"{title} of {name} has no block"
    return found


def test_there_are_rules() -> None:
    assert len(RULES) > 30


@pytest.mark.parametrize("name", RULES)
def test_bad_examples_raise_the_rule_and_no_other(name: str, tmp_path: Path) -> None:
    if RULES[name].scope == "file":
        assert section(name, "Bad").strip()
        return
    for rules, lines in findings(name, "Bad", tmp_path):
        assert rules == {name}, lines


@pytest.mark.parametrize("name", RULES)
def test_good_examples_raise_nothing(name: str, tmp_path: Path) -> None:
    if RULES[name].scope == "file":
        assert section(name, "Good").strip()
        return
    for rules, lines in findings(name, "Good", tmp_path):
        assert rules == set(), lines


@pytest.mark.parametrize("name", RULES)
def test_page_keeps_its_form(name: str) -> None:
    page = getdoc(RULES[name]) or ""
    headline = page.splitlines()[0]
    assert len(headline) <= 80
    assert [title for title, _, _ in sections(page)][:3] == SECTIONS
    assert not re.search(r"\b(invalid|please)\b", page, flags=re.IGNORECASE)


@pytest.mark.parametrize("name", RULES)
def test_names_and_codes_agree_with_their_places(name: str) -> None:
    rule = RULES[name]
    assert re.fullmatch(r"[a-z]+(-[a-z]+){0,3}", name)
    assert re.fullmatch(r"[A-Z]{2}\d{3}", rule.meta.code)
    assert rule.__module__ == f"content_lint.rules.{rule.meta.family.word}.{name.replace('-', '_')}"
    assert rule.__name__ == "".join(word.capitalize() for word in name.split("-"))


def test_codes_are_unique() -> None:
    codes = [rule.meta.code for rule in RULES.values()]
    assert sorted(set(codes)) == sorted(codes)
    assert {rule.meta.family for rule in RULES.values()} <= set(Family)


@pytest.mark.parametrize("name", RULES)
def test_rules_yield_to_rules_that_exist(name: str) -> None:
    meta = RULES[name].meta
    assert {*meta.yields_to, *meta.whole_file} <= set(RULES)
    assert name not in {*meta.yields_to, *meta.whole_file}


@pytest.mark.parametrize("name", RULES)
def test_options_are_described(name: str) -> None:
    for item in options_of(RULES[name].Options):
        assert item.description.endswith("."), item.name
