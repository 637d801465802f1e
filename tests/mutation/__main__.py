"""Changes the code in small ways and asks whether a test notices: ``python -m tests.mutation rules [--sample 400]``.

mutmut makes the mutants and runs them in a temporary folder. Prints the survivors as differences with ``--show``, the
modules with most of them, and the share that was noticed; exits 1 where that is below the floor of 85 %. The same seed
takes the same sample. ``--only "*/future_date.py"`` limits it to some files, ``--since REV`` to those that differ from
a revision; for a few rules nothing but their own cases is run.
"""

from __future__ import annotations

import argparse
import json
import os
import random
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator
from contextlib import chdir
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
FLOOR = 0.85
TESTS = {
    "rules": ["tests/rules/test_cases.py"],
    "links": ["tests/links", "--ignore=tests/links/external", "tests/rules/test_cases.py"],
    "site": ["tests/site", "tests/links", "--ignore=tests/links/external", "tests/rules/test_cases.py"],
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
    parser.add_argument("--since", metavar="REV", help="only files that differ from this revision")
    parser.add_argument("--children", type=int, default=os.cpu_count())
    parser.add_argument("--show", action="store_true", help="print each survivor as a difference")
    given = parser.parse_args()
    files = list(chosen(given.package, given.only or ["*"], changed(given.since) if given.since else None))
    if not files:
        sys.stdout.write(f"no file of {given.package} to change\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="mutants-") as folder, chdir(folder):
        for path in ROOT.iterdir():
            if not path.name.startswith(".") or path.name in SETTINGS["also_copy"]:
                Path(path.name).symlink_to(path)
        results = run(files, tests_of(given.package, files), given)
        return report(results, given.package, show=given.show)


def changed(revision: str) -> set[str]:
    """The files that differ from a revision, and those that git does not know yet."""
    git = ("git", "-C", str(ROOT))
    asked = ([*git, "diff", "--name-only", revision], [*git, "ls-files", "--others", "--exclude-standard"])
    return {line for ask in asked for line in subprocess.check_output(ask, text=True).splitlines()}


def chosen(package: str, globs: Iterable[str], among: set[str] | None) -> Iterator[str]:
    for path in sorted((ROOT / "content_lint" / package).rglob("*.py")):
        name = path.relative_to(ROOT).as_posix()
        if any(fnmatch(name, glob) for glob in globs) and (among is None or name in among):
            yield name


def tests_of(package: str, files: list[str]) -> list[str]:
    """The package's tests; for a few rules their own cases alone."""
    rules = [Path(file).stem.replace("_", "-") for file in files]
    if package == "rules" and all((ROOT / "tests/rules/cases" / f"{rule}.md").exists() for rule in rules):
        return [*TESTS[package], "-k", " or ".join(rules)]
    return TESTS[package]


def run(files: list[str], tests: list[str], given: argparse.Namespace) -> dict[str, int | None]:
    """The exit code for each mutant that was tried."""
    configure(files, tests)
    from mutmut.mutation.file_mutation import mutate_file_contents
    from mutmut.utils.format_utils import get_mutant_name

    mutants = {
        get_mutant_name(Path(file), name): file
        for file in files
        for name in mutate_file_contents(file, Path(file).read_text("utf-8")).mutant_names
    }
    names = sorted(mutants)
    if given.sample is not None and given.sample < len(names):
        names = sorted(random.Random(given.seed).sample(names, given.sample))
    configure(sorted({mutants[name] for name in names}), tests)
    with Path("mutmut.log").open("wb") as log:
        command = [sys.executable, "-m", "mutmut", "run", "--max-children", str(given.children), *names]
        failed = subprocess.run(command, stdout=log, stderr=log, check=False).returncode
    if failed:
        raise SystemExit(Path("mutmut.log").read_text("utf-8", "replace")[-4000:])
    codes = {
        name: code
        for file in Path("mutants/content_lint").rglob("*.meta")
        for name, code in json.loads(file.read_text("utf-8"))["exit_code_by_key"].items()
    }
    return {name: codes[name] for name in names}


def configure(files: list[str], tests: list[str]) -> None:
    """mutmut reads the settings of the folder that it runs in."""
    settings = {**SETTINGS, "only_mutate": files, "pytest_add_cli_args_test_selection": tests}
    own = (ROOT / "pyproject.toml").read_text("utf-8")
    lines = [f"{key} = {json.dumps(value)}" for key, value in settings.items()]
    Path("pyproject.toml").unlink(missing_ok=True)
    Path("pyproject.toml").write_text("\n".join([own, "[tool.mutmut]", *lines, ""]), "utf-8")


def report(results: dict[str, int | None], package: str, *, show: bool) -> int:
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
    sys.stdout.write(f"{package}: {share:.1%} of {len(results):,} mutants noticed; the floor is {FLOOR:.0%}\n")
    return int(share < FLOOR)


if __name__ == "__main__":
    sys.exit(main())
