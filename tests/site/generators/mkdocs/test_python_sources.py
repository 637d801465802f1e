"""Programs of a site's repository that are read: strangers wrote them, and none may disturb a run."""

from __future__ import annotations

import ast
import warnings
from pathlib import Path

import pytest

from content_lint.site.generators.mkdocs.python_sources import PythonSources
from content_lint.site.sources.tree import DiskTree
from tests.files import write_files


@pytest.mark.parametrize(
    ("program", "is_read"),
    [
        ("A = 1\n", True),
        ("A = '\\d'\n", True),  # of which Python warns
        ("A = (1\n", False),
        ("A = 1\0\n", False),
        (f"A = {'(' * 500}1{')' * 500}\n", False),
        (f"A = {'-' * 100_000}1\n", False),
        (f"A = {'9' * 10_000}\n", False),
        (f"A = 1{' ' * 399_994}\n", True),
        (f"A = 1{' ' * 399_995}\n", False),
    ],
)
def test_a_program_is_read_in_silence_or_not_at_all(tmp_path: Path, program: str, *, is_read: bool) -> None:
    tree = DiskTree(write_files(tmp_path, {"src/pkg/mod.py": program}))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        found = PythonSources(tree).module("pkg.mod")
    assert isinstance(found, ast.Module) is is_read
