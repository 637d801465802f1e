from __future__ import annotations

import contextlib
import random
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.links.external.client.store import LinkStore
from content_lint.report.verdict import Outcome, RedirectHop, Verdict

HOUR = 3600.0
DAY = 24 * HOUR
START = 1_700_000_000.0
URL = "https://a.example.org/"


class Clock:
    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def path(tmp_path):
    return tmp_path / "cache" / "links.db"


@pytest.fixture
def store(path, clock, complaints):
    opened = LinkStore(path, clock, complaints.append)
    yield opened
    opened.close()


def verdict(outcome=Outcome.OK, url=URL, clock=None, **more):
    if outcome is Outcome.MOVED:
        more = {"moved_to": "https://b.example.org/", "chain": (RedirectHop(301, "https://b.example.org/"),), **more}
    return Verdict(url, outcome, "because", 200, url, checked_at=clock.now if clock else START, **more)


def fresh(store, url=URL, policy="p"):
    known = store.recall([url], policy).get(url)
    return known is not None and known.is_fresh


def test_what_was_kept_comes_back_as_it_was(store, path, clock, complaints):
    for outcome in (Outcome.OK, Outcome.MOVED, Outcome.FRAGMENT):
        store.keep([verdict(outcome)], "p")
        again = LinkStore(path, clock, complaints.append)
        known = again.recall([URL], "p")[URL]
        again.close()
        streak = 0 if outcome in {Outcome.OK, Outcome.MOVED} else 1
        assert known.verdict == replace(verdict(outcome), from_cache=True, streak=streak)
        assert known.is_fresh
    assert complaints == []


DAYS = {Outcome.OK: 7, Outcome.MOVED: 7, Outcome.BLOCKED: 3, Outcome.BROKEN: 1, Outcome.TLS: 1, Outcome.FRAGMENT: 1}


@pytest.mark.parametrize("outcome", DAYS)
def test_each_outcome_stands_for_its_time_and_a_fifth_more_or_less(store, clock, outcome):
    urls = [f"https://a.example.org/{number}" for number in range(300)]
    store.keep([verdict(outcome, url) for url in urls], "p")
    counts = []
    for share in (0.79, 0.9, 1.0, 1.1, 1.21):
        clock.now = START + DAYS[outcome] * DAY * share
        counts.append(sum(known.is_fresh for known in store.recall(urls, "p").values()))
    assert counts[0] == 300
    assert counts[-1] == 0
    assert 180 < counts[1] < 270
    assert 30 < counts[3] < 120


def test_flaky_is_always_asked_again(store):
    store.keep([verdict(Outcome.FLAKY)], "p")
    assert URL in store.recall([URL], "p")
    assert not fresh(store)


@pytest.mark.parametrize("outcome", [Outcome.UNSAFE, Outcome.MALFORMED, Outcome.UNCHECKED])
def test_what_the_network_did_not_say_is_not_kept(store, outcome):
    store.keep([verdict(outcome)], "p")
    assert store.recall([URL], "p") == {}


def test_another_policy_asks_again_and_the_streak_goes_on(store, clock):
    store.keep([verdict(Outcome.BROKEN)], "p")
    assert not fresh(store, policy="q")
    clock.now += 7 * HOUR
    assert store.keep([verdict(Outcome.BROKEN, clock=clock)], "q")[URL].streak == 2


def test_runs_less_than_six_hours_apart_are_one(store, clock):
    streaks = []
    for hours in (0, 1, 5.9, 6.1, 7, 13, 30):
        clock.now = START + hours * HOUR
        streaks.append(store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak)
    assert streaks == [1, 1, 1, 2, 2, 3, 4]


def test_flaky_lasts_after_three_runs_over_three_days(store, clock):
    lasting = []
    for hours in (0, 24, 48, 71, 72, 96):
        clock.now = START + hours * HOUR
        lasting.append(store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].lasting)
    assert lasting == [False, False, False, False, True, True]
    clock.now = START + 200 * HOUR
    assert not store.keep([verdict(Outcome.OK, clock=clock)], "p")[URL].lasting
    assert store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak == 1


def test_two_runs_over_three_days_are_not_enough(store, clock):
    store.keep([verdict(Outcome.FLAKY)], "p")
    clock.now += 100 * HOUR
    assert not store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].lasting


def test_another_fault_begins_a_streak_of_its_own(store, clock):
    for outcome, streak in ((Outcome.BLOCKED, 1), (Outcome.BLOCKED, 2), (Outcome.FLAKY, 1), (Outcome.BLOCKED, 1)):
        clock.now += 7 * HOUR
        assert store.keep([verdict(outcome, clock=clock)], "p")[URL].streak == streak


def test_a_clock_that_is_set_back_makes_nothing_eternal(store, clock):
    clock.now = START + 1000 * DAY
    store.keep([verdict(clock=clock), verdict(Outcome.FLAKY, "https://b.example.org/", clock)], "p")
    clock.now = START
    assert not fresh(store)
    flaky = store.keep([verdict(Outcome.FLAKY, "https://b.example.org/", clock)], "p")["https://b.example.org/"]
    assert (flaky.streak, flaky.lasting) == (1, False)
    clock.now += 7 * HOUR
    assert store.keep([verdict(Outcome.FLAKY, "https://b.example.org/", clock)], "p")[flaky.target].streak == 2


def test_a_clock_that_jumps_ahead_asks_again(store, clock):
    store.keep([verdict()], "p")
    clock.now += 1e9
    assert not fresh(store)


DAMAGE = {
    "text": lambda data: b"this is no database " * 300,
    "empty": lambda data: b"",
    "cut": lambda data: data[: len(data) // 2],
    "zeros in the middle": lambda data: data[:4096] + bytes(4096) + data[8192:],
    "rubbish behind the header": lambda data: data[:100] + bytes(range(256)) * 200,
    "header only": lambda data: data[:100],
    "a letter of the table's own text": lambda data: data.replace(b"final_url TEXT", b"final_\x93rl TEXT"),
    "letters of every row": lambda data: data.replace(b"because", b"bec\x93use"),
}


@pytest.mark.parametrize("kind", DAMAGE)
def test_a_damaged_file_is_thrown_away_and_begun_anew(path, clock, complaints, kind):
    urls = [f"https://a.example.org/{number}" for number in range(300)]
    first = LinkStore(path, clock, complaints.append)
    first.keep([verdict(url=url) for url in urls], "p")
    first.close()
    path.write_bytes(DAMAGE[kind](path.read_bytes()))
    second = LinkStore(path, clock, complaints.append)
    second.recall(urls, "p")
    second.keep([verdict(url=url) for url in urls], "p")
    second.keep([verdict(url=url) for url in urls], "p")
    assert sum(known.is_fresh for known in second.recall(urls, "p").values()) == 300
    second.close()
    assert complaints == []


def test_no_damage_stops_a_run(path, clock):
    urls = [f"https://a.example.org/{number}" for number in range(100)]
    with contextlib.closing(LinkStore(path, clock, str)) as store:
        store.keep([verdict(url=url) for url in urls], "p")
    whole = path.read_bytes()
    for seed in range(150):
        chance = random.Random(seed)
        damaged = bytearray(whole)
        end = chance.choice((200, 4096, len(whole)))
        for _ in range(chance.choice((1, 3, 20, 400))):
            damaged[chance.randrange(end)] = chance.randrange(256)
        path.write_bytes(damaged)
        with contextlib.closing(LinkStore(path, clock, str)) as store:
            store.forget_old()
            store.recall(urls, "p")
            assert len(store.keep([verdict(url=url) for url in urls], "p")) == 100


def test_a_file_of_another_version_is_begun_anew(path, clock, complaints):
    path.parent.mkdir()
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE link (target TEXT)")
    other.execute("PRAGMA user_version = 99")
    other.close()
    store = LinkStore(path, clock, complaints.append)
    store.keep([verdict()], "p")
    assert fresh(store)
    store.close()


HOSTILE = [
    {"outcome": "unsafe"},
    {"outcome": "no such outcome"},
    {"status": "x"},
    {"chain": "{"},
    {"chain": "[" * 100_000},
    {"chain": "[[1]]"},
    {"checked": "yesterday"},
    {"streak": "many"},
    {"moved_to": "https://elsewhere.example.org/"},  # beside an outcome that is not "moved"
    {"reason": b"\x00"},
    {"outcome": "moved", "moved_to": "javascript:alert(1)"},
    {"outcome": "moved", "moved_to": "https://b.example.org/ \n# Heading"},
]
ENDLESS = 2**63 - 1


@pytest.mark.parametrize("change", HOSTILE)
def test_rows_that_were_not_written_here_are_passed_over(store, path, change):
    store.keep([verdict()], "p")
    other = sqlite3.connect(path)
    for column, value in change.items():
        other.execute(f"UPDATE link SET {column} = ?", (value,))
    other.commit()
    other.close()
    assert store.recall([URL], "p") == {}
    assert store.keep([verdict()], "p")[URL].outcome is Outcome.OK
    assert fresh(store)


def test_a_streak_that_no_store_can_count_on_begins_anew(store, path, clock):
    store.keep([verdict(Outcome.BROKEN)], "p")
    other = sqlite3.connect(path)
    other.execute("UPDATE link SET streak = ?", (ENDLESS,))
    other.commit()
    other.close()
    clock.now += DAY
    assert store.keep([verdict(Outcome.BROKEN)], "p")[URL].streak == 1


def test_a_folder_that_cannot_be_made_is_reported_once(tmp_path, clock, complaints):
    (tmp_path / "file").write_text("")
    store = LinkStore(tmp_path / "file" / "links.db", clock, complaints.append)
    assert store.keep([verdict()], "p")[URL] == verdict()
    assert store.recall([URL], "p") == {}
    assert len(complaints) == 1


def test_a_full_disk_keeps_nothing_and_loses_nothing(store, complaints):
    store.keep([verdict()], "p")
    store._db.execute("PRAGMA max_page_count = 4")
    many = [verdict(url=f"https://a.example.org/{number}") for number in range(2000)]
    assert len(store.keep(many, "p")) == 2000
    assert len(complaints) == 1
    assert "full" in complaints[0]
    assert fresh(store)
    assert len(store.keep(many, "p")) == 2000
    assert len(complaints) == 1


@pytest.mark.skipif(sys.platform != "linux", reason="bounds the size of files as Linux does")
def test_a_file_that_may_not_grow_is_survived(tmp_path):
    script = """
import resource, signal, sys, time
from pathlib import Path
from content_lint.links.external.client.store import LinkStore
from content_lint.report.verdict import Outcome, Verdict
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (40000, 40000))
said = []
store = LinkStore(Path(sys.argv[1]), time.time, said.append)
many = [Verdict(f"https://a.example.org/{n}", Outcome.OK, "x", checked_at=time.time()) for n in range(3000)]
print(len(store.keep(many, "p")), len(said))
"""
    command = [sys.executable, "-c", script, str(tmp_path / "links.db")]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout.split(), done.stderr) == (["3000", "1"], "")


WRITER = """
import sys
from pathlib import Path
from content_lint.links.external.client.store import LinkStore
from content_lint.report.verdict import Outcome, Verdict
store = LinkStore(Path(sys.argv[1]), lambda: 1.7e9, print)
for start in range(0, 400, 20):
    urls = [f"https://{sys.argv[2]}.example.org/{number}" for number in range(start, start + 20)]
    store.keep([Verdict(url, Outcome.OK, "x", checked_at=1.7e9) for url in urls], "p")
"""


def test_runs_at_the_same_time_keep_what_each_has_learned(path, clock, complaints):
    command = [sys.executable, "-c", WRITER, str(path)]
    runs = [subprocess.Popen([*command, name], stdout=subprocess.PIPE, text=True) for name in "abc"]
    assert [run.communicate(timeout=60)[0] for run in runs] == ["", "", ""]
    assert [run.returncode for run in runs] == [0, 0, 0]
    store = LinkStore(path, clock, complaints.append)
    urls = [f"https://{name}.example.org/{number}" for name in "abc" for number in range(400)]
    assert len(store.recall(urls, "p")) == 1200
    store.close()


def test_a_run_that_is_killed_while_it_writes_leaves_a_store_that_can_be_read(path, clock, complaints):
    script = f"""
import sys
sys.path.insert(0, {str(Path(__file__).parent)!r})
from pathlib import Path
from content_lint.links.external.client.store import LinkStore
from content_lint.report.verdict import Outcome, Verdict
store = LinkStore(Path(sys.argv[1]), lambda: {START}, print)
number = 0
while True:
    urls = [f"https://a.example.org/{{number + n}}" for n in range(200)]
    store.keep([Verdict(url, Outcome.OK, "x", checked_at={START}) for url in urls], "p")
    number += 200
    print(number, flush=True)
"""
    process = subprocess.Popen([sys.executable, "-c", script, str(path)], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for _ in range(5):
        last = int(process.stdout.readline())
    process.kill()
    process.wait()
    process.stdout.close()
    store = LinkStore(path, clock, complaints.append)
    known = store.recall([f"https://a.example.org/{number}" for number in range(last)], "p")
    assert len(known) == last
    store.close()
    assert complaints == []


def test_what_nobody_has_asked_for_in_three_months_is_forgotten(store, clock):
    store.keep([verdict()], "p")
    clock.now += 91 * DAY
    store.keep([verdict(url="https://b.example.org/", clock=clock)], "p")
    store.forget_old()
    assert list(store.recall([URL, "https://b.example.org/"], "p")) == ["https://b.example.org/"]


def test_halves_of_surrogate_pairs_can_be_kept(store):
    store.keep([replace(verdict(url="mailto:\ud800@a.org"), checked_at=START)], "p")
    assert len(store.recall(["mailto:?@a.org"], "p")) == 1


ENDLESS = (
    "CREATE VIEW link AS WITH RECURSIVE n(x) AS (SELECT 1 UNION ALL SELECT x + 1 FROM n) SELECT x AS target,"
    " '' AS policy, '' AS outcome, '' AS reason, 1 AS status, '' AS final_url, '' AS moved_to, '' AS chain,"
    " 1.0 AS checked,"
    " 1 AS streak, 1.0 AS streak_since, 1.0 AS streak_counted FROM n"
)


@pytest.mark.parametrize(
    "program",
    [
        f"DROP TABLE link; {ENDLESS}",
        f"DROP TABLE link; {ENDLESS}; CREATE TRIGGER t INSTEAD OF DELETE ON link BEGIN SELECT 1; END",
        "CREATE TRIGGER t AFTER DELETE ON link BEGIN DELETE FROM link; END",
        "CREATE VIEW other AS SELECT 1",
        "CREATE TABLE other (a)",
        "CREATE INDEX other ON link (reason) WHERE length(reason) > 1",
        "DROP TABLE link; CREATE TABLE link (target TEXT PRIMARY KEY, more AS (length(target)))",
    ],
)
def test_a_file_that_is_more_than_our_table_is_thrown_away(store, path, clock, complaints, program):
    store.keep([verdict()], "p")
    store.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.executescript(program)
    again = LinkStore(path, clock, complaints.append)
    again.forget_old()
    assert again.recall([URL], "p") == {}
    assert again.keep([verdict()], "p")
    again.close()
    with contextlib.closing(sqlite3.connect(path)) as db:
        assert db.execute("SELECT type, name FROM sqlite_master").fetchall() == [("table", "link")]
    assert complaints == []


SOUND = Verdict(
    URL,
    Outcome.MOVED,
    "has moved",
    301,
    "https://c.example.org/",
    "https://b.example.org/",
    (RedirectHop(301, "https://b.example.org/"), RedirectHop(302, "https://c.example.org/")),
    START,
)


def changed(path, **columns):
    with contextlib.closing(sqlite3.connect(path)) as db:
        for column, value in columns.items():
            db.execute(f"UPDATE link SET {column} = ?", (value,))
        db.commit()


@pytest.mark.parametrize(
    "columns",
    [
        {"reason": b"x"},
        {"chain": b"[]"},
        {"checked": "x"},
        {"streak": 1.5},
        {"status": 1.5},
        {"final_url": b"x"},
        {"moved_to": b"x"},
        {"moved_to": None},
        {"outcome": "ok"},
        {"streak_since": "x"},
        {"chain": '[["x","y"]]'},
        {"chain": "[[1,2,3]]"},
        {"chain": "7"},
        {"moved_to": "https://B.example.org/"},
        {"moved_to": "x"},
        {"outcome": "unchecked", "moved_to": None},
    ],
)
def test_a_row_is_whole_or_nothing(store, path, columns):
    store.keep([SOUND], "p")
    assert store.recall([URL], "p")[URL].verdict == replace(SOUND, from_cache=True)
    changed(path, **columns)
    assert store.recall([URL], "p") == {}


def test_where_nothing_is_known_of_a_status_or_an_end_the_row_is_whole(store):
    bare = Verdict(URL, Outcome.OK, "x", checked_at=START)
    store.keep([bare], "p")
    assert store.recall([URL], "p")[URL].verdict == replace(bare, from_cache=True)


def test_what_lasts_is_known_to_last_from_the_store_as_well(store, clock):
    for hours in (0, 24, 72):
        clock.now = START + hours * HOUR
        store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")
    known = store.recall([URL], "p")[URL].verdict
    assert (known.streak, known.lasting, known.from_cache) == (3, True, True)
    clock.now = START + 200 * HOUR
    store.keep([verdict(Outcome.BROKEN, clock=clock)], "p")
    assert not store.recall([URL], "p")[URL].verdict.lasting


@pytest.mark.parametrize("count", [500, 501, 1001])
def test_any_number_of_targets_is_asked_for_at_once(store, clock, count):
    urls = [f"https://a.example.org/{number}" for number in range(count)]
    first = store.keep([verdict(Outcome.BROKEN, url) for url in urls], "p")
    assert list(first) == urls
    assert len(store.recall(urls, "p")) == count
    clock.now += 7 * HOUR
    again = store.keep([verdict(Outcome.BROKEN, url, clock) for url in urls], "p")
    assert {item.streak for item in again.values()} == {2}


@pytest.mark.parametrize(("hours", "streak"), [(5.999, 1), (6.0, 2)])
def test_six_hours_apart_are_two_runs(store, clock, hours, streak):
    store.keep([verdict(Outcome.FLAKY)], "p")
    clock.now += hours * HOUR
    assert store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak == streak


def test_a_run_within_six_hours_leaves_the_moment_from_which_they_count(store, clock):
    streaks = []
    for hours in (0, 4, 8):
        clock.now = START + hours * HOUR
        streaks.append(store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak)
    assert streaks == [1, 1, 2]


@pytest.mark.parametrize(("seconds", "is_fresh"), [(3600.0, True), (3600.5, False)])
def test_a_clock_may_be_wrong_by_an_hour(store, clock, seconds, is_fresh):
    store.keep([verdict()], "p")
    clock.now -= seconds
    assert fresh(store) is is_fresh


def test_a_clock_that_is_set_back_keeps_the_count_and_begins_the_time_anew(store, clock):
    for hours in (0, 7, 14):
        clock.now = START + hours * HOUR
        store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")
    clock.now = START - DAY
    assert store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak == 3
    for hours, lasting in ((71.9, False), (72, True)):
        clock.now = START - DAY + hours * HOUR
        assert store.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].lasting is lasting


@pytest.mark.parametrize(("days", "kept"), [(90, True), (90.001, False)])
def test_three_months_are_ninety_days(store, clock, days, kept):
    store.keep([verdict()], "p")
    clock.now += days * DAY
    store.forget_old()
    assert (URL in store.recall([URL], "p")) is kept


def test_a_verdict_without_a_moment_is_kept_as_of_now(store, clock):
    store.keep([replace(verdict(), checked_at=None)], "p")
    assert store.recall([URL], "p")[URL].verdict.checked_at == START
    assert fresh(store)


def test_of_several_verdicts_those_that_can_be_kept_come_back(store):
    other = "https://b.example.org/"
    kept = store.keep([verdict(), verdict(Outcome.UNSAFE, other)], "p")
    assert list(kept) == [URL]
    assert store.keep([verdict(Outcome.UNSAFE, other)], "p") == {}


@pytest.mark.parametrize(("streak", "count"), [(999_999, 1_000_000), (1_000_000, 1)])
def test_a_streak_counts_up_to_a_million(store, path, clock, streak, count):
    store.keep([verdict(Outcome.BROKEN)], "p")
    changed(path, streak=streak)
    clock.now += DAY
    assert store.keep([verdict(Outcome.BROKEN, clock=clock)], "p")[URL].streak == count


@pytest.mark.parametrize("column", ["streak_since", "streak_counted"])
@pytest.mark.parametrize("value", [None, "x"])
def test_a_streak_without_its_times_begins_anew(store, path, clock, column, value):
    store.keep([verdict(Outcome.BROKEN)], "p")
    clock.now += DAY
    assert store.keep([verdict(Outcome.BROKEN, clock=clock)], "p")[URL].streak == 2
    changed(path, **{column: value})
    clock.now += DAY
    assert store.keep([verdict(Outcome.BROKEN, clock=clock)], "p")[URL].streak == 1


def test_a_store_that_is_closed_keeps_nothing_and_harms_nothing(store, complaints):
    store.keep([verdict()], "p")
    store.close()
    store.close()
    store.forget_old()
    assert store.recall([URL], "p") == {}
    assert store.keep([verdict()], "p") == {URL: verdict()}
    assert complaints == []


def test_a_folder_in_the_place_of_the_file_is_complained_of(path, clock, complaints):
    path.mkdir(parents=True)
    store = LinkStore(path, clock, complaints.append)
    assert store.keep([verdict()], "p") == {URL: verdict()}
    (complaint,) = complaints
    prefix = f"What is learned of external addresses cannot be kept in {path}: "
    assert complaint == f"{prefix}unable to open database file."


def test_a_folder_that_cannot_be_made_is_named_by_its_cause(tmp_path, clock, complaints):
    (tmp_path / "file").write_text("")
    path = tmp_path / "file" / "links.db"
    LinkStore(path, clock, complaints.append)
    assert complaints == [f"What is learned of external addresses cannot be kept in {path}: File exists."]


def test_what_another_run_holds_can_be_read_and_is_written_by_that_one(store, path, clock, complaints, monkeypatch):
    monkeypatch.setattr("content_lint.links.external.client.store._WAIT_FOR_OTHERS", 0.0)
    store.keep([verdict(Outcome.FLAKY)], "p")
    waiting = LinkStore(path, clock, complaints.append)
    clock.now += 7 * HOUR
    with contextlib.closing(sqlite3.connect(path)) as db:
        db.execute("BEGIN IMMEDIATE")
        assert waiting.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL] == verdict(Outcome.FLAKY, clock=clock)
        assert waiting.keep([verdict(Outcome.FLAKY, clock=clock)], "p")[URL].streak == 2  # counted, not kept
        db.rollback()
    assert waiting.recall([URL], "p")[URL].verdict.streak == 1
    prefix = f"What is learned of external addresses cannot be kept in {path}: "
    assert complaints == [f"{prefix}another run holds it."]
    clock.now += 91 * DAY
    waiting.forget_old()
    assert URL in waiting.recall([URL], "p")  # it writes no more
    waiting.close()


def test_time_to_live_spreads_by_the_target_alone(store, clock):
    """The same address has the same time, whoever asks; of many some come early and some late."""
    urls = [f"https://a.example.org/{number}" for number in range(1000)]
    store.keep([verdict(url=url) for url in urls], "p")
    ends = []
    for share in (0.8, 0.9999, 1.1999):
        clock.now = START + 7 * DAY * share
        ends.append({url for url, known in store.recall(urls, "p").items() if known.is_fresh})
    assert ends[0] >= ends[1] >= ends[2]
    assert len(ends[0]) > 990
    assert 450 < len(ends[1]) < 550
    assert len(ends[2]) < 10


def test_what_a_damaged_file_has_beside_it_goes_with_it(path, clock, complaints):
    path.parent.mkdir()
    path.write_bytes(b"this is no database " * 300)
    beside = [path.with_name(f"{path.name}{ending}") for ending in ("-journal", "-wal", "-shm")]
    for file in beside:
        file.write_bytes(b"x")
    store = LinkStore(path, clock, complaints.append)
    assert not any(file.exists() for file in beside)
    store.keep([verdict()], "p")
    assert fresh(store)
    store.close()
    assert complaints == []
