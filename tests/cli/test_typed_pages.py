"""A program that reads pages through `content_lint.pages` is checked by mypy as strictly as its author wants."""

from __future__ import annotations

import subprocess
import sys


def test_what_a_program_gets_is_typed(tmp_path):
    program = tmp_path / "program.py"
    program.write_text(
        "import content_lint\n"
        "from content_lint.schema import PlainText, Schema\n\n\n"
        "class NewsPost(Schema, collection='news'):\n    title: PlainText\n\n\n"
        "for page in content_lint.pages('site', NewsPost):\n"
        "    reveal_type(page.values)\n    reveal_type(page.url)\n"
    )
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--cache-dir", str(tmp_path / "cache"), str(program)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert 'Revealed type is "program.NewsPost"' in done.stdout, done.stdout
    assert 'Revealed type is "str"' in done.stdout, done.stdout
    assert done.returncode == 0, done.stdout
