"""Dates of whole sites against what the running generator made of them."""

from __future__ import annotations

import csv
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from msgspec.structs import replace

from content_lint.parse.front_matter.read import read_front_matter
from content_lint.parse.scalars.dates import DateStatus, read_date
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = replace(jekyll.DIALECT, bom_allowed=True)


def differences(site: Path, docs: Path, zone: ZoneInfo) -> tuple[int, list[str]]:
    """How many dates were compared, and those that are other than the generator's."""
    seen, wrong = 0, []
    with docs.open(newline="") as file:
        for row in csv.DictReader(file, delimiter="\t"):
            path = site / row["source_path"]
            if row["collection"] == "(page)" or path.suffix not in {".md", ".MD"} or not path.is_file():
                continue
            front_matter = read_front_matter(SourceText.from_bytes(row["source_path"], path.read_bytes()), JEKYLL)[2]
            field = front_matter and front_matter.get("date")
            if not field:
                continue
            seen += 1
            reading = read_date(field.value, field.raw, JEKYLL, zone)
            # Ruby moves 30 February on to March; here that is a fault with no day at all.
            wanted = datetime.fromisoformat(row["date"])
            same = reading.instant is not None and abs(reading.instant - wanted) < timedelta(seconds=1)
            if not same and reading.status is not DateStatus.IMPOSSIBLE:
                wrong.append(f"{row['source_path']}: {field.value!r} gives {reading}, not {wanted}")
    return seen, wrong


def test_every_date_of_the_real_site_is_the_one_that_jekyll_has(shared: Path) -> None:
    docs = shared / "oracle/jekyll/civil-service-lgbt/docs.tsv"
    seen, wrong = differences(shared / "sites/civil-service-lgbt", docs, ZoneInfo("UTC"))
    assert wrong == []
    assert seen > 1_000


@pytest.mark.parametrize(("run", "zone"), [("date", "UTC"), ("ny", "America/New_York")])
def test_odd_dates_are_the_ones_that_jekyll_has(shared: Path, run: str, zone: str) -> None:
    folder = shared / "oracle/jekyll/synthetic"
    seen, wrong = differences(folder / "site", folder / run / "docs.tsv", ZoneInfo(zone))
    assert wrong == []
    assert seen > 50


@pytest.mark.parametrize(
    "probe",
    [
        "coll-date-empty",
        "date-liquid",
        "post-date-int",
        "post-date-liquid",
        "post-date-month13",
        "post-date-us",
        "post-date-ym",
    ],
)
def test_no_date_comes_of_what_stops_jekyll(shared: Path, probe: str) -> None:
    (path,) = (shared / "oracle/jekyll/fatal" / probe).glob("_*/*.md")
    front_matter = read_front_matter(SourceText.from_bytes(path.name, path.read_bytes()), JEKYLL)[2]
    field = front_matter and front_matter.get("date")
    assert field is not None
    assert read_date(field.value, field.raw, JEKYLL, UTC).instant is None
