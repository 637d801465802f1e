"""The command as `init` is asked: nobody is there to answer."""

from __future__ import annotations

import os
from pathlib import Path

from tests.cli import command
from tests.cli.command import Ran

INIT = ("init", "--yes", "--no-baseline", "--no-hook", "--no-workflow")
"""Settings and schemas, and nothing else."""


def run(folder: Path, *arguments: str) -> Ran:
    """Run the command in a folder, with all variables of this process."""
    return command.run(folder, *arguments, env=os.environ)
