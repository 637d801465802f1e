"""The outcome of one run, and the exit status that follows from it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from enum import IntEnum

from msgspec import Struct, field

from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.text.source import Position

MOST_UNCHECKED = 10
"""Percent of the internal links: beyond, a run must not look as if all were well."""


class Exit(IntEnum):
    """Exit statuses of the command line."""

    CLEAN = 0
    PROBLEMS = 1
    USAGE = 2  # wrong usage or configuration
    FAILURE = 3  # something could not be done; the report says what
    INTERRUPTED = 130


_OF_ONE = {"are": "is", "have": "has", "lead": "leads", "lie": "lies", "start": "starts"}


LEFT_OUT = "Markdown files"
"""What is counted as not checked where files are taken for no pages."""


class NotChecked(Struct, frozen=True):
    """Something that could not be checked: counted and shown, never failed and never hidden.

    Attributes:
        what: links of which kind.
        count: how many.
        reason: why, in words that follow the count.
        advice: what to do about it, or empty.
    """

    what: str
    count: int
    reason: str
    advice: str = ""

    @property
    def said(self) -> str:
        """Count and reason: ``640 are written by templates``, ``1 is written by templates``."""
        return f"{self.count:,} {self.reason if self.count != 1 else of_one(self.reason)}"


def of_one(reason: str) -> str:
    """The reason why many were not checked, said of one: ``is written by templates``."""
    verb, blank, rest = reason.partition(" ")
    return _OF_ONE.get(verb, verb) + blank + rest


class Coverage(Struct, frozen=True):
    """How much of one kind of links was checked.

    Attributes:
        all: how many there are.
        checked: how many of them have a verdict.
        causes: why the others have none, the commonest first.
    """

    all: int
    checked: int
    causes: tuple[NotChecked, ...] = ()

    @property
    def unchecked_percent(self) -> float:
        """How many of a hundred have no verdict; 0 where there are no links."""
        return 100 * (self.all - self.checked) / self.all if self.all else 0.0

    @property
    def is_doubtful(self) -> bool:
        """Whether so much was not checked that silence says little."""
        return self.unchecked_percent > MOST_UNCHECKED


class Failure(Struct, frozen=True):
    """A mistake of our own: what was being done, to which file, and what went wrong."""

    doing: str
    path: str
    error: str


class RuleFacts(Struct, frozen=True):
    """What an output has to know of a rule."""

    code: str
    name: str
    summary: str
    severity: Severity


class Suppressed(Struct, frozen=True):
    """A finding that a comment or the configuration keeps silent, which of them, and why in its author's words."""

    diagnostic: Diagnostic
    by: str  # "comment", "configuration"
    reason: str = ""


class BaselineEntry(Struct, frozen=True, order=True):
    """What a finding is known by from run to run.

    Attributes:
        path: from the site's root, with ``/``.
        rule: the rule's name.
        at: the key in front matter that it belongs to, or empty.
        text: what is marked.
        nth: which of its equals in the file, from 1.
    """

    path: str
    rule: str
    at: str
    text: str
    nth: int = 1


class BaselineUse(Struct, frozen=True):
    """What came of a baseline.

    Attributes:
        new: findings that are not in it.
        known: entries that were found again, as they are now.
        gone: entries that were not.
        moved: entries that were found again in a file that has another name now, as they were.
    """

    new: tuple[BaselineEntry, ...] = ()
    known: tuple[BaselineEntry, ...] = ()
    gone: tuple[BaselineEntry, ...] = ()
    moved: tuple[BaselineEntry, ...] = ()


class SitePart(Struct, frozen=True):
    """One of several sites in a report.

    Attributes:
        folder: its root, from the folder around the sites, with ``/``; empty for that folder itself.
        generator: the program that makes it, as people call it; empty where that is not known.
        files: how many documents were checked.
        counts: how many findings there are of each severity.
        coverage: how much of its internal links was checked; None where no rule asks for them.
    """

    folder: str
    generator: str = ""
    files: int = 0
    counts: Mapping[Severity, int] = field(default_factory=dict)
    coverage: Coverage | None = None

    @property
    def name(self) -> str:
        """What to call it: its folder."""
        return f"{self.folder}/" if self.folder else "./"

    def with_counts(self, report: Report) -> SitePart:
        """The same with what came of the site."""
        counts = {severity: report.count(severity) for severity in Severity}
        return SitePart(self.folder, self.generator, report.files, counts, report.internal)


class Report(Struct, frozen=True):
    """Everything that a run has to say.

    Attributes:
        diagnostics: findings, sorted by path and place.
        rules: facts of the rules that ran, by name.
        files: how many documents were checked.
        suppressed: findings that were kept silent.
        baselined: how many findings the baseline holds.
        baseline: what came of its entries, or None without one.
        fixed: how many findings of each rule were put right, the most first; findings are what is left.
        fixed_files: in how many files.
        coverage: how much of each kind of links was checked: ``internal``; empty where no rule asks for links.
        not_checked: what else could not be checked, and why.
        failures: our own mistakes.
        notices: what the reader has to know about the set-up.
        sites: the sites that it is about, where they are several; paths are then from the folder around them.
        baseline_gone: how many entries of several sites' baselines are gone.
        paths_prefix: path of the site's root from the top of its git repository, ``""`` where they are one.
        places: by path and offset the line and column of spans, as far as somebody has worked them out before.
        fields: by path and offset the key path of the field that is there, as far as somebody has looked for it.
    """

    diagnostics: tuple[Diagnostic, ...]
    rules: Mapping[str, RuleFacts]
    files: int
    suppressed: tuple[Suppressed, ...] = ()
    baselined: int = 0
    not_checked: tuple[NotChecked, ...] = ()
    failures: tuple[Failure, ...] = ()
    notices: tuple[str, ...] = ()
    paths_prefix: str = ""
    baseline: BaselineUse | None = None
    fixed: Mapping[str, int] = field(default_factory=dict)
    fixed_files: int = 0
    seconds: float | None = None
    coverage: Mapping[str, Coverage] = field(default_factory=dict)
    sites: tuple[SitePart, ...] = ()
    baseline_gone: int = 0
    places: Mapping[str, Mapping[int, Position]] = field(default_factory=dict)
    fields: Mapping[str, Mapping[int, str]] = field(default_factory=dict)

    @property
    def gone(self) -> int:
        """How many findings of the baseline were not found again."""
        return self.baseline_gone + (len(self.baseline.gone) if self.baseline is not None else 0)

    @property
    def internal(self) -> Coverage | None:
        """How much of the internal links was checked; None where no rule asks for them."""
        return self.coverage.get("internal")

    @property
    def is_doubtful(self) -> bool:
        """Whether so many internal links have no verdict that "no problems" would mislead."""
        return self.internal is not None and self.internal.is_doubtful

    def unchecked(self) -> tuple[NotChecked, ...]:
        """All that could not be checked, internal links first."""
        causes = (cause for part in self.coverage.values() for cause in part.causes)
        return (*causes, *self.not_checked)

    def count(self, severity: Severity) -> int:
        """How many findings have just this severity."""
        return sum(item.severity is severity for item in self.diagnostics)

    def by_rule(self) -> list[tuple[str, int]]:
        """Findings by rule, the most first."""
        return sorted(Counter(item.rule for item in self.diagnostics).items(), key=lambda pair: (-pair[1], pair[0]))

    def exit_status(self, fail_on: Severity, most_unchecked: float | None = None) -> Exit:
        """The status for a run that fails at ``fail_on`` and above.

        Args:
            fail_on: the lowest severity that is a failure.
            most_unchecked: how many of a hundred internal links may go unchecked; None for any.
        """
        if self.failures:
            return Exit.FAILURE
        parts = [part.coverage for part in self.sites] or [self.internal]
        unchecked = max((part.unchecked_percent for part in parts if part is not None), default=0.0)
        if most_unchecked is not None and unchecked > most_unchecked:
            return Exit.PROBLEMS
        return Exit.PROBLEMS if any(item.severity >= fail_on for item in self.diagnostics) else Exit.CLEAN
