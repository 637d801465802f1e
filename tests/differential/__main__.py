"""Compare made sites with what the real generators make of them: ``python -m tests.differential --sites 10000``.

With ``CONTENT_LINT_HUGO=/path/to/an/older/hugo`` the sites are pinned to its version and built by it.

What differs and is not known is printed, with a site that is as small as it could be made. Exits 1 where there is any.
"""

# ruff: noqa: T201 - this is a command

from __future__ import annotations

import argparse
import contextlib
import sys
from collections import Counter

from tests.differential.building import generators
from tests.differential.campaign import run
from tests.differential.generators import HUGO, JEKYLL


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sites", type=int, default=200)
    parser.add_argument("--first", type=int, default=0, help="the number of the first site (0)")
    parser.add_argument("--generator", choices=("jekyll", "hugo"), help="only this one (both)")
    parser.add_argument("--small", action="store_true", help="make sites that differ as small as they can be")
    parser.add_argument("--refused", action="store_true", help="print why the generators refused sites")
    parser.add_argument("--stop", type=int, default=20, help="after so many sites that differ (20)")
    options = parser.parse_args()
    here = {name for name, program in (("hugo", HUGO), ("jekyll", JEKYLL)) if program}
    chosen = [options.generator] if options.generator else sorted(here)
    counts: Counter[str] = Counter()
    refusals: dict[str, tuple[str, int]] = {}
    with generators() as real, contextlib.suppress(KeyboardInterrupt):
        for name in chosen:
            share = range(options.first, options.first + options.sites // len(chosen))
            for outcome in run(share, name, real, small=options.small):
                counts[f"{name}: refused" if outcome.refused else f"{name}: compared"] += 1
                if outcome.refused:
                    refusals.setdefault(" ".join(outcome.refused.split())[-200:], (name, outcome.number))
                if not outcome.found:
                    continue
                counts[f"{name}: differ"] += 1
                print(f"\n== {name} {outcome.number}")
                print("\n".join(outcome.found))
                if options.small:
                    for path, text in outcome.site.files.items():
                        print(f"--- {path}\n{text}")
                sys.stdout.flush()
                if counts[f"{name}: differ"] >= options.stop:
                    break
    if options.refused:
        print("\n" + "\n".join(f"{name} {number}: {why}" for why, (name, number) in refusals.items()))
    print("\n" + ", ".join(f"{count} {what}" for what, count in sorted(counts.items())))
    return 1 if any(what.endswith("differ") for what in counts) else 0


if __name__ == "__main__":
    raise SystemExit(main())
