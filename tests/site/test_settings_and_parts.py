"""Globs of the settings that match nothing, files that pages show as parts of themselves, and when a site changes."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from msgspec.structs import replace

from content_lint.site.dead_globs import DeadGlob, dead_globs
from content_lint.site.host import Host
from content_lint.site.model import Skipped, Survey
from content_lint.site.page_anchors import OpenId
from content_lint.site.survey import is_markdown, passed_over
from content_lint.site.taken_in import NameTakenIn, is_taken_in, names_taken_in
from tests.links.sites import site_of_texts


@pytest.mark.parametrize(
    ("settings", "dead"),
    [
        ('files = ["X/**"]\n', []),
        ('files = ["X/*.md", "X/aX.md"]\n', []),
        ('files = ["Xx/**"]\n', [DeadGlob("files", "Xx/**", "X/**")]),
        ('files = ["deep/folder/inne/*.md"]\n', [DeadGlob("files", "deep/folder/inne/*.md", "deep/folder/inner/*.md")]),
        ('files = ["/deep/foldr/**/*.md"]\n', [DeadGlob("files", "/deep/foldr/**/*.md", "deep/folder/**/*.md")]),
        ('files = ["nothing/alike/**"]\n', [DeadGlob("files", "nothing/alike/**")]),
        ('files = ["X/b*.md"]\n', [DeadGlob("files", "X/b*.md")]),
        ('files = ["*.txtX"]\n', [DeadGlob("files", "*.txtX")]),
        ('files = ["there/**"]\n', []),
        (
            'files = ["X/[bc].md", "Xx/?.md"]\n',
            [DeadGlob("files", "X/[bc].md"), DeadGlob("files", "Xx/?.md", "X/?.md")],
        ),
        ('[collections.c]\npaths = ["Xx/*.md"]\n', [DeadGlob("[collections.c]", "Xx/*.md", "X/*.md")]),
        ('[[per-path]]\npaths = ["Xx/**"]\nignore = ["DT"]\n', [DeadGlob("[[per-path]]", "Xx/**", "X/**")]),
    ],
)
def test_a_glob_that_matches_nothing_is_told_with_the_folder_that_was_meant(
    tmp_path: Path, settings: str, dead: list[DeadGlob]
) -> None:
    (tmp_path / "there").mkdir()
    texts = {
        "content-lint.toml": f'generator = "jekyll"\n{settings}',
        "X/aX.md": "---\n---\n",
        "deep/folder/inner/b.md": "---\n---\n",
    }
    site = site_of_texts(tmp_path, texts)
    assert list(dead_globs(site.settings, site.survey)) == dead


def name(start: str, end: str | None = None, *, anywhere: bool = False) -> NameTakenIn:
    return NameTakenIn(anywhere, start, end)


@pytest.mark.parametrize(
    ("texts", "names", "held", "not_held"),
    [
        (
            {"X/a.md": "---\n---\n{% include_relative parts/pX.md %}\n"},
            [name("X/parts/pX.md")],
            ["X/parts/pX.md"],
            ["parts/pX.md", "X/parts/p.md", "Y/X/parts/pX.md"],
        ),
        (
            {"a.md": "---\n---\n{%- include_relative ./parts/../p.md x=1 -%}\n"},
            [name("p.md")],
            ["p.md"],
            ["X/p.md"],
        ),
        (
            {"X/a.md": "---\n---\n{% include_relative p-{{ page.x }}.md %}\n"},
            [name("X/p-", ".md")],
            ["X/p-1.md", "X/p-.md", "X/p-a/b.md"],
            ["X/p-1.txt", "p-1.md", "X/p.md"],
        ),
        (
            {"_layouts/l.html": "{% include_relative p.md %}", "a.md": "---\nlayout: l\n---\n"},
            [name("p.md", anywhere=True)],
            ["p.md", "X/p.md", "X/Y/p.md"],
            ["X/ap.md", "p.mdX"],
        ),
        (
            {"_layouts/l.html": "{% include_relative p/{{ x }}/q.md %}", "a.md": "---\nlayout: l\n---\n"},
            [name("p/", "/q.md", anywhere=True)],
            ["p/1/q.md", "X/p/1/q.md"],
            ["p/q.md", "ap/1/q.md"],
        ),
        ({"a.md": "---\n---\ninclude_relative p.md\n"}, [], [], ["p.md"]),
        ({"hugo.toml": "", "content/a.md": "+++\n+++\n{% include_relative p.md %}\n"}, [], [], ["content/p.md"]),
    ],
)
def test_a_file_that_a_page_shows_as_a_part_of_itself(
    tmp_path: Path, texts: dict[str, str], names: list[NameTakenIn], held: list[str], not_held: list[str]
) -> None:
    site = site_of_texts(tmp_path, texts)
    assert list(names_taken_in(site)) == names
    assert [path for path in (*held, *not_held) if is_taken_in(site, path)] == held


@pytest.mark.parametrize(("count", "any_file"), [(100, False), (101, True)])
def test_where_many_names_are_worked_out_any_file_may_be_meant(tmp_path: Path, count: int, *, any_file: bool) -> None:
    tags = "".join(f"{{% include_relative {number}-{{{{ x }}}}.md %}}" for number in range(count))
    site = site_of_texts(tmp_path, {"a.md": f"---\n---\n{tags}\n"})
    assert is_taken_in(site, "other.md") is any_file
    assert is_taken_in(site, "7-x.md")


@pytest.mark.parametrize(
    ("path", "reason", "passed"),
    [
        ("a.md", "its name lacks a date", True),
        ("X/a.MDX", "its name lacks a date", True),
        ("a.txt", "its name lacks a date", False),
        ("a.md", "excluded by `exclude`", False),
        ("a.md", "a backup of an editor", False),
        ("a.md", "the output of the build", False),
        ("a.md", "hidden: its name begins with a dot", False),
        (".x/a.md", "why", False),
        ("x/.a.md", "why", False),
        ("a.md~", "why", False),
    ],
)
def test_what_is_passed_over_in_silence(path: str, reason: str, *, passed: bool) -> None:
    item = Skipped(path, reason)
    assert passed_over(Survey((), skipped=(item,))) == ([item] if passed else [])


def test_what_ends_like_markdown() -> None:
    names = ("a.md", "A.MARKDOWN", "x/a.mkd", "a.mkdn", "a.mkdown", "a.mdown", "a.mdx", "a.txt", "md", ".md", "a.md/b")
    assert [item for item in names if is_markdown(item)] == list(names[:7])


@pytest.mark.parametrize(
    ("opened", "fits", "fits_not"),
    [
        (OpenId("a-", "-z"), ["a--z", "a-b-z", "a-b-z-2"], ["a-z", "ab-z", "a-b-zz", "a-b-z-2x"]),
        (OpenId(end="X"), ["X", "aX", "aX-123456"], ["Xa", "aX-1234567", "x"]),
        (OpenId("X"), ["X", "Xa", "X-1"], ["aX"]),
        (OpenId("a-1"), ["a-1", "a-1-2", "a-12"], ["a-2"]),
    ],
)
def test_an_id_of_which_a_template_writes_a_part(opened: OpenId, fits: list[str], fits_not: list[str]) -> None:
    assert [item for item in (*fits, *fits_not) if opened.fits(item)] == fits


@pytest.mark.parametrize(
    ("host", "urls"),
    [
        (Host(), {"/": "/", "/a": "/a", "/a/": "/a/", "/a.html": "/a.html"}),
        (
            Host(slash=True),
            {"/": "/", "/a": "/a/", "/a/": "/a/", "/a.html": "/a/", "/a/index.html": "/a/", "/x.png": "/x.png"},
        ),
        (
            Host(slash=False),
            {"/": "/", "/a": "/a", "/a/": "/a", "/a.html": "/a", "/a/index.html": "/a", "/index.html": "/"},
        ),
        (Host(slash=True, strips_html=False), {"/a.html": "/a.html", "/a": "/a/"}),
        (Host(slash=False, strips_html=False), {"/a.html": "/a.html", "/a/": "/a"}),
    ],
)
def test_a_host_leads_readers_to_addresses_of_its_own_form(host: Host, urls: dict[str, str]) -> None:
    assert {url: host.reads_at(url) for url in urls} == urls


@pytest.mark.parametrize(
    ("posts", "change"),
    [
        ({}, datetime(2024, 6, 2, tzinfo=UTC)),
        (
            {"_posts/2024-06-01-a.md": "---\ndate: 2024-06-01 15:00:00 +0000\n---\n"},
            datetime(2024, 6, 1, 15, tzinfo=UTC),
        ),
        ({"_posts/2024-06-01-a.md": "---\ndate: 2024-06-05 15:00:00 +0000\n---\n"}, datetime(2024, 6, 2, tzinfo=UTC)),
        ({"_posts/2024-05-01-a.md": "---\ndate: 2024-05-01 15:00:00 +0000\n---\n"}, datetime(2024, 6, 2, tzinfo=UTC)),
    ],
)
def test_a_site_looks_otherwise_when_a_page_appears_and_at_midnight_at_the_latest(
    tmp_path: Path, posts: dict[str, str], change: datetime
) -> None:
    site = site_of_texts(
        tmp_path, {"_config.yml": "url: https://e.org\ntimezone: UTC\n", "a.md": "---\n---\n", **posts}
    )
    assert site.next_change() == change
    later = replace(site, now=datetime(2024, 6, 1, 16, tzinfo=UTC))
    assert later.next_change() == datetime(2024, 6, 2, tzinfo=UTC)


def test_some_documents_are_looked_at_and_all_are_known(tmp_path: Path) -> None:
    texts = {f"{item}.md": f"---\ntitle: {item}\n---\n" for item in "abc"} | {"d.md": "---\nx: 1\nx: 2\n---\n{% y %}\n"}
    site = site_of_texts(tmp_path, texts)
    assert [item.path for item in site.looked_at()] == ["a.md", "b.md", "c.md", "d.md"]
    assert [page.path for page in site.looked_at_pages()] == [page.path for page in site.built.pages]
    some = replace(site, focus=("c.md", "a.md"))
    assert [item.path for item in some.looked_at()] == ["c.md", "a.md"]
    assert [page.path for page in some.looked_at_pages()] == ["c.md", "a.md"]
    assert [item.path for item in some.repeating()] == [item.path for item in some.tagged()] == ["d.md"]
    assert [page.path for page in site.pages_of("a.md")] == ["a.md"]
    assert site.pages_of("none.md") == ()
    assert site.read_copied("none.md") is None
