"""GitLab's code quality report: a JSON array with a fingerprint for each finding."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.output.fingerprints import fingerprints
from content_lint.output.json import encoded_list, plain
from content_lint.output.renderer import Renderer, with_help
from content_lint.report.diagnostic import Severity

_SEVERITIES = {Severity.ERROR: "major", Severity.WARNING: "minor", Severity.INFO: "info"}


def gitlab(renderer: Renderer) -> Iterator[str]:
    """The report, a line a finding; paths are from the top of the repository."""
    return encoded_list(_entries(renderer))


def _entries(renderer: Renderer) -> Iterator[dict[str, object]]:
    for item, fingerprint in fingerprints(renderer):
        yield {
            "description": plain(with_help(item)),
            "check_name": item.rule,
            "fingerprint": fingerprint,
            "severity": _SEVERITIES[item.severity],
            "location": {
                "path": plain(renderer.repository_path(item.path)),
                "lines": {"begin": renderer.start(item.path, item.span).line},
            },
        }
