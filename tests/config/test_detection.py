"""Without any configuration of ours, a site's own files say what has to be known."""

from __future__ import annotations

import subprocess
import sys
from datetime import UTC
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from content_lint.config.errors import ConfigError
from content_lint.config.load import NO_SCHEMA, load_settings
from content_lint.config.root import find_root
from content_lint.config.settings import CmsField, DefaultScope, SiteSettings
from content_lint.rules.registry import catalog
from content_lint.site.generators.jekyll.config import JekyllConfig


def load(root: Path, **files: str) -> SiteSettings:
    write(root, {name.replace("__", "/").replace("_DOT_", "."): text for name, text in files.items()})
    return load_settings(root, catalog=catalog())


def write(root: Path, files: dict[str, str]) -> None:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_real_site_needs_no_configuration(shared: Path) -> None:
    root = shared / "sites" / "civil-service-lgbt"
    settings = load_settings(root / "_news", catalog=catalog())
    assert settings.root == root.resolve()
    assert settings.generator.name == "jekyll"
    assert settings.dialect.gfm
    assert list(settings.collections) == [
        "posts",
        "pages",
        "archives",
        "news",
        "publications",
        "consultations",
        "events",
        "notices",
        "topics",
        "team",
        "rules",
        "membership",
        "programmes",
        "manuals",
        "tools",
        "design-system",
        "conference",
    ]
    assert settings.collections["conference"].aliases == ("agendas",)
    assert settings.collections["news"].globs == ("_news/**",)
    assert settings.collections["news"].permalink == "/news/:year/:month/:day/:title/"
    assert settings.collections["conference"].permalink is None
    assert settings.url == "https://www.civilservice.lgbt"
    assert settings.own_hosts == {"www.civilservice.lgbt"}
    assert settings.media_paths == ("/assets/images/uploads",)
    assert settings.zone is UTC
    assert settings.notices == (NO_SCHEMA,)
    # `defaults` inside `collections` is no feature of Jekyll: nothing is filled in.
    assert settings.defaults == {}
    fields = {field.path: field for field in settings.collections["events"].cms_fields}
    assert fields["event", "end"] == CmsField(("event", "end"), "datetime", required=False)
    assert fields["event", "deadline"].required
    assert ("body",) not in fields
    assert settings.generator_config is not None
    assert JekyllConfig.of(settings).version == (4, 3)


def test_jekyll_without_collections_has_posts(tmp_path: Path) -> None:
    settings = load(tmp_path, _config_DOT_yml="title: A\npermalink: pretty\n")
    assert list(settings.collections) == ["posts"]
    assert settings.collections["posts"].permalink == "/:categories/:year/:month/:day/:title/"


def test_jekyll_reads_lists_of_collections_and_their_folder(tmp_path: Path) -> None:
    settings = load(tmp_path, _config_DOT_yml="collections: [news, team]\ncollections_dir: content\n")
    assert {name: item.globs for name, item in settings.collections.items()} == {
        "posts": ("content/**/_posts/**", "content/**/_drafts/**"),
        "news": ("content/_news/**",),
        "team": ("content/_team/**",),
    }


def test_jekyll_settings_are_read_as_jekyll_reads_them(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        _config_DOT_yml="url: https://Example.org/\nbaseurl: /blog/\ntimezone: Europe/London\n"
        "kramdown: { input: kramdown }\nfuture: yes\norder: 010\n",
        CNAME="www.example.org\n",
    )
    assert (settings.url, settings.base_path) == ("https://Example.org", "/blog")
    assert settings.own_hosts == {"example.org", "www.example.org"}
    assert settings.zone == ZoneInfo("Europe/London")
    assert not settings.dialect.gfm
    assert settings.generator_config is not None
    assert settings.generator_config.config["future"] is True
    assert settings.generator_config.config["order"] == 8


def test_defaults_for_whole_collections_and_for_paths(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        _config_DOT_yml="collections: { news: { output: true } }\n"
        "defaults:\n"
        "- { scope: { path: '' }, values: { author: Us } }\n"
        "- { scope: { path: '', type: news }, values: { layout: news } }\n"
        "- { scope: { path: _news/old, type: news }, values: { archived: true } }\n"
        "- { scope: { path: '_*/new', type: news }, values: { fresh: true } }\n"
        "- { scope: { path: '', type: drafts }, values: { draft: true } }\n"
        "- { values: { lost: true } }\n",
    )
    assert settings.defaults == {
        "": {"author": "Us"},
        "posts": {"author": "Us"},
        "news": {"author": "Us", "layout": "news"},
    }
    assert settings.narrow_defaults[0] == DefaultScope("news", "_news/old", {"archived": True})
    assert settings.defaults_of("_news/2020.md", "news") == {"author": "Us", "layout": "news"}
    # A plain scope is a prefix of the text, not of the folders.
    assert settings.defaults_of("_news/older.md", "news") == {"author": "Us", "layout": "news", "archived": True}
    assert settings.defaults_of("_news/new.md", "news") == {"author": "Us", "layout": "news", "fresh": True}
    assert settings.defaults_of("_posts/2020-01-01-a.md", "posts") == {"author": "Us"}
    assert settings.defaults_of("_drafts/a.md", "posts") == {"author": "Us", "draft": True}
    assert settings.defaults_of("about.md", None) == {"author": "Us"}


def test_paths_of_defaults_are_below_the_folder_of_the_collections(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        _config_DOT_yml="collections: [news]\ncollections_dir: content\n"
        "defaults:\n- { scope: { path: _news/old/ }, values: { old: true } }\n",
    )
    assert settings.defaults_of("content/_news/old/a.md", "news") == {"old": True}
    assert settings.defaults_of("content/_news/older.md", "news") == {}
    assert settings.defaults_of("_news/old/a.md", None) == {"old": True}


def test_without_a_generator_the_folders_of_the_cms_are_the_collections(tmp_path: Path) -> None:
    settings = load(
        tmp_path,
        static__admin__config_DOT_yml="site_url: https://www.example.org\n"
        "media_folder: static/uploads\npublic_folder: /uploads\n"
        "collections:\n"
        "- name: posts\n  folder: content/posts\n  extension: mdx\n  media_folder: ''\n"
        "  fields:\n"
        "  - { name: title }\n"
        "  - { name: kind, widget: select, options: [{ label: A, value: a }, b] }\n"
        "  - { name: tags, widget: list, field: { name: tag, widget: string } }\n"
        "  - name: parts\n    widget: list\n    required: false\n"
        "    types: [{ name: image, widget: object, fields: [{ name: src, widget: image }] }]\n"
        "  - { name: body, widget: markdown }\n"
        "- { name: settings, files: [] }\n",
    )
    assert settings.generator.name == "plain"
    assert list(settings.collections) == ["posts"]
    posts = settings.collections["posts"]
    assert (posts.globs, posts.origin) == (("content/posts/**/*.mdx",), "static/admin/config.yml")
    assert posts.cms_fields == (
        CmsField(("title",), "string"),
        CmsField(("kind",), "select", options=("a", "b")),
        CmsField(("tags",), "list"),
        CmsField(("tags", "*"), "string"),
        CmsField(("parts",), "list", required=False),
        CmsField(("parts", "*", "src"), "image"),
    )
    assert settings.media_paths == ("/uploads",)
    assert settings.own_hosts == {"www.example.org"}


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("hugo.toml", 'baseURL = "https://www.example.org/blog/"\ntimeZone = "Europe/Paris"\n'),
        ("hugo.yaml", "baseURL: https://www.example.org/blog/\ntimeZone: Europe/Paris\n"),
        ("hugo.json", '{"baseURL": "https://www.example.org/blog/", "timeZone": "Europe/Paris"}'),
        ("config/_default/hugo.toml", 'baseURL = "https://www.example.org/blog/"\ntimeZone = "Europe/Paris"\n'),
    ],
)
def test_hugo_is_found_and_read(tmp_path: Path, name: str, text: str) -> None:
    write(tmp_path, {name: text})
    settings = load_settings(tmp_path, catalog=catalog())
    assert settings.generator.name == "hugo"
    assert (settings.url, settings.base_path) == ("https://www.example.org", "/blog")
    assert settings.zone == ZoneInfo("Europe/Paris")


def test_hugos_languages_may_have_files_of_their_own(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "config/_default/hugo.toml": 'baseURL = "https://example.org/"\n',
            "config/_default/languages.en.toml": 'languageName = "English"\ncontentDir = "content/en"\n',
            "config/_default/languages.fr.toml": 'contentDir = "content/fr"\n',
        },
    )
    settings = load_settings(tmp_path, catalog=catalog())
    assert settings.generator_config is not None
    assert settings.generator_config.config["languages"] == {
        "en": {"languageName": "English", "contentDir": "content/en"},
        "fr": {"contentDir": "content/fr"},
    }


def test_sections_of_hugo_are_collections(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "hugo.toml": 'contentDir = "pages"\n[permalinks.page]\nnews = "/:year/:slug/"\n',
            "pages/news/a.md": "",
            "pages/team/b/index.md": "",
            "pages/about/index.md": "",
            "pages/_index.md": "",
            "static/admin/config.yml": "collections: [{ name: articles, folder: pages/news, fields: [] }]\n",
        },
    )
    settings = load_settings(tmp_path, catalog=catalog())
    assert {name: item.globs for name, item in settings.collections.items()} == {
        "news": ("pages/news/**",),
        "team": ("pages/team/**",),
    }
    assert settings.collections["news"].permalink == "/:year/:slug/"
    assert settings.collections["news"].aliases == ("articles",)


def test_a_file_called_config_is_hugos_only_where_hugo_is_set(tmp_path: Path) -> None:
    write(tmp_path, {"config.toml": 'baseURL = "https://www.example.org/"\n'})
    assert load_settings(tmp_path, catalog=catalog()).generator.name == "plain"
    write(tmp_path, {"content-lint.toml": 'generator = "hugo"\n'})
    settings = load_settings(tmp_path, catalog=catalog())
    assert (settings.generator.name, settings.url) == ("hugo", "https://www.example.org")


@pytest.mark.parametrize(
    ("configurations", "found"),
    [
        (["src/frontend/astro.config.mjs"], "Astro"),
        (["handbook/docusaurus.config.ts"], "Docusaurus"),
        (["tools/manual/mkdocs.yml"], "MkDocs"),
        (["a/b/c/astro.config.mjs"], ""),
        (["one/astro.config.mjs", "two/astro.config.mjs"], ""),
        (["examples/astro.config.mjs"], ""),
        (["packages/with-examples/astro.config.mjs"], ""),
        (["template/astro.config.mjs", "our/blog/astro.config.mjs"], "Astro"),
        ([".hidden/astro.config.mjs"], ""),
    ],
)
def test_the_only_site_in_the_folders_of_a_repository_is_found(
    tmp_path: Path, configurations: list[str], found: str
) -> None:
    write(tmp_path, {"README.md": "x", **dict.fromkeys(configurations, "")})
    generator = load_settings(tmp_path, catalog=catalog()).generator
    assert (generator.called if generator.modelled else "") == found


def test_both_generators_without_a_setting_are_refused(tmp_path: Path) -> None:
    files = {"hugo.toml": "", "_config.yml": ""}
    write(tmp_path, files)
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, catalog=catalog())
    assert str(caught.value) == (
        "hugo.toml: both Hugo (`hugo.toml`) and Jekyll (`_config.yml`) are set up here\n"
        'Say which one renders the site: add `generator = "hugo"` or `generator = "jekyll"` to content-lint.toml.'
    )
    write(tmp_path, {"content-lint.toml": 'generator = "jekyll"\n'})
    assert load_settings(tmp_path, catalog=catalog()).generator.name == "jekyll"


def test_root_is_the_nearest_folder_with_a_configuration(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "pyproject.toml": "[tool.content-lint]\n",
            "docs/_config.yml": "",
            "docs/_posts/2020-01-01-a.md": "",
            "other/pyproject.toml": "[project]\n",
            "other/a.md": "",
        },
    )
    assert find_root(tmp_path / "docs" / "_posts" / "2020-01-01-a.md") == (tmp_path / "docs").resolve()
    assert find_root(tmp_path / "other" / "a.md") == tmp_path.resolve()
    assert find_root(tmp_path / "docs" / "_posts" / "not-there.md") == (tmp_path / "docs").resolve()


def test_root_is_above_the_folder_that_holds_the_cms(tmp_path: Path) -> None:
    write(tmp_path, {".git/HEAD": "", "site/src/admin/config.yml": "", "site/src/posts/a.md": ""})
    assert find_root(tmp_path / "site" / "src" / "posts") == (tmp_path / "site").resolve()


def test_search_for_the_root_ends_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "", "inner/.git/HEAD": "", "inner/docs/a.md": ""})
    assert find_root(tmp_path / "inner" / "docs") == (tmp_path / "inner").resolve()


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("_config.yml", "title: 'A\nurl: x\n", "_config.yml:1: "),
        ("_config.yml", "- a\n- b\n", "_config.yml:1: "),
        ("_config.yml", "timezone: Mars/Base\n", "_config.yml: no time zone is called `Mars/Base`"),
        ("admin/config.yml", "collections:\n\t- a\n", "admin/config.yml:2: "),
        ("hugo.toml", "a = 1\nb = = 2\n", "hugo.toml:2: this is not TOML"),
        ("hugo.json", '{\n"a": }', "hugo.json:2: this is not JSON"),
    ],
)
def test_broken_files_of_others_are_named_with_line_and_cure(
    tmp_path: Path, name: str, text: str, message: str
) -> None:
    write(tmp_path, {name: text})
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, catalog=catalog())
    first, cure = str(caught.value).split("\n", 1)
    assert first.startswith(message)
    assert cure
    assert str(tmp_path) not in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    (tmp_path / "_config.yml").write_bytes(b"title: \xff\n")
    with pytest.raises(ConfigError) as caught:
        load_settings(tmp_path, catalog=catalog())
    assert str(caught.value) == "_config.yml: the file cannot be read as UTF-8 text\nCheck its encoding and rights."


def test_sites_without_settings_do_not_pay_for_pydantic(tmp_path: Path) -> None:
    write(tmp_path, {"_config.yml": "collections: { news: { output: true } }\n"})
    code = (
        "import sys; from pathlib import Path; from content_lint.config.load import load_settings;"
        f"load_settings(Path({str(tmp_path)!r}), catalog={{}}); print('pydantic' in sys.modules)"
    )
    root = Path(__file__).parent.parent.parent
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout == "False\n"


def test_other_sites_beside_the_one_that_is_read_are_named(tmp_path: Path) -> None:
    mkdocs = {f"docs/{name}/mkdocs.yml": "site_name: A\n" for name in ("en", "ko", "zh", "examples")}
    write(tmp_path, {**mkdocs, "docs/fr/docs/index.md": ""})
    todo = "put an empty content-lint.toml into"
    assert load_settings(tmp_path, catalog=catalog()).notices == (
        f"not checked: the site in `docs/ko` and 1 more; {todo} each to have it checked",
        NO_SCHEMA,
    )
    write(tmp_path, {"docs/ko/content-lint.toml": ""})
    first = load_settings(tmp_path, catalog=catalog()).notices[0]
    assert first == f"not checked: the site in `docs/zh`; {todo} it to have it checked"


def test_names_of_anchors_in_the_configuration_of_a_cms_may_have_any_signs(tmp_path: Path) -> None:
    cms = """
        backend: {name: git-gateway}
        parts:
          two+one: &two+one
            - {name: body, label: 'A: *b+c', widget: markdown}
          star: &star [*two+one]
        collections:
          - {name: news, folder: _news, fields: *two+one}
        """
    settings = load(tmp_path, _config_DOT_yml="collections: {news: {output: true}}\n", admin__config_DOT_yml=cms)
    assert settings.collections["news"].cms == "Decap CMS"


BOOK = {"book.toml": '[book]\ntitle = "A"\n', "src/SUMMARY.md": "[A](a.md)\n", "src/a.md": ""}


def test_of_several_books_side_by_side_the_first_is_read(tmp_path: Path) -> None:
    book = {f"doc/{name}/{file}": text for name in ("book", "contrib") for file, text in BOOK.items()}
    write(tmp_path, book)
    settings = load_settings(tmp_path, catalog=catalog())
    assert (settings.generator.name, settings.generator.static_folder) == ("mdbook", "doc/book/src/")
    assert settings.notices[0].startswith("not checked: the site in `doc/contrib`")
