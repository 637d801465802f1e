"""An export as a SQLite database, written with Python's own module: Datasette opens it as it is.

Every run makes it whole, beside the old one, in the order of the pages' paths, so that the same input gives the same
bytes; a file that would stay as it is is left alone, and another takes its place in one step.
"""

from __future__ import annotations

import filecmp
import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing, suppress
from pathlib import Path

import msgspec

from content_lint.export.columns import OWN, columns_of, free_name
from content_lint.export.exporter import Exported, Exporter
from content_lint.export.record import FORMAT, ExportedRedirect
from content_lint.output.json import plain

_HEADER = b"SQLite format 3\0"
_TABLES = """
CREATE TABLE about (schema_version INTEGER NOT NULL, generator TEXT, site TEXT, zone TEXT);
CREATE TABLE pages (
    path TEXT PRIMARY KEY, collection TEXT, language TEXT, url TEXT NOT NULL, address TEXT, state TEXT NOT NULL,
    until TEXT, passed INTEGER NOT NULL, title TEXT, date_utc TEXT, date_local TEXT, schema TEXT, excerpt TEXT,
    words TEXT, markdown TEXT, templates INTEGER NOT NULL, html TEXT, html_renderer TEXT, hash TEXT NOT NULL,
    git_first TEXT, git_last TEXT, git_authors INTEGER, front_matter TEXT NOT NULL);
CREATE INDEX pages_url ON pages (url);
CREATE INDEX pages_date ON pages (date_utc);
CREATE TABLE headings (
    path TEXT NOT NULL REFERENCES pages (path), position INTEGER NOT NULL, level INTEGER NOT NULL, text TEXT NOT NULL,
    anchor TEXT, PRIMARY KEY (path, position));
CREATE TABLE links (
    path TEXT NOT NULL REFERENCES pages (path), position INTEGER NOT NULL, kind TEXT NOT NULL, text TEXT NOT NULL,
    destination TEXT NOT NULL, url TEXT, scope TEXT NOT NULL, outcome TEXT NOT NULL, PRIMARY KEY (path, position));
CREATE INDEX links_url ON links (url);
CREATE TABLE images (
    path TEXT NOT NULL REFERENCES pages (path), position INTEGER NOT NULL, source TEXT NOT NULL, url TEXT,
    alt TEXT NOT NULL, width INTEGER, height INTEGER, PRIMARY KEY (path, position));
CREATE TABLE findings (
    path TEXT NOT NULL REFERENCES pages (path), position INTEGER NOT NULL, rule TEXT NOT NULL, code TEXT NOT NULL,
    severity TEXT NOT NULL, line INTEGER NOT NULL, "column" INTEGER NOT NULL, message TEXT NOT NULL,
    PRIMARY KEY (path, position));
CREATE TABLE redirects (url TEXT NOT NULL, target TEXT NOT NULL, path TEXT NOT NULL);
CREATE INDEX redirects_url ON redirects (url);
"""
_SEARCH = "CREATE VIRTUAL TABLE pages_fts USING fts5 (title, words, content=pages, tokenize='unicode61')"
_TAKEN = frozenset({"about", "pages", "headings", "links", "images", "findings", "redirects"})
_LISTS = ("headings", "links", "images", "findings")


class NotDatabaseError(Exception):
    """The file that is to be replaced is no database."""


def write_database(exporter: Exporter, target: Path, pages: Iterable[Exported]) -> bool:
    """Write the database; whether it is another one than before.

    Args:
        exporter: makes the pages.
        target: the file.
        pages: the pages.

    Raises:
        NotDatabaseError: the file is there, and no database.
        OSError: it cannot be written.
    """
    if target.exists() and not (target.is_file() and not target.stat().st_size) and not _is_database(target):
        raise NotDatabaseError("is there already, and is no database")
    waiting = target.with_name(f".{target.name}.tmp")
    waiting.unlink(missing_ok=True)
    try:
        with closing(sqlite3.connect(waiting, isolation_level=None)) as database:
            _Writer(database, exporter).write(pages)
        if target.exists() and filecmp.cmp(waiting, target, shallow=False):
            waiting.unlink()
            return False
        waiting.replace(target)
    except sqlite3.Error as error:
        raise OSError(0, str(error)) from error
    finally:
        with suppress(OSError):
            waiting.unlink()
    return True


def _is_database(file: Path) -> bool:
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return opened.read(len(_HEADER)) == _HEADER


class _Writer:
    def __init__(self, database: sqlite3.Connection, exporter: Exporter) -> None:
        self._database = database
        self._exporter = exporter
        self._columns = columns_of(exporter.site, exporter.paths())
        self._tables: dict[str, str] = {}

    def write(self, pages: Iterable[Exported]) -> None:
        run = self._database.execute
        for pragma in ("page_size = 4096", "journal_mode = OFF", "synchronous = OFF", f"user_version = {FORMAT}"):
            run(f"PRAGMA {pragma}")
        run("BEGIN")
        for statement in _TABLES.split(";\n"):
            run(statement)
        self._make_tables()
        settings = self._exporter.site.settings
        about = (FORMAT, settings.generator.name, settings.url or None, str(settings.zone))
        self._insert("about", about)
        paths = set()
        for item in pages:
            paths.add(item.page.path)
            self._write_page(item)
        self._write_redirects(self._exporter.redirects(frozenset(paths)))
        with suppress(sqlite3.OperationalError):  # a SQLite without full text search
            run(_SEARCH)
            run("INSERT INTO pages_fts (pages_fts) VALUES ('rebuild')")
        run("COMMIT")

    def _make_tables(self) -> None:
        """A table for each collection, under its own name where no table of ours is called so."""
        taken = set(_TAKEN)
        for collection, columns in sorted(self._columns.items()):
            name = free_name(collection, taken, ("sqlite_", "pages_fts"))
            self._tables[collection] = name
            fields = "".join(f", {_quoted(column)} {kind}" for column, kind in columns.values())
            own = "path TEXT PRIMARY KEY REFERENCES pages (path), url TEXT NOT NULL"
            self._database.execute(f"CREATE TABLE {_quoted(name)} ({own}{fields})")

    def _write_page(self, item: Exported) -> None:
        page = item.page
        date, git = page.date, page.git
        self._insert(
            "pages",
            (
                *(page.path, page.collection, page.language, page.url, page.address, page.state, page.until),
                *(page.passed, page.title, date and date.utc, date and date.local, page.schema, page.excerpt),
                *(item.words(), page.markdown, page.templates, page.html, page.html_renderer),
                *(page.hash, git and git.first, git and git.last, git and git.authors, _json(page.front_matter)),
            ),
        )
        for name in _LISTS:
            for position, part in enumerate(getattr(page, name), 1):
                self._insert(name, (page.path, position, *msgspec.structs.astuple(part)))
        if page.collection is not None and page.collection in self._columns:
            self._write_fields(page.collection, (page.path, page.url), page.front_matter)

    def _write_fields(self, collection: str, own: tuple[str, str], values: Mapping[str, object]) -> None:
        columns = self._columns[collection]
        names = ", ".join(_quoted(name) for name in (*OWN, *(column for column, _ in columns.values())))
        row = (*own, *(_cell(values.get(plain(key))) for key in columns))
        marks = ", ".join("?" * len(row))
        self._database.execute(f"INSERT INTO {_quoted(self._tables[collection])} ({names}) VALUES ({marks})", row)  # noqa: S608

    def _write_redirects(self, redirects: Iterable[ExportedRedirect]) -> None:
        for item in redirects:
            self._insert("redirects", (item.url, item.target, item.path))

    def _insert(self, table: str, row: Sequence[object]) -> None:
        self._database.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)  # noqa: S608 - ours


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _cell(value: object) -> object:
    """A value of front matter in a cell: lists and groups as JSON; a number that no cell can hold as text."""
    if isinstance(value, (list, dict)):
        return _json(value)
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        return str(value)
    return value


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
