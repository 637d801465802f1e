"""A repository on a code host, with a pull request as GitHub makes it and clones as its checkout leaves them."""

from __future__ import annotations

import io
import subprocess
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from tests.conftest import ROOT
from tests.gate.runner import Job, Runner
from tests.repository import Repo
from tests.repository import environment as for_git

CONFIG = """\
url: https://www.example.org
plugins: [jekyll-redirect-from]
collections: {news: {output: true, permalink: '/news/:title/'}}
"""
BAD = "---\ntitle: Bad\ndate: 2020-06-31\n---\n"
FILES = {
    "_config.yml": CONFIG,
    "index.md": "---\ntitle: Home\n---\n[A](/news/a/)\n",
    "_news/a.md": "---\ntitle: A\n---\n",
    "_news/old.md": BAD,
}


def zipped_file(file: Path) -> bytes:
    """A file as GitHub hands out an artifact."""
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.write(file, file.name)
    return target.getvalue()


class Host:
    """A repository on a code host: the one that people clone, and pull requests as GitHub makes them."""

    def __init__(self, folder: Path, files: dict[str, str], temp: Path) -> None:
        self.folder, self.temp = folder, temp
        self.work = Repo(folder / "work", files)
        self.bare = folder / "origin.git"
        subprocess.run(
            ["git", "clone", "-q", "--bare", str(self.work.folder), str(self.bare)], check=True, env=for_git()
        )
        self.work.git("remote", "add", "origin", str(self.bare))

    def pull(
        self, files: dict[str, str], *, gone: tuple[str, ...] = (), moved: tuple[tuple[str, str], ...] = ()
    ) -> None:
        """Pull request 7 from a fork; meanwhile somebody else puts a bad post on main."""
        self.work.git("checkout", "-q", "-b", "change", "main")
        self.work.write(files)
        for path in gone:
            self.work.git("rm", "-q", path)
        for old, new in moved:
            self.work.git("mv", old, new)
        self.work.commit("the change")
        self.work.git("checkout", "-q", "main")
        self.work.write({"_news/theirs.md": BAD})
        self.work.commit("by somebody else")
        self.work.git("push", "-q", "origin", "main")
        self.work.git("checkout", "-q", "-b", "merge", "main")
        self.work.git("merge", "-q", "--no-ff", "-m", "Merge", "change")
        self.work.git("push", "-q", "origin", "change:refs/pull/7/head", "merge:refs/pull/7/merge")
        self.work.git("checkout", "-q", "main")

    def checkout(self, ref: str, depth: int = 1) -> Path:
        """What actions/checkout leaves behind: one ref, by default one commit deep, its HEAD detached."""
        number = len(list(self.folder.glob("runner-*")))
        clone = Repo(self.folder / f"runner-{number}")
        clone.git("remote", "add", "origin", f"file://{self.bare}")
        deep = (f"--depth={depth}",) if depth else ()
        clone.git("fetch", "-q", "--no-tags", *deep, "origin", f"+{ref}:refs/remotes/pull/7/merge")
        clone.git("checkout", "-q", "--force", "refs/remotes/pull/7/merge")
        return clone.folder

    def run(
        self, given: dict[str, str] | None = None, *, depth: int = 1, ref: str = "refs/pull/7/merge", event: str = ""
    ) -> Job:
        """The action on the pull request, or on a push where the ref is a branch."""
        is_pull = ref.startswith("refs/pull/")
        workspace = self.checkout(ref, depth)
        name = event or ("pull_request" if is_pull else "push")
        env = {"GITHUB_REF": ref, "GITHUB_BASE_REF": "main" if is_pull else ""}
        self.runner = Runner(
            workspace, self.temp, (name, {"repository": {"default_branch": "main"}}), env, self.folder / "caches"
        )
        self.runner.caches.mkdir(exist_ok=True)
        return self.runner.action(given or {})

    def later(
        self, name: str, given: dict[str, str], event: tuple[str, Mapping[str, Any]], env: Mapping[str, str]
    ) -> Job:
        """Another action of ours on the main branch."""
        self.runner = Runner(self.checkout("refs/heads/main"), self.temp, event, env, self.folder / "caches")
        return self.runner.action(given, ROOT / name)
