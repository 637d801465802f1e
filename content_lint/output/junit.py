"""JUnit's XML, which most CI servers can show: a file that was checked is a suite, a finding a test that failed."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from xml.sax.saxutils import escape, quoteattr

from content_lint.output.escape import visible
from content_lint.output.renderer import Renderer, with_help
from content_lint.report.diagnostic import Diagnostic


def junit(renderer: Renderer) -> Iterator[str]:
    """The report; what is below the severity that fails a run is a test that passed and has something to say.

    Paths are from the top of the repository: servers link them from there.
    """
    report = renderer.report
    failed = sum(item.severity >= renderer.fail_on for item in report.diagnostics)
    tests = len(report.diagnostics) + len(report.failures)
    yield '<?xml version="1.0" encoding="UTF-8"?>\n'
    counts = f'tests="{max(tests, 1)}" failures="{failed}" errors="{len(report.failures)}"'
    yield f'<testsuites name="content-lint" {counts}>\n'
    for path, group in groupby(report.diagnostics, key=lambda item: item.path):
        items = list(group)
        name = renderer.repository_path(path)
        failures = sum(item.severity >= renderer.fail_on for item in items)
        yield f'<testsuite name={_attribute(name)} tests="{len(items)}" failures="{failures}" errors="0">\n'
        for item in items:
            yield _case(item, renderer)
        yield "</testsuite>\n"
    if report.failures or not report.diagnostics:
        yield f'<testsuite name="content-lint" tests="{max(len(report.failures), 1)}" failures="0" '
        yield f'errors="{len(report.failures)}">\n'
        for step, error in renderer.failures():
            yield f'<testcase classname="content-lint" name={_attribute(step)}><error message={_attribute(error)}/>'
            yield "</testcase>\n"
        if not report.failures:
            # A report without a test is taken for a broken one.
            yield f'<testcase classname="content-lint" name="{report.files} files without a problem"/>\n'
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _case(item: Diagnostic, renderer: Renderer) -> str:
    path = renderer.repository_path(item.path)
    start = renderer.start(item.path, item.span)
    where = f"{path}:{start.line}:{start.column}"
    text = escape(visible(f"{where}: {with_help(item)}"))
    opened = f"<testcase classname={_attribute(item.rule)} name={_attribute(f'{where}: {item.message}')}"
    place = f' file={_attribute(path)} line="{start.line}">'
    if item.severity >= renderer.fail_on:
        said = f'<failure type="{item.severity.label}" message={_attribute(item.message)}>{text}</failure>'
    else:
        said = f"<system-out>{item.severity.label}: {text}</system-out>"
    return f"{opened}{place}{said}</testcase>\n"


def _attribute(text: str) -> str:
    # What XML 1.0 cannot hold at all (controls, lone surrogates) has its visible name instead.
    return quoteattr(visible(text))
