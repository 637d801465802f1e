"""SARIF 2.1.0 as GitHub's code scanning takes it."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from content_lint import __version__
from content_lint.output.coverage import coverage_data, not_checked_text
from content_lint.output.fingerprints import fingerprints
from content_lint.output.json import encode, encoded, plain
from content_lint.output.renderer import Renderer, with_help
from content_lint.project import rule_page
from content_lint.report.diagnostic import Diagnostic, Severity
from content_lint.report.report import RuleFacts
from content_lint.text.source import Span

MOST_RESULTS = 25_000
"""GitHub refuses a run with more, and shows the first 5,000."""

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}


def sarif(renderer: Renderer) -> Iterator[str]:
    """The report as one run, errors first, in pieces that end in a line end.

    Columns count code points. Every region is on one line, or alerts of a pull request would vanish.
    """
    report = renderer.report
    rules = [_rule(facts) for facts in report.rules.values()]
    driver = {"name": "content-lint", "semanticVersion": __version__, "rules": rules}
    yield f'{{"$schema": {encode(_SCHEMA)}, "version": "2.1.0", "runs": [{{\n'
    yield f'"tool": {encode({"driver": driver})},\n'
    yield f'"columnKind": "unicodeCodePoints",\n"invocations": {encode([_invocation(renderer)])},\n"results": ['
    # Fingerprints count equal findings of a file in their order: they are made before the order changes.
    marked = sorted(fingerprints(renderer), key=lambda pair: -pair[0].severity)
    yield from encoded(_result(item, fingerprint, renderer) for item, fingerprint in marked[:MOST_RESULTS])
    yield f'\n],\n"properties": {encode({"coverage": coverage_data(report)})}}}]}}\n'


def _rule(facts: RuleFacts) -> dict[str, object]:
    about = facts.summary or facts.name
    page = rule_page(facts.name)
    return {
        "id": facts.code,
        "name": facts.name,
        "shortDescription": {"text": about},
        "fullDescription": {"text": about},
        "help": {"text": f"{about} For more: content-lint explain {facts.name}"},
        **({"helpUri": page} if page else {}),
        "defaultConfiguration": {"level": _LEVELS[facts.severity]},
    }


def _invocation(renderer: Renderer) -> dict[str, object]:
    report = renderer.report
    said = [f"{step}: {error}" for step, error in renderer.failures()]
    left_out = len(report.diagnostics) - MOST_RESULTS
    if left_out > 0:
        said.append(f"findings left out, because a run holds {MOST_RESULTS:,} at most: {left_out:,}")
    said += [f"not checked: {not_checked_text(item)}" for item in report.unchecked()]
    notes = [{"level": "note", "message": {"text": plain(text)}} for text in said]
    return {"executionSuccessful": not report.failures, "toolExecutionNotifications": notes}


def _result(item: Diagnostic, fingerprint: str, renderer: Renderer) -> dict[str, object]:
    related = [
        {**_location(other.path, other.span, renderer), "message": {"text": plain(other.message)}}
        for other in item.related
    ]
    return {
        "ruleId": renderer.code(item) or item.rule,
        "level": _LEVELS[item.severity],
        "message": {"text": plain(with_help(item))},
        "locations": [_location(item.path, item.span, renderer)],
        **({"relatedLocations": related} if related else {}),
        "partialFingerprints": {"primaryLocationLineHash": fingerprint},
    }


def _location(path: str, span: Span, renderer: Renderer) -> dict[str, object]:
    place = renderer.place(path, span)
    end = place.end.column
    if place.end.line > place.start.line:
        source = renderer.source(path)
        line = source.line_span(place.start.line) if source else span
        end = place.start.column + max(line.end - span.start, 0)
    uri = quote(renderer.repository_path(path).encode("utf-8", "surrogateescape"))
    region = {
        "startLine": place.start.line,
        "startColumn": place.start.column,
        "endLine": place.start.line,
        "endColumn": end,
    }
    return {"physicalLocation": {"artifactLocation": {"uri": uri}, "region": region}}
