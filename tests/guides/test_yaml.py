"""Every YAML block of README and guides, held to what reads it: GitHub, GitLab, pre-commit, zizmor, actionlint."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
import yaml

from content_lint.adopt.gate_files import comment_workflow, dead_links_workflow, with_site, workflow
from tests.adopt.test_origin import ORIGINS
from tests.conftest import ROOT
from tests.gate.expressions import filled
from tests.gate.runner import Runner
from tests.guides.blocks import Block, of, with_our_commit

ACTIONS = ("action.yml", "comment/action.yml", "dead-links/action.yml")


def kind(block: Block) -> str:
    """Who reads it."""
    value = yaml.safe_load(block.text)
    if isinstance(value, list):
        return "steps" if "uses" in value[0] else ""
    if "jobs" in value:
        return "workflow"
    if "repos" in value:
        return "pre-commit"
    if block.page == "gitlab":
        return "gitlab"
    return "front matter" if block.page == "silence" else ""


YAML = of("yaml", "yml")
README = [block for block in of("") if block.page == "README" and block.text.startswith(("repos:", "- uses:"))]
WORKFLOWS = [block for block in YAML if kind(block) == "workflow"]


def ids(found: Sequence[Block]) -> list[str]:
    return [block.name for block in found]


def ran(*command: str, folder: Path = ROOT) -> str:
    """What a program says that finds nothing."""
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        pytest.skip(f"{name} is not installed here")
    return found


def test_there_are_such_blocks() -> None:
    assert len(WORKFLOWS) == 4
    assert {kind(block) for block in YAML} == {"workflow", "pre-commit", "gitlab", "steps", "front matter"}
    assert len(README) == 2


@pytest.mark.parametrize("block", [*YAML, *README], ids=ids([*YAML, *README]))
def test_somebody_reads_it(block: Block) -> None:
    assert kind(block)


HOSTILE = {
    "expression": "a ${{ github.token }} b",
    "unclosed": "${{",
    "quotes": 'it\'s "so"',
    "colon": "a: b # c",
    "script": "`id` $(id) ; id",
    "letters": "füße 🎉 \u202e\u2028\x7f",
    "block": "| - &a *a !b",
}
"""Names of folders that mean something to YAML, to GitHub or to a shell."""
BRANCHES = {"c++": r"c\+\+", "!main": r"\!main", "${{x}}": "*{{x}}", 'it\'s"$(id)"`;#&füße': 'it\'s"$(id)"`;#&füße'}
"""Names that git allows, and the patterns that mean them."""
WRITTEN = {
    **{f"branch {name}": workflow(ORIGINS["github"], "", name) for name in BRANCHES},
    **{
        f"{way} {name}": make(ORIGINS[way if way in ORIGINS else "github"], text)
        for name, text in HOSTILE.items()
        for way, make in (
            ("github", lambda origin, text: workflow(origin, text, comment=True)),
            ("git", workflow),
            ("comment", comment_workflow),
            ("dead-links", dead_links_workflow),
        )
    },
    **{name: workflow(origin, "docs", comment=name == "github") for name, origin in ORIGINS.items()},
    "comment": comment_workflow(ORIGINS["github"], "docs"),
    "dead-links": dead_links_workflow(ORIGINS["github"], "docs"),
}


@pytest.fixture(scope="module")
def workflows(tmp_path_factory: pytest.TempPathFactory) -> list[str]:
    """The workflows of the guides and of init, as files of a repository: each program reads all of them at once."""
    folder = tmp_path_factory.mktemp("repository") / ".github" / "workflows"
    folder.mkdir(parents=True)
    (folder.parents[1] / ".git").mkdir()
    texts = {**{block.name: with_our_commit(block.text) for block in WORKFLOWS}, **WRITTEN}
    for number, (name, text) in enumerate(texts.items()):
        (folder / f"{number}.yml").write_text(f"# {name!a}\n{text or ''}")
    return [str(file) for file in folder.iterdir()]


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_folder_reaches_the_action_as_it_is(name: str) -> None:
    for way, key in (("github", "working-directory"), ("comment", "folder"), ("dead-links", "folder")):
        (job,) = yaml.safe_load(WRITTEN[f"{way} {name}"] or "")["jobs"].values()
        assert filled(job["steps"][-1]["with"][key], {"github": {"token": "secret"}}) == HOSTILE[name]
    second = with_site(workflow(ORIGINS["github"], "web") or "", HOSTILE[name]) or WRITTEN["github"] or ""
    ours = yaml.safe_load(second)["jobs"]["content-lint"]["steps"][-1]
    assert "secret" not in filled(ours["with"]["working-directory"], {"github": {"token": "secret"}})


def test_a_hostile_branch_is_no_pattern_for_others() -> None:
    for branch, pattern in BRANCHES.items():
        assert yaml.safe_load(workflow(ORIGINS["github"], "", branch) or "")[True]["push"]["branches"] == [pattern]


@pytest.mark.parametrize(("name", "number"), [("github", 0), ("comment", 2), ("dead-links", 3)])
def test_init_writes_what_the_guide_shows(name: str, number: int) -> None:
    shown, text = yaml.safe_load(WORKFLOWS[number].text), WRITTEN[name]
    assert text is not None
    made = yaml.safe_load(text)
    for value in (shown, made):
        (job,) = value["jobs"].values()
        last = job["steps"][-1]
        last["uses"] = last["uses"].partition("content-lint")[2].partition("@")[0]
        given = last.pop("with", {})
        assert given.keys() <= {"comment", "working-directory", "folder"}
    assert made == shown


def test_the_workflows_are_some_to_github(workflows: list[str]) -> None:
    ran(program("check-jsonschema"), "--builtin-schema", "vendor.github-workflows", *workflows)


def test_zizmor_finds_nothing_in_the_workflows(workflows: list[str]) -> None:
    ran(program("zizmor"), "--offline", "--no-progress", "--persona=regular", *workflows)


def test_actionlint_finds_nothing_in_the_workflows(workflows: list[str]) -> None:
    ran(program("actionlint"), *workflows, folder=Path(workflows[0]).parents[2])


@pytest.mark.parametrize("name", ACTIONS)
def test_an_action_is_one_to_github(name: str) -> None:
    ran(program("check-jsonschema"), "--builtin-schema", "vendor.github-actions", name)


@pytest.mark.parametrize("name", ACTIONS)
def test_zizmor_finds_nothing_in_an_action(name: str) -> None:
    ran(program("zizmor"), "--offline", "--no-progress", "--persona=pedantic", name)


@pytest.mark.parametrize("block", WORKFLOWS, ids=ids(WORKFLOWS))
def test_a_workflow_calls_our_actions_with_what_they_take_and_rights_that_suffice(block: Block) -> None:
    value: Any = yaml.safe_load(block.text)
    assert "pull_request_target" not in block.text
    for job in value["jobs"].values():
        rights = job.get("permissions", value["permissions"])
        assert rights.get("contents") == "read"
        for step in job["steps"]:
            name, _, _ = step["uses"].partition("@")
            if name.startswith("OWNER/content-lint"):
                folder = ROOT / name.removeprefix("OWNER/content-lint").strip("/")
                action = yaml.safe_load((folder / "action.yml").read_text())
                assert step.get("with", {}).keys() <= action["inputs"].keys()
            elif name == "actions/checkout":
                assert step["with"]["persist-credentials"] is False


def test_the_two_workflows_of_the_comment_know_each_other() -> None:
    first, _, second, _ = (yaml.safe_load(block.text) for block in WORKFLOWS)
    # YAML 1.1 reads the key `on` as true.
    assert second[True]["workflow_run"]["workflows"] == [first["name"]]
    assert any((step.get("with") or {}).get("comment") for step in first["jobs"]["content-lint"]["steps"])


@pytest.mark.parametrize(
    "block", [item for item in [*YAML, *README] if kind(item) == "pre-commit"], ids=lambda b: b.name
)
def test_hooks_are_some_to_pre_commit(block: Block, tmp_path: Path) -> None:
    pytest.importorskip("pre_commit")
    (tmp_path / "config.yaml").write_text(block.text)
    ran(sys.executable, "-m", "pre_commit", "validate-config", str(tmp_path / "config.yaml"))
    ran(sys.executable, "-m", "pre_commit", "validate-manifest", str(ROOT / ".pre-commit-hooks.yaml"))
    hooks = {item["id"] for item in yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text())}
    for entry in yaml.safe_load(block.text)["repos"]:
        assert {hook["id"] for hook in entry["hooks"]} <= hooks


def test_the_pipeline_is_one_to_gitlab(tmp_path: Path) -> None:
    (block,) = (item for item in YAML if kind(item) == "gitlab")
    (tmp_path / ".gitlab-ci.yml").write_text(block.text)
    check = program("check-jsonschema")
    ran(
        check, "--builtin-schema", "vendor.gitlab-ci", "--data-transform", "gitlab-ci", str(tmp_path / ".gitlab-ci.yml")
    )


def test_the_dockerfile_is_a_good_one() -> None:
    ran(program("hadolint"), "Dockerfile")
    lines = (ROOT / "Dockerfile").read_text().splitlines()
    last = [line for line in lines if line.startswith("USER ")][-1]
    assert last not in {"USER root", "USER 0"}


def test_the_image_can_be_built() -> None:
    docker = program("docker")
    if subprocess.run([docker, "info"], capture_output=True, check=False).returncode:
        pytest.skip("no Docker daemon runs here")
    ran(docker, "build", "--quiet", ".")


def test_the_steps_of_the_guide_take_several_sites(tmp_path: Path) -> None:
    (block,) = (item for item in YAML if kind(item) == "steps")
    (step,) = yaml.safe_load(block.text)
    assert step["with"]["working-directory"].split() == ["docs", "blog"]
    assert Runner  # its run is in tests/gate/test_action.py
