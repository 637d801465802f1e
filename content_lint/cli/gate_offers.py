"""What `init` offers besides settings and schemas: the hook, and the workflows of GitHub's."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
from pathlib import Path

from msgspec import Struct

from content_lint.adopt.gate import PRE_COMMIT, Gate
from content_lint.adopt.gate_files import (
    COMMENT,
    DEAD_LINKS,
    WORKFLOW,
    comment_workflow,
    dead_links_workflow,
    hook_lines,
    names_site,
    pre_commit_config,
    with_hook,
    with_site,
    workflow,
)
from content_lint.adopt.init.proposal import PlannedFile, planned, read_text
from content_lint.adopt.origin import Origin
from content_lint.cli.ask import Asker
from content_lint.cli.console import Console
from content_lint.cli.errors import UsageError
from content_lint.cli.planned_files import text_of, written
from content_lint.output.escape import visible

_ELSEWHERE = (
    "note: no workflow was written, for nothing says that this repository is on GitHub: --workflow writes one; "
    "for other servers: `content-lint base --fetch && content-lint check`\n"
)
_NO_ACTION = "content-lint was not installed from GitHub, where its action is"


class Offered(Struct, frozen=True):
    """One workflow.

    Attributes:
        path: from the top of the repository.
        text: None where it could not work.
        about: what it is, in words.
        question: without a question mark.
        asked: what an option says of it, or None.
        missing: why there is no text.
    """

    path: str
    text: str | None
    about: str
    question: str
    asked: bool | None
    missing: str


class Offers(Struct, frozen=True):
    """Each is made on a terminal after its file was shown; a script gets what an option asks for.

    Attributes:
        gate: what there is already.
        origin: where content-lint came from.
        asker: asks, where somebody is there.
        arguments: the command line.
        console: where it is said.
    """

    gate: Gate
    origin: Origin
    asker: Asker
    arguments: argparse.Namespace
    console: Console

    def make(self, *, has_cms: bool) -> None:
        """All of them, one after another.

        Args:
            has_cms: whether somebody edits who never sees the log of a workflow.
        """
        self._hook()
        top = self.gate.top
        if top is None:
            return
        folder, asked = self.gate.prefix.rstrip("/"), self.arguments
        comment = asked.comment if asked.comment is not None else has_cms
        text = workflow(self.origin, folder, self.gate.branch, comment=comment)
        checks = "content-lint on each pull request"
        self._workflow(Offered(WORKFLOW, text, checks, "Check every pull request", asked.workflow, self.origin.missing))
        if asked.yes and asked.workflow is None and not self.gate.github and not self.gate.ci:
            self.console.write([_ELSEWHERE])
        lacking = "" if self.origin.github else _NO_ACTION
        if asked.comment or (has_cms and not lacking and asked.workflow is not False):
            text, about = comment_workflow(self.origin, folder), "one comment for editors on each pull request"
            self._workflow(Offered(COMMENT, text, about, "Keep one comment for editors", asked.comment, lacking))
        if asked.dead_links or not lacking:
            text, about = dead_links_workflow(self.origin, folder), "one issue of the links that are dead"
            self._workflow(Offered(DEAD_LINKS, text, about, "Keep one issue of dead links", asked.dead_links, lacking))

    def _workflow(self, offered: Offered) -> None:
        """One workflow of GitHub's."""
        top, console = self.gate.top, self.console
        if top is None:
            return
        if self.gate.ci and offered.path == WORKFLOW:
            console.write([self._with_this_site(top, self.gate.ci[0])])
            return
        file = None if offered.text is None else planned(top, offered.path, offered.text, offered.about)
        if file is not None and file.same:
            console.write([written(top, file)])
        elif self._is_agreed(offered, file):
            console.write([self._written(top, offered, file)])

    def _with_this_site(self, top: Path, path: str) -> str:
        """What becomes of a file that has pull requests checked already, where it may not name this site."""
        old, folder = read_text(top, path) or "", self.gate.prefix.rstrip("/")
        if not folder or names_site(old, folder):
            return f"same: {visible(path)} runs content-lint\n"
        text = with_site(old, folder)
        if text is None:
            return f"note: {visible(path)} runs content-lint, and does not name `{visible(folder)}`: add it there\n"
        file = planned(top, path, text, f"{folder} is checked on each pull request, too")
        if self.arguments.workflow is None and self.asker.can:
            self.console.note(text_of(file))
        if self.asker.yes(
            "Check this site, too (GitHub Actions)?", self.arguments.workflow, otherwise=self.arguments.yes
        ):
            return written(top, file)
        return f"note: {visible(path)} does not check `{visible(folder)}`\n"

    def _is_agreed(self, offered: Offered, file: PlannedFile | None) -> bool:
        """The answer of an option, else of somebody who has seen the text."""
        wanted = offered.asked if offered.asked is not None or self.gate.github else False
        if wanted is None and file is None:
            return self.asker.can or bool(self.arguments.yes)  # not asked about what cannot be had, but told why
        if wanted is None and self.asker.can and file is not None:
            self.console.note(text_of(file))
        return self.asker.yes(f"{offered.question} (GitHub Actions)?", wanted, otherwise=self.arguments.yes)

    def _written(self, top: Path, offered: Offered, file: PlannedFile | None) -> str:
        """Write a workflow that was agreed to, and say what became of it."""
        if file is None:
            if offered.asked:
                raise UsageError(f"`{offered.path}` was not written", f"{offered.missing}.")
            return f"note: `{offered.path}` was not written: {visible(offered.missing)}.\n"
        if file.exists and not self.arguments.force:
            folder = self.gate.prefix.rstrip("/")
            lacks = folder and not names_site(read_text(top, offered.path) or "", folder)
            but = f", and does not name `{visible(folder)}`" if lacks else ""
            return f"note: `{offered.path}` is there already: it stays as it is{but}\n"
        return written(top, file)

    def _hook(self) -> None:
        """Have each commit checked."""
        gate, origin, console = self.gate, self.origin, self.console
        if gate.top is None:
            if self.arguments.hook:
                raise UsageError(f"there is nothing to hook into: {gate.why_not}", "Run `git init` first.")
            return
        if gate.hook_works:
            console.write(["same: the hook is installed\n"])
            return
        old = read_text(gate.top, PRE_COMMIT)
        text = pre_commit_config(origin) if old is None else with_hook(old, origin)
        file = None if text is None else planned(gate.top, PRE_COMMIT, text, "content-lint before each commit")
        if self.arguments.hook is None and self.asker.can and not gate.configured and file is not None:
            console.note(text_of(file))
        if not self.asker.yes("Check every commit (pre-commit)?", self.arguments.hook, otherwise=self.arguments.yes):
            return
        if not gate.configured:
            if file is None:
                console.write([f"note: {PRE_COMMIT} is written in a way of its own; add this to its `repos`:\n"])
                console.write(f"    {line}\n" for line in hook_lines(origin).splitlines())
            else:
                console.write([written(gate.top, file)])
            if origin.missing:
                console.write([f"note: the hook runs the content-lint of each computer: {visible(origin.missing)}.\n"])
        console.write([_install(gate)])


def _install(gate: Gate) -> str:
    """Have pre-commit put itself into git's hooks."""
    found = shutil.which("pre-commit") or shutil.which("pre-commit", path=os.fspath(Path(sys.executable).parent))
    if found is None:
        return "note: pre-commit is not installed here: `pipx install pre-commit`, then `pre-commit install`\n"
    done = subprocess.run(  # noqa: S603 - the program that the user asked for, with fixed arguments
        [found, "install"], cwd=gate.top, capture_output=True, check=False
    )
    if done.returncode:
        said = done.stdout + done.stderr
        last = (said.decode("utf-8", "replace").strip().splitlines() or ["it did not say why"])[-1]
        return f"note: `pre-commit install` did not work: {visible(last)}\n"
    return "wrote: the hook, as `pre-commit install` does; each clone needs that once\n"
