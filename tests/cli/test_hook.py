"""A hook judges the commit and not the disk: by the command, by a plain hook of git, and with what git hands over."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from tests.cli.command import ROOT, Ran, run
from tests.cli.command import environment as for_command
from tests.repository import IDENTITY, Repo, environment

CONFIG = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"
FILES = {
    "_config.yml": CONFIG,
    "index.md": "---\ntitle: Home\n---\n[about](/about.html)\n",
    "about.md": "---\ntitle: About\n---\nWho we are.\n",
    ".gitignore": "made/\n",
}
BAD = "---\ntitle: Bad\ndate: 2020-06-31\n---\nx\n"
GOOD = "---\ntitle: Good\ndate: 2020-06-30\n---\nx\n"


@pytest.fixture
def repo(tmp_path: Path) -> Repo:
    return Repo(tmp_path / "repo", FILES)


def linking(target: str) -> str:
    return f"---\ntitle: P\n---\n[x]({target})\n"


def hook(repo: Repo, *named: str, env: dict[str, str] | None = None, below: str = "") -> Ran:
    return run(repo.folder / below, "check", "--hook", *named, env={**IDENTITY, **(env or {})})


def rules(ran: Ran) -> list[str]:
    return [f"{line.split(':')[0]} {line.split(' ')[2]}" for line in ran.out.splitlines()]


class TestWhatIsNotAddedDoesNotExist:
    def test_a_link_to_a_file_that_nobody_added(self, repo):
        repo.write({"p1.md": linking("/p2.html"), "p2.md": linking("/")})
        repo.git("add", "p1.md")
        assert rules(hook(repo, "p1.md")) == ["p1.md broken-link"]
        repo.git("add", "p2.md")
        assert hook(repo, "p1.md", "p2.md").status == 0

    def test_a_picture_that_nobody_added(self, repo):
        repo.write({"p1.md": "---\ntitle: P\n---\n![a](/img/a.png)\n", "img/a.png": "x"})
        repo.git("add", "p1.md")
        assert rules(hook(repo)) == ["p1.md missing-asset"]
        repo.git("add", "-A")
        assert hook(repo).status == 0

    def test_a_link_to_a_file_that_git_ignores(self, repo):
        repo.write({"p1.md": linking("/made/a.html"), "made/a.md": linking("/")})
        repo.git("add", "p1.md")
        assert "may be made by a program that fills `made/`" in hook(repo, "--verbose").err
        repo.git("add", "-f", "made/a.md")
        assert "may be made" not in hook(repo, "--verbose").err

    def test_a_file_that_was_announced_only(self, repo):
        repo.write({"p1.md": linking("/p2.html"), "p2.md": linking("/")})
        repo.git("add", "p1.md")
        repo.git("add", "--intent-to-add", "p2.md")
        assert rules(hook(repo)) == ["p1.md broken-link"]

    def test_what_left_the_index_and_stays_on_disk_is_gone(self, repo):
        repo.git("rm", "-q", "--cached", "about.md")
        assert rules(hook(repo)) == ["index.md removed-url", "index.md broken-link"]

    def test_an_old_copy_beside_a_post_is_no_clash(self, repo):
        repo.git("mv", "about.md", "we.md")
        repo.write({"we.md": "---\ntitle: We\nredirect_from: /about.html\n---\nWho we are.\n"})
        repo.git("add", "we.md")
        repo.write({"about.md": FILES["about.md"]})
        assert [name for name in rules(hook(repo)) if "duplicate" in name] == []

    def test_a_named_file_that_nobody_added_is_told_of(self, repo):
        repo.write({"p1.md": BAD})
        ran = hook(repo, "p1.md")
        assert (ran.status, ran.out) == (0, "")
        assert "`p1.md` is not in this commit, so it was not checked (`git add` adds it)" in ran.err

    def test_settings_that_nobody_added_do_not_count(self, repo):
        repo.write({"content-lint.toml": 'ignore = ["impossible-date"]\n', "p1.md": BAD})
        repo.git("add", "p1.md")
        assert rules(hook(repo)) == ["p1.md impossible-date"]
        repo.git("add", "-A")
        assert hook(repo).status == 0

    def test_a_baseline_that_nobody_added_does_not_count(self, repo):
        repo.write({"about.md": BAD})
        repo.commit()
        assert run(repo.folder, "check", "--update-baseline", env=IDENTITY).status == 0
        repo.write({"about.md": f"{BAD}More.\n"})
        repo.git("add", "about.md")
        assert rules(hook(repo)) == ["about.md impossible-date"]
        repo.git("add", ".content-lint-baseline.json")
        assert hook(repo).status == 0
        (repo.folder / ".content-lint-baseline.json").write_text("damaged")
        assert hook(repo).status == 0

    def test_without_a_generator_too(self, tmp_path):
        repo = Repo(tmp_path / "repo", {"content-lint.toml": 'generator = "plain"\n', "a.md": linking("a.md")})
        repo.write({"b.md": linking("c.md"), "c.md": linking("a.md")})
        repo.git("add", "b.md")
        assert rules(hook(repo)) == ["b.md broken-link"]
        repo.git("add", "c.md")
        assert hook(repo).status == 0

    def test_with_hugo_too(self, tmp_path):
        files = {"hugo.toml": 'baseURL = "https://x.example.org/"\n', "content/a.md": linking("/")}
        repo = Repo(tmp_path / "repo", files)
        repo.write({"content/b.md": linking("/c/"), "content/c.md": linking("/")})
        repo.git("add", "content/b.md")
        assert rules(hook(repo)) == ["content/b.md broken-link"]
        repo.git("add", "content/c.md")
        assert hook(repo).status == 0


class TestTheTextIsTheOneThatWasStaged:
    def test_a_post_that_was_mended_on_disk_only(self, repo):
        repo.write({"p1.md": BAD})
        repo.git("add", "p1.md")
        repo.write({"p1.md": "\n\n" + GOOD})
        ran = hook(repo, "p1.md")
        assert ran.out.startswith("p1.md:3:7: DT102 impossible-date")
        assert "`p1.md` was judged as it is in the commit; the file on disk differs" in ran.err

    def test_a_post_that_was_broken_on_disk_only(self, repo):
        repo.write({"p1.md": GOOD})
        repo.git("add", "p1.md")
        repo.write({"p1.md": BAD})
        assert hook(repo, "p1.md").status == 0

    def test_a_post_that_was_deleted_on_disk_only(self, repo):
        repo.write({"p1.md": BAD})
        repo.git("add", "p1.md")
        (repo.folder / "p1.md").unlink()
        assert rules(hook(repo)) == ["p1.md impossible-date"]

    def test_settings_that_are_staged(self, repo):
        repo.write({"_config.yml": CONFIG + "exclude: [p1.md]\n", "p1.md": BAD})
        repo.git("add", "-A")
        repo.write({"_config.yml": CONFIG})
        assert hook(repo, "p1.md").status == 0
        repo.write({"_config.yml": CONFIG + "# other\n"})
        repo.git("add", "-A")
        repo.write({"_config.yml": CONFIG + "exclude: [p1.md]\n"})
        assert rules(hook(repo, "p1.md")) == ["p1.md impossible-date"]

    def test_by_hand_pre_commit_leaves_the_disk_as_it_is(self, repo):
        """``pre-commit run --all-files`` puts nothing aside: somebody who edits wants to hear of what is there."""
        repo.write({"p1.md": BAD})
        repo.git("add", "p1.md")
        repo.write({"p1.md": GOOD, "p2.md": BAD})
        assert hook(repo, "p1.md", "index.md", env={"PRE_COMMIT": "1"}).status == 0
        index = {"PRE_COMMIT": "1", "GIT_INDEX_FILE": ".git/index"}
        assert rules(hook(repo, "p1.md", "index.md", env=index)) == ["p1.md impossible-date"]

    def test_a_fix_leaves_a_file_alone_that_is_not_as_it_is_staged(self, repo):
        text = "---\ntitle: P\n---\nWrite to [Ana](mailto:%20ana@example.org).\n"
        repo.write({"p1.md": text, "p2.md": text})
        repo.git("add", "-A")
        repo.write({"p1.md": f"{text}More.\n"})
        ran = run(repo.folder, "check", "--fix", "--hook", "p1.md", "p2.md", env=IDENTITY)
        assert rules(ran) == ["p1.md padded-mailto"]
        assert "the file on disk is not as it is staged" in ran.err
        assert (repo.folder / "p1.md").read_text() == f"{text}More.\n"
        assert (repo.folder / "p2.md").read_text() == text.replace("%20", "")

    def test_line_ends_that_git_changes_are_no_other_text(self, repo):
        repo.git("config", "core.autocrlf", "true")
        repo.write({"p1.md": GOOD.replace("\n", "\r\n")})
        repo.git("add", "p1.md")
        assert (hook(repo, "p1.md").status, "differs" in hook(repo, "p1.md").err) == (0, False)


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
class TestOddEntries:
    def test_links_are_followed_in_the_commit(self, repo):
        repo.write({"texts/real.md": BAD})
        (repo.folder / "file.md").symlink_to("texts/real.md")
        (repo.folder / "folder").symlink_to("texts")
        repo.git("add", "-A")
        repo.write({"texts/real.md": GOOD})
        repo.write({"_config.yml": f"{CONFIG}title: All is judged\n"})
        repo.git("add", "_config.yml")
        assert [rule for rule in rules(hook(repo)) if "date" in rule] == [
            "file.md impossible-date", "folder/real.md impossible-date", "texts/real.md impossible-date"
        ]  # fmt: skip

    def test_a_link_to_what_nobody_added_leads_nowhere(self, repo):
        repo.write({"late.md": GOOD})
        (repo.folder / "file.md").symlink_to("late.md")
        repo.git("add", "file.md")
        ran = hook(repo, "file.md")
        assert (ran.status, "`late.md`, which does not exist in this commit" in ran.out) == (1, True)

    def test_what_a_sparse_checkout_leaves_out_exists(self, repo):
        repo.write({"p1.md": linking("/about.html")})
        repo.git("add", "-A")
        repo.git("update-index", "--skip-worktree", "about.md")
        (repo.folder / "about.md").unlink()
        assert hook(repo, "p1.md").status == 0

    def test_another_repository_inside_counts_as_it_lies_there(self, repo, tmp_path):
        inner = Repo(tmp_path / "inner", {"page.md": linking("/"), "_layouts/x.html": "x"})
        repo.git("-c", "protocol.file.allow=always", "submodule", "add", "-q", inner.folder.as_uri(), "docs")
        repo.write({"p1.md": linking("/docs/page.html"), "p2.md": linking("/docs/none.html")})
        repo.git("add", "-A")
        assert rules(hook(repo)) == ["p2.md broken-link"]

    def test_a_linked_work_tree_has_an_index_of_its_own(self, repo, tmp_path):
        repo.git("worktree", "add", "-q", str(tmp_path / "other"))
        other = Repo.__new__(Repo)
        other.folder = tmp_path / "other"
        other.write({"p1.md": BAD, "p2.md": BAD})
        other.git("add", "p1.md")
        assert rules(hook(other)) == ["p1.md impossible-date"]

    def test_a_conflict_is_read_from_the_disk(self, repo):
        repo.git("checkout", "-q", "-b", "branch")
        repo.write({"about.md": BAD})
        repo.commit()
        repo.git("checkout", "-q", "main")
        repo.write({"about.md": GOOD})
        repo.commit()
        subprocess.run(
            ["git", "merge", "-q", "branch"], cwd=repo.folder, env=environment(), capture_output=True, check=False
        )
        assert "unreadable-front-matter" in hook(repo, "about.md").out


class TestRanges:
    def test_a_range_that_only_deletes_is_judged(self, repo):
        base = repo.git("rev-parse", "HEAD")
        repo.git("rm", "-q", "about.md")
        repo.commit()
        env = {"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": "HEAD"}
        assert rules(hook(repo, env=env)) == ["index.md removed-url", "index.md broken-link"]

    def test_every_site_of_the_repository_is_judged(self, tmp_path):
        files = {f"{site}/{path}": text for site in ("one", "two", "three") for path, text in FILES.items()}
        repo = Repo(tmp_path / "repo", files)
        base = repo.git("rev-parse", "HEAD")
        repo.git("rm", "-q", "one/about.md")
        repo.write({"two/p1.md": BAD})
        repo.commit()
        env = {"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": "HEAD"}
        ran = hook(repo, "two/p1.md", env=env)
        assert rules(ran) == ["one/index.md removed-url", "one/index.md broken-link", "two/p1.md impossible-date"]

    def test_the_end_of_the_range_is_judged_and_not_the_disk(self, repo):
        base = repo.git("rev-parse", "HEAD")
        repo.write({"p1.md": BAD})
        end = repo.commit()
        repo.write({"p1.md": GOOD, "p2.md": BAD})
        repo.commit()
        env = {"PRE_COMMIT_FROM_REF": base, "PRE_COMMIT_TO_REF": end}
        assert rules(hook(repo, "p1.md", env=env)) == ["p1.md impossible-date"]

    def test_an_end_that_git_does_not_know_is_wrong_usage(self, repo):
        ran = hook(repo, env={"PRE_COMMIT_FROM_REF": "HEAD", "PRE_COMMIT_TO_REF": "nowhere"})
        assert (ran.status, "git knows no branch, tag or commit called `nowhere`" in ran.err) == (2, True)


def test_a_tiny_file_is_no_successor_of_another(repo):
    """git takes two files for one that moved where half of their bytes are the same, fences and keys included."""
    repo.write(
        {"about.md": "---\ntitle: About\n---\nx\n", "index.md": "---\ntitle: Home\n---\nWelcome to all of us.\n"}
    )
    repo.commit()
    repo.git("rm", "-q", "about.md")
    repo.write({"n.md": "---\ntitle: News\n---\nx\n"})
    repo.git("add", "-A")
    assert rules(hook(repo)) == ["index.md removed-url"]


def test_the_first_commit_is_judged_without_names(tmp_path):
    repo = Repo(tmp_path / "repo")
    repo.write({**FILES, "p1.md": BAD})
    repo.git("add", "-A")
    assert rules(hook(repo)) == ["p1.md impossible-date"]


def test_paths_begin_where_the_hook_was_called(tmp_path):
    repo = Repo(tmp_path / "repo", {f"web/{path}": text for path, text in FILES.items()})
    repo.write({"web/p1.md": BAD})
    repo.git("add", "-A")
    assert hook(repo).out.startswith("web/p1.md:3:7: ")
    assert hook(repo, below="web").out.startswith("p1.md:3:7: ")
    ran = run(repo.folder, "check", "--hook", "--output-format", "full", env=IDENTITY)
    assert "--> web/p1.md:3:7" in ran.out


class TestAPlainHook:
    """The hook file of git itself, which hands over the index of the commit that is about to be made."""

    @pytest.fixture
    def hooked(self, repo):
        file = repo.folder / ".git/hooks/pre-commit"
        file.parent.mkdir(exist_ok=True)
        file.write_text(f'#!/bin/sh\nPYTHONPATH="{ROOT}" exec "{sys.executable}" -m content_lint check --hook\n')
        file.chmod(0o755)
        return repo

    def commit(self, repo: Repo, *arguments: str) -> Ran:
        env = for_command({**IDENTITY})
        done = subprocess.run(
            ["git", "commit", "-qm", "x", *arguments],
            cwd=repo.folder, env=env, capture_output=True, text=True, check=False,
        )  # fmt: skip
        return Ran(done.returncode, done.stdout, done.stderr)

    def test_a_commit_of_one_file_has_only_that_file(self, hooked):
        hooked.write({"p1.md": linking("/p2.html"), "p2.md": linking("/")})
        hooked.git("add", "-A")
        alone = self.commit(hooked, "p1.md")
        assert (alone.status, rules(Ran(1, alone.err.split("\n\n")[0], ""))[:1]) == (1, ["p1.md broken-link"])
        assert self.commit(hooked).status == 0

    def test_a_staged_fault_that_was_mended_on_disk_is_refused(self, hooked):
        hooked.write({"p1.md": BAD})
        hooked.git("add", "p1.md")
        hooked.write({"p1.md": GOOD})
        assert self.commit(hooked).status == 1
        assert self.commit(hooked, "-a").status == 0

    def test_a_forgotten_file_is_refused(self, hooked):
        hooked.write({"p1.md": linking("/p2.html"), "p2.md": linking("/")})
        hooked.git("add", "p1.md")
        assert self.commit(hooked).status == 1
        hooked.git("add", "p2.md")
        assert self.commit(hooked).status == 0

    def test_a_site_below_the_top(self, tmp_path, hooked):
        hooked.write({f"web/{path}": text for path, text in FILES.items()} | {"web/p1.md": BAD})
        hooked.git("add", "web")
        assert "web/p1.md:3:7: DT102" in self.commit(hooked).err
