"""Runs the steps of a composite action, or of a workflow's job, as GitHub's runner does: its variables, its files.

Real are: bash, git, Python, every command of ours, the files GITHUB_OUTPUT, GITHUB_STEP_SUMMARY, GITHUB_EVENT_PATH.
The few actions of others that are called are played: a Python is this one, the cache and the artifacts are folders.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests.conftest import ROOT
from tests.gate.expressions import filled, holds
from tests.repository import environment as for_git


@dataclass
class Step:
    """What came of one step."""

    name: str
    outcome: str  # success, failure, skipped
    out: str = ""
    err: str = ""
    outputs: dict[str, str] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)


@dataclass
class Job:
    """What came of a job."""

    steps: list[Step]
    outputs: dict[str, str]
    summary: str

    @property
    def failed(self) -> bool:
        return any(step.outcome == "failure" for step in self.steps)

    @property
    def log(self) -> str:
        return "".join(step.out + step.err for step in self.steps)

    def step(self, name: str) -> Step:
        return next(step for step in self.steps if step.name == name)


class Runner:
    """One machine of GitHub's with a work tree, for one job.

    Args:
        workspace: where the repository is checked out.
        temp: RUNNER_TEMP; what was installed there stays for the next job of these tests.
        event: the event's name and payload.
        env: the variables that GitHub sets for this event.
        caches: where caches and artifacts are kept.
    """

    def __init__(
        self,
        workspace: Path,
        temp: Path,
        event: tuple[str, Mapping[str, Any]],
        env: Mapping[str, str],
        caches: Path,
    ) -> None:
        self.workspace, self.temp, self.caches = workspace, temp, caches
        self.files = caches.parent / f"files-{len(list(caches.parent.glob('files-*')))}"
        self.files.mkdir(parents=True)
        payload = self.files / "event.json"
        payload.write_text(json.dumps(event[1]))
        self.env = {
            "GITHUB_ACTIONS": "true",
            "CI": "true",
            "GITHUB_WORKSPACE": str(workspace),
            "GITHUB_EVENT_NAME": event[0],
            "GITHUB_EVENT_PATH": str(payload),
            "GITHUB_RUN_ID": "1",
            "GITHUB_RUN_ATTEMPT": "1",
            "GITHUB_SERVER_URL": "https://github.com",
            "GITHUB_STEP_SUMMARY": str(self.files / "summary.md"),
            "RUNNER_TEMP": str(temp),
            "RUNNER_OS": "Linux",
            **env,
        }
        self.github = {
            "token": "the-token",
            "run_id": self.env["GITHUB_RUN_ID"],
            "run_attempt": self.env["GITHUB_RUN_ATTEMPT"],
            "event_name": event[0],
            "event": event[1],
            "ref": self.env.get("GITHUB_REF", ""),
        }
        self.uploaded: dict[str, Path] = {}

    def action(self, given: Mapping[str, str], folder: Path = ROOT) -> Job:
        """Run the action of a folder with these inputs."""
        action = yaml.safe_load((folder / "action.yml").read_text("utf-8"))
        declared = action["inputs"]
        assert given.keys() <= declared.keys()
        inputs = {name: str(given.get(name, item["default"])) for name, item in declared.items()}
        contexts = {
            "inputs": inputs,
            "github": self.github,
            "runner": {"os": "Linux", "temp": str(self.temp)},
            "steps": {},
        }
        steps = [self._step(item, contexts, str(folder)) for item in _after_another(action["runs"]["steps"])]
        outputs = {name: filled(item["value"], contexts) for name, item in action.get("outputs", {}).items()}
        summary = self.files / "summary.md"
        return Job(steps, outputs, summary.read_text("utf-8") if summary.is_file() else "")

    def _step(self, item: Mapping[str, Any], contexts: dict[str, Any], action: str) -> Step:
        states = [step["outcome"] for step in contexts["steps"].values()]
        failed = "failure" in states
        functions = {"always": lambda: True, "success": lambda: not failed, "failure": lambda: failed}
        name = item["name"]
        if not holds(str(item.get("if", "")), contexts, functions):
            return Step(name, "skipped")
        values = item.get("env") if "run" in item else item.get("with")
        given = {key: filled(str(value), contexts) for key, value in (values or {}).items()}
        done = self._run(item, given, action) if "run" in item else self._play(item, given)
        contexts["steps"][item.get("id", name)] = {
            "outputs": done.outputs,
            "outcome": "success" if item.get("continue-on-error") else done.outcome,
        }
        return done

    def _run(self, item: Mapping[str, Any], given: dict[str, str], action: str) -> Step:
        assert item["shell"] == "bash"
        assert "${{" not in item["run"], "a value in a shell line"
        script = self.files / "script.sh"
        script.write_text(item["run"])
        output = self.files / "output"
        output.write_text("")
        done = subprocess.run(
            ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail", str(script)],
            cwd=self.workspace,
            env={**for_git(), **self.env, "GITHUB_OUTPUT": str(output), "GITHUB_ACTION_PATH": action, **given},
            capture_output=True,
            text=True,
            check=False,
            timeout=500,
        )
        outputs = dict(line.split("=", 1) for line in output.read_text().splitlines())
        outcome = "failure" if done.returncode else "success"
        return Step(item["name"], outcome, done.stdout, done.stderr, outputs, given)

    def _play(self, item: Mapping[str, Any], given: dict[str, str]) -> Step:
        name, _, commit = item["uses"].partition("@")
        assert len(commit) == 40, f"{name} is not pinned"
        outputs: dict[str, str] = {}
        if name == "actions/setup-python":
            outputs = {"python-path": str(_python(self.temp)), "python-version": given["python-version"]}
        elif name == "actions/cache/restore":
            self._restore(given)
        elif name == "actions/cache/save":
            if Path(given["path"]).exists():
                _copy(Path(given["path"]), self.caches / given["key"])
        elif name == "actions/upload-artifact":
            if Path(given["path"]).is_file():
                self.uploaded[given["name"]] = Path(given["path"])
        else:
            raise AssertionError(f"nobody plays {name}")
        return Step(item["name"], "success", outputs=outputs, given=given)

    def _restore(self, given: Mapping[str, str]) -> None:
        """The newest cache whose key begins so."""
        found = [path for path in self.caches.glob("*") if path.name.startswith(given["restore-keys"])]
        if found:
            _copy(max(found, key=lambda path: path.stat().st_mtime_ns), Path(given["path"]))


def _python(temp: Path) -> Path:
    """A Python with pip and nothing else, made once."""
    folder = temp / "python"
    program = folder / "bin" / "python"
    if not program.exists():
        subprocess.run([sys.executable, "-m", "venv", str(folder)], check=True, capture_output=True)
    return program


def _copy(source: Path, target: Path) -> None:
    if target.is_dir():
        shutil.rmtree(target)
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target)
    else:
        shutil.copyfile(source, target)


def _after_another(steps: list[dict[str, Any]]) -> list[dict[str, Any]]:
    names = [step["name"] for step in steps]
    assert len(set(names)) == len(names)
    return steps
