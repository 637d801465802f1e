"""Documents that copies of this process read, each taking what nobody has begun; this process is one of them."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from msgspec import Struct, msgpack
from msgspec.structs import astuple

from content_lint.cache.cache import Cache
from content_lint.config.settings import SiteSettings
from content_lint.engine.workers.copies import Copies
from content_lint.engine.workers.sharing import (
    CHARACTERS,
    FILES,
    MOST_TEXT,
    Answers,
    Batch,
    SharedReading,
    by_path,
    findings_from,
)
from content_lint.engine.workers.step import (
    Judged,
    Learned,
    Unparsed,
    Unread,
    judge,
    learned_from,
    read_and_judge,
    read_only,
    write_findings,
)
from content_lint.engine.workers.wanted import Workers
from content_lint.parse.facts import Document
from content_lint.report.report import Failure
from content_lint.site.model import SiteFile
from content_lint.text.source import SourceText


class _Numbered(Batch[Unread]):
    """Files that are read in one go, whether this process keeps their texts, and whether a copy judges them later."""

    number: int = 0
    keeps_texts: bool = True
    is_judged_later: bool = False


class _Sent(Struct, array_like=True):
    """What a copy has made of a file, and the file itself: what SourceText has of it, the text if it is kept."""

    learned: Learned
    digest: str
    undecodable: int | None
    text: str | None


_encode, _decode = msgpack.Encoder().encode, msgpack.Decoder(list[_Sent]).decode
_decode_later = msgpack.Decoder(list[tuple[str, bytes | None]]).decode

_JUDGED_AT_ONCE = 4
"""One part of so many of the batches; a copy judges the others while this process judges the site as a whole."""
_MOST_JUDGED_LATER = 640
"""Batches, the documents of which are in memory until then: forty thousand posts, 200 MB."""


class CopiedReading(SharedReading):
    """What copies of this process make of a site's documents: they read the files themselves."""

    def __init__(
        self, workers: Workers, settings: SiteSettings, rules: Sequence[str], cache: Cache, *, keeps_texts: bool = True
    ) -> None:
        super().__init__(workers, settings, rules, cache, keeps_texts=keeps_texts)
        self._copies: Copies | None = None
        self._numbered: list[_Numbered] = []
        self._batches: dict[str, _Numbered] = {}
        self._unjudged: dict[int, list[Judged]] = {}
        self._awaited: list[_Numbered] = []

    def end(self, *, at_once: bool) -> None:  # noqa: ARG002 - nothing is left to do then
        """End the copies."""
        if self._copies is not None:
            self._copies.stop()
            self._copies = None

    def hand_out(self, files: Iterable[tuple[SiteFile, bool]]) -> None:
        """Copy this process, if there is enough for others to do."""
        batches = list(self._batched(files))
        if not self.is_worth_it(batches):
            return
        self._numbered = batches
        self._batches = {item.file.path: batch for batch in batches for item in batch.files}
        self.warm_up(batches[0])
        if self.rules and self.takes_part:
            for batch in batches[max(len(batches) // _JUDGED_AT_ONCE, len(batches) - _MOST_JUDGED_LATER) :]:
                batch.is_judged_later = True
        self._copies = Copies(self.workers.count - self.takes_part, len(batches), self._examined, self._judged)

    def _batched(self, files: Iterable[tuple[SiteFile, bool]]) -> Iterator[_Numbered]:
        """The files that nobody knows yet, in batches; those that are known are kept for ``get``."""
        number, characters, batch = 0, 0, _Numbered()
        for file, is_judged in files:
            if not _can_be_sent(file.path):
                continue
            if not self.cache.is_left_to_others(file.path):
                source = self.cache.read(file.path)
                if not isinstance(source, SourceText) or self.is_known(file.path):
                    continue
            size = self.cache.size(file.path)
            batch.files.append(Unread(file, is_judged))
            batch.characters += size
            characters += size
            if len(batch.files) >= FILES or batch.characters >= CHARACTERS:
                yield batch
                number += 1
                batch = _Numbered(number=number, keeps_texts=self.keeps_texts and characters <= MOST_TEXT)
        if batch.files:
            yield batch

    def _unparsed(self, batch: _Numbered) -> list[Unparsed]:
        sources = ((item, self.cache.read(item.file.path)) for item in batch.files)
        return [Unparsed(item.file, item.is_judged, text) for item, text in sources if isinstance(text, SourceText)]

    def _examined(self, number: int) -> bytes:
        """What a copy makes of a batch."""
        batch = self._numbered[number]
        files = self._unparsed(batch)
        sources = {item.file.path: item.source for item in files}
        if batch.is_judged_later:
            judged = self._unjudged[number] = read_only(files, self.settings)
        else:
            judged = read_and_judge(files, self.settings, self.rules)
        sent = []
        for learned in learned_from(judged):
            source = sources[learned.path]
            # A text with bytes that are not UTF-8 cannot be sent as one.
            is_sent = batch.keeps_texts and source.undecodable is None
            sent.append(_Sent(learned, source.digest, source.undecodable, source.text if is_sent else None))
        return _encode(sent)

    def _judged(self, number: int) -> bytes | None:
        """What a copy finds in a batch that it has read."""
        unjudged = self._unjudged.pop(number, None)
        if unjudged is None:
            return None
        judged = judge(unjudged, self.settings, self.rules)
        return _encode([(item.path, write_findings(item.findings)) for item in judged])

    def finish(self, documents: Mapping[str, Document]) -> list[Failure]:
        """Wait for what copies find in documents that they have read."""
        while self._copies is not None and self._awaited:
            batch = self._awaited.pop()
            answer = self._copies.later_answer(batch.number)
            if answer is None:
                again = self.read_again(self._unparsed(batch)).values()
                found = [(item.path, item.findings) for item in again if isinstance(item, Learned)]
            else:
                found = _decode_later(answer)
            for path, findings in found:
                rows = findings_from(findings)
                if path in documents and rows is not None:
                    self.cache.add(documents[path], rows)
        for path in self.lost & documents.keys():
            self.cache.add(documents[path], ())  # else this process would judge it, and die of it
        return self.failures()

    def answers_for(self, path: str) -> Answers | None:
        """What a copy, or this process, has made of a batch."""
        batch = self._batches.get(path)
        if batch is None or self._copies is None:
            return None
        while batch.answers is None and self._take_part(self._copies, batch.number):
            pass
        if batch.answers is None:
            batch.answers = self._answer(self._copies, batch)
        return batch.answers

    def _take_part(self, copies: Copies, awaited: int) -> bool:
        """Read and judge a batch that nobody has begun; whether there was any, and nothing better to do."""
        number = copies.take() if self.takes_part and not copies.has_answer(awaited) else None
        if number is None:
            return False
        taken = self._numbered[number]
        taken.answers = by_path(read_and_judge(self._unparsed(taken), self.settings, self.rules))
        return True

    def _answer(self, copies: Copies, batch: _Numbered) -> Answers:
        """What a copy has made of a batch; if it died, what others make of it one after the other."""
        answer = copies.answer(batch.number)
        if answer is None:
            return self.read_again(self._unparsed(batch))
        if batch.is_judged_later:
            self._awaited.append(batch)
        answers: Answers = {}
        for learned, digest, undecodable, text in map(astuple, _decode(answer)):
            self.cache.read_elsewhere(learned.path, digest, undecodable, text)
            answers[learned.path] = learned
        return answers


def _can_be_sent(path: str) -> bool:
    """Whether a copy can name a file in its answer: not one whose name is no UTF-8, which this process reads."""
    return path.isascii() or not any("\ud800" <= char <= "\udfff" for char in path)
