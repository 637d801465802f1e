"""Hugo's configuration by all of its names, put together as Hugo does (asked of 0.168.0 with ``hugo config``)."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.generators import roots_in
from content_lint.site.generators.hugo.command import HugoBuild
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
