"""Earlier reports in JSON, for what is shown over time."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from content_lint.cli.errors import UsageError
from content_lint.output.surroundings import EarlierReport
from content_lint.report.diagnostic import Severity

MOST = 400
"""Reports that are shown, the newest of them: more than a year of days."""
_MOST_BYTES = 100_000_000
_DAY = re.compile(r"(?<!\d)(20\d\d)-?(0[1-9]|1[0-2])-?(0[1-9]|[12]\d|3[01])(?!\d)")


def read_history(named: Sequence[Path], before: str) -> tuple[EarlierReport, ...]:
    """The reports in these files and folders by their day, the last of each day, without those of ``before`` or later.

    The day is the one in the file's name (``2026-11-29.json``), else that of its last change.

    Raises:
        UsageError: a path is not there, or a file that was named is no report; others in a folder are passed over.
    """
    found: dict[str, EarlierReport] = {}
    for path in named:
        if path.is_dir():
            reports = [_read(file) for file in sorted(path.glob("*.json"))]
        else:
            reports = [_read(path)]
            if reports == [None]:
                raise UsageError(
                    f"`{path}` is no report of content-lint in JSON",
                    "Name a file that `content-lint check --report json=FILE` wrote, or a folder of such files.",
                )
        found |= {report.day: report for report in reports if report is not None and report.day < before}
    return tuple(found[day] for day in sorted(found)[-MOST:])


def _read(path: Path) -> EarlierReport | None:
    """One report; None for any other file."""
    try:
        if path.stat().st_size > _MOST_BYTES:
            return None
        counts = _summary(json.loads(path.read_bytes()))
        day = _day(path)
    except (OSError, ValueError, RecursionError):
        return None
    if counts is None:
        return None
    return EarlierReport(
        day, counts[0], dict(zip((Severity.ERROR, Severity.WARNING, Severity.INFO), counts[1:], strict=True))
    )


def _summary(value: Any) -> list[int] | None:
    """Documents, errors, warnings and informations; None where it is no report."""
    summary = value.get("summary") if isinstance(value, dict) else None
    if not isinstance(summary, dict) or "schema_version" not in value:
        return None
    counts = [summary.get(key) for key in ("files", "errors", "warnings", "infos")]
    numbers = [count for count in counts if type(count) is int and 0 <= count < 10**9]
    return numbers if len(numbers) == len(counts) else None


def _day(path: Path) -> str:
    named = _DAY.search(path.name)
    if named:
        return "-".join(named.groups())
    return datetime.fromtimestamp(path.stat().st_mtime, UTC).date().isoformat()
