"""Replays commits of real sites: each is judged from what was kept and by a whole run, and both must agree.

    python -m tests.replay --commits 100 --texts SITE...

Each SITE is a clone with its history; it is cloned once more to a temporary folder, and nothing in it is changed. Of
two commits one is judged as a hook does, and the other as ``--changed-since`` does. How often the long way was taken,
and why, is printed at the end.
"""

from __future__ import annotations

import argparse
import json
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
_WAYS = (("--hook",), ("--changed-since", "HEAD"))
_EXAMPLES = 5
_TEXTS = ("*.md", "*.markdown", "*.mdx", "*.mdoc")


def git(folder: Path, *arguments: str) -> str:
    """Run git in a folder; raises where it fails."""
    done = subprocess.run(["git", *arguments], cwd=folder, env=environment(), capture_output=True, check=True)
    return done.stdout.decode("utf-8", "replace").strip()


def say(line: str) -> None:
    """Print a line at once."""
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def commits_of(folder: Path, count: int, *paths: str) -> list[str]:
    """The last commits of the first line of ancestors that change one of some paths, the oldest first."""
    listed = git(folder, "log", "--first-parent", f"-{count + 1}", "--format=%H", "--", *paths)
    return listed.splitlines()[::-1]


def replay(site: Path, place: Path, commits: list[str]) -> Iterator[str]:
    """Judge commit after commit, each against the one before; yields those of which both ways say different things."""
    folder = place / site.name
    git(place, "clone", "-q", "--shared", "--no-checkout", str(site), str(folder))
    both = BothWays(place / f"{site.name}-cache")
    git(folder, "checkout", "-q", "--detach", commits[0])
    for turn, number in enumerate(commits[1:]):
        git(folder, "read-tree", "-m", "-u", number)  # the next commit as the index has it, before it is made
        kept, whole = both.check(folder, way=_WAYS[turn % len(_WAYS)])
        if json.dumps(kept) != json.dumps(whole):
            yield number
        git(folder, "update-ref", "--no-deref", "HEAD", number)
    say(f"{site.name}: {len(commits) - 1} commits, {both.quick} quick, {both.long} long")
    for what, reasons in (("read: ", both.reasons), ("all pages: ", both.why_all)):
        names: dict[str, Counter[str]] = {}
        for reason in reasons:
            names.setdefault(_NAMES.sub("`…`", reason), Counter()).update(_NAMES.findall(reason) or [""])
        for reason, found in sorted(names.items(), key=lambda item: -item[1].total()):
            examples = ", ".join(name for name, _ in found.most_common(_EXAMPLES))
            say(f"  {found.total()} {what}{reason} {examples}")


def main() -> int:
    """The command line."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("sites", nargs="+", type=Path, metavar="SITE")
    parser.add_argument("--commits", type=int, default=100, help="of each site (100)")
    parser.add_argument("--texts", action="store_true", help="only commits that change texts")
    options = parser.parse_args()
    different = 0
    for site in options.sites:
        with tempfile.TemporaryDirectory(prefix="content-lint-replay-") as place:
            commits = commits_of(site, options.commits, *(_TEXTS if options.texts else ()))
            for number in replay(site.absolute(), Path(place), commits):
                different += 1
                say(f"{site.name}: {number} differs")
    return int(different > 0)


if __name__ == "__main__":
    sys.exit(main())
