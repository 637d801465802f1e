"""Generators whose pages are not modelled: recognised, named, and never taken for Jekyll."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.builder import Builder
from content_lint.config.detect.detection import detection_of, search
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from tests.files import write_files

HERE = {
    "VuePress": ({"docs/.vuepress/config.js": "", "docs/a.md": ""}, ("docs",)),
    "Zensical": ({"zensical.toml": "docs_dir = 'pages'\n", "pages/a.md": ""}, ("pages",)),
    "mdBook": ({"book.toml": '[book]\nsrc = "text"\n', "text/SUMMARY.md": ""}, ("text",)),
    "Hexo": ({"_config.yml": "title: x\n", "package.json": '{"hexo": {}}', "source/a.md": ""}, ("source",)),
    "Quarto": ({"_quarto.yml": "", "a.md": ""}, (".",)),
    "bookdown": ({"_bookdown.yml": "", "a.md": ""}, (".",)),
    "The Carpentries Workbench": ({"config.yaml": "carpentry: 'swc'\n", "episodes/a.md": ""}, (".",)),
    "Nikola": ({"conf.py": 'BLOG_TITLE = "x"\n', "posts/a.md": ""}, ("posts",)),
    "Retype": ({"retype.yml": "", "a.md": ""}, (".",)),
    "docsify": ({"docs/index.html": "<script>window.$docsify = {}</script>", "docs/a.md": ""}, ("docs",)),
    "GitBook": ({"SUMMARY.md": "# Table of contents\n\n* [A](a.md)\n", "a.md": ""}, (".",)),
    "Jupyter Book": ({"_config.yml": "title: x\n", "_toc.yml": "", "a.md": ""}, (".",)),
    "Quartz": ({"quartz.config.ts": "", "content/a.md": ""}, ("content",)),
    "Pelican": ({"pelicanconf.py": 'PATH = "text"\n', "text/a.md": ""}, ("text",)),
    "Middleman": ({"config.rb": "", "Gemfile": 'gem "middleman"', "source/a.md": ""}, ("source",)),
    "Bridgetown": ({"bridgetown.config.yml": "", "src/a.md": ""}, ("src",)),
    "Sphinx": ({"docs/conf.py": 'extensions = ["myst_parser"]\n'}, ()),
    "Mintlify": ({"docs.json": '{"$schema": "https://mintlify.com/docs.json"}'}, (".",)),
    "Franklin": ({"config.md": "", "Project.toml": '[deps]\nFranklin = "713c75ef"\n', "a.md": ""}, (".",)),
    "Gatsby": ({"gatsby-config.js": "path: `${__dirname}/content/blog`,", "content/blog/a.md": ""}, ("content/blog",)),
    "Nuxt": ({"nuxt.config.ts": "", "content/a.md": ""}, ("content",)),
    "Next.js": ({"next.config.mjs": ""}, ()),
    "SvelteKit": ({"svelte.config.js": ""}, ()),
}


def builder_of(root: Path) -> Builder | None:
    """The generator that is recognised in a folder."""
    name, home, config = search(root)
    return detection_of(name).detect(root, home, config).builder


@pytest.mark.parametrize("name", HERE)
def test_a_generator_is_recognised_with_its_folders(tmp_path: Path, name: str) -> None:
    files, folders = HERE[name]
    write_files(tmp_path, files)
    found = builder_of(tmp_path)
    assert found is not None
    assert (found.name, found.folders) == (name, folders)
    assert (tmp_path / found.config).is_file()


@pytest.mark.parametrize(
    "files",
    [
        {"README.md": "x"},
        {"config.toml": 'baseURL = "https://www.example.org"\n'},  # Hugo's, or anybody's
        {"config.rb": "x"},
        {"config.md": "x"},
        {"config.yaml": "title: x\n"},
        {"conf.py": "x = 1\n"},
        {"docs.json": "{}"},
        {"index.html": "<p>See docsify's own site.</p>"},
        {"SUMMARY.md": "# Summary of what we did\n\n* Much\n"},
        {"book.json": "{}"},
        {"package.json": '{"hexo": {}}'},
        {"vuepress.md": "x"},
    ],
)
def test_files_that_only_look_like_a_configuration_name_nobody(tmp_path: Path, files: dict[str, str]) -> None:
    write_files(tmp_path, files)
    assert builder_of(tmp_path) is None


def test_a_program_for_documents_counts_before_one_for_applications(tmp_path: Path) -> None:
    write_files(tmp_path, {"next.config.js": "", "docs/docusaurus.config.js": "presets: []", "guide/a.md": "x"})
    assert search(tmp_path) == ("docusaurus", "docs", "docusaurus.config.js")


@pytest.mark.parametrize(("file", "name"), [("book.toml", "mdbook"), ("_quarto.yml", "quarto")])
def test_the_one_site_in_the_folders_of_a_repository_is_found(tmp_path: Path, file: str, name: str) -> None:
    write_files(tmp_path, {f"guide/{file}": "", f"tests/{file}": "", "guide/src/a.md": "x"})
    assert search(tmp_path) == (name, "guide", file)


@pytest.mark.parametrize("file", [".eleventy.js", "eleventy.config.mjs"])
def test_a_site_in_a_package_of_its_own_is_found(tmp_path: Path, file: str) -> None:
    """As lit.dev's; what lies beside it is made for trying out or starting with."""
    beside = ("packages/site-tests", "packages/starter", "examples/blog", "packages/x/fixtures", "packages/demo-site")
    files = {f"{folder}/{file}": "" for folder in ("packages/my-site-content", *beside)}
    write_files(tmp_path, {"package.json": "{}", **files})
    assert search(tmp_path) == ("eleventy", "packages/my-site-content", file)
    write_files(tmp_path, {f"packages/other/{file}": ""})
    assert search(tmp_path) == ("plain", "", "")  # which of the two is up to whoever asks


def test_a_folder_for_one_language_has_neighbours(tmp_path: Path) -> None:
    write_files(tmp_path, {"docs/en/zensical.toml": "", "docs/en/docs/a.md": "x", "docs/fr/docs/a.md": "x"})
    found = builder_of(tmp_path)
    assert found is not None
    assert found.folders == ("docs/*/docs",)


def test_a_folder_outside_of_the_site_is_not_read(tmp_path: Path) -> None:
    write_files(tmp_path / "site", {"zensical.toml": "docs_dir = '../../secret'\n"})
    found = builder_of(tmp_path / "site")
    assert found is not None
    assert found.folders == ()


@pytest.mark.parametrize(
    ("files", "generator", "name"),
    [
        ({"_config.yml": "title: x\n"}, "jekyll", None),
        ({"_config.yml": "title: x\n", "package.json": '{"name": "my-site"}'}, "jekyll", None),
        ({"_config.yml": "title: x\n", "package.json": '{"dependencies": {"hexo": "^7"}}'}, "hexo", "Hexo"),
        ({"_config.yml": "title: x\n", "_toc.yml": "x"}, "jupyter-book", "Jupyter Book"),
        ({"a.md": "x"}, "plain", None),
    ],
)
def test_jekylls_configuration_may_be_another_programs(
    tmp_path: Path, files: dict[str, str], generator: str, name: str | None
) -> None:
    write_files(tmp_path, {".git/HEAD": "", **files})
    settings = load_settings(tmp_path, catalog=catalog())
    assert (settings.generator.name, settings.builder and settings.builder.name) == (generator, name)


def test_the_generator_is_named_with_what_is_and_is_not_checked(tmp_path: Path) -> None:
    write_files(tmp_path, {".git/HEAD": "", ".vuepress/config.js": "", "a.md": "x"})
    notice = load_settings(tmp_path, catalog=catalog()).notices[0]
    assert notice.startswith("VuePress makes this site (.vuepress/config.js). Checked: front matter")
    assert "Not checked: links to pages that are in collections without a `permalink`" in notice


@pytest.mark.parametrize(
    ("name", "called"), [("mkdocs.yml", "MkDocs"), ("properdocs.yaml", "ProperDocs"), ("zensical.yml", "Zensical")]
)
def test_who_reads_what_mkdocs_reads_is_modelled_as_mkdocs(tmp_path: Path, name: str, called: str) -> None:
    """ProperDocs 1.6 is MkDocs 1 under another name, of its configuration as well."""
    write_files(
        tmp_path, {name: "site_name: x\nsite_url: https://example.org/a/\n", "docs/a.md": "x", "other/b.md": "x"}
    )
    settings = load_settings(tmp_path, catalog={})
    assert (settings.generator.name, settings.generator.called, settings.base_path) == ("mkdocs", called, "/a")
    assert settings.generator.modelled
