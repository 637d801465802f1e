from __future__ import annotations

import json
import subprocess
import sys
from unittest.mock import patch

import pytest

from content_lint.output.formats import FORMATS
from content_lint.site.sources.tree import DiskTree
from tests.cli.command import COMMAND, environment, in_terminal, run
from tests.output.hostile import TEXTS, raw_in
from tests.output.runner import command_in

RULES = ("--select", "impossible-date,malformed-suppression", "--select", "quoted-date")
ERROR = "_posts/2020-06-30-bad.md:3:7: DT102 impossible-date"
WARNING = "_posts/2020-07-01-odd.md:5:1: CL103 malformed-suppression"
INFO = "_posts/2020-07-01-odd.md:3:7: DT103 quoted-date"
needs_terminals = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals")


def heads(output: str) -> list[str]:
    return [" ".join(line.split(" ")[:3]) for line in output.splitlines()]


def test_a_pipe_gets_one_line_a_problem_and_the_counts_on_standard_error(site):
    ran = run(site, "check", *RULES)
    assert ran.status == 1
    assert heads(ran.out) == [ERROR, WARNING]
    assert "Checked 3 files in " in ran.err
    assert ": 1 error, 1 warning, 1 info.\n1 info not listed: add --verbose to see it.\n" in ran.err
    assert ran.err.endswith("Next: content-lint explain impossible-date\n")


def test_verbose_lists_information_too(site):
    assert heads(run(site, "check", *RULES, "--verbose").out) == [ERROR, INFO, WARNING]


def test_quiet_says_nothing_but_the_problems(site):
    ran = run(site, "check", *RULES, "--quiet")
    assert (heads(ran.out), ran.err) == ([ERROR, WARNING], "")


@pytest.mark.parametrize(
    ("rule", "limit", "status"),
    [
        ("impossible-date", "error", 1),
        ("malformed-suppression", "error", 0),
        ("malformed-suppression", "warning", 1),
        ("quoted-date", "warning", 0),
        ("quoted-date", "info", 1),
    ],
)
def test_the_status_follows_from_the_limit(site, rule, limit, status):
    assert run(site, "check", "--select", rule, "--fail-on", limit).status == status


def test_ignore_and_extend_select_change_what_runs(site):
    ran = run(site, "check", *RULES, "--ignore", "DT102", "--output-format", "json")
    assert [item["rule"] for item in json.loads(ran.out)["diagnostics"]] == ["quoted-date", "malformed-suppression"]
    ran = run(site, "check", "--select", "quoted-date", "--extend-select", "impossible-date", "--output-format", "json")
    assert [item["rule"] for item in json.loads(ran.out)["diagnostics"]] == ["impossible-date", "quoted-date"]


def test_named_files_are_the_only_ones_reported(site):
    ran = run(site, "check", *RULES, "_posts/2020-07-01-odd.md")
    assert heads(ran.out) == [WARNING]
    assert "Checked 1 file " in ran.err


def test_paths_can_be_opened_wherever_the_command_is_run(site):
    assert heads(run(site / "_posts", "check", *RULES, "2020-06-30-bad.md").out) == [ERROR.removeprefix("_posts/")]
    assert heads(run(site.parent, "check", *RULES, "site").out) == [f"site/{ERROR}", f"site/{WARNING}"]
    assert heads(run(site.parent, "check", *RULES, "site/_posts/2020-06-30-bad.md").out) == [f"site/{ERROR}"]


def test_statistics_are_counts_and_no_list(site):
    ran = run(site, "check", *RULES, "--statistics")
    assert [line.split()[:4] for line in ran.out.splitlines()] == [
        ["1", "info", "DT103", "quoted-date"],
        ["1", "warning", "CL103", "malformed-suppression"],
        ["1", "error", "DT102", "impossible-date"],
    ]
    assert "impossible-date  " not in ran.err


def test_json_carries_everything_and_the_root_is_no_part_of_it(site):
    ran = run(site, "check", *RULES, "--output-format", "json")
    value = json.loads(ran.out)
    assert [item["severity"] for item in value["diagnostics"]] == ["error", "info", "warning"]
    assert value["summary"]["files"] == 3
    assert str(site) not in ran.out


@pytest.mark.parametrize("form", [form for form in FORMATS if form != "junit"])
def test_every_format_carries_the_error(site, form):
    ran = run(site, "check", *RULES, "--output-format", form)
    assert ran.status == 1
    assert "2020-06-30-bad" in ran.out
    assert ran.err.endswith("Next: content-lint explain impossible-date\n")


def test_junit_counts_as_failures_what_fails_the_run(site):
    ran = run(site, "check", *RULES, "--output-format", "junit", "--fail-on", "warning")
    assert '<testsuites name="content-lint" tests="3" failures="2" errors="0">' in ran.out


def test_the_output_can_go_to_a_file(site, tmp_path):
    ran = run(site, "check", *RULES, "--output-file", str(tmp_path / "out.txt"))
    assert ran.out == ""
    assert heads((tmp_path / "out.txt").read_text("utf-8")) == [ERROR, WARNING]
    ran = run(site, "check", "--output-file", str(tmp_path / "no such folder" / "out.txt"))
    assert (ran.status, "cannot be written" in ran.err) == (2, True)


def test_in_github_actions_a_pipe_gets_annotations_and_the_job_a_summary(site, tmp_path):
    (site.parent / ".git").mkdir()
    page = tmp_path / "summary.md"
    page.write_text("before\n")
    ran = run(site, "check", *RULES, env={"GITHUB_ACTIONS": "true", "GITHUB_STEP_SUMMARY": str(page)})
    assert [line.split(" ")[0] for line in ran.out.splitlines()] == ["::error", "::warning", "::notice"]
    assert "file=site/_posts/2020-06-30-bad.md,line=3,col=7" in ran.out
    assert page.read_text("utf-8").startswith("before\n## content-lint in <code>site</code>: 1 error, 1 warning")


def test_an_explicit_format_wins_over_the_surroundings(site):
    ran = run(site, "check", *RULES, "--output-format", "concise", env={"GITHUB_ACTIONS": "true"})
    assert heads(ran.out) == [ERROR, WARNING]


@needs_terminals
def test_a_terminal_gets_the_full_form_in_colour(site):
    out = in_terminal(site, ["check", *RULES], {"TERM": "xterm"}).out
    assert "\x1b[1;31merror DT102 impossible-date\x1b[0m" in out
    assert "\x1b[36m3\x1b[0m \x1b[36m|\x1b[0m date: 2020-06-31\n" in out


@needs_terminals
@pytest.mark.parametrize("env", [{"TERM": "xterm", "NO_COLOR": "1"}, {"TERM": "dumb"}, {}])
def test_no_colour_where_it_is_not_wanted_or_not_understood(site, env):
    out = in_terminal(site, ["check", "--quiet", *RULES], env).out
    assert "error DT102 impossible-date" in out
    assert "\x1b" not in out


def test_colour_can_be_forced_into_a_pipe(site):
    assert "\x1b[1;31m" in run(site, "check", *RULES, "--output-format", "full", env={"FORCE_COLOR": "1"}).out
    both = {"FORCE_COLOR": "1", "NO_COLOR": "1"}
    assert "\x1b" not in run(site, "check", *RULES, "--output-format", "full", env=both).out


@pytest.mark.parametrize(
    "env", [{"LC_ALL": "C"}, {"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "latin-1:strict"}]
)
def test_the_output_is_utf_8_whatever_the_locale(site, env):
    (site / "_posts/2020-06-30-日本 – 🏳.md").write_text("---\ndate: 2020-06-31\n---\n", "utf-8")
    ran = run(site, "check", "--select", "impossible-date", "--output-format", "full", env=env)
    assert ran.status == 1
    assert "_posts/2020-06-30-日本 – 🏳.md:2:7" in ran.out


def test_a_reader_who_leaves_early_is_no_failure(site):
    for number in range(3000):
        (site / f"_posts/2020-06-30-bad-{number}.md").write_text("---\ndate: 2020-06-31\n---\n")
    with subprocess.Popen(
        [*COMMAND, "check", "--select", "impossible-date"],
        cwd=site,
        env=environment(),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as process:
        assert process.stdout is not None
        process.stdout.readline()
        process.stdout.close()
        err = process.stderr.read().decode()
        assert process.wait(60) == 1
    assert "Traceback" not in err
    assert "BrokenPipe" not in err
    assert "Checked 3,003 files" in err


@pytest.mark.parametrize(
    "today", ["2020-01-01", "2020-01-01T09:00:00", "2020-01-01T09:00:00Z", "2020-01-01T09:00:00+02:00"]
)
def test_the_clock_can_be_set(site, today):
    assert run(site, "check", *RULES, "--today", today).status == 1


@pytest.mark.parametrize("today", ["tomorrow", "2020-02-30", "2020-13-01T00:00:00Z", "20200101T", ""])
def test_a_clock_that_cannot_be_read_is_wrong_usage(site, today):
    ran = run(site, "check", "--today", today)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err == (
        f"content-lint: error: --today: `{today}` is no day and no instant\n"
        "  Write it as 2027-01-31 or 2027-01-31T09:00:00Z.\n"
    )


def test_standard_input_stands_for_a_file(site):
    text = b"---\ndate: 2020-06-31\n---\n"
    ran = run(site, "check", "--select", "impossible-date", "--stdin-filename", "_posts/2020-01-01-good.md", given=text)
    assert (ran.status, heads(ran.out)) == (1, ["_posts/2020-01-01-good.md:2:7: DT102 impossible-date"])


@pytest.mark.parametrize(
    ("path", "message"),
    [
        ("_posts/gone.md", "`_posts/gone.md` does not exist"),
        ("README.md", "`README.md` is no document of the site in "),
        ("../elsewhere.md", "`../elsewhere.md` does not exist"),
    ],
)
def test_a_path_that_is_no_document_is_wrong_usage(site, path, message):
    ran = run(site, "check", "_posts/2020-01-01-good.md", path)
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith(f"content-lint: error: {message}")


@pytest.mark.parametrize("command", ["check", "links", "urls", "export", "doctor"])
@pytest.mark.parametrize("path", ["gone", "_posts/gone.md", "../gone/too"])
def test_a_path_that_is_not_there_is_said_before_anything_is_read(site, command, path):
    with patch.object(DiskTree, "read", side_effect=AssertionError), patch("os.scandir", side_effect=AssertionError):
        found = [run(site, command, name) for name in (path, str(site / path))]
    assert [(ran.status, ran.out) for ran in found] == [(2, ""), (2, "")]
    assert found[0].err == f"content-lint: error: `{path}` does not exist\n  Check the spelling of the path.\n"


def test_a_path_that_is_not_there_may_be_allowed(site):
    ran = run(site, "check", "--allow-empty", "gone")
    assert (ran.status, ran.out) == (0, "")


def test_a_folder_without_documents_is_wrong_usage_unless_allowed(tmp_path):
    (tmp_path / "_config.yml").write_text("title: Empty\n")
    ran = run(tmp_path, "check")
    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("content-lint: error: no document was found in ")
    ran = run(tmp_path, "check", "--allow-empty")
    assert (ran.status, ran.out) == (0, "")
    assert "nothing was checked" in ran.err


def test_where_no_document_is_read_the_generator_is_named(tmp_path):
    (tmp_path / "config.rb").write_text("activate :blog\n")
    (tmp_path / "Gemfile").write_text('gem "middleman"\n')
    (tmp_path / "source").mkdir()
    (tmp_path / "source/a.html.slim").write_text("---\ntitle: A\n---\nh1 A\n")
    ran = run(tmp_path, "check")
    assert (ran.status, ran.out) == (2, "")
    assert "a site of Middleman (config.rb)" in ran.err
    assert "as `.haml` and `.slim`, are not read" in ran.err


def test_a_hook_passes_over_what_is_no_document(site):
    ran = run(site, "check", "--hook", *RULES, "README.md", "_posts/gone.md", "_posts/2020-06-30-bad.md")
    assert (ran.status, heads(ran.out)) == (1, [ERROR])


@pytest.mark.parametrize("paths", [(), ("README.md",), ("_posts/gone.md", "setup.py"), ("README.md", "../x.md")])
def test_a_hook_with_nothing_to_judge_passes(site, paths):
    ran = run(site, "check", "--hook", *RULES, *paths)
    assert (ran.status, ran.out) == (0, "")


def test_a_hook_judges_the_whole_site_when_its_configuration_changed(site):
    ran = run(site, "check", "--hook", *RULES, "_config.yml")
    assert (ran.status, heads(ran.out)) == (1, [ERROR, WARNING])


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("check", "--select", "no-such-rule"), "--select: no rule or family is called `no-such-rule`"),
        (("check", "--statistics", "--output-format", "json"), "--statistics is for people"),
        (("check", "--config", "missing.toml"), "missing.toml"),
        (("check", "--select", ","), "no rule is selected"),
        (("check", "--stdin-filename", "a.md", "b.md"), "--stdin-filename reads one file"),
    ],
)
def test_a_request_that_cannot_be_met_is_wrong_usage(site, arguments, message):
    ran = run(site, *arguments)
    assert (ran.status, ran.out) == (2, "")
    assert message in ran.err
    assert "Traceback" not in ran.err


def test_hostile_names_and_lines_reach_the_terminal_harmless(site):
    (site / "page\x1b[31m\n::error::x.md").write_text("---\ndate: 2020-06-31 # \u202e\n---\n", "utf-8")
    for form in ("concise", "full", "github"):
        ran = run(site, "check", "--output-format", form)
        assert "<U+001B>[31m<U+000A>" in ran.out
        assert raw_in(ran.out + ran.err) == []


@pytest.mark.parametrize("form", FORMATS)
def test_hostile_content_reaches_no_output_as_it_is(site, form):
    for number, text in enumerate(TEXTS.values()):
        post = (
            f"---\ntitle: {text}\ndate: {text}\npermalink: {text}\n---\n"
            f"[{text}]({text}) <mailto:{text}> [x](mailto: {text}) ![]({text})\n"
            f"<!-- content-lint: ignore[{text}] -->\n<!-- content-lint: {text} -->\n{text}\n"
        )
        path = site / "_posts" / f"2020-01-02-{number}.md"
        path.write_bytes(post.encode("utf-8", "surrogatepass" if "\ud800" in text else "surrogateescape"))
        quoted = f"---\ntitle: ok\n---\n[{text}](<{text}>) <!-- content-lint: ignore[{text}] -->\n"
        (site / "_posts" / f"2020-01-03-{number}.md").write_bytes(quoted.encode("utf-8", "replace"))
    ran = run(site, "check", "--output-format", form, "--verbose")
    assert ran.status == 1
    assert len(ran.out) > 5000
    assert raw_in(ran.out + ran.err) == []
    obeyed = [command_in(line) for line in (ran.out + ran.err).splitlines()]
    assert {command[0] for command in obeyed if command} <= (
        {"error", "warning", "notice"} if form == "github" else set()
    )


def test_one_run_writes_several_reports(site):
    ran = run(site, "check", *RULES, "--report", "json=a.json", "--report", "sarif=b.sarif")
    assert (ran.status, "DT102 impossible-date" in ran.out) == (1, True)
    assert json.loads((site / "a.json").read_text())["summary"]["errors"] == 1
    assert json.loads((site / "b.sarif").read_text())["version"] == "2.1.0"
    again = run(site, "check", *RULES, "--report", "json=c.json")
    assert (again.out, (site / "c.json").read_text()) == (ran.out, (site / "a.json").read_text())


@pytest.mark.parametrize("value", ["json", "json=", "nothing=a.txt", "=a.json"])
def test_a_report_without_format_or_file_is_wrong_usage(site, value):
    ran = run(site, "check", "--report", value)
    assert (ran.status, f"`{value}` is no FORMAT=FILE" in ran.err) == (2, True)


def test_reports_and_a_patch_do_not_go_together(site):
    assert run(site, "check", "--diff", "--report", "json=a.json").status == 2
