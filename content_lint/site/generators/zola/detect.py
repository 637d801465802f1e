"""How Zola is recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import Recognition

DETECTIONS = {
    "zola": Recognition(
        "zola",
        "Zola",
        re.compile(r"(?:zola|config)\.toml\Z"),
        ("content",),
        evidence=("", re.compile(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)),
        aliases=("@/",),
        stops_at_aliases=True,
        address_key="path",
        dated_names=True,
    )
}
