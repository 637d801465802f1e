"""Tables of what real generators answered, and the small sites that they were asked about."""

from __future__ import annotations

import csv
import json
import shutil
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

from content_lint.parse.facts import FenceState
from content_lint.site.index import Site
from tests.links.sites import site_of_folder

Row = dict[str, str]
STOPS = "STOPS THE BUILD"


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


def site_of_front_matter(folder: Path, row: Row, scratch: Path, home: str) -> Site:
    """A site with the configuration of a folder's, and one page that begins as a row says."""
    shutil.copytree(
        folder, scratch, dirs_exist_ok=True, ignore=lambda _, names: [n for n in names if n.endswith(".md")]
    )
    (scratch / ".git").mkdir(exist_ok=True)
    (scratch / ".git/HEAD").write_text("")
    page = scratch / home / f"{row['case']}.md"
    page.parent.mkdir(parents=True, exist_ok=True)
    page.write_text(f"{json.loads(row['raw'])}MARK\n", encoding="utf-8", newline="")
    return site_of_folder(scratch)


def outcome_of(site: Site, path: str) -> object:
    """The data of a page, as JSON has it, or that its front matter or its values stop the build."""
    document = site.documents[path]
    front_matter = document.front_matter
    generator = site.settings.generator
    stopped = {item.path for item in site.built.fatal}
    if path in stopped or (document.header is FenceState.UNCLOSED and "stops" in generator.says.unclosed):
        return STOPS
    if front_matter is None:
        return {}
    if front_matter.error is not None or (front_matter.duplicates and generator.stops_at_repeated_keys):
        return STOPS
    return json.loads(json.dumps(front_matter.data, default=_moment))


def _moment(value: object) -> str:
    if isinstance(value, datetime):
        return f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.000Z"
    return f"{value}T00:00:00.000Z"
