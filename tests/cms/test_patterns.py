"""Which patterns mean the same in a browser; what Node.js says is the measure where it is here."""

from __future__ import annotations

import json
import shutil
import subprocess
import time

import pytest

from content_lint.cms.patterns import fault_in_browser, in_browser, matches_in_browser

SAME = [
    "^[a-z]+$",
    "[*+]+",
    r"\++",
    r"^\d{2,3}$",
    "^(?:a|b)$",
    "(?<year>[0-9]{4})",
    "(?=a)a",
    "^.{3,5}$",
    r"[\]]+",
    "a$",
]
PYTHON = ["(?i)abc", "(?P<year>a)", r"\Aabc", r"abc\Z", "a++", "(?>a)", "a{2}+", "(?#remark)a", "(?x) a"]
BROKEN = ["[", "(", "a**", "(?<a"]
TEXTS = ["", "a", "b", "abc", "ABC", "12", "123", "+", "++", "2022", "🎉🎉", "a\nb", "abc ", "p{L}", "]"]
NOT_CHECKED = ["(?=a)a"]
ODD = [r"^\p{L}+$", "/^a$/i", r"^\e$"]


@pytest.mark.parametrize("pattern", SAME)
def test_these_are_good_in_both(pattern: str) -> None:
    assert fault_in_browser(pattern) == ""
    assert in_browser(pattern) == pattern


@pytest.mark.parametrize("pattern", PYTHON)
def test_these_are_python_alone(pattern: str) -> None:
    assert fault_in_browser(pattern) == "it is written for Python"


@pytest.mark.parametrize("pattern", BROKEN)
def test_these_are_none(pattern: str) -> None:
    assert fault_in_browser(pattern) == "it is no regular expression"


def test_the_ends_of_a_text_are_written_in_another_way() -> None:
    assert in_browser(r"\Aabc\Z") == "^abc$"


def test_node_finds_what_we_find() -> None:
    node = shutil.which("node")
    if node is None:
        pytest.skip("no node here")
    patterns = [*(pattern for pattern in SAME if pattern not in NOT_CHECKED), *ODD]
    script = (
        "const [ps, ts] = JSON.parse(require('fs').readFileSync(0));"
        "console.log(JSON.stringify(ps.map((p) => ts.map((t) => new RegExp(p).test(t)))))"
    )
    done = subprocess.run(
        [node, "-e", script], input=json.dumps([patterns, TEXTS]), capture_output=True, text=True, check=True
    )
    expected = json.loads(done.stdout)
    assert [[matches_in_browser(pattern, text) for text in TEXTS] for pattern in patterns] == expected


@pytest.mark.parametrize("pattern", NOT_CHECKED)
def test_what_takes_looking_ahead_is_not_checked(pattern: str) -> None:
    assert all(matches_in_browser(pattern, text) for text in TEXTS)


@pytest.mark.parametrize("pattern", ["^(a+)+$", "^(a|a)*$", "(x+x+)+y"])
def test_no_pattern_takes_more_than_linear_time(pattern: str) -> None:
    started = time.process_time()
    assert not matches_in_browser(pattern, "a" * 20_000 + "x" * 20_000 + "b")
    assert time.process_time() - started < 2
