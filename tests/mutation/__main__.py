"""Changes the code in small ways and asks whether a test notices: ``python -m tests.mutation rules [--sample 400]``.

mutmut makes the mutants, in a temporary folder; the tests that reach them are run. Prints the survivors as differences
with ``--show``, the modules with most of them, and the share that was noticed; exits 1 where that is below the floor of
85 %, or, in a sample, so far below it that it is no chance. The same seed takes the same sample. ``--only
"*/future_date.py"`` limits it to some files, ``--since REV`` to rules that differ from a revision. Of rules nothing but
their own cases is run.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import chdir
from dataclasses import asdict
from fnmatch import fnmatch
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from shutil import copy2, copytree

from tests.conftest import corpora
from tests.mutation.make import ASKED, Mutant, SourceFile

ROOT = Path(__file__).parent.parent.parent
FLOOR = 0.85
MOST_RULES = 8  # of those that differ from a revision: as many as can be asked in a minute
SLOW = (
    *(f"tests/site/generators/{name}/test_real_{name}.py" for name in ("astro", "docusaurus", "eleventy", "hugo")),
    "tests/site/test_history.py::test_an_index_of_its_own_counts_as_a_hook_gets_it",
    "tests/cli/test_hook.py::TestAPlainHook",
    "tests/config/test_sources.py::test_what_never_ends_keeps_nobody_waiting",
    "tests/links/external/test_lab.py",
    "tests/links/external/test_interrupt_tls_proxy.py",
    "tests/links/external/test_worker_faults.py",
    "tests/links/external/test_from_store.py::test_two_thousand_verdicts_come_from_the_store_in_a_tenth_of_a_second",
)
"""Tests that measure seconds, wait for them, or start other programs: with everything watched they would fail."""

ELSEWHERE = "content_lint/links/external/worker/"
"""Code that runs in a process of its own, where mutants cannot be put in: the laboratory's table of truth holds it.

Nor does mutmut change what is outside of functions: the constants and tables of a module. Both sides of the numbers
among them are held by the files called test_limits.py. A function that no test calls counts as living.
"""

LINKS = ["tests/links", "tests/rules/test_cases.py"]
TESTS = {
    "rules": ["tests/rules/test_cases.py", "tests/rules/test_limits.py"],
    "links": [*LINKS, *(f"--deselect={slow}" for slow in SLOW)],
    "site": [
        *(
            "tests/site",
            "tests/config",
            "tests/cli/test_hook.py",
            "tests/cli/test_doctor.py",
            "tests/export/test_export.py",
        ),
        *LINKS,
        "--ignore=tests/links/external",
        *(f"--deselect={slow}" for slow in SLOW),
    ],
}
"""The packages, and the tests that have to notice a change in each."""

COPIED = [
    *("content_lint", "tests", "content", "schemas", "pyproject.toml", "README.md", "LICENSE", "CONTRIBUTING.md"),
    *("content-lint.toml", ".pre-commit-hooks.yaml", ".pre-commit-config.yaml"),
]

PYTEST = [
    *("-n", "0", "-q", "-p", "no:cacheprovider"),
    *("-o", "addopts=--import-mode=importlib --disable-socket --allow-unix-socket --allow-hosts=127.0.0.1,::1"),
]

PATTERNS = [r"\bcast\(", r"\bTypeVar\("]
"""Lines that are about types alone: the program does the same whatever these say."""


def main() -> int:
    """Print what survived, and how much did not."""
    parser = argparse.ArgumentParser("python -m tests.mutation", description=__doc__)
    parser.add_argument("package", choices=TESTS)
    parser.add_argument("--sample", type=int, metavar="N", help="as many mutants, drawn by chance (default: all)")
    parser.add_argument("--seed", default="1")
    parser.add_argument("--only", action="append", metavar="GLOB", help="paths to take, for example */future_date.py")
    parser.add_argument("--since", metavar="REV", help="only rules that differ from this revision")
    parser.add_argument("--children", type=int, default=os.cpu_count())
    parser.add_argument("--show", action="store_true", help="print each survivor as a difference")
    given = parser.parse_args()
    files = list(chosen(given.package, given.only or ["*"]))
    if given.since:
        differ = changed(given.since)
        files = [file for file in files if file in differ and cases_of(file).exists()]
        files = random.Random(given.seed).sample(files, min(len(files), MOST_RULES))
    if not files:
        sys.stdout.write(f"nothing of {given.package} to change\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, chdir(folder):
        for name in COPIED:
            copy = copytree if (ROOT / name).is_dir() else copy2
            copy(ROOT / name, name)
        configure()
        mutants = make(files, given)
        answers = ask(mutants, tests_of(given.package, files), given.children)
        return report(mutants, answers, given)


def changed(revision: str) -> set[str]:
    """The files that differ from a revision, and those that git does not know yet."""
    git = ("git", "-C", str(ROOT))
    asked = ([*git, "diff", "--name-only", revision], [*git, "ls-files", "--others", "--exclude-standard"])
    return {line for ask in asked for line in subprocess.check_output(ask, text=True).splitlines()}


def chosen(package: str, globs: Iterable[str]) -> Iterator[str]:
    for path in sorted((ROOT / "content_lint" / package).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if not name.startswith(ELSEWHERE) and any(fnmatch(name, glob) for glob in globs):
            yield name


def cases_of(file: str) -> Path:
    """Where the cases of a rule are, whether there are any or not."""
    return ROOT / "tests/rules/cases" / f"{Path(file).stem.replace('_', '-')}.md"


def tests_of(package: str, files: list[str]) -> list[str]:
    """The package's tests; for a few rules their own cases alone."""
    if package == "rules" and all(cases_of(file).exists() for file in files):
        return [*TESTS[package], "-k", " or ".join(["test_limits", *(cases_of(file).stem for file in files)])]
    return TESTS[package]


def make(files: list[str], given: argparse.Namespace) -> list[Mutant]:
    """The mutants to try; the files that have them are from now on watched."""
    with ProcessPoolExecutor(given.children) as pool:
        counts = dict(zip(files, pool.map(count, files, chunksize=4), strict=True))
    names = [(file, index) for file in files for index in range(counts[file])]
    if given.sample is not None and given.sample < len(names):
        names = sorted(random.Random(given.seed).sample(names, given.sample))
    sys.stdout.write(f"{len(names):,} of {sum(counts.values()):,} mutants of {given.package}\n")
    mutants: list[Mutant] = []
    for file, found in groupby(names, key=itemgetter(0)):
        source = SourceFile(file)
        numbers = {index: number for number, (_, index) in enumerate(found, len(mutants))}
        mutants += [source.mutant(index) for index in numbers]
        Path(file).write_text(source.watched(numbers), "utf-8")
    with Path("content_lint/__init__.py").open("a", encoding="utf-8") as package:
        # Not every process that a test starts has the plugin.
        package.write(f"\n__import__('builtins').__dict__.setdefault({ASKED!r}, lambda number: None)\n")
    return mutants


def count(file: str) -> int:
    return len(SourceFile(file))


def ask(mutants: list[Mutant], tests: list[str], children: int) -> Path:
    """The folder with what tests/mutation/ask.py found out."""
    asked = Path("asked.json").resolve()
    asked.write_text(json.dumps({"children": children, "mutants": [asdict(mutant) for mutant in mutants]}), "utf-8")
    command = [sys.executable, "-m", "pytest", "-p", "tests.mutation.ask", *PYTEST, *tests]
    environment = {**os.environ, "MUTANTS": str(asked)}
    if (folder := corpora()) is not None:
        environment["CONTENT_LINT_CORPORA"] = str(folder)
    with Path("pytest.log").open("wb") as log:
        failed = subprocess.run(command, stdout=log, stderr=log, check=False, env=environment).returncode
    if failed or not Path("answers").exists() or Path("answers/broken").exists():
        raise SystemExit(Path("pytest.log").read_text("utf-8", "replace")[-4000:])
    return Path("answers")


def configure() -> None:
    """mutmut reads the settings of the folder that it runs in."""
    settings = {"source_paths": ["content_lint"], "do_not_mutate_patterns": PATTERNS}
    with Path("pyproject.toml").open("a", encoding="utf-8") as file:
        file.writelines(["[tool.mutmut]\n", *(f"{key} = {json.dumps(value)}\n" for key, value in settings.items())])


def report(mutants: list[Mutant], answers: Path, given: argparse.Namespace) -> int:
    failed = lines_of(answers / "failed")
    if failed:
        sys.stdout.write(f"{len(failed)} tests fail without a change and were not asked:\n")
        sys.stdout.write("".join(f"  {name}\n" for name in failed))
    lived = {number: mutant for number, mutant in enumerate(mutants) if not (answers / f"noticed-{number}").exists()}
    reached = {number: len(lines_of(answers / f"reached-{number}")) for number in lived}
    if given.show:
        for number, mutant in lived.items():
            reach = f"{reached[number]} tests reach it"
            sys.stdout.write(f"# {mutant.module}:{mutant.line}, {reach}\n{mutant.difference}\n\n")
    modules = Counter(mutant.module for mutant in mutants)
    for module, found in Counter(mutant.module for mutant in lived.values()).most_common():
        sys.stdout.write(f"{module}: {found} of {modules[module]} not noticed\n")
    unreached = sum(not count for count in reached.values())
    share = 1 - len(lived) / len(mutants)
    by_chance = 2 * math.sqrt(FLOOR * (1 - FLOOR) / len(mutants)) if given.sample is not None else 0
    sys.stdout.write(
        f"{given.package}: {share:.1%} of {len(mutants):,} mutants noticed, {unreached} are reached by no test; "
        f"the floor is {FLOOR:.0%}\n"
    )
    return int(share < FLOOR - by_chance)


def lines_of(file: Path) -> list[str]:
    return sorted(file.read_text("utf-8").splitlines()) if file.exists() else []


if __name__ == "__main__":
    sys.exit(main())
