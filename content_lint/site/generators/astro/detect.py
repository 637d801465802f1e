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
        from content_lint.site.generators.astro.reading import read_site
        from content_lint.site.generators.astro.shapes import asked_of, dates_of

        parsed, declared_in, sources = read_site(root, f"{home}/" if home else "", config)
        collections = parsed.collections
        parts = urlsplit(parsed.site)
        called = "Astro with Starlight" if parsed.starlight is not None else "Astro"
        return Detected(
            replace(
                GENERATOR,
                called=called,
                static_folder=f"{parsed.public}/",
                js_dates={item.name: dates_of(item.shape) for item in collections},
            ),
            DIALECT,
            GeneratorFiles({}, parsed.file, parsed),
            {
                item.name: Collection(
                    item.name,
                    (f"{item.base}/**" if item.base else "**",),
                    origin=declared_in,
                    asked=asked_of(item.shape),
                    unread=item.unread,
                )
                for item in collections
            },
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and parts.netloc else "",
            base_path=f"/{parsed.base}" if parsed.base else "",
            content=tuple(dict.fromkeys((f"{parsed.source}/pages", *(item.base for item in collections if item.base)))),
            copied=(f"{parsed.public}/**",),
            sources=sources,
        )


DETECTIONS = {"astro": _Astro()}
