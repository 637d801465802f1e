from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from content_lint.parse.facts import FenceState
from content_lint.site.generators.plain.build import PlainConfig, build
from content_lint.site.model import FileFacts, Page, Role, SiteFile, State, Survey
from tests.files import write_files
from tests.links.sites import site_of_folder

NOW = datetime(2024, 6, 1, tzinfo=UTC)
NEWS = SiteFile("src/news/2023-04-05-hello-world.md", Role.ITEM, "news")


def page(data: dict[str, object], config: PlainConfig, file: SiteFile = NEWS) -> Page:
    [made] = build([file], {file.path: FileFacts(FenceState.FOUND, data)}, config, NOW).pages
    return made


def test_without_permalink_and_pattern_there_is_no_address() -> None:
    made = page({"title": "x"}, PlainConfig())
    assert (made.url, made.destination, made.state) == ("", "", State.LIVE)


@pytest.mark.parametrize(
    ("permalink", "url", "destination"),
    [
        ("/about/", "/about/", "/about/index.html"),
        ("about", "/about", "/about.html"),
        ("/a.php", "/a.php", "/a.php"),
        ("/:year/:title/", "/2023/hello-world/", "/2023/hello-world/index.html"),
    ],
)
def test_the_permalink_of_front_matter_comes_first(permalink: str, url: str, destination: str) -> None:
    made = page({"permalink": permalink}, PlainConfig({"news": "/news/:title/"}))
    assert (made.url, made.destination) == (url, destination)


@pytest.mark.parametrize(
    ("pattern", "url"),
    [
        ("/news/:year/:month/:day/:title/", "/news/2023/04/05/hello-world/"),
        ("/:collection/:name.html", "/news/2023-04-05-hello-world.html"),
        ("/:path/", "/2023-04-05-hello-world/"),
        ("/:categories/:slug/", "/a/b/hello-world/"),
    ],
)
def test_the_pattern_of_the_collection_is_filled_in_as_jekyll_does(pattern: str, url: str) -> None:
    config = PlainConfig({"news": pattern}, {"news": "src/news"})
    assert page({"categories": "A b"}, config).url == url


def test_a_pattern_with_a_date_gives_nothing_without_one() -> None:
    file = SiteFile("src/news/undated.md", Role.ITEM, "news")
    config = PlainConfig({"news": "/:year/:title/"})
    assert page({}, config, file).url == ""
    assert page({"date": "2020-01-02"}, config, file).url == "/2020/undated/"


def test_an_unknown_placeholder_gives_no_address() -> None:
    assert page({}, PlainConfig({"news": "/:nope/"})).url == ""


def test_dates_are_in_the_zone_of_the_configuration() -> None:
    config = PlainConfig({"news": "/:year/:month/:day/"}, zone=ZoneInfo("America/New_York"))
    assert page({"date": datetime(2020, 1, 1, 2, tzinfo=UTC)}, config).url == "/2019/12/31/"


def test_static_files_are_at_their_path_and_what_is_left_out_is_passed_on() -> None:
    built = build(Survey((SiteFile("img/a.png", Role.STATIC),), ()), {}, PlainConfig(), NOW)
    assert [(item.url, item.state) for item in built.static] == [("/img/a.png", State.STATIC)]


@pytest.mark.parametrize(
    ("path", "pattern", "url"),
    [
        ("docs/index.md", "/docs/:path/", "/docs/"),
        ("docs/a/index.mdx", "/docs/:path/", "/docs/a/"),
        ("docs/a/_index.md", "/docs/:path", "/docs/a"),
        ("docs/a/index.md", "/docs/:slug/", "/docs/a/"),
        ("docs/a/index.md", "/docs/:path.html", "/docs/a/index.html"),
        ("docs/a/README.md", "/docs/:path/", "/docs/a/README/"),
        ("docs/My Page.md", "/docs/:id/", "/docs/my-page/"),
        ("docs/v1.2/C++ & Rust.md", "/docs/:id/", "/docs/v12/c--rust/"),
        ("docs/a/index.md", "/docs/:id/", "/docs/a/"),
        ("docs/index.md", "/:path/", "/"),
    ],
)
def test_an_index_has_the_address_of_its_folder_and_id_is_in_small_letters(path: str, pattern: str, url: str) -> None:
    config = PlainConfig({"docs": pattern}, {"docs": "docs"})
    assert page({}, config, SiteFile(path, Role.ITEM, "docs")).url == url


def test_an_id_is_the_slug_as_it_is_written() -> None:
    config = PlainConfig({"news": "/news/:id/"}, {"news": "src/news"})
    assert page({"slug": "2024/My-Post"}, config).url == "/news/2024/My-Post/"
    assert page({"slug": "/"}, config).url == "/news/2023-04-05-hello-world/"


@pytest.mark.parametrize("permalink", [False, "/news/{{ page.fileSlug }}/", "{% if a %}/b/{% endif %}"])
def test_an_address_that_a_template_makes_or_that_is_switched_off_is_not_known(permalink: object) -> None:
    assert page({"permalink": permalink}, PlainConfig({"news": "/news/:title/"})).url == ""


def test_another_generator_reads_another_key() -> None:
    config = PlainConfig({}, address_key="path")
    assert page({"path": "2024/01/02/a", "permalink": "/b/"}, config).url == "/2024/01/02/a/"


def test_a_file_may_be_the_page_of_its_folder_by_its_name() -> None:
    config = PlainConfig({"docs": "/docs/:path"}, {"docs": "docs"}, index=("index", "README", "*"))
    urls = [page({}, config, SiteFile(f"docs/{name}.md", Role.ITEM, "docs")).url for name in ("a/README", "a/A", "a/b")]
    assert urls == ["/docs/a", "/docs/a", "/docs/a/b"]


@pytest.mark.parametrize(("front_matter", "exact"), [("", True), ("---\ntitle: x\n---\n", False)])
def test_what_is_written_for_a_program_has_the_places_that_it_makes(
    tmp_path: Path, front_matter: str, *, exact: bool
) -> None:
    """A layout may give the title, or itself, a place; the code host shows no such file to readers."""
    site = site_of_folder(write_files(tmp_path, {".git/HEAD": "", "x.md": f"{front_matter}# One\n"}))
    found = site.anchors("x.md")
    assert found is not None
    assert (found.ids, found.exact, found.complete) == (("one",), exact, exact)
