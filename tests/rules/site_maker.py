"""Small sites for rules: written to a folder, checked through the engine, answered as lines of text."""

from __future__ import annotations

import json
import re
import textwrap
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path

from content_lint.config.load import load_settings
from content_lint.config.selection import with_selection
from content_lint.engine.external import External
from content_lint.engine.run import RunRequest, run_check
from content_lint.engine.since import compare
from content_lint.links.external.wire.policy import Policy
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.report.verdict import Outcome, Verdict
from content_lint.rules.registry import catalog
from content_lint.site.sources.git import open_repository
from content_lint.site.sources.history import changes_since
from content_lint.site.sources.revision import GitTree
from content_lint.text.edits import Safety
from content_lint.text.source import SourceText
from tests.repository import Repo, environment

NOW = datetime(2024, 6, 1, tzinfo=UTC)
EXAMPLE = "_news/2020-01-02-example.md"
JEKYLL = """\
url: https://www.example.org
collections:
  news:
    output: true
    permalink: /news/:year/:month/:day/:title/
"""
SETTINGS = frozenset({"_config.yml", "hugo.toml", "mkdocs.yml", "content-lint.toml"})
_FENCE = re.compile(r"^(?P<indent> *)~~~(?P<info>[^\n]*)\n(?P<text>.*?)^(?P=indent)~~~[ ]*$", re.DOTALL | re.MULTILINE)
_HEADING = re.compile(r"^## (?P<title>.+)$", re.MULTILINE)
_INK = re.compile(r"\S")
_ESCAPE = re.compile(r"\\u([0-9a-fA-F]{4,6})|\\([rt0])")


@dataclass(frozen=True)
class Block:
    """One fenced block: its language, its attributes and flags, its text, its place."""

    language: str
    file: str | None
    kind: str
    text: str
    start: int
    end: int


def blocks(text: str) -> list[Block]:
    """The tilde-fenced blocks of a text."""
    found = []
    for match in _FENCE.finditer(text):
        words = match["info"].split()
        language = words[0] if words else ""
        named = dict(word.split("=", 1) for word in words[1:] if "=" in word)
        flags = [word for word in words[1:] if "=" not in word]
        content = textwrap.dedent(match["text"]) if match["indent"] else match["text"]
        if "escapes" in flags:
            content = _ESCAPE.sub(_unescape, content)
        kind = next((word for word in ("fixed", "link", "before") if word in named), "") or next(
            (flag for flag in flags if flag != "escapes"), "file"
        )
        file = next((named[word] for word in ("file", "fixed", "link", "before") if word in named), None)
        found.append(Block(language, file, kind, content, match.start("text"), match.end("text")))
    return found


def sections(text: str) -> Iterator[tuple[str, int, int]]:
    """The sections of a text with the places where they begin and end; a heading in a block is none of its own."""
    headings = list(_HEADING.finditer(_FENCE.sub(lambda block: _INK.sub(" ", block[0]), text)))
    ends = [match.start() for match in headings[1:]] + [len(text)]
    for match, end in zip(headings, ends, strict=True):
        yield match["title"], match.end(), end


def _unescape(match: re.Match[str]) -> str:
    return chr(int(match[1], 16)) if match[1] else {"r": "\r", "t": "\t", "0": "\0"}[match[2]]


class KnownVerdicts:
    """A LinkEngine that has verdicts at hand, and remembers what it was asked."""

    def __init__(self, verdicts: Mapping[str, Verdict]) -> None:
        self.verdicts = verdicts
        self.asked: list[str] = []

    @classmethod
    def of_json(cls, text: str) -> KnownVerdicts:
        """From the block of a case: targets with what differs from a verdict that was asked for at noon in 1970."""
        return cls({target: read_verdict(target, values) for target, values in json.loads(text).items()})

    def check(self, targets: Iterable[str], policy: Policy) -> Iterator[Verdict]:
        for target in dict.fromkeys(targets):
            if not policy.cached:
                self.asked.append(target)
            yield self.verdicts.get(target) or Verdict(target, Outcome.UNCHECKED, "is not in the store")


def read_verdict(target: str, values: Mapping[str, object]) -> Verdict:
    """A verdict as cases write it; ``outcome`` is needed, and the reason of a move can be told from it."""
    given = {"reason": f"has moved to {values.get('moved_to')}", "checked_at": 43200.0} | dict(values)
    return Verdict(target, Outcome(given.pop("outcome")), **given)  # type: ignore[arg-type]


@dataclass
class SmallSite:
    """A site in a folder of its own."""

    root: Path
    files: dict[str, str] = field(default_factory=dict)
    links: dict[str, str] = field(default_factory=dict)
    engine: KnownVerdicts | None = None
    before: dict[str, str] = field(default_factory=dict)  # what the last commit holds; empty: there is no repository

    def write(self) -> None:
        """Put all files in place, byte for byte."""
        self.files.setdefault("_config.yml", "" if "mkdocs.yml" in self.files else JEKYLL)
        if self.files["_config.yml"].strip() == "":
            del self.files["_config.yml"]
        if self.before:
            settings = {path: text for path, text in self.files.items() if path in SETTINGS}
            Repo(self.root, {**settings, **self.before})
            for path in self.before:
                (self.root / path).unlink()
        for path, text in self.files.items():
            target = self.root / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text.encode("utf-8", "surrogateescape"))
        for path, aim in self.links.items():
            (self.root / path).parent.mkdir(parents=True, exist_ok=True)
            (self.root / path).symlink_to(aim)

    def check(self, *, only: str | None = None, now: datetime = NOW) -> Report:
        """Check it; ``only`` runs one rule, unless its own configuration selects."""
        settings = load_settings(self.root, catalog=catalog())
        if only is not None and "select = [" not in self.files.get("content-lint.toml", ""):
            settings = with_selection(settings, catalog=catalog(), select=[only])
        external = None if self.engine is None else External(self.engine, Policy(mail_names=True))
        if not self.before:
            return run_check(settings, RunRequest(now=now, external=external))
        repository = open_repository(settings.root, environment())
        changes = changes_since(repository, "HEAD")
        with GitTree(repository, "HEAD") as revision:
            since = compare(
                settings, revision, changes, lambda folder: load_settings(folder, catalog=catalog()), changes.touched
            )
            return run_check(settings, RunRequest(now=now, since=since, external=external))

    def lines(self, report: Report) -> str:
        """The findings as literate cases want them."""
        out = []
        for item in report.diagnostics:
            source = self.source(item.path)
            place = source.position(item.span.start)
            code = report.rules[item.rule].code
            out.append(f"{item.path}:{place.line}:{place.column}: {code} {item.rule} {visible(item.message)}")
            if item.severity is not report.rules[item.rule].severity:
                out.append(f"    severity: {item.severity.label}")
            if item.help:
                out.append(f"    help: {visible(item.help)}")
            if item.fix:
                out.append(f"    fix ({item.fix.safety.label}): {visible(item.fix.title)}")
            for related in item.related:
                spot = self.source(related.path).position(related.span.start)
                out.append(f"    see {related.path}:{spot.line}:{spot.column}: {visible(related.message)}")
        out.extend(f"FAILURE {failure.doing} {failure.path}: {failure.error}" for failure in report.failures)
        return "".join(f"{line}\n" for line in out)

    def details(self, report: Report) -> str:
        """What the lines leave out: for each finding a line of JSON with the text that it marks, and its data."""
        out = []
        for item in report.diagnostics:
            marks = [visible(self.source(item.path)[item.span])]
            marks += [visible(self.source(related.path)[related.span]) for related in item.related]
            out.append(json.dumps({"marks": marks, "data": item.data}, ensure_ascii=False))
        return "".join(f"{line}\n" for line in out)

    def source(self, path: str) -> SourceText:
        """A file's text; of one that cannot be read, nothing."""
        target = self.root / path
        return SourceText.from_bytes(path, target.read_bytes() if target.is_file() else b"")

    def fixed(self, path: str, report: Report) -> str:
        """The file after all safe and unsafe fixes that do not overlap."""
        text = (self.root / path).read_bytes().decode("utf-8", "surrogateescape")
        done_before = len(text) + 1
        edits = [
            edit
            for item in report.diagnostics
            if item.fix and item.fix.safety > Safety.DISPLAY
            for edit in item.fix.edits
            if edit.path == path
        ]
        for edit in sorted(set(edits), reverse=True):
            if edit.span.end <= done_before:
                text = text[: edit.span.start] + edit.text + text[edit.span.end :]
                done_before = edit.span.start
        return text


def visible(text: str) -> str:
    """Characters that a reader of a case could not see, spelled out."""
    return "".join(char if char.isprintable() or char == " " else f"\\u{ord(char):04x}" for char in text)


def spans_hold(report: Report, site: SmallSite) -> list[Diagnostic]:
    """Findings whose span or edits do not lie in their file."""
    bad = []
    for item in report.diagnostics:
        length = len(site.source(item.path).text)
        spans = [item.span, *(edit.span for edit in (item.fix.edits if item.fix else ()))]
        if any(not 0 <= span.start <= span.end <= length for span in spans):
            bad.append(item)
    return bad
