"""The README's lists are those of the code, and `_dev docs --check` notices when they are not."""

from __future__ import annotations

import re
import subprocess
import sys

import pytest

from content_lint import _dev
from content_lint.cli.dispatch import COMMANDS
from content_lint.output.formats import FORMATS


@pytest.fixture
def copy(tmp_path, monkeypatch):
    page = tmp_path / "README.md"
    page.write_text((_dev.ROOT / "README.md").read_text("utf-8"), "utf-8")
    monkeypatch.setattr(_dev, "ROOT", tmp_path)
    return page


def test_the_readme_is_as_the_code_says(copy):
    assert (_dev.readme(check=True), _dev.wrong_commands()) == ([], [])


@pytest.mark.parametrize("name", FORMATS)
def test_a_format_that_the_readme_lacks_is_noticed_and_written(copy, name):
    whole = copy.read_text("utf-8")
    before, mark, after = whole.partition("<!-- formats -->")
    copy.write_text(before + mark + after.replace(f"`{name}`", "`another`", 1), "utf-8")
    assert _dev.readme(check=True) == ["README.md"]
    assert _dev.readme(check=False) == ["README.md"]
    assert copy.read_text("utf-8") == whole


@pytest.mark.parametrize("name", ["Jekyll", "Hugo", "Zola", "Next.js"])
def test_a_generator_that_the_readme_lacks_is_noticed_and_written(copy, name):
    whole = copy.read_text("utf-8")
    before, mark, after = whole.partition("<!-- generators -->")
    copy.write_text(before + mark + after.replace(name, "another", 1), "utf-8")
    assert _dev.readme(check=True) == ["README.md"]
    assert _dev.readme(check=False) == ["README.md"]
    assert copy.read_text("utf-8") == whole


def test_the_picture_shows_what_the_program_prints():
    command = [sys.executable, "bench/recording.py", "--check"]
    ran = subprocess.run(command, cwd=_dev.ROOT, capture_output=True, text=True, check=False, timeout=120)
    assert (ran.returncode, ran.stderr) == (0, "")


def test_every_link_of_the_readme_and_guides_leads_to_a_file_of_the_repository():
    pages = [_dev.ROOT / "README.md", *(_dev.CONTENT / "guides").glob("*.md"), *(_dev.CONTENT / "rules").glob("*.md")]
    for page in pages:
        text = re.sub(r"^~~~.*?^~~~$", "", page.read_text("utf-8"), flags=re.MULTILINE | re.DOTALL)
        text = re.sub(r"`[^`\n]*`|^    .*$", "", text, flags=re.MULTILINE)
        for target in re.findall(r"\]\(([^)\s]+)\)", text):
            if "://" not in target and not target.startswith(("#", "mailto:")):
                assert (page.parent / target.partition("#")[0]).exists(), (page.name, target)


def test_a_command_that_the_readme_lacks_or_invents_is_noticed(copy):
    assert "links" in COMMANDS
    copy.write_text(copy.read_text("utf-8").replace("| `content-lint links`", "| `content-lint chains`"), "utf-8")
    assert _dev.wrong_commands() == ["chains", "links"]
