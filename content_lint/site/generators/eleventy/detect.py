"""How Eleventy is recognised, and what its configuration says of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.settings import GeneratorFiles
from content_lint.site.generators.eleventy.read import read_config, told
from content_lint.site.generators.eleventy.traits import DIALECT, GENERATOR
from content_lint.site.generators.plain.recognition import script
from content_lint.text.files import text_if_any

_NAMES = script(r"(?:\.eleventy|eleventy\.config)")
_PACKAGE = "package.json"
_LIMIT = 100_000


class _Eleventy:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        named = next((name for name in names if _NAMES.fullmatch(name)), None)
        return named or (_named_by_script(folder) if _PACKAGE in names else None)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        if not config:
            return Detected(GENERATOR, DIALECT)
        parsed, written, address, read, rules = read_config(root, home, config)
        prefix = written.get("pathPrefix")
        return Detected(
            replace(
                GENERATOR,
                drafts_without_effect=() if parsed.drafts else GENERATOR.drafts_without_effect,
                marks_ids=parsed.ids.lists,
            ),
            replace(DIALECT, templates="liquid" if parsed.engine else "none"),
            GeneratorFiles({}, posixpath.join(home, config), parsed),
            url=address,
            base_path=f"/{prefix.strip('/')}".rstrip("/") if isinstance(prefix, str) else "",
            sources=tuple(read),
            host_rules=rules,
        )


def _named_by_script(folder: Path) -> str | None:
    """The configuration under another name that scripts of package.json hand to Eleventy (``--config``)."""
    named = posixpath.normpath(told(text_if_any(folder / _PACKAGE, _LIMIT, within=folder), "config") or "..")
    return named if not named.startswith(("..", "/")) and (folder / named).is_file() else None


DETECTIONS = {"eleventy": _Eleventy()}
