"""What earlier runs learned of a site's files: unchanged files are not read, parsed or checked again.

A file counts as unchanged where the file system says so, or else where its bytes are the same. What is stored is plain
data: it may come from another machine, and reading it runs no code.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from typing import Any

from msgspec import Struct

from content_lint.cache.cached_report import BROKEN, CachedReport, sections_of
from content_lint.cache.documents import read_document, write_document
from content_lint.cache.file_stats import FileStat, digest_folder, digest_listing, fence_of, stat_file
from content_lint.cache.serialise import decoder, dumps, encoder, loads
from content_lint.cache.store import SectionFile
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.site.sources.tree import ReadError, Scan, SiteTree, Walk
from content_lint.text.files import FolderEntry
from content_lint.text.source import SourceText, UnreadText

_NOTHING = b"null"
_NO_STATE = FileStat(0, 0, 0, 0)


class _FileEntry(Struct):
    """One file: its state, and of a document also its text's digest and the line of its facts."""

    stat: FileStat
    head: str | None = None
    digest: str = ""
    undecodable: int | None = None
    line: int | None = None


class FileChangedError(OSError):
    """A file was changed while it was being checked."""


class Cache:
    """The documents and findings of one site as the last run left them, and those of this run.

    It is the tree that this run reads its files from, too: so it sees which of them changed, and reads none twice.

    Args:
        disk: the files.
        file: where the cache is stored; without it nothing outlives this run.
        now: the time of day in ns since 1970; what was changed shortly before it is not trusted to be at rest.
    """

    def __init__(self, disk: SiteTree, file: SectionFile | None = None, now: int = 0) -> None:
        self._file = file
        self._disk = disk
        self._root = f"{os.fspath(disk.root)}{os.sep}"
        self.now = now
        self._stats: dict[str, FileStat | None] = {}
        self._sources: dict[str, SourceText | ReadError] = {}
        self._heads: dict[str, bytes] = {}
        self._decoded: dict[str, Document] = {}
        self._checked: dict[str, tuple[Document, Sequence[Diagnostic]]] = {}
        self._learned: dict[str, tuple[Document, bytes]] = {}
        self._keys = ("", "")
        self._folders: dict[str, str] = {}
        self._absent: set[str] = set()
        self._every: Sequence[str] | None = None
        self._entries: dict[str, _FileEntry] = {}
        self._lines: list[bytes] = []
        self._found: list[bytes] = []

    def load(self, keys: Callable[[], tuple[str, str | None]]) -> bool:
        """Read what was stored under the same keys; whether there is anything.

        Args:
            keys: gives the key of all that decides what a file's facts are, and the key of all that decides what
                document rules find in them: None where nothing is checked, and stored findings stay as they are.
        """
        if self._file is None:
            return False
        facts_key, findings_key = keys()
        self._keys = (facts_key, findings_key or "")
        try:
            table = loads(self._file.read("table") or b"{}")
            if table.get("facts") != facts_key:
                return False
            if findings_key is None:
                self._keys = (facts_key, table["findings"])
            lines = self._file.read("facts").split(b"\n")
            found = self._file.read("findings").split(b"\n") if table["findings"] == self._keys[1] else []
            for path, (numbers, *more) in table["files"].items():
                entry = _FileEntry(FileStat(*numbers), *more)
                if entry.line is None or 0 <= entry.line < len(lines):
                    self._entries[path] = entry
        except BROKEN:
            self._entries = {}
            return False
        self._lines = lines
        self._found = found if len(found) == len(lines) else []
        return bool(self._entries)

    def clear(self) -> None:
        """Drop everything, so that all files are read again."""
        self._entries, self._lines, self._found, self._every = {}, [], [], None
        for learned in (
            self._stats,
            self._sources,
            self._heads,
            self._decoded,
            self._checked,
            self._learned,
            self._folders,
            self._absent,
        ):
            learned.clear()

    # The files, as content_lint.site.sources.tree.Tree has them.

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds (without one: every file), and the buffers whose file was never saved."""
        if walk is not None:
            return self._disk.paths(lambda scan: walk(self._watching(scan)))
        if self._every is None:
            self._every = self._disk.paths(None)
        return self._every

    def _watching(self, scan: Scan) -> Scan:
        def watch(folder: str) -> Iterable[FolderEntry]:
            self._folders[folder] = ""
            entries = list(scan(folder))
            self._folders[folder] = digest_listing(entries)
            return entries

        return watch

    def head(self, path: str) -> bytes:
        """The first line of a file; of one that is no fence perhaps nothing."""
        head = self._heads.get(path)
        if head is None:
            entry = self._unchanged(path)
            known = None if entry is None else entry.head
            head = self._disk.head(path) if known is None else known.encode("ascii", "replace")
            self._heads[path] = head
        return head

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text, which is not read before somebody looks at it where its facts are known."""
        source = self._sources.get(path)
        if source is None:
            entry = self._unchanged(path)
            if entry is None or entry.line is None:
                source = self._disk.read(path)
            else:
                source = UnreadText(path, entry.digest, entry.undecodable, self._reader(path, entry.digest))
            self._sources[path] = source
        return source

    def is_left_to_others(self, path: str) -> bool:
        """Whether another process can read a file as this one would, which knows nothing of it; its state is noted."""
        self._unchanged(path)
        entry = self._entries.get(path)
        return (entry is None or entry.line is None) and not self._disk.differs(path)

    def read_elsewhere(self, path: str, digest: str, undecodable: int | None, text: str | None) -> None:
        """Take a file for read, as another process has read it.

        Args:
            path: the file.
            digest: see SourceText.
            undecodable: see SourceText.
            text: its text; None where that is read again if somebody looks at it.
        """
        self._disk.forget(path)
        if text is None:
            self._sources[path] = UnreadText(path, digest, undecodable, self._reader(path, digest))
        else:
            self._sources[path] = SourceText(path, text, digest, undecodable)

    def size(self, path: str) -> int:
        """How long a file is, in bytes or characters; 0 where nobody knows."""
        source = self._sources.get(path)
        if source is not None:
            return len(source.text) if isinstance(source, SourceText) and source.is_read else 0
        try:
            return os.stat(self._root + path).st_size  # noqa: PTH116 - thousands of them
        except OSError:
            return 0

    def text_read(self, path: str) -> SourceText | None:
        """A file's text where this run has read it already."""
        source = self._sources.get(path)
        return source if isinstance(source, SourceText) and source.is_read else None

    def forget_text(self, source: SourceText) -> SourceText:
        """The same file without its text, which is read again when somebody looks at it; in place of the given one."""
        path = source.path
        self._sources[path] = lean = UnreadText(
            path, source.digest, source.undecodable, self._reader(path, source.digest)
        )
        return lean

    def _reader(self, path: str, digest: str) -> Callable[[], str]:
        def read() -> str:
            source = self._disk.read(path)
            if isinstance(source, ReadError) or source.digest != digest:
                raise FileChangedError(f"`{path}` was changed while it was being checked")
            return source.text

        return read

    def _unchanged(self, path: str) -> _FileEntry | None:
        """What is known of a file that has not changed since."""
        if self._file is None or self._disk.differs(path):
            return None
        if path not in self._stats:
            # Before it is read: a change in between then shows in the next run.
            self._stats[path] = stat_file(self._root + path)
            if self._stats[path] is None and not os.path.lexists(self._root + path):
                # Where it comes to be, the list of its folder changes.
                self._absent.add(path)
                above = path.rpartition("/")[0]
                self._folders.setdefault(above, digest_folder(self._root + above))
        entry = self._entries.get(path)
        return entry if entry is not None and entry.stat == self._stats[path] else None

    # Their facts and findings.

    def get(self, path: str) -> Document | None:
        """The document of a file whose text is the one that it was read from."""
        entry, source = self._entries.get(path), self._sources.get(path)
        if entry is None or entry.line is None or not isinstance(source, SourceText) or source.digest != entry.digest:
            return None
        try:
            document = read_document(self._lines[entry.line], source)
        except BROKEN:
            return None
        self._decoded[path] = document
        return document

    def facts(self, document: Document) -> bytes | None:
        """The line of a document's facts, where it was read from the cache or learned."""
        path = document.path
        learned, line = self._learned.get(path, (None, b""))
        if learned is document:
            return line
        return self._lines[self._line(path)] if self._decoded.get(path) is document else None

    def findings(self, document: Document) -> Sequence[Diagnostic] | None:
        """What document rules find in a document; None where that is not known."""
        path = document.path
        judged, findings = self._checked.get(path, (None, ()))
        if judged is document:
            return findings
        if self._decoded.get(path) is not document or not self._found:
            return None
        try:
            rows = loads(self._found[self._line(path)])
            return None if rows is None else [decoder(Diagnostic)(row) for row in rows]
        except BROKEN:
            return None

    def learn(self, document: Document, line: bytes) -> None:
        """Keep the line of a document's facts, as another process has written it, for ``save``."""
        if self._file is not None:
            self._learned[document.path] = (document, line)

    def add(self, document: Document, found: Sequence[Diagnostic]) -> None:
        """Store what document rules found in a document."""
        self._checked[document.path] = (document, found)

    def is_as_read(self) -> bool:
        """Whether the files that were looked at are still what they were then."""
        return all(stat_file(self._root + path) == known for path, known in self._stats.items())

    @property
    def folders(self) -> Mapping[str, str]:
        """Every folder that was looked into, with what its listing came to."""
        return self._folders

    def save(self, documents: Iterable[Mapping[str, Document]], reports: Sequence[CachedReport] = ()) -> None:
        """Write what this run has learned, if it has learned anything.

        Where it cannot be written, the next run takes as long as this one, and nothing else is lost.

        Args:
            documents: all that was read, by path.
            reports: to be shown again as long as nothing changes, each with other answers of other servers.
        """
        if self._file is None:
            return
        rows = self._rows()
        lines: list[bytes] = []
        found: list[bytes] = []
        learned = bool(reports)
        for path, document in (pair for group in documents for pair in group.items()):
            if path not in rows or self._disk.differs(path):
                continue
            rows[path][2:] = [document.source.digest, document.source.undecodable, len(lines)]
            facts, findings, is_new = self._encoded(path, document)
            lines.append(facts)
            found.append(findings)
            learned = learned or is_new
        if not learned and self._is_settled(rows):
            return
        table = {"facts": self._keys[0], "findings": self._keys[1], "files": rows}
        sections: dict[str, Sequence[bytes]] = {"table": [dumps(table)], "facts": lines, "findings": found}
        if self._saw_all():
            sections |= sections_of(reports)
        with suppress(OSError):
            self._file.write(sections)

    def _rows(self) -> dict[str, list[Any]]:
        """The table's rows of all files that were looked at, without what only documents have."""
        rows: dict[str, list[Any]] = {}
        for path, stat in self._stats.items():
            if stat is None:
                continue
            head, source = self._heads.get(path), self._sources.get(path)
            known = stat if stat.is_settled(self.now) else _NO_STATE
            rows[path] = [list(known), None if head is None else fence_of(head)]
            if isinstance(source, SourceText):
                rows[path].append(source.digest)
        return rows

    def _encoded(self, path: str, document: Document) -> tuple[bytes, bytes, bool]:
        """The facts of a document and the findings in it, as they are written, and whether any of that is new."""
        is_known = self._decoded.get(path) is document
        facts = self.facts(document) or dumps(write_document(document))
        judged, findings = self._checked.get(path, (None, ()))
        if judged is document:
            return facts, dumps([encoder(Diagnostic)(item) for item in findings]), True
        old = self._found[self._line(path)] if is_known and self._found else _NOTHING
        return facts, old, not is_known

    def _saw_all(self) -> bool:
        """Whether a change of any file that this run has looked at would be noticed by the next one."""
        return not any(stat is None and path not in self._absent for path, stat in self._stats.items()) and not any(
            isinstance(source, ReadError) and path not in self._absent for path, source in self._sources.items()
        )

    def _is_settled(self, rows: Mapping[str, list[Any]]) -> bool:
        """Whether the table on disk says the same of all files, or would not say more if it were written now."""
        return rows.keys() == self._entries.keys() and all(
            numbers in (list(self._entries[path].stat), list(_NO_STATE)) for path, (numbers, *_) in rows.items()
        )

    def _line(self, path: str) -> int:
        line = self._entries[path].line
        assert line is not None  # noqa: S101 - only documents are asked for
        return line
