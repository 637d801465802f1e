"""Front matter against the answers of the real programs."""

from __future__ import annotations

import csv
import json
import math
from datetime import UTC, date, datetime

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FenceState, FrontMatterFault
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = jekyll.DIALECT
PLAIN = Dialect()
HUGO = hugo.DIALECT

JEKYLL_DIFFERS = {
    "0000-01-01": ("Date", "Python has no year 0: the text is kept"),
}
PLAIN_DIFFERS = {
    "2020-13-01": "PyYAML raises a ValueError without a place and loses the document: the text is kept",
    "2020-02-30": "likewise",
    "2020-01-02T25:00:00Z": "likewise",
    "0000-01-01": "likewise; Python has no year 0",
    "=": "PyYAML has a type for it and no value: the text is kept",
    "!!int": "a number without digits stops PyYAML: the text is kept",
    "!custom 1": "PyYAML refuses tags that it does not know: read as if it had none",
}


def read(text: str, dialect: Dialect):
    return read_front_matter(SourceText.from_text("a.md", text), dialect)


def answer(value: object) -> object:  # noqa: PLR0911 - one for each type
    """A value as the tables spell it."""
    match value:
        case None:
            return "Nil"
        case bool():
            return ("Boolean", value)
        case int():
            return ("Integer", value)
        case float():
            return ("Float", str(value) if math.isfinite(value) else str(value).replace("inf", "Infinity").lower())
        case datetime():
            return ("Time", value.astimezone(UTC))
        case date():
            return ("Date", value.isoformat())
        case str():
            return ("String", value)
        case list():
            return ("Array", [answer(item) for item in value])
        case dict():
            return ("Hash", {key: answer(item) for key, item in value.items()})
    raise AssertionError(value)


def expected(cell: str) -> object:
    kind, _, rest = cell.partition(":")
    if not rest:
        return cell
    return typed([kind, json.loads(rest)])


def typed(pair: list) -> object:
    kind, value = pair
    match kind:
        case "Nil":
            return "Nil"
        case "Integer":
            return ("Integer", int(value))
        case "Float":
            text = str(float(value)) if math.isfinite(float(value)) else str(value).lower()
            return ("Float", text.replace("inf", "infinity") if text in ("inf", "-inf") else text)
        case "Time":
            return ("Time", datetime.fromisoformat(value))
        case "Array":
            return ("Array", [typed(item) for item in value])
        case "Hash":
            return ("Hash", {key: typed(item) for key, item in value.items()})
    return (kind, value)


def same(left: object, right: object) -> bool:
    return json.dumps(left, default=str).lower() == json.dumps(right, default=str).lower()


def rows(shared, name):
    with (shared / "oracle/matrices" / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter="\t", quoting=csv.QUOTE_NONE))


def unequal_scalars(shared, dialect, column, differs):
    table = rows(shared, "scalar_matrix.tsv")
    assert len(table) == 150  # control: the table is there, whole
    wrong = {}
    for row in table:
        scalar = json.loads(row["input"])
        if scalar in differs:
            continue
        _, _, front_matter, _ = read(f"---\nv: {scalar}\n---\n", dialect)
        got = "ERROR" if front_matter.error else answer(front_matter.data.get("v", "absent"))
        if not same(got, expected(row[column])):
            wrong[scalar] = (got, row[column])
    return wrong


def test_every_scalar_is_what_jekyll_makes_of_it(shared):
    assert unequal_scalars(shared, JEKYLL, "safeyaml", JEKYLL_DIFFERS) == {}


def test_every_scalar_is_what_pyyaml_makes_of_it(shared):
    assert unequal_scalars(shared, PLAIN, "pyC", PLAIN_DIFFERS) == {}


def test_every_scalar_is_what_hugo_makes_of_it(shared):
    table = rows(shared, "scalar_matrix.tsv")
    assert len(table) == 150  # control
    kinds = {list: "[]string", dict: "hmaps.Params", bytes: "[]uint8"}
    wrong = {}
    for row in table:
        scalar, cell = json.loads(row["input"]), row["hugo168"]
        _, _, front_matter, _ = read(f"---\nv: {scalar}\n---\n", HUGO)
        value = front_matter.data.get("v")
        if front_matter.error or front_matter.duplicates:  # Hugo stops at a duplicate
            same_value = cell == "ERROR"
        elif type(value) in kinds:  # Go prints these in a way of its own
            same_value = cell.startswith(kinds[type(value)])
        else:
            same_value = same(answer(value), expected(cell))
        if not same_value:
            wrong[scalar] = (value, cell)
    assert wrong == {}


@pytest.mark.parametrize("scalar", sorted({*JEKYLL_DIFFERS, *PLAIN_DIFFERS}))
def test_a_scalar_that_differs_is_still_read(scalar):
    for dialect in (JEKYLL, PLAIN):
        _, _, front_matter, _ = read(f"---\nv: {scalar}\n---\n", dialect)
        assert front_matter.error is None


def delimiter_answer(text: str):
    header, _, front_matter, body = read(text, JEKYLL)
    if header is not FenceState.FOUND:
        return "nomatch", None
    if front_matter.error and front_matter.error.fault is FrontMatterFault.SYNTAX:
        return "syntax_error", None
    if front_matter.error:
        return "root", text[body.start : body.end]
    data = {
        f"!{answer(key.value)[0]}:{key.value}" if isinstance(key, OddKey) else key: value
        for key, value in front_matter.data.items()
    }
    return data, text[body.start : body.end]


def plain_values(value):
    if isinstance(value, dict) and set(value) == {"type", "value"}:
        return plain_values(value["value"])
    if isinstance(value, dict):
        return {key: plain_values(item) for key, item in value.items()}
    return value


def test_every_delimiter_is_seen_as_jekyll_sees_it(shared):
    table = rows(shared, "delimiter_matrix.tsv")
    assert len(table) == 42  # control
    wrong = {}
    for row in table:
        got, body = delimiter_answer(json.loads(row["source"]))
        cell = row["safeyaml"]
        if cell.startswith("fm "):
            data, rest = json.JSONDecoder().raw_decode(cell[3:])
            wanted_body = json.loads(cell[3 + rest :].removeprefix(" | "))
            if data == {"ROOT": None}:
                wanted = {}
            elif "ROOT" in data:
                wanted = "root"
            else:
                wanted = plain_values(data)
        elif "no header" in cell or cell.startswith("nomatch"):
            wanted, wanted_body = "nomatch", None
        else:
            wanted, wanted_body = "syntax_error", None
        if (got, body) != (wanted, wanted_body):
            wrong[row["case"]] = (got, body, cell)
    assert wrong == {}


def real(value):
    """A value as the real site's table spells it."""
    kind = answer(value)
    name = kind if isinstance(kind, str) else kind[0]
    match value:
        case datetime():
            seconds = value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S")
            utc = f"{seconds}.{value.microsecond:06d}Z" if value.microsecond else f"{seconds}Z"
            return {"type": name, "value": value.isoformat(), "utc": utc}
        case date():
            return {"type": name, "value": value.isoformat()}
        case list():
            return {"type": name, "value": [real(item) for item in value]}
        case dict():
            return {"type": name, "value": {key: real(item) for key, item in value.items()}}
    return {"type": name, "value": value}


def test_every_file_of_the_real_site_has_the_values_that_jekyll_gives_it(shared):
    lines = (shared / "oracle/jekyll/civil-service-lgbt/front_matter.jsonl").read_text("utf-8").splitlines()
    assert len(lines) == 1244  # control
    wrong = []
    for line in lines:
        row = json.loads(line)
        data = (shared / "sites/civil-service-lgbt" / row["path"]).read_bytes()
        _, _, front_matter, _ = read_front_matter(SourceText.from_bytes(row["path"], data), JEKYLL)
        if front_matter is None or real(dict(front_matter.data))["value"] != row["data"]:
            wrong.append(row["path"])
    assert wrong == []
