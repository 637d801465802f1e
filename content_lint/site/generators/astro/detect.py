"""How Astro is recognised, and what its configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.settings import Collection, GeneratorFiles
from content_lint.site.generators.astro.traits import DIALECT, GENERATOR
from content_lint.site.generators.plain.recognition import Recognition, script

_FILE = Recognition("astro", "Astro", script(r"astro\.config"))


class _Astro:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return _FILE.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        # The reader is slow to import, and whoever only asks for names does not need it.
        from content_lint.site.generators.astro.collected import find_collections, starts_starlight
        from content_lint.site.generators.astro.config import AstroConfig, Starlight, read_config
        from content_lint.site.generators.astro.programs import Programs, read_aliases
        from content_lint.site.generators.astro.routes import find_routes

        folder = f"{home}/" if home else ""
        programs = Programs(root, f"{folder}src")
        programs.aliases = read_aliases(programs, folder)
        parsed = read_config(programs, folder, folder + config) if config else AstroConfig()
        programs.source = parsed.source
        if parsed.starlight is None and starts_starlight(programs, parsed):
            parsed = replace(parsed, mdx=True, starlight=Starlight(knows_locales=False))
        collections, declared_in = find_collections(programs, parsed)
        parsed = replace(parsed, collections=collections, aliases=programs.aliases)
        parsed = replace(parsed, routes=tuple(find_routes(programs, parsed)))
        parts = urlsplit(parsed.site)
        called = "Astro with Starlight" if parsed.starlight is not None else "Astro"
        return Detected(
            GENERATOR._replace(called=called),
            DIALECT,
            GeneratorFiles({}, parsed.file, parsed),
            {
                item.name: Collection(item.name, (f"{item.base}/**" if item.base else "**",), origin=declared_in)
                for item in collections
            },
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "",
            base_path=f"/{parsed.base}" if parsed.base else "",
            content=tuple(dict.fromkeys((f"{parsed.source}/pages", *(item.base for item in collections if item.base)))),
            copied=(f"{parsed.public}/**",),
            sources=(
                *programs.read,
                f"{folder}tsconfig.json",
                *(route.file for route in parsed.routes),
                f"{parsed.source}/pages",
            ),
        )


DETECTIONS = {"astro": _Astro()}
