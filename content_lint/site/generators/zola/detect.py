"""How Zola is recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import Recognition
from content_lint.text.regex import regex

DETECTIONS = {
    "zola": Recognition(
        "zola",
        "Zola",
        regex(r"(?:zola|config)\.toml\Z"),
        ("content",),
        evidence=("", regex(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)),
        aliases=("@/",),
        stops_at_aliases=True,
        address_key="path",
        dated_names=True,
    )
}
