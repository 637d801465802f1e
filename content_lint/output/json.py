"""The report for machines, version 1; ``report.schema.json`` beside this file says it formally."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator

import msgspec

from content_lint.output.coverage import coverage_data
from content_lint.output.escape import visible
from content_lint.output.renderer import Renderer
from content_lint.project import rule_page
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import Report, SitePart
from content_lint.text.edits import Fix
from content_lint.text.regex import regex
from content_lint.text.source import Span

SCHEMA_VERSION = 1
_SURROGATE = regex("[\ud800-\udfff]+")


def as_json(renderer: Renderer) -> Iterator[str]:
    """The report as one JSON object, in pieces that end in a line end, one a finding.

    What is kept silent is listed too where it is asked for, with who keeps it so.

    It is ASCII, so that no terminal, log or locale can be harmed by it, and it holds no lone
    surrogates, which strict readers refuse: it has their visible names instead.
    """
    report = renderer.report
    yield f'{{"schema_version": {SCHEMA_VERSION},\n"diagnostics": ['
    yield from encoded((_diagnostic(item, renderer) for item in report.diagnostics), _encode_finding)
    if renderer.show_suppressed:
        yield '\n],\n"suppressed": ['
        yield from encoded(
            {**_diagnostic(item.diagnostic, renderer), "by": item.by, "reason": plain(item.reason)}
            for item in renderer.suppressed()
        )
    yield f'\n],\n"summary": {encode(_summary(report))}}}\n'


def report_schema() -> object:
    """The JSON Schema of the output."""
    from importlib.resources import files  # brings zipfile and more, and runs do not ask for the schema

    return json.loads(files("content_lint.output").joinpath("report.schema.json").read_text("utf-8"))


def encode(value: object) -> str:
    """A value as JSON on one line, in ASCII, and no command to a CI server (see escape.py)."""
    return harmless(json.dumps(value))


def _encode_finding(value: object) -> str:
    """The same for what holds no floating-point numbers, in a third of the time where all of it is ASCII."""
    line = msgspec.json.format(msgspec.json.encode(value), indent=0)
    return harmless(line.decode("ascii")) if line.isascii() else encode(value)


def harmless(line: str) -> str:
    """JSON in ASCII that commands no terminal and no CI server, and says the same."""
    # A "#" can only be inside a string: written as an escape it commands nothing.
    return line.replace("\x7f", "\\u007f").replace("##", "#\\u0023")


def encoded(values: Iterable[object], write: Callable[[object], str] = encode) -> Iterator[str]:
    """The members of a list, one a line, without the brackets around them."""
    separator = "\n"
    for value in values:
        yield separator + write(value)
        separator = ",\n"


def encoded_list(values: Iterable[object]) -> Iterator[str]:
    """A list, one member a line."""
    separator = "[\n"
    for value in values:
        yield separator + encode(value)
        separator = ",\n"
    yield "[]\n" if separator == "[\n" else "\n]\n"


def plain(text: str) -> str:
    """A text that any reader of JSON can hold."""
    return text if text.isascii() else _SURROGATE.sub(lambda match: visible(match[0]), text)


def can_hold(text: str) -> bool:
    """Whether JSON can hold a text as it is: it has no bytes that are not UTF-8."""
    return text.isascii() or _SURROGATE.search(text) is None


def _diagnostic(item: Diagnostic, renderer: Renderer) -> dict[str, object]:
    return {
        "rule": item.rule,
        "code": renderer.code(item) or None,
        "severity": item.severity.label,
        **_place(item.path, item.span, renderer),
        "message": plain(item.message),
        "help": plain(item.help),
        "url": (rule_page(item.rule) or None) if item.rule in renderer.report.rules else None,
        "field": plain(renderer.field(item)) or None,
        "fix": None if item.fix is None else _fix(item.fix, renderer),
        "related": [
            {**_start(other.path, other.span, renderer), "message": plain(other.message)} for other in item.related
        ],
    }


def _fix(fix: Fix, renderer: Renderer) -> dict[str, object] | None:
    """A fix; none where its text has bytes that are not UTF-8, which JSON cannot hold."""
    if not all(can_hold(edit.text) for edit in fix.edits):
        return None
    edits = [{**_place(edit.path, edit.span, renderer), "text": edit.text} for edit in fix.edits]
    return {"title": plain(fix.title), "safety": fix.safety.label, "edits": edits}


def _start(path: str, span: Span, renderer: Renderer) -> dict[str, object]:
    start = renderer.start(path, span)
    return {"path": plain(path), "line": start.line, "column": start.column}


def _place(path: str, span: Span, renderer: Renderer) -> dict[str, object]:
    place = renderer.place(path, span)
    return {
        "path": plain(path),
        "line": place.start.line,
        "column": place.start.column,
        "end_line": place.end.line,
        "end_column": place.end.column,
    }


def _summary(report: Report) -> dict[str, object]:
    return {
        "files": report.files,
        "errors": report.count(Severity.ERROR),
        "warnings": report.count(Severity.WARNING),
        "infos": report.count(Severity.INFO),
        "by_rule": dict(report.by_rule()),
        "suppressed": len(report.suppressed),
        "baselined": report.baselined,
        "baseline_gone": report.gone,
        "fixed": dict(report.fixed),
        "not_checked": [
            {"what": plain(item.what), "count": item.count, "reason": plain(item.reason)} for item in report.unchecked()
        ],
        "coverage": coverage_data(report),
        "failures": [
            {"doing": plain(item.doing), "path": plain(item.path), "error": plain(item.error)}
            for item in report.failures
        ],
        "notices": [plain(notice) for notice in report.notices],
        "sites": [_site(part) for part in report.sites],
    }


def _site(part: SitePart) -> dict[str, object]:
    counts = {f"{severity.label}s": part.counts.get(severity, 0) for severity in sorted(Severity, reverse=True)}
    return {"folder": plain(part.folder), "generator": part.generator, "files": part.files, **counts}
