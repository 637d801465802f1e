"""``--fix``, ``--unsafe-fixes`` and ``--diff``: findings put right, or shown as a patch that would."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.output_file import write_output
from content_lint.output.escape import visible_path
from content_lint.report.report import Exit, Report
from content_lint.text.counts import many
from content_lint.text.edits import Safety
from content_lint.text.files import resolved

if TYPE_CHECKING:  # most runs fix nothing, and do without the modules that do
    from content_lint.config.settings import SiteSettings
    from content_lint.engine.fix.rounds import Fixed
    from content_lint.engine.run import RunRequest


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options about fixing."""
    add = parser.add_argument_group("what is put right").add_argument
    add("--fix", action="store_true", help="put right what can be put right safely, and report what is left")
    add(
        "--unsafe-fixes", action="store_true", help="with --fix or --diff: also what somebody has to look at afterwards"
    )
    add("--diff", action="store_true", help="print what --fix would change, as a patch; status 1 if there is anything")


def is_asked_for(arguments: argparse.Namespace) -> bool:
    """Whether this run fixes, or shows how; raises UsageError where its options do not go together."""
    if not arguments.fix and not arguments.diff:
        if arguments.unsafe_fixes:
            raise UsageError(
                "--unsafe-fixes changes nothing by itself", "Add --fix, or --diff to see the changes first."
            )
        return False
    if arguments.stdin_filename and arguments.fix:
        raise UsageError("--fix writes files, and standard input is not one", "Use --diff to see the changes.")
    if arguments.diff and (arguments.statistics or arguments.output_format or arguments.show_suppressed):
        raise UsageError("--diff prints a patch and no findings", "Leave the options about findings out.")
    return True


def fix(
    settings: SiteSettings, request: RunRequest, arguments: argparse.Namespace, named: tuple[str, ...] | None
) -> Fixed:
    """Work the fixes out, and write them unless a patch is wanted.

    Args:
        settings: the site's settings.
        request: what to check.
        arguments: the command line.
        named: files that may be changed, where they are fewer than those that are checked.
    """
    from content_lint.engine.fix.rounds import fix_site, write_fixes

    least = Safety.UNSAFE if arguments.unsafe_fixes else Safety.SAFE
    fixed = fix_site(settings, request, least=least, within=named)
    if not arguments.diff:
        fixed = write_fixes(settings, request, fixed)
    return fixed


def told(fixed: Fixed) -> Report:
    """The report of what is left, with what was fixed and what was not."""
    refused = tuple(f"not fixed in {item.path} ({', '.join(item.rules)}): {item.reason}" for item in fixed.refusals)
    report = fixed.report
    notices = (*report.notices, *refused, *fixed.notices)
    return replace(report, notices=notices, fixed=fixed.by_rule, fixed_files=len(fixed.files))


def show_patch(fixed: Fixed, root: Path, prefix: str, arguments: argparse.Namespace, console: Console) -> int:
    """Print the patch, and give the exit status: 1 where it is not empty."""
    pieces = _patch(fixed, root, prefix)
    if arguments.output_file is None:
        from content_lint.cli.patches import print_patch

        print_patch(pieces, console)
    else:
        write_output(arguments.output_file, pieces, "surrogateescape")
    report = told(fixed)
    if not arguments.quiet:
        console.note(f"note: {notice}\n" for notice in report.notices[len(fixed.report.notices) :])
        count = sum(fixed.by_rule.values())
        console.note([f"Would put right {many(count, 'finding')} in {many(len(fixed.files), 'file')}.\n"])
    for failure in report.failures:
        console.note([f"failed: {failure.doing} on {visible_path(failure.path)}: {failure.error}\n"])
    if report.failures:
        return Exit.FAILURE
    return Exit.PROBLEMS if fixed.files else Exit.CLEAN


def _patch(fixed: Fixed, root: Path, prefix: str) -> Iterator[str]:
    from content_lint.output.diff import patch

    for path, file in fixed.files.items():
        name = _real_name(root, path)
        yield from patch(f"{prefix}/{name}" if prefix else name, file.source.text, file.text, file.changes)


def _real_name(root: Path, path: str) -> str:
    """The file that is changed: git applies no patch to what a link leads to under the link's name."""
    top = resolved(root)
    target = resolved(top / path)
    return target.relative_to(top).as_posix() if target.is_relative_to(top) else path
