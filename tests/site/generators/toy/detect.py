"""How Woodcut is recognised, and what woodcut.json says."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from content_lint.config.detect.detected import Detected
from content_lint.config.settings import Collection, GeneratorFiles, SiteSettings
from content_lint.text.files import read_ordinary
from tests.site.generators.toy.traits import DIALECT, GENERATOR


@dataclass(frozen=True, slots=True)
class WoodcutConfig:
    """woodcut.json, parsed once."""

    source: str = "text"

    @classmethod
    def of(cls, settings: SiteSettings) -> WoodcutConfig:
        """What the settings of a site carry."""
        return settings.parsed_as(cls)


class _Woodcut:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return "woodcut.json" if "woodcut.json" in names else None

    def detect(self, root: Path, home: str, config: str) -> Detected:
        written = json.loads(read_ordinary(root / home / config, within=root)) if config else {}
        parsed = WoodcutConfig(str(written.get("source", "text")))
        pages = Collection("pages", (f"{parsed.source}/**",), origin=config)
        files = GeneratorFiles(written, f"{home}/{config}" if home else config, parsed)
        return Detected(
            GENERATOR, DIALECT, files, {"pages": pages}, url=str(written.get("site", "")), sources=("press.txt",)
        )


DETECTIONS = {"woodcut": _Woodcut()}
