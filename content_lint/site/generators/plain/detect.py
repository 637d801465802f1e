"""Sites of which nothing tells the generator."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from content_lint.config.detect.detected import Detected
from content_lint.site.generators.plain.traits import DIALECT, GENERATOR


class _Nobody:
    sources = ()
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return None

    def detect(self, root: Path, home: str, config: str) -> Detected:
        return Detected(GENERATOR, DIALECT)


DETECTIONS = {"plain": _Nobody()}
