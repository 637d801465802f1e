"""Whatever stopped the real Jekyll is an error at that file, and what did not stop it is never called a stopper."""

from __future__ import annotations

import csv
from datetime import datetime
from pathlib import Path

from content_lint.config.load import load_settings
from content_lint.engine.run import RunRequest, run_check
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog

NOW = datetime.fromisoformat("2024-06-01T00:00:00+00:00")


def probes(shared: Path) -> list[dict[str, str]]:
    with (shared / "oracle/jekyll/fatal/probes.tsv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def check(folder: Path) -> Report:
    return run_check(load_settings(folder, catalog=catalog()), RunRequest(now=NOW, lenient=True))


def test_what_stopped_jekyll_is_an_error_at_its_file(shared):
    stopped = [row for row in probes(shared) if row["build"] != "ok"]
    assert len(stopped) == 16
    silent = {}
    for row in stopped:
        report = check(shared / "oracle/jekyll/fatal" / row["probe"])
        errors = [item.rule for item in report.diagnostics if item.severity is Severity.ERROR]
        if len(errors) != 1:  # one fault, one finding
            silent[row["probe"]] = errors
    assert silent == {}


def test_what_did_not_stop_it_is_not_said_to(shared):
    fine = [row for row in probes(shared) if row["build"] == "ok"]
    assert len(fine) > 20
    wrong = {}
    for row in fine:
        report = check(shared / "oracle/jekyll/fatal" / row["probe"])
        said = [item.message for item in report.diagnostics if item.rule == "build-stopper"]
        if said:
            wrong[row["probe"]] = said
    assert wrong == {}
