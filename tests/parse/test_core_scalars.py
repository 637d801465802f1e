"""YAML 1.2 readings against the matrix: column ``ruamel12``, dates and tags aside."""

from __future__ import annotations

import csv
import json
import math
import re
from pathlib import Path

from content_lint.parse.scalars.core import read_core

KINDS = {"String": str, "Integer": int, "Float": float, "Boolean": bool}


def said(cell: str) -> object:
    """The value that a cell of the matrix stands for."""
    kind, _, text = cell.partition(":")
    if kind == "Nil":
        return None
    value = json.loads(text)
    return KINDS[kind](value) if kind != "Boolean" else value


def test_plain_scalars_are_read_as_the_matrix_says(shared: Path) -> None:
    with (shared / "oracle" / "matrices" / "scalar_matrix.tsv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))
    compared, different = 0, []
    for row in rows:
        raw, cell = json.loads(row["input"]), row["ruamel12"]
        if not re.match(r"(String|Integer|Float|Boolean|Nil)(:|$)", cell) or re.match(
            r"[\"'!&*|>#]|.*[\t\n]|.* #", raw
        ):
            continue
        if raw.lower().lstrip("+-") in {".inf", ".nan"}:
            continue
        compared += 1
        if not same(read_core(raw), said(cell)):
            different.append((raw, read_core(raw), cell))
    assert compared > 80
    assert different == []


def same(left: object, right: object) -> bool:
    if isinstance(left, float) and isinstance(right, float):
        return math.isclose(left, right)
    return type(left) is type(right) and left == right
