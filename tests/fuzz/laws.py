"""What holds of every site, however odd: each law gives its complaints, and none where it holds."""

from __future__ import annotations

import json
import os
import random
import shutil
from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from datetime import UTC, datetime
from io import StringIO
from pathlib import Path
from time import process_time
from typing import Any
from unittest import mock

from content_lint.cli.console import Console
from content_lint.cli.main import main
from content_lint.config.load import load_settings
from content_lint.engine.fix.rounds import Fixed, fix_site, write_fixes
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, run_check
from content_lint.output.formats import FORMATS
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.schema.errors import SetupError
from content_lint.site.sources.tree import DiskTree
from content_lint.text.edits import Safety
from content_lint.text.source import SourceText
from tests.cli.command import Ran

DAY = "2026-09-01"
NOW = datetime(2026, 9, 1, tzinfo=UTC)
SLOW = 10.0  # seconds of CPU; a site of a dozen small files takes some hundredths of one
JSON = ("--today", DAY, "--output-format", "json")
CHECK = ("check", "--verbose", "--allow-empty", *JSON)
_FAULTS = ("Traceback", "fault of content-lint", "The run was not finished")


def complaints(site: Path, scratch: Path, number: int) -> Iterator[str]:
    """Everything that is wrong with what is said of a site; the number decides which of the longer laws are tried.

    Args:
        site: its folder; fixes are tried in a copy.
        scratch: an empty folder beside it.
        number: of the site.
    """
    begun = process_time()
    first = run(site, *CHECK, "--no-cache")
    yield from _of_command("check", first)
    if process_time() - begun > SLOW:
        yield f"check took {process_time() - begun:.0f} s"
    if first.status == 2:
        yield from _of_command("doctor", run(site, "doctor", "--today", DAY))
        return
    yield from _of_places(site, first)
    draw = random.Random(number)
    laws = [_of_other_commands, _of_memory, _of_order, _of_fixes, _of_fixes, _of_formats]
    for law in draw.sample(laws, 2):
        yield from law(site, scratch, draw, first)


def run(site: Path, *arguments: str, cache: Path | None = None) -> Ran:
    """Run a command in the site, within this process."""
    environment = {"CONTENT_LINT_CACHE": str(cache)} if cache is not None else {"CONTENT_LINT_CACHE": os.devnull}
    out, err = StringIO(), StringIO()
    with chdir(site):
        status = main(arguments, Console(out, err, environment))
    return Ran(status, out.getvalue(), err.getvalue())


def _of_command(name: str, ran: Ran) -> Iterator[str]:
    if ran.status not in (0, 1, 2) or any(word in ran.err for word in _FAULTS):
        lines = [line for line in ran.err.splitlines() if "failed" in line or "Error" in line or "  in " in line]
        yield f"{name} ends with {ran.status}: {' / '.join(lines[:4]) or ran.err[-400:]}"


def _of_places(site: Path, ran: Ran) -> Iterator[str]:
    """Every place lies in its file, and no end lies before its beginning."""
    sources: dict[str, SourceText | None] = {}
    for item in json.loads(ran.out)["diagnostics"]:
        for place in (item, *item["related"], *(item["fix"]["edits"] if item["fix"] else ())):
            path = place["path"]
            if "<0x" in path:
                continue  # a name that is no UTF-8, which JSON cannot hold
            if path not in sources:
                read = DiskTree(site).read(path)
                sources[path] = read if isinstance(read, SourceText) else None
            source = sources[path]
            ends = [(place["line"], place["column"])]
            if "end_line" in place:
                ends.append((place["end_line"], place["end_column"]))
            if source is None:
                wrong = ends[0] != (1, 1)  # what cannot be read is shown at its beginning
            else:
                wrong = ends != sorted(ends) or not all(_holds(source, *end) for end in ends)
            if wrong:
                yield f"{item['rule']} stands at {path}:{ends}, outside of the file: {item['message']}"


def _holds(source: SourceText, line: int, column: int) -> bool:
    if not 1 <= line <= source.line_count or column < 1:
        return False
    start = source.line_starts[line - 1]
    end = source.line_starts[line] if line < source.line_count else len(source.text)
    return start + column - 1 <= end


def _of_other_commands(site: Path, scratch: Path, draw: random.Random, first: Ran) -> Iterator[str]:
    """No command fails, and those that print JSON print JSON."""
    del scratch, draw, first
    for command in (
        ("urls", "--all", "--allow-empty", "--no-cache", *JSON),
        ("links", "--allow-empty", "--no-cache", *JSON),
        ("doctor", "--today", DAY),
        ("init", "--dry-run", "--today", DAY),
    ):
        ran = run(site, *command)
        yield from _of_command(command[0], ran)
        if "json" in command and ran.status != 2:
            json.loads(ran.out)


def _of_memory(site: Path, scratch: Path, draw: random.Random, first: Ran) -> Iterator[str]:
    """The same is said without memory, with an empty one, with a full one, and when a file has changed since."""
    cache = scratch / "cache"
    for state in ("an empty cache", "a full cache"):
        ran = run(site, *CHECK, cache=cache)
        if ran.out != first.out:
            yield f"with {state} another answer: {_difference(first.out, ran.out)}"
    files = sorted(path for path in site.rglob("*.md") if path.is_file() and not path.is_symlink())
    if not files:
        return
    file = draw.choice(files)
    text = file.read_bytes()
    file.write_bytes(text + b"\n[x](/nowhere/at/all/)\n")
    try:
        now, remembered = run(site, *CHECK, "--no-cache"), run(site, *CHECK, cache=cache)
        if now.out != remembered.out:
            yield f"after a change another answer from the cache: {_difference(now.out, remembered.out)}"
    finally:
        file.write_bytes(text)


def _of_order(site: Path, scratch: Path, draw: random.Random, first: Ran) -> Iterator[str]:
    """The same is said in whatever order the disk tells of its files, and a second time."""
    del scratch
    with _shuffled(draw):
        ran = run(site, *CHECK, "--no-cache")
    if ran.out != first.out:
        yield f"in another order of files another answer: {_difference(first.out, ran.out)}"
    if (again := run(site, *CHECK, "--no-cache")).out != first.out:
        yield f"a second time another answer: {_difference(first.out, again.out)}"


@contextmanager
def _shuffled(draw: random.Random) -> Iterator[None]:
    usual = DiskTree.scan

    def scan(tree: DiskTree, folder: str) -> list[os.DirEntry[str]]:
        entries = list(usual(tree, folder))
        draw.shuffle(entries)
        return entries

    with mock.patch.object(DiskTree, "scan", scan):
        yield


def _of_formats(site: Path, scratch: Path, draw: random.Random, first: Ran) -> Iterator[str]:
    """No format fails, and none lets a control character through."""
    del scratch, first
    form = draw.choice([form for form in FORMATS if form not in {"json", "html"}])
    ran = run(site, "check", "--verbose", "--allow-empty", "--no-cache", "--today", DAY, "--output-format", form)
    yield from _of_command(form, ran)
    raw = sorted(
        {sign for sign in ran.out + ran.err if sign < " " and sign not in "\n\t"} | {*"\x7f\u202e"} & {*ran.out}
    )
    if raw:
        yield f"{form} lets {raw} through"


def _of_fixes(site: Path, scratch: Path, draw: random.Random, first: Ran) -> Iterator[str]:
    """Fixes settle, and keep every value that none of them names."""
    del first
    least = draw.choice([Safety.SAFE, Safety.UNSAFE])
    copy = scratch / f"fixed-{draw.randrange(10**9)}"
    shutil.copytree(site, copy, symlinks=True)
    try:
        settings = load_settings(copy, catalog=catalog())
    except SetupError:
        return
    request = RunRequest(now=NOW, lenient=True)
    before = dict(load_site(settings, DiskTree(copy)).documents)
    report = run_check(settings, request)
    fixed = write_fixes(settings, request, fix_site(settings, request, least=least))
    if fixed.report.failures:
        yield f"fixing fails: {fixed.report.failures[0]}"
    after = load_site(settings, DiskTree(copy)).documents
    for path in fixed.files:
        yield from _of_values(before[path], after.get(path), _of_file(report, path, least), fixed, path)
    again = fix_site(settings, request, least=least)
    if again.files:
        yield f"--fix goes on: {sorted(again.files)} by {again.by_rule} after {fixed.by_rule}"
    shutil.rmtree(copy)


def _of_file(report: Report, path: str, least: Safety) -> list[Diagnostic]:
    return [
        item
        for item in report.diagnostics
        if item.fix is not None and item.fix.safety >= least and any(edit.path == path for edit in item.fix.edits)
    ]


def _of_values(
    before: Document, after: Document | None, named: list[Diagnostic], fixed: Fixed, path: str
) -> Iterator[str]:
    rules = fixed.files[path].by_rule
    if after is None or before.front_matter is None or before.front_matter.error or not set(rules) <= _names(named):
        return  # what fixes of a second round name is not known from the first report
    if sum(rules.values()) != len([item for item in named if item.rule in rules]):
        return
    new: Mapping[Any, Any] = after.front_matter.fields if after.front_matter is not None else {}
    spans = [edit.span for item in named if item.fix for edit in item.fix.edits if edit.path == path]
    for key, field in before.front_matter.fields.items():
        there = new.get(key)
        if there is not None and repr(there.value) == repr(field.value):
            continue
        whole = range(field.key_span.start, max(field.span.end, field.key_span.end) + 1)
        if not any(span.start <= whole[-1] and span.end >= whole[0] for span in spans):
            yield f"{dict(rules)} changed `{key}` of {path}, which no fix names"


def _names(named: list[Diagnostic]) -> set[str]:
    return {item.rule for item in named}


def _difference(one: str, other: str) -> str:
    lines = set(one.splitlines()) ^ set(other.splitlines())
    return " | ".join(sorted(lines)[:3])[:600]
