"""Adopting content-lint without fixing everything first, as people do it."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tests.cli.command import Ran, run
from tests.repository import Repo

NAME = ".content-lint-baseline.json"
GOOD = "---\ntitle: Good\n---\nAll is well.\n"


def post(number: int) -> str:
    return f"_posts/2020-01-0{number}-post.md"


def bad(*mails: str) -> str:
    links = "".join(f"Write to [us](mailto:%20{mail}@example.org).\n\n" for mail in mails)
    return f"---\ntitle: Bad\n---\nWrite to [nobody](mailto:).\n\n{links}"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    (root / "_posts").mkdir(parents=True)
    (root / "_config.yml").write_text("title: A\nurl: https://www.example.org\n")
    for number in range(1, 7):
        (root / post(number)).write_text(bad("us", f"office{number}"))
    return root


def rules_in(ran: Ran) -> list[str]:
    return [line.split(": ")[1].split()[1] for line in ran.out.splitlines()]


def entries(site: Path) -> list[dict[str, object]]:
    return [entry for entry in json.loads((site / NAME).read_text())["entries"] if entry is not None]


@pytest.fixture
def adopted(site: Path) -> Path:
    ran = run(site, "check", "--update-baseline")
    assert (ran.status, ran.out) == (0, "")
    assert ran.err.startswith(f"content-lint: {NAME} now holds 18 findings (18 added, 0 taken out)\n")
    return site


def test_what_was_there_is_not_reported_any_more(adopted: Path) -> None:
    ran = run(adopted, "check")
    assert (ran.status, ran.out) == (0, "")
    assert "no problems (18 in the baseline).\n" in ran.err
    assert len(entries(adopted)) == 18


def test_only_what_is_new_is_reported_also_when_lines_have_moved(adopted: Path) -> None:
    (adopted / post(1)).write_text(bad("new", "office1", "us").replace("title: Bad", "author: A\ntitle: Bad"))
    ran = run(adopted, "check")
    assert (ran.status, rules_in(ran)) == (1, ["padded-mailto"])
    assert "%20new@example.org" in ran.out


def test_the_file_says_that_it_can_shrink_and_does_so_without_growing(adopted: Path) -> None:
    (adopted / post(1)).write_text(bad("us", "new"))
    (adopted / post(2)).unlink()
    ran = run(adopted, "check")
    assert "4 findings of the baseline are gone: `content-lint check --update-baseline` makes it shorter.\n" in ran.err
    ran = run(adopted, "check", "--update-baseline")
    assert f"{NAME} now holds 14 findings (0 added, 4 taken out)\n  1 finding not in it: put right what is" in ran.err
    assert (ran.status, rules_in(ran)) == (1, ["padded-mailto"])
    assert "are gone" not in ran.err
    ran = run(adopted, "check", "--update-baseline", "--force")
    assert "now holds 15 findings (1 added, 0 taken out)\n" in ran.err
    assert (ran.status, ran.out) == (0, "")


def test_a_run_over_some_files_or_rules_speaks_of_those_only(adopted: Path) -> None:
    for number in (1, 2):
        (adopted / post(number)).write_text(GOOD)
    ran = run(adopted, "check", post(1))
    assert "3 findings of the baseline are gone" in ran.err
    ran = run(adopted, "check", post(1), "--update-baseline", "--select", "padded-mailto")
    assert "now holds 16 findings (0 added, 2 taken out)" in ran.err
    assert {entry["rule"] for entry in entries(adopted) if entry["path"] == post(1)} == {"empty-mailto"}
    assert len([entry for entry in entries(adopted) if entry["path"] == post(2)]) == 3


def test_nothing_is_written_where_nothing_changes(adopted: Path) -> None:
    before = (adopted / NAME).stat().st_mtime_ns
    run(adopted, "check", "--update-baseline")
    assert (adopted / NAME).stat().st_mtime_ns == before


def test_what_the_baseline_holds_is_not_fixed_unless_it_is_left_out(adopted: Path) -> None:
    (adopted / post(1)).write_text(bad("us", "office1", "new"))
    run(adopted, "check", "--fix")
    assert (adopted / post(1)).read_text() == bad("us", "office1", "new").replace("%20new", "new")
    ran = run(adopted, "check", "--fix", "--no-baseline")
    assert "Put right 12 findings in 6 files: 12 padded-mailto.\n" in ran.err
    assert set(rules_in(ran)) == {"empty-mailto"}
    assert "12 findings of the baseline are gone" in run(adopted, "check").err


def test_fixing_and_a_new_baseline_in_one_run(site: Path) -> None:
    ran = run(site, "check", "--fix", "--update-baseline")
    assert "now holds 6 findings (6 added" in ran.err
    assert (ran.status, ran.out) == (0, "")


def test_another_file_may_be_named(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "own.json"
    ran = run(site, "check", "--baseline", str(other))
    assert (ran.status, ran.out) == (2, "")
    assert "does not exist\n  `content-lint check --update-baseline` creates it.\n" in ran.err
    run(site, "check", "--baseline", str(other), "--update-baseline")
    assert not (site / NAME).exists()
    assert run(site, "check", "--baseline", str(other)).status == 0
    assert run(site, "check").status == 1


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--force"], "--force goes with --update-baseline"),
        (["--no-baseline", "--update-baseline"], "--no-baseline goes with no other option about the baseline"),
        (["--diff", "--update-baseline"], "--update-baseline does not go with --diff"),
    ],
)
def test_options_that_do_not_go_together_are_refused(site: Path, arguments: list[str], said: str) -> None:
    ran = run(site, "check", *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err


def test_a_damaged_baseline_is_a_mistake_with_its_line_and_a_cure(adopted: Path) -> None:
    text = (adopted / NAME).read_text().split("\n")
    text[3] = text[3][:-5]
    (adopted / NAME).write_text("\n".join(text))
    ran = run(adopted, "check")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"content-lint: error: {NAME}:4: the baseline is damaged: this is not JSON\n  Take it")


def test_branches_that_take_away_different_entries_merge(adopted: Path) -> None:
    def git(*arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=adopted, check=True, capture_output=True)

    git("init", "-q", "-b", "main")
    git("add", "-A")
    git("commit", "-qm", "adopt")
    for branch, number in (("first", 1), ("last", 6)):
        git("checkout", "-q", "-b", branch, "main")
        (adopted / post(number)).write_text(GOOD)
        assert run(adopted, "check", "--update-baseline").status == 0
        git("commit", "-qam", branch)
    git("merge", "-q", "first")
    ran = run(adopted, "check")
    assert (ran.status, ran.out) == (0, "")
    assert "no problems (12 in the baseline).\n" in ran.err
    assert "gone" not in ran.err


def test_json_counts_what_the_baseline_holds(adopted: Path) -> None:
    (adopted / post(1)).write_text(GOOD)
    summary = json.loads(run(adopted, "check", "--output-format", "json").out)["summary"]
    assert (summary["baselined"], summary["baseline_gone"], summary["errors"]) == (15, 3, 0)


class TestFilesThatHaveAnotherNameNow:
    """A baseline goes along with its files: whoever only renames a post is not to mend years of others' faults."""

    TEXT = "---\ntitle: A walk\ndate: 2020-06-31\n---\n" + "A line of a text by which git knows it.\n" * 9

    def repo(self, tmp_path: Path) -> Repo:
        home = "---\ntitle: Home\n---\n"
        files = {"_config.yml": "title: x\n", "index.md": home, "news/b1.md": self.TEXT, "c/x.md": home}
        repo = Repo(tmp_path / "repo", files)
        assert run(repo.folder, "check", "--update-baseline").status == 0
        repo.commit()
        repo.git("mv", "news/b1.md", "news/c1.md")
        return repo

    @pytest.mark.parametrize(
        "arguments",
        [(), ("news/c1.md",), ("--changed-since", "HEAD"), ("--hook",), ("--hook", "news/c1.md"), ("--diff",)],
    )
    def test_their_old_findings_are_old(self, tmp_path: Path, arguments: tuple[str, ...]) -> None:
        ran = run(self.repo(tmp_path).folder, "check", "--ignore", "removed-url", *arguments)
        assert (ran.status, ran.out) == (0, "")

    def test_what_is_new_in_them_is_new(self, tmp_path: Path) -> None:
        repo = self.repo(tmp_path)
        repo.write({"news/c1.md": self.TEXT + "[x](/none/)\n"})
        assert rules_in(run(repo.folder, "check")) == ["broken-link"]

    def test_a_changed_name_is_written_down(self, tmp_path: Path) -> None:
        repo = self.repo(tmp_path)
        ran = run(repo.folder, "check", "--update-baseline")
        assert (ran.status, "1 moved with their files" in ran.err) == (0, True)
        assert [entry["path"] for entry in entries(repo.folder)] == ["news/c1.md"]
        repo.commit()
        assert run(repo.folder, "check").status == 0

    def test_a_few_findings_of_a_file_elsewhere_say_nothing(self, tmp_path: Path) -> None:
        repo = self.repo(tmp_path)
        (repo.folder / "c").mkdir(exist_ok=True)
        (repo.folder / "news/c1.md").rename(repo.folder / "c/other.md")
        assert rules_in(run(repo.folder, "check")) == ["impossible-date"]

    def test_the_old_file_is_still_there_so_the_new_one_is_a_copy(self, tmp_path: Path) -> None:
        repo = self.repo(tmp_path)
        repo.write({"news/b1.md": self.TEXT})
        assert rules_in(run(repo.folder, "check")) == ["impossible-date"]
