"""`content-lint init` as people run it: what it writes is formatted, typed, and met by the posts."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from content_lint.adopt.origin import Origin
from tests.adopt import sites
from tests.adopt.inside import INIT, run
from tests.adopt.installed import GITHUB, installed_from
from tests.cli import command
from tests.cli.command import COMMAND, ROOT, environment
from tests.repository import Repo

MAKERS = {"jekyll": sites.jekyll, "hugo": sites.hugo, "plain": sites.plain, "decap": sites.decap}
DECAP_SITE = {
    "admin/config.yml": "collections: [{name: posts, folder: posts, fields: [{name: title, widget: string}]}]\n",
    "posts/a.md": "---\ntitle: A\n---\n",
}
FIELD_RULES = ("--select", "fields", "--ignore", "empty-field")


@pytest.fixture(params=sorted(MAKERS))
def any_site(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    return MAKERS[request.param](tmp_path / "site")


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What mypy learns of pydantic, which takes it seconds, once for all tests of a process."""
    return tmp_path_factory.mktemp("mypy")


def tool(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "MYPYPATH": str(ROOT), "RUFF_NO_CACHE": "true"}
    return subprocess.run(
        [sys.executable, "-m", *command], cwd=cwd, env=env, capture_output=True, text=True, check=False, timeout=120
    )


def held_to_its_tools(root: Path, cache: Path) -> None:
    """Formatters find nothing to change at two widths, nor does the project's own linter, nor mypy."""
    pytest.importorskip("ruff")
    pytest.importorskip("mypy")
    written = sorted(path.name for path in (root / "schemas").glob("*.py"))
    assert written
    for width in ("88", "120"):
        done = tool("ruff", "format", "--isolated", "--line-length", width, "--diff", "schemas", cwd=root)
        assert (done.returncode, done.stdout) == (0, "")
    done = tool("ruff", "check", "--config", str(ROOT / "pyproject.toml"), "schemas", cwd=root)
    assert done.returncode == 0, done.stdout
    done = tool("mypy", "--strict", "--config-file", os.devnull, "--cache-dir", str(cache), "schemas", cwd=root)
    assert done.returncode == 0, done.stdout


def snapshot(root: Path) -> dict[str, bytes]:
    return {
        path.relative_to(root).as_posix(): path.read_bytes()
        for path in root.rglob("*")
        if path.is_file() and ".git" not in path.parts
    }


def test_what_it_writes_is_formatted_and_typed(any_site, mypy_cache):
    assert run(any_site, *INIT).status == 0
    held_to_its_tools(any_site, mypy_cache)


def test_the_posts_pass_what_it_writes(any_site):
    assert run(any_site, *INIT).status == 0
    ran = run(any_site, "check", *FIELD_RULES)
    assert (ran.status, ran.out) == (0, "")
    assert "no schema" not in ran.err


def test_it_says_what_it_found_and_wrote(tmp_path):
    ran = run(sites.jekyll(tmp_path / "site"), *INIT)
    assert ran.out.splitlines() == [
        f"A Jekyll site in {(tmp_path / 'site').resolve().as_posix()}: 60 posts in 1 collection.",
        "wrote: content-lint.toml - settings",
        "wrote: schemas/news.py - what 60 posts of `news` mostly hold",
        "All 60 documents pass.",
    ]


def test_a_jekyll_site_gets_types_choices_patterns_and_aliases(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    run(root, *INIT)
    text = (root / "schemas" / "news.py").read_text()
    for lines in (
        'class NewsPost(Schema, collection="news"):\n',
        '    # 60 of 60 posts\n    layout: Literal["news"]\n',
        "    # 60 of 60 posts\n    title: PlainText\n",
        "    # 60 of 60 posts, one pattern\n    permalink: NewsPostPermalink\n",
        'Field(pattern=r"^/news/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+/$")',
        "    # 60 of 60 posts\n    date: PublishDate\n",
        '    # 60 of 60 posts, 2 values\n    section: Literal["hills", "rivers"]\n',
        "    # 60 of 60 posts\n    author: PlainText\n",
        "    # 30 of 60 posts\n    image: AssetPath | None = None\n",
        '    # 30 of 60 posts\n    image_alt: PlainText | None = Field(None, alias="image-alt")\n',
        "    # 60 of 60 posts\n    tags: Tags\n",
    ):
        assert lines in text


def test_what_98_of_100_have_is_required_and_what_97_have_is_not(tmp_path):
    root = sites.jekyll(tmp_path / "site", posts=0)
    for number in range(100):
        more = ("lead: Yes, it is\n" if number >= 2 else "") + ("foot: Yes, it is\n" if number >= 3 else "")
        sites.write(root, {f"_news/n-{number}.md": f"---\ntitle: Post {number}\n{more}---\n"})
    run(root, *INIT)
    text = (root / "schemas" / "news.py").read_text()
    assert "    # 98 of 100 posts\n    lead: PlainText\n" in text
    assert "    # 97 of 100 posts\n    foot: PlainText | None = None\n" in text
    ran = run(root, "check", *FIELD_RULES)
    assert [line.split(" ", 1)[1] for line in ran.out.splitlines()] == [
        "FM101 missing-field `lead` is missing. Add a line `lead:` with text."
    ] * 2


def test_the_remainder_is_listed_by_rule(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(root, {"_news/2023-01-01-odd.md": "---\ntitle: Odd\nAuthor: Ana Lima\ndate: 2023-06-31\n---\n"})
    ran = run(root, *INIT)
    assert "60 of 61 documents pass. In the others:" in ran.out
    assert "     1 impossible-date - _news/2023-01-01-odd.md: " in ran.out
    assert "     1 unknown-field - _news/2023-01-01-odd.md: `Author` is not a field of the collection `news`" in ran.out
    assert "    # Left out: `Author` (1 of 61): is it `author`?\n" in (root / "schemas" / "news.py").read_text()


def test_a_cms_decides_over_choices_and_what_may_be_left_out(tmp_path):
    root = sites.decap(tmp_path / "site")
    run(root, *INIT)
    text = (root / "schemas" / "team.py").read_text()
    for lines in (
        '    role: Literal["chair", "vice chair", "member"]\n',
        "    # 8 of 8 posts; the CMS lets it be left out\n    since: DateTime | None = None\n",
        "    # 0 of 8 posts\n    picture: AssetPath | None = None\n",
        "    active: bool\n",
        "    contact: TeamPageContact\n",
        "    email: EmailAddress\n",
        '    web_site: PlainText | None = Field(None, alias="web-site")\n',
    ):
        assert lines in text
    assert "body" not in text


def test_a_cms_without_posts_gives_a_schema_all_the_same(tmp_path, mypy_cache):
    root = sites.decap(tmp_path / "site", posts=0)
    ran = run(root, *INIT)
    assert "wrote: schemas/team.py - what the CMS knows of `team`" in ran.out
    text = (root / "schemas" / "team.py").read_text()
    assert "    # 0 of 0 posts; the CMS requires it\n    title: PlainText\n" in text
    held_to_its_tools(root, mypy_cache)


def test_hugo_values_are_what_hugo_makes_of_them(tmp_path):
    root = sites.hugo(tmp_path / "site")
    run(root, *INIT)
    text = (root / "schemas" / "blog.py").read_text()
    for line in ("date: PublishDate", "draft: bool", "weight: int", "tags: Tags"):
        assert f"    {line}\n" in text


def test_folders_become_collections_where_nothing_else_names_some(tmp_path):
    root = sites.plain(tmp_path / "site")
    run(root, *INIT)
    tables = tomllib.loads((root / "content-lint.toml").read_text())["collections"]
    assert tables == {"news": {"paths": ["content/news/**"]}, "people": {"paths": ["content/people/**"]}}
    assert "    email: EmailAddress\n" in (root / "schemas" / "people.py").read_text()
    (root / "content/people/person-0.md").write_text("---\nname: Ana\nemail: nobody\nage: 3\n---\n")
    ran = run(root, "check", *FIELD_RULES)
    assert ran.out.startswith("content/people/person-0.md:3:8: FM202 unacceptable-value `email`")


def test_a_second_run_changes_nothing(any_site):
    run(any_site, *INIT)
    before = snapshot(any_site)
    ran = run(any_site, *INIT)
    assert ran.status == 0
    assert "wrote" not in ran.out
    assert "changed" not in ran.out
    assert snapshot(any_site) == before


def test_force_writes_the_same_again(any_site):
    run(any_site, *INIT)
    before = snapshot(any_site)
    ran = run(any_site, *INIT, "--force")
    assert ran.status == 0
    assert snapshot(any_site) == before


def test_nothing_is_overwritten_without_force(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    mine = '"""Not from here."""\n'
    sites.write(root, {"schemas/news.py": mine, "content-lint.toml": 'ignore = ["vague-link-text"]\n'})
    ran = run(root, *INIT)
    assert "note: `content-lint.toml` has settings already: it stays as it is.\n" in ran.out
    assert "note: `schemas/news.py` is there already: it stays as it is.\n" in ran.out
    assert (root / "schemas" / "news.py").read_text() == mine
    ran = run(root, *INIT, "--force")
    assert "changed: schemas/news.py" in ran.out
    assert (root / "schemas" / "news.py").read_text() != mine


def test_a_schema_of_ones_own_is_left_to_its_collection(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    mine = (
        "from content_lint.schema import Schema\n\n\n"
        'class Own(Schema, collection="news", extra="allow"):\n    title: str\n'
    )
    sites.write(root, {"schemas/mine.py": mine})
    for options in ((), ("--force",)):
        ran = run(root, *INIT, *options)
        assert ran.status == 0
        assert "note: `news` has the schema `Own` already: it stays as it is.\n" in ran.out
        assert not (root / "schemas" / "news.py").exists()


def test_settings_can_go_into_pyproject(tmp_path):
    root = sites.plain(tmp_path / "site")
    old = '[project]\nname = "site"\n# the end\n'
    sites.write(root, {"pyproject.toml": old})
    ran = run(root, *INIT, "--pyproject")
    text = (root / "pyproject.toml").read_text()
    assert "changed: pyproject.toml - settings, added at the end" in ran.out
    assert text.startswith(old)
    assert tomllib.loads(text)["tool"]["content-lint"]["collections"]["news"]["paths"] == ["content/news/**"]
    assert not (root / "content-lint.toml").exists()
    assert run(root, "check", *FIELD_RULES).status == 0
    assert run(root, *INIT, "--pyproject").status == 0
    assert (root / "pyproject.toml").read_text() == text


def test_a_pyproject_keeps_its_line_ends_and_a_broken_one_is_left_alone(tmp_path):
    root = sites.decap(tmp_path / "site")
    old = b'[project]\r\nname = "site"\r\n\r\n\r\n'
    (root / "pyproject.toml").write_bytes(old)
    assert run(root, *INIT, "--pyproject").status == 0
    new = (root / "pyproject.toml").read_bytes()
    assert new.startswith(old)
    assert b"\n" not in new.replace(b"\r\n", b"")
    (root / "pyproject.toml").write_bytes(b"[project\n")
    ran = run(root, *INIT, "--pyproject")
    assert ran.status == 2
    assert "pyproject.toml: the file is not TOML" in ran.err
    assert (root / "pyproject.toml").read_bytes() == b"[project\n"


def answering(root: Path, answers: bytes, *arguments: str, env: dict[str, str] | None = None) -> tuple[int, str]:
    """Run it on a terminal where somebody types."""
    pty = pytest.importorskip("pty")
    parent, child = pty.openpty()
    with subprocess.Popen(
        [*COMMAND, *arguments], cwd=root, env=environment(env), stdin=child, stdout=child, stderr=child
    ) as process:
        os.close(child)
        os.write(parent, answers)
        shown = bytearray()
        try:
            while block := os.read(parent, 65536):
                shown += block
        except OSError:  # Linux says so when the last writer has gone
            pass
        status = process.wait(60)
    os.close(parent)
    return status, shown.decode()


def test_on_a_terminal_it_asks_before_each_step(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    sites.write(root, {"_news/2023-01-01-odd.md": "---\ntitle: Odd\ndate: 2023-06-31\n---\n"})
    Repo(root)
    status, shown = answering(root, b"maybe\n\ny\nn\n", "init")
    assert status == 0
    assert "  schemas/news.py: what 61 posts of `news` mostly hold" in shown
    assert '    section: Literal["hills", "rivers"]' in shown  # the text itself
    for question in ("Write these files? [Y/n]", "in a baseline, so that only new", "Check every commit (pre-commit)?"):
        assert question in shown
    assert "Type y or n." in shown
    assert "GitHub" not in shown  # nothing says that it lies there
    assert (root / ".content-lint-baseline.json").exists()
    assert not (root / ".pre-commit-config.yaml").exists()


def test_a_no_on_the_terminal_writes_nothing(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    before = snapshot(root)
    status, shown = answering(root, b"n\n", "init")
    assert (status, snapshot(root)) == (0, before)
    assert "Nothing was written." in shown


def test_a_dry_run_shows_all_and_writes_nothing(any_site):
    before = snapshot(any_site)
    ran = run(any_site, "init", "--dry-run")
    assert ran.status == 0
    assert "\n--- content-lint.toml\n" in ran.out
    assert "from content_lint.schema import" in ran.out
    assert snapshot(any_site) == before


def test_a_folder_without_posts_is_wrong_usage(tmp_path):
    ran = run(tmp_path, "init")
    assert (ran.status, list(tmp_path.iterdir())) == (2, [])
    assert "no post was found" in ran.err


def test_what_the_generator_would_publish_is_told(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    (root / "_config.yml").write_text("collections: [news]\n")
    ran = run(root, *INIT)
    assert "the generator would publish content-lint.toml and schemas: add them to `exclude` in _config.yml." in ran.out


def test_names_that_python_uses_and_hostile_text_give_a_good_file(tmp_path, mypy_cache):
    root = sites.jekyll(tmp_path / "site", posts=0)
    odd = {
        "class": "one", "list": "[a]", "model_config": "x y", "json": "text", "_id": "5", "2fa": "true", "Tags": "[q]",
        "naïve": "text", "copy": "true", "date": "2024-01-01", "from": '"a \\" and \' b"', "schema": "{a: 1, b-c: x}",
        "a b": "1.5", "a-b": "2.5", "type": "note", "quote": "'\"\"\"'", "back": "'\\\\'", '"new\\nline"': "1",
    }  # fmt: skip
    text = "".join(f"{key}: {value}\n" for key, value in odd.items())
    sites.write(root, {f"_news/n-{number}.md": f"---\n{text}---\n" for number in range(6)})
    (root / "_config.yml").write_text("collections: {news: {}, calendar: {}, types: {}, 1st: {}}\n")
    for folder in ("calendar", "types", "1st"):
        sites.write(root, {f"_{folder}/{name}.md": "---\ntitle: A day\n---\n" for name in "abcde"})
    ran = run(root, *INIT)
    assert ran.status == 0, ran.err
    assert sorted(path.name for path in (root / "schemas").iterdir()) == [
        "1st_schema.py", "calendar_schema.py", "news.py", "types_schema.py",
    ]  # fmt: skip
    held_to_its_tools(root, mypy_cache)
    ran = run(root, "check", *FIELD_RULES)
    assert {line.split("field `")[1].split("`")[0] for line in ran.out.splitlines()} == {"new line"}


def test_a_baseline_keeps_silent_what_is_there_and_nothing_new(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    odd = "---\ntitle: Odd\nAuthor: Ana Lima\ndate: 2023-06-31\n---\n"
    sites.write(root, {"_news/2023-01-01-odd.md": odd})
    ran = run(root, *INIT, "--baseline")
    assert "wrote: .content-lint-baseline.json - " in ran.out
    assert run(root, "check", "--fail-on", "warning").status == 0
    text = (root / ".content-lint-baseline.json").read_text()
    ran = run(root, "init", "--yes")
    assert "All 61 documents pass.\nsame: .content-lint-baseline.json keeps " in ran.out
    assert (root / ".content-lint-baseline.json").read_text() == text
    sites.write(root, {"_news/2023-01-02-new.md": odd})
    ran = run(root, "check")
    assert ran.status == 1
    assert {line.split(":")[0] for line in ran.out.splitlines()} == {"_news/2023-01-02-new.md"}


def test_the_hook_is_offered_where_there_is_git_and_checks_commits(tmp_path):
    pytest.importorskip("pre_commit")
    root = sites.jekyll(tmp_path / "site")
    repo = Repo(root)
    repo.commit()
    ran = run(root, "init", "--yes", "--no-baseline", "--no-workflow")
    assert "wrote: .pre-commit-config.yaml - content-lint before each commit\n" in ran.out
    assert "wrote: the hook, as `pre-commit install` does" in ran.out
    assert "pre-commit" in (root / ".git/hooks/pre-commit").read_text()
    assert not (root / ".github").exists()
    assert "same: the hook is installed\n" in run(root, "init", "--yes", "--no-baseline", "--no-workflow").out


def test_an_existing_hook_configuration_keeps_every_byte(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root)
    old = "# mine\nrepos:\n- repo: local\n  hooks: [{id: a, name: a, entry: 'true', language: system}]  # last"
    sites.write(root, {".pre-commit-config.yaml": old})
    run(root, *INIT, "--hook")
    text = (root / ".pre-commit-config.yaml").read_text()
    assert text.startswith(old + "\n- repo: local\n")
    assert text.count("content-lint check --hook") == 1
    sites.write(root, {".pre-commit-config.yaml": "repos: []\n"})
    ran = run(root, *INIT, "--hook")
    assert "note: .pre-commit-config.yaml is written in a way of its own" in ran.out
    assert (root / ".pre-commit-config.yaml").read_text() == "repos: []\n"


def test_without_git_a_hook_that_was_asked_for_is_wrong_usage(tmp_path):
    ran = run(sites.jekyll(tmp_path / "site"), "init", "--hook")
    assert ran.status == 2
    assert "git init" in ran.err


def test_a_workflow_for_github_needs_no_secret_and_no_right(tmp_path):
    yaml = pytest.importorskip("yaml")
    top = tmp_path / "top"
    repo = Repo(top)
    sites.jekyll(top / "site")
    repo.git("remote", "add", "origin", "https://github.com/example/site.git")
    env = installed_from(tmp_path / "site-packages", GITHUB)
    ran = command.run(top / "site", "init", "--yes", "--no-baseline", "--no-hook", env=env)
    assert "wrote: .github/workflows/content-lint.yml" in ran.out
    text = (top / ".github/workflows/content-lint.yml").read_text()
    work = yaml.safe_load(text)
    assert work["permissions"] == {"contents": "read"}
    assert "secrets" not in text
    assert work["jobs"]["content-lint"]["steps"][-1]["with"] == {"working-directory": "site"}
    assert "runs content-lint" in run(top / "site", "init", "--yes", "--no-baseline", "--no-hook").out


def test_in_a_script_nothing_is_written_that_nobody_asked_for(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    before = snapshot(root)
    ran = run(root, "init")
    assert ran.status == 2
    assert "would write: schemas/news.py - what 60 posts of `news` mostly hold\n" in ran.out
    assert "nothing was written, because nobody is here to be asked\n  Add --yes to write it all" in ran.err
    assert snapshot(root) == before
    assert run(root, "init", "--hook").status == 0
    assert sorted(snapshot(root).keys() - before.keys()) == [".pre-commit-config.yaml"]
    assert run(root, *INIT).status == 0
    assert sorted(snapshot(root).keys() - before.keys()) == [
        ".pre-commit-config.yaml", "content-lint.toml", "schemas/news.py",
    ]  # fmt: skip


def test_a_site_of_pages_alone_needs_no_folder_of_schemas(tmp_path):
    root = tmp_path / "site"
    sites.write(root, {"_config.yml": "title: x\n", "a.md": "---\ntitle: A\n---\n", "b.md": "---\ntitle: B\n---\n"})
    ran = run(root, *INIT)
    assert (ran.status, ran.err) == (0, "Next: content-lint check\n")
    assert ": 2 pages in no collection.\n" in ran.out
    assert "schemas" not in (root / "content-lint.toml").read_text()
    assert run(root, "check", "--fail-on", "info").status == 0


def test_too_few_posts_give_no_schema(tmp_path):
    root = sites.jekyll(tmp_path / "site", posts=4)
    assert "note: `news` holds fewer than 5 posts, too few to learn from: it gets no schema.\n" in run(root, *INIT).out
    assert not (root / "schemas").exists()
    said = run(root, "doctor").out
    assert (
        "  note    front matter is checked against no schema in `news` (4)\n          They hold too few posts" in said
    )
    root = sites.jekyll(tmp_path / "other", posts=5)
    assert "wrote: schemas/news.py" in run(root, *INIT).out


def test_authors_that_are_files_are_references(tmp_path):
    root = sites.jekyll(tmp_path / "site", posts=0)
    (root / "_config.yml").write_text("collections: {news: {}, authors: {}}\nexclude: [schemas, content-lint.toml]\n")
    people = ("ana", "ben", "cy", "dan", "eve")
    sites.write(root, {f"_authors/{name}.md": f"---\nname: Person {name}\n---\n" for name in people})
    for number in range(10):
        authors = f"[{people[number % 5]}, {people[(number + 1) % 5]}]"
        post = f"---\ntitle: Post {number}\nlead: {people[number % 5]}\nauthors: {authors}\n---\n"
        sites.write(root, {f"_news/2024-01-{number + 10}-n.md": post})
    run(root, *INIT)
    text = (root / "schemas/news.py").read_text()
    assert '    # 10 of 10 posts, names of files\n    lead: Ref["authors"]\n' in text
    assert '    # 10 of 10 posts, names of files\n    authors: list[Ref["authors"]]\n' in text
    sites.write(root, {"_news/2024-02-01-n.md": "---\ntitle: Odd\nlead: ana\nauthors: [nobody]\n---\n"})
    assert "FM203 dangling-reference `authors[1]` names `nobody`" in run(root, "check").out


def test_on_the_real_site_few_posts_are_exceptions(shared, tmp_path, mypy_cache):
    root = tmp_path / "site"
    shutil.copytree(shared / "sites/civil-service-lgbt", root, ignore=shutil.ignore_patterns("assets"))
    assert run(root, *INIT).status == 0
    ran = run(root, "check", "--select", "fields", "--today", "2026-09-01", "--output-format", "json")
    report = json.loads(ran.out)
    assert report["summary"]["files"] == 1243
    # Under 2 % of the posts: what most do is what the schemas ask for.
    assert len({item["path"] for item in report["diagnostics"] if item["severity"] == "error"}) < 25
    keys = {item["message"] for item in report["diagnostics"] if item["rule"] == "unknown-field"}
    assert "`Author`" in {message.split(" ")[0] for message in keys}
    held_to_its_tools(root, mypy_cache)


def test_a_full_disk_leaves_no_empty_settings(tmp_path, monkeypatch):
    root = sites.jekyll(tmp_path / "site")
    before = sorted(path.name for path in root.iterdir())

    def full(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(os, "fsync", full)
    ran = run(root, "init", "--yes")
    assert ran.status == 2
    assert "`content-lint.toml` cannot be written: No space left on device" in ran.err
    assert sorted(path.name for path in root.iterdir()) == before


def test_nothing_is_written_through_a_link_that_leads_out_of_the_site(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    outside = tmp_path / "outside"
    outside.mkdir()
    (root / "schemas").symlink_to(outside)
    ran = run(root, "init", "--yes")
    assert ran.status == 2
    assert "this is a link that leads out of the site" in ran.err
    assert list(outside.iterdir()) == []


def dated(title: str, day: int, more: str = "") -> str:
    return f"---\ntitle: {title}\ndate: 2024-01-{day:02}\n{more}---\nText.\n"


def test_folders_of_a_collection_with_front_matter_of_another_kind_are_told_apart(tmp_path):
    files = {"hugo.toml": 'baseURL = "https://www.example.org/"\n', "content/news/_index.md": "---\ntitle: News\n---\n"}
    for number in range(1, 7):
        files[f"content/news/posts/p{number}.md"] = dated(f"P{number}", number, "author: Ana\nsummary: It was fine.\n")
        files[f"content/news/minutes/m{number}.md"] = dated(f"M{number}", number, "chair: Ben\nplace: Hall\n")
        files[f"content/news/{number}/alike.md"] = dated(f"A{number}", number, "author: Ana\nsummary: It rained.\n")
    sites.write(tmp_path, files)
    ran = run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow")
    assert (ran.status, ": 19 posts in 3 collections.\n" in ran.out) == (0, True)
    settings = (tmp_path / "content-lint.toml").read_text()
    assert '[collections.sections]\npaths = ["content/**/_index.*"]' in settings
    assert '[collections.news-minutes]\npaths = ["content/news/minutes/**"]' in settings
    assert "news-posts" not in settings
    assert "    chair: PlainText\n" in (tmp_path / "schemas" / "news_minutes.py").read_text()
    assert "    author: PlainText\n" in (tmp_path / "schemas" / "news.py").read_text()
    assert run(tmp_path, "check").out == ""
    bad = sites.write(tmp_path, {"content/news/minutes/bad.md": dated("Bad", 9, "author: Ana\n")})
    found = run(bad, "check", "content/news/minutes/bad.md").out
    assert ("FM101" in found, "FM102" in found) == (True, True)


def test_pages_of_several_languages_are_of_one_kind(tmp_path):
    files = {"hugo.toml": 'baseURL = "https://www.example.org/"\n'}
    files["hugo.toml"] += "".join(f'[languages.{code}]\ncontentDir = "content/{code}"\n' for code in ("de", "en"))
    for language in ("de", "en"):
        files |= {
            f"content/{language}/t{number}.md": f"---\ntitle: T{number}\nkind: term\n---\n" for number in range(5)
        }
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-hook", "--no-workflow").status == 0
    assert 'paths = ["content/*/*.*"]' in (tmp_path / "content-lint.toml").read_text()
    assert [path.name for path in (tmp_path / "schemas").glob("*.py")] == ["content.py"]


def test_a_collection_of_folders_holds_what_its_globs_take_and_nothing_of_other_collections(tmp_path):
    files = {"hugo.toml": 'baseURL = "https://www.example.org/"\n'}
    for code in ("arabic", "dutch", "english", "french", "german"):
        files["hugo.toml"] += f'[languages.{code[:2]}]\ncontentDir = "content/{code}"\n'
        files |= {f"content/{code}/page{number}.md": f"---\ntitle: P{number}\n---\n" for number in range(3)}
        files[f"content/{code}/about/_index.md"] = "---\ntitle: About\n---\n"  # in a collection of its own
        files[f"content/{code}/blog/_index.md"] = "---\ntitle: Blog\nlinkTitle: All\n---\n"
        files |= {f"content/{code}/blog/b{number}.md": dated(f"B{number}", number) for number in range(1, 7)}
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    settings = (tmp_path / "content-lint.toml").read_text()
    assert '[collections.content]\npaths = ["content/*/*.*"]' in settings
    assert "[collections.arabic]" not in settings
    assert "    linkTitle: PlainText | None = None" in (tmp_path / "schemas" / "sections.py").read_text()
    assert run(tmp_path, "check", "--select", "fields").out == ""


@pytest.mark.parametrize(
    ("folders", "glob", "name"),
    [
        (("2019", "2020"), "[0-9]*/**", "posts"),
        (("2019", "2020.1"), "[0-9]*/**", "versions"),
        (("v1.0", "v2"), "v[0-9]*/**", "versions"),
        (("2019", "v2"), "2019/**", "2019"),
        (("2019", "posts"), "2019/**", "2019"),
    ],
)
def test_folders_of_years_and_of_versions_beside_others_are_one_collection(tmp_path, folders, glob, name):
    files = {f"{folder}/p{number}.md": dated(f"P{number}", number) for folder in folders for number in range(1, 6)}
    files |= {f"people/a{number}.md": f"---\nname: A{number}\nmail: a@example.org\n---\n" for number in range(1, 6)}
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    settings = (tmp_path / "content-lint.toml").read_text()
    assert f'[collections.{name}]\npaths = ["{glob}"]' in settings
    assert '[collections.people]\npaths = ["people/**"]' in settings


def test_posts_of_another_year_are_of_no_other_kind(tmp_path):
    files = {"_config.yml": "title: News\nexclude: [schemas]\n"}
    for year, more in ((2024, "by: Ana\n"), (2025, "author: Ana\nimage: https://example.org/a.jpg\n")):
        for day in range(1, 8):
            files[f"_posts/{year}/{year}-01-0{day}-p.md"] = f"---\ntitle: P\n{more}---\n"
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    assert [path.name for path in (tmp_path / "schemas").glob("*.py")] == ["posts.py"]


def test_a_cms_names_the_collections_of_a_generator_that_has_none(tmp_path):
    fields = "[{name: title, widget: string}, {name: body, widget: markdown}]"
    files = {
        ".eleventy.js": "module.exports = {};\n",
        "admin/config.yml": f"collections:\n  - {{name: blog, folder: posts, create: true, fields: {fields}}}\n",
        **{f"posts/p{number}.md": f"---\ntitle: P{number}\n---\n" for number in range(5)},
    }
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-hook", "--no-workflow").status == 0
    assert "[collections" not in (tmp_path / "content-lint.toml").read_text()
    sites.write(tmp_path, {"posts/bad.md": "---\nauthor: Ana\n---\n"})
    assert "FM101" in run(tmp_path, "check", "posts/bad.md").out


def test_pages_beside_the_folders_that_it_names_are_checked_as_before(tmp_path):
    sites.plain(tmp_path)
    sites.write(tmp_path, {"about.md": "---\ntitle: About\n---\n[Nowhere](nowhere.md)\n"})
    before = run(tmp_path, "check").err
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    after = run(tmp_path, "check")
    assert ("Checked 13 files" in before, "Checked 13 files" in after.err, "IN101" in after.out) == (True, True, True)


def test_a_date_that_the_generator_reads_is_one_to_the_schema(tmp_path):
    files = {"_config.yml": "timezone: Europe/London\n"}
    for number in range(1, 7):
        files[f"_posts/2014-09-0{number}-p.md"] = f"---\ntitle: P{number}\ndate: September {number}, 2014\n---\n"
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    assert "    date: PublishDate\n" in (tmp_path / "schemas" / "posts.py").read_text()
    assert run(tmp_path, "check").out == ""
    sites.write(tmp_path, {"_posts/2014-09-20-bad.md": "---\ntitle: Bad\ndate: some day\n---\n"})
    assert run(tmp_path, "check").status == 1


def test_the_comment_and_the_issue_are_offered_where_the_action_is(tmp_path):
    root = sites.decap(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    env = installed_from(tmp_path / "site-packages", GITHUB)
    ran = command.run(root, "init", "--yes", "--no-baseline", "--no-hook", env=env)
    names = ["content-lint-comment.yml", "content-lint.yml", "dead-links.yml"]
    assert sorted(path.name for path in (root / ".github/workflows").iterdir()) == names
    assert all(f"wrote: .github/workflows/{name}" in ran.out for name in names)
    assert "comment: true" in (root / ".github/workflows/content-lint.yml").read_text()
    again = command.run(root, "init", "--yes", "--no-baseline", "--no-hook", env=env)
    assert "same: .github/workflows/dead-links.yml\n" in again.out


def test_the_workflow_of_one_site_checks_the_second_one_too(tmp_path, monkeypatch):
    origin = Origin("1.2", git="https://github.com/octo/content-lint", commit="0" * 40)
    monkeypatch.setattr("content_lint.cli.commands.init.find_origin", lambda: origin)
    top = tmp_path / "repository"
    files = {f"{site}/{path}": text for site in ("club", "web") for path, text in DECAP_SITE.items()}
    Repo(top, files).git("remote", "add", "origin", "https://github.com/example/sites.git")
    quiet = ("--yes", "--no-baseline", "--no-hook")
    assert "wrote: .github/workflows/content-lint.yml" in run(top / "club", "init", *quiet).out
    ran = run(top / "web", "init", *quiet)
    assert "changed: .github/workflows/content-lint.yml" in ran.out
    assert "`.github/workflows/dead-links.yml` is there already: it stays as it is, and does not name `web`" in ran.out
    assert "same: .github/workflows/content-lint.yml" in run(top / "web", "init", *quiet).out
    workflow = top / ".github/workflows/content-lint.yml"
    assert (
        "          working-directory: |\n            club\n            web\n          comment:" in workflow.read_text()
    )
    workflow.write_text("jobs: {a: {steps: [run: content-lint check club]}}\n")
    assert "note: .github/workflows/content-lint.yml runs content-lint, and does not name `web`: add it" in (
        run(top / "web", "init", *quiet).out
    )


def test_a_comment_that_could_not_work_is_not_written(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    ran = run(root, "init", "--comment", "--no-hook")
    assert ran.status == 2
    assert "`.github/workflows/content-lint-comment.yml` was not written" in ran.err
    assert "content-lint was not installed from GitHub, where its action is." in ran.err
    assert not (root / ".github").exists()


def test_on_a_terminal_a_workflow_is_shown_before_it_is_asked_for(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    env = installed_from(tmp_path / "site-packages", GITHUB)
    status, shown = answering(root, b"y\ny\nn\n", "init", "--no-hook", "--no-baseline", env=env)
    assert (status, "Check every pull request" in shown) == (0, True), shown
    assert shown.index("name: content-lint\r\n") < shown.index("Check every pull request (GitHub Actions)?")
    assert shown.index("name: Dead links\r\n") < shown.index("Keep one issue of dead links (GitHub Actions)?")
    assert [path.name for path in (root / ".github/workflows").iterdir()] == ["content-lint.yml"]


def test_nobody_is_asked_about_a_workflow_that_cannot_be_written(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    Repo(root).git("remote", "add", "origin", "https://github.com/example/site.git")
    env = installed_from(tmp_path / "site-packages", {"url": (tmp_path / "here").as_uri(), "dir_info": {}})
    status, shown = answering(root, b"y\n", "init", "--no-hook", "--no-baseline", env=env)
    assert (status, "GitHub Actions)?" in shown) == (0, False), shown
    assert "`.github/workflows/content-lint.yml` was not written: content-lint was installed from" in shown


def test_a_workflow_that_is_left_out_is_not_left_out_in_silence(tmp_path):
    root = sites.jekyll(tmp_path / "site")
    repo = Repo(root)
    arguments = ("init", "--yes", "--no-hook", "--no-baseline")
    said = "note: no workflow was written, for nothing says that this repository is on GitHub"
    assert said in run(root, *arguments).out
    repo.write({".gitlab-ci.yml": "a: {script: [content-lint check]}\n"})
    assert said not in run(root, *arguments).out


def test_names_in_data_files_are_references(tmp_path):
    files = {"_config.yml": "", "_data/authors.yml": "ana: {name: Ana Lima}\nben: {name: Ben Okri}\n"}
    files["_data/rooms.json"] = '[{"id": "hall", "seats": 9}, {"id": "attic", "seats": 3}]'
    files |= {f"_data/locales/{code}.yml": "more: x\n" for code in ("de", "en", "fr")}
    for number in range(1, 11):
        more = f"author: {('ana', 'ben')[number % 2]}\nroom: {('hall', 'attic')[number % 2]}\n"
        more += f"locale: {('de', 'en')[number % 2]}\n"
        files[f"_posts/2024-01-{number:02}-p.md"] = dated(f"P{number}", number, more)
    sites.write(tmp_path, files)
    assert run(tmp_path, "init", "--yes", "--no-baseline", "--no-hook", "--no-workflow").status == 0
    text = (tmp_path / "schemas" / "posts.py").read_text()
    assert '    author: Ref["_data/authors.yml"]\n' in text
    assert '    room: Ref["_data/rooms.json#id"]\n' in text
    assert '    locale: Ref["_data/locales"]\n' in text
    assert run(tmp_path, "check").out == ""
    bad = dated("Bad", 20, "author: bne\nroom: cellar\nlocale: de\n")
    sites.write(tmp_path, {"_posts/2024-01-20-bad.md": bad})
    found = run(tmp_path, "check").out
    assert "`author` names `bne`, and there is no `bne` in `_data/authors.yml`. There are `ana`, `ben`" in found
    assert "no `cellar` in `_data/rooms.json#id`. There are `attic`, `hall`" in found
    sites.write(tmp_path, {"_data/authors.yml": "ana: {}\nbne: {}\n"})
    assert "no `ben` in `_data/authors.yml`" in run(tmp_path, "check").out
    (tmp_path / "_data/authors.yml").unlink()
    assert "`author` is a reference to a data file: there is no file `_data/authors.yml`" in run(tmp_path, "check").err


def test_keys_in_other_cases_are_the_same_keys_where_the_generator_says_so(tmp_path):
    files = {"hugo.toml": "title = 'a'\n"}
    files |= {f"content/posts/a{n}.md": f"---\ntitle: A{n}\nauthor: Ana\n---\n" for n in range(9)}
    files |= {"content/posts/b.md": "---\nTitle: B\nAuthor: Ana\n---\n"}
    repo = Repo(tmp_path / "site", files)
    run(repo.folder, *INIT)
    text = (repo.folder / "schemas" / "posts.py").read_text()
    assert "    # 10 of 10 posts\n    title: PlainText\n" in text
    assert "Left out" not in text
    assert run(repo.folder, "check", *FIELD_RULES).status == 0


def test_pages_that_need_no_front_matter_lack_nothing_afterwards(tmp_path):
    files = {"mkdocs.yml": "site_name: a\n"}
    files |= {f"docs/a{n}.md": f"---\ntitle: A{n}\n---\n# A\n" for n in range(6)}
    files |= {f"docs/b{n}.md": "# B\n" for n in range(6)}
    repo = Repo(tmp_path / "site", files)
    run(repo.folder, *INIT)
    assert "    # 6 of 12 posts\n    title: PlainText | None = None\n" in (repo.folder / "schemas/docs.py").read_text()
    assert run(repo.folder, "check").status == 0
