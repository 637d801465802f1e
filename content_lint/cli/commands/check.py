"""Check the site, or only the named files in the light of the whole site."""

from __future__ import annotations

import argparse
from pathlib import Path

from content_lint.cli.check import baseline as baselines
from content_lint.cli.check import cache as caches
from content_lint.cli.check import external, since_options, workers
from content_lint.cli.check import fix as fixing
from content_lint.cli.check.built import add_built_argument
from content_lint.cli.check.sites import check_tasks, tasks_of
from content_lint.cli.check.task import Task, Tasks, nothing_to_do
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.config.root import find_root
from content_lint.output.formats import FOR_PEOPLE, FORMATS
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Exit

UNNAMED = "stdin.md"
"""What standard input is called where nobody says where it belongs."""
EXAMPLES = """\
examples:
  content-lint check                            the whole site
  content-lint check --fix                      put right what can be put right safely
  content-lint check _posts/2026-05-01-walk.md  one post, in the light of the whole site
  content-lint check --select IN,ML101          internal links, and one rule about mail
  content-lint check --changed-since main       what this branch changes or breaks
  content-lint check --watch                    what is saved, as soon as it is
"""


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The options of ``content-lint check``."""
    add = parser.add_argument
    add("paths", nargs="*", metavar="PATH", help="files or folders; none for the whole site; - for standard input")
    group = parser.add_argument_group("what is checked")
    add = group.add_argument
    add("--config", type=Path, metavar="FILE", help="configuration to use instead of the nearest one")
    add(
        "--select",
        action="append",
        metavar="RULE",
        help="only these rules: names, codes (IN101, IN1, IN), families or ALL; with commas",
    )
    add("--ignore", action="append", default=[], metavar="RULE", help="all but these rules")
    add("--extend-select", action="append", default=[], metavar="RULE", help="these rules too")
    add("--today", metavar="DATE", help="judge as if it were that day, or that instant (2027-01-31T09:00:00Z)")
    caches.add_arguments(group)
    add("--stdin-filename", metavar="PATH", help="where the file on standard input belongs in the site")
    since_options.add_arguments(group)
    add_built_argument(group)
    external.add_arguments(group)
    workers.add_arguments(group)
    add = group.add_argument
    add("--watch", action="store_true", help="go on until Ctrl-C, and check what is saved (needs the extra `watch`)")
    group = parser.add_argument_group("what is shown")
    add = group.add_argument
    add("--output-format", choices=FORMATS, help="default: full on a terminal, github in its Actions, else concise")
    add("--output-file", type=Path, metavar="FILE", help="write there instead of standard output")
    add(
        "--report",
        action="append",
        type=_report,
        default=[],
        metavar="FORMAT=FILE",
        help="write the report in that format into a file as well; may be repeated",
    )
    add(
        "--history",
        action="append",
        type=Path,
        default=[],
        metavar="PATH",
        help="for html: an earlier report in JSON, or a folder of them, to show how it went; may be repeated",
    )
    add("--statistics", action="store_true", help="counts by rule instead of the findings")
    add("--show-suppressed", action="store_true", help="list what comments and the configuration keep silent, too")
    add("-v", "--verbose", action="store_true", help="list information too; whole tracebacks")
    add("-q", "--quiet", action="store_true", help="findings only: no counts, no progress, no advice")
    fixing.add_arguments(parser)
    baselines.add_arguments(parser)
    group = parser.add_argument_group("what is a failure")
    add = group.add_argument
    levels = [severity.label for severity in sorted(Severity, reverse=True)]
    add("--fail-on", choices=levels, default="error", help="lowest severity that gives exit status 1 (error)")
    add(
        "--fail-on-unchecked",
        type=_percent,
        metavar="PERCENT",
        help="exit status 1 where more of the internal links have no verdict (0: all must be checked)",
    )
    add("--exit-zero", action="store_true", help="exit 0 whatever is found (not where something could not be done)")
    add("--allow-empty", action="store_true", help="exit 0 when there is nothing to check")
    add("--hook", action="store_true", help="run by a hook: the named files and what the commit deletes or renames")


def _report(text: str) -> tuple[str, Path]:
    name, equals, file = text.partition("=")
    if not equals or not file or name not in FORMATS:
        listed = ", ".join(FORMATS)
        raise argparse.ArgumentTypeError(f"`{text}` is no FORMAT=FILE, with one of these formats: {listed}")
    return name, Path(file)


def _percent(text: str) -> float:
    try:
        percent = float(text.strip().removesuffix("%"))
    except ValueError:
        percent = -1.0
    if not 0 <= percent <= 100:
        raise argparse.ArgumentTypeError(f"`{text}` is not a number from 0 to 100")
    return percent


def run(arguments: argparse.Namespace, console: Console) -> int:
    """Check, show, and give the exit status."""
    if arguments.watch:
        from content_lint.cli.check.watch import watch  # few runs go on

        return watch(arguments, console, lambda asked: _run(asked, console))
    status = _run(arguments, console)
    return Exit.CLEAN if arguments.exit_zero and status == Exit.PROBLEMS else status


def _run(arguments: argparse.Namespace, console: Console) -> int:
    _read_standard_input(arguments)
    _refuse_clashes(arguments)
    if arguments.report and arguments.diff:
        raise UsageError("--report does not go with --diff", "Run them one after the other.")
    if arguments.hook:
        return _check_commit(arguments, console)
    if arguments.stdin_filename:
        file = Path(arguments.stdin_filename)
        return check_tasks(arguments, console, Tasks(find_root(file), (Task(file, (arguments.stdin_filename,)),)))
    return check_tasks(arguments, console, tasks_of(arguments))


def _refuse_clashes(arguments: argparse.Namespace) -> None:
    """Raise UsageError where options do not go together."""
    output = arguments.output_format
    if arguments.statistics and output not in {None, *FOR_PEOPLE}:
        raise UsageError("--statistics is for people", "json has the counts under `summary`, github in its summary.")
    listing = [name for name, form in FORMATS.items() if form.lists_suppressed]
    if arguments.show_suppressed and (arguments.statistics or output not in {None, *listing}):
        names = f"{', '.join(listing[:-1])} or {listing[-1]}"
        raise UsageError("--show-suppressed lists findings", f"Use it with --output-format {names}.")
    if arguments.stdin_filename and arguments.paths:
        raise UsageError("--stdin-filename reads one file and takes no other paths", "Leave one of them out.")
    _refuse_two_comparisons(arguments)
    _refuse_history(arguments)
    fixing.is_asked_for(arguments)


def _refuse_two_comparisons(arguments: argparse.Namespace) -> None:
    """Raise UsageError where the site before the change is asked for twice, or cannot be judged as the one after it."""
    if arguments.changed_since and (arguments.hook or arguments.update_baseline):
        other = "--hook" if arguments.hook else "--update-baseline"
        raise UsageError(f"--changed-since does not go with {other}", "Leave one of them out.")
    if arguments.built and (arguments.hook or arguments.changed_since):
        other = "--hook" if arguments.hook else "--changed-since"
        raise UsageError(
            f"--built does not go with {other}: nobody built the earlier site",
            "Leave one of them out; a baseline keeps what is known already apart.",
        )


def _refuse_history(arguments: argparse.Namespace) -> None:
    """Raise UsageError where nothing would show earlier reports."""
    if arguments.history and "html" not in {arguments.output_format, *(name for name, _ in arguments.report)}:
        raise UsageError("--history is shown by the format html", "Add --output-format html, or --report html=FILE.")


def _check_commit(arguments: argparse.Namespace, console: Console) -> int:
    """Check each site that the commit of a hook touches."""
    from content_lint.cli.check.hook import find_commit_of_hook, find_tasks_of_hook  # only hooks ask git

    commit = find_commit_of_hook(Path.cwd(), console.environment)
    tasks = find_tasks_of_hook(arguments.paths, Path.cwd(), commit)
    if not tasks.tasks:
        return nothing_to_do("the commit touches no file of a site", console, quiet=arguments.quiet)
    return check_tasks(arguments, console, tasks, commit)


def _read_standard_input(arguments: argparse.Namespace) -> None:
    """Take ``-`` for a file on standard input: one of the current folder, unless --stdin-filename says otherwise."""
    if "-" not in arguments.paths:
        return
    if len(arguments.paths) > 1:
        raise UsageError("`-` reads one file from standard input and takes no other paths", "Leave the others out.")
    arguments.paths = []
    arguments.stdin_filename = arguments.stdin_filename or UNNAMED
