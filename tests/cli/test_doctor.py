"""`content-lint doctor`: what was detected, what goes unchecked, what a bad post can get past."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.adopt import sites
from tests.adopt.inside import INIT, run
from tests.adopt.installed import GITHUB, installed_from
from tests.cli import command
from tests.repository import Repo


def checks(root: Path, *arguments: str) -> list[dict[str, str]]:
    ran = run(root, "doctor", "--format", "json", *arguments)
    assert ran.status == 0, ran.err
    found: list[dict[str, str]] = json.loads(ran.out)
    assert found
    return found


def said(root: Path, topic: str, level: str) -> list[str]:
    return [item["text"] for item in checks(root) if (item["topic"], item["level"]) == (topic, level)]


def adopted(root: Path) -> Path:
    """A site with settings, schemas, a hook and a workflow."""
    repo = Repo(root)
    repo.git("remote", "add", "origin", "https://github.com/example/site.git")
    env = installed_from(root.with_name("site-packages"), GITHUB)
    ran = command.run(root, "init", "--yes", env=env)
    assert ran.status == 0, ran.err
    repo.git("add", "-A")
    repo.git("commit", "-q", "--no-verify", "-m", "adopted")  # the hook would be fetched from GitHub
    return root


def test_a_site_with_everything_in_place_is_well(tmp_path):
    pytest.importorskip("pre_commit")
    root = adopted(sites.jekyll(tmp_path / "site"))
    ran = run(root, "doctor")
    assert ran.status == 0
    assert " problem " not in ran.out
    assert ran.out.endswith("\nAll is well.\n")
    assert "the hook is installed here (pre-commit)" in ran.out
    assert "pull requests are checked by .github/workflows/content-lint.yml" in ran.out
    assert "dates without a zone are of Europe/London" in ran.out


@pytest.mark.parametrize(
    ("make", "kind"),
    [
        (sites.jekyll, "is a site of Jekyll, because of _config.yml"),
        (sites.hugo, "is a site of Hugo, because of hugo.toml"),
        (sites.plain, "has no generator that is known here: addresses come from front matter only"),
        (sites.decap, "has no generator that is known here: addresses come from front matter only"),
    ],
)
def test_the_generator_is_told(make, kind, tmp_path):
    root = make(tmp_path / "site")
    assert said(root, "site", "ok")[0] == f"{root.resolve().as_posix()} {kind}"


def test_collections_without_a_schema_go_unchecked(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    assert said(root, "unchecked", "problem") == ["front matter is checked against no schema in `news` (60)"]
    run(root, *INIT)
    assert said(root, "unchecked", "problem") == []


def test_what_is_left_out_is_told_with_its_reason(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(
        root,
        {
            "README.md": "# Not a page\n",
            "_drafts-of-mine/a.md": "---\ntitle: A\n---\n",
            "old/a.md": "---\ntitle: A\n---\n",
            "page.md": "---\ntitle: A\n---\n",
            "_news/broken.md": "---\ntitle: 'A\n---\n",
            "content-lint.toml": 'exclude = ["old/**"]\nignore = ["vague-link-text"]\n',
        },
    )
    (root / "_news/gone.md").symlink_to("nowhere.md")
    notes = said(root, "unchecked", "note")
    assert "1 page in no collection has no schema, such as page.md" in notes
    assert "1 Markdown file left out by `exclude`, such as old/a.md" in notes
    assert "1 rule of the default set switched off: vague-link-text" in notes
    assert any(text.startswith("1 Markdown file taken for no page, such as README.md") for text in notes)
    assert any(text.startswith("1 Markdown file left out, such as _drafts-of-mine/a.md: ") for text in notes)
    problems = said(root, "unchecked", "problem")
    assert "1 document cannot be read as front matter, such as _news/broken.md" in problems
    assert "_news/gone.md is a link to `nowhere.md`, which does not exist" in problems


def test_the_baseline_and_comments_are_no_secret(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    text = "---\ntitle: A\ndate: 2023-06-31\n---\n"
    sites.write(root, {"_news/a.md": text})
    run(root, *INIT, "--baseline")
    sites.write(root, {"_news/b.md": f"{text}<!-- content-lint: ignore-file[impossible-date] it was so -->\n"})
    notes = said(root, "unchecked", "note")
    assert "1 finding is kept silent by comments" in notes
    assert any(text.endswith(" of before are kept silent by the baseline") for text in notes)


def test_without_git_nothing_is_checked(tmp_path):
    assert said(sites.jekyll(tmp_path / "site"), "gate", "problem") == [
        "no commit is checked: the site lies in no git repository"
    ]


def test_hooks_are_told_apart(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root)
    hook = root / ".git/hooks/pre-commit"
    none = "no hook is installed: commits of this clone are not checked"
    assert said(root, "gate", "problem")[0] == none
    hook.write_text("#!/bin/sh\ntrue\n")
    assert said(root, "gate", "problem")[0] == none  # git runs no hook that is not executable
    hook.chmod(0o755)
    assert said(root, "gate", "problem")[0] == "the hook pre-commit runs something else than content-lint"
    hook.write_text("#!/bin/sh\nexec content-lint check --hook\n")
    assert said(root, "gate", "ok") == ["the hook is installed here (content-lint): commits of this clone are checked"]
    hook.write_text("#!/bin/sh\n# File generated by pre-commit\n")
    assert "does not name content-lint" in said(root, "gate", "problem")[0]
    hook.unlink()
    sites.write(root, {".pre-commit-config.yaml": "repos: [] # content-lint\n"})
    assert said(root, "gate", "problem")[0] == "the hook is set up, but not installed in this clone"


def test_a_hook_elsewhere_counts_where_git_is_told_so(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    repo = Repo(root)
    sites.write(root, {"hooks/pre-commit": "#!/bin/sh\nexec content-lint check --hook\n"})
    (root / "hooks/pre-commit").chmod(0o755)
    repo.git("config", "core.hooksPath", "hooks")
    assert "the hook is installed here (content-lint): commits of this clone are checked" in said(root, "gate", "ok")


@pytest.mark.parametrize("place", [".github/workflows/a.yml", ".forgejo/workflows/b.yaml", ".gitlab-ci.yml"])
def test_what_runs_it_for_pull_requests_is_found(place, tmp_path):
    root = sites.plain(tmp_path / "site")
    Repo(root)
    assert any(text.startswith("no workflow of this repository") for text in said(root, "gate", "problem"))
    sites.write(root, {place: "run: content-lint check\n"})
    assert said(root, "gate", "ok") == [f"pull requests are checked by {place}"]


def test_only_jekyll_copies_what_it_does_not_know(tmp_path):
    for make in (sites.plain, sites.hugo, sites.decap):
        root = make(tmp_path / make.__name__)
        run(root, *INIT)
        assert not any("publishes" in text for text in said(root, "site", "note"))


def test_a_shallow_clone_is_told(tmp_path):
    root = sites.jekyll(tmp_path / "site", posts=3)
    repo = Repo(root)
    repo.commit()
    repo.commit()
    clone = tmp_path / "clone"
    env = {**os.environ, "GIT_CONFIG_GLOBAL": os.devnull}
    subprocess.run(["git", "clone", "-q", "--depth=1", root.as_uri(), str(clone)], env=env, check=True)
    assert any("this clone is shallow" in text for text in said(clone, "gate", "problem"))
    assert not any("shallow" in text for text in said(root, "gate", "problem"))


@pytest.mark.parametrize(
    ("mode", "backend", "level", "words"),
    [
        ("", "github", "problem", "each save is a commit on `main` at once, through github"),
        ("publish_mode: editorial_workflow", "github", "problem", "(HTTP 405) it forces the post onto `main`"),
        ("publish_mode: editorial_workflow", "gitlab", "note", "whether a failed check stops it is not known here"),
    ],
)
def test_how_the_cms_gets_past_is_said_loudly(mode, backend, level, words, tmp_path):
    root = sites.decap(tmp_path / "site")
    config = sites.CMS.replace("publish_mode: editorial_workflow", mode).replace("name: github", f"name: {backend}")
    sites.write(root, {"admin/config.yml": config})
    assert any(words in text for text in said(root, "gate", level))


def test_folders_of_the_cms_that_nobody_reads_are_told(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    config = "collections:\n- {name: news, folder: _news, fields: []}\n- {name: trips, folder: trips, fields: []}\n"
    sites.write(root, {"admin/config.yml": config, "trips/a.md": "---\ntitle: A\n---\n"})
    assert not [text for text in said(root, "site", "problem") if "trips" in text]  # they are pages
    sites.write(root, {"admin/config.yml": config.replace("folder: trips", "folder: _trips"), "_trips/a.md": ""})
    assert "the CMS writes `trips` to _trips/, whose posts nothing reads" in said(root, "site", "problem")


def test_a_folder_in_hugos_content_is_read_whatever_the_cms_calls_it(tmp_path):
    root = sites.hugo(tmp_path / "site")
    config = "collections:\n- {name: widgets, folder: content/blog/widgets, fields: []}\n"
    sites.write(root, {"static/admin/config.yml": config, "content/blog/widgets/a.md": "+++\ntitle = 'A'\n+++\n"})
    assert not [text for text in said(root, "site", "problem") if "widgets" in text]


def test_the_own_host_is_the_one_that_check_goes_by(tmp_path):
    root = sites.write(tmp_path, {"_config.yml": "title: x\n", "CNAME": "www.example.org\n", "a.md": "---\n---\n"})
    assert "links to www.example.org are links of this site's own" in said(root, "site", "ok")
    assert not [text for text in said(root, "site", "note") if "own address" in text]


def test_what_goes_unchecked_is_what_check_says(tmp_path):
    program = "class TagPage < Jekyll::Page\n  def initialize(site, tag)\n    @dir = tag\n  end\nend\n"
    links = "[a](/tags/x/) [b](/tags/y/) [c](/feed.json) [d]({{ x }})"
    files = {"_config.yml": "title: x\n", "_plugins/tags.rb": program, "a.md": f"---\ntitle: A\n---\n{links}\n"}
    root = sites.write(tmp_path, files)
    assert "internal links: 0 of 4 checked" in said(root, "unchecked", "problem")
    checks = json.loads(run(root, "doctor", "--format", "json").out)
    advice = {check["text"]: check["help"] for check in checks if check["text"].startswith("internal links: ")}
    assert '`generated = ["/tags/**", "/feed.json"]`' in advice["internal links: 3 may be made by `_plugins/tags.rb`"]
    counted = json.loads(run(root, "check", "--output-format", "json").out)["summary"]["coverage"]["internal"]
    told = {f"{item['count']} {item['reason']}": item["advice"] for item in counted["causes"]}
    assert (counted["all"], counted["checked"]) == (4, 0)
    assert "1 are written by templates" in told
    assert advice["internal links: 3 may be made by `_plugins/tags.rb`"] == told["3 may be made by `_plugins/tags.rb`"]


def test_settings_that_jekyll_ignores_have_their_line(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(
        root,
        {
            "_config.yml": (
                "permalink: none\ncollections:\n  news:\n    defaults: {values: {layout: a}}\n"
                "  tips:\n    defaults: {values: {layout: b}}\npermalink: pretty\n"
            )
        },
    )
    found = [(item["place"], item["text"]) for item in checks(root) if item["topic"] == "ignored"]
    assert found == [
        ("_config.yml:4", "Jekyll does not read `collections.*.defaults` (news, tips)"),
        ("_config.yml:1", "`permalink` is there twice: line 7 replaces the value here"),
    ]


@pytest.mark.parametrize(
    ("make", "name", "text"),
    [
        (sites.jekyll, "_config.yaml", "Jekyll reads _config.yml, and nothing of _config.yaml"),
        (sites.hugo, "config.toml", "Hugo reads hugo.toml, and nothing of config.toml"),
    ],
)
def test_a_second_configuration_does_nothing(make, name, text, tmp_path):
    root = make(tmp_path / "site")
    sites.write(root, {name: "# mine\n"})
    assert said(root, "ignored", "problem") == [text]


def test_settings_of_ours_that_do_nothing_are_named_with_the_cure(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    text = '[[per-path]]\npaths = ["_nwes/**", "_news/**", "later/*.md"]\nignore = ["mail", "text"]\n'
    sites.write(root, {"content-lint.toml": text})
    found = [(item["text"], item["help"]) for item in checks(root) if item["topic"] == "ignored"]
    assert found == [
        ("`_nwes/**` in `[[per-path]]` matches no file", "Did you mean `_news/**`?"),
        ("`later/*.md` in `[[per-path]]` matches no file", "Correct it, or delete it."),
    ]
    assert [text for text in said(root, "unchecked", "note") if "switched off in" in text] == [
        "13 rules switched off in _news/**"
    ]
    notes = run(root, "check", "--exit-zero").err.splitlines()
    assert "note: `_nwes/**` in `[[per-path]]` matches no file; did you mean `_news/**`?" in notes
    assert "note: `later/*.md` in `[[per-path]]` matches no file" in notes
    assert "matches no file" not in run(root, "check", "_news").err


def test_schemas_that_nothing_is_checked_against_are_problems(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    text = "from content_lint.schema import Schema\nclass News(Schema):\n    title: str\n"
    sites.write(root, {"schemas/news.py": text})
    assert said(root, "ignored", "problem")[0].startswith("schemas/news.py:2: `News` is tied to no collection")


def test_hostile_names_cannot_escape(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(root, {"page\x1b[31m.md": "---\ntitle: A\n---\n"})
    assert "\x1b" not in run(root, "doctor").out


def test_hostile_names_command_no_server_in_json(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(root, {"_posts/##[group]x/i.md": "---\ntitle: A\n---\n"})
    answer = run(root, "doctor", "--format", "json").out
    assert "##[" not in answer
    assert any("##[group]x" in item["text"] for item in json.loads(answer))


def test_the_real_site_ignores_the_defaults_of_its_collections(shared):
    root = shared / "sites/civil-service-lgbt"
    found = checks(root, "--today", "2026-09-01")
    ignored = [item for item in found if item["topic"] == "ignored"]
    assert [item["text"].split(" (")[0] for item in ignored] == [
        "Jekyll does not read `collections.*.defaults`",
        "`permalink` is there twice: line 272 replaces the value here",
    ]
    assert ignored[0]["text"].count(",") == 15
    assert any("HTTP 405" in item["text"] for item in found)
    assert any("civilservicelgbt/magenta" in item["text"] for item in found)


def test_what_a_killed_run_left_is_named(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    (root / ".content-lint-0a1b2c3d4e5f.tmp").write_text("half a po")
    found = [item for item in checks(root) if item["place"].startswith(".content-lint-")]
    assert [(item["place"], item["level"]) for item in found] == [(".content-lint-0a1b2c3d4e5f.tmp", "problem")]
    assert found[0]["help"] == "Delete it, or run `content-lint check --fix`."


def test_pages_that_call_themselves_drafts_in_vain_are_counted_as_the_rule_counts_them(tmp_path):
    sites.write(
        tmp_path,
        {
            ".eleventy.js": "module.exports = {};\n",
            "a.md": '---\ndraft: "yes"\n---\n',
            "b.md": "---\npublished: false\n---\n",
            "c.md": '---\ndraft: "false"\n---\n',
        },
    )
    drafts = [text for text in said(tmp_path, "unchecked", "note") if "count as published" in text]
    assert drafts == [
        "1 page with `draft`, such as a.md, count as published",
        "1 page with `published`, such as b.md, count as published",
    ]
