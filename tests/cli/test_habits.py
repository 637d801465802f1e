"""What users of other linters type without thinking, and what is said where they mistype."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from content_lint import __version__
from content_lint.cli.commands.completion import SHELLS
from tests.cli.command import in_terminal, run

VAGUE = "---\ntitle: A walk\n---\nThe story is [here](https://www.example.com/).\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    (tmp_path / "_config.yml").write_text("title: x\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "_posts" / "2020-01-02-a.md").write_text(VAGUE)
    return tmp_path


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        (["check", "--fxi"], "`content-lint check` has no option `--fxi`\n  Did you mean `--fix`?"),
        (["check", "--outptu-format=json"], "`content-lint check` has no option `--outptu-format`\n  Did you mean `--"),
        (["rules", "--qqqq"], "has no option `--qqqq`\n  `content-lint rules --help` lists what it takes."),
        (["check", "--fail-on", "errors"], "--fail-on cannot be `errors`\n  Did you mean `error`?"),
        (["check", "--color", "9"], "--color cannot be `9`\n  Write one of `auto`, `always`, `never`."),
        (["check", "--today"], "--today needs a value after it\n"),
        (["explain"], "missing: RULE\n"),
        (["explain", "broken-link", "too"], "`content-lint explain` takes no `too` here\n"),
        (["explain", "intrenal"], "there is no rule or family `intrenal`\n  Did you mean `internal`?"),
        (["--fix"], "`--fix` comes before the command\n  Write the command first, as in `content-lint check --fix`."),
        (["_posts"], "there is no command `_posts`\n  Did you mean `content-lint check _posts`?"),
        (["help", "chekc"], "there is no command `chekc`\n  Did you mean `content-lint check`?"),
    ],
)
def test_a_mistyped_command_line_is_answered_with_the_nearest(site: Path, typed: list[str], said: str) -> None:
    ran = run(site, *typed)
    assert (ran.status, ran.out) == (2, "")
    assert said in ran.err
    assert "usage:" not in ran.err


def test_help_and_version_are_commands_too(site: Path) -> None:
    assert run(site, "version").out == f"content-lint {__version__}\n"
    assert run(site, "help").out == run(site, "--help").out
    assert run(site, "help", "rules").out == run(site, "rules", "--help").out


def test_families_and_beginnings_of_codes_are_explained(site: Path) -> None:
    family = run(site, "explain", "mail").out
    assert family.startswith("Mail links (mail)\nML101 malformed-mailto")
    assert run(site, "explain", "ML").out == family == run(site, "rules", "mail").out
    assert len(run(site, "rules", "ML1").out.splitlines()) < len(family.splitlines())
    assert run(site, "explain", "ml101").out == run(site, "explain", "malformed_mailto").out
    assert run(site, "rules", "ALL").out == run(site, "rules").out


def test_rules_are_selected_by_prefix(site: Path) -> None:
    assert "TX101" in run(site, "check", "--select", "TX").out
    assert "TX101" in run(site, "check", "--select", "tx1,ML").out
    assert run(site, "check", "--ignore", "TX1").out == ""


def test_a_hyphen_is_standard_input(site: Path) -> None:
    ran = run(site, "check", "-", given=VAGUE.encode())
    assert ran.out.startswith("stdin.md:4:15: TX101")
    named = run(site, "check", "-", "--stdin-filename", "_posts/2020-01-02-a.md", given=VAGUE.encode())
    assert named.out.startswith("_posts/2020-01-02-a.md:4:15: TX101")
    ran = run(site, "check", "-", "_posts")
    assert (ran.status, "takes no other paths" in ran.err) == (2, True)


def test_standard_input_that_belongs_nowhere_is_asked_for_its_place(tmp_path: Path) -> None:
    (tmp_path / "hugo.toml").write_text("")
    ran = run(tmp_path, "check", "-", given=VAGUE.encode())
    assert ran.status == 2
    assert "would be no document of the site" in ran.err
    assert "--stdin-filename" in ran.err


def test_exit_zero_hides_findings_from_scripts_and_no_mistake(site: Path) -> None:
    (site / "_posts" / "2020-01-03-b.md").write_text("---\ntitle: [\n---\n")
    assert run(site, "check").status == 1
    ran = run(site, "check", "--exit-zero")
    assert ran.status == 0
    assert "SY103" in ran.out
    assert run(site, "check", "--exit-zero", "--select", "nope").status == 2
    assert run(site, "check", "--exit-zero", "no-such-file.md").status == 2


def test_colours_are_a_matter_of_the_option_first(site: Path) -> None:
    assert "\x1b[" not in run(site, "check").out
    assert "\x1b[" in run(site, "check", "--color", "always", "--output-format", "full", env={"NO_COLOR": "1"}).out
    assert "\x1b[" in run(site, "rules", "--color=always").out
    assert "\x1b[" in in_terminal(site, ["rules"], {"TERM": "xterm"}).out
    assert "\x1b[" not in in_terminal(site, ["rules", "--color", "never"], {"TERM": "xterm", "FORCE_COLOR": "1"}).out


@pytest.mark.parametrize("shell", SHELLS)
def test_every_shell_gets_its_completion(site: Path, shell: str) -> None:
    pytest.importorskip("shtab")
    ran = run(site, "completion", shell)
    assert (ran.status, ran.err) == (0, "")
    assert "broken-link" in ran.out
    assert "output-format" in ran.out


def test_the_completion_of_bash_completes(site: Path) -> None:
    pytest.importorskip("shtab")
    (site / "complete.bash").write_text(run(site, "completion", "bash").out)
    script = (
        "source ./complete.bash\n"
        'for words in "explain broken-lin" "check --outp" "che"; do\n'
        "  COMP_WORDS=(content-lint $words); COMP_CWORD=$((${#COMP_WORDS[@]} - 1))\n"
        '  _shtab_content_lint; echo "${COMPREPLY[@]}"\n'
        "done\n"
    )
    done = subprocess.run(["bash", "-c", script], cwd=site, capture_output=True, text=True, check=True)
    rules, options, commands = done.stdout.splitlines()
    assert rules == "broken-link"
    assert sorted(options.split()) == ["--output-file", "--output-format"]
    assert commands == "check"
