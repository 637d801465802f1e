"""Both sides of the numbers that decide which way a run takes."""

from __future__ import annotations

import argparse
import io
import sys
from concurrent.futures import Future
from datetime import UTC, datetime
from enum import IntEnum
from functools import partial
from pathlib import Path
from types import ModuleType, SimpleNamespace
from unittest.mock import MagicMock

import pytest

from content_lint.cli.check import watch
from content_lint.cli.check.quick import Doubt, refuse_many
from content_lint.cli.console import Console
from content_lint.config.load import load_settings
from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental import concerned
from content_lint.engine.incremental import run as quick_run
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import Head
from content_lint.engine.incremental.states import States
from content_lint.engine.workers import copied, executed, sharing
from content_lint.engine.workers.step import Learned, Unparsed
from content_lint.engine.workers.wanted import Workers
from content_lint.rules.registry import catalog
from content_lint.site.model import SiteFile
from content_lint.site.sources.history import Changes
from content_lint.text.source import SourceText
from tests.files import write_files

NOW = datetime(2026, 9, 1, tzinfo=UTC)


def settings_of(folder: Path) -> SiteSettings:
    return load_settings(folder, catalog=catalog())


class Saved(IntEnum):
    """What watchfiles says of a file that was saved."""

    modified = 2


@pytest.mark.parametrize(("count", "asked"), [(10, 1 + 10), (11, 1 + 1)])
def test_ten_saved_files_are_judged_one_by_one(
    count: int, asked: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_files(tmp_path, {f"{number}.md": "" for number in range(count)})
    watching = ModuleType("watchfiles")
    saved = {(Saved.modified, str(path)) for path in tmp_path.iterdir()}
    watching.watch = lambda *folders, **options: [saved]  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "watchfiles", watching)
    names = ("hook", "changed_since", "stdin_filename", "fix", "diff", "update_baseline")
    arguments = argparse.Namespace(paths=[str(tmp_path)], **dict.fromkeys(names))
    seen: list[argparse.Namespace] = []
    watch.watch(arguments, Console(io.StringIO(), io.StringIO(), {}), lambda given: seen.append(given) or 0)
    assert len(seen) == asked


def test_fifty_changed_files_are_judged_from_an_index() -> None:
    paths = [f"{number}.md" for number in range(51)]
    refuse_many(Changes(modified=frozenset(paths[:50])))
    with pytest.raises(Doubt, match="many files change"):
        refuse_many(Changes(modified=frozenset(paths)))


def head_with(links: int) -> Head:
    return Head("", "", "", 0, 0, (), frozenset(), frozenset(), {}, tuple(f"link{number}" for number in range(links)))


@pytest.mark.parametrize("count", [200, 201])
def test_two_hundred_symbolic_links_are_followed(count: int, tmp_path: Path) -> None:
    states = States(settings_of(tmp_path), MagicMock(), head_with(count), NOW, MagicMock(), MagicMock())
    if count == 200:
        states._refuse_linked(["a.md"])
        return
    with pytest.raises(NotQuiet, match="many symbolic links"):
        states._refuse_linked(["a.md"])


@pytest.mark.parametrize("rounds", [3, 4])
def test_what_a_change_breaks_is_followed_for_three_rounds(
    rounds: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each round finds something in one more document, and the last one nothing new."""
    reports = [
        MagicMock(diagnostics=[SimpleNamespace(path=f"{number}.md") for number in range(found + 1)], suppressed=[])
        for found in [*range(2, rounds + 1), rounds]
    ]
    followed = MagicMock(**{"find.return_value": {"1.md"}, "moved": frozenset()})
    after = MagicMock(documents={}, latest={})
    states = MagicMock(**{"apply.return_value": (after, after), "were_alone": False})
    monkeypatch.setattr(quick_run, "States", lambda *given: states)
    monkeypatch.setattr(quick_run, "Concerned", lambda *given: followed)
    monkeypatch.setattr(quick_run, "_judge", lambda *given: reports.pop(0))
    change = quick_run.JudgedChange([{"0.md": MagicMock()}], Changes(), frozenset())
    files = quick_run.Files(MagicMock(), MagicMock())
    ask = partial(quick_run.judge_change, settings_of(tmp_path), MagicMock(), MagicMock(), MagicMock(), files, change)
    last = reports[-1]
    if rounds == 3:
        assert ask().report is last
        return
    with pytest.raises(NotQuiet, match="more and more documents"):
        ask()


@pytest.mark.parametrize("count", [400, 401])
def test_four_hundred_documents_are_looked_at(count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    paths = {f"{number}.md" for number in range(count)}
    state = MagicMock(documents=dict.fromkeys(paths))
    states = MagicMock(**{"site.return_value.anchors.return_value": None})
    monkeypatch.setattr(concerned, "_moved_files", lambda state: frozenset(paths))
    for name in ("_refuse_wide", "_refuse_schemas"):
        monkeypatch.setattr(concerned.Concerned, name, lambda self: None)
    for name in ("whose_links_lead_elsewhere", "_clashing"):
        monkeypatch.setattr(concerned.Concerned, name, lambda self: set())
    asked = concerned.Concerned(settings_of(tmp_path), MagicMock(), states, state, state, set())
    if count == 400:
        assert asked.find() == paths
        return
    with pytest.raises(NotQuiet, match="many documents"):
        asked.find()


@pytest.mark.parametrize("count", [800, 801])
def test_eight_hundred_documents_are_asked_for_a_name(
    count: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = MagicMock(**{"documents.replaced": {}, "moved": None})
    index = MagicMock(**{"asking.return_value": {f"{number}.md" for number in range(count)}})
    monkeypatch.setattr(concerned, "resolve_looked_at", lambda site: SimpleNamespace(all=()))
    asked = concerned.Concerned(settings_of(tmp_path), index, MagicMock(), state, state, set())
    if count == 800:
        assert len(asked._asking({"a"})) == 800
        return
    with pytest.raises(NotQuiet, match="many documents"):
        asked._asking({"a"})


@pytest.mark.parametrize(
    ("files", "characters", "are_shared"),
    [(599, 1, False), (600, 1, True), (3, 499_999, False), (3, 500_000, True), (64, 1, False)],
)
def test_600_files_or_a_million_and_a_half_characters_are_shared(
    files: int, characters: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, are_shared: bool
) -> None:
    started = []
    monkeypatch.setattr(sharing, "warm_up", lambda *given: None)
    monkeypatch.setattr(executed, "start_processes", lambda count: started.append(count) or MagicMock())
    monkeypatch.setattr(copied, "Copies", lambda count, *given: started.append(count))
    text = "x" * characters
    cache = MagicMock(**{"get.return_value": None, "size.return_value": characters})
    cache.read = lambda path: SourceText.from_text(path, text)
    for reading in (executed.ExecutedReading, copied.CopiedReading):
        started.clear()
        shared = reading(Workers(), settings_of(tmp_path), (), cache)
        shared.hand_out((SiteFile(f"{number}.md", None), True) for number in range(files))
        assert bool(started) is are_shared


def test_eight_batches_for_each_worker_wait_and_more_follow_each_answer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of a site of any size, no more texts than these are in memory."""
    submitted: list[int] = []

    class Pool:
        def submit(self, step: object, plan: object, files: list[Unparsed]) -> Future[list[Learned]]:
            submitted.append(len(files))
            done: Future[list[Learned]] = Future()
            done.set_result([])
            return done

    monkeypatch.setattr(sharing, "warm_up", lambda *given: None)
    monkeypatch.setattr(executed, "start_processes", lambda count: Pool())
    cache = MagicMock(**{"get.return_value": None})
    cache.read = lambda path: SourceText.from_text(path, "x")
    shared = executed.ExecutedReading(Workers(2), settings_of(tmp_path), (), cache)
    names = [f"{number}.md" for number in range(64 * 40)]
    shared.hand_out((SiteFile(name, None), True) for name in names)
    assert submitted == [64] * (2 + 2 * 8)
    shared.get(names[0])
    assert len(submitted) == 19
    for name in names[:64]:
        shared.get(name)
    assert len(submitted) == 19
    shared.get(names[64])
    assert len(submitted) == 20
    assert shared.get(names[-1]) is None  # whatever is asked for is handed out before
    assert len(submitted) == 40
