"""Decap CMS and Sveltia CMS themselves, in a browser: they read what we wrote, and what they save passes the check."""

from __future__ import annotations

import json
import shutil
import subprocess
import tarfile
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.cms.test_whole_way import FILES, PAGES, form_of, saved
from tests.repository import Repo

VERSIONS = {"decap": "decap-cms@3.16.3", "sveltia": "@sveltia/cms@0.221.1"}
SCRIPTS = {"decap": "dist/decap-cms.js", "sveltia": "dist/sveltia-cms.js"}
PLAYWRIGHT = "playwright-core@1.65.1"
DRIVER = Path(__file__).with_name("driver.mjs")
BARE = """\
# what editors may do
backend: {name: test-repo}
media_folder: assets
collections:
  - name: news # the news
    label: News
    folder: _news
    create: true
    fields:
      - {label: Title, name: title, widget: string}
      - {label: Body, name: body, widget: text}
"""
TYPED = {"title": "Half past twelve", "date": "2022-07-17T09:00", "kind": "party", "body": "It is on the roof."}


def fetched(package: str, folder: Path) -> Path:
    """A package of npm, unpacked without what it depends on; skips the test where it cannot be had."""
    npm = shutil.which("npm")
    if npm is None or shutil.which("node") is None:
        pytest.skip("no node and npm here to run the real programs")
    try:
        done = subprocess.run(
            [npm, "pack", "--silent", package], cwd=folder, capture_output=True, text=True, check=False, timeout=120
        )
    except subprocess.TimeoutExpired:
        pytest.skip(f"{package} did not come in two minutes")
    if done.returncode:
        pytest.skip(f"npm has no {package} for us: {done.stderr.strip()[:100]}")
    archive = folder / done.stdout.strip().splitlines()[-1]
    with tarfile.open(archive) as packed:
        packed.extractall(folder / archive.stem, filter="data")
    return folder / archive.stem / "package"


@pytest.fixture(scope="module")
def browser(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, Path]:
    """Chromium, and what drives it."""
    chromium = shutil.which("chromium") or shutil.which("chromium-browser")
    if chromium is None:
        pytest.skip("no chromium here: apt-get install chromium")
    return chromium, fetched(PLAYWRIGHT, tmp_path_factory.mktemp("playwright"))


@pytest.mark.parametrize("program", ["decap", "sveltia"])
def test_the_real_program_reads_our_configuration_and_its_entry_passes(
    program: str, browser: tuple[str, Path], tmp_path: Path
) -> None:
    chromium, playwright = browser
    package = fetched(VERSIONS[program], tmp_path)
    repo = Repo(tmp_path / "site", {**FILES, "admin/config.yml": BARE, "admin/index.html": PAGES[program]})
    differ = run(repo.folder, "schema", "--check")
    assert differ.status == 1
    assert "no field for" in differ.out
    assert "`date`" in differ.out
    written = run(repo.folder, "schema", "--format", program)
    assert written.status == 0, written.err
    config = (repo.folder / "admin/config.yml").read_text(encoding="utf-8")
    assert config.startswith("# what editors may do\n")
    assert "- name: news # the news\n" in config
    assert run(repo.folder, "schema", "--check").status == 0

    driven = subprocess.run(
        ["node", DRIVER, program, package / SCRIPTS[program], playwright, chromium, repo.folder],
        input=json.dumps(TYPED),
        capture_output=True,
        text=True,
        check=False,
        timeout=180,
    )
    assert driven.returncode == 0, driven.stderr
    answer = json.loads(driven.stdout)
    assert "error" not in answer, answer
    entry = text_of(answer["files"])

    # It is what our model of the program says, to the byte.
    form = form_of(config)
    assert {"title", "date", "kind", "seats", "layout", "body"} <= {item.name for item in form.fields}
    order = [item.name for item in form.fields]
    typed = {**TYPED, "layout": "plain", "date": "2022-07-17 09:00:00 +0100"}
    assert entry == saved(program, dict(sorted(typed.items(), key=lambda pair: order.index(pair[0]))), config)

    repo.write({"_news/half-past-twelve.md": entry})
    repo.git("add", "-A")
    checked = run(repo.folder, "check", "_news/half-past-twelve.md")
    assert checked.status == 0, checked.out + checked.err


def text_of(files: dict[str, object]) -> str:
    """The entry among the files of a test backend: Decap's are a tree, Sveltia's a list of paths."""
    if "_news" in files:
        folder = files["_news"]
        assert isinstance(folder, dict)
        return str(folder["half-past-twelve.md"]["content"])
    return str(next(text for path, text in files.items() if path.endswith("_news/half-past-twelve.md")))
