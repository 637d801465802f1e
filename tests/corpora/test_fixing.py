"""Fixes on the real site: what the renderer makes of it stays as it was, but for what the fixes name."""

from __future__ import annotations

import html
import json
import re
import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from urllib.parse import unquote

import pytest

from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.engine.fix.rounds import Fixed, fix_site, write_fixes
from content_lint.engine.load import Loaded, load_site
from content_lint.engine.run import RunRequest, run_check
from content_lint.links.wrappers import unwrap
from content_lint.output.diff import patch
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.index import Site
from content_lint.site.sources.tree import DiskTree
from content_lint.text.characters import strip_invisible
from content_lint.text.edits import Safety

REQUEST = RunRequest(now=datetime(2026, 9, 1, tzinfo=UTC))
KRAMDOWN = """
require "json"
require "kramdown"
require "kramdown-parser-gfm"
options = {input: "GFM", hard_wrap: false, auto_ids: true, syntax_highlighter: nil}  # as Jekyll sets them
STDIN.each_line { |line| puts JSON.generate(Kramdown::Document.new(JSON.parse(line), options).to_html) }
"""
ADDRESS = re.compile(r'(?<=\s)(href|src)="([^"]*)"')
OWN = re.compile(r"(?:https?:)?//(?:www\.)?civilservice\.lgbt(?=/|\Z)", re.IGNORECASE)
MAIL = re.compile(r"[\w.+'-]+@[\w.-]+\Z")


@dataclass(frozen=True)
class Run:
    """A copy of the site, fixed; and what was there before."""

    settings: SiteSettings
    before: Loaded
    first: Report
    fixed: Fixed
    after: Loaded

    def pairs(self) -> Iterator[tuple[Document, Document]]:
        for path in self.fixed.files:
            yield self.before.documents[path], self.after.documents[path]


@pytest.fixture(scope="module")
def run(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> Run:
    root = tmp_path_factory.mktemp("real") / "site"
    shutil.copytree(shared / "sites" / "civil-service-lgbt", root, symlinks=True, copy_function=shutil.copyfile)
    settings = load_settings(root, catalog=catalog())
    before = load_site(settings, DiskTree(root))
    first = run_check(settings, REQUEST)
    fixed = write_fixes(settings, REQUEST, fix_site(settings, REQUEST, least=Safety.SAFE))
    return Run(settings, before, first, fixed, load_site(settings, DiskTree(root)))


def test_every_safe_finding_is_gone_and_no_fix_was_refused(run: Run) -> None:
    def safe(report: Report) -> list[Diagnostic]:
        return [item for item in report.diagnostics if item.fix and item.fix.safety is Safety.SAFE]

    assert len(safe(run.first)) > 1000
    assert safe(run.fixed.report) == []
    assert run.fixed.refusals == ()
    assert run.fixed.report.failures == ()
    assert sum(run.fixed.by_rule.values()) >= len(safe(run.first))


def test_what_is_left_is_what_a_run_over_the_files_says(run: Run) -> None:
    assert run_check(run.settings, REQUEST) == run.fixed.report


def test_fixing_twice_is_fixing_once(run: Run) -> None:
    assert fix_site(run.settings, REQUEST, least=Safety.SAFE).files == {}


def test_no_finding_is_new_but_for_faults_that_another_one_hid(run: Run) -> None:
    def counted(report: Report) -> Counter[tuple[str, str]]:
        return Counter((item.path, item.rule) for item in report.diagnostics)

    assert counted(run.fixed.report) - counted(run.first) == {
        # One finding a fault: the blank in front of the text that somebody wrote for an address spoke first.
        ("_news/2025-03-05-pride-2025-applications-open.md", "malformed-mailto"): 1,
    }


def test_only_lines_with_findings_change(run: Run) -> None:
    lines: dict[str, set[int]] = {}
    for item in run.first.diagnostics:
        if item.fix is not None and item.fix.safety is Safety.SAFE:
            for edit in item.fix.edits:
                position = run.before.documents[edit.path].source.position
                lines.setdefault(edit.path, set()).update(
                    range(position(edit.span.start).line, position(edit.span.end).line + 1)
                )
    changed = 0
    for path, file in run.fixed.files.items():
        old, new = file.source.text.split("\n"), file.text.split("\n")
        assert len(old) == len(new), path
        for number, (one, other) in enumerate(zip(old, new, strict=True), 1):
            if one != other:
                changed += 1
                assert number in lines[path], (path, number)
    assert changed > 800


def test_git_applies_the_patch_to_the_same_end(run: Run, shared: Path, tmp_path: Path) -> None:
    root = tmp_path / "site"
    shutil.copytree(shared / "sites" / "civil-service-lgbt", root, symlinks=True, copy_function=shutil.copyfile)
    text = "".join(
        piece
        for path, file in run.fixed.files.items()
        for piece in patch(path, file.source.text, file.text, file.changes)
    )
    subprocess.run(["git", "apply", "--whitespace=nowarn", "-"], cwd=root, input=text.encode(), check=True)
    assert all((root / path).read_bytes() == file.text.encode() for path, file in run.fixed.files.items())


def test_documents_addresses_dates_and_redirects_stay(run: Run) -> None:
    def site(loaded: Loaded) -> Site:
        return Site(run.settings, loaded.survey, loaded.documents, loaded.others, REQUEST.now)

    one, other = site(run.before), site(run.after)
    assert len(one.built.pages) > 1200
    assert one.survey == other.survey
    assert {page.path: page for page in one.built.pages} == {page.path: page for page in other.built.pages}


def test_front_matter_keeps_its_values_but_for_those_that_are_named(run: Run) -> None:
    named: dict[str, set[str]] = {}
    for before, after in run.pairs():
        assert before.front_matter is not None
        assert after.front_matter is not None
        old = {path: field.value for path, field in before.front_matter.fields.items()}
        new = {path: field.value for path, field in after.front_matter.fields.items()}
        assert list(old) == list(new), before.path
        for path, value in old.items():
            if value != new[path] and not isinstance(value, list | dict):
                named.setdefault(_kind(value, new[path]), set()).add(str(path[-1]))
    # What the fixes that speak of values are for; of those, only addresses and dates changed.
    assert set(named) <= {
        "a date without its quotes",
        "what nobody sees",
        "a slash",
        "an address",
        "an address in Markdown",
    }, named
    assert named["a slash"] == {"permalink"}


def _kind(old: object, new: object) -> str:
    if isinstance(old, str) and isinstance(new, date):
        same = (datetime if isinstance(new, datetime) else date).fromisoformat(old) == new
        return "a date without its quotes" if same else f"another date: {old} {new}"
    if isinstance(old, str) and isinstance(new, str):
        if strip_invisible(old) == new:
            return "what nobody sees"
        if f"/{old}" == new:
            return "a slash"
        if meant(old, {}) == meant(new, {}):
            return "an address"
        if _without_addresses(old) == _without_addresses(new):
            return "an address in Markdown"
    return f"{old!r} {new!r}"


def _without_addresses(text: str) -> str:
    return re.sub(r"(?<=\]\()[^()]*(?=\))", "", strip_invisible(text))


def test_the_html_of_kramdown_itself_is_the_same_but_for_addresses_and_what_nobody_sees(run: Run) -> None:
    ruby = shutil.which("ruby")
    probe = [ruby or "", "-e", "require 'kramdown-parser-gfm'"]
    if ruby is None or subprocess.run(probe, check=False, capture_output=True).returncode:
        pytest.skip("no ruby with kramdown and kramdown-parser-gfm here")
    pairs = list(run.pairs())
    bodies = [item.source[item.body.span] for pair in pairs for item in pair]
    lines = "".join(json.dumps(body) + "\n" for body in bodies)
    answer = subprocess.run([ruby, "-e", KRAMDOWN], input=lines, capture_output=True, text=True, check=True).stdout
    pages = [json.loads(line) for line in answer.splitlines()]
    redirects = _redirects(run)
    addresses = 0
    for (before, _), old, new in zip(pairs, pages[::2], pages[1::2], strict=True):
        one, other = (strip_invisible(ADDRESS.sub(r'\1=""', page)) for page in (old, new))
        assert one == other, before.path
        left, right = ([match[2] for match in ADDRESS.finditer(page)] for page in (old, new))
        for link, now in zip(left, right, strict=True):
            if link != now:
                addresses += 1
                assert meant(link, redirects) == meant(now, redirects), (before.path, link, now)
    assert len(pairs) > 500
    assert addresses > 500


def _redirects(run: Run) -> dict[str, str]:
    site = Site(run.settings, run.before.survey, run.before.documents, run.before.others, REQUEST.now)
    return {_path(item.url): _path(item.target) for item in site.built.redirects}


def _path(url: str) -> str:
    return OWN.sub("", url).rstrip("/") or "/"


def meant(address: str, redirects: dict[str, str]) -> str:
    """What an address was meant to be: found without the code of the fixes, but for the unwrapping."""
    text = strip_invisible(html.unescape(address))
    while (wrapped := unwrap(text)) and wrapped.target:
        text = strip_invisible(wrapped.target)
    text = strip_invisible(unquote(text)).strip()
    if text.lower().startswith("mailto:") or MAIL.match(text):
        return re.sub(r"(?i)(mailto:|\s)", "", text).lower()
    path, mark, rest = text.partition("#")
    if OWN.match(path) or path.startswith("/"):
        path = _path(path)
        for _ in range(5):
            path = redirects.get(path, path)
    return f"{path}{mark}{rest}"
