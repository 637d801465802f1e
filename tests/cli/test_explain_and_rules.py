from __future__ import annotations

import json

import pytest

from content_lint.cli.commands.explain import page_lines, page_of, written_page
from content_lint.output.style import TerminalStyle
from content_lint.rules.registry import all_rules
from tests.cli.command import run


@pytest.mark.parametrize("word", ["malformed-suppression", "CL103", "cl103", "Malformed_Suppression"])
def test_a_rule_is_explained_by_name_and_code(tmp_path, word):
    ran = run(tmp_path, "explain", word)
    assert (ran.status, ran.err) == (0, "")
    assert ran.out.startswith("malformed-suppression (CL103)\nwarning, family lint, runs always")
    assert [
        head for head in ("Why this matters", "Bad", "Good", "To keep it silent") if f"\n{head}\n" not in ran.out
    ] == []
    assert "~~~" not in ran.out


def test_every_rule_has_a_page():
    pages = {name: "".join(page_lines(page_of(rule), TerminalStyle())) for name, rule in all_rules().items()}
    assert len(pages) > 3
    assert [name for name, page in pages.items() if "\nWhy this matters\n" not in page or "~~~" in page] == []


def test_the_written_page_of_each_rule_says_what_its_code_does():
    for name, rule in all_rules().items():
        for word in (name, rule.meta.code):
            written = written_page(word)
            assert written is not None
            assert written._replace(body=list(written.body)) == page_of(rule)._replace(body=page_of(rule).body)


@pytest.mark.parametrize(
    ("word", "hint"),
    [
        ("malformed-supression", "Did you mean `malformed-suppression`? `content-lint rules` lists them all."),
        (
            "\x1b[31m",
            (
                "The families are `syntax`, `fields`, `permalinks`, `dates`, `mail`, `internal`, `external`, `text`, "
                "`lint`. `content-lint rules` lists every rule."
            ),
        ),
    ],
)
def test_an_unknown_rule_is_wrong_usage(tmp_path, word, hint):
    ran = run(tmp_path, "explain", word)
    assert (ran.status, ran.out) == (2, "")
    assert (
        ran.err == f"content-lint: error: there is no rule or family `{word.replace(chr(27), '<U+001B>')}`\n  {hint}\n"
    )


def test_the_list_has_every_rule(tmp_path):
    ran = run(tmp_path, "rules")
    assert (ran.status, ran.err) == (0, "")
    assert [name for name, rule in all_rules().items() if f"{rule.meta.code} {name} " not in ran.out] == []


def test_the_list_for_machines_has_every_rule(tmp_path):
    entries = json.loads(run(tmp_path, "rules", "--format", "json").out)
    assert [entry["name"] for entry in entries] == list(all_rules())
    keys = {"code", "name", "family", "severity", "preset", "since", "summary", "options"}
    assert {frozenset(entry) for entry in entries} == {frozenset(keys)}
