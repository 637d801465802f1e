"""How fast a check is beside other programs, and how it grows: `python bench/speed.py --site DIR --posts 1000 2000`.

Each program runs as a process of its own, from its start to its end, several times by turns; the smallest counts, and
ratios within one run are what can be compared. What is not installed is left out and named: `pip install rumdl
mdsmith`, lychee from its releases, `npm install remark-cli remark-frontmatter remark-lint-frontmatter-schema`
(`--bin` names folders with such programs). The table is printed as Markdown. Which Python runs this program is said
first: one that was compiled without optimisation, as `pyenv install` does by itself, takes a good deal longer.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from made_sites import write_long, write_site, write_tiny, write_wide

_READ = """\
import os, sys
for folder, _, names in os.walk(sys.argv[1]):
    for name in names:
        if name.endswith((".md", ".html")):
            with open(os.path.join(folder, name), "rb") as file:
                file.read()
"""
_PYTHON = [sys.executable, "-I", "-c"]
_REMARK = ["remark", "--quiet", "--frail", "--use", "remark-frontmatter", "--use", "remark-lint-frontmatter-schema"]


@dataclass
class Program:
    """A program that is measured.

    Attributes:
        name: as the table calls it.
        command: its command line; the site comes last.
        is_warm: whether it may remember what it has made of the site.
    """

    name: str
    command: list[str]
    is_warm: bool = False


@dataclass
class Cost:
    """The smallest costs of some runs: seconds on the clock and of processors, and bytes of the largest process."""

    wall: float = float("inf")
    cpu: float = float("inf")
    memory: float = float("inf")

    def note(self, other: Cost) -> None:
        """Keep what is smaller."""
        self.wall, self.cpu = min(self.wall, other.wall), min(self.cpu, other.cpu)
        self.memory = min(self.memory, other.memory)


@dataclass
class Table:
    """What was measured of one site."""

    name: str
    costs: dict[str, Cost] = field(default_factory=dict)

    def lines(self) -> Iterator[str]:
        """The table in Markdown."""
        yield f"| {self.name} | wall | processors | memory | wall to rumdl, cold |"
        yield "|---|---:|---:|---:|---:|"
        base = self.costs.get("rumdl, cold")
        for name, cost in self.costs.items():
            ratio = f"{cost.wall / base.wall:.2f}" if base else ""
            yield f"| {name} | {cost.wall:.2f} s | {cost.cpu:.2f} s | {cost.memory / 1e6:.0f} MB | {ratio} |"


def programs(found: Callable[[str], str | None], jobs: int) -> Iterator[Program]:
    """The programs that are here."""
    yield Program("Python itself, doing nothing", [*_PYTHON, "pass"])
    yield Program("walking the site and reading it", [*_PYTHON, _READ])
    ours = [sys.executable, "-m", "content_lint", "check", "--quiet"]
    yield Program("content-lint, one process", [*ours, "--no-cache", "--jobs", "1"])
    yield Program(f"content-lint, {jobs} processes", [*ours, "--no-cache", "--jobs", str(jobs)])
    yield Program("content-lint, nothing changed", ours, is_warm=True)
    others = (
        Program("rumdl, cold", ["rumdl", "check", "--quiet", "--no-cache"]),
        Program("rumdl, nothing changed", ["rumdl", "check", "--quiet"], is_warm=True),
        Program("lychee --offline", ["lychee", "--offline", "--no-progress", "--quiet"]),
        Program("mdsmith", ["mdsmith", "check"]),
        Program("remark-lint-frontmatter-schema", _REMARK),
    )
    for program in others:
        place = found(program.command[0])
        if place is None:
            print(f"not installed, and left out: {program.name}", file=sys.stderr)
        else:
            yield Program(program.name, [place, *program.command[1:]], program.is_warm)


def run_once(program: Program, site: Path, cache: Path) -> Cost:
    """One run in a site, whose output nobody reads."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    environment = {**kept, "CONTENT_LINT_CACHE": str(cache / "ours"), "RUMDL_CACHE_DIR": str(cache / "rumdl")}
    started = time.perf_counter()
    process = subprocess.Popen(
        [*program.command, str(site)],
        cwd=site,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(time.perf_counter() - started, used.ru_utime + used.ru_stime, used.ru_maxrss * unit)


def measure(name: str, site: Path, wanted: list[Program], runs: int) -> Table:
    """All programs, by turns, so that whatever else the machine does hits each of them."""
    table = Table(name, {program.name: Cost() for program in wanted})
    with tempfile.TemporaryDirectory(prefix="speed-cache-") as cache:
        for program in wanted:
            if program.is_warm:
                run_once(program, site, Path(cache))
        time.sleep(2.5)  # what was only just written is not trusted to be at rest
        for program in wanted:
            if program.is_warm:
                run_once(program, site, Path(cache))
        for _ in range(runs):
            for program in wanted:
                table.costs[program.name].note(run_once(program, site, Path(cache)))
    return table


def growth(sizes: list[int], tables: list[Table], name: str) -> Iterator[str]:
    """How one program's costs grow from size to size: twice the posts should cost twice as much, or less."""
    yield f"| posts ({name}) | wall | processors | memory | processors a post | times the last |"
    yield "|---:|---:|---:|---:|---:|---:|"
    last: Cost | None = None
    for size, table in zip(sizes, tables, strict=True):
        cost = table.costs[name]
        times = f"{cost.cpu / last.cpu:.2f}" if last else ""
        each = cost.cpu / size * 1e6
        memory = f"{cost.memory / 1e6:.0f} MB"
        yield f"| {size:,} | {cost.wall:.1f} s | {cost.cpu:.1f} s | {memory} | {each:.0f} µs | {times} |"
        last = cost


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--site", type=Path, action="append", default=[], help="a real site; may be repeated")
    parser.add_argument("--posts", type=int, nargs="*", default=[1000, 2000, 4000, 8000], help="sizes of made sites")
    parser.add_argument("--odd", action="store_true", help="also one wide page, many tiny files and one large one")
    parser.add_argument("--only-ours", action="store_true", help="measure no other program")
    parser.add_argument("--bin", type=Path, action="append", default=[], help="a folder with programs; may be repeated")
    parser.add_argument("--jobs", type=int, default=2)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    folders = os.pathsep.join([*map(str, arguments.bin), os.environ["PATH"]])
    wanted = [
        program
        for program in programs(lambda name: shutil.which(name, path=folders), arguments.jobs)
        if not arguments.only_ours or program.name.startswith("content-lint")
    ]

    def show(name: str, site: Path) -> Table:
        table = measure(name, site, wanted, arguments.runs)
        print("\n".join(table.lines()), end="\n\n", flush=True)
        return table

    print(f"Python {platform.python_version()}, {sys.executable}", end="\n\n", flush=True)
    for site in arguments.site:
        show(site.resolve().name, site.resolve())
    with tempfile.TemporaryDirectory(prefix="speed-") as folder:
        tables = []
        for size in arguments.posts:
            write_site(Path(folder) / str(size), size)
            tables.append(show(f"{size:,} made posts", Path(folder) / str(size)))
        for name in (program.name for program in wanted if program.name.startswith("content-lint")):
            print("\n".join(growth(arguments.posts, tables, name)), end="\n\n")
        if arguments.odd:
            odd = Path(folder)
            write_wide(odd / "wide", 3000)
            show("one page, 3,000 headings, 3,000 dead anchors", odd / "wide")
            write_tiny(odd / "tiny", 100_000)
            show("100,000 tiny files", odd / "tiny")
            write_long(odd / "long", 9_900_000)
            show("one file of 10 MB", odd / "long")


if __name__ == "__main__":
    main()
