"""Builds a Hugo site from a folder or from texts, the way the engine does it."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import datetime
from pathlib import Path

from content_lint.parse.facts import FenceState, FrontMatter
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.hugo.build import build
from content_lint.site.generators.hugo.nodes import Nodes, gather
from content_lint.site.generators.hugo.parse_config import parse_config
from content_lint.site.generators.hugo.read import survey_paths
from content_lint.site.model import Built, FileFacts, Role
from content_lint.text.source import SourceText


def facts_of(path: str, data: bytes) -> FileFacts:
    header, _, front, _ = read_front_matter(SourceText.from_bytes(path, data), hugo.DIALECT)
    return _facts(header, front)


def _facts(header: FenceState, front: FrontMatter | None) -> FileFacts:
    if front is None:
        return FileFacts(header)
    if front.error is not None:
        return FileFacts(header, None, front.error.problem)
    yaml_twice = front.duplicates[0].path if front.duplicates and front.format == "yaml" else None
    return FileFacts(header, front.data, duplicate=yaml_twice)


def build_texts(texts: Mapping[str, str | bytes], config: str, now: datetime) -> tuple[Built, Nodes]:
    """The site of these texts by path from its root; ``config`` is TOML."""
    settings = parse_config(tomllib.loads(config))
    files = survey_paths(texts, settings).files
    facts = {file.path: facts_of(file.path, _bytes(texts[file.path])) for file in files if file.role is not Role.STATIC}
    return build(files, facts, settings, now), gather(files, facts, settings, now)


def build_folder(root: Path, now: datetime) -> tuple[Built, Nodes]:
    """The site in a folder with a ``config.toml`` or ``hugo.toml``."""
    config = next(path for path in (root / "hugo.toml", root / "config.toml") if path.is_file())
    texts = {
        path.relative_to(root).as_posix(): path.read_bytes()
        for folder in ("content", "static")
        for path in sorted((root / folder).rglob("*"))
        if path.is_file()
    }
    return build_texts(texts, config.read_text(encoding="utf-8"), now)


def _bytes(text: str | bytes) -> bytes:
    return text if isinstance(text, bytes) else text.encode()
