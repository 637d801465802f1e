"""A report that is still true: stored with all that it was made of, and shown again where none of that has changed.

Imports none of what reads, parses or checks: where nothing changed, none of it is needed.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec
from msgspec import MsgspecError, Struct
from msgspec.structs import replace

from content_lint.cache.file_stats import digest_folder, digest_source, fence_of, stat_file
from content_lint.cache.serialise import dumps, loads
from content_lint.cache.store import SectionFile
from content_lint.config.external import ExternalSettings
from content_lint.report.report import Report
from content_lint.report.verdict import Verdict
from content_lint.site.sources.tree import DiskTree, ReadError

BROKEN = (MsgspecError, ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError)
"""What reading a row raises that we did not write, though its checksum is right."""


class CachedReport(Struct, frozen=True):
    """A report and what it was made of, besides the files in the cache's table.

    Attributes:
        key: of what was asked for.
        start: the clock of the run, in seconds since 1970.
        end: when the report may read otherwise though nothing was changed, in the same unit.
        folders: every folder that was looked into, from the root, with what its listing comes to.
        sources: every file and folder that decides the settings, with what its text comes to.
        verdicts: what was known of targets outside of the site, in the order in which they were asked.
        notices: what the asking had to say.
        external: how other servers are asked.
        report: the report.
    """

    key: str
    start: float
    end: float
    folders: Mapping[str, str]
    sources: Mapping[str, str]
    verdicts: tuple[Verdict, ...]
    notices: tuple[str, ...]
    external: ExternalSettings
    report: Report

    def agrees_with(self, known: Mapping[str, Verdict], notices: Sequence[str]) -> bool:
        """Whether other servers' answers are what they were, whoever asked them, and when."""
        return tuple(notices) == self.notices and all(
            verdict.target in known and _lasting(known[verdict.target]) == _lasting(verdict)
            for verdict in self.verdicts
        )


def sections_of(reports: Sequence[CachedReport]) -> dict[str, Sequence[bytes]]:
    """The lines of the cache's sections for reports that answer one question: that apart, for most runs ask another."""
    if not reports:
        return {}
    first = reports[0]
    try:
        rows = [msgspec.json.encode(item) for item in reports]
    except BROKEN:
        return {}  # it quotes what is no text, such as the bytes of a file in another encoding
    return {"question": [dumps([first.key, first.start, first.end])], "report": rows}


def _lasting(verdict: Verdict) -> Verdict:
    return replace(verdict, from_cache=False, checked_at=None)


def load_reports(file: SectionFile, root: Path, key: str, now: float) -> Iterator[CachedReport]:
    """The reports that would be those of this run too, servers aside; each is read when it is asked for.

    Args:
        file: the cache.
        root: the site's root.
        key: of what is asked for.
        now: the clock, in seconds since 1970.
    """
    try:
        asked, start, end = loads(file.read("question") or b'["", 0, 0]')
        if asked != key or not start <= now < end:
            return
        # The cheapest first: what was edited is nearly always a file that has been read.
        if not _are_files_same(loads(file.read("table")), root):
            return
        for line in file.read("report").split(b"\n"):
            report = msgspec.json.decode(line, type=CachedReport)
            if not _is_place_same(report, root):
                return
            yield report
    except BROKEN:
        return


class KeptReport(Struct, frozen=True):
    """A report that was read from a cache.

    Attributes:
        file: the cache.
        cached: the report.
    """

    file: SectionFile
    cached: CachedReport

    def files(self) -> Sequence[str]:
        """All files that it was made of, from the root, but for those that decide the settings."""
        return list(loads(self.file.read("table"))["files"])

    def is_true_now(self, root: Path) -> bool:
        """Whether all that it was made of is still the same."""
        return _are_files_same(loads(self.file.read("table")), root) and _is_place_same(self.cached, root)


def _is_place_same(report: CachedReport, root: Path) -> bool:
    same = all(digest_folder(f"{root}{os.sep}{folder}") == digest for folder, digest in report.folders.items())
    return same and all(digest_source(Path(path)) == digest for path, digest in report.sources.items())


def _are_files_same(table: Mapping[str, Any], root: Path) -> bool:
    disk, start = DiskTree(root), f"{root}{os.sep}"
    for path, row in table["files"].items():
        now = stat_file(start + path)
        if (now is None or list(now) != row[0]) and not _is_text_same(disk, path, *row[1:3]):
            return False
    return True


def _is_text_same(disk: DiskTree, path: str, head: str | None, digest: str | None = None) -> bool:
    if digest is None:
        return head is not None and fence_of(disk.head(path)) == head
    source = disk.read(path)
    return not isinstance(source, ReadError) and source.digest == digest
