"""Documents that an executor reads: handed out in batches, and taken back in the order of the site.

With processes of our own, this one is one of them: while it waits for an answer, it does what nobody has begun.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from itertools import islice

from content_lint.cache.cache import Cache
from content_lint.config.settings import SiteSettings
from content_lint.engine.workers.pool import start_processes, stop_processes
from content_lint.engine.workers.sharing import CHARACTERS, FILES, Answers, Batch, SharedReading, by_path
from content_lint.engine.workers.step import Learned, Unparsed, examine, read_and_judge
from content_lint.engine.workers.wanted import Workers
from content_lint.site.model import SiteFile
from content_lint.text.source import SourceText

_AHEAD = 8
"""Batches for each of our own workers that wait for it or for us: what they hold is in memory."""


class _Submitted(Batch[Unparsed]):
    """Files that are read in one go, and what will come of them."""

    future: Future[list[Learned]] | None = None


class ExecutedReading(SharedReading):
    """What an executor makes of a site's documents: the one that was handed in, or processes of our own."""

    def __init__(
        self, workers: Workers, settings: SiteSettings, rules: Sequence[str], cache: Cache, *, keeps_texts: bool = True
    ) -> None:
        super().__init__(workers, settings, rules, cache, keeps_texts=keeps_texts)
        self._own: ProcessPoolExecutor | None = None
        self._batches: dict[str, _Submitted] = {}
        self._handed_out: list[_Submitted] = []
        self._more: Iterator[_Submitted] = iter(())

    def end(self, *, at_once: bool) -> None:
        """End our own processes."""
        if self._own is not None:
            if at_once:
                stop_processes(self._own)
            self._own.shutdown(cancel_futures=True)
            self._own = None

    def hand_out(self, files: Iterable[tuple[SiteFile, bool]]) -> None:
        """Give files to the workers: the first now, and others as answers come in."""
        batches = self._batched(files)
        waiting: list[_Submitted] = []
        for batch in batches:
            waiting.append(batch)
            if self._executor is not None or self.is_worth_it(waiting):
                self._begin(waiting)
                self._more = batches
                # How many a cluster has, nobody here knows.
                self._hand_out_more(None if self.workers.executor is not None else _AHEAD * self.workers.count)
                return
        self._batches.clear()

    def _batched(self, files: Iterable[tuple[SiteFile, bool]]) -> Iterator[_Submitted]:
        """The files that nobody knows yet, in batches; those that are known are kept for ``get``."""
        batch = _Submitted()
        for file, is_judged in files:
            source = self.cache.read(file.path)
            if not isinstance(source, SourceText) or self.is_known(file.path):
                continue
            batch.files.append(Unparsed(file, is_judged, source))
            batch.characters += len(source.text)
            self._batches.setdefault(file.path, batch)
            if len(batch.files) >= FILES or batch.characters >= CHARACTERS:
                yield batch
                batch = _Submitted()
        if batch.files:
            yield batch

    def _hand_out_more(self, count: int | None) -> None:
        """Give so many more batches to the workers, or all."""
        for batch in islice(self._more, count):
            self._begin([batch])

    @property
    def _executor(self) -> Executor | None:
        return self.workers.executor or self._own

    def _begin(self, batches: Sequence[_Submitted]) -> None:
        """Have batches read from now on."""
        executor = self._executor
        takes_part = self.workers.executor is None and self.takes_part
        if executor is None:
            self.warm_up(batches[0])
            executor = self._own = start_processes(self.workers.count - takes_part)
        if takes_part:
            self._handed_out.extend(batches)
        for batch in batches:
            try:
                batch.future = executor.submit(examine, self.plan, batch.files)
            except Exception as error:  # noqa: BLE001 - each executor has errors of its own
                batch.future = Future()
                batch.future.set_exception(error)

    def answers_for(self, path: str) -> Answers | None:
        """What a worker, or this process, has made of a batch."""
        while path not in self._batches and (more := next(self._more, None)) is not None:
            self._begin([more])
        batch = self._batches.get(path)
        if batch is None:
            return None
        if batch.answers is None:
            self._take_part_until(batch)
        if batch.answers is None:
            batch.answers = self._answer(batch)
            batch.future, batch.files = None, []  # else all texts and answers would be there twice
            self._hand_out_more(1)
        return batch.answers

    def _take_part_until(self, batch: _Submitted) -> None:
        """Read and judge what was handed out last and nobody has begun, at last a batch itself, until that is there."""
        while batch.future is not None and not batch.future.done() and self._handed_out:
            last = self._handed_out.pop()
            if last.future is not None and last.future.cancel():
                last.answers = by_path(read_and_judge(last.files, self.settings, self.rules))
                last.future, last.files = None, []
                self._hand_out_more(1)

    def _answer(self, batch: _Submitted) -> Answers:
        """What a worker has made of a batch; if it died, what others make of it one after the other."""
        assert batch.future is not None  # noqa: S101 - there are no others once it has begun
        try:
            return by_path(batch.future.result())
        except Exception:  # noqa: BLE001 - each executor has errors of its own, and the step has none
            self.end(at_once=False)
        return self.read_again(batch.files)
