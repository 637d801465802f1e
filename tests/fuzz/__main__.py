"""Hours of it: ``python -m tests.fuzz --hours 3 [--from SITE] [--first NUMBER] [--keep FOLDER]``, or one site again:
``--only NUMBER``. Each number makes the same site again; run several with other first numbers for several processors.
"""

from __future__ import annotations

import argparse
import sys
from functools import partial
from itertools import islice
from pathlib import Path

from tests.fuzz.builder import build_site, slice_of
from tests.fuzz.campaign import campaign


def main() -> int:
    """Print each complaint as it comes, and how many sites were judged."""
    parser = argparse.ArgumentParser("python -m tests.fuzz", description=__doc__)
    parser.add_argument("--hours", type=float, default=1.0)
    parser.add_argument("--from", type=Path, dest="site", metavar="SITE", help="damage slices of this site")
    parser.add_argument("--first", type=int, default=1_000_000, metavar="NUMBER")
    parser.add_argument("--only", type=int, metavar="NUMBER")
    parser.add_argument("--keep", type=Path, metavar="FOLDER", help="where sites with complaints are kept")
    given = parser.parse_args()
    build = partial(slice_of, given.site.resolve()) if given.site else build_site
    first = given.first if given.only is None else given.only
    judged = failed = 0
    keep = given.keep.resolve() if given.keep else None
    for number, said in islice(campaign(build, given.hours * 3600, first, keep), None if given.only is None else 1):
        judged += 1
        failed += bool(said)
        for line in said:
            sys.stdout.write(f"{number}: {line}\n".encode("utf-8", "backslashreplace").decode())
            sys.stdout.flush()
    sys.stdout.write(f"{judged:,} sites judged, {failed:,} with complaints\n")
    return int(failed > 0)


if __name__ == "__main__":
    sys.exit(main())
