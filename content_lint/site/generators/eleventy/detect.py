"""How Eleventy is recognised, and where it reads."""

from __future__ import annotations

from content_lint.site.generators.plain.recognition import Recognition, script, word
from content_lint.text.regex import regex

DETECTIONS = {
    "eleventy": Recognition(
        "eleventy",
        "Eleventy",
        script(r"(?:\.eleventy|eleventy\.config)"),
        names=word("input"),
        finds=regex("InputPathToUrl"),
        dated_names=True,
    )
}
