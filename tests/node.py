"""Programs of Node.js that tests ask for a second opinion, and where they are had from.

``CONTENT_LINT_NODE`` may name a folder in which npm has installed them. Without it, what is small enough is installed
once into a folder below the system's temporary one, and kept there; where that cannot be done in time, the tests that
need it are skipped and say why.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest

LIGHT = ("@11ty/eleventy@3.1.2", "zod@4.6.7")
ASTRO = ("astro@5.18.2",)
_SECONDS = {LIGHT: 30, ASTRO: 55}
"""The sets that are installed where they are missing, and how long each may take: together less than a test run."""

_GIVEN = os.environ.get("CONTENT_LINT_NODE")  # no test sees it: their environment is fixed
_REFUSED = "refused"
_SOON = 3_600
"""Seconds after which an installation that failed is tried again."""


def folder_with(package: str) -> Path:
    """A folder in whose ``node_modules`` npm has installed a package; the test is skipped where there is none."""
    if shutil.which("node") is None:
        pytest.skip("there is no Node.js here")
    if _GIVEN:
        if not (Path(_GIVEN) / "node_modules" / package).is_dir():
            pytest.skip(f"CONTENT_LINT_NODE names a folder without {package} in it")
        return Path(_GIVEN)
    wanted = next((names for names in _SECONDS if any(name.startswith(f"{package}@") for name in names)), None)
    if wanted is None:
        pytest.skip(f"CONTENT_LINT_NODE names no folder with {package}, which takes minutes to install")
    folder, problem = _installed(wanted)
    if problem or folder is None:
        pytest.skip(problem)
    return folder


def _installed(names: tuple[str, ...]) -> tuple[Path | None, str]:
    """The folder of a set, installed once whichever process asks first; or why there is none."""
    if shutil.which("npm") is None:
        return None, "there is no npm here, and CONTENT_LINT_NODE names no folder"
    home = Path(tempfile.gettempdir()) / f"content-lint-npm-{os.getuid()}"
    home.mkdir(mode=0o700, exist_ok=True)
    if home.is_symlink() or home.stat().st_uid != os.getuid():
        return None, f"{home} belongs to somebody else"
    folder = home / hashlib.sha256(" ".join(names).encode()).hexdigest()[:16]
    while not (said := _answer(folder)):
        with suppress(FileExistsError), _locked(folder, _SECONDS[names]):
            if not _answer(folder):
                _install(folder, names)
        time.sleep(0.1)
    if said.startswith(_REFUSED):
        return None, f"npm did not install {' and '.join(names)}: {said[len(_REFUSED) :].strip()}"
    return folder, ""


def _answer(folder: Path) -> str:
    """What came of the installation: empty while there is none, or where one failed long ago."""
    try:
        said, age = (folder / "answer.txt").read_text("utf-8"), time.time() - (folder / "answer.txt").stat().st_mtime
    except OSError:
        return ""
    return "" if said.startswith(_REFUSED) and age > _SOON else said


@contextmanager
def _locked(folder: Path, seconds: int) -> Iterator[None]:
    """Keep other processes out; raises FileExistsError where one is at it, unless it was killed long ago."""
    lock = folder.with_suffix(".lock")
    try:
        lock.mkdir()
    except FileExistsError:
        with suppress(OSError):
            if time.time() - lock.stat().st_mtime > 2 * seconds:
                lock.rmdir()
        raise
    try:
        yield
    finally:
        lock.rmdir()


def _install(folder: Path, names: tuple[str, ...]) -> None:
    """Install a set, and write down what came of it: one try is enough for everybody."""
    folder.mkdir(exist_ok=True)
    (folder / "package.json").write_text("{}", "utf-8")
    command = ["npm", "install", "--no-audit", "--no-fund", "--ignore-scripts", "--prefer-offline", *names]
    try:
        done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=_SECONDS[names])
    except subprocess.TimeoutExpired:
        said = f"{_REFUSED} it took more than {_SECONDS[names]} s"
    else:
        said = "installed" if done.returncode == 0 else f"{_REFUSED} {done.stderr.strip()[-300:]}"
    (folder / "answer.txt").write_text(said, "utf-8")
