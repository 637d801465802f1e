"""Material's blog: where its posts and lists are, and what stops its build."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from content_lint.site.generators.mkdocs.blog import MaterialBlog, categories_of, created_on, format_date
from content_lint.site.generators.mkdocs.blog_config import BlogConfig
from content_lint.site.generators.mkdocs.config import MkDocsConfig
from content_lint.site.model import Fatal, FenceState, FileFacts, GeneratedUrl, Page, Role, SiteFile, State

NOW = datetime(2026, 9, 1, tzinfo=UTC)
DAY = date(2024, 3, 5)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, BlogConfig()),
        ({"blog_dir": "."}, BlogConfig(folder="", posts="posts")),
        ({"blog_dir": "/news/", "post_dir": "{blog}/all/"}, BlogConfig(folder="news", posts="news/all")),
        ({"blog_dir": 7, "post_dir": "articles"}, BlogConfig(posts="articles")),
        (
            {"post_url_format": "{slug}", "post_url_date_format": "yyyy", "post_url_max_categories": 2},
            BlogConfig(url_format="{slug}", date_format="yyyy", most_categories=2),
        ),
        ({"post_url_max_categories": 0, "pagination_per_page": "5"}, BlogConfig()),
        ({"archive": False, "archive_url_format": "x"}, BlogConfig(archive="")),
        (
            {"archive_url_format": "a/{date}", "archive_url_date_format": "yyyy/MM"},
            BlogConfig(archive="a/{date}", archive_date="yyyy/MM"),
        ),
        ({"categories": False}, BlogConfig(categories="")),
        ({"categories_url_format": "c/{slug}", "categories": "no"}, BlogConfig(categories="c/{slug}")),
        ({"authors_profiles": True}, BlogConfig(profiles="author/{slug}")),
        ({"authors_profiles": True, "authors_profiles_url_format": "by/{slug}"}, BlogConfig(profiles="by/{slug}")),
        ({"authors_profiles_url_format": "by/{slug}"}, BlogConfig()),
        ({"pagination": False}, BlogConfig(pagination="")),
        (
            {"pagination_url_format": "p/{page}", "pagination_per_page": 3},
            BlogConfig(pagination="p/{page}", per_page=3),
        ),
        ({"draft": True, "draft_if_future_date": True}, BlogConfig(drafts=True, hides_future=True)),
        ({"post_slugify": None}, BlogConfig(known_slugs=False)),
        ({"categories_slugify": None}, BlogConfig(known_slugs=False)),
    ],
)
def test_what_the_plugin_is_told(options: dict[str, object], expected: BlogConfig) -> None:
    assert BlogConfig.read(options) == expected


@pytest.mark.parametrize(
    ("form", "expected"),
    [
        ("yyyy/MM/dd", "2024/03/05"),
        ("yy-M-d", "24-3-5"),
        ("yyyyy", "02024"),
        ("dd'th of 'M", "05th of 3"),
        ("''y", "2024"),
        ("MMM", None),
        ("EEEE", None),
        ("m", None),
        ("", ""),
    ],
)
def test_dates_are_written_in_a_pattern_of_unicodes(form: str, expected: str | None) -> None:
    assert format_date(datetime(2024, 3, 5, tzinfo=UTC), form) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (DAY, datetime(2024, 3, 5, tzinfo=UTC)),
        (datetime(2024, 3, 5, 9, 30), datetime(2024, 3, 5, 9, 30)),  # noqa: DTZ001 - as the file says it
        ({"created": DAY, "updated": date(2025, 1, 1)}, datetime(2024, 3, 5, tzinfo=UTC)),
        ({"updated": DAY}, None),
        ("2024-03-05", None),
        (None, None),
    ],
)
def test_the_day_of_a_post(value: object, expected: datetime | None) -> None:
    assert created_on({"date": value}) == expected


def test_categories_are_a_list() -> None:
    assert categories_of({"categories": ["a", 1]}) == ["a", "1"]
    assert categories_of({"categories": "a"}) == categories_of({}) == []


def page_of(
    data: dict[str, object] | None,
    name: str = "a-post.md",
    line: str = "",
    *,
    use_files: bool = False,
    **options: object,
) -> tuple[Page, list[Fatal]]:
    file = SiteFile(f"docs/blog/posts/{name}", Role.PAGE, "blog/posts")
    config = MkDocsConfig(directory_urls=not use_files)
    facts = FileFacts(FenceState.FOUND, data, first_line=line)
    return MaterialBlog(BlogConfig.read(options), config).page(file, facts, NOW)


@pytest.mark.parametrize(
    ("data", "options", "url"),
    [
        ({"date": DAY}, {}, "/blog/2024/03/05/a-post/"),
        ({"date": DAY, "title": "A Title, no?"}, {}, "/blog/2024/03/05/a-title-no/"),
        ({"date": DAY, "title": 7}, {}, "/blog/2024/03/05/7/"),
        ({"date": DAY, "title": "x", "slug": "Own Slug"}, {}, "/blog/2024/03/05/Own%20Slug/"),
        ({"date": DAY, "title": "x", "slug": ""}, {}, "/blog/2024/03/05/x/"),
        ({"date": DAY}, {"post_url_format": "/{file}/"}, "/blog/a-post/"),
        ({"date": DAY}, {"post_url_date_format": "yy"}, "/blog/24/a-post/"),
        ({"date": DAY}, {"post_url_date_format": "EEE"}, ""),
        ({"date": DAY}, {"post_url_format": "{slug}", "post_url_date_format": "EEE"}, "/blog/a-post/"),
        ({"date": DAY}, {"post_slugify": None}, ""),
        ({"date": DAY, "slug": "own"}, {"post_slugify": None}, "/blog/2024/03/05/own/"),
        ({"date": DAY}, {"post_slugify": None, "post_url_format": "{date}/{file}"}, "/blog/2024/03/05/a-post/"),
        (
            {"date": DAY, "categories": ["Big News", "b"]},
            {"post_url_format": "{categories}/{slug}"},
            "/blog/big-news/a-post/",
        ),
        (
            {"date": DAY, "categories": ["A", "b", "c"]},
            {"post_url_format": "{categories}/{slug}", "post_url_max_categories": 2},
            "/blog/a/b/a-post/",
        ),
        ({"date": DAY}, {"post_url_format": "{categories}/{slug}"}, "/blog/a-post/"),
        ({"date": DAY}, {"blog_dir": "."}, "/2024/03/05/a-post/"),
    ],
)
def test_the_address_of_a_post(data: dict[str, object], options: dict[str, object], url: str) -> None:
    page, stops = page_of(data, **options)
    assert (page.url, page.state, page.reason, page.in_listing, stops) == (url, State.LIVE, "", True, [])
    assert (page.path, page.collection, page.role) == ("docs/blog/posts/a-post.md", "blog/posts", Role.PAGE)
    assert page.date == datetime(2024, 3, 5, tzinfo=UTC)


@pytest.mark.parametrize(
    ("name", "line", "slug"),
    [
        ("my-new_post.md", "", "my-new-post"),
        ("My-post.md", "", "my-post"),
        ("README.md", "", "index"),
        ("x.md", "# The title", "the-title"),
        ("x.md", "## No title", "x"),
        ("x.md", "#No title", "x"),
    ],
)
def test_a_post_without_a_title_is_called_by_its_heading_or_its_name(name: str, line: str, slug: str) -> None:
    page, _ = page_of({"date": DAY}, name, line)
    assert page.slug == slug
    assert page.destination == f"/blog/2024/03/05/{slug}/index.html".replace("/index/index", "/index")


def test_without_folders_of_their_own_posts_are_files() -> None:
    page, _ = page_of({"date": DAY}, use_files=True)
    assert (page.url, page.destination) == ("/blog/2024/03/05/a-post.html", "/blog/2024/03/05/a-post.html")


@pytest.mark.parametrize(
    ("data", "options", "reason"),
    [
        ({"draft": True}, {}, "its front matter says `draft: true`"),
        ({"draft": True}, {"draft": True}, ""),
        ({"draft": False}, {}, ""),
        ({"date": date(2026, 9, 2)}, {}, ""),
        (
            {"date": date(2026, 9, 2)},
            {"draft_if_future_date": True},
            "its date lies in the future, and `draft_if_future_date` is set",
        ),
        ({"date": date(2026, 9, 1)}, {"draft_if_future_date": True}, ""),
        ({"date": date(2026, 9, 2), "draft": False}, {"draft_if_future_date": True}, ""),
    ],
)
def test_drafts_are_not_built(data: dict[str, object], options: dict[str, object], reason: str) -> None:
    page, stops = page_of({"date": DAY, **data}, **options)
    assert (page.reason, page.state, page.in_listing) == (reason, State.NEVER if reason else State.LIVE, not reason)
    assert (page.url.endswith("/a-post/"), stops) == (True, [])


@pytest.mark.parametrize(
    ("data", "key", "problem"),
    [
        (None, (), "has front matter that cannot be read, at which the blog plugin stops"),
        ({}, ("date",), "has no `date`, which the blog plugin needs"),
        ({"date": "soon"}, ("date",), "is no date to the blog plugin, which stops the build"),
        ({"date": DAY, "draft": "yes"}, ("draft",), "is neither `true` nor `false`, at which the blog plugin stops"),
    ],
)
def test_what_stops_the_build(data: dict[str, object] | None, key: tuple[str, ...], problem: str) -> None:
    page, stops = page_of(data)
    assert stops == [Fatal("docs/blog/posts/a-post.md", key, problem)]
    assert page == Page(
        *("docs/blog/posts/a-post.md", "blog/posts", Role.PAGE, "", "", State.STOPS_THE_BUILD), reason=problem
    )


def lists(posts: list[dict[str, object]], **options: object) -> list[str]:
    blog = MaterialBlog(BlogConfig.read(options), MkDocsConfig())
    facts = {f"docs/blog/posts/{n}.md": FileFacts(FenceState.FOUND, data) for n, data in enumerate(posts)}
    pages = [blog.page(SiteFile(path, Role.PAGE, "blog/posts"), item, NOW)[0] for path, item in facts.items()]
    other = Page("docs/b.md", "other", Role.PAGE, "/b/", "/b/index.html", State.LIVE, date=NOW)
    found = list(blog.lists([*pages, other], facts))
    assert all(item == GeneratedUrl(item.url, "blog", f"{item.url}index.html") for item in found)
    return [item.url for item in found]


POSTS: list[dict[str, object]] = [
    {"date": DAY, "categories": ["Big News"]},
    {"date": DAY},
    {"date": date(2025, 1, 1), "categories": ["big news", "b"]},
]


@pytest.mark.parametrize(
    ("options", "urls"),
    [
        ({}, ["/blog/archive/2024/", "/blog/archive/2025/", "/blog/category/big-news/", "/blog/category/b/"]),
        ({"archive": False, "categories": False}, []),
        ({"archive_url_date_format": "EEE", "categories": False}, []),
        ({"archive_url_format": "{date}/all", "categories": False}, ["/blog/2024/all/", "/blog/2025/all/"]),
        ({"archive": False, "categories_url_format": "{slug}"}, ["/blog/big-news/", "/blog/b/"]),
        ({"archive": False, "categories": False, "pagination_per_page": 2}, ["/blog/page/2/"]),
        ({"archive": False, "categories": False, "pagination_per_page": 3}, []),
        (
            {"archive": False, "categories": False, "pagination_per_page": 1, "pagination_url_format": "/p{page}/"},
            ["/blog/p2/", "/blog/p3/"],
        ),
        ({"archive": False, "categories": False, "pagination_per_page": 1, "pagination": False}, []),
        (
            {"archive": False, "pagination_per_page": 1},
            [
                *("/blog/page/2/", "/blog/page/3/", "/blog/category/big-news/", "/blog/category/big-news/page/2/"),
                "/blog/category/b/",
            ],
        ),
    ],
)
def test_the_lists_of_a_blog(options: dict[str, object], urls: list[str]) -> None:
    assert lists(POSTS, **options) == urls


def test_an_empty_blog_has_no_lists_but_its_own() -> None:
    assert lists([]) == []
