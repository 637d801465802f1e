"""The page: one file with its style, its script and its data, and a policy that lets nothing else run in it."""

from __future__ import annotations

from base64 import b64encode
from collections import Counter
from collections.abc import Iterator, Sequence
from hashlib import sha256
from importlib.resources import files
from string import Template

from content_lint.output.coverage import cause_rows, not_checked_text, tally
from content_lint.output.escape import visible
from content_lint.output.html.charts import MOST_FIRST, part_of, trend
from content_lint.output.html.listed import ListedFindings, address_of, listed_findings
from content_lint.output.html.markup import prose, text_of
from content_lint.output.html.tables import CountedBy, table
from content_lint.output.json import encode
from content_lint.output.renderer import Renderer
from content_lint.output.surroundings import EarlierReport, Surroundings
from content_lint.project import rule_page
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report

_MEANS = {
    Severity.ERROR: "to be put right",
    Severity.WARNING: "worth a look",
    Severity.INFO: "good to know",
}
_PATTERNS = (
    '<svg class="patterns" width="0" height="0" aria-hidden="true"><defs>'
    '<pattern id="lines" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
    '<path class="stroke-warning" d="M1.5 0V6" stroke-width="3"/></pattern>'
    '<pattern id="dots" width="5" height="5" patternUnits="userSpaceOnUse">'
    '<circle class="fill-info" cx="2.5" cy="2.5" r="1.6"/></pattern></defs></svg>\n'
)


def html(renderer: Renderer) -> Iterator[str]:
    """The report as one page, in ASCII."""
    report = renderer.report
    around = renderer.around() if renderer.around is not None else Surroundings()
    rules = sorted({item.rule for item in report.diagnostics})
    listed = listed_findings(renderer, rules, dict(around.documents))
    style, script = _part("report.css"), _part("report.js")
    title = f"Content of {around.name}" if around.name else "Content report"
    values = {
        "policy": _policy(style, script),
        "title": text_of(title),
        "made": _made(around, report),
        "style": style,
        "script": script,
        "state": "".join(_state(report)),
        "trend": "".join(_trend(around, report)),
        "tables": "".join(_tables(report, around, listed)),
        "note": _note(listed),
        "data": _data(renderer, around, rules, listed),
    }
    page = Template(_part("report.html")).substitute(values)
    yield page.encode("ascii", "xmlcharrefreplace").decode("ascii")


def _part(name: str) -> str:
    return files("content_lint.output.html").joinpath(name).read_text("utf-8")


def _policy(style: str, script: str) -> str:
    """What a browser may do with the page: read this very style and run this very script."""
    return (
        f"default-src 'none'; style-src '{_hash(style)}'; script-src '{_hash(script)}'; "
        "base-uri 'none'; form-action 'none'; require-trusted-types-for 'script'"
    )


def _hash(text: str) -> str:
    return f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}"


def _made(around: Surroundings, report: Report) -> str:
    documents = "1 document" if report.files == 1 else f"{report.files:,} documents"
    return f"{text_of(around.day)}: {documents} checked" if around.day else f"{documents} checked"


def _state(report: Report) -> Iterator[str]:
    """The numbers that matter most, and all that a reader must not overlook."""
    yield f'{_PATTERNS}<section aria-labelledby="state"><h2 id="state">{_verdict(report)}</h2>\n<ul class="numbers">\n'
    for severity in MOST_FIRST:
        count = report.count(severity)
        word = f"{severity.label}s" if count != 1 else severity.label
        yield f'<li class="{severity.label}"><strong>{count:,}</strong> {word}: {_MEANS[severity]}</li>\n'
    touched = len({item.path for item in report.diagnostics})
    yield f"<li><strong>{touched:,}</strong> {'file has' if touched == 1 else 'files have'} findings</li>\n"
    if report.baselined:
        yield f"<li><strong>{report.baselined:,}</strong> known from before, in the baseline</li>\n"
    if report.suppressed:
        yield f"<li><strong>{len(report.suppressed):,}</strong> kept silent by a comment or the settings</li>\n"
    yield "</ul>\n"
    if report.internal is not None and report.internal.all:
        coverage = report.internal
        said = tally(coverage)
        yield f"<p>{prose(said[:1].upper() + said[1:])}</p>\n{part_of(coverage.checked, coverage.all)}\n"
        yield from _items([text for _, text in cause_rows(coverage)])
    yield from _items([not_checked_text(item) for item in report.not_checked])
    yield from _items([f"not done: {item.doing} {item.path}: {item.error}" for item in report.failures])
    yield from _items(list(report.notices))
    yield "</section>\n"


def _items(texts: Sequence[str]) -> Iterator[str]:
    if texts:
        yield f"<ul>{''.join(f'<li>{prose(text)}</li>' for text in texts)}</ul>\n"


def _verdict(report: Report) -> str:
    if report.failures:
        return "Not everything could be checked"
    errors = report.count(Severity.ERROR)
    if errors:
        return "1 thing has to be put right" if errors == 1 else f"{errors:,} things have to be put right"
    if report.is_doubtful:
        return "Nothing is broken in what could be checked"
    return "Nothing is broken"


def _trend(around: Surroundings, report: Report) -> Iterator[str]:
    if not around.earlier:
        return
    now = EarlierReport(around.day, report.files, {severity: report.count(severity) for severity in Severity})
    reports = (*around.earlier, now)
    yield '<section aria-labelledby="trend"><h2 id="trend">Over time</h2>\n'
    yield from trend(reports)
    yield '<details><summary>The numbers</summary><div class="scroll"><table><thead><tr><th scope="col">day</th>'
    yield '<th scope="col" class="number">documents</th>'
    yield "".join(f'<th scope="col" class="number">{severity.label}s</th>' for severity in MOST_FIRST)
    yield "</tr></thead><tbody>\n"
    for item in reversed(reports):
        numbers = [item.files, *(item.counts.get(severity, 0) for severity in MOST_FIRST)]
        cells = "".join(f'<td class="number">{number:,}</td>' for number in numbers)
        yield f'<tr><th scope="row">{text_of(item.day)}</th>{cells}</tr>\n'
    yield "</tbody></table></div></details></section>\n"


def _tables(report: Report, around: Surroundings, listed: ListedFindings) -> Iterator[str]:
    documents = Counter(name for name in around.documents.values() if name)
    ways = (
        CountedBy("rule", "rule", lambda item: item.rule),
        CountedBy("collection", "collection", lambda item: listed.files[item.path].collection, documents),
        CountedBy("folder", "folder", lambda item: listed.files[item.path].folder),
        CountedBy("year", "year of the text", lambda item: listed.files[item.path].year, by_value=True),
    )
    yield '<section class="tables" aria-label="Findings, counted">\n'
    for way in ways:
        yield from table(way, report.diagnostics)
    yield "</section>\n"


def _note(listed: ListedFindings) -> str:
    said = []
    if listed.left_out:
        said.append(f"{listed.left_out:,} more, the least bad ones, are counted above and not listed.")
    if listed.plain:
        said.append(f"{listed.plain:,} are listed without an excerpt, so that this page stays small.")
    return f"<p>{' '.join(said)}</p>" if said else ""


def _data(renderer: Renderer, around: Surroundings, rules: Sequence[str], listed: ListedFindings) -> str:
    """What the script reads. No ``<`` is left in it that could end its element, and no ``&``."""
    rows = []
    for file in listed.files.values():
        address = address_of(renderer.repository_path(file.path)) if around.host is not None else ""
        rows.append([visible(file.path), address, visible(file.collection), visible(file.folder), file.year])
    facts = renderer.report.rules
    value = {
        "host": "" if around.host is None else around.host.base,
        "line": "" if around.host is None else around.host.line,
        "severities": [severity.label for severity in MOST_FIRST],
        "rules": [[name, facts[name].code, rule_page(name)] if name in facts else [name, "", ""] for name in rules],
        "files": rows,
        "texts": list(listed.texts),
        "items": listed.items,
    }
    encoded = encode(value)
    for sign in "<>&":
        encoded = encoded.replace(sign, f"\\u{ord(sign):04x}")
    return encoded
