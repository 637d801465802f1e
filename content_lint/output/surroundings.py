"""What a report for people who look needs beyond the findings: the site around them, and how it was before."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from content_lint.report.diagnostic import Severity


class EarlierReport(NamedTuple):
    """How many findings there were on a day.

    Attributes:
        day: as ``2026-11-29``.
        files: how many documents were checked.
        counts: findings by severity.
    """

    day: str
    files: int
    counts: Mapping[Severity, int]


@dataclass(frozen=True, slots=True)
class CodeHost:
    """Where the files of the repository can be read, as they are in this commit.

    Attributes:
        base: an address that the path of a file follows, with a slash at its end.
        line: what follows the path, before the number of a line.
    """

    base: str
    line: str


@dataclass(frozen=True, slots=True)
class Surroundings:
    """All of it; what is empty is not known.

    Attributes:
        name: what to call the site.
        day: of the report, as ``2026-11-29``.
        documents: the name of the collection of every document, by path; empty for a page that is in none.
        host: where the files can be read on the web.
        earlier: other reports, by their day.
    """

    name: str = ""
    day: str = ""
    documents: Mapping[str, str] = field(default_factory=dict)
    host: CodeHost | None = None
    earlier: tuple[EarlierReport, ...] = ()
