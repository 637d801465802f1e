"""Severity and rules per path, presets, limits and suppressions, through the command."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import Ran, run

BAD = (
    "---\ntitle: Bad\ndate: 2020-06-31\n---\n"
    "Write to [us](mailto:%20us@example.org), or read [here](https://www.example.com/).\n"
)
OLD, NEW = "_archives/old.md", "_posts/2020-01-01-new.md"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for path, text in {
        "_config.yml": "title: A\nurl: https://www.example.org\ncollections:\n  archives:\n    output: true\n",
        OLD: BAD,
        NEW: BAD,
    }.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text)
    return root


def configure(site: Path, text: str) -> None:
    (site / "content-lint.toml").write_text(text)


def severities(ran: Ran) -> dict[tuple[str, str], str]:
    value = json.loads(ran.out)
    return {(item["path"], item["rule"]): item["severity"] for item in value["diagnostics"]}


def checked(site: Path, *arguments: str) -> dict[tuple[str, str], str]:
    return severities(run(site, "check", "--output-format", "json", *arguments))


def test_an_archive_is_warned_and_a_new_post_is_gated(site: Path) -> None:
    configure(site, '[[per-path]]\npaths = ["_archives/**"]\nseverity = "warning"\n')
    found = checked(site)
    assert found[OLD, "padded-mailto"] == found[OLD, "impossible-date"] == "warning"
    assert found[NEW, "padded-mailto"] == "error"
    assert run(site, "check", OLD).status == 0
    assert run(site, "check", NEW).status == 1
    assert run(site, "check", OLD, "--fail-on", "warning").status == 1


def test_severity_by_rule_and_family_where_the_rule_outweighs_its_family(site: Path) -> None:
    by_rule = 'dates = "info", padded-mailto = "warning", mail = "info"'
    configure(site, f'[[per-path]]\npaths = "_archives/**"\nseverity = {{ {by_rule} }}\n')
    found = checked(site)
    assert (found[OLD, "impossible-date"], found[OLD, "padded-mailto"]) == ("info", "warning")
    assert found[NEW, "impossible-date"] == "error"


def test_the_later_table_outweighs_the_earlier_and_the_path_the_site(site: Path) -> None:
    configure(
        site,
        '[rules.padded-mailto]\nseverity = "info"\n'
        '[[per-path]]\npaths = "_archives/**"\nseverity = { padded-mailto = "error" }\n'
        '[[per-path]]\npaths = "old.md"\nseverity = { padded-mailto = "warning" }\n',
    )
    found = checked(site)
    assert (found[NEW, "padded-mailto"], found[OLD, "padded-mailto"]) == ("info", "warning")


def test_rules_that_are_ignored_for_some_paths_are_counted_and_not_fixed(site: Path) -> None:
    configure(site, '[[per-path]]\npaths = ["_archives/**"]\nignore = ["mail", "DT102"]\n')
    ran = run(site, "check", "--output-format", "json")
    assert {path for path, rule in severities(ran) if rule == "padded-mailto"} == {NEW}
    assert json.loads(ran.out)["summary"]["suppressed"] >= 1
    run(site, "check", "--fix")
    assert (site / OLD).read_text() == BAD
    assert (site / NEW).read_text() == BAD.replace("%20", "")


def test_presets_begin_with_other_rules(site: Path) -> None:
    def chosen() -> set[str]:
        listed = json.loads(run(site, "rules", "--format", "json").out)
        return {rule["name"] for rule in listed if rule["preset"] == "strict"}

    plain = {rule for _, rule in checked(site)}
    configure(site, 'preset = "strict"\n')
    strict = {rule for _, rule in checked(site)}
    assert plain <= strict
    assert strict - plain <= chosen()
    configure(site, 'preset = "stricter"\n')
    ran = run(site, "check")
    assert ran.status == 2
    assert "content-lint.toml:1: " in ran.err


@pytest.mark.parametrize(
    ("limit", "status"), [("error", 0), ("warning", 1), ("info", 1)], ids=["error", "warning", "info"]
)
def test_the_limit_decides_what_fails(site: Path, limit: str, status: int) -> None:
    assert run(site, "check", "--select", "vague-link-text", "--fail-on", limit).status == status


def test_what_is_kept_silent_is_listed_with_the_reason(site: Path) -> None:
    configure(site, '[[per-path]]\npaths = ["_archives/**"]\nignore = ["padded-mailto"]\n')
    (site / NEW).write_text(
        "---\ntitle: A\ndate: 2020-06-31 # content-lint: ignore[impossible-date] known\n---\n"
        "<!-- content-lint: ignore[vague-link-text] until=2999-01-01 its name -->\n\n"
        "Read [here](https://www.example.com/).\n"
    )
    arguments = ("check", "--select", "padded-mailto,impossible-date,vague-link-text", "--show-suppressed")
    ran = run(site, *arguments, "--output-format", "concise")
    silent = [line.partition(" (suppressed by ") for line in ran.out.splitlines() if "suppressed by" in line]
    assert [(" ".join(line.split()[:3]), by) for line, _, by in silent] == [
        (f"{OLD}:5:15: ML104 padded-mailto", "the configuration)"),
        (f"{NEW}:3:7: DT102 impossible-date", "a comment: known)"),
        (f"{NEW}:7:7: TX101 vague-link-text", "a comment: its name)"),
    ]
    assert "3 suppressed" in ran.err
    value = json.loads(run(site, *arguments, "--output-format", "json").out)
    assert [item["by"] for item in value["suppressed"]] == ["configuration", "comment", "comment"]
    late = run(site, *arguments, "--today", "2999-01-01", "--output-format", "concise")
    assert f"{NEW}:7:7: TX101 vague-link-text" in late.out
    assert late.out.count("suppressed by") == 2


def test_a_format_that_has_no_place_for_it_refuses(site: Path) -> None:
    ran = run(site, "check", "--show-suppressed", "--output-format", "sarif")
    assert (ran.status, ran.out) == (2, "")


def test_unused_suppressions_are_taken_away(site: Path) -> None:
    (site / OLD).unlink()
    (site / NEW).write_text(
        "---\ntitle: A # content-lint: ignore[impossible-date] gone\ndate: 2020-06-30\n---\n"
        "<!-- content-lint: ignore[vague-link-text, padded-mailto] gone -->\n"
        "<!-- content-lint: ignore[missing-alt, padded-mailto] only half of it is gone -->\n"
        "Write to [us](mailto:%20us@example.org).\n"
    )
    ran = run(site, "check", "--fix")
    assert (site / NEW).read_text() == (
        "---\ntitle: A\ndate: 2020-06-30\n---\n"
        "<!-- content-lint: ignore[padded-mailto] only half of it is gone -->\n"
        "Write to [us](mailto:%20us@example.org).\n"
    )
    assert ran.status == 0
