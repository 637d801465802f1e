"""Configuration that is a link: a pull request must not show a file of the machine that checks it, nor run one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from content_lint.config.errors import ConfigError
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.sources.tree import DiskTree, ReadError
from tests.cli.command import run
from tests.files import write_files

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="symbolic links need rights there")
SECRET = "SECRET line one\n"
POST = "---\ntitle: A\n---\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    write_files(tmp_path, {"secret": SECRET, "site/a.md": POST, "site/.git/config": SECRET})
    return tmp_path / "site"


@pytest.mark.parametrize("target", ["secret", "site/.git/config", "nothing"])
@pytest.mark.parametrize(
    "name",
    ["content-lint.toml", "_config.yml", "hugo.toml", "config/_default/hugo.toml", "admin/config.yml"],
)
def test_what_leads_out_is_refused_by_its_own_name(site: Path, name: str, target: str) -> None:
    (site / name).parent.mkdir(parents=True, exist_ok=True)
    (site / name).symlink_to(site.parent / target)
    if target == "nothing":
        load_settings(site, catalog=catalog())
        return
    with pytest.raises(ConfigError, match="a link that leads out of the site") as caught:
        load_settings(site, catalog=catalog())
    assert (caught.value.file, "SECRET" in str(caught.value)) == (name, False)


def test_a_folder_that_leads_out_is_refused(site: Path) -> None:
    write_files(site.parent, {"else/config.yml": "backend: {name: git-gateway}\n"})
    (site / "admin").symlink_to(site.parent / "else")
    with pytest.raises(ConfigError, match="a link that leads out of the site"):
        load_settings(site, catalog=catalog())


@pytest.mark.parametrize("whole", [True, False])
def test_schemas_of_another_place_are_not_run(site: Path, *, whole: bool) -> None:
    program = "from content_lint.schema import Schema\nraise SystemExit(9)\n"
    write_files(site.parent, {"else/posts.py": program})
    if whole:
        (site / "schemas").symlink_to(site.parent / "else")
    else:
        (site / "schemas").mkdir()
        (site / "schemas/posts.py").symlink_to(site.parent / "else/posts.py")
    with pytest.raises(ConfigError, match="a link that leads out of the site"):
        load_settings(site, catalog=catalog())


def test_a_link_inside_of_the_site_is_followed(site: Path) -> None:
    write_files(site, {"settings/jekyll.yml": "url: https://www.example.org\n"})
    (site / "_config.yml").symlink_to("settings/jekyll.yml")
    assert load_settings(site, catalog=catalog()).url == "https://www.example.org"


def test_what_is_no_configuration_does_not_count(site: Path) -> None:
    (site / "_config.yml").write_text("title: x\n")
    for name in ("Gemfile.lock", "CNAME", "netlify.toml"):
        (site / name).symlink_to(site.parent / "secret")
    settings = load_settings(site, catalog=catalog())
    assert (settings.own_hosts, JekyllConfig.of(settings).locked) == (frozenset(), False)


def test_a_post_shows_nothing_of_git_nor_through_a_linked_folder(site: Path) -> None:
    write_files(site.parent, {"else/b.md": SECRET})
    (site / "c.md").symlink_to(".git/config")
    (site / "more").symlink_to(site.parent / "else")
    tree = DiskTree(site)
    for path in ("c.md", "more/b.md"):
        read = tree.read(path)
        assert isinstance(read, ReadError)
        assert "leads out of the site" in read.problem
        assert tree.head(path) == b""


def test_hugo_content_of_another_place_is_told_of(site: Path) -> None:
    write_files(site, {"hugo.toml": 'baseURL = "https://x.example.org/"\n'})
    write_files(site.parent, {"else/b.md": f"---\ntitle: [{SECRET}---\n"})
    (site / "content").symlink_to(site.parent / "else")
    ran = run(site, "check")
    assert (ran.status, "SECRET" in ran.out + ran.err) == (1, False)
    assert "content/b.md:1:1: SY105 unreadable-file" in ran.out


def test_a_baseline_of_another_place_is_refused(site: Path) -> None:
    (site / ".content-lint-baseline.json").symlink_to(site.parent / "secret")
    ran = run(site, "check")
    assert (ran.status, "SECRET" in ran.err) == (2, False)
    assert ".content-lint-baseline.json: this is a link that leads out of the site" in ran.err


@pytest.mark.parametrize(
    ("name", "program"),
    [
        ("docusaurus.config.js", "export default {title: 'x', url: 'https://e.org', baseUrl: '/secret/'};\n"),
        ("eleventy.config.js", "export default function () { return {pathPrefix: '/secret/'}; }\n"),
    ],
)
@pytest.mark.parametrize("outside", [True, False])
def test_programs_of_another_place_are_not_read(site: Path, name: str, program: str, *, outside: bool) -> None:
    (site.parent / "else.js" if outside else site / "else.js").write_text(program)
    (site / name).symlink_to("../else.js" if outside else "else.js")
    assert load_settings(site, catalog=catalog()).base_path == ("" if outside else "/secret")
