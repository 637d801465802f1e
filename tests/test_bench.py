"""The scripts that measure run and print numbers: nobody notices a broken one until somebody asks how fast it is."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]


@pytest.mark.parametrize(
    ("command", "shown"),
    [
        (["check.py", "{site}", "--runs", "1"], r"2 documents, 1 findings(?s:.*)\d s  output as JSON"),
        (["site_model.py", "--steps", "20", "40"], r"(?m)^ +40 +0\.\d"),
        (["site_links.py", "--steps", "20", "40"], r"refused-link +\d"),
        (["speed.py", "--posts", "20", "--runs", "1", "--only-ours"], r"\| 20 \| \d"),
    ],
    ids=lambda value: value[0] if isinstance(value, list) else "",
)
def test_a_script_that_measures_prints_what_it_measured(command: list[str], shown: str, tmp_path: Path) -> None:
    posts = tmp_path / "_posts"
    posts.mkdir()
    (tmp_path / "_config.yml").write_text("title: A\n")
    (posts / "2020-01-01-a.md").write_text("---\ntitle: A\n---\n[a](/gone/)\n")
    (posts / "2020-01-02-b.md").write_text("---\ntitle: B\n---\n[a](/2020/01/01/a.html)\n")
    ran = subprocess.run(
        [sys.executable, f"bench/{command[0]}", *(item.format(site=tmp_path) for item in command[1:])],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert (ran.returncode, "Traceback" in ran.stderr) == (0, False), ran.stderr
    assert re.search(shown, ran.stdout), ran.stdout
