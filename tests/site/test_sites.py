"""Which folders of a repository hold a site, and which only look like it."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from content_lint.site.sources.sites import called, sites_below
from tests.files import write_files

POST = {"_config.yml": "title: A\n", "_posts/2024-01-02-a.md": "x"}
HUGO = {"config.toml": 'baseURL = "https://e.org/"\n', "content/a.md": "x"}


def below(folder: str, files: dict[str, str]) -> dict[str, str]:
    return {f"{folder}/{name}": text for name, text in files.items()}


@pytest.mark.parametrize(
    ("files", "roots", "left_out"),
    [
        ({"README.md": "x"}, ["."], {}),
        (POST, ["."], {}),
        ({"README.md": "x", **below("docs", POST)}, ["docs"], {}),
        ({**below("docs", POST), **below("www/site", HUGO)}, ["docs", "www/site"], {}),
        ({**POST, **below("docs", HUGO)}, [".", "docs"], {}),
        # A theme, whose example is its site.
        ({"config.toml": "[module]\n[params]\n", "layouts/a": "", **below("exampleSite", HUGO)}, ["exampleSite"], {}),
        ({"theme.toml": "", "layouts/a.html": "", **below("demo", HUGO)}, ["demo"], {}),
        ({**HUGO, **below("themes/x/exampleSite", HUGO)}, ["."], {"themes/x/exampleSite": "a theme"}),
        ({**POST, **below("demo", POST)}, ["."], {"demo": "an example"}),
        # Test data, templates and vendored code.
        ({**POST, "test/_config.yml": "x: 1\n", "test/a.md": "x"}, ["."], {"test": "test data"}),
        (below("spec/fixtures/site", POST), ["."], {"spec/fixtures/site": "test data"}),
        (
            {**below("docs", POST), **below("lib/site_template", POST)},
            ["docs"],
            {"lib/site_template": "a template for new sites"},
        ),
        ({**below("docs", POST), **below("vendor/x", POST)}, ["docs"], {"vendor/x": "vendored code"}),
        ({**below("docs", POST), **below("node_modules/x/docs", POST)}, ["docs"], {}),
        ({**POST, "conf/_config.yml": "x: 1\n"}, ["."], {"conf": "no document in it"}),
        # Another program's file of that name.
        ({"README.md": "x", "app/_config.yml": "x: 1\n", "app/_toc.yml": "", "app/a.md": "x"}, ["."], {}),
        # A CMS for a generator that is not known; a site inside of another repository is not this one's.
        ({"README.md": "x", "web/static/admin/config.yml": "collections: []\n", "web/a.md": "x"}, ["web"], {}),
        ({"README.md": "x", "sub/.git": "gitdir: x\n", **below("sub", POST)}, ["."], {}),
        # A package of another generator beside it.
        ({**below("docs", POST), "website/astro.config.mjs": "", "website/src/content/a.md": "x"}, [".", "docs"], {}),
        # Our own settings say what counts.
        ({"content-lint.toml": 'sites = ["b"]\n', **below("a", POST), **below("b", POST)}, ["b"], {}),
        ({"content-lint.toml": 'sites = [".", "test"]\n', **POST, **below("test", POST)}, [".", "test"], {}),
        (
            {"content-lint.toml": '[collections.x]\npaths = ["docs/**"]\n', **below("docs", POST)},
            ["."],
            {"docs": "the settings of the folder above have its files in collections of their own"},
        ),
    ],
)
def test_sites_are_told_from_what_looks_like_them(
    tmp_path: Path, files: dict[str, str], roots: list[str], left_out: dict[str, str]
) -> None:
    write_files(tmp_path, {".git/HEAD": "", **files})
    found = sites_below(tmp_path.resolve())
    assert [root.relative_to(found.around).as_posix() for root in found.roots] == roots
    assert {item.folder: item.reason for item in found.left_out} == left_out


def test_what_git_ignores_is_no_site(tmp_path: Path) -> None:
    ignored = {".gitignore": "/build/\n", **below("build/docs", POST)}
    write_files(tmp_path, {**ignored, "README.md": "x", **below("docs", POST)})
    subprocess.run(["git", "init", "-q", str(tmp_path)], check=True)
    assert sites_below(tmp_path.resolve()).roots == (tmp_path.resolve() / "docs",)


def test_a_file_belongs_to_the_innermost_site(tmp_path: Path) -> None:
    root = write_files(tmp_path.resolve(), {".git/HEAD": "", **POST, **below("docs", HUGO)})
    found = sites_below(root)
    assert found.owner(root / "docs/content/a.md") == root / "docs"
    assert found.owner(root / "about.md") == root
    assert found.inside(root) == ("docs",)
    assert (called(root), called(root / "docs")) == ("Jekyll", "Hugo")
