"""What a CMS makes of texts that are made to cost: it takes time that grows with their length and no faster."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path

import pytest

from content_lint.cms.entry_names import _ARGUMENT
from content_lint.cms.patterns import fault_in_browser, matches_in_browser
from content_lint.cms.saving import decap
from content_lint.cms.saving.sveltia import _NUMBER
from content_lint.cms.slugs import decap_slug, sveltia_slug
from content_lint.cms.written.strings import DECAP, Place, write_text
from content_lint.config.detect.decap import detect_decap
from tests.files import write_files

LONG = "x" * 100


def written(text: str) -> str:
    return write_text(text, DECAP, Place("  "))


@pytest.mark.parametrize(
    "work",
    [
        lambda: written(f"{LONG}\n" + "\n " * 40_000 + "x"),
        lambda: written(f"{LONG}\na" + " " * 100_000 + "b"),
        lambda: written(f"{LONG}\na" + "\n" * 40_000),
        lambda: decap.load("---\n" + "\n" * 60_000 + "a: b\n---\n"),
        lambda: _NUMBER.match("1" * 100_000 + "x"),
        lambda: list(_ARGUMENT.finditer(" " * 60_000)),
        lambda: decap_slug("a" + ". " * 40_000 + "b", {"sanitize_replacement": "."}),
        lambda: decap_slug("/" * 20_000, {"sanitize_replacement": "ab" * 20_000}),
        lambda: sveltia_slug("/ a " * 20_000, {"sanitize_replacement": "ab" * 20_000}),
        lambda: fault_in_browser("[^" * 30_000),
        lambda: fault_in_browser("a" * 200_000 + "b|" + "a" * 200_000 + "c"),
        lambda: matches_in_browser("a" * 200_000 + "b|" + "a" * 200_000 + "c", "a"),
    ],
    ids=map(str, range(12)),
)
def test_texts_cost_no_more_than_linear_time(work: Callable[[], object]) -> None:
    began = time.process_time()
    work()
    assert time.process_time() - began < 1


def test_the_page_that_loads_a_cms_costs_no_more_than_linear_time(tmp_path: Path) -> None:
    write_files(tmp_path, {"admin/config.yml": "collections: []\n", "admin/index.html": "netlify-cms-" * 20_000})
    began = time.process_time()
    found = detect_decap(tmp_path)
    assert found is not None
    assert found.name == "Netlify CMS"
    assert time.process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (f"{LONG}\n  a\n  b\nc\n", 5),
        (f"{LONG}\n\n  a\n\n\nb", 6),
        (f"  a\n{LONG}", 3),
        (f"{LONG}\n \n \nc", 4),
    ],
)
def test_indented_lines_are_not_folded(text: str, lines: int) -> None:
    assert len(written(text).split("\n")) >= lines


def test_what_only_warns_in_python_is_no_fault(recwarn: pytest.WarningsRecorder) -> None:
    assert fault_in_browser("[[a]") == ""
    assert not recwarn.list
