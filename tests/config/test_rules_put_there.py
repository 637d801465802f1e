"""Rules of the host in a file that the build's own command puts where the host looks for one."""

from __future__ import annotations

import pytest

from content_lint.config.detect.host import detect_host
from tests.files import write_files

RULES = "/serving/* go-get=:go-get /go.html 200\n/serving/* https://pkg.example/:splat\n"


@pytest.mark.parametrize(
    ("command", "script", "is_read"),
    [
        ("./hack/build.sh", "mkdocs build\ncat golang/_redirects >> site/_redirects\n", True),
        ("bash hack/build.sh --strict", "  cp -f golang/_redirects site/\n", True),
        ("./hack/build.sh", "# cat golang/_redirects >> site/_redirects\n", False),
        ("./hack/build.sh", "rm golang/_redirects site\n", False),
        ("./hack/other.sh", "cat golang/_redirects >> site/_redirects\n", False),
        ("cat golang/_redirects > site/_redirects", "", True),
        ("../hack/build.sh", "cat golang/_redirects >> site/_redirects\n", False),
    ],
)
def test_what_the_command_puts_there_counts(tmp_path, command, script, is_read):
    toml = f'[build]\ncommand = "{command}"\npublish = "site"\n'
    write_files(tmp_path, {"netlify.toml": toml, "hack/build.sh": script, "golang/_redirects": RULES})
    rules = detect_host(tmp_path, None).rules
    assert [(rule.file, rule.target) for rule in rules if not rule.by_query] == (
        [("golang/_redirects", r"https://pkg.example/\g<g1>")] if is_read else []
    )


def test_what_lies_outside_of_the_site_is_not_read(tmp_path):
    site = tmp_path / "site"
    files = {"site/netlify.toml": '[build]\ncommand = "cat ../golang/_redirects > x"\n', "golang/_redirects": RULES}
    write_files(tmp_path, files)
    assert detect_host(site, None).rules == ()


@pytest.mark.parametrize(
    ("toml", "is_read"),
    [
        ('[context.deploy-preview]\ncommand = "cp golang/_redirects site/"\n', False),
        ('[build]\ncommand = "make"\n[context.production]\ncommand = "cp golang/_redirects site/"\n', True),
        ('[build]\ncommand = "cp golang/_redirects site/"\n[context.production]\ncommand = "make"\n', False),
        ('[build]\nbase = "golang"\ncommand = "cp ./_redirects ../site/"\n', True),
        ('[build]\nbase = "hack"\ncommand = "cp ../golang/_redirects ../site/"\n', True),
        ('[build]\ncommand = """\nmake\ncp golang/_redirects site/\n"""\n', True),
        ("[build]\ncommand = 1\n", False),
        ("[build\n", False),
    ],
)
def test_only_what_runs_for_readers_counts(tmp_path, toml, is_read):
    write_files(tmp_path, {"netlify.toml": toml, "golang/_redirects": RULES})
    assert {rule.file for rule in detect_host(tmp_path, None).rules} == ({"golang/_redirects"} if is_read else set())


TOML = '[[redirects]]\nfrom = "/old"\nto = "https://new.example/"\n'


@pytest.mark.parametrize(
    ("file", "copied", "conditions"),
    [
        ("docs/public/netlify.toml", ("docs/public/**",), [""]),
        ("docs/public/netlify.toml", ("docs/static/**",), ["may not count"]),
        ("docs/netlify.toml", ("docs/public/**",), [""]),
        ("docs/other/netlify.toml", ("docs/other/**",), []),
    ],
)
def test_netlify_reads_its_file_in_the_finished_site_as_well(tmp_path, file, copied, conditions):
    write_files(tmp_path, {file: TOML})
    rules = detect_host(tmp_path, None, copied, home="docs").rules
    assert [rule.condition[:13] for rule in rules] == conditions
