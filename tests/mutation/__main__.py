"""Changes the code in small ways and asks whether a test notices: ``python -m tests.mutation rules [--sample 400]``.

mutmut makes the mutants and runs them in a temporary folder. Prints the survivors as differences with ``--show``, the
modules with most of them, and the share that was noticed; exits 1 where that is below the floor of 85 %, or, in a
sample, so far below it that it is no chance. The same seed takes the same sample. ``--only "*/future_date.py"`` limits
it to some files, ``--since REV`` to rules that differ from a revision. Of rules nothing but their own cases is run.
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
from contextlib import chdir, redirect_stdout
from fnmatch import fnmatch
from io import StringIO
from pathlib import Path
from shutil import copy2, copytree

ROOT = Path(__file__).parent.parent.parent
FLOOR = 0.85
MOST_RULES = 8  # of those that differ from a revision: as many as can be asked in a minute
SLOW = (
    "tests/site/test_history.py::test_an_index_of_its_own_counts_as_a_hook_gets_it",
    "tests/cli/test_hook.py::TestAPlainHook",
    "tests/config/test_sources.py::test_what_never_ends_keeps_nobody_waiting",
    "tests/links/external/test_lab.py",
    "tests/links/external/test_interrupt_tls_proxy.py",
    "tests/links/external/test_worker_faults.py",
    "tests/links/external/test_from_store.py::test_two_thousand_verdicts_come_from_the_store_in_a_tenth_of_a_second",
)
"""Tests that measure seconds, wait for them, or start Python by themselves: with everything watched they would fail."""

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

NOTICED = {1, 3, 24, -24, 36, 152, 255}
"""mutmut's exit codes of mutants that failed a test, or ran so long that it would have been seen."""

SETTINGS = {
    "source_paths": ["content_lint"],
    "also_copy": [
        *("content", "schemas", "README.md", "LICENSE", "content-lint.toml", "CONTRIBUTING.md"),
        *(".pre-commit-hooks.yaml", ".pre-commit-config.yaml"),
    ],
    "pytest_add_cli_args": [
        *("-n", "0", "-q"),
        *("-o", "addopts=--import-mode=importlib --disable-socket --allow-unix-socket --allow-hosts=127.0.0.1,::1"),
        *("-p", "no:cacheprovider"),
    ],
    # Types alone: the program does the same whatever these say.
    "do_not_mutate_patterns": [r"\bcast\(", r"\bTypeVar\("],
}


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
        for name in ("content_lint", "tests", "pyproject.toml", *SETTINGS["also_copy"]):
            copy = copytree if (ROOT / name).is_dir() else copy2
            copy(ROOT / name, name)
        results = run(files, tests_of(given.package, files), given)
        return report(results, given.package, show=given.show, sampled=given.sample is not None)


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


def run(files: list[str], tests: list[str], given: argparse.Namespace) -> dict[str, int | None]:
    """The exit code for each mutant that was tried."""
    configure(files, tests)
    names = make(given.children)
    if given.sample is not None and given.sample < len(names):
        names = sorted(random.Random(given.seed).sample(names, given.sample))
    with Path("mutmut.log").open("wb") as log:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(given.children), *names]
        failed = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
    if failed:
        raise SystemExit(Path("mutmut.log").read_text("utf-8", "replace")[-4000:])
    codes = known()
    return {name: codes[name] for name in names}


def make(children: int) -> list[str]:
    """The names of all mutants; ``mutmut run`` finds them made and keeps them."""
    from mutmut.__main__ import copy_also_copy_files, copy_src_dir, create_mutants

    with redirect_stdout(StringIO()):
        Path("mutants").mkdir()
        copy_src_dir()
        copy_also_copy_files()
        create_mutants(children)
    return sorted(known())


def known() -> dict[str, int | None]:
    """mutmut's own notes: the exit code of each mutant, None before it was tried."""
    return {
        name: code
        for file in Path("mutants/content_lint").rglob("*.meta")
        for name, code in json.loads(file.read_text("utf-8"))["exit_code_by_key"].items()
    }


def configure(files: list[str], tests: list[str]) -> None:
    """mutmut reads the settings of the folder that it runs in."""
    settings = {**SETTINGS, "only_mutate": files, "pytest_add_cli_args_test_selection": tests}
    own = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    Path("pyproject.toml").unlink(missing_ok=True)
    Path("pyproject.toml").write_text("\n".join([own, "[tool.mutmut]", *lines, ""]), "utf-8")


def report(results: dict[str, int | None], package: str, *, show: bool, sampled: bool) -> int:
    survivors = [name for name, code in results.items() if code not in NOTICED]
    if show:
        from mutmut.mutation.diff_apply import get_diff_for_mutant

        for name in survivors:
            sys.stdout.write(f"# {name}\n{get_diff_for_mutant(name)}\n\n")
    modules = Counter(name.rpartition(".")[0] for name in results)
    left = Counter(name.rpartition(".")[0] for name in survivors)
    for module, count in left.most_common():
        sys.stdout.write(f"{module}: {count} of {modules[module]} not noticed\n")
    share = 1 - len(survivors) / len(results)
    by_chance = 2 * math.sqrt(FLOOR * (1 - FLOOR) / len(results)) if sampled else 0
    sys.stdout.write(f"{package}: {share:.1%} of {len(results):,} mutants noticed; the floor is {FLOOR:.0%}\n")
    return int(share < FLOOR - by_chance)


if __name__ == "__main__":
    sys.exit(main())
