"""Each number in the package and in the generators' configurations, from both of its sides."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.base_hrefs import BaseHref, BaseHrefs
from content_lint.site.generators.hugo.cascade import read_cascade
from content_lint.site.generators.hugo.go_regexp import NoGoRegexpError, search
from content_lint.site.generators.hugo.matching import glob_matches
from content_lint.site.generators.jekyll.ignored import ignored_settings
from content_lint.site.generators.jekyll.plugins import find_makers
from content_lint.site.generators.jekyll.slugify import ruby_text
from content_lint.site.generators.plain.face import Plain
from content_lint.site.model import State
from content_lint.site.sources.revision import GitTree
from content_lint.site.sources.tree import LIMIT, DiskTree, ReadError
from tests.files import write_files
from tests.links.sites import site_of_texts
from tests.repository import Repo
from tests.site.test_history import opened


@pytest.mark.parametrize("fence", [b"", b"---\n"])
def test_ten_million_bytes_are_read_and_no_more(fence: bytes, tmp_path: Path) -> None:
    for name, size in (("fits.md", LIMIT), ("large.md", LIMIT + 1)):
        with (tmp_path / name).open("wb") as file:
            file.write(fence)
            file.truncate(size)
    tree = DiskTree(tmp_path)
    for name in ("fits.md", "large.md"):
        tree.head(name)
    assert not isinstance(tree.read("fits.md"), ReadError)
    large = tree.read("large.md")
    assert isinstance(large, ReadError)
    assert "10 MB" in large.problem


@pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
def test_seven_links_of_a_commit_are_followed_and_not_eight(tmp_path: Path) -> None:
    repo = Repo(tmp_path)
    repo.write({"l0.md": "end"})
    for number in range(1, 9):
        (tmp_path / f"l{number}.md").symlink_to(f"l{number - 1}.md")
    repo.commit()
    with GitTree(opened(repo), "HEAD") as tree:
        assert tree.data("l7.md") == b"end"
        far = tree.data("l8.md")
        assert isinstance(far, ReadError)
        assert "leads back to itself" in far.problem


@pytest.mark.parametrize(("count", "more"), [(1, ""), (3, ""), (4, " and 1 more like these in"), (5, " and 2 more")])
def test_three_ignored_settings_are_named(count: int, more: str, tmp_path: Path) -> None:
    names = [f"c{number}" for number in range(count)]
    written = ", ".join(f"{name}: {{defaults: {{layout: a}}}}" for name in names)
    write_files(tmp_path, {"_config.yml": f"collections: {{{written}}}\n"})
    (line,) = ignored_settings(load_settings(tmp_path, catalog=catalog()))
    assert line.startswith("Jekyll ignores " + ", ".join(f"`collections.{name}.defaults`" for name in names[:3]))
    assert more in line
    assert ("more like these" in line) is (count > 3)
    assert ("the others" in line) is (count > 1)


def base_of(folder: Path, templates: dict[str, str]) -> BaseHref | None:
    site = site_of_texts(folder, {"a.md": "---\nlayout: a\n---\n", **templates})
    return BaseHrefs(site.settings, site.templates).of(site.documents["a.md"])


@pytest.mark.parametrize(("equal", "sure"), [(1, False), (3, False), (4, True)])
def test_four_base_hrefs_of_one_template_are_compared(equal: int, tmp_path: Path, *, sure: bool) -> None:
    text = '<base href="/a/">' * equal + '<base href="/b/">'
    assert base_of(tmp_path, {"_layouts/a.html": text}) == (BaseHref("/a/") if sure else BaseHref("", sure=False))


@pytest.mark.parametrize(("last", "found"), [(199, True), (200, False)])
def test_two_hundred_includes_of_a_layout_are_read(last: int, tmp_path: Path, *, found: bool) -> None:
    texts = {f"_includes/i{number}.html": f"{{% include i{number + 1}.html %}}" for number in range(last)}
    texts |= {"_layouts/a.html": "{% include i0.html %}", f"_includes/i{last}.html": '<base href="/x/">'}
    assert base_of(tmp_path, texts) == (BaseHref("/x/") if found else None)


def test_a_condition_around_a_base_href_makes_it_unsure(tmp_path: Path) -> None:
    base = '<base href="/x/">'
    texts = {
        "_layouts/a.html": f"{{% if a %}}{{% endif %}}{base}",
        "_layouts/b.html": f"{{% if a %}}{{% if b %}}{{% endif %}}{base}{{% endif %}}",
        "_layouts/c.html": f"<!-- {base} -->",
        "_layouts/d.html": "---\nlayout: a\n---\n<base href='/inner/'>",
        "_layouts/e.html": "---\nlayout: e\n---\n<base target=_top href=/e/>",
    }
    pages = {f"{name}.md": f"---\nlayout: {name}\n---\n" for name in "abcde"}
    site = site_of_texts(tmp_path, {**texts, **pages, "f.md": f"---\nlayout: c\n---\n{base}\n"})
    hrefs = BaseHrefs(site.settings, site.templates)
    assert {path: hrefs.of(document) for path, document in site.documents.items()} == {
        "a.md": BaseHref("/x/"),
        "b.md": BaseHref("/x/", sure=False),
        "c.md": None,
        "d.md": BaseHref("/x/"),
        "e.md": BaseHref("/e/"),
        "f.md": BaseHref("/x/"),
    }


@pytest.mark.parametrize(("count", "read"), [(499, 499), (500, 500), (501, 500)])
def test_five_hundred_programs_of_an_unknown_generator_are_read(count: int, read: int, tmp_path: Path) -> None:
    own = 'generator = "plain"\n[collections.docs]\npaths = ["docs/*.md"]\npermalink = "/:path/"\n'
    names = [f"p{number}.py" for number in range(count - 1)] + ["package-lock.json", "vendor/a.js", "a.min.js", "a.txt"]
    site = site_of_texts(tmp_path, {**dict.fromkeys(names, ""), "content-lint.toml": own, "docs/a.md": "x"})
    found = list(Plain(site.settings).template_paths(DiskTree(tmp_path), site.survey))
    assert len(found) == read
    assert {"package-lock.json", "vendor/a.js", "a.min.js", "a.txt"}.isdisjoint(found)


@pytest.mark.parametrize(("count", "matches"), [(2, True), (64, True), (65, False)])
def test_sixty_four_alternatives_of_a_glob_are_tried(count: int, *, matches: bool) -> None:
    glob = "/{" + ",".join(f"x{number}" for number in range(count)) + "}/*"
    assert all(glob_matches(glob, f"/x{number}/a") for number in range(count)) is matches
    assert not glob_matches(glob, f"/x{count}/a")


def test_a_glob_is_read_up_to_its_four_hundredth_character() -> None:
    assert glob_matches("a" * 400, "a" * 400)
    assert not glob_matches("a" * 401, "a" * 401)


def test_fifty_rules_of_a_cascade_count() -> None:
    assert [len(read_cascade([{"title": "x"}] * count)) for count in (49, 50, 51)] == [49, 50, 50]


@pytest.mark.parametrize(("depth", "hidden"), [(1, True), (30, True), (31, False)])
def test_thirty_sections_around_a_section_hand_down_their_values(depth: int, tmp_path: Path, *, hidden: bool) -> None:
    texts = {"hugo.toml": "baseURL = 'https://www.example.org/'\n"}
    folder = "content"
    for number in range(depth + 1):
        folder += f"/s{number}"
        value = "draft = true" if number == 0 else "weight = 1"
        texts[f"{folder}/_index.md"] = f"+++\ntitle = 'S'\n[cascade]\n{value}\n+++\n"
    texts[f"{folder}/a.md"] = "+++\ntitle = 'A'\n+++\n"
    page = site_of_texts(tmp_path, texts).pages[f"{folder}/a.md"]
    assert (page.state is State.LIVE) is not hidden


def test_expressions_of_go_have_a_length_and_a_number_of_repeats() -> None:
    assert search("a" * 1_000)("a" * 1_000)
    assert search("a{1000}")("a" * 1_000)
    assert not search("a{1000}")("a" * 999)
    for expression in ("a" * 1_001, "a{1001}", "a{1,1001}"):
        with pytest.raises(NoGoRegexpError):
            search(expression)


@pytest.mark.parametrize(("length", "made"), [(99_999, 0), (100_000, 0), (100_001, 1)])
def test_a_long_plugin_may_make_anything(length: int, made: int) -> None:
    program = "x = 1\n"
    assert len(find_makers({"_plugins/a.rb": program + "#" * (length - len(program))})) == made


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (999999999999999.0, "999999999999999.0"),
        (1e15, "1.0e+15"),
        (-1.5e15, "-1.5e+15"),
        (9007199254740992.0, "9.007199254740992e+15"),
        (1.5e300, "1.5e+300"),
        (0.0001, "0.0001"),
        (0.00001, "1.0e-05"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (float("nan"), "NaN"),
    ],
)
def test_numbers_are_written_as_ruby_writes_them(value: float, text: str) -> None:
    assert ruby_text(value) == text
