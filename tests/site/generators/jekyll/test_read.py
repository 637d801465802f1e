from __future__ import annotations

import os
from pathlib import Path

import pytest

from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.read import begins_with_fence, survey, survey_paths
from content_lint.site.model import Role, SiteFile
from tests.site.generators.jekyll.oracle import SYNTHETIC, case

CASES = (*SYNTHETIC, "civil-service-lgbt", "civil-service-lgbt-2023")


def fenced(path: str) -> bool:
    return path.endswith(".md")


def roles(paths: list[str], **settings: object) -> dict[str, str]:
    config = JekyllConfig.from_mapping(settings)
    return {file.path: str(file.role) for file in survey_paths(paths, config, fenced).files}


@pytest.mark.parametrize("name", CASES)
def test_the_same_files_are_documents_and_pages_as_jekyll_says(shared: Path, name: str) -> None:
    asked = case(shared, name)
    found = {
        (file.path.removeprefix(asked.base) if file.collection else file.path, file.collection or "(page)")
        for file in survey(asked.root, asked.config).files
        if file.role is not Role.STATIC
    }
    expected = {(row["source_path"], row["collection"]) for row in asked.rows("docs")}
    theme = {("assets/styles/cms-styles.scss", "(page)"), ("assets/styles/styles.scss", "(page)")}
    assert len(expected) > 300
    assert found == (expected - theme if name.startswith("civil") else expected)


@pytest.mark.parametrize("name", CASES)
def test_the_same_files_are_static_as_jekyll_says(shared: Path, name: str) -> None:
    asked = case(shared, name)
    found = {
        file.path.removeprefix(asked.base) if file.collection else f"/{file.path}"
        for file in survey(asked.root, asked.config).files
        if file.role is Role.STATIC
    }
    expected = {row["source_path"] for row in asked.rows("static")}
    missing = {path for path in expected - found if (asked.root / path.lstrip("/")).exists()}
    assert len(expected) > 15
    assert missing == set()
    assert found - expected == set()
    if not name.startswith("civil"):
        assert found == expected


@pytest.mark.parametrize("name", SYNTHETIC)
def test_the_same_files_are_left_out_as_jekyll_says(shared: Path, name: str) -> None:
    asked = case(shared, name)
    paths = [
        (Path(folder) / file).relative_to(asked.root).as_posix()
        for folder, _, files in os.walk(asked.root)
        for file in files
    ]
    result = survey_paths(paths, asked.config, fenced)
    found = {item.path for item in result.skipped}
    expected = {row["source_path"] for row in asked.rows("skipped") if row["collection"] == "-"}
    assert len(expected) > 15
    assert expected - found == set()
    assert {path for path in found - expected if path.endswith(".md")} == set()
    assert all(item.reason for item in result.skipped)


@pytest.mark.parametrize(
    ("head", "expected"),
    [
        (b"---\n", True),
        (b"---  \t\n", True),
        (b"---\r\n", True),
        (b"---", False),
        (b"---\r", False),
        (b"----\n", False),
        (b"--- # c\n", False),
        (b"\xef\xbb\xbf---\n", False),
        (b"\n---\n", False),
        (b"---yaml\n", False),
        (b"---\x0c\n", True),
    ],
)
def test_a_fence_is_three_dashes_and_blanks_up_to_a_newline(head: bytes, *, expected: bool) -> None:
    assert begins_with_fence(head) is expected


def test_roles_follow_the_folders() -> None:
    paths = [
        "_posts/2026-01-02-a.md",
        "x/_posts/2026-01-02-b.md",
        "_things/c.md",
        "_things/d.png",
        "_other/e.md",
        "f.md",
    ]
    assert roles(paths, collections={"things": {}}) == {
        "f.md": "page",
        "_things/d.png": "static",
        "_posts/2026-01-02-a.md": "post",
        "x/_posts/2026-01-02-b.md": "post",
        "_things/c.md": "item",
    }


def test_drafts_are_read_only_when_asked_for() -> None:
    assert roles(["_drafts/a.md"]) == {}
    assert roles(["_drafts/a.md"], show_drafts=True) == {"_drafts/a.md": "draft"}


def test_an_excluded_name_kills_what_begins_with_it() -> None:
    assert roles(["foo/a.md", "foobar/b.md", "bar.md"], exclude=["foo"]) == {"bar.md": "page"}


def test_a_star_in_an_exclusion_crosses_folders() -> None:
    assert roles(["a/b/c.md", "a/c.xml"], exclude=["a/*.md"]) == {"a/c.xml": "static"}


def test_jekyll_3_drops_its_own_exclusions_where_the_site_has_some() -> None:
    config = JekyllConfig.from_mapping({"exclude": ["x"]}, version=(3, 10))
    assert [file.path for file in survey_paths(["node_modules/a.md"], config, fenced).files] == ["node_modules/a.md"]


def test_a_path_thousands_of_folders_deep_is_sorted_without_recursion() -> None:
    path = "/".join(["d"] * 20_000) + "/a.md"
    assert survey_paths([path], JekyllConfig(), fenced).files == (SiteFile(path, Role.PAGE),)


def test_many_stars_in_an_exclusion_cost_no_more_than_few() -> None:
    config = JekyllConfig.from_mapping({"exclude": ["*a" * 40 + "b"]})
    path = "a" * 5_000 + ".md"
    assert survey_paths([path], config, fenced).files == (SiteFile(path, Role.PAGE),)


def test_links_out_of_the_root_are_not_followed(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text("---\n---\n")
    root = tmp_path / "root"
    (root / "docs").mkdir(parents=True)
    (root / "docs" / "a.md").write_text("---\n---\n")
    (root / "away").symlink_to(outside)
    (root / "file.md").symlink_to(outside / "secret.md")
    (root / "docs" / "loop").symlink_to(root / "docs")
    found = survey(root, JekyllConfig())
    assert "docs/a.md" in {file.path for file in found.files}
    assert not [file.path for file in found.files if "secret" in file.path]
    # Whoever reads it refuses it with a finding; dropping it here would be silent.
    assert SiteFile("file.md", Role.STATIC) in found.files


def test_a_file_that_is_included_by_its_whole_path_is_read_wherever_it_lies() -> None:
    paths = [".well-known/security.txt", ".well-known/other.txt", "_pages/about.md"]
    found = roles(paths, include=[".well-known/security.txt", "_pages"])
    assert found == {"_pages/about.md": "page", ".well-known/security.txt": "static"}


def test_a_source_folder_never_leads_out_of_the_root(tmp_path: Path) -> None:
    (tmp_path / "outside").mkdir()
    (tmp_path / "outside" / "secret.md").write_text("---\n---\n")
    root = tmp_path / "root"
    (root / "src").mkdir(parents=True)
    (root / "src" / "a.md").write_text("---\n---\n")
    (root / "link").symlink_to(tmp_path / "outside")
    found = {}
    for source in ("src", "./src/", "../outside", "link", "missing"):
        config = JekyllConfig.from_mapping({"source": source})
        found[source] = [file.path for file in survey(root, config).files if file.role is Role.PAGE]
    assert found == {
        "src": ["src/a.md"],
        "./src/": ["src/a.md"],
        "../outside": ["src/a.md"],
        "link": [],
        "missing": [],
    }
