"""The README's lists are those of the code, and `_dev docs --check` notices when they are not."""

from __future__ import annotations

import pytest

from content_lint import _dev
from content_lint.cli.main import COMMANDS
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


def test_a_command_that_the_readme_lacks_or_invents_is_noticed(copy):
    assert "links" in COMMANDS
    copy.write_text(copy.read_text("utf-8").replace("| `content-lint links`", "| `content-lint chains`"), "utf-8")
    assert _dev.wrong_commands() == ["chains", "links"]
