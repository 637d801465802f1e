"""The command within the process of the tests: a fifth of the price where the process itself is not the point."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

from content_lint.cli.console import Console
from content_lint.cli.main import main
from tests.cli.command import Ran

INIT = ("init", "--yes", "--no-baseline", "--no-hook", "--no-workflow")
"""Settings and schemas, and nothing else."""


def run(folder: Path, *arguments: str) -> Ran:
    """Run the command in a folder, as in a script: nobody is asked anything."""
    out, err = io.StringIO(), io.StringIO()
    with contextlib.chdir(folder):
        status = main(arguments, Console(out, err, dict(os.environ)))
    return Ran(status, out.getvalue(), err.getvalue())
