"""Installs the content-lint that this file belongs to, for the later steps of a job.

A program of its own: it runs before anything is installed, and imports nothing but what Python brings. It installs from
the folder that the runner has put the action into, so what runs is the commit that the workflow names. The packages
that this needs come from the package index, in the versions that `.ci/constraints.txt` pins.
"""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[3]
_KEPT_BY = {"push", "schedule", "workflow_dispatch"}


def program_digest(source: Path, version: str) -> str:
    """Names what runs: another program, or another Python, reads no cache of this one."""
    found = hashlib.blake2b(version.encode(), digest_size=10)
    files = [
        source / "pyproject.toml",
        source / ".ci" / "constraints.txt",
        *sorted((source / "content_lint").rglob("*.py")),
    ]
    for file in files:
        found.update(file.relative_to(source).as_posix().encode() + b"\0" + file.read_bytes())
    return found.hexdigest()


def keeps_cache(environment: Mapping[str, str]) -> bool:
    """Whether this run may save what others will restore: on the default branch, and on protected ones."""
    if environment.get("GITHUB_EVENT_NAME") not in _KEPT_BY:
        return False
    if environment.get("GITHUB_EVENT_NAME") == "schedule" or environment.get("GITHUB_REF_PROTECTED") == "true":
        return True
    try:
        event = json.loads(Path(environment["GITHUB_EVENT_PATH"]).read_text("utf-8"))
        default = event["repository"]["default_branch"]
    except (OSError, ValueError, KeyError, TypeError):
        return False
    return environment.get("GITHUB_REF") == f"refs/heads/{default}"


def install(home: Path, *, external: bool) -> None:
    """Put the program and what it needs into a folder, once for all steps of a job that want it."""
    if home.is_dir():
        return
    building = home.with_name(f"{home.name}.{os.getpid()}")
    constraints = SOURCE / ".ci" / "constraints.txt"
    subprocess.run(  # noqa: S603 - no shell
        [
            *(sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-input"),
            *("--constraint", str(constraints), "--target", str(building)),
            f"{SOURCE}[external]" if external else str(SOURCE),
        ],
        env={**os.environ, "PIP_BUILD_CONSTRAINT": str(constraints)},
        check=True,
    )
    if noted := came_from(os.environ):
        for info in building.glob("content_lint-*.dist-info"):
            (info / "direct_url.json").write_text(json.dumps(noted), "utf-8")
    building.rename(home)


def came_from(environment: Mapping[str, str]) -> dict[str, object]:
    """Where the runner got this folder from, as installers note it (PEP 610): reports link the pages of that commit."""
    repository, revision = (environment.get(f"GITHUB_ACTION_{name}", "") for name in ("REPOSITORY", "REF"))
    if not repository or not revision:
        return {}
    server = environment.get("GITHUB_SERVER_URL", "https://github.com")
    return {"url": f"{server}/{repository}", "vcs_info": {"vcs": "git", "commit_id": revision}}


def main(environment: Mapping[str, str]) -> int:
    """Install, and say where; the exit status."""
    if sys.version_info < (3, 11):  # noqa: UP036 - whoever calls the action picks the Python
        sys.stderr.write(f"content-lint needs Python 3.11 or later, and this is {sys.version.split()[0]}\n")
        return 2
    external = environment.get("INPUT_EXTERNAL", "off") == "on"
    digest = program_digest(SOURCE, sys.version.split()[0])
    folder = Path(environment["RUNNER_TEMP"]) / "content-lint"
    folder.mkdir(parents=True, exist_ok=True)
    home = folder / f"{digest}{'-external' if external else ''}"
    try:
        install(home, external=external)
    except subprocess.CalledProcessError as error:
        sys.stderr.write(f"content-lint could not be installed: pip ended with {error.returncode}\n")
        return 3
    outputs = {
        "home": home,
        "cache": folder / "cache",
        "program": digest,
        "keep": str(keeps_cache(environment)).lower(),
    }
    with Path(environment["GITHUB_OUTPUT"]).open("a", encoding="utf-8") as file:
        file.writelines(f"{name}={value}\n" for name, value in outputs.items())
    return 0


if __name__ == "__main__":
    raise SystemExit(main(os.environ))
