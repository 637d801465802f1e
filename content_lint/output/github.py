"""Annotations of GitHub Actions, and the summary page of a job.

Facts from the runner's own source (src/Runner.Common/ActionCommand.cs and ActionCommandManager.cs):
a line that starts with ``::`` after white space is a command; ``%``, CR and LF are escaped in its
data, ``:`` and ``,`` in its properties too; columns are dropped where line and endLine differ.
A step may have 10 annotations of each kind.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from content_lint.output.concise import concise_lines
from content_lint.output.coverage import cause_rows, tally
from content_lint.output.escape import visible, visible_path
from content_lint.output.page_text import markdown_code, markdown_text
from content_lint.output.renderer import Renderer
from content_lint.output.statistics import counts
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.text.counts import many

MOST_ANNOTATIONS = 10
"""Of each kind, in one step; the runner drops those beyond."""
SUMMARY_BYTES = 900_000
"""GitHub refuses a summary of more than 1 MiB; the rest is for what other tools write to it."""

_COMMANDS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "notice"}
_MANY_ROWS = 1000


def github(renderer: Renderer) -> Iterator[str]:
    """Errors first, ten annotations of each kind, then what is left out as plain lines of the log."""
    report = renderer.report
    left_out: list[Diagnostic] = []
    for severity, command in _COMMANDS.items():
        items = [item for item in report.diagnostics if item.severity is severity]
        for item in items[:MOST_ANNOTATIONS]:
            yield _annotation(command, item, renderer)
        left_out.extend(items[MOST_ANNOTATIONS:])
    if left_out:
        yield (
            f"GitHub shows {MOST_ANNOTATIONS} annotations of each kind; "
            f"{len(left_out):,} more of {len(report.diagnostics):,} findings:\n"
        )
        yield from concise_lines(left_out, renderer)


def _annotation(command: str, item: Diagnostic, renderer: Renderer) -> str:
    place = renderer.place(item.path, item.span)
    title = f"{renderer.code(item)} {item.rule}".lstrip()
    properties = {"title": title, "file": visible(renderer.repository_path(item.path)), "line": str(place.start.line)}
    if place.start.line == place.end.line:
        properties["col"] = str(place.start.column)
        properties["endLine"] = str(place.end.line)
        properties["endColumn"] = str(place.end.column)
    else:
        # A span that ends with its line's own end would mark the next line too.
        last = place.end.line - (place.end.column == 1)
        properties["endLine"] = str(max(last, place.start.line))
    path = visible_path(renderer.repository_path(item.path))
    text = f"{path}:{place.start.line}:{place.start.column}: {visible(item.message)}"
    if item.help:
        text += f"\n{visible(item.help)}"
    arguments = ",".join(f"{name}={property_text(value)}" for name, value in properties.items())
    return f"::{command} {arguments}::{data_text(text)}\n"


def data_text(text: str) -> str:
    """A text as the data of a workflow command; the percent sign first, or the others are escaped twice."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def property_text(text: str) -> str:
    """A text as a property of a workflow command."""
    return data_text(text).replace(":", "%3A").replace(",", "%2C")


def step_summary(renderer: Renderer) -> Iterator[str]:
    """The Markdown of a job's summary: counts, a table by rule, and all findings as far as they fit."""
    report = renderer.report
    head = [
        f"## content-lint{_site(renderer)}: {counts(report)}\n\n",
        f"{many(report.files, 'file')} {'was' if report.files == 1 else 'were'} checked",
    ]
    if report.suppressed:
        head.append(f", {len(report.suppressed):,} findings are suppressed")
    if report.baselined:
        head.append(f", {report.baselined:,} are in the baseline")
    head.append(".\n\n")
    head += [f"- Failed: {markdown_text(f'{step}: {error}')}\n" for step, error in renderer.failures()]
    if report.internal is not None and report.internal.all:
        head.append(f"- {markdown_text(tally(report.internal))}\n")
        head += [f"  - {markdown_text(text)}\n" for _, text in cause_rows(report.internal)]
    head += [
        f"- Not checked: {markdown_text(item.what)} ({item.count:,}): {markdown_text(item.reason)}\n"
        for item in report.not_checked
    ]
    head += [f"- {markdown_text(notice)}\n" for notice in report.notices]
    if report.diagnostics:
        head.append("\n| findings | rule | |\n|--:|---|---|\n")
    for name, count in report.by_rule():
        facts = report.rules.get(name)
        about = f"{facts.code} | {markdown_text(facts.summary)}" if facts else "|"
        head.append(f"| {count:,} | `{name}` {about} |\n")
    yield from head
    if report.diagnostics:
        spent = sum(len(piece.encode()) for piece in head)
        yield from _within(_rows(renderer), SUMMARY_BYTES - spent, len(report.diagnostics))


def _site(renderer: Renderer) -> str:
    """Which site of the repository it is, where the repository is more than that."""
    folder = renderer.repository_path("").rstrip("/")
    return f" in {markdown_code(folder)}" if folder else ""


def _rows(renderer: Renderer) -> Iterator[str]:
    for severity in _COMMANDS:
        for item in renderer.report.diagnostics:
            if item.severity is severity:
                start = renderer.start(item.path, item.span)
                where = markdown_code(f"{renderer.repository_path(item.path)}:{start.line}:{start.column}")
                help_text = f"<br>{markdown_text(item.help)}" if item.help else ""
                yield f"| {severity.label} | {where} | {markdown_text(item.message)}{help_text} | `{item.rule}` |\n"


def _within(rows: Iterable[str], room: int, total: int) -> Iterator[str]:
    """The rows that fit, and how many do not."""
    yield "\n<details><summary>All findings</summary>\n\n| | place | finding | rule |\n|---|---|---|---|\n"
    shown = 0
    for row in rows:
        room -= len(row.encode())
        if room < 0 or shown >= _MANY_ROWS:
            break
        yield row
        shown += 1
    yield "\n</details>\n"
    if shown < total:
        yield f"\n{total - shown:,} more are in the log.\n"
