"""How MkDocs is recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import README, Recognition
from content_lint.text.regex import regex

DETECTIONS = {
    "mkdocs": Recognition(
        "mkdocs",
        "MkDocs",
        regex(r"(?:mkdocs\.ya?ml|zensical\.toml)\Z"),
        ("docs",),
        regex(r"^docs_dir\s*[:=]\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        index=README,
        # Plugins that define a label for every heading or object, and files that are put below every page.
        labels=regex(r"autorefs|mkdocstrings|auto_append|^hooks\s*:", re.MULTILINE),
    )
}
