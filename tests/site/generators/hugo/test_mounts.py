"""Folders that Hugo lays over each other; the addresses are those that Hugo 0.168 built."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.mounts import CONTENT, Mount, Placement, below, placements
from content_lint.site.generators.hugo.unpublished import find_unpublished
from content_lint.site.model import State
from tests.links.sites import site_of_texts, targets

MOUNTS = """baseURL = "https://e.org/"
defaultContentLanguage = "fr"
[languages.fr]
[languages.en]
[[module.mounts]]
source = "docs"
target = "content"
[[module.mounts]]
source = "ext"
target = "content/ext"
excludeFiles = "sub/*"
[[module.mounts]]
source = "README.md"
target = "content/readme.md"
[[module.mounts]]
source = "docs/en"
target = "content/shared"
[module.mounts.sites.matrix]
languages = ["*"]
[[module.mounts]]
source = "x1"
target = "content"
lang = "en"
[[module.mounts]]
source = "x2"
target = "content"
languages = ["EN"]
[[module.mounts]]
source = "x3"
target = "content"
lang = "de"
"""
LANGUAGES = """baseURL = "https://e.org/"
[taxonomies]
tag = "tags"
[permalinks.page]
posts = "/en/:slug/"
[languages.en]
[languages.fr]
disableKinds = ["section"]
[languages.fr.permalinks.page]
posts = "/fr-p/:slug/"
[languages.fr.taxonomies]
sujet = "sujets"
[languages.de]
disabled = true
[languages.it]
[languages.it.permalinks.page]
docs = "/dd/:slug/"
"""
PAGE = "---\ntitle: A\n---\n"


def live(root: Path, texts: dict[str, str]) -> set[tuple[str, str]]:
    site = site_of_texts(root, texts)
    return {(page.path, page.url) for page in site.built.pages if page.state is State.LIVE}


def test_folders_and_files_are_where_they_are_mounted(tmp_path: Path) -> None:
    names = ("content/c", "docs/d", "docs/fr/a", "docs/en/b", "docs/e.en", "ext/x", "ext/sub/y", "README")
    texts = {f"{name}.md": PAGE for name in (*names, "x1/same", "x1/only", "x2/same", "x3/de")}
    assert live(tmp_path, {"hugo.toml": MOUNTS, **texts}) == {
        ("docs/d.md", "/d/"),
        ("docs/fr/a.md", "/fr/a/"),
        ("docs/en/b.md", "/en/b/"),
        ("docs/en/b.md", "/shared/b/"),
        ("docs/en/b.md", "/en/shared/b/"),
        ("docs/e.en.md", "/en/e/"),
        ("ext/x.md", "/ext/x/"),
        ("README.md", "/readme/"),
        ("x1/same.md", "/en/same/"),
        ("x1/only.md", "/en/only/"),
    }


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("files = ['**.md', '! **x.md']", "a ax"),
        ("files = ['! **x.md', '**.md']", "a"),
        ("files = '! **x.md'", "a sub/a sub/deep/c"),
        ("files = ['**/*.md']", "sub/a sub/bx sub/deep/c"),
        ("includeFiles = '**.md'", "a ax"),
        ("includeFiles = 'sub/**'", "sub/a sub/bx sub/deep/c"),
        ("includeFiles = '/SUB/*.md'", "sub/a sub/bx"),
        ("includeFiles = '**/deep/*.md'", "sub/deep/c"),
        ("includeFiles = ['**/*.md', '*.md']\nexcludeFiles = '**x.md'", "a ax sub/a sub/bx sub/deep/c"),
        ("excludeFiles = '**x.md'", "a sub/a sub/deep/c"),
        ("excludeFiles = 'sub'", "a ax"),
        ("files = ['*.md', '! sub/deep', 'sub/**']", "a ax sub/a sub/bx"),
        ("files = ['! sub/deep/**', 'sub/**', '']", "sub/a sub/bx"),
    ],
)
def test_the_first_pattern_that_fits_decides_what_is_mounted(setting: str, expected: str, tmp_path: Path) -> None:
    texts = {f"p/{name}.md": PAGE for name in ("a", "ax", "sub/a", "sub/bx", "sub/deep/c")}
    config = f"[[module.mounts]]\nsource = 'p'\ntarget = 'content'\n{setting}\n"
    found = live(tmp_path, {"hugo.toml": config, **texts})
    assert found == {(f"p/{name}.md", f"/{name}/") for name in expected.split()}


@pytest.mark.parametrize(
    ("home", "folder", "expected"),
    [
        ("themes/t", "a\\b", "themes/t/a/b"),
        ("themes/t", "", "themes/t"),
        ("themes/t", "../../x", "x"),
        ("themes/t", "../../../x", ""),
        ("", " x/ ", "x"),
        ("", "..", ""),
        ("", "/x", ""),
        ("", "C:\\x", ""),
        ("", "x/..", ""),
        ("", "", ""),
    ],
)
def test_a_folder_of_a_module_is_told_from_the_site(home: str, folder: str, expected: str) -> None:
    assert below(home, folder) == expected


def test_a_file_that_is_not_published_says_what_leaves_it_out(tmp_path: Path) -> None:
    config = """baseURL = "https://e.org/"
[[module.mounts]]
source = "content"
target = "content"
excludeFiles = "shut/**"
[[module.mounts]]
source = "files"
target = "static/files"
includeFiles = "*.txt"
[[module.mounts]]
source = "own"
target = "static"
"""
    site = site_of_texts(tmp_path, {"hugo.toml": config, "content/a.md": PAGE})
    move = "Change that mount, or put the file where it is not left out"
    found = [
        (item.path, item.reason, item.advice)
        for path in ("/shut/x.md", "/files/a.png", "/.x/a.md", "/other/a.png", "/files/a.txt")
        for item in find_unpublished(path, HugoConfig.of(site.settings))
        if item.reason
    ]
    assert found == [
        ("content/shut/x.md", "the mount of `content` in the configuration leaves it out", move),
        ("shut/x.md", "Hugo publishes what is in `own/`, and not what is beside it", "Move it to `own/shut/x.md`"),
        ("files/a.png", "the mount of `files` in the configuration leaves it out", move),
        ("files/a.png", "Hugo publishes what is in `own/`, and not what is beside it", "Move it to `own/files/a.png`"),
        ("content/.x/a.md", "`.x` begins with `.`, so Hugo does not read it", "Move it to `own/.x/a.md`"),
        (".x/a.md", "Hugo publishes what is in `own/`, and not what is beside it", "Move it to `own/.x/a.md`"),
        ("other/a.png", "Hugo publishes what is in `own/`, and not what is beside it", "Move it to `own/other/a.png`"),
    ]


def test_what_is_not_read_says_why(tmp_path: Path) -> None:
    texts = {"hugo.toml": MOUNTS, "x1/same.md": PAGE, "x2/same.md": PAGE, "x3/de.md": PAGE}
    assert {item.path: item.reason for item in site_of_texts(tmp_path, texts).survey.skipped} == {
        "x2/same.md": "`x1/same.md` is mounted in its place",
        "x3/de.md": "its folder is mounted for a language that the configuration does not turn on",
    }


def test_a_language_has_permalinks_and_taxonomies_of_its_own(tmp_path: Path) -> None:
    text = "---\ntitle: T {}\ntags: [t1]\nsujets: [s1]\n---\n"
    texts = {f"content/{folder}/a.{code}.md": text.format(code) for folder in ("posts", "docs") for code in CODES}
    site = site_of_texts(tmp_path, {"hugo.toml": LANGUAGES, **texts})
    assert {page.url for page in site.built.pages if page.state is State.LIVE} == {
        *("/en/t-en/", "/fr/fr-p/t-fr/", "/it/posts/a/", "/docs/a/", "/fr/docs/a/", "/it/dd/t-it/"),
    }
    assert [item.path for item in site.survey.skipped] == ["content/docs/a.de.md", "content/posts/a.de.md"]
    made = {item.url for item in site.built.generated if item.provider in ("term", "section")}
    assert made == {"/tags/t1/", "/fr/sujets/s1/", "/it/tags/t1/", "/docs/", "/posts/", "/it/docs/", "/it/posts/"}


OTHER_FOLDER = '[[module.mounts]]\nsource = "src"\ntarget = "content"\n'
CODES = ("en", "fr", "de", "it")


@pytest.mark.parametrize(
    ("theme_config", "expected"),
    [
        ("", {("themes/t/content/tc.md", "/tc/"), ("content/c.md", "/c/")}),
        (
            '[[module.mounts]]\nsource = "src"\ntarget = "content"\n',
            {("themes/t/src/s.md", "/s/"), ("content/c.md", "/c/")},
        ),
    ],
)
def test_what_a_theme_in_the_repository_brings_is_part_of_the_site(
    tmp_path: Path, theme_config: str, expected: set[tuple[str, str]]
) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/"\ntheme = "t"\n',
        "themes/t/hugo.toml": theme_config,
        "content/c.md": f"{PAGE}[a](/tc/) [b](/x.txt) [c](/y.txt)\n",
        "themes/t/content/tc.md": f"{PAGE}[a](/gone/)\n",
        "themes/t/content/c.md": PAGE,
        "themes/t/src/s.md": PAGE,
        "themes/t/static/x.txt": "x",
    }
    assert live(tmp_path, texts) == expected
    site = site_of_texts(tmp_path, texts)
    # The theme's author is another: nobody here is told of what is wrong in its pages.
    assert list(site.documents) == ["content/c.md"]
    assert not site.built.unknown_providers


@pytest.mark.parametrize(
    "files",
    [
        {"go.mod": "module x\n\nreplace github.com/a/b => ./local\n", "local/static/x.txt": "x"},
        {"go.mod": "module x\nreplace (\n\tgithub.com/a/b v1.0.0 => ./local\n)\n", "local/static/x.txt": "x"},
        {"_vendor/github.com/a/b/static/x.txt": "x"},
        {"themes/github.com/a/b/static/x.txt": "x"},
    ],
)
def test_a_module_that_is_in_the_repository_is_read(tmp_path: Path, files: dict[str, str]) -> None:
    config = 'baseURL = "https://e.org/"\n[[module.imports]]\npath = "github.com/a/b"\n'
    site = site_of_texts(tmp_path, {"hugo.toml": config, "content/a.md": PAGE, **files})
    assert site.built.unknown_providers == ()
    assert [page.url for page in site.built.static if page.state is State.STATIC] == ["/x.txt"]


def test_a_module_that_is_not_there_is_named(tmp_path: Path) -> None:
    config = 'theme = ["here", "gone"]\n[[module.imports]]\npath = "github.com/a/b"\n[[module.imports]]\npath = "off"\n'
    texts = {"hugo.toml": f"{config}disable = true\n", "themes/here/layouts/a.html": "x", "content/a.md": PAGE}
    site = site_of_texts(tmp_path, texts)
    assert site.built.unknown_providers == ("theme gone", "module github.com/a/b")


def test_globs_of_a_mount_say_what_is_left_out_and_what_is_taken() -> None:
    mount = Mount("d", CONTENT, "in", patterns=("!/x/**", "/**/*.md"))
    assert mount.place("d/a/B.MD") == Placement(CONTENT, "in/a/B.MD", (), "d")
    assert mount.place("d/x/b.md") is None
    assert mount.place("d/b.txt") is None
    assert mount.place("dd/b.md") is None
    nested = (Mount("content", CONTENT), Mount("content/fr", CONTENT, languages=("fr",)))
    assert placements("content/fr/a.md", nested) == (Placement(CONTENT, "a.md", ("fr",), "content/fr"),)


ADAPTER = '{{ range .Site.Data.books }}{{ $.AddPage (dict "path" .slug "title" .name) }}{{ end }}'
LITERAL = '{{ $p := dict "path" "made/x" "title" "T" }}{{ .AddPage $p }}{{/* "path" .other */}}'


@pytest.mark.parametrize(
    ("adapter", "known"),
    [
        ({"content/_content.gotmpl": LITERAL}, {"a", "d"}),
        ({"content/books/_content.gotmpl": ADAPTER}, {"b", "c"}),
        ({"content/books/_content.gotmpl": ADAPTER.replace("title", "url")}, {"a", "b", "c", "d"}),
    ],
)
def test_a_content_adapter_excuses_what_it_can_make(tmp_path: Path, adapter: dict[str, str], known: set[str]) -> None:
    links = '[a](/made/x/) [b](/books/one/) [c]({{< ref "/books/one" >}}) [d]({{< ref "made/x" >}}) [e](/img/x.png)'
    texts = {"hugo.toml": 'baseURL = "https://e.org/"\n', "content/a.md": f"{PAGE}{links}\n", **adapter}
    site = site_of_texts(tmp_path, texts)
    found = [item.target for item in site.once(resolve_links).all]
    unknown = {name for name, target in zip("abcde", found, strict=True) if target.outcome is LinkOutcome.UNKNOWN}
    assert unknown == known
    path = next(iter(adapter))
    assert {target.reason for target in found if target.reason.startswith("may be")} == {f"may be made by `{path}`"}


def test_what_git_leaves_out_of_the_content_may_be_there_once_the_site_is_built(tmp_path: Path) -> None:
    links = (
        "/flux/cmd/flux_get/",
        "/flux/other/",
        "/helm/api/",
        "/helm/",
        "../helm/api",
        "/dl/x.zip",
        "/dl2/x.zip",
        "/fr/helm/api/",
    )
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/"\n[languages.en]\n[languages.fr]\n',
        "content/a.md": PAGE + " ".join(f"[{link}]({link})" for link in links),
        "content/helm/.gitignore": "*.md\n!_index.md\n",
        ".gitignore": "public/\n# /content/flux/other\n/content/flux/cmd/flux*\nstatic/dl/\n*.zip\ncontent/*.html\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.md")
    unknown = {name: target.reason for name, target in found.items() if target.outcome is LinkOutcome.UNKNOWN}
    helm = (
        "may be made by a program that fills `content/helm/**/*.md`, which `content/helm/.gitignore` keeps out of git"
    )
    assert unknown == {
        "/flux/cmd/flux_get/": (
            "may be made by a program that fills `content/flux/cmd/flux*`, which `.gitignore` keeps out of git"
        ),
        "/helm/api/": helm,
        "/helm/": helm,  # a folder of the first level has a list as soon as there is something in it
        "../helm/api": helm,  # by its path, for the template that links go through
        "/fr/helm/api/": helm,
        "/dl/x.zip": "may be made by a program that fills `static/dl`, which `.gitignore` keeps out of git",
    }


def test_a_page_that_git_leaves_out_by_its_whole_name_is_there(tmp_path: Path) -> None:
    """And in its own folder only: elsewhere a program may write another one of that name."""
    config = 'baseURL = "https://e.org/"\n[permalinks]\nposts = "/:year/:title/"\n[languages.en]\n[languages.fr]\n'
    links = ("/docs/spec/", "/docs/deep/spec/", "/fr/docs/spec/", "/docs/spec/#place", "/posts/made/", "/docs/other/")
    texts = {
        "hugo.toml": config,
        "content/a.md": PAGE + " ".join(f"[{link}]({link})" for link in links),
        "content/docs/.gitignore": "spec.md\n",
        ".gitignore": "/content/posts/made.md\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.md")
    assert {name: target.outcome.value for name, target in found.items()} == {
        "/docs/spec/": "live",
        "/docs/deep/spec/": "unknown",
        "/fr/docs/spec/": "unknown",
        "/docs/spec/#place": "live",
        "/posts/made/": "unknown",
        "/docs/other/": "missing",
    }


def test_a_file_that_is_mounted_by_itself_is_read_from_a_hidden_folder(tmp_path: Path) -> None:
    mount = '[[module.mounts]]\nsource = "{}"\ntarget = "{}"\n'
    shared = "content/.common/pack.md"
    targets_of_it = ("content/one/pack.md", "content/two/pack.md")
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/"\n'
        + mount.format("content", "content")
        + "".join(mount.format(shared, target) for target in targets_of_it),
        shared: "---\ntitle: P\n---\n",
        "content/.common/other.md": "---\ntitle: O\n---\n",
        "content/one/_index.md": "---\ntitle: One\n---\n[p](/one/pack/) [q](/two/pack/) [o](/.common/other/)\n",
    }
    site = site_of_texts(tmp_path, texts)
    pages = [(page.path, page.url) for page in site.built.pages if page.state is State.LIVE]
    assert {(shared, "/one/pack/"), (shared, "/two/pack/")} <= set(pages)
    outcomes = {item.link.label: item.target.outcome for item in resolve_links(site).all}
    assert outcomes == {"p": LinkOutcome.LIVE, "q": LinkOutcome.LIVE, "o": LinkOutcome.MISSING}


def test_a_file_outside_of_the_site_is_one_page(tmp_path):
    mounts = '[[module.mounts]]\nsource = "../README.md"\ntarget = "content/repo/README.md"\n'
    config = f'baseURL = "https://e.org/"\n{mounts}[[module.mounts]]\nsource = "content"\ntarget = "content"\n'
    links = "[a](/repo/readme/) [b](/repo/) [c](/repo/other/) [d](/repo/readme/more/)\n"
    site = site_of_texts(tmp_path, {"hugo.toml": config, "content/a.md": f"---\ntitle: A\n---\n{links}"})
    found = targets(site, "content/a.md")
    assert [found[name].outcome for name in "acd"] == [LinkOutcome.UNKNOWN, LinkOutcome.MISSING, LinkOutcome.MISSING]
    assert "the file `../README.md` outside of the site" in found["a"].cause.reason
