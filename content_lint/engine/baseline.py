"""The baseline: findings that were there before, so that a run reports only new ones.

An entry is a path, a rule, and the content that the rule speaks of: the key in front matter, the text that is marked,
and which of its equals it is, counted from the top of the file. Line, message and heading do not count, so that neither
moving lines nor editing elsewhere in the file brings an old finding back.

The file is JSON with one entry a line, sorted; each entry's line is the same wherever it is, so that branches that
take away different entries merge. What a merge may leave (another order, an entry twice) is read all the same.
"""

from __future__ import annotations

import json
import posixpath
from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.engine.load import Loaded
from content_lint.parse.facts import Document
from content_lint.parse.front_matter.keys import FieldFinder
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import BaselineEntry, BaselineUse, Report
from content_lint.text.digests import short_digest
from content_lint.text.files import OutsideError, read_ordinary
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

_LARGEST = 100_000_000  # bytes: half a million findings
VERSION = 1
_ABOUT = (
    "Findings that were there before. `content-lint check --update-baseline` takes away what is gone; "
    "after a merge conflict keep the lines of both sides."
)
_CURE = "Take it from git again, or delete it and run `content-lint check --update-baseline`."
_LONGEST = 120
_MANY = 3  # entries that are found again tell a file by themselves
_MOST_HOMES = 50
_LINE_END = regex(r"\r\n?")


class Baseline(Struct, frozen=True):
    """The findings that are not to be reported."""

    entries: frozenset[BaselineEntry] = frozenset()


def read_baseline(file: Path, name: str, *, within: Path | None = None) -> Baseline | None:
    """The baseline in a file, or None where there is no such file.

    Args:
        file: where it lies.
        name: how errors call it.
        within: the folder that no link may lead out of, or None.

    Raises:
        ConfigError: it cannot be read, is damaged, or of a later version.
    """
    try:
        data = read_ordinary(file, _LARGEST, within=within)
    except FileNotFoundError:
        return None
    except OutsideError as error:
        raise ConfigError(name, None, *OUTSIDE) from error
    except OSError as error:
        raise ConfigError(name, None, "the baseline cannot be read as UTF-8 text", _CURE) from error
    return load_baseline(data, name)


def load_baseline(data: bytes, name: str) -> Baseline:
    """The baseline that a file with these bytes holds; raises ConfigError as ``read_baseline``."""
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ConfigError(name, None, "the baseline cannot be read as UTF-8 text", _CURE) from error
    for number, line in enumerate(text.split("\n"), 1):
        if line.startswith(("<<<<<<<", ">>>>>>>", "=======")):
            raise ConfigError(
                name,
                number,
                "the baseline holds the marks of a merge conflict",
                "Delete the lines with the marks, keep the entries of both sides, and run "
                "`content-lint check --update-baseline`.",
            )
    try:
        values = json.loads(text)
    except json.JSONDecodeError as error:
        raise ConfigError(name, error.lineno, "the baseline is damaged: this is not JSON", _CURE) from error
    except RecursionError as error:
        raise ConfigError(name, None, "the baseline is damaged: it is nested too deeply", _CURE) from error
    if not isinstance(values, dict) or not isinstance(values.get("entries"), list):
        raise ConfigError(name, 1, "the baseline is damaged: it has no list of entries", _CURE)
    if values.get("version") != VERSION:
        raise ConfigError(
            name,
            1,
            f"the baseline is of version {json.dumps(values.get('version'))}, and this program reads version {VERSION}",
            "Use the version of content-lint that wrote it, or delete it and run `content-lint check "
            "--update-baseline`.",
        )
    entries = []
    for value in values["entries"]:
        if value is None:
            continue
        entry = _entry(value)
        if entry is None:
            problem = "the baseline is damaged: an entry has no `path`, `rule` and `text`, or keys of another kind"
            raise ConfigError(name, _line_of(text, value), problem, _CURE)
        entries.append(entry)
    return Baseline(frozenset(entries))


def dump_baseline(baseline: Baseline) -> str:
    """The text of a baseline's file: sorted, one entry a line, in ASCII."""
    lines = [f'{{"version": {VERSION}, "about": {json.dumps(_ABOUT)}, "entries": [']
    for entry in sorted(baseline.entries):
        values: dict[str, object] = {"path": entry.path, "rule": entry.rule}
        if entry.at:
            values["at"] = entry.at
        values["text"] = entry.text
        if entry.nth > 1:
            values["nth"] = entry.nth
        lines.append(f"{json.dumps(values)},")
    # Without the last value the last entry's line would lack its comma, and two branches would clash there.
    return "\n".join([*lines, "null]}", ""])


def apply_baseline(
    report: Report,
    baseline: Baseline | None,
    loaded: Loaded,
    wanted: Collection[str],
    selected: Collection[str],
    renamed: Mapping[str, str] | None = None,
) -> Report:
    """The report without the findings of the baseline, and with what came of its entries.

    Args:
        report: all findings.
        baseline: what is not to be reported, or None where that is not asked for.
        loaded: the site.
        wanted: the documents that were checked; of others nothing is said, unless they are gone.
        selected: the rules that were asked for; of others nothing is said.
        renamed: files that have another name now, as far as git knows.
    """
    if baseline is None:
        return report
    documents = loaded.documents
    whole = documents.keys() <= set(wanted)
    waiting = set(baseline.entries)
    found = list(_entries(report.diagnostics, {**loaded.others, **documents}))
    strange = [entry for _, entry in found if entry not in waiting]
    names = find_renamed(baseline.entries, strange, {**loaded.others, **documents}.keys(), renamed or {})
    new: list[BaselineEntry] = []
    known: list[BaselineEntry] = []
    moved: list[BaselineEntry] = []
    standing: list[Diagnostic] = []
    for item, entry in found:
        before = replace(entry, path=names[entry.path]) if entry.path in names else entry
        old = entry if entry in waiting else before
        if old in waiting:
            waiting.discard(old)
            known.append(entry)
            if old is not entry:
                moved.append(old)
        else:
            new.append(entry)
            standing.append(item)
    now_called = {old: new_name for new_name, old in names.items()}
    crashed = {failure.path for failure in report.failures}

    def is_gone(entry: BaselineEntry) -> bool:
        was_checked = now_called.get(entry.path, entry.path) in wanted or (whole and entry.path not in documents)
        return was_checked and entry.rule in selected and crashed.isdisjoint({entry.path, ""})

    gone = sorted(filter(is_gone, waiting))
    use = BaselineUse(tuple(new), tuple(known), tuple(gone), tuple(moved))
    return replace(report, diagnostics=tuple(standing), baselined=len(known), baseline=use)


def find_renamed(
    entries: Iterable[BaselineEntry],
    strange: Iterable[BaselineEntry],
    there: Collection[str],
    renamed: Mapping[str, str],
) -> dict[str, str]:
    """Under which name the baseline knows a file that has another one now: old names by the new ones.

    git's word counts. Without it, a file that is gone is taken for one that the baseline does not know if at least half
    of its entries are found there, word for word. A few entries say little: then its name or its folder has to be the
    same as well.

    Args:
        entries: the baseline.
        strange: findings that are not in it.
        there: all files of now.
        renamed: the new names of files, by their old ones.
    """
    entries = tuple(entries)
    paths = {entry.path for entry in entries}
    gone = _by_path(entry for entry in entries if entry.path not in there)
    if not gone:
        return {}
    found = {new: old for old, new in renamed.items() if old in gone and new not in paths}
    named = paths | found.keys()
    fresh = _by_path(entry for entry in strange if entry.path not in named)
    left = sorted(gone.keys() - set(found.values()))
    return found | _paired({path: gone[path] for path in left}, fresh)


def _paired(gone: Mapping[str, set[BaselineEntry]], fresh: Mapping[str, set[BaselineEntry]]) -> dict[str, str]:
    """Old names by new ones, those first that have most entries in common."""
    found: dict[str, str] = {}
    taken: set[str] = set()
    for (new, old), count in sorted(_shared(gone, fresh).items(), key=lambda pair: (-pair[1], pair[0])):
        if new in found or old in taken or count * 2 < len(gone[old]):
            continue
        if count >= _MANY or _is_near(new, old):
            found[new] = old
            taken.add(old)
    return found


def _by_path(entries: Iterable[BaselineEntry]) -> dict[str, set[BaselineEntry]]:
    """The entries of each file, without its path."""
    found: dict[str, set[BaselineEntry]] = {}
    for entry in entries:
        found.setdefault(entry.path, set()).add(replace(entry, path=""))
    return found


def _shared(
    gone: Mapping[str, set[BaselineEntry]], fresh: Mapping[str, set[BaselineEntry]]
) -> Counter[tuple[str, str]]:
    """How many entries a new and an old file have in common."""
    homes: dict[BaselineEntry, list[str]] = {}
    for path, entries in gone.items():
        for entry in entries:
            homes.setdefault(entry, []).append(path)
    shared: Counter[tuple[str, str]] = Counter()
    for path, entries in fresh.items():
        for entry in entries:
            # What is in very many files tells none of them from another.
            shared.update((path, old) for old in homes.get(entry, ())[:_MOST_HOMES])
    return shared


def _is_near(new: str, old: str) -> bool:
    """Whether two paths share the name of the file or its folder."""
    return posixpath.basename(new) == posixpath.basename(old) or posixpath.dirname(new) == posixpath.dirname(old)


def _entries(
    diagnostics: Sequence[Diagnostic], documents: Mapping[str, Document]
) -> Iterator[tuple[Diagnostic, BaselineEntry]]:
    """Each finding, sorted by place, with what it is known by."""
    seen: Counter[BaselineEntry] = Counter()
    keys: tuple[str, FieldFinder] | None = None
    for item in diagnostics:
        document = documents.get(item.path)
        if keys is None or keys[0] != item.path:
            keys = (item.path, FieldFinder(None if document is None else document.front_matter))
        given = item.data.get("key")
        at = given if isinstance(given, str) else keys[1].at(item.span)
        text = "" if document is None else _text(document.source, item.span)
        first = BaselineEntry(item.path, item.rule, at, text)
        seen[first] += 1
        yield item, replace(first, nth=seen[first])


def _text(source: SourceText, span: Span) -> str:
    """What is marked, whatever its line ends; of a long text its beginning and a digest of all."""
    text = _LINE_END.sub("\n", source[span])
    if len(text) <= _LONGEST:
        return text
    return f"{text[:_LONGEST]}... {short_digest(text)}"


def _entry(value: object) -> BaselineEntry | None:
    if not isinstance(value, dict) or not value.keys() <= {"path", "rule", "at", "text", "nth"}:
        return None
    path, rule, at, text = (value.get(key, "" if key == "at" else None) for key in ("path", "rule", "at", "text"))
    nth = value.get("nth", 1)
    if isinstance(path, str) and isinstance(rule, str) and isinstance(at, str) and isinstance(text, str):
        return BaselineEntry(path, rule, at, text, nth) if isinstance(nth, int) and nth > 0 else None
    return None


def _line_of(text: str, value: object) -> int | None:
    """The line of an entry, where it has one to itself."""
    for number, line in enumerate(text.split("\n"), 1):
        try:
            if json.loads(line.strip().rstrip(",")) == value:
                return number
        except (json.JSONDecodeError, RecursionError):
            continue
    return None
