"""Documents that others read: handed out in batches, and taken back in the order of the site.

Nothing that comes of it depends on who did the work, or how many they were. A file that no worker could make anything
of is left to this process, which says of it what it would have said without workers.

With processes of our own, this one is one of them: while it waits for an answer, it does what nobody has begun. Not so
where schemas are code of the site's own: what that does to the process that runs it must not happen to this one.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from contextlib import suppress
from functools import cached_property
from itertools import islice
from types import TracebackType
from typing import Any, Self

from msgspec import Struct, field

from content_lint.cache.cache import Cache
from content_lint.cache.documents import read_document, write_document
from content_lint.cache.serialise import decoder, dumps, loads
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import LostError
from content_lint.engine.workers.pool import start_processes, stop_processes
from content_lint.engine.workers.step import (
    Judged,
    Learned,
    Unread,
    examine,
    plan_for,
    read_and_judge,
    rules_named,
    warm_up,
)
from content_lint.engine.workers.wanted import Workers
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Failure
from content_lint.rules.rule import DocumentRule
from content_lint.site.model import SiteFile
from content_lint.text.source import SourceText

# Of a batch: so many files, or so many characters.
_FILES, _CHARACTERS = 64, 400_000
# With fewer files and fewer characters than these, it takes longer to start others than to do it: that, and to collect
# what they found, costs a quarter of a second. Whoever says how many there are to be gets them for more than one batch.
_ENOUGH_FILES, _ENOUGH_CHARACTERS = 600, 1_500_000

_MOST_TEXT = 20_000_000
"""Characters that are kept of all texts: those of ten thousand posts. Few are looked at again."""

_AHEAD = 8
"""Batches for each of our own workers that wait for it or for us: what they hold is in memory."""

_KINDS = 6
"""Most kinds of files that are looked at before others start: it saves them a tenth of their work at most."""


class _Batch(Struct):
    """Files that are read in one go, and what a worker answers, or this process has made of them."""

    files: list[Unread] = field(default_factory=list)
    characters: int = 0
    future: Future[list[Learned]] | None = None
    answers: dict[str, Learned | Judged] | None = None

    @property
    def is_full(self) -> bool:
        return len(self.files) >= _FILES or self.characters >= _CHARACTERS

    def __str__(self) -> str:
        first, last = self.files[0].file.path, self.files[-1].file.path
        return f"`{first}`" if first == last else f"{len(self.files)} files from `{first}` to `{last}`"


class SharedReading:
    """What workers make of a site's documents, by path.

    Args:
        workers: who they are.
        settings: the site's settings.
        rules: the names of the rules that judge documents; none where they are only read.
        cache: where the files are read, and what earlier runs made of them; it is given what is learned now.
        keeps_texts: whether texts stay in memory, or are read again when somebody looks at them.
    """

    def __init__(
        self, workers: Workers, settings: SiteSettings, rules: Sequence[str], cache: Cache, *, keeps_texts: bool = True
    ) -> None:
        self._workers = workers
        self._keeps_texts = keeps_texts
        self._settings = settings
        self._plan = plan_for(settings, rules)
        self._cache = cache
        self._known: dict[str, Document] = {}
        self._batches: dict[str, _Batch] = {}
        self._handed_out: list[_Batch] = []
        self._own: ProcessPoolExecutor | None = None
        self._died: list[str] = []
        self._lost: set[str] = set()
        self._characters = 0
        self._more: Iterator[_Batch] = iter(())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if self._own is not None and kind is not None:
            stop_processes(self._own)
        self._end_own()

    def _end_own(self) -> None:
        if self._own is not None:
            self._own.shutdown(cancel_futures=True)
            self._own = None

    def hand_out(self, files: Iterable[tuple[SiteFile, bool]]) -> None:
        """Give files to the workers, if there are enough of them: the first now, and others as answers come in.

        Args:
            files: those that ``get`` will be asked for, in the same order; each with whether findings are wanted.
        """
        batches = self._batched(files)
        waiting: list[_Batch] = []
        for batch in batches:
            waiting.append(batch)
            if self._has_begun or self._is_worth_it(waiting):
                self._begin(waiting)
                self._more = batches
                # How many a cluster has, nobody here knows.
                self._hand_out_more(None if self._workers.executor is not None else _AHEAD * self._workers.count)
                return
        self._batches.clear()

    def _batched(self, files: Iterable[tuple[SiteFile, bool]]) -> Iterator[_Batch]:
        """The files that nobody knows yet, in batches; those that are known are kept for ``get``."""
        batch = _Batch()
        for file, is_judged in files:
            source = self._cache.read(file.path)
            if not isinstance(source, SourceText) or self._is_known(file.path):
                continue
            batch.files.append(Unread(file, source, is_judged))
            batch.characters += len(source.text)
            self._batches.setdefault(file.path, batch)
            if batch.is_full:
                yield batch
                batch = _Batch()
        if batch.files:
            yield batch

    def _hand_out_more(self, count: int | None) -> None:
        """Give so many more batches to the workers, or all."""
        for batch in islice(self._more, count):
            self._begin([batch])

    @property
    def _has_begun(self) -> bool:
        return self._executor is not None

    @property
    def _executor(self) -> Executor | None:
        return self._workers.executor or self._own

    @property
    def _takes_part(self) -> bool:
        """Whether this process reads and judges, too."""
        return self._workers.executor is None and self._plan.schemas is None

    def _is_worth_it(self, batches: Sequence[_Batch]) -> bool:
        if self._workers.jobs is not None:
            return len(batches) > 1
        files = sum(len(batch.files) for batch in batches)
        return files >= _ENOUGH_FILES or sum(batch.characters for batch in batches) >= _ENOUGH_CHARACTERS

    def _is_known(self, path: str) -> bool:
        """Whether an earlier run has read a file, which is then kept for ``get``."""
        document = self._cache.get(path)
        if document is not None:
            self._known[path] = document
        return document is not None

    def _begin(self, batches: Sequence[_Batch]) -> None:
        """Have batches read from now on."""
        executor = self._executor
        if executor is None:
            # What Python needs to read a document is then there for every copy of this process.
            warm_up(self._settings, self._plan.rules, _of_each_kind(item.file for item in batches[0].files))
            executor = self._own = start_processes(self._workers.count - self._takes_part)
        if self._takes_part:
            self._handed_out.extend(batches)
        for batch in batches:
            try:
                batch.future = executor.submit(examine, self._plan, batch.files)
            except Exception as error:  # noqa: BLE001 - each executor has errors of its own
                batch.future = Future()
                batch.future.set_exception(error)

    def get(self, path: str) -> Document | None:
        """The document of a file; None where this process is to read it. The cache learns what was found in it.

        Raises:
            LostError: every process that reads it dies.
        """
        while path not in self._known and path not in self._batches and (batch := next(self._more, None)) is not None:
            self._begin([batch])
        known = self._known.pop(path, None)
        batch = self._batches.get(path)
        if known is not None or batch is None:
            return known
        if batch.answers is None:
            self._take_part_until(batch)
        if batch.answers is None:
            batch.answers = self._answer(batch)
            batch.future, batch.files = None, []  # else all texts and answers would be there twice
            self._hand_out_more(1)
        if path in self._lost:
            raise LostError(path)
        answer, source = batch.answers.pop(path, None), self._cache.read(path)
        if answer is None or not isinstance(source, SourceText):
            return None
        self._characters += len(source.text)
        if not self._keeps_texts or self._characters > _MOST_TEXT:
            source = self._cache.forget_text(source)
        document, found = self._taken(answer, source)
        if found is not None:
            self._cache.add(document, found)
        return document

    def _taken(self, answer: Learned | Judged, source: SourceText) -> tuple[Document, list[Diagnostic] | None]:
        """The document of an answer, and the findings in it."""
        if isinstance(answer, Learned):
            rows = None if answer.findings is None else loads(answer.findings)
            found = None if rows is None else [decoder(Diagnostic)(row) for row in rows]
            return self._read(answer.facts, source), found
        if answer.document.source is not source:  # then memory counts, and a document takes less of it as it is written
            with suppress(Exception):
                return self._read(dumps(write_document(answer.document)), source), answer.findings
        return answer.document, answer.findings

    @cached_property
    def _rules(self) -> tuple[DocumentRule[Any], ...]:
        return rules_named(self._settings, self._plan.rules)

    def _read(self, facts: bytes, source: SourceText) -> Document:
        """The document of its facts as they are written, which the cache learns."""
        document = read_document(facts, source)
        self._cache.learn(document, facts)
        return document

    def _take_part_until(self, batch: _Batch) -> None:
        """Read and judge what was handed out last and nobody has begun, at last a batch itself, until that is there."""
        while batch.future is not None and not batch.future.done() and self._handed_out:
            last = self._handed_out.pop()
            if last.future is not None and last.future.cancel():
                judged = read_and_judge(last.files, self._settings, self._rules)
                last.answers = {item.document.path: item for item in judged}
                last.future, last.files = None, []
                self._hand_out_more(1)

    def _answer(self, batch: _Batch) -> dict[str, Learned | Judged]:
        """What a worker has made of a batch; if it died, what others make of it one after the other."""
        assert batch.future is not None  # noqa: S101 - there are no others once it has begun
        try:
            return _by_path(batch.future.result())
        except Exception:  # noqa: BLE001 - each executor has errors of its own, and the step has none
            self._died.append(str(batch))
        self._end_own()
        return _by_path(self._again(batch.files))

    def _again(self, files: Sequence[Unread]) -> list[Learned]:
        """Read files in a process of their own, and fewer and fewer in each, until it shows what it dies of."""
        with start_processes(1) as pool:
            try:
                return pool.submit(examine, self._plan, files).result()
            except BrokenExecutor:
                pass
        if len(files) == 1:
            self._lost.add(files[0].file.path)
            return []
        half = len(files) // 2
        return [*self._again(files[:half]), *self._again(files[half:])]

    def failures(self) -> list[Failure]:
        """What the reader of a report has to know of workers that died."""
        if self._lost:
            error = "the process that did it died, and so did another; nothing of this file was checked"
            return [Failure("reading and checking", path, error) for path in sorted(self._lost)]
        # Whatever was waiting for a process that is gone has failed with it, so only the first can be to blame.
        error = "a process that did it died; another has read them again, and all that it found is reported"
        return [Failure(f"reading and checking {files}", "", error) for files in self._died[: self._workers.count]]


def _of_each_kind(files: Iterable[SiteFile]) -> list[SiteFile]:
    """One file of each collection and each ending of names."""
    found = {(file.collection, file.path.rpartition(".")[2]): file for file in files}
    return list(found.values())[:_KINDS]


def _by_path(learned: Iterable[Learned]) -> dict[str, Learned | Judged]:
    return {item.path: item for item in learned}
