"""How Zola is recognised, and what its configuration says of the site."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.errors import ConfigError
from content_lint.config.settings import GeneratorFiles
from content_lint.config.yaml_files import read_config_text
from content_lint.parse.toml_values import toml_values
from content_lint.site.generators.plain.recognition import Recognition
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.generators.zola.traits import DIALECT, GENERATOR
from content_lint.text.regex import regex

_RECOGNISED = Recognition(
    "zola",
    "Zola",
    regex(r"(?:zola|config)\.toml\Z"),
    ("content",),
    evidence=("", regex(r"^[ \t]*base_url[ \t]*=", re.MULTILINE)),
    address_key="path",
    dated_names=True,
)


class _Zola:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return _RECOGNISED.claims(folder, names)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        if not config:
            return _RECOGNISED.detect(root, home, config)
        name = posixpath.join(home, config)
        try:
            written = toml_values(read_config_text(root, name))
        except (ValueError, RecursionError) as error:
            raise ConfigError(name, None, "this is not TOML", f"The parser says: {error}.") from error
        url = written.get("base_url")
        try:
            parts = urlsplit(url if isinstance(url, str) else "")
            host = (parts.hostname or "").lower()
        except ValueError as error:
            raise ConfigError(name, None, "`base_url` is no web address", "Write it as `https://…`.") from error
        parsed = ZolaConfig.from_mapping(home, written)
        generator = replace(GENERATOR, static_folder=f"{parsed.static}/")
        return Detected(
            generator if parsed.stops else replace(generator, reactions={}),
            DIALECT,
            GeneratorFiles(written, name, parsed),
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and host else "",
            base_path=parts.path.rstrip("/"),
            sources=(name,),
        )


DETECTIONS = {"zola": _Zola()}
