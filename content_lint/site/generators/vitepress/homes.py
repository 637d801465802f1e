"""The folders of a site of VitePress' whose files have addresses that are known by their paths."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.vitepress.config import VitePressConfig
from content_lint.site.outside_git import Home


def homes_of(config: VitePressConfig) -> Iterator[Home]:
    """The folder of documents, and the one of files that are copied."""
    yield Home(config.public, "/", copied=True)
    yield Home(config.source, "/")
