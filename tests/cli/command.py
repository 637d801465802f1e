"""The command: in this process, or as people run it, in one of its own."""

from __future__ import annotations

import io
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from contextlib import chdir, redirect_stdout
from dataclasses import dataclass
from pathlib import Path
from unittest.mock import patch

import pytest

from content_lint.cli.console import Console
from content_lint.cli.main import main

ROOT = Path(__file__).parent.parent.parent
CACHE = tempfile.TemporaryDirectory(prefix="content-lint-tests-")  # goes with the process
COMMAND = (sys.executable, "-m", "content_lint")


@dataclass(frozen=True)
class Ran:
    """How a run ended."""

    status: int
    out: str
    err: str


def environment(more: Mapping[str, str] | None = None) -> dict[str, str]:
    """What a process needs and nothing that decides how it behaves."""
    kept = {name: os.environ[name] for name in ("PATH", "SYSTEMROOT", "HOME") if name in os.environ}
    ours = {"PYTHONPATH": str(ROOT), "TZ": "UTC", "CONTENT_LINT_CACHE": CACHE.name}
    return {**kept, **ours, **(more or {})}


def run(folder: Path, *arguments: str, env: Mapping[str, str] | None = None, given: bytes = b"") -> Ran:
    """Run the command in a folder, in this process: a tenth of the price where the process is not the point."""
    if env is not None and "PYTHONPATH" in env:
        return run_process(folder, *arguments, env=env, given=given)  # Python reads it when it starts
    out, err, variables = io.StringIO(), io.StringIO(), environment(env)
    with (
        chdir(folder),
        patch.dict(os.environ, variables, clear=True),
        patch.object(sys, "stdin", io.TextIOWrapper(io.BytesIO(given))),
        redirect_stdout(out),
    ):
        try:
            status = main(arguments, Console(out, err, variables))
        except SystemExit as end:  # --help
            status = int(end.code or 0)
    return Ran(status, out.getvalue(), err.getvalue())


def run_process(folder: Path, *arguments: str, env: Mapping[str, str] | None = None, given: bytes = b"") -> Ran:
    """Run the command in a folder, in a process of its own."""
    done = subprocess.run(
        [*COMMAND, *arguments],
        cwd=folder,
        env=environment(env),
        input=given,
        capture_output=True,
        timeout=300,  # none takes a second; what hangs is noticed all the same
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8"))


def in_terminal(folder: Path, arguments: Sequence[str], env: Mapping[str, str] | None = None) -> Ran:
    """Run it with standard output and standard error on a terminal of 100 columns; both come as ``out``."""
    pty = pytest.importorskip("pty")

    parent, child = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=folder, env=environment(env), stdin=child, stdout=child, stderr=child
    ) as process:
        os.close(child)
        read = bytearray()
        while True:
            try:
                block = os.read(parent, 65536)
            except OSError:  # Linux says so when the last writer has gone
                break
            if not block:
                break
            read += block
        status = process.wait(300)
    os.close(parent)
    return Ran(status, read.decode("utf-8").replace("\r\n", "\n"), "")
