"""How MkDocs is recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import README, Recognition

DETECTIONS = {
    "mkdocs": Recognition(
        "mkdocs",
        "MkDocs",
        re.compile(r"(?:mkdocs\.ya?ml|zensical\.toml)\Z"),
        ("docs",),
        re.compile(r"^docs_dir\s*[:=]\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        index=README,
        # Plugins that define a label for every heading or object, and files that are put below every page.
        labels=re.compile(r"autorefs|mkdocstrings|auto_append|^hooks\s*:", re.MULTILINE),
    )
}
