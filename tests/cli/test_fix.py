"""``check --fix``, ``--unsafe-fixes`` and ``--diff`` as people run them."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import COMMAND, environment, in_terminal, run
from tests.files import write_files

POST = "_posts/2020-01-01-a.md"
TEXT = (
    "---\r\ntitle: A\r\nredirect_from: /b/\r\nredirect_from: /c/\r\n---\r\n"
    "Write to [us](mailto:%20us@example.org).\r\nEnd"
)
SAFE = TEXT.replace("%20", "")
UNSAFE = SAFE.replace("redirect_from: /b/\r\nredirect_from: /c/", "redirect_from:\r\n  - /b/\r\n  - /c/")


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: A\nurl: https://www.example.org\n")
    (root / POST).write_bytes(TEXT.encode())
    return root


def text_of(site: Path) -> str:
    return (site / POST).read_bytes().decode()


def test_fix_writes_says_what_it_did_and_reports_what_is_left(site: Path) -> None:
    ran = run(site, "check", "--fix")
    assert text_of(site) == SAFE
    assert "Put right 1 finding in 1 file: 1 padded-mailto.\n" in ran.err
    assert [line.split(": ")[1].split()[1] for line in ran.out.splitlines()] == ["duplicate-key"]
    assert ran.status == 1


def test_the_exit_status_is_that_of_what_is_left(site: Path) -> None:
    ran = run(site, "check", "--fix", "--unsafe-fixes")
    assert text_of(site) == UNSAFE
    assert (ran.status, ran.out) == (0, "")
    assert "Put right 2 findings in 1 file: 1 duplicate-key, 1 padded-mailto.\n" in ran.err


HEADINGS = (
    "---\ntitle: A\n---\n## Write <mailto:%20us@example.org>\n\n## Hea\u200bd\n\n[us](mailto:%20us@example.org)\n"
)
IDS = {
    # Whose ids keep what is in the text: zero-width characters, and the blank of an address.
    "vitepress": ({".vitepress/config.ts": "export default {title: 'x'}\n"}, "a.md", True),
    "jekyll": ({"_config.yml": "title: A\n"}, "a.md", False),
    "mkdocs": ({"mkdocs.yml": "site_name: x\n"}, "docs/a.md", False),
}


@pytest.mark.parametrize("kind", IDS)
def test_a_safe_fix_leaves_the_ids_of_headings_as_they_are(kind: str, tmp_path: Path) -> None:
    files, path, keeps_invisible = IDS[kind]
    write_files(tmp_path, {**files, path: HEADINGS})
    ran = run(tmp_path, "check", "--fix")
    text = (tmp_path / path).read_text()
    assert "## Write <mailto:%20us@" in text
    assert "[us](mailto:us@example.org)" in text
    assert ("Hea\u200bd" in text) == keeps_invisible
    assert "(padded-mailto): it would also change the id of a heading, which links may lead to" in ran.err
    assert "can be put right safely" not in ran.err
    run(tmp_path, "check", "--fix", "--unsafe-fixes")
    assert (tmp_path / path).read_text() == HEADINGS.replace("%20", "").replace("\u200b", "")


def test_nothing_to_fix_is_nothing_said_of_it(site: Path) -> None:
    run(site, "check", "--fix", "--unsafe-fixes")
    before = (site / POST).stat()
    ran = run(site, "check", "--fix", "--unsafe-fixes")
    assert "Put right" not in ran.err
    assert (site / POST).stat().st_mtime_ns == before.st_mtime_ns


def test_json_tells_what_was_fixed(site: Path) -> None:
    summary = json.loads(run(site, "check", "--fix", "--output-format", "json").out)["summary"]
    assert summary["fixed"] == {"padded-mailto": 1}
    assert summary["by_rule"] == {"duplicate-key": 1}


def test_diff_changes_nothing_and_git_applies_what_it_prints(site: Path) -> None:
    odd = site / "_posts" / "2020-01-02-with blank – ü.md"
    odd.write_bytes(TEXT.encode())
    ran = run(site, "check", "--diff", "--unsafe-fixes")
    assert ran.status == 1
    assert text_of(site) == TEXT
    assert ran.err == "Would put right 4 findings in 2 files.\n"
    subprocess.run(["git", "apply", "-"], cwd=site, input=ran.out.encode(), check=True)
    assert text_of(site) == UNSAFE
    assert odd.read_bytes().decode() == UNSAFE
    again = run(site, "check", "--diff", "--unsafe-fixes")
    assert (again.status, again.out) == (0, "")


def test_diff_names_files_from_the_top_of_the_repository(site: Path) -> None:
    top = site.parent
    subprocess.run(["git", "init", "-q"], cwd=top, check=True)
    ran = run(site, "check", "--diff")
    assert "--- a/site/_posts/2020-01-01-a.md\n" in ran.out
    for folder in (top, site):
        (site / POST).write_bytes(TEXT.encode())
        subprocess.run(["git", "apply", "-"], cwd=folder, input=ran.out.encode(), check=True)
        assert text_of(site) == SAFE


def test_diff_writes_to_a_file_that_is_asked_for(site: Path, tmp_path: Path) -> None:
    patch = tmp_path / "a.patch"
    ran = run(site, "check", "--diff", "--quiet", "--output-file", str(patch))
    assert (ran.status, ran.out, ran.err) == (1, "", "")
    subprocess.run(["git", "apply", str(patch)], cwd=site, check=True)
    assert text_of(site) == SAFE


def test_diff_names_the_file_behind_a_link(site: Path) -> None:
    (site / "texts").mkdir()
    (site / POST).rename(site / "texts/a.txt")
    (site / POST).symlink_to("../texts/a.txt")
    assert "--- a/texts/a.txt\n" in run(site, "check", "--diff").out
    run(site, "check", "--fix")
    assert (site / POST).is_symlink()
    assert (site / "texts/a.txt").read_bytes().decode() == SAFE


def test_diff_of_standard_input(site: Path) -> None:
    ran = run(site, "check", "--diff", "--stdin-filename", POST, given=TEXT.replace("us@", "we@").encode())
    assert "-Write to [us](mailto:%20we@example.org).\n" in ran.out.replace("\r\n", "\n")
    assert text_of(site) == TEXT


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--unsafe-fixes"], "--unsafe-fixes changes nothing by itself"),
        (["--fix", "--stdin-filename", POST], "--fix writes files, and standard input is not one"),
        (["--diff", "--output-format", "json"], "--diff prints a patch and no findings"),
        (["--diff", "--statistics"], "--diff prints a patch and no findings"),
    ],
)
def test_options_that_do_not_go_together_are_refused(site: Path, arguments: list[str], said: str) -> None:
    ran = run(site, "check", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert text_of(site) == TEXT


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() != 0, reason="needs the right to become somebody else")
def test_the_owner_of_a_file_stays_its_owner(site: Path) -> None:
    os.chown(site / POST, 1234, 1234)
    run(site, "check", "--fix")
    assert text_of(site) == SAFE
    assert (site / POST).stat().st_uid == 1234


def test_a_hook_that_fixes_changes_the_files_of_the_commit_only(site: Path) -> None:
    other = site / "_posts/2020-01-02-b.md"
    other.write_bytes(TEXT.encode())
    (site / "content-lint.toml").write_text("")
    # A changed configuration has the whole site judged, and yet nobody asked for other files to be changed.
    ran = run(site, "check", "--fix", "--hook", POST, "content-lint.toml")
    assert text_of(site) == SAFE
    assert other.read_bytes().decode() == TEXT
    assert ran.status == 1


def test_another_name_of_a_file_is_mentioned(site: Path) -> None:
    os.link(site / POST, site.parent / "backup.md")
    ran = run(site, "check", "--fix")
    assert f"note: {POST} has another name (a hard link) that keeps the old text\n" in ran.err
    assert (site.parent / "backup.md").read_bytes().decode() == TEXT


def test_the_next_run_removes_what_a_killed_one_left(site: Path) -> None:
    left = site / "_posts" / ".content-lint-0a1b2c3d4e5f.tmp"
    left.write_text("half a po")
    ran = run(site, "check", "--diff")
    assert left.exists()
    ran = run(site, "check", "--fix")
    assert f"note: removed _posts/{left.name}, which a run that was stopped had left there\n" in ran.err
    assert not left.exists()


@pytest.mark.parametrize("configured", [False, True])
def test_named_files_through_a_linked_folder_are_refused(site: Path, *, configured: bool) -> None:
    outside = site.parent / "outside"
    outside.mkdir()
    if configured:
        (outside / "_config.yml").write_text("title: Another site\n")
    (outside / "post.md").write_text(TEXT)
    (site / "extra").symlink_to(outside)
    before = (outside / "post.md").read_bytes()
    for named in ("extra/post.md", "extra", str(site / "extra" / "post.md")):
        ran = run(site, "check", "--fix", "--unsafe-fixes", named)
        assert ran.status == 2
        assert f"`{named}` lies outside of the site in `{site}`" in ran.err
    assert (outside / "post.md").read_bytes() == before


def test_a_site_is_found_through_a_link_to_it(site: Path) -> None:
    link = site.parent / "link"
    link.symlink_to(site)
    ran = run(site.parent, "check", "--fix", f"link/{POST}")
    assert "Put right 1 finding in 1 file" in ran.err
    assert text_of(site) == SAFE


class TestAPatchThatIsReadAsItComes:
    """A terminal obeys escapes, the log of a CI server commands. A patch in a file or a pipe is bytes."""

    HOSTILE = (
        "---\ntitle: A\n---\n  ::stop-commands::x\n\x1b[31mred ##[error]y\n"
        "Write to [Ana](mailto:%20ana@example.org).\n\u00a0::add-mask::z\n"
    )

    @pytest.fixture
    def hostile(self, site: Path) -> Path:
        (site / "_posts/2020-01-01-hostile.md").write_text(self.HOSTILE)
        return site

    def test_in_a_log_nothing_commands(self, hostile: Path) -> None:
        ran = run(hostile, "check", "--diff", env={"GITHUB_ACTIONS": "true"})
        assert "+Write to [Ana](mailto:ana@example.org).\n" in ran.out
        assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::") or "##[" in line]
        assert "\x1b" not in ran.out
        assert "<U+001B>[31mred" in ran.out

    def test_on_a_terminal_too(self, hostile: Path) -> None:
        shown = in_terminal(hostile, ["check", "--diff"]).out
        assert "\x1b[31mred" not in shown
        assert "<U+001B>[31mred" in shown

    def test_in_a_pipe_and_a_file_it_is_bytes(self, hostile: Path, tmp_path: Path) -> None:
        assert "\x1b[31mred ##[error]y\n" in run(hostile, "check", "--diff").out
        file = tmp_path / "a.patch"
        with file.open("wb") as out:
            subprocess.run(
                [*COMMAND, "check", "--diff"],
                cwd=hostile, env=environment({"GITHUB_ACTIONS": "true"}), stdout=out, check=False,
            )  # fmt: skip
        assert b"\x1b[31mred ##[error]y\n" in file.read_bytes()
