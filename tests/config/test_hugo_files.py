"""Hugo's configuration by all of its names, put together as Hugo does (asked of 0.168.0 with ``hugo config``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.builds.build import files_about_builds
from content_lint.config.detect.detection import search
from content_lint.config.generators import GENERATORS, roots_in
from content_lint.config.load import load_settings
from content_lint.rules.registry import catalog
from content_lint.site.generators.hugo.command import HugoBuild, read_build
from content_lint.site.generators.hugo.detect import read_config
from tests.files import write_files


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"config.toml": 'baseURL = "https://e.org/"\n', "content/a.md": ""}, "config.toml"),
        ({"config.yml": "title: A\nbaseURL: https://e.org/\n", "themes/a/theme.toml": ""}, "config.yml"),
        ({"config.yaml": "baseurl: https://e.org/\n", "archetypes/default.md": ""}, "config.yaml"),
        ({"config.json": '{"languageCode": "en", "title": "A"}', "layouts/index.html": ""}, "config.json"),
        ({"config.toml": "", "content/a.md": "", "layouts/index.html": ""}, "config.toml"),
        ({"config.toml": 'contentDir = "text"\nenableGitInfo = true\n'}, "config.toml"),
        ({"config.toml": 'title = "A"\n[params]\n', "content/a.md": ""}, "config.toml"),
        # Zola's, Nanoc's, an application's, a CMS's.
        ({"config.toml": 'base_url = "https://e.org"\ntheme = "a"\n', "content/a.md": "", "themes/a/x": ""}, None),
        ({"config.yaml": "title: A\n", "content/a.md": "", "layouts/default.erb": "", "Rules": ""}, None),
        ({"config.json": '{"baseURL": "https://e.org/"}'}, None),
        ({"config.yml": "backend: {name: git}\nmedia_folder: a\n", "content/a.md": ""}, None),
        ({"config.yaml": "app:\n  title: A\n  params: 1\n", "content/a.md": ""}, None),
        ({"config.toml": "a = 1\n", "hugo.yaml": ""}, "hugo.yaml"),
    ],
)
def test_whose_the_file_is(tmp_path: Path, files: dict[str, str], found: str | None) -> None:
    write_files(tmp_path, files)
    assert next(iter(roots_in(tmp_path).get("hugo", ())), None) == found


def test_folders_of_configuration_outweigh_the_file_key_by_key(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "hugo.toml": 'title = "file"\n[params]\na = "file"\nb = "file"\n[taxonomies]\nx = "xs"\n',
            "config/_default/hugo.toml": 'Title = "folder"\n[taxonomies]\ny = "ys"\n[languages.en]\nweight = 1\n',
            "config/_default/params.toml": 'a = "folder"\n',
            "config/_default/languages.fr.toml": 'contentDir = "content/fr"\n',
            "config/_default/languages.toml": "[fr]\nweight = 2\n",
            "config/_default/menus.fr.toml": "[[main]]\nname = 'A'\n",
            "config/_default/sub/permalinks.toml": 'post = "/:year/:slug/"\n',
            "config/production/config.toml": "buildDrafts = true\n",
            "config/staging/config.toml": "buildFuture = true\n",
        },
    )
    name, found = read_config(tmp_path)
    assert name == "hugo.toml"
    assert found == {
        "title": "folder",
        "params": {"a": "folder", "b": "file"},
        "taxonomies": {"x": "xs", "y": "ys"},
        "languages": {
            "en": {"weight": 1},
            "fr": {"contentDir": "content/fr", "weight": 2, "menus": {"main": [{"name": "A"}]}},
        },
        "permalinks": {"post": "/:year/:slug/"},
        "buildDrafts": True,
    }


def test_the_command_outweighs_all_of_it(tmp_path: Path) -> None:
    write_files(tmp_path, {"hugo.toml": 'title = "unused"\n', "a.toml": "a = 1\nb = 1\n", "b.toml": "b = 2\n"})
    build = HugoBuild(configs=("a.toml", "b.toml"), settings={"buildDrafts": True})
    assert read_config(tmp_path, build) == ("a.toml", {"a": 1, "b": 2, "buildDrafts": True})


ACTION = "jobs: {{a: {{steps: [{{run: '{}'}}, {{uses: actions/deploy-pages@v4}}]}}}}"


@pytest.mark.parametrize(
    ("files", "found"),
    [
        ({"package.json": '{"scripts": {"build": "hugo --config config/config-prod.yml"}}'}, "config/config-prod.yml"),
        ({"Makefile": "build:\n\thugo --config=config/config-prod.yml\n"}, "config/config-prod.yml"),
        ({"netlify.toml": "[build]\ncommand = 'hugo --config config/config-prod.yml'"}, "config/config-prod.yml"),
        (
            {".github/workflows/a.yml": ACTION.format("hugo --config ./config/config-prod.yml")},
            "config/config-prod.yml",
        ),
        ({".github/workflows/a.yml": ACTION.format("hugo --config gone.yml,prod.toml")}, "prod.toml"),
        # It is Hugo's where Hugo is given it, and where it is there.
        ({".github/workflows/a.yml": ACTION.format("zola --config prod.toml build")}, None),
        ({".github/workflows/a.yml": ACTION.format("hugo --config gone.yml")}, None),
        ({".github/workflows/a.yml": ACTION.format("hugo -s inner --config prod.toml")}, None),
        ({"package.json": '{"scripts": {"build": "hugo --minify"}}'}, None),
    ],
)
def test_a_site_is_hugos_where_its_build_hands_over_the_configuration(
    tmp_path: Path, files: dict[str, str], found: str | None
) -> None:
    configs = {"config/config-prod.yml": "title: A\n", "prod.toml": "title = 'A'\n", "inner/prod.toml": ""}
    write_files(tmp_path, {".git/HEAD": "", "content/a.md": "", **configs, **files})
    assert search(tmp_path) == (("hugo", "", found) if found else ("plain", "", ""))


def test_what_is_handed_over_is_read(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            ".git/HEAD": "",
            "Makefile": "build:\n\thugo --config config/base.yml,config/prod.yml\n",
            "config/base.yml": "baseURL: https://base.example/\npermalinks: {posts: '/:slug/'}\n",
            "config/prod.yml": "baseURL: https://www.example.org/\n",
            "content/posts/a.md": "---\ntitle: A\n---\n",
        },
    )
    settings = load_settings(tmp_path / "content", catalog=catalog())
    assert (settings.root, settings.generator.name) == (tmp_path, "hugo")
    assert settings.url == "https://www.example.org"
    assert settings.collections["posts"].permalink == "/:slug/"
    assert tmp_path / "config/prod.yml" in settings.sources


def test_what_hands_over_the_configuration_is_looked_at_where_no_generator_is_known(tmp_path: Path) -> None:
    write_files(tmp_path, {".git/HEAD": "", "content/a.md": ""})
    about = {path.relative_to(tmp_path).as_posix() for path in files_about_builds(tmp_path)}
    assert about == set(GENERATORS["hugo"].evidence)
    assert set(files_about_builds(tmp_path)) <= set(load_settings(tmp_path, catalog=catalog()).sources)


@pytest.mark.parametrize(
    ("given", "files"),
    [
        ("a.yml,b.yml", ("a.yml", "b.yml")),
        ("./conf/a.toml", ("conf/a.toml",)),
        # Asked of 0.168.0: blanks are part of the name, a bare name has the first of Hugo's extensions that is there.
        ("a.yml, b.yml", ("a.yml", " b.yml")),
        ("conf/a", ("conf/a.toml",)),
        ("conf/b", ("conf/b",)),
        ("../a.yml", ()),
        ("/a.yml", ()),
    ],
)
def test_how_hugo_reads_the_names_that_are_handed_over(tmp_path: Path, given: str, files: tuple[str, ...]) -> None:
    write_files(
        tmp_path,
        {
            ".git/HEAD": "",
            "netlify.toml": f"[build]\ncommand = 'hugo --config \"{given}\"'\n",
            "conf/a.json": "{}",
            "conf/a.toml": "",
        },
    )
    assert read_build(tmp_path).configs == files
