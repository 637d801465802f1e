"""How VitePress is recognised, and what its configuration says."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.generator import Fault, Reaction
from content_lint.config.settings import GeneratorFiles
from content_lint.site.generators.plain.recognition import Recognition, script
from content_lint.site.generators.vitepress.traits import DIALECT, GENERATOR

_FILE = Recognition("vitepress", "VitePress", script(r"\.vitepress/config(?:/index)?"))
_STOPS: dict[Fault, Reaction] = {"link": "stops", "file link": "stops", "case": "stops"}


class _VitePress:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return _FILE.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        # The reader is slow to import, and whoever only asks for names does not need it.
        from content_lint.site.generators.vitepress.read import read_config
        from content_lint.site.programs import Programs

        if not config:
            return Detected(GENERATOR, DIALECT)
        below = f"{home}/" if home else ""
        programs = Programs(root, f"{below}.vitepress")
        parsed = read_config(programs, below, f"{below}{config}")
        checks = not (parsed.ignores_dead or parsed.ignored_by_pattern)
        return Detected(
            replace(
                GENERATOR,
                static_folder=parsed.public,
                reactions={"picture": "stops", **(_STOPS if checks else {})},
                marks_ids=parsed.marks == ("{", "}"),
            ),
            DIALECT,
            GeneratorFiles({}, parsed.file, parsed),
            url=parsed.site,
            base_path=parsed.base,
            content=(parsed.source.rstrip("/"),) if parsed.source else (),
            copied=(f"{parsed.public}**",),
            sources=tuple(programs.read),
        )


DETECTIONS = {"vitepress": _VitePress()}
