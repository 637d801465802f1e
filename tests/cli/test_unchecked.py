"""What a run, a hook and the list of links say of links that nobody could check."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.cli.command import run
from tests.files import write_files
from tests.repository import Repo

POST = "---\ntitle: A\n---\n"
CONFIG = "url: https://www.example.org\n"
RULES = ("--select", "broken-link,broken-anchor,missing-asset,wrong-case-link")


def site(root: Path, body: str, **more: str) -> Path:
    write_files(root, {"_config.yml": CONFIG, "a.md": f"{POST}{body}\n", "b.md": POST, **more})
    return root


def test_a_run_ends_with_how_much_was_checked(tmp_path):
    ran = run(site(tmp_path, "[a](/b.html) [b]({{ x }}) [c]({{ y }})"), "check", *RULES)
    assert ran.status == 0
    assert ran.err.endswith(
        "internal links: 1 of 3 checked. 2 are written by templates.\n"
        "  2: Write an address out where it is always the same; of the others only the finished site tells.\n"
    )
    assert "Checked 2 files" in ran.err
    assert ": no problems in what was checked.\n" in ran.err


@pytest.mark.parametrize(("known", "doubtful"), [(9, False), (8, True)])
def test_beyond_a_tenth_nothing_looks_as_if_all_were_well(known, doubtful, tmp_path):
    root = site(tmp_path, " ".join(["[a](/b.html)"] * known + ["[b]({{ x }})"]))
    ran = run(root, "check", *RULES)
    assert (": no problems.\n" not in ran.err) == doubtful
    assert (": no problems in what was checked.\n" in ran.err) == doubtful
    assert f"internal links: {known} of {known + 1} checked. 1 is written by templates.\n" in ran.err
    shown = run(root, "check", *RULES, env={"FORCE_COLOR": "1"}).err
    assert ("\x1b[1;33minternal links: " in shown) == doubtful


def test_a_site_that_is_all_checked_says_so(tmp_path):
    ran = run(site(tmp_path, "[a](/b.html)"), "check", *RULES)
    assert ran.err.endswith("internal links: 1 of 1 checked.\n")
    assert ": no problems.\n" in ran.err


def test_nothing_is_said_of_links_where_no_rule_judges_them(tmp_path):
    assert "internal links" not in run(site(tmp_path, "[a]({{ x }})"), "check", "--select", "TX101").err


@pytest.mark.parametrize(
    ("percent", "status"), [("100", 0), ("50", 0), ("50%", 0), ("49.9", 1), ("0", 1), ("101", 2), ("x", 2)]
)
def test_too_much_unchecked_is_a_failure_where_that_is_wanted(percent, status, tmp_path):
    root = site(tmp_path, "[a](/b.html) [b]({{ x }})")
    assert run(root, "check", *RULES, "--fail-on-unchecked", percent).status == status


def test_links_that_no_rule_checks_cannot_be_asked_for(tmp_path):
    ran = run(site(tmp_path, "[a]({{ x }})"), "check", "--select", "TX101", "--fail-on-unchecked", "10")
    assert ran.status == 2
    assert "the rule broken-link, which checks them, is not selected" in ran.err


def test_every_format_for_many_carries_it(tmp_path):
    root = site(tmp_path, "[a](/b.html) [b]({{ x }})")
    said = run(root, "check", *RULES, "--output-format", "sarif").out
    log = json.loads(said)["runs"][0]
    expected = {"reason": "are written by templates", "count": 1}
    for coverage in (
        log["properties"]["coverage"],
        json.loads(run(root, "check", *RULES, "--output-format", "json").out)["summary"]["coverage"],
    ):
        internal = coverage["internal"]
        assert (internal["all"], internal["checked"]) == (2, 1)
        assert [{key: item[key] for key in expected} for item in internal["causes"]] == [expected]
    markdown = run(root, "check", *RULES, "--output-format", "markdown").out
    assert markdown.startswith("### Nothing is broken in what could be checked\n")
    assert "links&#58; 1 of 2 checked.\n\n- 1 is written by templates. " in markdown
    summary = tmp_path / "summary.md"
    run(root, "check", *RULES, "--output-format", "github", env={"GITHUB_STEP_SUMMARY": str(summary)})
    text = summary.read_text()
    assert text.startswith("## content-lint: no problems in what was checked\n")
    assert "- internal links&#58; 1 of 2 checked.\n  - 1 is written by templates. " in text


class TestHook:
    @pytest.fixture
    def repo(self, tmp_path):
        write_files(tmp_path, {"_config.yml": CONFIG, "a.md": f"{POST}[b](/b.html)\n", "b.md": POST, "x.py": ""})
        repo = Repo(tmp_path)
        repo.commit()
        return repo

    def test_what_a_commit_touches_and_nobody_checked_is_said(self, repo):
        repo.write({"a.md": f"{POST}[b](/b.html) [c]({{{{ x }}}})\n"})
        repo.git("add", "-A")
        ran = run(repo.folder, "check", "--hook", *RULES, "a.md")
        assert (ran.status, ran.out) == (0, "")
        assert ran.err.startswith("internal links: 1 of 2 checked. 1 is written by templates.\n")

    @pytest.mark.parametrize("name", ["a.md", "x.py"])
    def test_a_commit_with_nothing_to_say_of_is_silent(self, name, repo):
        repo.write({name: f"{POST}Text. [b](/b.html)\n"})
        repo.git("add", "-A")
        ran = run(repo.folder, "check", "--hook", *RULES, name)
        assert (ran.status, ran.out, ran.err) == (0, "", "")


class TestLinks:
    BODY = (
        "[a](/b.html#gone) [b](/nowhere/) [c](/B.html) ![d](/no.png) [e](/b.html#page) [f](/b.html)"
        " [g](https://www.example.com/gone)"
    )

    def rows(self, root: Path, *more: str) -> dict[str, str]:
        ran = run(root, "links", "--format", "json", *more)
        return {row["destination"]: row["outcome"] for row in json.loads(ran.out)}

    def test_broken_is_all_that_is_dead(self, tmp_path):
        root = site(tmp_path, self.BODY)
        assert self.rows(root, "--outcome", "broken") == {
            "/b.html#gone": "fragment",
            "/b.html#page": "fragment",
            "/nowhere/": "missing",
            "/B.html": "wrong-case",
            "/no.png": "missing",
        }
        assert set(self.rows(root, "--outcome", "wrong-case")) == {"/B.html"}

    def test_a_place_that_nobody_checked_is_not_live(self, tmp_path):
        files = {"_config.yml": f"{CONFIG}theme: nobodys\n", "b.md": "---\nlayout: page\n---\n## There\n"}
        write_files(tmp_path, {**files, "a.md": f"{POST}[a](/b.html#gone) [b](/b.html#there) [c](/b.html)\n"})
        assert self.rows(tmp_path) == {"/b.html#gone": "unknown", "/b.html#there": "live", "/b.html": "live"}
        counted = json.loads(run(tmp_path, "check", "--output-format", "json").out)["summary"]["coverage"]["internal"]
        assert counted["all"] - counted["checked"] == 1
        assert counted["causes"][0]["reason"] == (
            "lead to places on pages whose layout `page` comes from the theme nobodys"
        )


def test_the_guide_names_every_outcome():
    from content_lint.links.target import LinkOutcome as Inside
    from content_lint.report.verdict import Outcome as Outside

    guide = (Path(__file__).parents[2] / "content/guides/external-links.md").read_text()
    words = {item.value for item in (*Inside, *Outside)} - {Inside.ELSEWHERE.value}
    assert sorted(word for word in words if f"| `{word}` |" not in guide) == []
