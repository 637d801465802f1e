"""Fixes of all literate cases, made as the command makes them: they settle, touch their spans only, and cure."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine.fix.rounds import Fixed, fix_site, write_fixes
from content_lint.engine.run import RunRequest, run_check
from content_lint.report.report import Report
from content_lint.rules.registry import all_rules, catalog
from content_lint.text.edits import Safety
from tests.rules.site_maker import SmallSite
from tests.rules.test_cases import CASES, Case

FIXING = [case for case in CASES if any(block.kind == "fixed" or "fix (" in block.text for block in case.blocks)]
LIKE_THE_NEXT = next(case for case in FIXING if case.title == "A prefix of ids belongs to those that kramdown makes")
"""The fix of a link makes it the same as the link behind it."""
NOISE = st.sampled_from(["", "😀 ", "\u200b", "word ", "\t", "e\u0301", "{{ site.title }} ", "&amp; ", "| "])

REVEALS = {"broken-anchor": {"wrong-case-link"}}
"""Rules that can say nothing of a link before another one's fix has led it to its page."""


@contextmanager
def made(case: Case, line_end: str, noise: list[str]) -> Iterator[SmallSite]:
    """The case's site, with other line ends and with some more text in its bodies."""
    folder = Path(tempfile.mkdtemp())
    try:
        site = SmallSite(folder)
        for block in case.blocks:
            if block.kind == "config":
                site.files["content-lint.toml"] = block.text
            elif block.kind == "file" and block.file:
                text = block.text
                if block.file.endswith(".md"):
                    text += "".join(f"\n{piece}line" for piece in noise)
                    text = text.replace("\r\n", "\n").replace("\n", line_end)
                site.files[block.file] = text
            elif block.kind == "link" and block.file:
                site.links[block.file] = block.text.strip()
        site.write()
        yield site
    finally:
        shutil.rmtree(folder)


def fixed(site: SmallSite, case: Case, least: Safety, *, only: bool) -> tuple[Report, Fixed]:
    """The site before, and what fixing made of it; written."""
    config = load_settings(site.root, catalog=catalog())
    if only and "select = [" not in site.files.get("content-lint.toml", ""):
        config = with_selection(config, catalog(), select=[case.rule])
    request = RunRequest(now=case.now)
    before = run_check(config, request)
    return before, write_fixes(config, request, fix_site(config, request, least=least))


def counts(report: Report, *, errors: bool = False) -> Counter[tuple[str, str]]:
    return Counter(
        (item.path, item.rule) for item in report.diagnostics if not errors or item.severity.label == "error"
    )


def test_there_are_cases_of_every_rule_that_fixes() -> None:
    assert len(FIXING) > 100
    fixable = {case.rule for case in FIXING}
    assert {"wrapped-url", "padded-mailto", "missing-mailto", "relative-permalink", "duplicate-key"} <= fixable
    assert fixable <= set(all_rules())


@settings(max_examples=80, deadline=None)
@given(case=st.sampled_from(FIXING), line_end=st.sampled_from(["\n", "\r\n"]), noise=st.lists(NOISE, max_size=4))
def test_a_safe_fix_cures_and_brings_nothing_new(case: Case, line_end: str, noise: list[str]) -> None:
    with made(case, line_end, noise) as site:
        before, outcome = fixed(site, case, Safety.SAFE, only=False)
        assert outcome.refusals == ()
        left = [item for item in outcome.report.diagnostics if item.fix and item.fix.safety is Safety.SAFE]
        assert left == []
        assert outcome.report.failures == before.failures
        _nothing_new(before, outcome)
        again = fixed(site, case, Safety.SAFE, only=False)[1]
        assert again.files == {}
        assert again.report.diagnostics == outcome.report.diagnostics


def _nothing_new(before: Report, outcome: Fixed) -> None:
    """No error that was not there, unless a fixed finding of a rule that speaks first kept it silent."""
    rules = all_rules()
    for path, rule in counts(outcome.report, errors=True) - counts(before, errors=True):
        earlier = {*rules[rule].meta.yields_to, *rules[rule].meta.whole_file, *REVEALS.get(rule, ())}
        assert path in outcome.files
        assert earlier & set(outcome.files[path].by_rule) or not earlier.isdisjoint(outcome.by_rule), (path, rule)


@settings(max_examples=80, deadline=None)
@given(
    case=st.sampled_from(FIXING),
    line_end=st.sampled_from(["\n", "\r\n"]),
    noise=st.lists(NOISE, max_size=4),
    least=st.sampled_from([Safety.SAFE, Safety.UNSAFE]),
)
def test_a_fix_changes_only_its_spans(case: Case, line_end: str, noise: list[str], least: Safety) -> None:
    with made(case, line_end, noise) as site:
        texts = {path: site.source(path).text for path in site.files}
        before, outcome = fixed(site, case, least, only=True)
        assert outcome.refusals == ()
        assert set(outcome.files) == {path for path, text in texts.items() if site.source(path).text != text}
        for path, file in outcome.files.items():
            assert site.source(path).text == file.text
            place = shift = 0
            for change in file.changes:
                # Outside of the changes, every character is where it was.
                assert texts[path][place : change.before.start] == file.text[place + shift : change.after.start]
                place, shift = change.before.end, change.after.end - change.before.end
            assert texts[path][place:] == file.text[place + shift :]
            if line_end == "\r\n" and path.endswith(".md"):
                assert "\n" not in file.text.replace("\r\n", "")
        # The first round's edits say where anything may happen at all, unless later rounds found more.
        edits = [edit for item in before.diagnostics if item.fix for edit in item.fix.edits]
        for path, file in outcome.files.items():
            if sum(file.by_rule.values()) <= sum(item.path == path for item in before.diagnostics):
                lines = {
                    number
                    for edit in edits
                    if edit.path == path
                    for number in _lines(texts[path], edit.span.start, edit.span.end)
                }
                for change in file.changes:
                    assert set(_lines(texts[path], change.before.start, change.before.end)) <= lines


def _lines(text: str, start: int, end: int) -> range:
    return range(text.count("\n", 0, start), text.count("\n", 0, end) + 1)


@settings(max_examples=100, deadline=None)
@given(case=st.sampled_from(FIXING), line_end=st.sampled_from(["\n", "\r\n"]))
@example(case=LIKE_THE_NEXT, line_end="\n")
def test_all_fixes_of_a_rule_settle(case: Case, line_end: str) -> None:
    with made(case, line_end, []) as site:
        outcome = fixed(site, case, Safety.UNSAFE, only=True)[1]
        assert outcome.refusals == ()
        left = [item for item in outcome.report.diagnostics if item.fix and item.fix.safety >= Safety.UNSAFE]
        assert left == []
        assert fixed(site, case, Safety.UNSAFE, only=True)[1].files == {}
