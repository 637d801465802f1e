"""GitLab's code quality report: a JSON array with a fingerprint for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.output.fingerprints import fingerprints
from content_lint.output.json import encode, plain
from content_lint.output.places import Places, Sources, repository_path
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(report: Report, sources: Sources) -> Iterator[str]:
    """The report, a line a finding; paths are from the top of the repository."""
    places = Places(sources)
    separator = "[\n"
    for item, fingerprint in fingerprints(report.diagnostics, places):
        entry = {
            "description": plain(f"{item.message}. {item.help}" if item.help else item.message),
            "check_name": item.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {
                "path": plain(repository_path(report, item.path)),
                "lines": {"begin": places.place(item.path, item.span).start.line},
            },
        }
        yield separator + encode(entry)
        separator = ",\n"
    yield "\n]\n" if report.diagnostics else "[]\n"
