"""What is known of a site as one commit has it: a file that is opened and not loaded.

It is made whole and never changed, so that whoever reads it sees one state; the next one takes its place. It may come
from anywhere: it is plain tables, of which nothing runs, and what is not as expected counts as absent.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing, suppress
from pathlib import Path
from zlib import crc32

from msgspec import MsgspecError, Struct

_VERSION = 6
_LAST = "\U0010ffff"
"""Comes after all that a name may go on with."""
_TABLES = {
    "value": "CREATE TABLE value (name TEXT PRIMARY KEY, value BLOB NOT NULL)",
    "file": "CREATE TABLE file (number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, kind INTEGER NOT NULL,"
    " digest TEXT NOT NULL, undecodable INTEGER, traits INTEGER NOT NULL)",
    "entry": "CREATE TABLE entry (folder TEXT NOT NULL, name TEXT NOT NULL, inner INTEGER NOT NULL,"
    " PRIMARY KEY (folder, name)) WITHOUT ROWID",
    "facts": "CREATE TABLE facts (number INTEGER PRIMARY KEY, facts BLOB NOT NULL)",
    "page": "CREATE TABLE page (number INTEGER PRIMARY KEY, path TEXT NOT NULL, copied INTEGER NOT NULL,"
    " value BLOB NOT NULL)",
    "answer": "CREATE TABLE answer (number INTEGER PRIMARY KEY, name TEXT NOT NULL, folded TEXT NOT NULL,"
    " hidden INTEGER NOT NULL, value BLOB NOT NULL)",
    "word": "CREATE TABLE word (word TEXT NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (word, number)) WITHOUT ROWID",
    "place": "CREATE TABLE place (target TEXT NOT NULL, path TEXT NOT NULL, PRIMARY KEY (target, path)) WITHOUT ROWID",
    "link": "CREATE TABLE link (name INTEGER NOT NULL, number INTEGER NOT NULL, PRIMARY KEY (name, number))"
    " WITHOUT ROWID",
    "mail": "CREATE TABLE mail (path TEXT NOT NULL, destination TEXT NOT NULL, uses INTEGER NOT NULL,"
    " PRIMARY KEY (path, destination)) WITHOUT ROWID",
    "mailed": "CREATE TABLE mailed (destination TEXT PRIMARY KEY, uses INTEGER NOT NULL) WITHOUT ROWID",
    "host": "CREATE TABLE host (path TEXT PRIMARY KEY, spelled INTEGER NOT NULL, without INTEGER NOT NULL)"
    " WITHOUT ROWID",
    "counted": "CREATE TABLE counted (kind INTEGER PRIMARY KEY, files INTEGER NOT NULL)",
    "model": "CREATE TABLE model (number INTEGER PRIMARY KEY, facts BLOB NOT NULL)",
}
_INDEXES = {
    "page_path": "CREATE INDEX page_path ON page (path)",
    "file_kind": "CREATE INDEX file_kind ON file (kind)",
    "file_traits": "CREATE INDEX file_traits ON file (kind, traits) WHERE traits != 0",
    "answer_name": "CREATE INDEX answer_name ON answer (name)",
    "answer_folded": "CREATE INDEX answer_folded ON answer (folded)",
}
DAMAGED = (
    *(sqlite3.Error, MsgspecError, OSError),
    *(ValueError, TypeError, LookupError, AttributeError, OverflowError, RecursionError),
)
"""What reading a file that we did not write may raise."""


class FileRow(Struct, frozen=True):
    """A file that was read as a document.

    Attributes:
        number: its place in the order of files.
        path: from the site's root.
        kind: what it counts as; the writer's own number.
        digest: of its text.
        undecodable: see SourceText.
        traits: what documents are looked for by; bits of the writer's own.
        facts: the line of its facts.
    """

    number: int
    path: str
    kind: int
    digest: str
    undecodable: int | None
    traits: int
    facts: bytes


class AnswerRow(Struct, frozen=True):
    """What answers at a file of the output: its name, whether readers cannot reach it, and what it is."""

    name: str
    hidden: bool
    value: bytes


class Contents(Struct, frozen=True):
    """All that is written of a site.

    Attributes:
        values: what is kept whole, by name.
        files: see FileRow.
        entries: folders, each with a name in it, and whether that is a folder.
        pages: the path of each page, whether it is only copied, and the page, in the order of writing.
        answers: see AnswerRow, in the order of writing.
        words: words that addresses are looked for by, each with the name of the file that answers.
        places: files, each with a file that links to a place on its page.
        links: numbers of names that links are asked for by, each with the path of the file with the link.
        model: what the model of the site has to know of files, by the number of the file.
        hosts: files, how many links in each have the site's host in them, and how many do without.
        mail: paths, the mail addresses in each, and how often.
    """

    values: Mapping[str, bytes]
    files: Iterable[FileRow]
    entries: Iterable[tuple[str, str, bool]]
    pages: Iterable[tuple[str, bool, bytes]]
    answers: Iterable[AnswerRow]
    words: Iterable[tuple[str, str]]
    places: Iterable[tuple[str, str]]
    links: Iterable[tuple[int, str]]
    model: Iterable[tuple[int, bytes]]
    hosts: Iterable[tuple[str, int, int]]
    mail: Iterable[tuple[str, str, int]]


class SiteIndex:
    """Reads the index of one site. Every method raises one of DAMAGED where the file is not what it should be.

    Args:
        path: the file.
    """

    def __init__(self, path: Path) -> None:
        if not path.is_file():  # a pipe would keep us waiting
            raise FileNotFoundError(path)
        self._db = sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0, isolation_level=None)
        try:
            self._db.execute("PRAGMA trusted_schema = OFF")
            self._db.execute("PRAGMA cell_size_check = ON")
            self._db.execute("PRAGMA query_only = ON")
            self._refuse_programs()
            self._refuse_parts(path)
        except BaseException:
            self.close()
            raise

    def _refuse_programs(self) -> None:
        """Raise unless it holds our tables alone: a view or a trigger is a program."""
        version = self._db.execute("PRAGMA user_version").fetchone()[0]
        most = len(_TABLES) + len(_INDEXES) + 1
        found = self._db.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL LIMIT ?", (most,))
        if version != _VERSION:
            raise sqlite3.DatabaseError("another version has written what was kept")
        if dict(found) != {**_TABLES, **_INDEXES}:
            raise sqlite3.DatabaseError("it holds other things than our tables")

    def _refuse_parts(self, path: Path) -> None:
        """Raise where the end of the file is missing."""
        pages, size = (self._db.execute(f"PRAGMA {name}").fetchone()[0] for name in ("page_count", "page_size"))
        if path.stat().st_size != pages * size:
            raise sqlite3.DatabaseError("the file is damaged")

    def close(self) -> None:
        """Let go of the file."""
        with suppress(sqlite3.Error):
            self._db.close()

    def value(self, name: str) -> bytes:
        """What is kept under a name; empty where nothing is."""
        row = self._db.execute("SELECT value FROM value WHERE name = ?", (name,)).fetchone()
        return b"" if row is None else _opened(row[0])

    def file(self, path: str) -> FileRow | None:
        """A file that was read as a document."""
        question = (
            "SELECT number, path, kind, digest, undecodable, traits, facts"
            " FROM file JOIN facts USING (number) WHERE path = ?"
        )
        row = self._db.execute(question, (path,)).fetchone()
        if row is None:
            return None
        number, found, kind, digest, undecodable, traits, facts = row
        return FileRow(number, found, kind, digest, undecodable, traits, _opened(facts))

    def number_of(self, path: str) -> tuple[int, str] | None:
        """A file's place in the order of files, with its path; None where it was not read."""
        row = self._db.execute("SELECT number FROM file WHERE path = ?", (path,)).fetchone()
        return None if row is None else (int(row[0]), path)

    def paths_with(self, kind: int, traits: int) -> set[str]:
        """The files of a kind that have one of some traits."""
        question = "SELECT path FROM file WHERE kind = ? AND traits != 0 AND traits & ? != 0"
        return {path for (path,) in self._db.execute(question, (kind, traits))}

    def entries(self, folder: str) -> dict[str, bool]:
        """What is in a folder: names, and whether that is a folder; empty where there is none."""
        rows = self._db.execute("SELECT name, inner FROM entry WHERE folder = ?", (folder,))
        return {name: bool(inner) for name, inner in rows}

    def entries_with(self, folder: str, beginning: str) -> list[str]:
        """The names in a folder that begin so."""
        question = "SELECT name FROM entry WHERE folder = ? AND name >= ? AND name < ?"
        return [name for (name,) in self._db.execute(question, (folder, beginning, f"{beginning}{_LAST}"))]

    def kind_of(self, path: str) -> int | None:
        """What a file counts as; None where it was not read."""
        row = self._db.execute("SELECT kind FROM file WHERE path = ?", (path,)).fetchone()
        return None if row is None else int(row[0])

    def count(self, kind: int) -> int:
        """How many files of a kind there are."""
        row = self._db.execute("SELECT files FROM counted WHERE kind = ?", (kind,)).fetchone()
        return 0 if row is None else int(row[0])

    def paths(self, kind: int) -> list[str]:
        """The paths of all files of a kind, in their order."""
        return [path for (path,) in self._db.execute("SELECT path FROM file WHERE kind = ? ORDER BY number", (kind,))]

    def pages_at(self, path: str) -> list[tuple[bool, bytes]]:
        """What becomes of a file: whether it is only copied, and the page."""
        rows = self._db.execute("SELECT copied, value FROM page WHERE path = ? ORDER BY number", (path,))
        return [(bool(copied), _opened(value)) for copied, value in rows]

    def pages(self, *, copied: bool) -> Iterator[bytes]:
        """All pages, or all files that are only copied."""
        rows = self._db.execute("SELECT value FROM page WHERE copied = ? ORDER BY number", (copied,))
        return (_opened(value) for (value,) in rows)

    def pages_below(self, folder: str, most: int) -> list[str]:
        """The files in a folder and below it of which something becomes: so many of them."""
        question = "SELECT DISTINCT path FROM page WHERE path >= ? AND path < ? LIMIT ?"
        return [path for (path,) in self._db.execute(question, (f"{folder}/", f"{folder}0", most))]

    def page_paths(self) -> list[str]:
        """The paths of all of them, each once."""
        return [path for (path,) in self._db.execute("SELECT path FROM page GROUP BY path ORDER BY min(number)")]

    def answer(self, name: str, *, hidden: bool) -> bytes | None:
        """What answers at a file of the output, or would if it were published."""
        found = self._db.execute("SELECT value FROM answer WHERE name = ? AND hidden = ?", (name, hidden)).fetchone()
        return None if found is None else _opened(found[0])

    def answer_folded(self, folded: str) -> tuple[str, bytes] | None:
        """The first file of the output that has a name in another case, and what answers there."""
        question = "SELECT name, value FROM answer WHERE folded = ? AND NOT hidden ORDER BY number LIMIT 1"
        row = self._db.execute(question, (folded,)).fetchone()
        return None if row is None else (row[0], _opened(row[1]))

    def answers_below(self, folder: str, most: int) -> list[bytes]:
        """What readers can reach in a folder of the output and below it: so many of all."""
        question = "SELECT value FROM answer WHERE name >= ? AND name < ? AND NOT hidden LIMIT ?"
        return [_opened(value) for (value,) in self._db.execute(question, (f"{folder}/", f"{folder}0", most))]

    def beside(self, path: str, folder: str, kind: int) -> list[tuple[int, str]]:
        """The files of a kind right before and after a path, of those in a folder and below it, with their places."""
        before = (
            "SELECT number, path FROM file WHERE kind = ? AND path >= ? AND path < ? ORDER BY path DESC LIMIT 1",
            (kind, f"{folder}/", path),
        )
        after = (
            "SELECT number, path FROM file WHERE kind = ? AND path > ? AND path < ? ORDER BY path LIMIT 1",
            (kind, path, f"{folder}0"),
        )
        return [(int(number), found) for one in (before, after) for number, found in self._db.execute(*one)]

    def answers(self) -> Iterator[bytes]:
        """All that readers can reach, in the order of writing."""
        rows = self._db.execute("SELECT value FROM answer WHERE NOT hidden ORDER BY number")
        return (_opened(value) for (value,) in rows)

    def answers_with(self, word: str) -> Iterator[bytes]:
        """What answers at the addresses that a word belongs to, in the order of writing."""
        question = "SELECT value FROM word JOIN answer USING (number) WHERE word = ? ORDER BY number"
        return (_opened(value) for (value,) in self._db.execute(question, (word,)))

    def linking_to(self, target: str) -> list[str]:
        """The files that link to a place on the page of a file."""
        return [path for (path,) in self._db.execute("SELECT path FROM place WHERE target = ?", (target,))]

    def asking(self, name: int) -> list[str]:
        """The files with links that are to be asked for by a name."""
        question = "SELECT path FROM link JOIN file USING (number) WHERE name = ?"
        return [path for (path,) in self._db.execute(question, (name,))]

    def model(self) -> Iterator[tuple[str, int, bytes]]:
        """Files with what they count as and what the model of the site knows of them, in their order."""
        question = "SELECT path, kind, model.facts FROM model JOIN file USING (number) ORDER BY number"
        return ((path, kind, _opened(facts)) for path, kind, facts in self._db.execute(question))

    def model_of(self, path: str) -> bytes | None:
        """What the model of the site knows of a file."""
        question = "SELECT model.facts FROM model JOIN file USING (number) WHERE path = ?"
        row = self._db.execute(question, (path,)).fetchone()
        return None if row is None else _opened(row[0])

    def written_pages(self) -> Iterator[tuple[str, bool, bytes]]:
        """All pages and files, with their paths and whether they are only copied, in the order of writing."""
        rows = self._db.execute("SELECT path, copied, value FROM page ORDER BY number")
        return ((path, bool(copied), _opened(value)) for path, copied, value in rows)

    def hosts_in(self, path: str) -> tuple[int, int]:
        """How many links of a file have the site's host in them, and how many do without."""
        row = self._db.execute("SELECT spelled, without FROM host WHERE path = ?", (path,)).fetchone()
        return (0, 0) if row is None else (int(row[0]), int(row[1]))

    def mail(self) -> dict[str, int]:
        """How often each mail address is on the site."""
        return dict(self._db.execute("SELECT destination, uses FROM mailed"))

    def mail_of(self, path: str) -> list[tuple[str, int]]:
        """The mail addresses in a file, and how often each."""
        return list(self._db.execute("SELECT destination, uses FROM mail WHERE path = ?", (path,)))


def _sealed(data: bytes) -> bytes:
    """Bytes with a checksum in front: a disk that fails, or a machine that is switched off, leaves others."""
    return crc32(data).to_bytes(4, "big") + data


def _opened(sealed: bytes) -> bytes:
    """The bytes again; raises ValueError where they are others."""
    data = sealed[4:]
    if crc32(data).to_bytes(4, "big") != sealed[:4]:
        raise ValueError("the file is damaged")
    return data


def write_index(path: Path, contents: Contents) -> None:
    """Make the index of a site, in place of an older one.

    Raises:
        OSError: it cannot be written; the old one stays.
        sqlite3.Error: the same.
    """
    import tempfile  # brings random numbers, which reading does without

    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    number, name = tempfile.mkstemp(prefix=".content-lint-", dir=path.parent)
    os.close(number)
    try:
        with closing(sqlite3.connect(name, isolation_level=None)) as db:
            db.execute("PRAGMA journal_mode = OFF")  # nobody else sees the file yet
            db.execute("PRAGMA synchronous = OFF")
            db.execute("BEGIN")
            _fill(db, contents)
            db.execute(f"PRAGMA user_version = {_VERSION}")
            db.execute("COMMIT")
        _write_out(name)
        Path(name).replace(path)
    except BaseException:
        with suppress(OSError):
            Path(name).unlink()
        raise


def _write_out(name: str) -> None:
    """Have a file on the disk before it takes the place of another."""
    number = os.open(name, os.O_RDWR)
    try:
        os.fsync(number)
    finally:
        os.close(number)


def _fill(db: sqlite3.Connection, contents: Contents) -> None:
    for table in _TABLES.values():
        db.execute(table)
    values = ((name, _sealed(value)) for name, value in contents.values.items())
    db.executemany("INSERT INTO value VALUES (?, ?)", values)
    files = tuple(contents.files)
    about = ((row.number, row.path, row.kind, row.digest, row.undecodable, row.traits) for row in files)
    db.executemany("INSERT INTO file VALUES (?, ?, ?, ?, ?, ?)", about)
    db.executemany("INSERT INTO facts VALUES (?, ?)", ((row.number, _sealed(row.facts)) for row in files))
    db.execute("INSERT INTO counted SELECT kind, count(*) FROM file GROUP BY kind")
    db.executemany("INSERT INTO entry VALUES (?, ?, ?)", contents.entries)
    pages = ((path, copied, _sealed(page)) for path, copied, page in contents.pages)
    db.executemany("INSERT INTO page (path, copied, value) VALUES (?, ?, ?)", pages)
    answers = ((row.name, row.name.casefold(), row.hidden, _sealed(row.value)) for row in contents.answers)
    db.executemany("INSERT INTO answer (name, folded, hidden, value) VALUES (?, ?, ?, ?)", answers)
    numbers = dict(db.execute("SELECT name, number FROM answer WHERE NOT hidden"))
    words = ((word, numbers[name]) for word, name in contents.words)
    db.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", words)
    db.executemany("INSERT OR IGNORE INTO place VALUES (?, ?)", contents.places)
    numbers = dict(db.execute("SELECT path, number FROM file"))
    links = ((name, numbers[path]) for name, path in contents.links)
    db.executemany("INSERT OR IGNORE INTO link VALUES (?, ?)", links)
    model = ((number, _sealed(facts)) for number, facts in contents.model)
    db.executemany("INSERT INTO model VALUES (?, ?)", model)
    db.executemany("INSERT INTO host VALUES (?, ?, ?)", contents.hosts)
    db.executemany("INSERT INTO mail VALUES (?, ?, ?)", contents.mail)
    db.execute("INSERT INTO mailed SELECT destination, sum(uses) FROM mail GROUP BY destination")
    for index in _INDEXES.values():
        db.execute(index)
