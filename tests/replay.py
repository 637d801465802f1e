"""Replays commits of real sites as hooks: each is judged from what was kept and by a whole run, and both must agree.

    python -m tests.replay --commits 100 SITE...

Each SITE is a clone with its history; it is cloned once more to a temporary folder, and nothing in it is changed.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from tests.quick_hook import BothWays
from tests.repository import environment

_NAMES = re.compile("`[^`]*`")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; raises where it fails."""
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment(), capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").strip()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def commits_of(folder: Path, count: int) -> list[tuple[str, str]]:
    """The last commits of the first line of ancestors, the oldest first: number, and time as an instant."""
    listed = git(folder, "log", "--first-parent", f"-{count + 1}", "--format=%H %ct").splitlines()
    return [(number, when) for number, when in reversed([tuple(line.split(" ")) for line in listed])]


def replay(site: Path, count: int, place: Path) -> Iterator[str]:
    """Judge commit after commit; yields those of which both ways say different things."""
    folder = place / site.name
    git(place, "clone", "-q", "--shared", "--no-checkout", str(site), str(folder))
    both = BothWays(place / f"{site.name}-cache")
    commits = commits_of(folder, count)
    git(folder, "checkout", "-q", "--detach", commits[0][0])
    for number, _ in commits[1:]:
        git(folder, "read-tree", "-m", "-u", number)  # the next commit as the index has it, before it is made
        kept, whole = both.check(folder)
        if kept != whole:
            yield number
        git(folder, "update-ref", "--no-deref", "HEAD", number)
    say(f"{site.name}: {len(commits) - 1} commits, {both.quick} quick, {both.long} long")
    for reason, times in Counter(_NAMES.sub("`…`", reason) for reason in both.reasons).most_common():
        say(f"  {times} {reason}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--commits", type=int, default=100, help="of each site (100)")
    options = parser.parse_args()
    different = 0
    for site in options.sites:
        with tempfile.TemporaryDirectory(prefix="content-lint-replay-") as place:
            for number in replay(site.resolve(), options.commits, Path(place)):
                different += 1
                say(f"{site.name}: {number} differs")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
