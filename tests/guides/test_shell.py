"""Every command in README and guides is run, or read by the command's own parser where it would leave this machine."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import tomllib
from importlib import import_module
from pathlib import Path

import pytest
import yaml

from content_lint.cli.dispatch import COMMANDS
from content_lint.cli.parser import Parser
from tests.cli.command import COMMAND, environment
from tests.conftest import ROOT
from tests.guides.blocks import Block, blocks, of
from tests.repository import Repo
from tests.repository import environment as for_git

OTHERS = ("docker", "reviewdog", "hugo", "apt-get", "datasette", "npx")
STUBS = ("pip", "pipx", "uv", "uvx", *OTHERS, "python3", ".venv/bin/python")
FILES = {
    "public/index.html": "<p>The site as it was built.</p>",
    "_config.yml": "url: https://www.example.org\ncollections: {news: {output: true}}\n",
    "content-lint.toml": "",
    "schemas/news.py": "from content_lint.schema import PlainText, Schema\n\n\n"
    "class NewsPost(Schema, collection='news'):\n    title: PlainText\n",
    "admin/config.yml": "backend: {name: test-repo}\nmedia_folder: assets\ncollections:\n"
    "  - {name: news, label: News, folder: _news, fields: [{label: Title, name: title}, {label: Body, name: body}]}\n",
    "admin/index.html": "<script src='https://unpkg.com/decap-cms@^3.0.0/dist/decap-cms.js'></script>",
    "_news/2022-06-01-summer.md": "---\ntitle: Summer\n---\n[A walk](https://www.example.com/)\n",
    ".content-lint-baseline.json": "",
    ".pre-commit-config.yaml": "repos: []\n",
    ".github/x": "",
}
_INLINE = re.compile(r"`(content-lint [a-z-]+[^`]*)`")
_PLACEHOLDERS = {"FILE", "RULE", "REF", "COLLECTION", "SHELL", "WHAT", "PATHS", "[PATHS]", "COMMAND", "…"}
_OUTSIDE = ("--external on", "content-lint report")


def commands(block: Block) -> list[str]:
    """The lines of a block, long ones joined, without comments."""
    text = block.text.replace("\\\n", " ")
    return [line for line in (re.sub(r"(^|\s)#\s.*$", "", line).strip() for line in text.splitlines()) if line]


SHELL = [(block.name, line) for block in of("sh") for line in commands(block)]
NETLIFY = [tomllib.loads(block.text) for block in of("toml") if block.page == "netlify-and-cloudflare"]
SHELL += [("netlify", item["context"]["deploy-preview"]["command"].replace("\n", " ").strip()) for item in NETLIFY]
GITLAB = [yaml.safe_load(block.text)["content-lint"] for block in of("yaml") if block.page == "gitlab"]
SHELL += [("gitlab", line) for job in GITLAB for line in (*job["before_script"], *job["script"])]


@pytest.fixture
def site(tmp_path: Path) -> Repo:
    """A small site, with the command on the path, and every program that would leave this machine played by `true`."""
    repo = Repo(tmp_path / "site", FILES)
    (repo.folder / ".content-lint-baseline.json").unlink()
    origin = tmp_path / "origin.git"
    subprocess.run(["git", "clone", "-q", "--bare", str(repo.folder), str(origin)], check=True, env=for_git())
    repo.git("remote", "add", "origin", str(origin))
    repo.git("fetch", "-q", "origin")
    programs = dict.fromkeys(STUBS, "cat > /dev/null 2>&1 < /dev/null || true")
    programs |= {"content-lint": f'exec {shlex.join(COMMAND)} "$@"'}
    programs[".venv/bin/content-lint"] = programs["content-lint"]
    for name, line in programs.items():
        place = (repo.folder if "/" in name else tmp_path / "bin") / name
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(f"#!/bin/sh\n{line}\n")
        place.chmod(0o755)
    return repo


def test_there_are_such_commands() -> None:
    assert len(SHELL) > 30


@pytest.mark.parametrize(("name", "line"), SHELL, ids=[f"{name}: {line[:60]}" for name, line in SHELL])
def test_a_command_does_what_it_says(site: Repo, tmp_path: Path, name: str, line: str) -> None:
    if any(part in line for part in _OUTSIDE):
        _read(line)
        return
    if "git add" in line:
        (site.folder / ".content-lint-baseline.json").write_text("{}")
    if "git commit" in line:
        (site.folder / "new").write_text("")
        site.git("add", "-A")
    home = tmp_path / "home"
    (home / ".local/share/bash-completion/completions").mkdir(parents=True)
    path = f"{tmp_path / 'bin'}{os.pathsep}{os.environ['PATH']}"
    done = subprocess.run(
        ["bash", "-euo", "pipefail", "-c", line],
        cwd=site.folder,
        env={**for_git(), **environment({"PATH": path, "HOME": str(home), "CHANGE_ID": "7", "CHANGE_TARGET": "main"})},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode in {0, 1}, done.stdout + done.stderr
    assert "error:" not in done.stderr, done.stderr


INLINE = sorted({line for block in [ROOT / "README.md", *(ROOT / "content/guides").glob("*.md")]
                 for line in _INLINE.findall(block.read_text("utf-8").replace("\n", " "))})  # fmt: skip


@pytest.mark.parametrize("line", INLINE)
def test_a_command_within_the_text_is_understood(line: str) -> None:
    _read(line)


def _read(line: str) -> None:
    """The options of each of our commands in a line are options that it has."""
    for part in re.split(r"&&|\||;|>", line):
        words = [word for word in shlex.split(part) if word not in _PLACEHOLDERS]
        if not words or words[0] != "content-lint" or len(words) < 2 or words[1].startswith("-"):
            continue
        assert words[1] in COMMANDS
        command = import_module(f"content_lint.cli.commands.{words[1].replace('-', '_')}")
        parser = Parser("content-lint")
        command.add_arguments(parser)
        options = {option for action in parser._actions for option in action.option_strings}
        for word in words[2:]:
            if word.startswith("-") and word != "-":
                assert word.partition("=")[0] in options, f"{line}: {word}"


def test_every_language_of_a_block_is_known() -> None:
    known = {"yaml", "sh", "toml", "text", "md", "mdx", "html", "py", "python", "json", "groovy", "js", ""}
    assert {block.language for block in blocks()} <= known


def test_what_jenkins_runs_is_what_the_guide_runs() -> None:
    (block,) = of("groovy")
    plain = {line for name, line in SHELL if name.startswith("any-server")}
    found = re.findall(r"""sh (?:"([^"]*)"|'([^']*)')""", block.text)
    assert {one or two for one, two in found} == {line for line in plain if ".venv" in line}
