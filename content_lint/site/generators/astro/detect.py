"""How Astro is recognised, and where it reads."""

from __future__ import annotations

from content_lint.site.generators.plain.recognition import Recognition, script, word

DETECTIONS = {
    "astro": Recognition(
        "astro",
        "Astro",
        script(r"astro\.config"),
        ("src/content", "src/pages"),
        word("base"),
        extra=(*(f"src/content.config.{suffix}" for suffix in ("ts", "mjs", "js")), "src/content/config.ts"),
        adds=True,
        variant=("package.json", "@astrojs/starlight", "Astro with Starlight"),
    )
}
