"""One setting for everything outside the project, a fixed environment, and no surprises from the machine."""

from __future__ import annotations

import gc
import os
import signal
import sys
import threading
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent


def corpora() -> Path | None:
    """The folder with the real site and the oracles, or None: CONTENT_LINT_CORPORA, else ../shared."""
    folder = Path(os.environ.get("CONTENT_LINT_CORPORA") or ROOT.parent / "shared")
    return folder if (folder / "oracle").is_dir() else None


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder with the real site and the oracles; skips the test where there is none."""
    folder = corpora()
    if folder is None:
        pytest.skip("no corpora here: set CONTENT_LINT_CORPORA to the folder with oracle/ and sites/")
    return folder


@pytest.fixture(autouse=True)
def _fixed_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    """The zone, the colours and CI's own variables never decide a test."""
    monkeypatch.setenv("TZ", "UTC")
    for name in list(os.environ):
        prefixes = ("GITHUB_", "CONTENT_LINT_", "PRE_COMMIT", "GIT_")
        if name in {"CI", "NO_COLOR", "FORCE_COLOR"} or name.startswith(prefixes):
            monkeypatch.delenv(name)


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-cases", action="store_true", help="write what the program says into literate cases")


def pytest_collection_finish() -> None:
    # Thousands of tests lie in memory now. Looking through them for garbage in the midst of a measurement of cost
    # takes a tenth of a second, and would be put down to the program.
    gc.collect()
    gc.freeze()


def pytest_configure(config: pytest.Config) -> None:
    # A shell starts background jobs with interrupts ignored, and all their children inherit that.
    if signal.getsignal(signal.SIGINT) is signal.SIG_IGN and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.default_int_handler)
    # Hooks and subprocesses find the program under test, whether its virtual environment is active or not.
    os.environ["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    # Two processes that write into one file of cases would lose each other's answers.
    if config.getoption("--update-cases") and config.getoption("numprocesses", default=None):
        raise pytest.UsageError("--update-cases needs -n 0")
