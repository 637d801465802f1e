"""How Docusaurus is recognised, and what its configuration says of the site."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path

from msgspec.structs import replace

from content_lint.config.detect.detected import Detected
from content_lint.config.settings import Collection, GeneratorFiles
from content_lint.parse.dialect import Dialect
from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.generators.docusaurus.files import collection_name
from content_lint.site.generators.docusaurus.read import read_config
from content_lint.site.generators.docusaurus.traits import DIALECT, GENERATOR
from content_lint.site.generators.plain.recognition import script
from content_lint.text.servers import origin_of

_NAMES = script(r"docusaurus\.config")


class _Docusaurus:
    makes_applications = False

    def claims(self, folder: Path, names: Sequence[str]) -> str | None:
        return next((name for name in names if _NAMES.fullmatch(name)), None)

    def detect(self, root: Path, home: str, config: str) -> Detected:
        if not config:
            return Detected(GENERATOR, DIALECT)
        parsed, written, read, reactions = read_config(root, home, config)
        address = written.get("url")
        base = written.get("baseUrl")
        return Detected(
            replace(
                GENERATOR,
                static_folder=f"{parsed.static[0]}/" if parsed.static else None,
                reactions=reactions,
                js_dates=_dates(parsed),
            ),
            _dialect(written),
            GeneratorFiles({}, posixpath.join(home, config), parsed),
            _collections(parsed),
            url=origin_of(address) if isinstance(address, str) else "",
            base_path=base.rstrip("/") if isinstance(base, str) else "",
            sources=tuple(read),
        )


DETECTIONS = {"docusaurus": _Docusaurus()}


def _dialect(written: Mapping[str, object]) -> Dialect:
    markdown = written.get("markdown")
    form = markdown.get("format") if isinstance(markdown, Mapping) else None
    if form == "detect":
        return replace(DIALECT, mdx=(".mdx",))
    return replace(DIALECT, mdx=()) if form == "md" else DIALECT


def _collections(config: DocusaurusConfig) -> dict[str, Collection]:
    globs: dict[str, list[str]] = {}
    for folder in config.folders:
        name = collection_name(folder)
        if name is not None:
            globs.setdefault(name, []).append(f"{folder.path}/**")
    return {name: Collection(name, tuple(paths), origin=config.file) for name, paths in globs.items()}


def _dates(config: DocusaurusConfig) -> dict[str, dict[str, bool]]:
    """The keys of posts of which Docusaurus makes dates."""
    names = (collection_name(folder) for folder in config.folders if folder.kind == "blog")
    return {name: {"date": False} for name in names if name is not None}
