"""Random moves on real sites: ``python -m tests.moving.campaign SITE... [--moves N] [--seed S]``.

Each move is planned and judged in memory, so the sites stay as they are. Then the site as it would be is checked from
the beginning, and its errors and warnings are counted: no rule may have more of them than before.
Printed are, for each site, how many moves were made and refused, with the reasons.
"""

from __future__ import annotations

import argparse
import random
import sys
import traceback
from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.engine.run import RunRequest, check_loaded
from content_lint.moving.judge import judge_move
from content_lint.moving.plan import RefusedError, plan_move
from content_lint.report.diagnostic import Severity
from content_lint.report.report import Report
from content_lint.rules.registry import catalog
from content_lint.site.model import State
from content_lint.site.sources.tree import DiskTree

NOW = datetime(2026, 11, 1, tzinfo=UTC)
REQUEST = RunRequest(NOW, lenient=True)


def new_name(path: str, paths: list[str], draw: random.Random) -> str:
    """Another name in the same folder, or the same name in another folder that holds pages."""
    folder, _, name = path.rpartition("/")
    stem, dot, ending = name.rpartition(".")
    if draw.random() < 0.5:
        return f"{folder}/{stem}-moved{dot}{ending}".lstrip("/")
    other = draw.choice(paths).rpartition("/")[0]
    return f"{other}/{stem}-here{dot}{ending}".lstrip("/")


def faults(report: Report) -> Counter[str]:
    """How many errors and warnings each rule has found."""
    return Counter(item.rule for item in report.diagnostics if item.severity is not Severity.INFO)


def campaign(root: Path, moves: int, seed: int) -> Counter[str]:
    """Make random moves on one site."""
    settings = load_settings(root, catalog=catalog())
    before = load_site(settings, DiskTree(settings.root))
    site = before.site(settings, NOW)
    known = check_loaded(settings, REQUEST, before, site)
    paths = sorted(
        path
        for path in before.documents
        if (page := site.pages.get(path)) is not None and page.state is State.LIVE and page.url
    )
    draw = random.Random(f"{seed}{root.name}")
    counts: Counter[str] = Counter()
    for _ in range(moves if paths else 0):
        old = draw.choice(paths)
        new = new_name(old, paths, draw)
        if new in before.documents or new == old:
            continue
        try:
            move = plan_move(settings, {old: new}, NOW, before=before)
            judge_move(settings, move, NOW, known)
            worse = faults(check_loaded(settings, REQUEST, move.after, move.sides.after)) - faults(known)
            if worse:
                counts["with new findings"] += 1
                print(f"  worse {old} -> {new}: {dict(worse)}")
            counts["made"] += 1
            counts["links rewritten"] += move.links
            counts["addresses redirected"] += sum(item.redirected for item in move.addresses)
            counts["addresses lost"] += sum(not item.redirected for item in move.addresses)
        except RefusedError as error:
            counts["refused"] += 1
            print(f"  refused {old} -> {new}: {error.message}: {error.help[:300]}")
        except Exception:  # noqa: BLE001 - the next move is to be made all the same
            counts["crashed"] += 1
            print(f"  crashed {old} -> {new}")
            traceback.print_exc(file=sys.stdout)
    return counts


def main() -> None:
    """Read the command line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sites", nargs="+", type=Path)
    parser.add_argument("--moves", type=int, default=20)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    total: Counter[str] = Counter()
    for root in options.sites:
        try:
            counts = campaign(root, options.moves, options.seed)
        except Exception as error:  # noqa: BLE001 - a site that cannot be read is not what is tried here
            print(f"{root.name}: {type(error).__name__}: {error}", flush=True)
            continue
        total += counts
        print(f"{root.name}: {dict(counts)}", flush=True)
    print(f"all: {dict(total)}")


if __name__ == "__main__":
    main()
