"""What scripts and hooks of a repository do to texts and links of MkDocs' sites, which are not run."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkTarget
from tests.files import write_files
from tests.links.sites import site_of_folder

CHANGES = "def on_page_markdown(markdown, **kwargs):\n    return markdown.replace('CHANGELOG.md)', 'changelog.md)')\n"
TAKES_APART = "def on_page_markdown(markdown, **_):\n    return re.sub(r'\\]\\((.*?)\\)', turned, markdown)\n"
OTHER = "def on_config(config):\n    names = ['CHANGELOG.md']\n"


def target(root: Path, destination: str, **files: str) -> LinkTarget:
    base = {".git/HEAD": "", "docs/a.md": f"[x]({destination})\n", "docs/b/c.md": "# C\n"}
    made = site_of_folder(
        write_files(root, {**base, **{name.replace("__", "/"): text for name, text in files.items()}})
    )
    return next(item.target for item in made.once(resolve_links).all)


@pytest.mark.parametrize(
    ("hook", "destination", "outcome"),
    [
        (CHANGES, "CHANGELOG.md", "unknown"),
        (CHANGES, "gone.md", "missing"),
        (TAKES_APART, "gone.md", "unknown"),
        (OTHER, "CHANGELOG.md", "missing"),
        (CHANGES, "b/c.md", "live"),
    ],
)
def test_a_hook_may_write_another_file_into_a_link(tmp_path: Path, hook: str, destination: str, outcome: str) -> None:
    config = "site_name: x\nhooks: [hook.py]\n"
    found = target(tmp_path, destination, **{"mkdocs.yml": config, "hook.py": hook})
    assert found.outcome.value == outcome
    if outcome == "unknown":
        assert found.cause is not None
        assert "the hook `hook.py`" in found.cause.reason


@pytest.mark.parametrize(
    ("script", "state"),
    [
        ('curl -s https://example.org/x.md > "$TEMP/content/docs/b/c.md"', "unknown"),
        ("curl -o docs/b/c.md https://example.org/x.md", "unknown"),
        ('curl -s https://example.org/x.md > "$TEMP/docs/c.md"', "missing"),
        ("cat docs/b/c.md", "missing"),
    ],
)
def test_a_document_that_a_script_writes_may_have_other_places(tmp_path: Path, script: str, state: str) -> None:
    files = {"mkdocs.yml": "site_name: x\n", "hack/build.sh": f"#!/bin/sh\n{script}\n"}
    base = {".git/HEAD": "", "docs/a.md": "[x](b/c.md#gone)\n", "docs/b/c.md": "# C\n"}
    made = site_of_folder(write_files(tmp_path, {**base, **files}))
    found = next(item.target for item in made.once(resolve_links).all)
    place = find_place(made, found)
    assert place.state.value == state
