"""How Zola is recognised, and what its configuration says of the site."""

from __future__ import annotations

import posixpath
import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit

from content_lint.config.detect.detected import Detected
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.settings import GeneratorFiles
from content_lint.site.generators.plain.recognition import Recognition
from content_lint.site.generators.zola.config import ZolaConfig
from content_lint.site.generators.zola.traits import DIALECT, GENERATOR
from content_lint.text.files import OutsideError, read_ordinary
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
            written = tomllib.loads(read_ordinary(root / name, within=root).decode("utf-8-sig"))
        except OutsideError as error:
            raise ConfigError(name, None, *OUTSIDE) from error
        except (OSError, ValueError, RecursionError) as error:
            raise ConfigError(name, None, "this is not TOML", f"The parser says: {error}.") from error
        url = written.get("base_url")
        try:
            parts = urlsplit(url if isinstance(url, str) else "")
            host = (parts.hostname or "").lower()
        except ValueError as error:
            raise ConfigError(name, None, "`base_url` is no web address", "Write it as `https://…`.") from error
        return Detected(
            GENERATOR,
            DIALECT,
            GeneratorFiles(written, name, ZolaConfig.from_mapping(home, written)),
            url=f"{parts.scheme}://{parts.netloc}" if parts.scheme and host else "",
            base_path=parts.path.rstrip("/"),
            own_hosts=frozenset({host}) if host else frozenset(),
            sources=(name,),
        )


DETECTIONS = {"zola": _Zola()}
