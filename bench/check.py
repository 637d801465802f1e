"""The cost of a check: `python bench/check.py SITE [--config FILE]` prints whole runs, stages and rules.

Whole runs are cold (without a cache), after an edit (one file of a copy of the site has changed) and again
(nothing has changed since).

Times are CPU time of one process. Machines are noisy: compare ratios of one run, and take the smallest of several.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any


def timed(work: Callable[[], Any]) -> tuple[float, Any]:
    start = time.process_time()
    answer = work()
    return time.process_time() - start, answer


def whole_run(site: Path, config: Path | None, cache: Path | None = None) -> float:
    """CPU seconds of the installed command, start and output included; ``cache``: whether it uses one."""
    command = [sys.executable, "-m", "content_lint", "check", str(site), "--quiet", "--output-format", "json"]
    command += [] if cache else ["--no-cache"]
    if config:
        command += ["--config", str(config)]
    code = (
        "import resource, subprocess, sys;"
        "subprocess.run(sys.argv[1:], stdout=subprocess.DEVNULL, check=False);"
        "used = resource.getrusage(resource.RUSAGE_CHILDREN);"
        "print(used.ru_utime + used.ru_stime)"
    )
    environment = {**os.environ, "CONTENT_LINT_CACHE": str(cache)}
    started = [sys.executable, "-c", code, *command]
    answer = subprocess.run(started, capture_output=True, text=True, check=True, env=environment)
    return float(answer.stdout)


def warm_runs(site: Path, config: Path | None, runs: int) -> tuple[float, float, float]:
    """The first run with a cache, the best after an edit of one document, the best with nothing changed."""
    with tempfile.TemporaryDirectory() as folder:
        copy, cache = Path(folder) / "site", Path(folder) / "cache"
        shutil.copytree(site, copy, symlinks=True)
        edited = next(path for path in sorted(copy.rglob("*.md")) if path.read_bytes().startswith(b"---"))
        edited.chmod(0o644)
        first = whole_run(copy, config, cache)
        time.sleep(2.5)  # what was only just written is not trusted to be at rest
        after: list[float] = []
        for number in range(runs):
            with edited.open("a") as file:
                file.write(f"{number}\n")
            after.append(whole_run(copy, config, cache))
        time.sleep(2.5)
        whole_run(copy, config, cache)
        return first, min(after), min(whole_run(copy, config, cache) for _ in range(runs))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("site", type=Path)
    parser.add_argument("--config", type=Path)
    parser.add_argument("--runs", type=int, default=3)
    arguments = parser.parse_args()
    now = datetime(2026, 9, 1, tzinfo=UTC)

    whole = min(whole_run(arguments.site, arguments.config) for _ in range(arguments.runs))
    first, edited, again = warm_runs(arguments.site, arguments.config, arguments.runs)
    imports, _ = timed(lambda: __import__("content_lint.engine.run"))

    from content_lint.config.load import load_settings
    from content_lint.engine.document_step import check_documents
    from content_lint.engine.load import load_site
    from content_lint.engine.run import RunRequest, run_check
    from content_lint.output.json import as_json
    from content_lint.output.renderer import Renderer
    from content_lint.rules.context import SiteContext
    from content_lint.rules.registry import all_rules, catalog
    from content_lint.rules.rule import DocumentRule, SiteRule
    from content_lint.site.index import Site
    from content_lint.site.sources.tree import DiskTree

    rules_import, entries = timed(catalog)
    setup, settings = timed(lambda: load_settings(arguments.site, catalog=entries, config_file=arguments.config))
    reading, loaded = min(
        (timed(lambda: load_site(settings, DiskTree(settings.root))) for _ in range(arguments.runs)),
        key=lambda pair: pair[0],
    )
    documents = list(loaded.documents.values())
    if not documents:
        raise SystemExit("no documents: nothing was measured")
    costs: dict[str, float] = {}
    for name, rule_class in all_rules().items():
        rule = rule_class(settings.rules.options.get(name))
        if isinstance(rule, DocumentRule):
            costs[name] = min(
                timed(lambda rule=rule: check_documents(documents, settings, [rule]))[0] for _ in range(arguments.runs)
            )
        elif isinstance(rule, SiteRule):
            site = Site(settings, loaded.survey, loaded.documents, loaded.others, now)
            context = SiteContext(settings, now)
            costs[name] = timed(lambda rule=rule, site=site, context=context: list(rule.check(site, context)))[0]
    total, report = timed(lambda: run_check(settings, RunRequest(now=now)))
    output, _ = timed(lambda: "".join(as_json(Renderer(report, lambda path: loaded.documents[path].source))))

    print(f"{len(documents)} documents, {len(report.diagnostics)} findings")
    for title, seconds in (
        ("the installed command, start to end, no cache", whole),
        ("the first run with a cache", first),
        ("after an edit of one document", edited),
        ("again, nothing changed", again),
    ):
        print(f"{seconds:8.3f} s  {title} ({seconds / whole:.2f} of the cold run)")
    for title, seconds in (
        ("import of the engine", imports),
        ("import of the rules", rules_import),
        ("settings and schemas", setup),
        ("reading and parsing", reading),
        ("engine run in all, files in the page cache", total),
        ("output as JSON", output),
    ):
        print(f"{seconds:8.3f} s  {title}")
    print(f"reading and parsing: {reading / len(documents) * 1e6:.0f} µs a document")
    for name, seconds in sorted(costs.items(), key=lambda pair: -pair[1]):
        if seconds >= 0.001:
            print(f"{seconds * 1000:8.1f} ms  {name}")


if __name__ == "__main__":
    main()
