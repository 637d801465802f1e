"""Many sites, one after the other, until the time is up."""

from __future__ import annotations

import os
import shutil
import tempfile
import traceback
from collections.abc import Callable, Iterator
from itertools import count
from pathlib import Path
from time import monotonic

from tests.fuzz.laws import complaints

Build = Callable[[Path, int], None]


def campaign(build: Build, seconds: float, first: int = 0, keep: Path | None = None) -> Iterator[tuple[int, list[str]]]:
    """For each site its number and what is wrong with what is said of it.

    Args:
        build: writes the site of a number into an empty folder.
        seconds: how long to go on.
        first: the number to begin with.
        keep: where sites with complaints are kept.
    """
    begun = monotonic()
    for number in count(first):
        if monotonic() - begun > seconds:
            return
        yield number, _judge(build, number, keep)


def _judge(build: Build, number: int, keep: Path | None) -> list[str]:
    with tempfile.TemporaryDirectory(prefix="content-lint-fuzz-") as name:
        site, scratch = Path(name) / "site", Path(name) / "scratch"
        site.mkdir()
        scratch.mkdir()
        (site / ".git").mkdir()  # so that nothing above it counts
        build(site, number)
        try:
            found = list(complaints(site, scratch, number))
        except Exception:  # noqa: BLE001 - a law that cannot be tried is a complaint
            found = [" / ".join(traceback.format_exc().strip().splitlines()[-5:])]
        if found and keep is not None:
            target = keep / str(number)
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(site, target, symlinks=True)
        return found


def seconds_in_ci(share: float) -> float:
    """How long the tests may go on; FUZZ_SECONDS says it for all of them."""
    return float(os.environ.get("FUZZ_SECONDS", "30")) * share
