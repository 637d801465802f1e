"""Tables of what real generators answered, and the small sites that they were asked about."""

from __future__ import annotations

import csv
from functools import lru_cache
from pathlib import Path

from content_lint.site.index import Site
from tests.links.sites import site_of_folder

Row = dict[str, str]


def rows_of(folder: Path, table: str) -> list[Row]:
    """The rows of a table by the names of its columns; a table without rows is a mistake."""
    with (folder / f"{table}.tsv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    assert found, table
    return found


@lru_cache(maxsize=32)
def made_site(root: Path) -> Site:
    """The site in a folder, as the model has it."""
    return site_of_folder(root)
