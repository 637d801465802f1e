"""What well-known themes bring to a site, as a table that ``.ci/themes.py`` writes: places on pages, and files."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from msgspec import Struct, convert, field

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.layouts import Template

TABLE = Path(__file__).with_name("themes.json")


class Theme(Struct, frozen=True):
    """One theme, with what is in any of its versions.

    Attributes:
        files: the addresses of the files that it publishes, and of folders of many, with a slash at their end.
        templates: as in ``Layouts``.
    """

    files: frozenset[str] = frozenset()
    templates: Mapping[str, Template] = field(default_factory=dict)

    def brings(self, path: str) -> bool:
        """Whether it may bring the file at an address."""
        return path in self.files or f"{path.rpartition('/')[0]}/" in self.files


def find_theme(config: JekyllConfig) -> Theme | None:
    """The theme of a site, where it is one that is known."""
    named, remote = config.theme, config.remote_repository
    if not (named or remote):
        return None
    table = json.loads(TABLE.read_text(encoding="utf-8"))
    for name, row in table.items():
        if (remote and remote in row["repositories"]) or (not remote and name == named):
            templates = convert(row["templates"], dict[str, Template])
            return Theme(frozenset(f"/{path}" for path in row["files"]), templates)
    return None
