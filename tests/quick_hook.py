"""A hook's answer from what was kept of the last commit, beside the answer of a whole run."""

from __future__ import annotations

import contextlib
import io
import json
import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from unittest.mock import patch

from content_lint.cli.console import Console
from content_lint.cli.main import main
from content_lint.engine.incremental import run as quick_run

TODAY = "2026-09-01T12:00:00Z"


@contextlib.contextmanager
def _in_folder(folder: Path) -> Iterator[None]:
    before = Path.cwd()
    os.chdir(folder)
    try:
        yield
    finally:
        os.chdir(before)


def report_of(
    folder: Path, arguments: Sequence[str], environment: dict[str, str], stdin: bytes = b""
) -> tuple[int, Any, str]:
    """Status, report and what was said, in this process."""
    out, err = io.StringIO(), io.StringIO()
    with _in_folder(folder), patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin))):
        status = main([*arguments, "--output-format", "json"], Console(out, err, environment))
    try:
        report = json.loads(out.getvalue())
        report["summary"].pop("seconds", None)
    except ValueError:
        report = out.getvalue()
    return status, report, err.getvalue()


class BothWays:
    """Runs a hook with and without what is kept.

    Attributes:
        environment: that of both.
        quick: how many answers needed no look at the whole site.
        long: how many did.
        reasons: why the whole site was read.
        why_all: why the addresses of all pages were worked out again, of the quick answers.
    """

    def __init__(self, cache: Path) -> None:
        on_a_server = ("CI", "GITHUB_ACTIONS")
        outside = {name: value for name, value in os.environ.items() if name not in on_a_server}
        self.environment = {**outside, "CONTENT_LINT_CACHE": str(cache)}
        self.quick = 0
        self.long = 0
        self.reasons: list[str] = []
        self.why_all: list[str] = []

    def check(
        self, folder: Path, *arguments: str, today: str = TODAY, way: Sequence[str] = ("--hook",), stdin: bytes = b""
    ) -> tuple[Any, Any]:
        """The answer with what is kept, and the one without."""
        asked = ["check", *way, "--quiet", "--verbose", "--today", today, *arguments]
        answered: list[bool] = []

        def noting(judge: Callable[..., Any]) -> Callable[..., Any]:
            def noted(*args: Any) -> Any:
                report = judge(*args)
                answered.append(True)
                return report

            return noted

        with contextlib.ExitStack() as stack:
            for name in ("judge_change", "judge_buffer"):
                stack.enter_context(patch.object(quick_run, name, noting(getattr(quick_run, name))))
            kept = report_of(folder, asked, self.environment, stdin)
        self.quick += len(answered)
        self.long += not answered
        for said, reasons in (("is read: ", self.reasons), ("worked out again: ", self.why_all)):
            reasons += [line.partition(said)[2] for line in kept[2].splitlines() if said in line]
        return kept[:2], report_of(folder, [*asked, "--no-cache"], self.environment, stdin)[:2]
