"""Documents that others read, whoever they are: what is known, what they answer, and what is said where one dies.

Nothing that comes of it depends on who did the work, or how many they were. A file that no worker could make anything
of is left to this process, which says of it what it would have said without workers.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property
from types import TracebackType
from typing import Any, Generic, Self, TypeVar

from msgspec import Struct, field

from content_lint.cache.cache import Cache
from content_lint.cache.documents import read_document, write_document
from content_lint.cache.serialise import decoder, dumps, loads
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import LostError
from content_lint.engine.workers.step import (
    Judged,
    Learned,
    Plan,
    Unparsed,
    Unread,
    examine,
    plan_for,
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
FILES, CHARACTERS = 64, 400_000
# With fewer files and fewer characters than these, it takes longer to start others than to do it: that, and to collect
# what they found, costs a quarter of a second. Whoever says how many there are to be gets them for more than one batch.
_ENOUGH_FILES, _ENOUGH_CHARACTERS = 600, 1_500_000

MOST_TEXT = 20_000_000
"""Characters that are kept of all texts: those of ten thousand posts. Few are looked at again."""

_KINDS = 6
"""Most kinds of files that are looked at before others start: it saves them a tenth of their work at most."""

UnreadT = TypeVar("UnreadT", bound=Unread)
Answers = dict[str, Learned | Judged]
"""What somebody has made of a batch, by path."""


class Batch(Struct, Generic[UnreadT]):
    """Files that are read in one go, how many characters they hold, and what was made of them, once it is there."""

    files: list[UnreadT] = field(default_factory=list)
    characters: int = 0
    answers: Answers | None = None


class SharedReading(ABC):
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
        self.workers = workers
        self.keeps_texts = keeps_texts
        self.settings = settings
        self.cache = cache
        self.rule_names = tuple(rules)
        self._known: dict[str, Document] = {}
        self._died: list[str] = []
        self.lost: set[str] = set()
        self._characters = 0

    @cached_property
    def plan(self) -> Plan:
        """What a worker is told that is no copy of this process."""
        return plan_for(self.settings, self.rule_names)

    @cached_property
    def rules(self) -> tuple[DocumentRule[Any], ...]:
        """The rules that judge documents."""
        return rules_named(self.settings, self.rule_names)

    @property
    def takes_part(self) -> bool:
        """Whether this process reads and judges, too.

        Not where schemas are code of the site's own: what that does to the process that runs it must not happen here.
        """
        return all(collection.schema is None for collection in self.settings.collections.values())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.end(at_once=kind is not None)

    @abstractmethod
    def hand_out(self, files: Iterable[tuple[SiteFile, bool]]) -> None:
        """Give files to the workers, if there are enough of them.

        Args:
            files: those that ``get`` will be asked for, in the same order; each with whether findings are wanted.
        """

    @abstractmethod
    def answers_for(self, path: str) -> Answers | None:
        """What was made of the files that one was given out with, once it is there; None where nobody has it.

        ``read_again`` helps where a worker has died.
        """

    @abstractmethod
    def end(self, *, at_once: bool) -> None:
        """End what was started, at once or when nothing is left to do."""

    def is_worth_it(self, batches: Sequence[Batch[Any]]) -> bool:
        """Whether there is enough to do for others."""
        if self.workers.jobs is not None:
            return len(batches) > 1
        files = sum(len(batch.files) for batch in batches)
        return files >= _ENOUGH_FILES or sum(batch.characters for batch in batches) >= _ENOUGH_CHARACTERS

    def is_known(self, path: str) -> bool:
        """Whether an earlier run has read a file, which is then kept for ``get``."""
        document = self.cache.get(path)
        if document is not None:
            self._known[path] = document
        return document is not None

    def warm_up(self, batch: Batch[Any]) -> None:
        """Load what it takes to read documents, before this process is copied."""
        warm_up(self.settings, self.rule_names, _of_each_kind(item.file for item in batch.files))

    def get(self, path: str) -> Document | None:
        """The document of a file; None where this process is to read it. The cache learns what was found in it.

        Raises:
            LostError: every process that reads it dies.
        """
        known = self._known.pop(path, None)
        answers = self.answers_for(path) if known is None else None
        if answers is None:
            return known
        if path in self.lost:
            raise LostError(path)
        answer, source = answers.pop(path, None), self.cache.read(path)
        if answer is None or not isinstance(source, SourceText):
            return None
        if source.is_read:
            self._characters += len(source.text)
            if not self.keeps_texts or self._characters > MOST_TEXT:
                source = self.cache.forget_text(source)
        document, found = self._taken(answer, source)
        if found is not None:
            self.cache.add(document, found)
        return document

    def _taken(self, answer: Learned | Judged, source: SourceText) -> tuple[Document, list[Diagnostic] | None]:
        """The document of an answer, and the findings in it."""
        if isinstance(answer, Learned):
            return self._read(answer.facts, source), findings_from(answer.findings)
        if answer.document.source is not source:  # then memory counts, and a document takes less of it as it is written
            with suppress(Exception):
                return self._read(dumps(write_document(answer.document)), source), answer.findings
        return answer.document, answer.findings

    def _read(self, facts: bytes, source: SourceText) -> Document:
        """The document of its facts as they are written, which the cache learns."""
        document = read_document(facts, source)
        self.cache.learn(document, facts)
        return document

    def read_again(self, files: Sequence[Unparsed]) -> Answers:
        """What others make of the files of a worker that died, one after the other."""
        first, last = files[0].file.path, files[-1].file.path
        self._died.append(f"`{first}`" if first == last else f"{len(files)} files from `{first}` to `{last}`")
        return by_path(self._again(files))

    def _again(self, files: Sequence[Unparsed]) -> list[Learned]:
        """Read files in a process of their own, and fewer and fewer in each, until it shows what it dies of."""
        from concurrent.futures import BrokenExecutor  # hardly a worker dies

        from content_lint.engine.workers.pool import start_processes

        with start_processes(1) as pool:
            try:
                return pool.submit(examine, self.plan, files).result()
            except BrokenExecutor:
                pass
        if len(files) == 1:
            self.lost.add(files[0].file.path)
            return []
        half = len(files) // 2
        return [*self._again(files[:half]), *self._again(files[half:])]

    def finish(self, documents: Mapping[str, Document]) -> list[Failure]:  # noqa: ARG002 - nothing is left to do
        """What the reader of a report has to know of workers that died, once they are done.

        Args:
            documents: those that they have read, by path; what they find in them is kept in the cache.
        """
        return self.failures()

    def failures(self) -> list[Failure]:
        """What the reader of a report has to know of workers that died."""
        if self.lost:
            error = "the process that did it died, and so did another; what is in this file was not checked"
            return [Failure("reading and checking", path, error) for path in sorted(self.lost)]
        # Whatever was waiting for a process that is gone has failed with it, so only the first can be to blame.
        error = "a process that did it died; another has read them again, and all that it found is reported"
        return [Failure(f"reading and checking {files}", "", error) for files in self._died[: self.workers.count]]


def _of_each_kind(files: Iterable[SiteFile]) -> list[SiteFile]:
    """One file of each ending of names."""
    found = {file.path.rpartition(".")[2]: file for file in files}
    return list(found.values())[:_KINDS]


def findings_from(written: bytes | None) -> list[Diagnostic] | None:
    """Findings of how a worker has written them."""
    return None if written is None else [decoder(Diagnostic)(row) for row in loads(written)]


def by_path(learned: Iterable[Learned | Judged]) -> Answers:
    """Answers, to be found by the paths of their files."""
    return {item.path: item for item in learned}
