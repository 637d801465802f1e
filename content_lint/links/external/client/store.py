"""What is known of external addresses from earlier runs: one SQLite file in the cache folder.

It can be lost at any time, and never stops a run: a damaged file is thrown away, a full disk or a file
that another run holds means that nothing is kept. It may come from another machine: what is read is
checked, and nothing in it is run.
"""

from __future__ import annotations

import contextlib
import json
import sqlite3
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from content_lint.links.external.address.keys import MalformedUrlError, parse_address
from content_lint.report.verdict import Outcome, RedirectHop, Verdict

_VERSION = 1
_DAY = 86_400.0
_TIME_TO_LIVE = {
    Outcome.OK: 7 * _DAY,
    Outcome.MOVED: 7 * _DAY,
    Outcome.BLOCKED: 3 * _DAY,
    Outcome.BROKEN: _DAY,
    Outcome.TLS: _DAY,
    Outcome.FRAGMENT: _DAY,
    Outcome.FLAKY: 0.0,  # asked again each time; its streak stays
}
_GOOD = frozenset({Outcome.OK, Outcome.MOVED})
_JITTER = 0.2  # of the time to live, each way: else all that was asked on one day is asked on one day again
_RUN_APART = 6 * 3600.0
_LASTING_RUNS = 3
_LASTING_SECONDS = 72 * 3600.0
_CLOCK_SLACK = 3600.0
_KEPT_FOR = 90 * _DAY
_WAIT_FOR_OTHERS = 5.0
_AT_ONCE = 500
_LONGEST_STREAK = 1_000_000
_FAULTS = (sqlite3.Error, UnicodeError, OSError)  # a damaged file has even the words of an error in no UTF-8
_TABLE = """
CREATE TABLE IF NOT EXISTS link (
    target TEXT PRIMARY KEY, policy TEXT NOT NULL, outcome TEXT NOT NULL, reason TEXT NOT NULL, status INTEGER,
    final_url TEXT, moved_to TEXT, chain TEXT NOT NULL, checked REAL NOT NULL,
    streak INTEGER NOT NULL, streak_since REAL, streak_counted REAL
) WITHOUT ROWID
"""
_COLUMNS = (
    "target, policy, outcome, reason, status, final_url, moved_to, chain, checked, streak, streak_since, streak_counted"
)


class Remembered(Struct, frozen=True):
    """A verdict of an earlier run.

    Attributes:
        verdict: with ``from_cache`` set.
        is_fresh: whether it still is, under this policy and by this clock.
    """

    verdict: Verdict
    is_fresh: bool


class _Streak(Struct, frozen=True):
    """How long a target has not been well, in one and the same way."""

    count: int
    since: float | None = None
    counted: float | None = None
    outcome: str = ""


class LinkStore:
    """Verdicts by target. To be used by one thread; other processes may use the same file.

    Args:
        path: the file; its folder is made.
        clock: seconds since 1970.
        complain: told once, in a sentence, that nothing can be kept.
    """

    def __init__(self, path: Path, clock: Callable[[], float], complain: Callable[[str], None]) -> None:
        self._path = path
        self._clock = clock
        self._complain = complain
        self._complained = False
        self._db: sqlite3.Connection | None = None
        self._writable = True
        self._open(again=True)

    def close(self) -> None:
        """Let go of the file."""
        if self._db is not None:
            with contextlib.suppress(sqlite3.Error):
                self._db.close()
            self._db = None

    def recall(self, targets: Sequence[str], fingerprint: str) -> dict[str, Remembered]:
        """What is known of these targets.

        Args:
            targets: serialised, fragments and all.
            fingerprint: of the policy; a verdict under another one is not fresh.
        """
        now = self._clock()
        found: dict[str, Remembered] = {}
        for start in range(0, len(targets), _AT_ONCE):
            for row in self._read(targets[start : start + _AT_ONCE]):
                if (verdict := _read_row(row)) is None:
                    continue
                age = now - (verdict.checked_at or 0.0)
                is_fresh = row[1] == fingerprint and -_CLOCK_SLACK <= age < _time_to_live(verdict)
                found[verdict.target] = Remembered(verdict, is_fresh)
        return found

    def keep(self, verdicts: Iterable[Verdict], fingerprint: str) -> dict[str, Verdict]:
        """Keep verdicts of this run, and count their streaks.

        Returns:
            The verdicts by target, with streak and lasting filled in; as they came where nothing can be kept.
        """
        fresh = {verdict.target: verdict for verdict in verdicts if verdict.outcome in _TIME_TO_LIVE}
        if not fresh or self._db is None:
            return fresh
        now = self._clock()
        kept: dict[str, Verdict] = {}
        try:
            self._db.execute("BEGIN IMMEDIATE" if self._writable else "BEGIN")
            before = self._streaks(list(fresh))
            rows = []
            for target, verdict in fresh.items():
                streak = _count(before.get(target), verdict, now)
                counted = replace(verdict, streak=streak.count, lasting=_is_lasting(verdict, streak, now))
                kept[target] = counted
                rows.append(_row(counted, streak, fingerprint, now))
            if self._writable:
                marks = ",".join("?" * 12)
                self._db.executemany(f"REPLACE INTO link ({_COLUMNS}) VALUES ({marks})", rows)  # noqa: S608 - constants
            self._db.execute("COMMIT")
        except _FAULTS as error:
            self._roll_back()
            self._lose(error)
            return fresh | kept
        return kept

    def forget_old(self) -> None:
        """Drop what nobody has asked for in three months."""
        if self._db is None or not self._writable:
            return
        try:
            self._db.execute("DELETE FROM link WHERE checked < ?", (self._clock() - _KEPT_FOR,))
        except _FAULTS as error:
            self._lose(error)

    def _open(self, *, again: bool) -> None:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(self._path, timeout=_WAIT_FOR_OTHERS, isolation_level=None)
            self._db.execute("PRAGMA trusted_schema = OFF")
            self._db.execute("PRAGMA cell_size_check = ON")
            self._db.execute("PRAGMA synchronous = OFF")  # a file that a power cut damages is thrown away
            self._refuse_programs(self._db)
            if self._version() != _VERSION:
                self._begin_anew(self._db)
            self._db.execute(f"SELECT {_COLUMNS} FROM link LIMIT 1").fetchone()  # noqa: S608 - constants
        except _FAULTS as error:
            self.close()
            if again and _is_damage(error):
                self._throw_away()
                self._open(again=False)
            else:
                self._tell(error)

    def _refuse_programs(self, db: sqlite3.Connection) -> None:
        """Throw the file away unless it is empty or holds our table alone, as we define it.

        A view or a trigger is a program: whoever writes the file could keep every run busy with it.
        """
        known = " ".join(_TABLE.replace("IF NOT EXISTS ", "").split())
        for kind, name, text in db.execute("SELECT type, name, sql FROM sqlite_master LIMIT 2"):
            if (kind, name, " ".join(str(text).split())) != ("table", "link", known):
                raise sqlite3.DatabaseError("it holds more than the table of links")

    def _version(self) -> int:
        return -1 if self._db is None else int(self._db.execute("PRAGMA user_version").fetchone()[0])

    def _begin_anew(self, db: sqlite3.Connection) -> None:
        db.execute("BEGIN IMMEDIATE")
        if self._version() != _VERSION:  # another run may have been faster
            db.execute("DROP TABLE IF EXISTS link")
            db.execute(_TABLE)
            db.execute(f"PRAGMA user_version = {_VERSION}")
        db.execute("COMMIT")

    def _read(self, targets: Sequence[str]) -> list[tuple[object, ...]]:
        if self._db is None:
            return []
        marks = ",".join("?" * len(targets))
        question = f"SELECT {_COLUMNS} FROM link WHERE target IN ({marks})"  # noqa: S608 - constants
        try:
            return self._db.execute(question, [_plain(target) for target in targets]).fetchall()
        except _FAULTS as error:
            self._lose(error)
            return []

    def _streaks(self, targets: Sequence[str]) -> Mapping[str, _Streak]:
        found: dict[str, _Streak] = {}
        if self._db is None:
            return found
        for start in range(0, len(targets), _AT_ONCE):
            part = targets[start : start + _AT_ONCE]
            question = "SELECT target, streak, streak_since, streak_counted, outcome FROM link WHERE target IN "
            marks = ",".join("?" * len(part))
            for target, count, since, counted, outcome in self._db.execute(
                f"{question}({marks})", [_plain(item) for item in part]
            ):
                if isinstance(count, int) and count < _LONGEST_STREAK and _is_time(since) and _is_time(counted):
                    found[target] = _Streak(count, since, counted, str(outcome))
        return found

    def _lose(self, error: Exception) -> None:
        """Go on without: a damaged file is thrown away and begun again, anything else ends keeping."""
        if _is_damage(error):
            self.close()
            self._throw_away()
            self._open(again=False)
        else:
            self._writable = False
            self._tell(error)

    def _roll_back(self) -> None:
        if self._db is not None and self._db.in_transaction:
            with contextlib.suppress(*_FAULTS):
                self._db.execute("ROLLBACK")

    def _throw_away(self) -> None:
        for ending in ("", "-journal", "-wal", "-shm"):
            with contextlib.suppress(OSError):
                self._path.with_name(self._path.name + ending).unlink()

    def _tell(self, error: Exception) -> None:
        if not self._complained:
            self._complained = True
            self._complain(f"What is learned of external addresses cannot be kept in {self._path}: {_in_words(error)}.")


def _in_words(error: Exception) -> str:
    if isinstance(error, OSError):
        return error.strerror or "it cannot be opened"
    code = getattr(error, "sqlite_errorcode", None)
    return "another run holds it" if code is not None and code & 0xFF == sqlite3.SQLITE_BUSY else str(error)


def _is_damage(error: Exception) -> bool:
    """Whether the file is no store of ours. A full disk or a lock of another run is no damage."""
    if isinstance(error, UnicodeError):
        return True
    if not isinstance(error, sqlite3.DatabaseError):
        return False
    code = getattr(error, "sqlite_errorcode", None)
    if code is None:
        return type(error) in {sqlite3.DatabaseError, sqlite3.OperationalError}  # a text that is no UTF-8
    damaged = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR, sqlite3.SQLITE_MISMATCH}
    return code & 0xFF in damaged


def _time_to_live(verdict: Verdict) -> float:
    seconds = _TIME_TO_LIVE.get(verdict.outcome, 0.0)
    share = zlib.crc32(verdict.target.encode()) % 1000 / 999
    return seconds * (1 - _JITTER + 2 * _JITTER * share)


def _count(before: _Streak | None, verdict: Verdict, now: float) -> _Streak:
    """The streak after this verdict. Runs less than six hours apart are one, whatever the clock did."""
    if verdict.outcome in _GOOD:
        return _Streak(0)
    if before is None or before.since is None or before.counted is None or before.outcome != verdict.outcome.value:
        return _Streak(1, now, now)
    if now < before.counted:  # the clock was set back
        return _Streak(before.count, min(before.since, now), now)
    if now - before.counted < _RUN_APART:
        return before
    return _Streak(before.count + 1, before.since, now)


def _is_lasting(verdict: Verdict, streak: _Streak, now: float) -> bool:
    if verdict.outcome is not Outcome.FLAKY or streak.since is None:
        return False
    return streak.count >= _LASTING_RUNS and now - streak.since >= _LASTING_SECONDS


def _row(verdict: Verdict, streak: _Streak, fingerprint: str, now: float) -> tuple[object, ...]:
    chain = json.dumps([[hop.status, hop.url] for hop in verdict.chain])
    texts = (_plain(verdict.target), fingerprint, verdict.outcome.value, _plain(verdict.reason))
    places = (verdict.status, _plain(verdict.final_url), _plain(verdict.moved_to), chain)
    checked = now if verdict.checked_at is None else verdict.checked_at
    return (*texts, *places, checked, streak.count, streak.since, streak.counted)


def _plain(text: str | None) -> str | None:
    """SQLite takes no halves of surrogate pairs."""
    return text if text is None or text.isascii() else text.encode("utf-8", "replace").decode("utf-8")


def _read_row(row: tuple[object, ...]) -> Verdict | None:
    """The verdict of a row, or None for a row that was not written here."""
    target, _policy, outcome, reason, status, final_url, moved_to, chain, checked, streak, since, _counted = row
    if not (isinstance(target, str) and isinstance(reason, str) and isinstance(chain, str)):
        return None
    if not (isinstance(checked, float) and isinstance(streak, int) and isinstance(status, int | None)):
        return None
    if not (isinstance(final_url, str | None) and isinstance(moved_to, str | None) and isinstance(since, float | None)):
        return None
    try:
        known = Outcome(str(outcome))
        hops = _read_chain(chain)
    except (ValueError, TypeError, RecursionError):
        return None
    if known not in _TIME_TO_LIVE or (known is Outcome.MOVED) != (moved_to is not None):
        return None
    if moved_to is not None and not _is_web_address(moved_to):
        return None  # a fix would write it into the site
    verdict = Verdict(target, known, reason, status, final_url, moved_to, hops, checked, True, streak)
    span = _Streak(streak, since)
    return replace(verdict, lasting=_is_lasting(verdict, span, checked))


def _is_web_address(url: str) -> bool:
    try:
        return parse_address(url).url == url
    except MalformedUrlError:
        return False


def _read_chain(text: str) -> tuple[RedirectHop, ...]:
    """The redirects of a row; raises ValueError, TypeError or RecursionError if they are malformed."""
    return tuple(RedirectHop(int(code), str(url)) for code, url in json.loads(text))


def _is_time(value: object) -> bool:
    return value is None or isinstance(value, float)
