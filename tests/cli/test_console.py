from __future__ import annotations

import io
from itertools import count

import pytest

from content_lint.cli import console as console_module
from content_lint.cli.console import Console


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self):
        return True


@pytest.fixture
def slow_clock(monkeypatch):
    """A clock on which a quarter of a second passes between two looks."""
    ticks = count(0, 0.25)
    monkeypatch.setattr(console_module, "monotonic", lambda: next(ticks))


def test_progress_writes_one_line_again_and_takes_it_away(slow_clock):
    console = Console(io.StringIO(), Terminal(), {"TERM": "xterm"})
    with console.progress(quiet=False) as show:
        for done in (0, 500, 1000):
            show("reading", done, 1242)
    assert console.err.getvalue() == (
        "\r\x1b[Kreading 500 of 1,242 [########------------]"
        "\r\x1b[Kreading 1,000 of 1,242 [################----]\r\x1b[K"
    )
    assert console.out.getvalue() == ""


def test_progress_never_takes_two_rows_and_keeps_its_counts(slow_clock):
    console = Console(io.StringIO(), Terminal(), {"TERM": "xterm"})
    with console.progress(quiet=False) as show:
        for done in (0, 500):
            show("asking other servers (182/s, 2 s left; 120 blocked; 119 broken; 18 flaky; 3 moved):", done, 1242)
    line = console.err.getvalue().split("\x1b[K")[1].rstrip("\r")
    assert line == "asking other servers (182/s, 2 s left; 120 blocked; 119 broken; 1… 500 of 1,242"
    assert len(line) == 79


def test_a_short_run_shows_no_progress():
    console = Console(io.StringIO(), Terminal(), {"TERM": "xterm"})
    with console.progress(quiet=False) as show:
        show("reading", 0, 10)
    assert console.err.getvalue() == ""


@pytest.mark.parametrize(
    ("stream", "environment", "quiet"),
    [
        (io.StringIO, {"TERM": "xterm"}, False),
        (Terminal, {"TERM": "dumb"}, False),
        (Terminal, {}, False),
        (Terminal, {"TERM": "xterm"}, True),
    ],
)
def test_nobody_is_told_of_progress_who_cannot_see_it(stream, environment, quiet):
    with Console(io.StringIO(), stream(), environment).progress(quiet=quiet) as show:
        assert show is None


@pytest.mark.parametrize(
    ("stream", "environment", "colour"),
    [
        (Terminal, {"TERM": "xterm"}, True),
        (Terminal, {"WT_SESSION": "1"}, True),
        (Terminal, {"TERM": "dumb"}, False),
        (Terminal, {"TERM": "xterm", "NO_COLOR": "1"}, False),
        (Terminal, {"TERM": "xterm", "NO_COLOR": ""}, True),
        (io.StringIO, {"TERM": "xterm"}, False),
        (io.StringIO, {"FORCE_COLOR": "1"}, True),
        (io.StringIO, {"FORCE_COLOR": ""}, False),
        (Terminal, {"TERM": "xterm", "FORCE_COLOR": "0"}, False),
        (io.StringIO, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
    ],
)
def test_colours_follow_the_terminal_and_the_wishes_of_its_owner(stream, environment, colour):
    assert Console(stream(), io.StringIO(), environment).out_style().colour is colour
