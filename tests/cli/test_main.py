from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from content_lint import __version__
from content_lint.cli import dispatch as dispatch_module
from content_lint.cli.console import Console
from content_lint.cli.dispatch import COMMANDS
from content_lint.cli.errors import UsageError
from content_lint.cli.main import main
from content_lint.schema.errors import SetupError
from tests.cli.command import COMMAND, environment, run_process

FULL = Path("/dev/full")


@pytest.fixture
def console():
    return Console(io.StringIO(), io.StringIO(), {})


def said(console):
    """What has come to standard error since it was asked last."""
    text = console.err.getvalue()
    console.err.truncate(0)
    console.err.seek(0)
    return text


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version(tmp_path, option):
    ran = run_process(tmp_path, option)
    assert (ran.status, ran.out, ran.err) == (0, f"content-lint {__version__}\n", "")


def test_starting_imports_nothing_heavy(tmp_path):
    code = (
        "import sys, content_lint.cli.main as m, content_lint.cli.console as c\n"
        "try: m.main(['--version'], c.Console.of_process())\n"
        "except SystemExit: pass\n"
        "heavy = {'yaml', 'mistune', 'pydantic', 'frontmatter', 'dataclasses', 'content_lint.rules'}\n"
        "print(sorted(heavy & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], env=environment(), capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[1:] == ["[]"]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help(tmp_path, command):
    ran = run_process(tmp_path, command, "--help")
    assert ran.status == 0
    assert ran.out.startswith(f"usage: content-lint {command}")


def test_help_names_every_command(tmp_path):
    ran = run_process(tmp_path, "--help")
    assert ran.status == 0
    assert [name for name in COMMANDS if f"  {name} " not in ran.out] == []


def test_no_command_is_wrong_usage_and_shows_the_help(tmp_path):
    ran = run_process(tmp_path)
    assert (ran.status, ran.out) == (2, "")
    assert "usage: content-lint" in ran.err


def test_an_unknown_command_is_wrong_usage_with_the_nearest(tmp_path):
    ran = run_process(tmp_path, "chekc")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == "content-lint: error: there is no command `chekc`\n  Did you mean `content-lint check`?\n"


def test_an_unknown_option_is_wrong_usage(tmp_path):
    assert run_process(tmp_path, "--no-such-option").status == 2
    assert run_process(tmp_path, "check", "--no-such-option").status == 2


def raising(error):
    def dispatch(arguments, console):
        raise error

    return dispatch


def test_a_request_that_cannot_be_met_says_where_and_how_to_cure_it(monkeypatch, console):
    monkeypatch.setattr(
        dispatch_module, "dispatch", raising(SetupError("a\x1b.toml", 3, "no key `\x1b`", "Remove it."))
    )
    assert main(["check"], console) == 2
    assert said(console) == "content-lint: error: a<U+001B>.toml:3: no key `<U+001B>`\n  Remove it.\n"
    monkeypatch.setattr(dispatch_module, "dispatch", raising(UsageError("no `x`")))
    assert main(["check"], console) == 2
    assert said(console) == "content-lint: error: no `x`\n"


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--built", "x" * 300),
        ("init", "x" * 300),
        ("new", "posts", "word " * 60, "-y"),
        ("move", "a.md", "x" * 300),
    ],
    ids=lambda arguments: arguments[0],
)
def test_a_name_that_is_too_long_for_a_file_is_wrong_usage(tmp_path, arguments):
    (tmp_path / "_config.yml").write_text("title: x\n")
    (tmp_path / "_posts").mkdir()
    (tmp_path / "a.md").write_text("---\ntitle: x\n---\n")
    ran = run_process(tmp_path, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert "is too long for the name of a file" in ran.err
    assert sorted(path.name for path in tmp_path.iterdir()) == ["_config.yml", "_posts", "a.md"]
    assert list((tmp_path / "_posts").iterdir()) == []


def test_a_fault_of_our_own_is_short_unless_asked(monkeypatch, console):
    monkeypatch.setattr(dispatch_module, "dispatch", raising(KeyError("\x1b[31m")))
    assert main(["check"], console) == 3
    message = said(console)
    assert message.startswith("content-lint: error: KeyError: '\\x1b[31m'\n  in ")
    assert "This is a fault of content-lint itself" in message
    assert "Traceback" not in message
    assert main(["check", "--verbose"], console) == 3
    assert "Traceback (most recent call last):" in said(console)


def test_an_interrupted_run_says_so(monkeypatch, console):
    monkeypatch.setattr(dispatch_module, "dispatch", raising(KeyboardInterrupt()))
    assert main(["check"], console) == 130
    assert said(console) == "content-lint: interrupted\n"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_ctrl_c_ends_a_run_with_its_own_status(site):
    with subprocess.Popen(
        [*COMMAND, "check", "--stdin-filename", "_posts/2020-01-01-good.md"],
        cwd=site,
        env=environment({"PYTHONUNBUFFERED": "1"}),
        stdin=subprocess.PIPE,  # never closed: it waits for the text
        stderr=subprocess.PIPE,
    ) as process:
        with pytest.raises(subprocess.TimeoutExpired):
            process.wait(1.5)
        os.kill(process.pid, signal.SIGINT)
        assert process.wait(30) == 130
        assert process.stderr.read() == b"content-lint: interrupted\n"


@pytest.mark.skipif(not FULL.exists(), reason="no full disk at hand")
def test_a_full_disk_is_a_failure_and_not_a_clean_run(site):
    with FULL.open("w") as full:
        done = subprocess.run(
            [*COMMAND, "rules"], cwd=site, env=environment(), stdout=full, stderr=subprocess.PIPE, check=False
        )
    assert done.returncode == 3
    assert b"No space left" in done.stderr


@pytest.mark.skipif(sys.platform == "win32", reason="a shell's own way to close a stream")
def test_closed_streams_are_no_failure(site):
    done = subprocess.run(
        ["sh", "-c", '"$@" >&- 2>&-', "sh", *COMMAND, "check", "--select", "impossible-date"],
        cwd=site,
        env=environment(),
        check=False,
    )
    assert done.returncode == 1
