"""A patch is only as good as what ``git apply`` makes of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as for_all
from hypothesis import strategies as st

from content_lint.output.diff import patch
from content_lint.text.apply import apply_edits, changes_of, choose_fixes, compose
from content_lint.text.edits import Edit, Fix, Safety
from content_lint.text.source import Span

NAMES = ["a.md", "with blank.md", " first.md", "d e/last .md", "ümlaut – 日本.md", "tilde~b.md"]
ODD = ['quote".md', "back\\slash.md", "tab\there.md", "new\nline.md", os.fsdecode(b"no-utf8-\xff.md")]
PIECES = st.lists(st.sampled_from(["a", "b\n", "\n", "\r\n", "\r", "c d\r\n", "é\n", "\u2028", "\ufeff"]), max_size=40)


def patched(before: str, *rounds: list[tuple[int, int, str]], path: str = "a.md") -> tuple[str, str]:
    """The patch of some rounds of edits, and the text after them."""
    now, changes = before, ()
    for edits in rounds:
        made = [Edit(path, Span(start, end), text) for start, end, text in edits]
        changes = compose(changes, changes_of(made, len(now)))
        now = apply_edits(now, made)
    return "".join(patch(path, before, now, changes)), now


def git_applies(folder: Path, path: str, before: str, text: str) -> bytes:
    """What ``git apply`` makes of a file."""
    target = folder / path
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(before.encode())
    given = text.encode("utf-8", "surrogateescape")
    done = subprocess.run(["git", "apply", "-"], cwd=folder, input=given, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr
    return target.read_bytes()


def test_a_patch_looks_like_gits_own() -> None:
    before = "".join(f"line {number}\n" for number in range(1, 13))
    start = before.index("line 5")
    text, _ = patched(before, [(start, start + 4, "LINE")])
    assert text == (
        "diff --git a/a.md b/a.md\n--- a/a.md\n+++ b/a.md\n@@ -2,7 +2,7 @@\n line 2\n line 3\n line 4\n"
        "-line 5\n+LINE 5\n line 6\n line 7\n line 8\n"
    )


def test_changes_with_little_between_them_share_their_context() -> None:
    before = "".join(f"{number}\n" for number in range(10, 40))
    text, _ = patched(before, [(0, 1, "x"), (18, 19, "y"), (60, 61, "z")])
    assert text.count("@@ -") == 2


def test_no_change_is_no_patch() -> None:
    assert patched("a\nb\n")[0] == ""
    assert patched("a\nb\n", [(0, 1, "x")], [(0, 1, "a")])[0] == ""


@pytest.mark.parametrize(
    ("before", "edits"),
    [
        ("a\nb", [(2, 3, "c")]),
        ("a\nb", [(3, 3, "\n")]),
        ("a\nb\n", [(3, 4, "")]),
        ("a\r\nb\r\n", [(0, 1, "c")]),
        ("a\rb\rc\n", [(2, 3, "x")]),
        ("\ufeff---\n", [(0, 1, "")]),
        ("", [(0, 0, "new")]),
        ("all of it", [(0, 9, "")]),
        ("a\n\nb\n", [(2, 3, "")]),
        ("a\nb\nc\n", [(1, 3, "")]),
    ],
)
def test_git_takes_it(before: str, edits: list[tuple[int, int, str]], tmp_path: Path) -> None:
    text, after = patched(before, edits)
    assert git_applies(tmp_path, "a.md", before, text) == after.encode()


@pytest.mark.parametrize("path", NAMES + (ODD if sys.platform == "linux" else []))
def test_names_are_read_as_they_are(path: str, tmp_path: Path) -> None:
    text, after = patched("a\nb\n", [(0, 1, "x")], path=path)
    assert git_applies(tmp_path, path, "a\nb\n", text) == after.encode()


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@for_all(data=st.data())
def test_git_takes_any_rounds_of_edits(data: st.DataObject, tmp_path: Path) -> None:
    before = now = "".join(data.draw(PIECES))
    changes = ()
    for _ in range(2):
        starts = data.draw(st.lists(st.integers(0, len(now)), max_size=4))
        news = data.draw(st.lists(st.sampled_from(["", "x", "\n", "y\nz", "\r\n"]), min_size=4, max_size=4))
        fixes = [
            Fix("Do it", (Edit("a.md", Span(start, min(start + 3, len(now))), new),), Safety.SAFE)
            for start, new in zip(starts, news, strict=False)
        ]
        edits = [edit for fix in choose_fixes(fixes) for edit in fix.edits]
        changes = compose(changes, changes_of(edits, len(now)))
        now = apply_edits(now, edits)
    text = "".join(patch("a.md", before, now, changes))
    assert (text == "") == (before == now)
    if text:
        assert git_applies(tmp_path, "a.md", before, text) == now.encode()


def test_the_cost_is_linear_where_every_line_of_a_large_file_changes_twice() -> None:
    before = "a b\n" * 100_000
    starts = range(0, len(before), 4)
    text, _ = patched(before, [(place + more, place + more + 1, "x") for place in starts for more in (0, 2)])
    assert text.count("\n-a b\n") == 100_000
