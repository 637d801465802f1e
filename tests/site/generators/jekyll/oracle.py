"""What Jekyll answered: tables, and the sites that it was asked about."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import yaml

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.installed import read_installed

SYNTHETIC = (
    "all-ph",
    "cdir",
    "custom-slash",
    "date",
    "defaults",
    "exclude",
    "future",
    "ny",
    "pretty",
    "unpub",
)


@dataclass(frozen=True)
class Case:
    name: str
    root: Path
    tables: Path
    prefix: str
    config: JekyllConfig
    now: datetime

    def rows(self, table: str) -> list[dict[str, str]]:
        return rows(self.tables / f"{self.prefix}{table}.tsv")

    @property
    def base(self) -> str:
        return f"{self.config.collections_dir}/" if self.config.collections_dir else ""


def rows(path: Path) -> list[dict[str, str]]:
    """The rows of a table; not read with csv, whose quotes would be taken for marks."""
    head, *lines = path.read_text(encoding="utf-8").split("\n")
    names = head.split("\t")
    return [dict(zip(names, line.split("\t"), strict=False)) for line in lines if line]


def case(shared: Path, name: str) -> Case:
    """A synthetic configuration, ``civil-service-lgbt`` or ``civil-service-lgbt-2023``."""
    jekyll = shared / "oracle" / "jekyll"
    if name.startswith("civil-service-lgbt"):
        root = shared / "sites" / "civil-service-lgbt"
        config = _config(root / "_config.yml", root / "Gemfile.lock")
        old = name.endswith("2023")
        now = datetime(2023, 6, 1, tzinfo=UTC) if old else datetime(2026, 9, 1, tzinfo=UTC)
        return Case(name, root, jekyll / "civil-service-lgbt", "now2023." if old else "", config, now)
    tables = jekyll / "synthetic" / name
    root = tables / "site" if (tables / "site").is_dir() else jekyll / "synthetic" / "site"
    written = tables / "_config.yml"
    config = _config(written if written.is_file() else root / "_config.yml")
    return Case(name, root, tables, "", config, datetime(2024, 6, 1, tzinfo=UTC))


def _config(path: Path, lock: Path | None = None) -> JekyllConfig:
    text = lock.read_text(encoding="utf-8") if lock is not None and lock.is_file() else ""
    return JekyllConfig.from_mapping(yaml.safe_load(path.read_text(encoding="utf-8")), read_installed(text))
