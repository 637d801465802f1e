"""Whole sites for links: read from a folder or from texts, the way the engine does it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

from content_lint.config.load import load_settings
from content_lint.engine.load import load_site
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkTarget
from content_lint.rules.registry import catalog
from content_lint.site.index import Site
from content_lint.site.sources.tree import DiskTree

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def site_of_folder(root: Path, now: datetime = NOW, output: Path | None = None) -> Site:
    settings = load_settings(root, catalog=catalog())
    loaded = load_site(settings, DiskTree(root))
    return loaded.site(settings, now, output)


def site_of_texts(root: Path, texts: Mapping[str, str]) -> Site:
    """The site of these texts by path; Jekyll's, unless another generator's configuration is among them."""
    files = dict(texts)
    if not {"hugo.toml", "content-lint.toml"} & files.keys():
        files.setdefault("_config.yml", "url: https://www.example.org\n")
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(text.encode())
    return site_of_folder(root)


def targets(site: Site, path: str) -> dict[str, LinkTarget]:
    """Where the links of one document lead, by their label, else by their destination."""
    return {
        item.link.label or item.link.destination: item.target
        for item in site.once(resolve_links).all
        if item.document.path == path
    }
