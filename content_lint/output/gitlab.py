"""GitLab's code quality report: a JSON array with a fingerprint for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.output.fingerprints import fingerprints
from content_lint.output.json import encode, plain
from content_lint.output.renderer import Renderer, with_help
from content_lint.report.diagnostic import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(renderer: Renderer) -> Iterator[str]:
    """The report, a line a finding; paths are from the top of the repository."""
    separator = "[\n"
    for item, fingerprint in fingerprints(renderer):
        entry = {
            "description": plain(with_help(item)),
            "check_name": item.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {
                "path": plain(renderer.repository_path(item.path)),
                "lines": {"begin": renderer.start(item.path, item.span).line},
            },
        }
        yield separator + encode(entry)
        separator = ",\n"
    yield "\n]\n" if renderer.report.diagnostics else "[]\n"
