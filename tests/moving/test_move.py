"""`content-lint move`: what changes, and what is refused."""

from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pytest

from content_lint.cli.console import Console
from content_lint.cli.main import main
from content_lint.moving import write
from tests.cli.command import Ran, environment, run
from tests.files import write_files

CONFIG = (
    "plugins: [jekyll-redirect-from]\nbaseurl: /sub\ncollections: {news: {output: true, permalink: '/news/:title/'}}\n"
)
LINKS = """\
[root](/sub/news/b/#x) [relative](../b/) [bare](/sub/news/b) ![picture](/sub/p.png)

[base]({{ site.baseurl }}/news/b/) [tag]({% link _news/b.md %}) [filter]({{ '/news/b/' | relative_url }})

[both]({% link _news/b.md %}#x) [ref] <a href="/sub/news/b/?q=1&amp;r=2#x">html</a> [old](/sub/older/) [elsewhere](https://example.com/news/b/)

[ref]: /sub/news/b/ "title"
"""
FILES = {
    ".git/HEAD": "",
    "_config.yml": CONFIG,
    "_news/a.md": f"---\ntitle: A\n---\n{LINKS}",
    "_news/b.md": "---\ntitle: B\nredirect_from: /older/\n---\n## x\n\n[a](../a/) [a]({% link _news/a.md %})\n",
    "p.png": "picture",
}


def move(folder: Path, old: str, new: str, *more: str) -> Ran:
    out, err = io.StringIO(), io.StringIO()
    arguments = ["move", str(folder / old), f"{folder / new}{'/' if new.endswith('/') else ''}", *more]
    status = main(arguments, Console(out, err, environment()))
    return Ran(status, out.getvalue(), err.getvalue())


def texts(folder: Path) -> dict[str, str]:
    files = (path for path in folder.rglob("*") if path.is_file() and ".git" not in path.parts)
    return {path.relative_to(folder).as_posix(): path.read_text() for path in files}


def errors(folder: Path) -> str:
    out = io.StringIO()
    arguments = ["check", str(folder), "-q", "--no-cache", "--output-format", "concise"]
    main(arguments, Console(out, io.StringIO(), environment()))
    return out.getvalue()


def test_links_of_every_kind_follow_and_the_old_address_leads_on(tmp_path):
    site = write_files(tmp_path, FILES)
    before = errors(site)
    ran = move(site, "_news/b.md", "_news/c.md")
    assert (ran.status, ran.out) == (0, ""), ran.err
    assert ran.err == ("Moved 1 file; 9 links rewritten in 1 other file.\n_news/c.md: /news/b/ is now /news/c/\n")
    found = texts(site)
    assert "_news/b.md" not in found
    assert found["_news/a.md"] == FILES["_news/a.md"].replace("news/b/", "news/c/").replace("../b/", "../c/").replace(
        "_news/b.md", "_news/c.md"
    ).replace("/sub/news/b)", "/sub/news/c)").replace("https://example.com/news/c/", "https://example.com/news/b/")
    assert found["_news/c.md"] == FILES["_news/b.md"].replace(
        "redirect_from: /older/", "redirect_from: [/older/, /news/b/]"
    )
    assert errors(site) == before.replace("/news/b/", "/news/c/")


def test_a_patch_says_the_same_and_changes_nothing(tmp_path):
    site = write_files(tmp_path / "site", FILES)
    ran = move(site, "_news/b.md", "_news/c.md", "--diff")
    assert ran.status == 0
    assert texts(site) == {path: text for path, text in FILES.items() if path != ".git/HEAD"}
    other = write_files(tmp_path / "other", {path: text for path, text in FILES.items() if path != ".git/HEAD"})
    subprocess.run(["git", "apply", "-"], cwd=other, input=ran.out, text=True, check=True)
    assert move(site, "_news/b.md", "_news/c.md").status == 0
    assert texts(other) == texts(site)


@pytest.mark.parametrize("command", [("move", "_news/b.md", "_news/c.md"), ("fields", "rename", "news.title", "name")])
def test_a_patch_in_a_log_or_on_a_terminal_commands_nothing(tmp_path, command):
    """The text of a site is a stranger's: ``check --diff`` makes it harmless, and so do the others."""
    schema = (
        "from content_lint.schema import PlainText, Schema\n\n\nclass News(Schema, collection='news', extra='allow'):\n"
    )
    files = {**FILES, "schemas/news.py": f"{schema}    title: PlainText\n", "content-lint.toml": ""}
    files["_news/a.md"] = "---\ntitle: A\n---\n::stop-commands::x\n\x1b[31m[b](/sub/news/b/)\n"
    files["_news/b.md"] = "---\ntitle: B\n---\nB.\n"
    site = write_files(tmp_path / "site", files)
    ran = run(site, *command, "--diff", env={"GITHUB_ACTIONS": "true"})
    assert ran.status == 0, ran.err
    assert "<U+001B>[31m" in ran.out
    assert not [line for line in ran.out.splitlines() if line.lstrip().startswith("::") or "\x1b" in line]


def test_a_page_may_keep_its_address(tmp_path):
    site = write_files(tmp_path, FILES)
    ran = move(site, "_news/b.md", "_news/c.md", "--keep-address")
    assert ran.status == 0, ran.err
    found = texts(site)
    assert "permalink: /news/b/\n" in found["_news/c.md"]
    # Only what names the file has changed.
    assert found["_news/a.md"] == FILES["_news/a.md"].replace("_news/b.md", "_news/c.md")


def test_a_folder_moves_with_what_is_in_it(tmp_path):
    files = {
        ".git/HEAD": "",
        "hugo.toml": 'baseURL = "https://example.org/"\n',
        "content/posts/one/index.md": "---\ntitle: One\n---\n![p](p.png) [two](../two/)\n",
        "content/posts/one/p.png": "picture",
        "content/posts/two.md": '---\ntitle: Two\n---\n[one]({{< ref "one" >}}) [file](/posts/one/)\n',
    }
    site = write_files(tmp_path, files)
    ran = move(site, "content/posts/one", "content/notes/first")
    assert ran.status == 0, ran.err
    found = texts(site)
    assert found["content/notes/first/p.png"] == "picture"
    assert found["content/notes/first/index.md"].startswith("---\ntitle: One\naliases: /posts/one/\n---\n")
    assert "[two](../../posts/two/)" in found["content/notes/first/index.md"]
    assert "[file](/notes/first/)" in found["content/posts/two.md"]
    assert not (site / "content/posts/one").exists()


def test_a_generator_without_redirects_is_said_to_have_none(tmp_path):
    files = {
        ".git/HEAD": "",
        "mkdocs.yml": "site_name: A\n",
        "docs/index.md": "[a](a.md)\n",
        "docs/a.md": "# A\n\n[i](index.md)\n",
    }
    site = write_files(tmp_path, files)
    ran = move(site, "docs/a.md", "docs/sub/b.md")
    assert ran.status == 0, ran.err
    assert texts(site)["docs/index.md"] == "[a](sub/b.md)\n"
    assert texts(site)["docs/sub/b.md"] == "# A\n\n[i](../index.md)\n"
    assert "nothing leads from the old address to the new one" in ran.err


@pytest.mark.parametrize(
    ("more", "old", "new", "why"),
    [
        ({}, "_news/b.md", "_drafts/b.md", "would be"),
        ({"_news/c.html": "---\n---\n"}, "_news/b.md", "_news/c.md", "one address"),
        ({"_news/d.md": "---\n---\n"}, "_news/b.md", "_news/d.md", "is there already"),
        ({}, "_news/b.md", "notes/b.txt", "would not be read"),
        ({}, "_config.yml", "_other.yml", "belongs to the settings"),
        ({}, "_news", "_news/inner", "cannot be moved to"),
        ({}, "_news/none.md", "_news/x.md", "does not exist"),
        (
            {"_news/e.md": "---\n---\n[b]({{ page.next.url }}) {% assign x = '/news/b/' %}[x]({{x}})\n"},
            "_news/b.md",
            "../b.md",
            "outside",
        ),
    ],
)
def test_what_would_break_something_is_refused_and_changes_nothing(tmp_path, more, old, new, why):
    site = write_files(tmp_path / "site", {**FILES, **more})
    before = texts(site)
    ran = move(site, old, new)
    assert ran.status in (1, 2)
    assert why in ran.err
    assert texts(site) == before


def test_what_cannot_be_written_is_taken_back(tmp_path, monkeypatch):
    site = write_files(tmp_path, FILES)
    before = texts(site)
    written = []

    def failing(root, path, data, digest):
        written.append(path)
        if len(written) == 2:
            raise OSError(28, "No space left on device")
        return real(root, path, data, digest)

    real = write.replace_file
    monkeypatch.setattr(write, "replace_file", failing)
    ran = move(site, "_news/b.md", "_news/c.md")
    assert ran.status == 1
    assert "No space left on device" in ran.err
    assert written == ["_news/a.md", "_news/c.md", "_news/a.md"]
    assert texts(site) == before


REFERRING = {
    ".git/HEAD": "",
    "_config.yml": "collections: {talks: {output: true}, people: {output: true}}\n",
    "schemas/site.py": """\
from content_lint.schema import PlainText, Ref, Schema


class Talk(Schema, collection="talks"):
    title: PlainText
    by: Ref["people"]
    with_: list[Ref["people"]] = []
    follows: Ref["talks"] | None = None
    model_config = {"extra": "allow"}
""",
    "admin/config.yml": """\
collections:
  - name: staff
    folder: _people
    fields: [{name: title}, {name: boss, widget: relation, collection: staff, value_field: '{{slug}}', required: false}]
  - name: talks
    folder: _talks
    fields:
      - {name: title}
      - {name: hosts, widget: relation, collection: staff, value_field: '{{slug}}', multiple: true}
      - {name: named, widget: relation, collection: staff, value_field: title}
""",
    "_people/ana.md": "---\ntitle: ana\n---\n",
    "_people/bo.md": "---\ntitle: Bo\nboss: ana\n---\n",
    "_talks/2020-01-01-one.md": "---\ntitle: One\nby: 'ana'\nwith_: [bo, ana]\nhosts: [ana, bo]\nnamed: ana\n---\n",
    "_talks/2020-01-02-two.md": "---\ntitle: Two\nby: bo\nfollows: one\nhosts: []\n---\n",
    "_talks/2020-01-03-three.md": "---\ntitle: Three\nby: bo\nfollows: 2020-01-01-one # the first\n---\n",
}


def test_references_follow(tmp_path):
    site = write_files(tmp_path, REFERRING)
    ran = move(site, "_people/ana.md", "_people/anna.md")
    assert ran.status == 0, ran.err
    found = texts(site)
    assert "by: 'anna'\nwith_: [bo, anna]\nhosts: [anna, bo]\nnamed: ana\n" in found["_talks/2020-01-01-one.md"]
    assert "boss: anna\n" in found["_people/bo.md"]
    assert move(site, "_talks/2020-01-01-one.md", "_talks/2020-01-01-first.md").status == 0
    found = texts(site)
    assert "follows: first\n" in found["_talks/2020-01-02-two.md"]
    assert 'follows: "2020-01-01-first" # the first\n' in found["_talks/2020-01-03-three.md"]
    assert "dangling-reference" not in errors(site)


def test_a_name_that_another_page_still_has_stays(tmp_path):
    site = write_files(tmp_path, {**REFERRING, "_talks/2021-01-01-one.md": "---\ntitle: One\nby: bo\n---\n"})
    assert move(site, "_talks/2020-01-01-one.md", "_talks/2020-01-01-first.md").status == 0
    assert texts(site)["_talks/2020-01-02-two.md"] == REFERRING["_talks/2020-01-02-two.md"]


def test_a_page_goes_where_a_form_knows_fewer_links(tmp_path):
    """Which keys hold files, a form says: that of another folder need not know them, and the text is read as ever."""
    form = "  - {{name: {0}, label: A, folder: _{0}, fields: [{{name: title}}{1}]}}\n"
    forms = form.format("news", ", {name: picture, widget: image}") + form.format("events", "")
    files = {
        "_config.yml": "collections: {news: {output: true}, events: {output: true}}\n",
        "admin/config.yml": f"backend: {{name: test-repo}}\nmedia_folder: assets\ncollections:\n{forms}",
        "_news/a.md": "---\ntitle: A\npicture: /p.png\n---\n[b](/news/b.html)\n",
        "_news/b.md": "---\ntitle: B\npicture: /p.png\n---\nB.\n",
        "_events/c.md": "---\ntitle: C\npicture: /p.png\n---\nC.\n",
        "p.png": "",
    }
    site = write_files(tmp_path, files)
    assert move(site, "_news/b.md", "_events/b.md").status == 0
    assert "[b](/events/b.html)" in (site / "_news/a.md").read_text()
    assert move(site, "_events/c.md", "_news/c.md").status == 0


def test_a_file_with_two_names_is_written_once(tmp_path):
    site = write_files(tmp_path, {**FILES, "_news/a.md": "---\ntitle: A\n---\n[b](/sub/news/b/)\n"})
    (site / "_news/linked.md").symlink_to("a.md")
    ran = move(site, "_news/b.md", "_news/c.md")
    assert ran.status == 0, ran.err
    assert (site / "_news/linked.md").is_symlink()
    assert (site / "_news/a.md").read_text() == "---\ntitle: A\n---\n[b](/sub/news/c/)\n"
