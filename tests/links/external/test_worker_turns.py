"""The worker's queue keeps at it as long as something waits, whatever linkcheck's own wait makes of a pause."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_a_pause_in_which_nobody_is_asked_is_not_the_end_of_the_run(linkchecker):
    program = Path(__file__).with_name("join_in_a_pause.py")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, check=False)
    assert (done.stdout, done.stderr) == ("1\n", "")
