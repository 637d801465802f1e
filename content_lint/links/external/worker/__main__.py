# SPDX-License-Identifier: GPL-3.0-or-later
"""``python -m content_lint.links.external.worker``: reads jobs on standard input, writes results on standard output."""

from __future__ import annotations

from content_lint.links.external.worker.program import main

main()
