"""The worker's queue keeps at it as long as something waits, whatever linkcheck's own wait makes of a pause."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def answer(program: str) -> tuple[str, str]:
    path = Path(__file__).with_name(program)
    done = subprocess.run([sys.executable, path], capture_output=True, text=True, timeout=60, check=False)
    return done.stdout, done.stderr


def test_a_pause_in_which_nobody_is_asked_is_not_the_end_of_the_run(linkchecker):
    assert answer("join_in_a_pause.py") == ("1\n", "")


def test_what_is_given_up_is_told_before_the_run_ends(linkchecker):
    assert answer("join_until_given_up.py") == ("20\n", "")
