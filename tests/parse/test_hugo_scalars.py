from __future__ import annotations

import csv
import json
import math
from pathlib import Path

import pytest

from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.hugo import go_float, resolve

# What `printf "%T %v"` of Hugo 0.168.0 said of `k: …`.
PLAIN = [
    ("+-1", 1),
    ("-+1", "-+1"),
    ("1.5p3", "1.5p3"),
    ("0x1.8p1", "0x1.8p1"),
    (".5", 0.5),
    (".", "."),
    ("1__0", 10),
    ("-0b11", -3),
    ("0o8", "0o8"),
    ("0x", "0x"),
    ("0x_1F", 31),
    ("1.5_5", 1.55),
    ("1e400.", "1e400."),
    ("1.0e400", "1.0e400"),
    ("18446744073709551615", 18446744073709551615),
    ("18446744073709551616", "18446744073709551616"),
    ("-9223372036854775808", -9223372036854775808),
    ("-9223372036854775809", "-9223372036854775809"),
    ("nUll", "nUll"),
    ("tRUE", "tRUE"),
    (".Inf", math.inf),
    ("+.inf", "+.inf"),
    ("1.e3", 1000.0),
    ("1.e", "1.e"),
    ("08.5", 8.5),
    ("-08", "-08"),
    ("-017", -15),
    ("+0x1F", 31),
    ("infinity.", "infinity."),
    ("-_1", -1),
    ("07_7", 63),
    ("<<", "<<"),
]
TAGGED = [
    ("str", "0x1F", "31"),
    ("str", "null", ""),
    ("str", "1.50", "1.5"),
    ("str", "007", "7"),
    ("str", ".inf", "+Inf"),
    ("str", "1_000", "1000"),
    ("int", "x", 0),
    ("int", "010", 8),
    ("int", "", 0),
    ("float", "x", 0.0),
    ("float", "010", 8.0),
    ("float", "", None),
    ("null", "x", None),
    ("bool", "yes", True),
    ("binary", "aGk=", b"hi"),
    ("binary", "aGk", b""),
]


@pytest.mark.parametrize(("raw", "value"), PLAIN)
def test_a_plain_scalar_is_what_hugo_says(raw: str, value: object) -> None:
    found = resolve(raw, plain=True, tag=None)
    assert (type(found), found) == (type(value), value)


@pytest.mark.parametrize(("tag", "raw", "value"), TAGGED)
def test_a_tagged_scalar_is_what_hugo_says(tag: str, raw: str, value: object) -> None:
    found = resolve(raw, plain=True, tag=f"tag:yaml.org,2002:{tag}")
    assert (type(found), found) == (type(value), value)


def test_a_tag_of_its_own_makes_text() -> None:
    assert [resolve(raw, plain=True, tag="!custom") for raw in ("1", "true", "")] == ["1", "true", None]


@pytest.mark.parametrize(("tag", "raw"), [("bool", "x"), ("set", "x"), ("binary", "12")])
def test_what_stops_hugo_is_refused(tag: str, raw: str) -> None:
    with pytest.raises(ScalarRefusedError):
        resolve(raw, plain=True, tag=f"tag:yaml.org,2002:{tag}")


def test_quoted_text_is_text() -> None:
    assert [resolve(raw, plain=False, tag=None) for raw in ("10", "true", "", "~")] == ["10", "true", "", "~"]


@pytest.mark.parametrize(
    ("value", "text"),
    [(1.5, "1.5"), (1e20, "100000000000000000000"), (1e21, "1e+21"), (1e-5, "1e-05"), (5e-324, "5e-324"), (8.0, "8")],
)
def test_floats_are_printed_as_go_prints_them(value: float, text: str) -> None:
    assert go_float(value) == text


@pytest.mark.parametrize("raw", ["9" * 100_000, "1." + "0" * 100_000, "0x" + "_" * 100_000, "-" * 100_000])
def test_long_scalars_cost_no_time(raw: str) -> None:
    assert isinstance(resolve(raw, plain=True, tag=None), str | float)


def test_plain_scalars_of_the_matrix_are_what_hugo_says(shared: Path) -> None:
    table = (shared / "oracle/matrices/scalar_matrix.tsv").read_text(encoding="utf-8").splitlines()
    rows = csv.DictReader(table, delimiter="\t", quoting=csv.QUOTE_NONE)
    compared = 0
    for row in rows:
        raw = json.loads(row["input"])
        # Rows that need a YAML parser are compared where there is one.
        if row["hugo168"] == "ERROR" or raw.strip()[:1] in ("", *"\"'[{!&*#|>-") or " #" in raw or "\n" in raw:
            continue
        kind, _, text = row["hugo168"].partition(":")
        expected = json.loads(text) if text else None
        value = resolve(raw.strip(), plain=True, tag=None)
        if kind == "Float":
            assert (raw, go_float(float(str(value)))) == (raw, go_float(float(expected)))
        else:
            assert (raw, value, type(value)) == (raw, expected, type(expected))
        compared += 1
    assert compared > 90
