"""The folders of a site of Docusaurus' whose files have addresses that are known by their paths."""

from __future__ import annotations

from collections.abc import Iterator

from content_lint.site.generators.docusaurus.config import DocusaurusConfig
from content_lint.site.generators.docusaurus.routes import without_number
from content_lint.site.outside_git import Home


def homes_of(config: DocusaurusConfig) -> Iterator[Home]:
    """The folders of docs and pages, and those of files that are copied."""
    for folder in config.static:
        yield Home(f"{folder}/", "/", copied=True)
    for item in config.folders:
        if item.kind != "blog":
            yield Home(f"{item.path}/", f"{item.route}/", without_number if item.numbered else str)
