"""``python -m content_lint.cli.action STEP``: a step of one of our GitHub actions."""

from __future__ import annotations

import sys

from content_lint.cli.action.check import run_check, run_fetch
from content_lint.cli.action.report import run_comment, run_issue, run_links
from content_lint.cli.console import Console

_STEPS = {
    "check": run_check,
    "fetch": run_fetch,
    "comment": run_comment,
    "links": run_links,
    "issue": run_issue,
}

if __name__ == "__main__":
    sys.exit(_STEPS[sys.argv[1]](Console.of_process()))
