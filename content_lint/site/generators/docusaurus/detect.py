"""How Docusaurus is recognised, and where it reads."""

from __future__ import annotations

from content_lint.site.generators.plain.recognition import ALWAYS, BOTH, README, Recognition, script, word

DETECTIONS = {
    "docusaurus": Recognition(
        "docusaurus",
        "Docusaurus",
        script(r"docusaurus\.config"),
        ("docs", "blog", "src/pages", "versioned_docs", "*_versioned_docs", "i18n"),
        word("path"),
        adds=True,
        mdx=BOTH,
        aliases=("@site/",),
        partials=True,
        finds=ALWAYS,
        index=(*README, "*"),
        dated_names=True,
    )
}
