"""What a repository's Python is taken to say, without running it."""

from __future__ import annotations

import pytest

from content_lint.site.generators.mkdocs.click_commands import click_ids
from content_lint.site.generators.mkdocs.documented import documented_ids
from content_lint.site.generators.mkdocs.python_sources import PythonSources
from content_lint.site.sources.tree import DiskTree
from tests.files import write_files


def sources(folder, files):
    return PythonSources(DiskTree(write_files(folder, files)))


@pytest.mark.parametrize(
    "text", ["(" * 5000, "-" * 100_000 + "1", "a" + ".b" * 100_000, "\0", "def f(:", "[" * 90 + "]" * 90]
)
def test_a_program_that_cannot_be_read_says_nothing(tmp_path, text):
    found = sources(tmp_path, {"a.py": text})
    assert found.path("a.B") is None
    assert list(documented_ids("::: a.B\n", {}, found)) == []


def test_a_module_that_is_there_twice_is_not_known(tmp_path):
    found = sources(tmp_path, {"src/a.py": "class B: pass", "lib/a.py": "class B: pass", "lib/c.py": "class D: pass"})
    assert found.path("a.B") is None
    assert found.path("c.D") is not None


def test_names_that_go_in_a_circle_come_to_an_end(tmp_path):
    files = {
        "a/__init__.py": "from .b import X",
        "a/b.py": "from . import X",
        "c.py": "import click\n@click.group()\ndef d(): pass\nd.add_command(d)",
    }
    found = sources(tmp_path, files)
    assert found.path("a.X") is None
    assert len(list(click_ids("::: mkdocs-click\n    :module: c\n    :command: d\n", found))) == 9


@pytest.mark.parametrize(
    ("plugin", "expected"),
    [
        ({}, ["a.B", "a.B.one"]),
        (None, []),
        ({"default_handler": "vba"}, []),
        ({"handlers": {"python": {"options": {"show_root_toc_entry": False}}}}, ["a.B.one"]),
        ({"handlers": {"python": {"options": {"members": False}}}}, ["a.B"]),
        ({"handlers": {"python": {"options": {"members": ["two"]}}}}, ["a.B"]),
        ({"handlers": {"python": {"options": {"filters": ["!^one"]}}}}, ["a.B"]),
        ({"handlers": {"python": {"options": {"show_if_no_docstring": True}}}}, ["a.B", "a.B.one", "a.B.two"]),
        ({"handlers": {"python": 3}}, ["a.B", "a.B.one"]),
    ],
)
def test_what_is_shown_of_a_class(tmp_path, plugin, expected):
    found = sources(tmp_path, {"a.py": 'class B:\n  def one(self):\n    "x"\n  def two(self): pass\n'})
    assert list(documented_ids("::: a.B\n", plugin, found)) == expected
