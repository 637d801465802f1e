"""How Eleventy is recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import Recognition, script, word

DETECTIONS = {
    "eleventy": Recognition(
        "eleventy",
        "Eleventy",
        script(r"(?:\.eleventy|eleventy\.config)"),
        names=word("input"),
        finds=re.compile("InputPathToUrl"),
        dated_names=True,
    )
}
