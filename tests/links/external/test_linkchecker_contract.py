"""Where a name of linkchecker's is gone that the worker overrides or relies on, the worker is not what it says."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path


def test_the_names_that_the_worker_overrides_are_there_and_are_called(linkchecker):
    program = Path(__file__).with_name("linkchecker_contract.py")
    done = subprocess.run([sys.executable, program], capture_output=True, text=True, timeout=60, check=False)
    assert done.stderr == ""
    assert int(done.stdout) > 50
