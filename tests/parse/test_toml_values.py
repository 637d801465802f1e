"""TOML of strangers: read as tomllib reads it, in time that grows with its length and no faster."""

from __future__ import annotations

import time
import tomllib

import pytest

from content_lint.parse.toml_values import toml_values

DOTS = "1." * 200


@pytest.mark.parametrize(
    "text",
    [
        "a = 1\n[b.c]\nd = [1, 2]\n",
        f'a = "{DOTS}"\nb.c = 1\n',
        f'a = """\n{DOTS} = 1\n"""\n',
        f"# {DOTS}\r\n[a]\r\nb = 1\r\n",
        "[" + "a." * 59 + "b]\nc = 1\n",
    ],
)
def test_reads_what_tomllib_reads(text: str) -> None:
    assert toml_values(text) == tomllib.loads(text)


@pytest.mark.parametrize(
    "text",
    [
        "[" + "a." * 6_000 + "b]\n" + "".join(f"k{number} = 1\n" for number in range(6_000)),
        "a." * 100_000 + "b = 1\n",
        "a = {" + "'b' . " * 50_000 + "c = 1}\n",
        "a." * 100_000,
    ],
)
def test_keys_that_go_too_deep_cost_no_more_than_linear_time(text: str) -> None:
    began = time.process_time()
    with pytest.raises(tomllib.TOMLDecodeError, match="nested more than 60 levels deep"):
        toml_values(text)
    assert time.process_time() - began < 1
