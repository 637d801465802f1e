"""A hook that is answered from what was kept says what a whole run says, whatever was changed before."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, rule, run_state_machine_as_test

from content_lint.cache.site_index import DAMAGED, Contents, FileRow, SiteIndex, write_index
from content_lint.cli.check import keep_judged
from content_lint.engine.incremental import alone
from content_lint.engine.incremental.alone import find_alone
from content_lint.links import candidates
from tests.cli.command import environment
from tests.quick_hook import BothWays
from tests.repository import Repo

MAIL = "[m](mailto:office@example.org)\n"
JEKYLL = {
    "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"
    "collections: {news: {output: true, permalink: /news/:title/}}\n",
    "_layouts/default.html": "<p id=top>{{ content }}</p>",
    "index.md": "---\ntitle: Home\nlayout: default\n---\n[a](/news/a/#one)\n",
    "_news/a.md": "---\ntitle: A\nlayout: default\n---\n## One\n\n[b](/news/b/#two) [m](mailto:office@example.org)\n",
    "_news/b.md": "---\ntitle: B\nlayout: default\nredirect_from: /old-b/\n---\n## Two\n\n[a](/news/a/)\n",
    "_news/c.md": "---\ntitle: C\nlayout: default\npublished: false\n---\n[o](/old-b/) [x](/news/zz/)\n",
    "_posts/2026-08-01-d.md": "---\ntitle: D\nlayout: default\n---\n[c](/news/c/)\n"
    + "[m](mailto:office@example.org)\n" * 11,
    "img/a.png": "x",
    "img/c.png": "x",
}
HUGO = {
    "hugo.toml": 'baseURL = "https://www.example.org/"\n[permalinks]\nnews = "/news/:slugorcontentbasename/"\n',
    "content/_index.md": "---\ntitle: Home\n---\n[a](/news/a/#one)\n",
    "content/news/a.md": f"---\ntitle: A\ndate: 2026-01-01\n---\n## One\n\n[b](/news/b/#two) {MAIL}",
    "content/news/b.md": "---\ntitle: B\ndate: 2026-01-02\naliases: [/old-b/]\n---\n## Two\n\n[a](/news/a/)\n",
    "content/news/c.md": "---\ntitle: C\ndraft: true\n---\n[o](/old-b/) [x](/news/zz/)\n",
    "content/d.md": "---\ntitle: D\n---\n[c](/news/c/)\n" + MAIL * 11,
    "static/img/a.png": "x",
    "static/img/c.png": "x",
}


def documented(folder: str, files: dict[str, str]) -> dict[str, str]:
    """A site with a few documents in a folder, which name each other by their files."""
    texts = {
        "a": "## One\n\n[b](b.md#two) [c](c.md)\n",
        "b": f"## Two\n\n[a](a.md#one) {MAIL}",
        "c": "[a](./a.md) [x](zz.md)\n" + MAIL * 11,
        "e": "## Three\n\n[b](/b/)\n",
    }
    return {
        **files,
        **{f"{folder}/{name}.md": f"---\ntitle: {name.upper()}\n---\n{text}" for name, text in texts.items()},
    }


_CLASSIC = "module.exports = {url: 'https://www.example.org', baseUrl: '/', presets: [['classic', {blog: {}}]]}\n"
_PACKAGES = '{"dependencies": {"@docusaurus/core": "3.5.0", "@docusaurus/preset-classic": "3.5.0"}}\n'
_LOADED = (
    "import { defineCollection } from 'astro:content';\nimport { glob } from 'astro/loaders';\n"
    "const news = defineCollection({ loader: glob({ pattern: '**/*.md', base: './src/content/news' }) });\n"
    "export const collections = { news };\n"
)
_ROUTE = (
    "---\nimport { getCollection } from 'astro:content';\n"
    "export async function getStaticPaths() {\n  const all = await getCollection('news');\n"
    "  return all.map((item) => ({ params: { slug: item.id }, props: { item } }));\n}\n---\n<p />\n"
)
DOCS = {
    "docusaurus": (
        documented(
            "docs",
            {
                "docusaurus.config.js": _CLASSIC,
                "package.json": _PACKAGES,
                "blog/2024-01-02-p.md": "---\ntitle: P\ntags: [one]\n---\n[a](/docs/a)\n",
                "static/img/a.png": "x",
                "static/img/c.png": "x",
            },
        ),
        "docs",
    ),
    "eleventy": (
        documented(
            "posts",
            {
                "eleventy.config.js": "module.exports = (config) => { config.addPassthroughCopy('img'); };\n",
                "package.json": '{"dependencies": {"@11ty/eleventy": "3.0.0"}}\n',
                "index.md": "---\ntitle: Home\n---\n[a](/posts/a/)\n",
                "tags.njk": "---\npagination: {data: collections, size: 1, alias: tag}\n"
                "permalink: /tags/{{ tag }}/\n---\n",
                "img/a.png": "x",
                "img/c.png": "x",
            },
        ),
        "posts",
    ),
    "astro": (
        documented(
            "src/content/news",
            {
                "astro.config.mjs": "export default { site: 'https://www.example.org' };\n",
                "package.json": '{"dependencies": {"astro": "5.0.0"}}\n',
                "src/content.config.ts": _LOADED,
                "src/pages/news/[slug].astro": _ROUTE,
                "public/img/a.png": "x",
                "public/img/c.png": "x",
            },
        ),
        "src/content/news",
    ),
    "mkdocs": (
        documented("docs", {"mkdocs.yml": "site_name: A\n", "docs/img/a.png": "x", "docs/img/c.png": "x"}),
        "docs",
    ),
}
TARGETS = (
    *("/", "/news/a/", "/news/b/#two", "/news/b/#three", "/news/a/#one", "/old-b/", "/news/c/", "/News/A/", "/d/"),
    *(f"https://www.example.org/api/{name}/" for name in "abc"),
    *("/news/new/", "/news/moved-a/", "/nowhere/", "../b/", "https://www.example.org/news/a/"),
    *("/tags/three/", "/tags/two/", "/tags/tree/"),
    *("mailto:offce@example.org", "mailto:office@example.org", "/img/a.png", "/img/b.png", "https://other.example/"),
)
LINES = st.one_of(
    st.sampled_from(TARGETS).map(lambda target: f"[text]({target})"),
    st.sampled_from(("One", "Two", "Three")).map(lambda title: f"## {title}"),
    st.sampled_from(
        ("words", "{% link index.md %}", "[x]({{ site.url }}/news/a/)", "<!-- content-lint-ignore broken-link -->")
    ),
)
FIELDS = st.one_of(
    st.sampled_from(("title: Other", "description: words", "layout: other", "date: 2020-01-01", "date: 2030-01-01")),
    st.sampled_from(("permalink: /news/b/", "permalink: news/x/", "published: false", "draft: true", "slug: new")),
    st.sampled_from(
        ("redirect_from: /old-b/", "redirect_from: /nowhere/", "redirect_to: /news/a/", "aliases: [/nowhere/]")
    ),
    st.sampled_from(("redirect_from: /x/\nredirect_from: /nowhere/", "tags: [one, two]", "url: /news/b/", "title: '")),
    st.sampled_from(("tags: [three]", "tags: [two, three]", "tags: 4")),
)
NUMBER = st.integers(0, 20)
DONE = st.sampled_from((True, True, False))
_WORKFLOW = ".github/workflows/ci.yml"
ODD = (
    ("_config.yml", "exclude: [img]\n"),
    ("_config.yml", "# words\n"),
    ("hugo.toml", "disableKinds = ['taxonomy']\n"),
    ("hugo.toml", "# words\n"),
    ("mkdocs.yml", "use_directory_urls: false\n"),
    ("mkdocs.yml", "# words\n"),
    ("astro.config.mjs", "// words\n"),
    ("eleventy.config.js", "// words\n"),
    ("docusaurus.config.js", "// words\n"),
    ("package.json", "\n"),
    ("_layouts/default.html", "<p id=three>"),
    ("_layouts/default.html", "<p>words"),
    ("src/pages/news/[slug].astro", "<p id='three' />\n"),
    ("src/pages/news/[slug].astro", "<p>words</p>\n"),
    ("tags.njk", "<p>words</p>\n"),
    (_WORKFLOW, "# words\n"),
    (_WORKFLOW, "      - run: cp README.md docs/copied.md\n"),
)
"""Files that say what others are, each with a line that changes that, or does not."""


class Editing(RuleBasedStateMachine):
    """Somebody edits a site and commits; each commit is judged in both ways."""

    files = JEKYLL

    @initialize()
    def begin(self):
        self.place = Path(tempfile.mkdtemp(prefix="content-lint-quick-"))
        self.repo = Repo(self.place / "repo", dict(self.files))
        set_up_hook(self.repo)
        self.both = BothWays(self.place / "cache")
        self.day = 1

    def teardown(self):
        shutil.rmtree(self.place, ignore_errors=True)

    def posts(self):
        return sorted(path for path in self.repo.folder.rglob("*.md") if ".git" not in path.parts)

    def chosen(self, number: int) -> Path:
        posts = self.posts()
        return posts[number % len(posts)]

    @rule(number=NUMBER, line=LINES, done=DONE)
    def add_line(self, number, line, done):
        with self.chosen(number).open("a") as file:
            file.write(f"\n{line}\n")
        self.end(done)

    @rule(number=NUMBER, done=DONE)
    def drop_line(self, number, done):
        path = self.chosen(number)
        lines = path.read_text().splitlines(keepends=True)
        if len(lines) > 4:
            path.write_text("".join(lines[:-1]))
        self.end(done)

    @rule(number=NUMBER, field=FIELDS, done=DONE)
    def add_field(self, number, field, done):
        path = self.chosen(number)
        path.write_text(path.read_text().replace("---\n", f"---\n{field}\n", 1))
        self.end(done)

    @rule(number=NUMBER, done=DONE)
    def drop_field(self, number, done):
        path = self.chosen(number)
        lines = path.read_text().splitlines(keepends=True)
        if len(lines) > 2 and lines[1] != "---\n":
            path.write_text("".join((lines[0], *lines[2:])))
        self.end(done)

    @rule(number=NUMBER, name=st.sampled_from(("new", "a", "zz", "2026-08-02-e")), done=DONE)
    def add_post(self, number, name, done):
        path = self.chosen(number).parent / f"{name}.md"
        if not path.exists():
            path.write_text("---\ntitle: New\nlayout: default\n---\n[a](/news/a/#one)\n")
        self.end(done)

    @rule(number=NUMBER, done=DONE)
    def delete(self, number, done):
        if len(self.posts()) > 3:
            self.chosen(number).unlink()
        self.end(done)

    @rule(number=NUMBER, name=st.sampled_from(("moved-", "2026-01-01-")), done=DONE)
    def rename(self, number, name, done):
        path = self.chosen(number)
        path.rename(path.with_name(f"{name}{path.name}"))
        self.end(done)

    @rule(number=NUMBER, done=DONE)
    def change_machinery(self, number, done):
        known = [(name, line) for name, line in ODD if (self.repo.folder / name).exists() or name == _WORKFLOW]
        name, line = known[number % len(known)]
        path = self.repo.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("a") as file:
            file.write(line)
        self.end(done)

    @rule(done=DONE)
    def change_picture(self, done):
        for path in self.repo.folder.rglob("a.png"):
            path.write_bytes(path.read_bytes() + b"x")
        self.end(done)

    @rule(name=st.sampled_from(("b.png", "a.png")), done=DONE)
    def add_or_delete_picture(self, name, done):
        for path in sorted(self.repo.folder.rglob("c.png")):
            other = path.with_name(name)
            if other.exists():
                other.unlink()
            else:
                other.write_bytes(b"y")
        self.end(done)

    @rule(sure=st.integers(0, 2))
    def wait(self, sure):
        self.day += not sure

    @rule()
    def give_up(self):
        """Judge a commit that is not made."""
        self.repo.git("add", "-A")
        self.judge()

    @rule()
    def check_all(self):
        """What is kept then is the site as it lies on disk, with all that is in no commit."""
        self.compare()

    @rule()
    def forget(self):
        """Somebody empties the cache, so that the next check keeps the site again."""
        shutil.rmtree(self.place / "cache", ignore_errors=True)

    @rule()
    def look_at_what_changed(self):
        self.compare("--changed-since", "HEAD")

    @rule(number=NUMBER, line=LINES)
    def type_into_an_editor(self, number, line):
        path = self.chosen(number)
        text = f"{path.read_text()}\n{line}\n".encode()
        name = path.relative_to(self.repo.folder).as_posix()
        self.compare("--stdin-filename", name, stdin=text)

    @rule(number=NUMBER)
    def leave_unstaged(self, number):
        """Judge with something on disk that is not in the commit."""
        self.repo.git("add", "-A")
        with self.chosen(number).open("a") as file:
            file.write("\n[unstaged](/unstaged/)\n")
        self.judge()
        self.repo.git("add", "-A")

    def end(self, done):
        if done:
            self.commit()

    @rule()
    def commit(self):
        self.repo.git("add", "-A")
        self.judge()
        self.repo.git("commit", "-q", "--allow-empty", "-m", "x")

    def judge(self):
        self.compare("--hook")

    def compare(self, *way, stdin=b""):
        kept, whole = self.both.check(self.repo.folder, today=f"2026-09-{self.day:02}T12:00:00Z", way=way, stdin=stdin)
        assert kept == whole


class EditingHugo(Editing):
    files = HUGO


class EditingDocusaurus(Editing):
    files = DOCS["docusaurus"][0]


class EditingEleventy(Editing):
    files = DOCS["eleventy"][0]


class EditingAstro(Editing):
    files = DOCS["astro"][0]


class EditingMkDocs(Editing):
    files = DOCS["mkdocs"][0]


MACHINES = [Editing, EditingHugo, EditingDocusaurus, EditingEleventy, EditingAstro, EditingMkDocs]


@pytest.mark.parametrize("machine", MACHINES)
def test_after_any_edits_it_says_what_a_whole_run_says(machine):
    examples = int(os.environ.get("CONTENT_LINT_QUICK_EXAMPLES", "5"))
    run_state_machine_as_test(
        machine,
        settings=settings(
            max_examples=examples,
            stateful_step_count=25,
            deadline=None,
            suppress_health_check=list(HealthCheck),
        ),
    )


@pytest.fixture
def both(tmp_path):
    return BothWays(tmp_path / "cache")


@pytest.fixture
def repo(tmp_path):
    made = Repo(tmp_path / "repo", JEKYLL)
    set_up_hook(made)
    return made


def set_up_hook(repo: Repo) -> None:
    """A hook that has commits checked, though not those of these tests."""
    hook = repo.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text("#!/bin/sh\n: content-lint check --hook\n")
    hook.chmod(0o755)


def edit(repo: Repo, path: str, text: str) -> None:
    with (repo.folder / path).open("a") as file:
        file.write(text)
    repo.git("add", "-A")


@pytest.mark.parametrize(("files", "post"), [(JEKYLL, "_news/a.md"), (HUGO, "content/news/a.md")])
def test_a_changed_text_needs_no_look_at_the_whole_site(both, tmp_path, files, post):
    repo = Repo(tmp_path / "repo", files)
    edit(repo, post, "\n[x](/nowhere/)\n")
    both.check(repo.folder)
    assert (both.quick, both.long) == (0, 1)
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert (both.quick, both.long) == (1, 1)
    assert kept[1]["diagnostics"][0]["rule"] == "broken-link"


def test_a_heading_that_goes_breaks_links_of_others(repo, both):
    edit(repo, "index.md", "\nwords\n")
    both.check(repo.folder)
    repo.git("commit", "-q", "-m", "x")
    repo.write({"_news/b.md": JEKYLL["_news/b.md"].replace("## Two", "## Other")})
    repo.git("add", "-A")
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert both.quick == 1
    assert [(item["path"], item["rule"]) for item in kept[1]["diagnostics"]] == [("_news/a.md", "broken-anchor")]


def kept_of(both: BothWays, repo: Repo, **more) -> tuple[int, list[tuple[str, str]]]:
    """How many answers came from what was kept, and what was found; both ways have to say the same."""
    before = both.quick
    kept, whole = both.check(repo.folder, **more)
    assert kept == whole, both.reasons
    return both.quick - before, [(item["path"], item["rule"]) for item in kept[1]["diagnostics"]]


PAGE_ABOVE = ("index.md", "removed-url")


@pytest.fixture
def ready(repo, both):
    """A site whose last commit was kept."""
    edit(repo, "index.md", "\nwords\n")
    both.check(repo.folder)
    repo.git("commit", "-q", "-m", "x")
    return repo


@pytest.mark.parametrize(("way", "asked"), [(("--hook",), ()), (("--changed-since", "HEAD"), (".",))])
@pytest.mark.parametrize(("files", "post"), [(JEKYLL, "_news/a.md"), (HUGO, "content/news/a.md")])
def test_the_first_hook_after_a_check_needs_no_look_at_the_whole_site(both, tmp_path, files, post, way, asked):
    repo = Repo(tmp_path / "repo", files)
    set_up_hook(repo)
    both.check(repo.folder, way=asked)
    edit(repo, post, "\n[x](/nowhere/)\n")
    assert kept_of(both, repo, way=way) == (1, [(post, "broken-link")])


def test_what_a_check_has_kept_is_the_site_as_it_lay_on_disk(repo, both):
    for path in ("_news/a.md", "_news/c.md"):
        with (repo.folder / path).open("a") as file:
            file.write("\n[x](/nowhere/)\n")
    (repo.folder / "_news/b.md").unlink()
    repo.write({"_news/new.md": NEW, "img/new.png": "x"})
    both.check(repo.folder, way=())
    with (repo.folder / "_news/a.md").open("a") as file:
        file.write("\n[y](/nowhere-else/) [b](/news/b/) [n](/news/new/)\n")
    quick, found = kept_of(both, repo, way=("--changed-since", "HEAD"))
    assert (quick, ("_news/c.md", "broken-link") in found, ("_news/a.md", "broken-link") in found) == (1, True, True)
    repo.git("checkout", "-q", "_news/b.md", "_news/c.md")
    repo.git("add", "_news/a.md")
    (repo.folder / "_news/new.md").unlink()
    quick, found = kept_of(both, repo)
    assert (quick, len([item for item in found if item == ("_news/a.md", "broken-link")])) == (1, 3)


@pytest.mark.parametrize(
    "way", [("--select", "broken-link"), ("--ignore", "broken-anchor"), ("index.md",), ("--external", "cached")]
)
def test_a_check_of_something_else_keeps_nothing(repo, both, tmp_path, way):
    both.check(repo.folder, way=way)
    assert list((tmp_path / "cache" / "sites").glob("*.index")) == []


def test_a_check_keeps_nothing_where_no_hook_is_set_up(repo, both, tmp_path):
    (repo.folder / ".git" / "hooks" / "pre-commit").unlink()
    both.check(repo.folder, way=())
    assert list((tmp_path / "cache" / "sites").glob("*.index")) == []


def test_a_check_keeps_the_site_once(repo, both, tmp_path):
    both.check(repo.folder, way=())
    kept = index_of(tmp_path).stat().st_ino
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    both.check(repo.folder, way=())
    assert index_of(tmp_path).stat().st_ino == kept  # another one would have taken its place
    repo.write({"_config.yml": JEKYLL["_config.yml"] + "title: Other\n"})
    repo.commit()
    both.check(repo.folder, way=())
    assert index_of(tmp_path).stat().st_ino != kept


def test_nothing_is_kept_on_a_server_nor_where_much_differs(repo, both, tmp_path, monkeypatch):
    monkeypatch.setitem(both.environment, "CI", "true")
    both.check(repo.folder, way=())
    monkeypatch.delitem(both.environment, "CI")
    repo.write({f"_news/n{number}.md": NEW for number in range(51)})
    both.check(repo.folder, way=())
    assert list((tmp_path / "cache" / "sites").glob("*.index")) == []


@pytest.mark.parametrize(("most", "quick"), [(1, 1), (2, 1), (3, 0), (7, 0), (8, 1), (9, 1)])
def test_of_how_many_dead_links_slips_are_looked_up(repo, both, monkeypatch, most, quick):
    monkeypatch.setattr(candidates, "_MOST_MISSING", most)
    fields = "title: E\nlayout: default\npermalink: /news/some-words/\n"
    repo.write({"_news/e.md": f"---\n{fields}---\n[1](/1/) [2](/2/) [3](/3/)\n"})
    repo.commit()
    both.check(repo.folder, way=())
    edit(repo, "_news/a.md", "\n[x](/news/some-wrods/)\n")
    assert kept_of(both, repo) == (quick, [("_news/a.md", "broken-link")])


def test_a_file_that_is_edited_and_put_back_during_a_check_is_not_believed(repo, both, tmp_path, monkeypatch):
    real = keep_judged.changes_since

    def changing(*given: Any) -> Any:
        text = (repo.folder / "_news/a.md").read_bytes()
        (repo.folder / "_news/a.md").write_bytes(b"another")
        (repo.folder / "_news/a.md").write_bytes(text)
        return real(*given)

    monkeypatch.setattr(keep_judged, "changes_since", changing)
    both.check(repo.folder, way=())
    assert list((tmp_path / "cache" / "sites").glob("*.index")) == []


def test_a_new_post_needs_no_look_at_the_whole_site(ready, both):
    ready.write({"_news/new.md": "---\ntitle: New\nlayout: default\n---\n[x](/nowhere/) [a](/news/a/)\n"})
    ready.git("add", "-A")
    assert kept_of(both, ready) == (1, [("_news/new.md", "broken-link")])


NEW = "---\ntitle: New\nlayout: default\n---\n## Three\n\n[a](/news/a/#one) [b](/news/b/)\n"


def at(line: str) -> str:
    return NEW.replace("---\n", f"---\n{line}\n", 1)


@pytest.mark.parametrize(
    ("files", "gone", "is_alone"),
    [
        ({"_news/n.md": NEW}, (), True),
        ({"_news/zz.md": NEW, "_news/y.md": at("date: 2026-01-01")}, (), True),
        ({"_news/n.md": at("published: false")}, (), True),
        ({"_news/n.md": at("permalink: /news/others/n/")}, (), True),
        ({}, ("_news/a.md",), True),
        ({"_news/e.md": JEKYLL["_news/a.md"]}, ("_news/a.md",), True),
        ({"_news/a.md": JEKYLL["_news/a.md"].replace("title: A", "permalink: /news/e/")}, (), True),
        ({"_news/a.md": JEKYLL["_news/a.md"].replace("title: A", "published: false")}, (), True),
        ({"_news/n.md": at("permalink: /news/a/")}, (), False),
        ({"_news/n.md": at("permalink: /News/A/")}, (), False),
        ({"_news/n.md": at("permalink: /old-b/")}, (), False),
        ({"_news/n.md": at("permalink: /news/c/")}, (), False),
        ({"_news/n.md": at("permalink: /img/a.png/n/")}, (), False),
        ({"_news/n.md": at("permalink: /other/n/")}, (), False),
        ({"_news/n.md": at("redirect_from: /old-n/")}, (), True),
        ({"_news/n.md": at("redirect_from: [/old-n/, /old-m.html, /news/old]")}, (), True),
        ({"_news/n.md": at("redirect_from: /old-n/\npublished: false")}, (), True),
        ({"_news/n.md": at("redirect_from: [/old-n/, /old-n/]")}, (), False),
        ({"_news/n.md": at("redirect_from: /news/n/")}, (), False),
        ({"_news/n.md": at("redirect_from: /old-b/")}, (), False),
        ({"_news/n.md": at("redirect_from: /News/a/")}, (), False),
        ({"_news/n.md": at("redirect_from: /news/a")}, (), True),
        ({"_news/n.md": at("redirect_from: /news/c/")}, (), False),
        ({"_news/n.md": at("redirect_from: /strange/n/")}, (), False),
        ({"_news/n.md": at("redirect_from: /old-n/"), "_news/m.md": at("redirect_from: /old-n/")}, (), False),
        ({"_news/n.md": at("redirect_to: /news/a/")}, (), False),
        (
            {"_news/a.md": JEKYLL["_news/a.md"].replace("title: A", "permalink: /news/e/\nredirect_from: /news/a/")},
            (),
            True,
        ),
        ({"_news/n.md": at("permalink: /news/m/"), "_news/m.md": NEW}, (), False),
        ({"_news/n.md": "words\n"}, (), False),
        ({"_news/inner/n.md": NEW}, (), False),
        ({"n.md": NEW}, (), False),
        ({"img/n.png": "x", "_news/n.md": NEW + "![n](/img/n.png) ![m](/img/m.png)\n"}, (), True),
        ({"img/A.png": "x"}, (), False),
        ({"img/inner/n.png": "x", "news/a/n.pdf": "x"}, (), True),
        ({}, ("img/a.png",), True),
        ({"img/b.png": "x"}, ("img/a.png",), True),
        ({"pictures/n.png": "x"}, (), False),
        ({"img/n.txt": "---\ntitle: N\n---\n"}, (), False),
        ({"img/n.html": "x"}, (), False),
        ({"_news/n.png": "x"}, (), False),
        ({}, ("_news/b.md",), True),
        ({"_news/e.md": JEKYLL["_news/b.md"]}, ("_news/b.md",), True),
        ({}, ("_news/c.md",), False),
        ({}, ("_posts/2026-08-01-d.md",), False),
        ({"_news/b.md": JEKYLL["_news/b.md"].replace("title: B", "title: Other")}, (), True),
        ({"_news/b.md": JEKYLL["_news/b.md"].replace("/old-b/", "/older-b/")}, (), True),
        ({"_news/b.md": JEKYLL["_news/b.md"].replace("redirect_from: /old-b/\n", "")}, (), True),
        ({"_news/b.md": JEKYLL["_news/b.md"].replace("title: B", "published: false")}, (), True),
        ({"_news/n.md": NEW.replace("/news/b/", "/news/bb/")}, (), True),
        ({"_news/n.md": NEW.replace("/news/b/", "/news/nn/")}, (), True),
        ({"_news/e.md": JEKYLL["_news/a.md"].replace("/news/b/", "/news/aa/")}, ("_news/a.md",), True),
    ],
)
def test_the_model_runs_again_only_where_a_text_hangs_together_with_others(ready, both, models, files, gone, is_alone):
    change(ready, files, gone)
    kept_of(both, ready)
    assert [model is not None for model in models] == [is_alone]


@pytest.fixture
def models(monkeypatch):
    """What was made of each change of pages: None where the model was run again."""
    found = []

    def noted(*given: Any) -> alone.Alone:
        found.append(None)
        found[-1] = find_alone(*given)
        return found[-1]

    monkeypatch.setattr(alone, "find_alone", noted)
    return found


def change(repo: Repo, files: dict[str, str], gone: tuple[str, ...]) -> None:
    repo.write(files)
    for path in gone:
        repo.git("rm", "-q", path)
    repo.git("add", "-A")


def kept_site(folder: Path, files: dict[str, str], both: BothWays) -> Repo:
    """A site whose last commit was kept."""
    repo = Repo(folder, files)
    edit(repo, next(path for path in files if path.endswith("c.md")), "\nwords\n")
    both.check(repo.folder)
    repo.git("commit", "-q", "-m", "x")
    return repo


HUGO_MORE = {
    **HUGO,
    "content/news/_index.md": "---\ntitle: News\ncascade: {show: true}\n---\n",
    "content/news/a.md": HUGO["content/news/a.md"].replace("title: A", "title: A\ntags: [one, two]"),
    "content/news/m/index.md": "---\ntitle: M\n---\n[i](i.png)\n",
    "content/news/m/i.png": "x",
    "content/e.md": "---\ntitle: E\n---\n[three](/tags/three/) [x](/tags/threee/) [n](/news/n/index.json)\n",
}
A, M = HUGO_MORE["content/news/a.md"], HUGO_MORE["content/news/m/index.md"]


@pytest.mark.parametrize(
    ("files", "gone", "is_alone"),
    [
        ({"content/news/n.md": NEW}, (), True),
        ({"content/news/n.md": at("tags: [two]")}, (), True),
        ({"content/news/n.md": at("tags: [three]")}, (), True),
        ({"content/news/n.md": at("tags: [three]"), "content/news/o.md": at("tags: [three, four]")}, (), True),
        ({"content/news/a.md": A.replace("one, two", "one, two, three")}, (), True),
        ({"content/news/n.md": at("tags: [b]"), "content/news/o.md": at("url: /tags/b/")}, (), False),
        ({"content/news/n.md": at("tags: [One]")}, (), True),
        ({"content/news/n.md": at("categories: [x]")}, (), True),
        ({"content/news/n.md": at("date: 2026-08-01")}, (), True),
        ({"content/news/n.md": at("date: 2027-08-01")}, (), True),
        ({"content/news/n/index.md": NEW}, (), True),
        ({"content/n.md": NEW}, (), True),
        ({"content/news/a.md": A.replace("title: A", "title: Other")}, (), True),
        ({"content/news/a.md": A.replace("title: A", "slug: other")}, (), True),
        ({"content/news/a.md": A.replace("title: A", "draft: true")}, (), False),  # its terms may have no other page
        ({"content/news/a.md": A.replace("one, two", "two")}, (), False),
        ({"content/news/b.md": HUGO["content/news/b.md"].replace("title: B", "title: Other")}, (), True),
        ({"content/news/b.md": HUGO["content/news/b.md"].replace("/old-b/", "/older-b/")}, (), True),
        ({"content/news/m/index.md": M.replace("title: M", "title: Other")}, (), True),
        ({"content/news/m/index.md": M.replace("title: M", "slug: other")}, (), False),
        ({"content/news/n.md": NEW.replace("/news/b/", "/news/bb/")}, (), True),
        ({}, ("content/d.md",), True),
        ({}, ("content/news/c.md",), False),
        ({}, ("content/news/m/index.md",), False),
        ({"content/news/n.md": at("slug: b")}, (), False),
        ({"static/img/n.png": "x", "content/news/n.md": NEW + "![n](/img/n.png)\n"}, (), True),
        ({"static/news/a/n.png": "x"}, ("static/img/a.png",), True),
        ({"content/news/m/j.png": "x"}, (), False),
        ({"content/news/n.md": at("url: /news/A/")}, (), False),
        ({"content/news/n.md": at("aliases: [/old-n/]")}, (), True),
        ({"content/news/n.md": at("aliases: [/news/a/]")}, (), False),
        ({}, ("content/news/b.md",), True),
        ({"content/news/n.md": at("outputs: [html, json]")}, (), True),
        ({"content/news/n/_index.md": NEW}, (), False),
        ({"content/news/a/index.md": NEW}, (), False),
    ],
)
def test_the_model_of_hugo_runs_again_only_where_a_page_hangs_together_with_others(
    both, tmp_path, models, files, gone, is_alone
):
    repo = kept_site(tmp_path / "repo", HUGO_MORE, both)
    change(repo, files, gone)
    assert kept_of(both, repo)[0] == 1
    assert [model is not None for model in models] == [is_alone]


NEW_DOCUMENT = "---\ntitle: New\n---\n## Three\n\n[a](a.md#one) [b](b.md) [x](zz.md)\n"


@pytest.mark.parametrize("name", DOCS)
@pytest.mark.parametrize("way", ["new", "gone", "renamed"])
def test_a_document_that_comes_or_goes_has_no_others_looked_at(both, tmp_path, models, name, way):
    files, folder = DOCS[name]
    repo = kept_site(tmp_path / "repo", files, both)
    if way == "new":
        change(repo, {f"{folder}/n.md": NEW_DOCUMENT}, ())
    else:
        moved = {f"{folder}/z.md": files[f"{folder}/a.md"]} if way == "renamed" else {}
        change(repo, moved, (f"{folder}/a.md",))
    assert kept_of(both, repo)[0] == 1
    assert [model is not None for model in models] == [True]


@pytest.mark.parametrize(
    ("name", "files"),
    [
        ("docusaurus", {"blog/2024-02-03-q.md": NEW_DOCUMENT}),
        ("eleventy", {"posts/n.md": NEW_DOCUMENT.replace("---\n", "---\ntags: [one]\n", 1)}),
        ("mkdocs", {"docs/index.md": NEW_DOCUMENT}),
    ],
)
def test_what_is_counted_together_has_the_model_run_again(both, tmp_path, models, name, files):
    repo = kept_site(tmp_path / "repo", DOCS[name][0], both)
    change(repo, files, ())
    kept_of(both, repo)
    assert [model is not None for model in models] == [False]


_SHOWS = "import Part from '@site/docs/_part.mdx';\n\n# A\n\n<Part />\n"
_SHOWN = {
    "docusaurus.config.js": _CLASSIC,
    "docs/c.md": "# C\n",
    "docs/_part.mdx": "[x](beside)\n",
    "docs/beside.md": "# Beside\n",
    "docs/a.mdx": _SHOWS,
    "docs/sub/b.mdx": "# B\n",
}


@pytest.mark.parametrize(
    ("files", "gone", "found"),
    [
        ({"docs/_part.mdx": "[x](beside)\n\n[y](gone)\n"}, (), [("docs/_part.mdx", "broken-link")]),
        ({"docs/sub/b.mdx": _SHOWS}, (), [("docs/_part.mdx", "broken-link")]),
        ({"docs/sub/c.mdx": _SHOWS}, (), [("docs/_part.mdx", "broken-link")]),
        ({"docs/sub/a.mdx": _SHOWS}, ("docs/a.mdx",), [("docs/_part.mdx", "broken-link")]),
        ({"docs/a.mdx": "# A\n"}, (), []),
    ],
)
def test_a_text_that_pages_show_is_judged_from_each_of_them(both, tmp_path, files, gone, found):
    repo = kept_site(tmp_path / "repo", _SHOWN, both)
    change(repo, files, gone)
    assert [item for item in kept_of(both, repo)[1] if item[1] == "broken-link"] == found


def test_a_draft_by_our_own_settings_is_none_for_a_hook_either(both, tmp_path):
    more = {"content-lint.toml": 'drafts = "wip"\n'}
    repo = kept_site(tmp_path / "repo", {**HUGO, **more}, both)
    change(repo, {"content/news/a.md": A.replace("title: A", "title: A\nwip: true")}, ())
    quick, found = kept_of(both, repo)
    assert quick == 1
    assert ("content/news/a.md", "removed-url") in found


_TERMS = {
    "layouts/_markup/render-link.html": (
        '{{ $d := .Destination }}{{ if eq $d "g" }}{{ with site.GetPage (printf "/terms/%s" (urlize .PlainText)) }}'
        '{{ $d = .RelPermalink }}{{ else }}{{ errorf "no term %q" $.PlainText }}{{ end }}{{ end }}<a href="{{ $d }}">'
    ),
    "content/terms/big-thing.md": "---\ntitle: Big thing\n---\nx\n",
    "content/terms/other.md": "---\ntitle: Other\n---\nx\n",
    "content/term.md": "---\ntitle: T\n---\n[Big thing](g)\n",
}


def test_a_page_goes_that_a_template_looks_for_by_the_text_of_links(both, tmp_path):
    repo = kept_site(tmp_path / "repo", {**HUGO, **_TERMS}, both)
    change(repo, {}, ("content/terms/big-thing.md",))
    quick, found = kept_of(both, repo)
    assert quick == 1
    assert ("content/term.md", "broken-liquid-link") in found


def test_a_deleted_post_breaks_the_links_of_others(ready, both):
    ready.git("rm", "-q", "_news/b.md")
    quick, found = kept_of(both, ready)
    assert (quick, set(found)) == (1, {("_news/a.md", "broken-link"), ("_news/c.md", "broken-link"), PAGE_ABOVE})


def test_a_renamed_post_breaks_the_links_of_others(ready, both):
    ready.git("mv", "_news/b.md", "_news/e.md")
    quick, found = kept_of(both, ready)
    assert (quick, ("_news/a.md", "broken-link") in found, ("_news/e.md", "removed-url") in found) == (1, True, True)


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("permalink: /news/a/", ("_news/b.md", "duplicate-url")),
        ("permalink: /other/", ("_news/a.md", "broken-link")),
        ("published: false", ("_news/a.md", "link-to-hidden")),
        ("redirect_from: /news/a/", ("_news/b.md", "duplicate-url")),
    ],
)
def test_another_value_in_front_matter_needs_no_look_at_the_whole_site(ready, both, field, expected):
    ready.write({"_news/b.md": JEKYLL["_news/b.md"].replace("redirect_from: /old-b/", field)})
    ready.git("add", "-A")
    quick, found = kept_of(both, ready)
    assert quick == 1
    assert expected in found


def test_a_new_picture_and_a_gone_one(ready, both):
    ready.git("mv", "img/a.png", "img/z.png")
    edit(ready, "_news/a.md", "\n[z](/img/z.png) [a](/img/a.png)\n")
    assert kept_of(both, ready) == (1, [("_news/a.md", "missing-asset")])


@pytest.mark.skipif(sys.platform == "win32", reason="links need a privilege on Windows")
def test_what_changes_behind_a_link_takes_the_long_way(repo, both):
    (repo.folder / "_news/linked.md").symlink_to("c.md")
    edit(repo, "index.md", "\nwords\n")
    both.check(repo.folder)
    repo.git("commit", "-q", "-m", "x")
    edit(repo, "index.md", "\nwords\n")
    both.check(repo.folder)
    repo.git("mv", "_news/b.md", "_news/e.md")
    assert kept_of(both, repo)[0] == 1
    repo.git("reset", "-q", "--hard")
    edit(repo, "_news/c.md", "\n## More\n")
    assert kept_of(both, repo)[0] == 0


def test_places_in_a_file_that_is_copied_as_it_is(repo, both):
    repo.write({"api/index.html": "<h1 id=one>", "_news/e.md": "---\ntitle: E\nlayout: default\n---\n[x](/api/#one)\n"})
    repo.commit()
    edit(repo, "_news/b.md", "\n[y](/api/#two)\n")
    both.check(repo.folder)
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert kept[0] == 1
    assert both.quick == 1
    repo.commit()
    repo.write({"api/index.html": "<h1 id=two>"})
    repo.git("add", "-A")
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert [(item["rule"], item["path"]) for item in kept[1]["diagnostics"]] == [("broken-anchor", "_news/e.md")]


def test_a_parameter_that_is_handed_down_changes_links_of_others(both, tmp_path):
    link = "---\ntitle: P\n---\n[x](/docs/{{< param version >}}/)\n"
    section = "---\ntitle: S\ncascade: {version: one}\n---\n"
    more = {"content/docs/_index.md": section, "content/docs/p.md": link, "content/docs/one.md": "---\ntitle: O\n---\n"}
    repo = Repo(tmp_path / "repo", {**HUGO, **more})
    edit(repo, "content/d.md", "\nwords\n")
    both.check(repo.folder)
    repo.commit()
    repo.write({"content/docs/_index.md": section.replace("one", "two")})
    repo.git("add", "-A")
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert [(item["rule"], item["path"]) for item in kept[1]["diagnostics"]] == [("broken-link", "content/docs/p.md")]


def test_a_new_file_that_is_copied_as_it_is_and_a_link_into_it(ready, both):
    ready.write({"api/index.html": "<h1 id=one>"})
    edit(ready, "_news/b.md", "\n[x](/api/#one) [y](/api/#two)\n")
    kept, whole = both.check(ready.folder)
    assert kept == whole
    assert [item["rule"] for item in kept[1]["diagnostics"]] == ["broken-anchor"]


def test_a_new_post_that_links_into_a_file_that_is_copied_as_it_is(repo, both):
    repo.write({"api/index.html": "<h1 id=one>", "_news/e.md": "---\ntitle: E\nlayout: default\n---\n[x](/api/#one)\n"})
    repo.commit()
    edit(repo, "_news/b.md", "\nwords\n")
    both.check(repo.folder)
    repo.commit()
    repo.write({"_news/2024-01-05-f.md": "---\ntitle: F\nlayout: default\n---\n[x](/api/#one) [y](/api/#two)\n"})
    repo.git("add", "-A")
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert [item["rule"] for item in kept[1]["diagnostics"]] == ["broken-anchor"]


ASTRO = DOCS["astro"][0]
DEPENDENCY = {"package.json": '{"dependencies": {"astro": "5.0.0", "other": "1.0.0"}}\n'}
"""What the settings of the site are read from, and what leaves them as they are."""


@pytest.mark.parametrize("way", [("--hook",), ("--changed-since", "HEAD")])
def test_configuration_that_sets_the_site_up_as_it_was_is_like_any_other_file(both, tmp_path, way):
    repo = kept_site(tmp_path / "site", ASTRO, both)
    change(repo, {**DEPENDENCY, "src/content/news/b.md": "---\ntitle: B\n---\n[x](/news/nowhere/)\n"}, ())
    kept, whole = both.check(repo.folder, way=way)
    assert kept == whole
    # Nothing is said of what is broken in other documents.
    assert [item["path"] for item in kept[1]["diagnostics"]] == ["src/content/news/b.md"]
    assert (both.quick, both.long) == (1, 1), both.reasons


def test_configuration_that_an_earlier_commit_has_changed_to_no_effect_is_as_before(both, tmp_path):
    repo = kept_site(tmp_path / "site", ASTRO, both)
    change(repo, DEPENDENCY, ())
    repo.commit()
    change(repo, {"src/content/news/b.md": "---\ntitle: B\n---\n[x](/news/nowhere/)\n"}, ())
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert (kept[0], both.quick, both.long) == (1, 1, 1)


def test_configuration_that_sets_the_site_up_in_another_way_has_all_of_it_judged(both, tmp_path):
    repo = kept_site(tmp_path / "site", ASTRO, both)
    change(repo, {"astro.config.mjs": "export default { site: 'https://www.example.org', base: '/b' };\n"}, ())
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert len(kept[1]["diagnostics"]) > 1
    assert (both.quick, both.long) == (0, 2)
    repo.commit()
    change(repo, {"src/content/news/b.md": "---\ntitle: B\n---\n[x](/news/nowhere/)\n"}, ())
    for quick in (0, 1):
        kept, whole = both.check(repo.folder)
        assert kept == whole
        assert both.quick == quick


MKDOCS = {
    **DOCS["mkdocs"][0],
    _WORKFLOW: "jobs:\n  docs:\n    steps:\n      - run: cp README.md docs/copied.md\n",
    "README.md": "# Readme\n",
    "docs/f.md": "---\ntitle: F\n---\n[copied](copied.md)\n",
}


@pytest.mark.parametrize(
    ("line", "quick"),
    [("      - run: echo words\n", 1), ("      - run: cp README.md docs/zz.md\n", 0), ("# words\n", 1)],
)
def test_a_program_that_makes_pages_matters_where_it_makes_others(both, tmp_path, line, quick):
    repo = kept_site(tmp_path / "site", MKDOCS, both)
    change(repo, {_WORKFLOW: MKDOCS[_WORKFLOW] + line, "docs/a.md": "---\ntitle: A\n---\n[x](nowhere.md)\n"}, ())
    for again in (1, 2):
        kept, whole = both.check(repo.folder)
        assert kept == whole
        assert kept[0] == 1
        assert both.quick == quick * again, both.reasons
        repo.commit()
        change(repo, {"docs/a.md": "---\ntitle: A\n---\n[x](nowhere-else.md)\n"}, ())


def test_of_a_commit_that_sets_the_site_up_and_passes_the_site_is_kept_as_it_will_be(both, tmp_path):
    site = {path: text for path, text in HUGO.items() if path not in {"content/news/c.md", "content/d.md"}}
    site |= {"content/news/a.md": "---\ntitle: A\n---\n", "content/news/b.md": "---\ntitle: B\n---\n"}
    site |= {"content/_index.md": "---\ntitle: Home\n---\n"}
    repo = Repo(tmp_path / "site", site)
    change(repo, {"hugo.toml": HUGO["hugo.toml"] + 'more = "/o/:slugorcontentbasename/"\n'}, ())
    objects = sorted((repo.folder / ".git").rglob("*"))
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert (kept[0], both.quick) == (0, 0)
    assert sorted((repo.folder / ".git").rglob("*")) == objects
    repo.commit()
    links = "[o](/o/n/) [m](/more/n/) [b](/news/b/)\n\n## Places\n\n[p](#three)\n"
    change(repo, {"content/news/n.md": f"---\ntitle: N\n---\n{links}"}, ("content/news/b.md",))
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert (kept[0], both.quick) == (1, 1), both.reasons


def test_a_commit_that_passes_and_is_not_made_is_no_last_one(both, tmp_path):
    site = {**HUGO, "content/news/c.md": "---\ntitle: C\n---\n", "content/d.md": "---\ntitle: D\n---\n"}
    repo = Repo(tmp_path / "site", site)
    change(repo, {"content/news/n.md": "---\ntitle: N\n---\n"}, ())
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert kept[0] == 0
    repo.git("reset", "-q", "--hard")
    for _ in range(2):
        change(repo, {"content/news/a.md": "---\ntitle: A\n---\n[n](/news/n/)\n"}, ())
        kept, whole = both.check(repo.folder)
        assert kept == whole
        assert kept[0] == 1


def test_files_that_no_generator_comes_upon_change_nothing(ready, both):
    ready.write({".github/settings.yml": "a: 1\n", "_data/a.yml": "a: 1\n"})
    edit(ready, "_news/a.md", "\nwords\n")
    assert kept_of(both, ready) == (1, [])


def test_a_layout_takes_the_long_way(ready, both):
    ready.write({"_layouts/other.html": "<p id=other>{{ content }}</p>"})
    ready.git("add", "-A")
    assert kept_of(both, ready) == (0, [])


@pytest.mark.parametrize("way", [("--hook",), ("--changed-since", "HEAD")])
def test_the_change_after_one_that_moved_pages(ready, both, way):
    ready.git("mv", "_news/b.md", "_news/e.md")
    ready.git("commit", "-q", "-m", "x")
    edit(ready, "_news/a.md", "\n[e](/news/e/#two) [b](/news/b/)\n")
    assert kept_of(both, ready, way=way) == (1, [("_news/a.md", "broken-link")] * 2)


def test_what_an_earlier_commit_changed_and_the_disk_has_otherwise_takes_the_long_way(ready, both):
    edit(ready, "_news/a.md", "\nwords\n")
    ready.git("commit", "-q", "-m", "x")
    ready.git("rm", "-q", "_news/b.md")
    with (ready.folder / "_news/a.md").open("a") as file:
        file.write("\n[unstaged](/unstaged/)\n")
    quick, found = kept_of(both, ready)
    assert (quick, ("_news/a.md", "broken-link") in found) == (0, True)


def test_what_an_earlier_commit_takes_in_is_no_document(repo, both):
    repo.write({"_news/part.md": "words\n"})
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x")
    edit(repo, "_news/a.md", "\nwords\n")
    both.check(repo.folder)
    edit(repo, "index.md", "\n{% include_relative _news/part.md %}\n")
    repo.git("commit", "-q", "-m", "x")
    edit(repo, "_news/part.md", "\nmore words\n")
    kept_of(both, repo)


def test_a_neighbour_that_an_earlier_commit_names_is_known(ready, both):
    for name in "abc":
        edit(ready, "_news/a.md", f"\n[{name}](https://www.example.org/api/{name}/)\n")
    ready.git("commit", "-q", "-m", "x")
    edit(ready, "_news/b.md", "\n[d](https://www.example.org/api/d/)\n")
    assert kept_of(both, ready)[1] == []


def test_a_slip_that_an_earlier_commit_makes_is_known(ready, both):
    edit(ready, "_news/a.md", "\n[m](mailto:offce@example.org)\n")
    ready.git("commit", "-q", "-m", "x")
    edit(ready, "_news/b.md", "\n[m](mailto:offce@example.org) words\n")
    kept_of(both, ready)


def test_a_comparison_with_a_revision_is_kept_and_quick(repo, both):
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    repo.write({"_news/untracked.md": "---\ntitle: New\nlayout: default\n---\n[x](/nowhere/)\n"})
    found = [("_news/a.md", "broken-link"), ("_news/untracked.md", "broken-link")]
    assert kept_of(both, repo, way=("--changed-since", "HEAD")) == (0, found)
    assert kept_of(both, repo, way=("--changed-since", "HEAD")) == (1, found)


def test_an_editors_buffer_is_judged_from_what_was_kept(repo, both):
    text = (JEKYLL["_news/a.md"] + "\n[x](/nowhere/) [b](/news/b/#three)\n").encode()
    way = ("--stdin-filename", "_news/a.md")
    found = [("_news/a.md", "broken-link"), ("_news/a.md", "broken-anchor")]
    assert kept_of(both, repo, way=way, stdin=text) == (0, found)
    assert kept_of(both, repo, way=way, stdin=text) == (1, found)
    repo.write({"_news/b.md": JEKYLL["_news/b.md"].replace("## Two", "## Three")})  # saved, and in no commit
    assert kept_of(both, repo, way=way, stdin=text) == (1, [("_news/a.md", "broken-anchor"), *found[:1]])


def test_a_buffer_that_nobody_saved_is_judged_too(ready, both):
    text = b"---\ntitle: New\nlayout: default\n---\n[x](/nowhere/) [me](/news/new/)\n"
    found = [("_news/new.md", "broken-link")]
    assert kept_of(both, ready, way=("--stdin-filename", "_news/new.md"), stdin=text) == (1, found)


def test_what_git_ignores_and_the_generator_does_not_takes_the_long_way(repo, both):
    repo.write({".gitignore": "_news/hidden.md\n_site\n"})
    repo.git("add", "-A")
    repo.git("commit", "-q", "-m", "x")
    repo.write({"_site/index.html": "made", "_news/hidden.md": "---\ntitle: Hidden\nlayout: default\n---\n"})
    edit(repo, "_news/a.md", "\n[x](/news/hidden/)\n")
    way = ("--changed-since", "HEAD")
    assert [kept_of(both, repo, way=way) for _ in range(2)] == [(0, []), (0, [])]
    (repo.folder / "_news/hidden.md").unlink()
    found = [("_news/a.md", "broken-link")]
    assert [kept_of(both, repo, way=way) for _ in range(2)] == [(0, found), (1, found)]


def index_of(tmp_path: Path) -> Path:
    (index,) = (tmp_path / "cache" / "sites").glob("*.index")
    return index


@pytest.mark.parametrize("damage", ["empty", "cut", "end", "zeros", "foreign", "text", "odd values", "odd head"])
def test_a_damaged_index_is_made_again(repo, both, tmp_path, damage):
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    both.check(repo.folder)
    index = index_of(tmp_path)
    data = index.read_bytes()
    if damage == "empty":
        index.write_bytes(b"")
    elif damage == "cut":
        index.write_bytes(data[:9000])
    elif damage == "end":
        index.write_bytes(data[:-4096])
    elif damage == "zeros":
        index.write_bytes(data[:4096] + bytes(len(data) - 4096))
    elif damage.startswith("odd"):
        which = "name = 'head'" if damage == "odd head" else "name != 'head'"
        with sqlite3.connect(index) as db:
            db.execute(f"UPDATE value SET value = x'c1' WHERE {which}")
            db.execute("UPDATE page SET value = x'c1'")
        db.close()
    elif damage == "text":
        index.write_text("no database at all")
    else:
        with sqlite3.connect(index) as db:
            db.execute("CREATE VIEW more AS SELECT 1")
        db.close()
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert both.quick == 0
    both.check(repo.folder)
    assert both.quick == 1


@given(places=st.lists(st.tuples(st.integers(0, 10**6), st.integers(1, 255)), min_size=1, max_size=40))
@settings(max_examples=25, deadline=None)
def test_facts_that_are_not_what_was_written_are_never_believed(places):
    """Of what is kept of files and pages no byte may be another."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "index"
        row = FileRow(0, "a.md", 0, "d", None, 0, b"facts " * 900)
        write_index(path, Contents({"head": b"head " * 900}, [row], *([] for _ in range(9))))
        data = bytearray(path.read_bytes())
        for place, bits in places:
            data[place % len(data)] ^= bits
        path.write_bytes(data)
        try:
            with closing(SiteIndex(path)) as index:
                assert index.value("head") in {b"", b"head " * 900}
                found = index.file("a.md")
                assert found is None or found.facts == row.facts
        except DAMAGED:
            pass


def test_a_folder_that_cannot_be_written_to_costs_nothing_but_time(repo, tmp_path):
    (tmp_path / "cache").write_text("a file where the folder should be")
    both = BothWays(tmp_path / "cache")
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    kept, whole = both.check(repo.folder)
    assert kept == whole
    assert both.quick == 0


LIMITED = (
    "import resource, sys\nresource.setrlimit(resource.RLIMIT_FSIZE, (2_000, 2_000))\n"
    "from content_lint.cli.main import main\nfrom content_lint.cli.console import Console\n"
    "sys.exit(main({arguments!r}, Console.of_process()))\n"
)


@pytest.mark.skipif(sys.platform == "win32", reason="the limit is that of a shell of Unix")
def test_a_full_disk_costs_nothing_but_time(repo, tmp_path):
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", LIMITED.format(arguments=["check", "--hook", "--quiet"])],
            cwd=repo.folder,
            env=environment({"CONTENT_LINT_CACHE": str(tmp_path / "cache"), "PYTHONDONTWRITEBYTECODE": "1"}),
            capture_output=True,
            text=True,
            check=False,
        )
        assert (done.returncode, done.stderr) == (1, "")
        assert "/nowhere/" in done.stdout
    assert list((tmp_path / "cache" / "sites").glob("*")) == []


def test_runs_at_once_do_each_other_no_harm(repo, tmp_path):
    edit(repo, "_news/a.md", "\n[x](/nowhere/)\n")
    asked = [sys.executable, "-m", "content_lint", "check", "--hook", "--quiet"]
    env = environment({"CONTENT_LINT_CACHE": str(tmp_path / "cache")})
    for _ in range(2):
        runs = [
            subprocess.Popen(asked, cwd=repo.folder, env=env, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
            for _ in range(3)
        ]
        said = {(*run.communicate(), run.returncode) for run in runs}
        assert len(said) == 1
        assert next(iter(said))[1:] == ("", 1)


ASKED = (
    "import io, os, sys\n"
    "from content_lint.cli.console import Console\n"
    "from content_lint.cli.main import main\n"
    "try:\n    status = main({arguments!r}, Console(io.StringIO(), io.StringIO(), dict(os.environ)))\n"
    "except SystemExit:\n    pass\n"
    "sys.__stdout__.write('\\n'.join(sys.modules))\n"
)
# What reads, models or renders a whole site, and what only some sites or other runs need.
NEVER = (
    "pydantic",
    "typing_extensions",
    "mistune",
    "tomllib",
    "difflib",
    "zoneinfo",
    "shutil",
    "importlib.metadata",
    "linkcheck",
)
NO_HOOK = (
    "site.generators.jekyll.documents",
    "site.generators.jekyll.build",
    "site.generators.hugo",
    "engine.fix.rounds",
    "engine.incremental.moved",
    "engine.incremental.keep",
)
NO_REPORT = (
    "yaml",
    "content_lint.engine",
    "content_lint.links",
    "content_lint.rules.registry",
    "sqlite3",
    "subprocess",
)


def modules_of(repo: Repo, cache: Path, *arguments: str) -> set[str]:
    """What a run in a process of its own has loaded at its end."""
    done = subprocess.run(
        [sys.executable, "-c", ASKED.format(arguments=list(arguments))],
        cwd=repo.folder,
        env=environment({"CONTENT_LINT_CACHE": str(cache)}),
        capture_output=True,
        text=True,
        check=True,
    )
    return set(done.stdout.splitlines())


def test_the_version_loads_hardly_anything(repo, tmp_path):
    loaded = modules_of(repo, tmp_path / "cache", "--version")
    ours = {name for name in loaded if name.startswith("content_lint.")}
    assert len(ours) <= 12
    assert not loaded & {"msgspec", "dataclasses", "yaml", *NEVER} - {"shutil"}  # argparse measures the terminal


def test_a_quick_hook_loads_nothing_that_reads_or_models_a_whole_site(repo, tmp_path):
    edit(repo, "_news/a.md", "\nwords\n")
    modules_of(repo, tmp_path / "cache", "check", "--hook")
    loaded = modules_of(repo, tmp_path / "cache", "check", "--hook")
    assert "content_lint.engine.incremental.run" in loaded
    assert not loaded & {*NEVER, *(f"content_lint.{name}" for name in NO_HOOK)}


def test_a_hook_about_a_new_post_reads_no_other(repo, tmp_path):
    edit(repo, "_news/a.md", "\nwords\n")
    modules_of(repo, tmp_path / "cache", "check", "--hook")
    repo.write({"_news/new.md": "---\ntitle: New\nlayout: default\n---\n"})
    repo.git("add", "-A")
    loaded = modules_of(repo, tmp_path / "cache", "check", "--hook")
    assert "content_lint.engine.incremental.alone" in loaded
    model = "content_lint.site.generators.jekyll.build"
    assert not loaded & {*NEVER, "content_lint.engine.fix.rounds", "content_lint.engine.incremental.keep", model}


def test_a_page_of_a_rule_loads_none_of_them(repo, tmp_path):
    loaded = modules_of(repo, tmp_path / "cache", "explain", "broken-link")
    assert not {name for name in loaded if name.startswith("content_lint.rules")}
    # Where this program came from says where the page is on the web.
    assert not loaded & {"msgspec", "dataclasses", "inspect", "yaml", *NEVER} - {"shutil", "importlib.metadata"}


def test_a_cached_report_loads_nothing_that_reads_or_judges(repo, tmp_path):
    for path in repo.folder.rglob("*"):
        if ".git" not in path.parts:
            os.utime(path, (1_700_000_000, 1_700_000_000))
    time.sleep(2.1)  # what was changed a moment ago is not trusted to be at rest
    assert "content_lint.engine.run" in modules_of(repo, tmp_path / "cache", "check")
    loaded = modules_of(repo, tmp_path / "cache", "check")
    assert not {name for name in loaded if name.startswith((*NEVER, *NO_REPORT))}
