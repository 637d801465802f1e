from __future__ import annotations

import json
from pathlib import Path

import pytest

from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.parse_config import parse_config
from content_lint.site.generators.hugo.read import survey, survey_paths
from content_lint.site.model import Role, SiteFile

PATHS = [
    "README.md",
    "layouts/index.html",
    "content/_index.md",
    "content/about.md",
    "content/posts/a.md",
    "content/posts/.hidden.md",
    "content/posts/_under.md",
    "content/posts/draft.md~",
    "content/.obsidian/x.md",
    "content/posts/pic.png",
    "content/top/index.md",
    "content/posts/leaf/index.md",
    "content/posts/leaf/part.md",
    "static/img/a.png",
]


def test_content_static_and_what_is_not_hugos_are_told_apart() -> None:
    survey = survey_paths(PATHS, HugoConfig())
    assert set(survey.files) == {
        SiteFile("content/_index.md", Role.PAGE),
        SiteFile("content/about.md", Role.PAGE),
        SiteFile("content/posts/a.md", Role.ITEM, "posts"),
        SiteFile("content/posts/_under.md", Role.ITEM, "posts"),
        SiteFile("content/posts/pic.png", Role.STATIC, "posts"),
        SiteFile("content/top/index.md", Role.PAGE),
        SiteFile("content/posts/leaf/index.md", Role.ITEM, "posts"),
        SiteFile("content/posts/leaf/part.md", Role.ITEM, "posts"),
        SiteFile("static/img/a.png", Role.STATIC),
    }
    assert {item.path: item.reason for item in survey.skipped} == {
        "content/posts/.hidden.md": "`.hidden.md` begins with `.`, so Hugo does not read it",
        "content/posts/draft.md~": "`draft.md~` ends with `~`, so Hugo does not read it",
        "content/.obsidian/x.md": "`.obsidian` begins with `.`, so Hugo does not read it",
    }


def test_the_configuration_names_the_folders_and_what_to_ignore() -> None:
    config = parse_config(
        {
            "contentDir": "src/",
            "staticDir": ["static1", "static2"],
            "ignoreFiles": [r"\.foo$", "("],
            "languages": {"fr": {"contentDir": "src/fr"}},
        }
    )
    paths = ["src/a.md", "src/a.foo", "src/fr/b.md", "static2/x.png", "static/y.png", "content/z.md"]
    survey = survey_paths(paths, config)
    assert [item.path for item in survey.files] == ["src/a.md", "src/fr/b.md", "static2/x.png"]
    assert [item.path for item in survey.skipped] == ["src/a.foo"]


def test_a_site_on_disk_is_read_from_its_own_folders(tmp_path: Path) -> None:
    for name in ("content/posts/a.md", "static/x.png", "node_modules/y.md"):
        path = tmp_path / name
        path.parent.mkdir(parents=True)
        path.write_text("x", encoding="utf-8")
    found = [file.path for file in survey(tmp_path, HugoConfig()).files]
    assert found == ["content/posts/a.md", "static/x.png"]


def test_a_site_without_content_has_no_files(tmp_path: Path) -> None:
    assert survey(tmp_path, HugoConfig()).files == ()


@pytest.mark.parametrize("folder", ["..", "../x", "../site/content", ".", "", "/etc", "a/../..", "C:/x"])
@pytest.mark.parametrize(
    "config",
    [
        {"contentDir": "{}"},
        {"staticDir": ["{}"]},
        {"languages": {"de": {"contentDir": "{}"}}},
        {"module": {"mounts": [{"source": "{}", "target": "content"}, {"source": "{}", "target": "static"}]}},
    ],
    ids=["content", "static", "language", "mount"],
)
def test_no_folder_outside_of_the_site_is_walked_and_links_may_lead_there(folder: str, config: object) -> None:
    # Hugo 0.168 does read them, and makes nothing of the whole site.
    made = parse_config(json.loads(json.dumps(config).replace("{}", folder)))
    assert set(made.sources("content")) | set(made.sources("static")) <= {"content", "static"}
    assert bool(made.unknown) == (folder not in (".", ""))


def test_a_folder_of_the_site_is_found_however_it_is_spelt() -> None:
    made = parse_config({"contentDir": "./a/../docs/"})
    assert (made.sources("content"), made.unknown) == (("docs",), ())
