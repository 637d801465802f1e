"""action.yml, step by step on good and bad pull requests, with real git and the clone that GitHub's checkout makes."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from content_lint.cli.action.install import came_from
from content_lint.hosts.bundle import read_bundle
from content_lint.project import page_home
from content_lint.rules.registry import all_rules
from tests.conftest import ROOT
from tests.gate.host import BAD, FILES, Host, zipped_file
from tests.gate.runner import Job


def annotations(job: Job) -> list[str]:
    """Kind, file and line of each annotation."""
    found = []
    for line in job.step("Check").out.splitlines():
        if line.startswith("::") and "file=" in line:
            kind, _, rest = line[2:].partition(" ")
            parts = dict(part.split("=", 1) for part in rest.partition("::")[0].split(","))
            found.append(f"{kind} {parts['file']}:{parts['line']} {parts['title'].split()[0]}")
    return found


def test_a_good_pull_request_passes_and_says_so(host: Host) -> None:
    host.pull({"_news/mine.md": "---\ntitle: Mine\n---\n[A](/news/a/)\n"})
    job = host.run()
    assert not job.failed, job.log
    assert job.outputs == {
        "status": "clean", "exit-code": "0", "files": "1", "errors": "0", "warnings": "0", "infos": "0"
    }  # fmt: skip
    assert "1 file" in job.summary


def test_a_bad_pull_request_fails_with_its_own_faults_alone(host: Host) -> None:
    host.pull({"_news/mine.md": BAD})
    job = host.run()
    assert annotations(job) == ["error _news/mine.md:3 DT102"]
    assert (job.failed, job.outputs["status"], job.outputs["exit-code"], job.outputs["errors"]) == (
        True, "problems", "1", "1"
    )  # fmt: skip
    assert "only what changed since <code>main</code>" in job.summary


@pytest.mark.parametrize("depth", [0, 1, 2])
def test_the_depth_of_the_clone_makes_no_difference(host: Host, depth: int) -> None:
    host.pull({"_news/mine.md": BAD, "index.md": "---\ntitle: Home\n---\n[B](/news/b/)\n"})
    assert annotations(host.run(depth=depth)) == ["error _news/mine.md:3 DT102", "error index.md:4 IN101"]


def test_a_head_that_was_checked_out_by_itself_is_compared_where_it_left_main(host: Host) -> None:
    host.pull({"_news/mine.md": BAD})
    assert annotations(host.run(ref="refs/pull/7/head")) == ["error _news/mine.md:3 DT102"]


def test_a_deletion_is_judged_by_what_it_breaks(host: Host) -> None:
    host.pull({}, gone=("_news/a.md",))
    found = annotations(host.run())
    assert "error index.md:4 IN101" in found
    assert any(item.endswith("PL304") for item in found)


def test_a_rename_is_judged_by_its_address(host: Host) -> None:
    host.pull({}, moved=(("_news/a.md", "_news/b.md"),))
    assert sorted(annotations(host.run())) == ["error _news/b.md:3 PL304", "error index.md:4 IN101"]


def test_the_whole_site_can_be_asked_for(host: Host) -> None:
    host.pull({})
    job = host.run({"whole-site": "true"})
    assert annotations(job) == ["error _news/old.md:3 DT102", "error _news/theirs.md:3 DT102"]
    assert job.step("Fetch what the pull request is compared with").err == ""


def test_a_push_checks_the_whole_site(host: Host) -> None:
    job = host.run(ref="refs/heads/main")
    assert annotations(job) == ["error _news/old.md:3 DT102"]


@pytest.mark.parametrize(("limit", "fails"), [("error", False), ("warning", True)])
def test_what_fails_the_job_can_be_set(host: Host, limit: str, *, fails: bool) -> None:
    host.pull({"_news/mine.md": "---\ntitle: Mine\n---\n[here](/news/a/)\n"})
    job = host.run({"fail-on": limit, "options": "--extend-select=TX101"})
    assert (job.failed, job.outputs["warnings"]) == (fails, "1")


def test_what_goes_unchecked_can_fail_the_job(host: Host) -> None:
    host.pull({"_news/mine.md": "---\ntitle: Mine\n---\n[a]({{ page.next }}) [b]({{ page.previous }})\n"})
    assert not host.run({"whole-site": "true", "options": "--ignore=DT102"}).failed
    job = host.run({"whole-site": "true", "options": "--ignore=DT102", "fail-on-unchecked": "50"})
    assert (job.failed, job.outputs["status"], job.outputs["errors"]) == (True, "problems", "0")


def test_several_sites_of_one_repository_are_checked_each_by_itself(tmp_path: Path, temp: Path) -> None:
    files = {f"{site}/{path}": text for site in ("docs", "blog") for path, text in FILES.items()}
    host = Host(tmp_path, {**files, "README.md": "# Code\n"}, temp)
    host.pull({"docs/_news/mine.md": BAD, "blog/_news/fine.md": "---\ntitle: Fine\n---\n"})
    job = host.run({"working-directory": "docs\nblog", "sarif-file": "found.sarif"})
    assert annotations(job) == ["error docs/_news/mine.md:3 DT102"]
    assert (job.outputs["files"], job.outputs["errors"]) == ("2", "1")
    assert "## content-lint in <code>blog</code>: no problems" in job.summary
    assert "<code>docs/&#95;news/mine.md&#58;3" in job.summary
    assert "::docs/_news/mine.md:3:7: " in job.log
    written = sorted(path.name for path in host.runner.workspace.glob("*.sarif"))
    assert written == ["found-blog.sarif", "found-docs.sarif"]


def test_several_sites_are_found_from_the_top_of_the_repository(tmp_path: Path, temp: Path) -> None:
    files = {f"{site}/{path}": text for site in ("docs", "blog") for path, text in FILES.items()}
    host = Host(tmp_path, {**files, "README.md": "# Code\n"}, temp)
    host.pull({"docs/_news/mine.md": BAD, "blog/_news/fine.md": BAD})
    job = host.run({"comment": "true", "sarif-file": "found.sarif"})
    assert annotations(job) == ["error blog/_news/fine.md:3 DT102", "error docs/_news/mine.md:3 DT102"]
    assert (job.outputs["files"], job.outputs["errors"]) == ("2", "2")
    bundle = read_bundle(zipped_file(host.runner.uploaded["content-lint-report"]), all_rules())
    assert [item.path for item in bundle.findings] == ["blog/_news/fine.md", "docs/_news/mine.md"]
    assert (host.runner.workspace / "found.sarif").read_text().count('"DT102"') >= 2


def test_reports_are_written_where_they_are_asked_for(host: Host) -> None:
    host.pull({"_news/mine.md": BAD})
    names = {"sarif": "a.sarif", "junit": "b.xml", "rdjson": "c.json", "json": "d.json", "markdown": "e.md"}
    host.run({f"{name}-file": file for name, file in names.items()})
    texts = {name: (host.runner.workspace / file).read_text() for name, file in names.items()}
    assert all("impossible-date" in texts[name] for name in ("sarif", "junit", "rdjson", "json"))
    assert "to be put right" in texts["markdown"]
    assert json.loads(texts["sarif"])["version"] == "2.1.0"


def test_an_input_is_never_part_of_a_command(host: Host, tmp_path: Path) -> None:
    host.pull({})
    proof = tmp_path / "proof"
    job = host.run({"options": f"--select=$(touch {proof})", "working-directory": "."})
    assert not proof.exists()
    assert (job.outputs["status"], job.failed) == ("usage", True)
    assert "::error title=content-lint::" in job.log
    assert "could not check everything" in job.summary


def test_it_refuses_to_run_a_strangers_code_with_the_rights_of_main(host: Host) -> None:
    host.pull({"schemas/news.py": "raise SystemExit('ran')\n"})
    job = host.run(event="pull_request_target")
    assert (job.failed, "Run it on `pull_request`" in job.log, "ran\n" in job.log) == (True, True, False)


def test_a_folder_that_is_not_there_is_named(host: Host) -> None:
    host.pull({})
    job = host.run({"working-directory": "no/such"})
    assert "::error title=content-lint::content-lint: error: there is no folder `no/such` to check" in job.log
    assert (job.failed, job.outputs["status"]) == (True, "usage")


def test_the_code_of_a_pull_request_sees_no_token_and_shadows_no_module(host: Host) -> None:
    schema = (
        "import os\nfrom content_lint.schema import Schema\n"
        "with open('seen.txt', 'w') as file:\n    file.write('\\n'.join(f'{k}={v}' for k, v in os.environ.items()))\n"
        "class News(Schema, collection='news'):\n    title: str\n    date: str | None = None\n"
    )
    host.pull({"schemas/news.py": schema, "json.py": "raise SystemExit('shadowed')\n", "content_lint/__init__.py": ""})
    job = host.run()
    seen = (host.runner.workspace / "seen.txt").read_text()
    assert "the-token" not in seen
    assert "GITHUB_OUTPUT=" not in seen
    assert "shadowed" not in job.log


def test_what_was_made_of_the_files_is_saved_on_main_and_restored_in_a_pull_request(host: Host) -> None:
    host.pull({"_news/mine.md": BAD})
    first = host.run()
    assert first.step("Save what is known of the files").outcome == "skipped"
    assert [*host.runner.caches.iterdir()] == []
    pushed = host.run(ref="refs/heads/main")
    assert pushed.step("Save what is known of the files").outcome == "success"
    saved = {path.name for path in host.runner.caches.iterdir()}
    assert len(saved) == 1
    again = host.run()
    restored = again.step("Restore what is known of the files").given
    assert saved.pop().startswith(restored["restore-keys"])
    assert annotations(again) == annotations(first)


def test_a_report_for_the_comment_is_kept_only_where_it_is_asked_for(host: Host) -> None:
    host.pull({"_news/mine.md": BAD})
    host.run()
    assert host.runner.uploaded == {}
    host.run({"comment": "true"})
    bundle: Any = json.loads(host.runner.uploaded["content-lint-report"].read_text())
    (site,) = bundle["sites"]
    assert (bundle["schema_version"], site["folder"], site["exit_code"]) == (1, ".", 1)
    assert site["report"]["diagnostics"][0]["rule"] == "impossible-date"


@pytest.mark.parametrize("name", ["action.yml", "comment/action.yml", "dead-links/action.yml"])
def test_no_value_is_part_of_a_shell_line_and_every_action_is_pinned(name: str) -> None:
    for step in yaml.safe_load((ROOT / name).read_text())["runs"]["steps"]:
        assert "${{" not in step.get("run", "")
        assert len(step.get("uses", "@" + "0" * 40).partition("@")[2]) == 40


def test_what_the_action_installs_knows_the_commit_that_it_was_called_by() -> None:
    said = came_from({"GITHUB_ACTION_REPOSITORY": "octo/content-lint", "GITHUB_ACTION_REF": "v1"})
    assert page_home(json.dumps(said)) == "https://github.com/octo/content-lint/blob/v1"
    assert came_from({}) == {}


def test_hostile_names_of_branches_and_files_are_names_and_nothing_else(host: Host, tmp_path: Path) -> None:
    proof = tmp_path / "proof"
    name = f"$(touch ${{IFS}}{proof.name})`touch {proof.name}`;%0A::error::owned"
    host.pull({f"_news/{name}.md": BAD, "_news/::set-output name=x::y.md": BAD})
    host.work.git("branch", "-q", "x;touch$IFS$9proof;", "main")
    job = host.run({"working-directory": ".", "changed-since": "origin/x;touch$IFS$9proof;"})
    assert (job.outputs["status"], job.failed) == ("usage", True)
    job = host.run()
    assert sorted(line[:7] for line in job.step("Check").out.splitlines() if line.startswith("::")) == ["::error"] * 2
    assert "%250A%3A%3Aerror%3A%3Aowned" in job.step("Check").out
    assert not [path for path in tmp_path.rglob("proof*") if path.name == proof.name]
