"""The real site under its schemas: what its editors misspelt is found, and nothing that they meant."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine.run import RunRequest, run_check
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.rules.registry import catalog

CONFIG = Path(__file__).parent.parent / "corpora" / "civil-service-lgbt" / "content-lint.toml"


@pytest.fixture(scope="module")
def findings(shared: Path) -> list[Diagnostic]:
    settings = load_settings(shared / "sites" / "civil-service-lgbt", catalog=catalog(), config_file=CONFIG)
    unbound = [name for name, item in settings.collections.items() if item.schema is None]
    assert unbound == ["posts"]  # Jekyll's own, and this site has none
    chosen = with_selection(settings, catalog(), select=["fields", "unreadable-date", "impossible-date"])
    return list(run_check(chosen, RunRequest(now=datetime(2024, 6, 1, tzinfo=UTC))).diagnostics)


def of(findings: list[Diagnostic], rule: str) -> list[Diagnostic]:
    return [item for item in findings if item.rule == rule]


def test_misspelt_and_forgotten_keys_are_found(findings: list[Diagnostic]) -> None:
    found = {(item.path, str(item.data["key"]), item.data.get("nearest")) for item in of(findings, "unknown-field")}
    assert found == {
        (
            "_archives/2016-02-26-john-peart-i-couldnt-be-more-comfortable-being-out-where-i-work.md",
            "id",
            None,
        ),
        ("_archives/2019-04-15-my-cslgbt-volunteering-journey.md", "Author", "author"),
        ("_archives/2019-06-13-socials-in-the-south-west.md", "regions", None),
        ("_manuals/standards-of-behaviour.md", "categories", "category"),
        ("_membership/index.md", "breacrumbs", "breadcrumbs"),
    }


def test_one_fault_is_one_finding(findings: list[Diagnostic]) -> None:
    # `Author` is there, so that `author` is not missing as well; two times of day are no matter of types.
    missing = {item.path for item in of(findings, "missing-field")}
    assert "_archives/2019-04-15-my-cslgbt-volunteering-journey.md" not in missing
    assert len(missing) == 6
    assert len(of(findings, "unreadable-date")) == 27
    assert len(of(findings, "impossible-date")) == 1
    assert of(findings, "wrong-type") == []


def test_what_the_cms_leaves_is_information_unless_the_schema_requires_it(findings: list[Diagnostic]) -> None:
    empty = of(findings, "empty-field")
    assert len(empty) == 502
    required = [item for item in empty if item.severity is not Severity.INFO]
    assert [(item.path, item.data["key"], item.severity) for item in required] == [
        ("_events/2022-08-05-civil-service-lgbt-pre-pride-social-birmingham.md", "excerpt", Severity.WARNING)
    ]


def test_values_that_do_not_fit_are_few_and_real(findings: list[Diagnostic]) -> None:
    keys = sorted(str(item.data["key"]) for item in of(findings, "unacceptable-value"))
    assert keys == ["event.email"] * 8 + ["event.link"] * 6 + ["redirect_from"] + ["slug"] * 6
    assert [item.message for item in of(findings, "placeholder-value")] == ["`event.location` is the placeholder `TBC`"]
