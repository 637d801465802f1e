"""Several sites in one repository: each is checked by its own settings, and every command agrees on whose a file is."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from content_lint.output.formats import FORMATS
from tests.cli.command import run
from tests.repository import Repo

POST = "docs/_posts/2024-01-02-a.md"
PAGE = "www/content/news/n.md"
FILES = {
    "README.md": "[x](none.md)\n",
    "docs/_config.yml": "title: A\npermalink: pretty\n",
    POST: "---\ntitle: A\n---\n[gone](/gone/)\n",
    "docs/_posts/2024-01-03-b.md": "---\ntitle: B\n---\n[a](/2024/01/02/a/)\n",
    "www/config.toml": 'baseURL = "https://e.org/"\n',
    PAGE: "---\ntitle: N\n---\n[gone](/nowhere/)\n",
    "www/content/news/m.md": "---\ntitle: M\n---\n[n](/news/n/)\n",
    "test/fixtures/site/_config.yml": "title: T\n",
    "test/fixtures/site/_posts/2024-01-02-t.md": "[gone](/gone/)\n",
}
BROKEN = ("--select", "broken-link")


@pytest.fixture
def top(tmp_path: Path) -> Path:
    return Repo(tmp_path / "repository", FILES).folder


def found(folder: Path, *arguments: str) -> list[str]:
    """The files with a broken link, as the run names them."""
    ran = run(folder, "check", *BROKEN, "--output-format", "json", *arguments)
    assert ran.status in (0, 1), ran.err
    return [item["path"] for item in json.loads(ran.out)["diagnostics"]]


def test_every_site_is_checked_and_said_in_a_line(top: Path) -> None:
    ran = run(top, "check", *BROKEN, "--output-format", "concise")
    assert ran.status == 1
    assert [line.split(":")[0] for line in ran.out.splitlines()] == [POST, PAGE]
    assert "  docs/ (Jekyll): 2 files, 1 error\n  www/  (Hugo): 2 files, 1 error\nChecked 4 files" in ran.err
    assert "not taken for a site: test/fixtures/site/ (test data)" in ran.err


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_names_the_files_of_both(top: Path, form: str) -> None:
    ran = run(top, "check", *BROKEN, "--output-format", form)
    assert ran.status == 1
    assert POST.replace("_", "&#95;") in ran.out or POST in ran.out
    assert PAGE in ran.out


def test_machines_are_told_of_the_sites(top: Path) -> None:
    ran = run(top, "check", *BROKEN, "--output-format", "json")
    sites = json.loads(ran.out)["summary"]["sites"]
    assert [(site["folder"], site["generator"], site["files"], site["errors"]) for site in sites] == [
        ("docs", "Jekyll", 2, 1),
        ("www", "Hugo", 2, 1),
    ]


def test_whoever_is_inside_of_a_site_checks_that_one(top: Path) -> None:
    assert found(top / "docs") == ["_posts/2024-01-02-a.md"]
    assert found(top, "www/content") == ["content/news/n.md"]
    assert found(top, POST, PAGE) == [POST, PAGE]
    assert found(top, "docs", "www") == [POST, PAGE]


def test_a_second_run_says_the_same(top: Path) -> None:
    arguments = ("check", *BROKEN, "--output-format", "json")
    assert run(top, *arguments).out == run(top, *arguments).out
    (top / "www/content/news/o.md").write_text("---\ntitle: O\n---\n[x](/none/)\n")
    assert found(top) == [POST, PAGE, "www/content/news/o.md"]


def test_the_hook_and_a_comparison_agree_on_whose_a_file_is(top: Path) -> None:
    repository = Repo(top)
    repository.write({"docs/c.md": "---\ntitle: C\n---\n[x](/no/)\n", "README.md": "[y](no.md)\n"})
    repository.write({"test/fixtures/site/_posts/2024-01-02-t.md": "---\ntitle: T\n---\n[y](/no/)\n"})
    repository.git("rm", "-q", PAGE)
    repository.git("add", "-A")
    hook = run(top, "check", *BROKEN, "--hook", "--output-format", "json", "docs/c.md", "README.md")
    assert [item["path"] for item in json.loads(hook.out)["diagnostics"]] == ["docs/c.md", "www/content/news/m.md"]
    assert found(top, "--changed-since", "HEAD") == ["docs/c.md", "www/content/news/m.md"]


def test_a_commit_outside_of_every_site_is_none_of_ours(top: Path) -> None:
    repository = Repo(top)
    repository.write({"README.md": "[y](no.md)\n", "test/fixtures/site/_posts/2024-01-02-t.md": "[z](/no/)\n"})
    repository.git("add", "-A")
    ran = run(top, "check", "--hook", "README.md", "test/fixtures/site/_posts/2024-01-02-t.md")
    assert (ran.status, ran.out) == (0, "")
    assert "touches no file of a site" in ran.err


def test_each_site_has_its_own_settings_and_baseline(top: Path) -> None:
    (top / "www/content-lint.toml").write_text('exclude = ["content/news/n.md"]\n')
    assert found(top) == [POST]
    (top / "www/content-lint.toml").unlink()
    run(top, "check", *BROKEN, "--update-baseline")
    assert (top / "docs/.content-lint-baseline.json").is_file()
    assert (top / "www/.content-lint-baseline.json").is_file()
    assert found(top) == []
    ran = run(top, "check", "--baseline", "all.json")
    assert ran.status == 2
    assert "--baseline goes with one site, and there are 2 here: docs/, www/" in ran.err


def test_one_site_below_the_top_is_found_there(tmp_path: Path) -> None:
    files = {name: text for name, text in FILES.items() if not name.startswith("www/")}
    top = Repo(tmp_path / "repository", files).folder
    ran = run(top, "check", *BROKEN, "--output-format", "concise")
    assert (ran.status, ran.out.split(":")[0]) == (1, POST)
    assert "note: the site is in docs/\n" in ran.err


def test_the_other_commands_know_both(top: Path) -> None:
    rows = json.loads(run(top, "urls", "--format", "json", "-q").out)
    assert [(row["path"], row["url"]) for row in rows][::3] == [(POST, "/2024/01/02/a/"), (PAGE, "/news/n/")]
    dead = json.loads(run(top, "links", "--outcome", "missing", "--format", "json", "-q").out)
    assert [row["path"] for row in dead] == [POST, PAGE]
    said = run(top, "doctor")
    assert "Site in docs/" in said.out
    assert "Site in www/" in said.out
    for command in (("init",), ("new", "posts", "A")):
        ran = run(top, *command)
        assert ran.status == 2
        assert "there are 2 sites here: `docs`, `www`" in ran.err


def test_a_site_that_goes_unchecked_is_not_hidden_by_another(tmp_path: Path) -> None:
    files = {
        "a/_config.yml": "title: A\n",
        "a/x.md": "---\ntitle: X\n---\n" + "[x](/x.html)\n" * 50,
        "b/_config.yml": "title: B\n",
        "b/y.md": "---\ntitle: Y\n---\n[y]({{ page.where }})\n",
    }
    top = Repo(tmp_path / "repository", files).folder
    assert run(top, "check", *BROKEN, "--fail-on-unchecked", "20").status == 1
    assert run(top, "check", *BROKEN, "a", "--fail-on-unchecked", "20").status == 0


def test_commands_in_advice_work_where_the_program_was_called(tmp_path: Path) -> None:
    files = {"web/_config.yml": "", "blog/hugo.toml": "", "blog/content/a.md": "---\ntitle: A\n---\n"}
    Repo(tmp_path, {**files, "web/a b.md": "---\ntitle: A\n---\nzero\u200bwidth\n"})
    advice = "`content-lint check --fix 'web/a b.md'` deletes it"
    assert advice in run(tmp_path, "check", "--output-format", "concise").out
    assert advice in run(tmp_path, "check", "web", "--output-format", "full").out
    assert "--fix 'a b.md'`" in run(tmp_path / "web", "check", "--output-format", "concise").out
    assert "`content-lint init web --hook`" in run(tmp_path, "doctor").out
    assert "`content-lint init --hook`" in run(tmp_path / "web", "doctor").out
