"""The small parts: text, globs, layouts, configuration."""

from __future__ import annotations

import time
from datetime import datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.site.generators.hugo.content_path import Bundle, parse_path
from content_lint.site.generators.hugo.go_layout import format_time, is_layout
from content_lint.site.generators.hugo.matching import glob_matches
from content_lint.site.generators.hugo.parse_config import parse_config
from content_lint.site.generators.hugo.permalinks import unknown_placeholder
from content_lint.site.generators.hugo.target import alias_file
from content_lint.site.generators.hugo.text import clean, escape_path, lower, query_unescape, sanitize
from content_lint.site.generators.hugo.values import to_bool, to_text, to_texts


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Hello, World! & Co.", "hello-world-co."),
        ("  spaced  ", "spaced"),
        ("A -- B", "a--b"),
        ("a - b", "a-b"),
        ("100% sure?", "100-sure"),
        ("50%25", "50%25"),
        ("what? #1", "what-#1"),
        ("it's", "its"),
        ("a@b~c+d_e", "a@b~c+d_e"),
        ("日本語", "日本語"),
        ("ΟΔΟΣ İ", "οδοσ-i"),
        ("🎉", ""),
    ],
)
def test_sanitized_text_keeps_what_hugo_keeps(text: str, expected: str) -> None:
    assert sanitize(text, to_lower=True, remove_accents=False) == expected


def test_accents_go_only_where_asked() -> None:
    assert sanitize("Ünïcode é", to_lower=False, remove_accents=True) == "Unicode-e"


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("/a b/", "/a%20b/"),
        ("/é/", "/%C3%A9/"),
        ("/%C3%A9x/", "/%C3%A9x/"),
        ("/a(b)!/", "/a(b)!/"),
        ("/é(b)/", "/%C3%A9%28b%29/"),
        ("/a#b/", "/a%23b/"),
        ("/100%/", "/100%25/"),
    ],
)
def test_paths_are_escaped_as_go_does_it(path: str, expected: str) -> None:
    assert escape_path(path) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [("", "."), ("/a/../b/", "/b"), ("//a", "/a"), ("a//b/.", "a/b"), ("../x", "../x"), ("/..", "/")],
)
def test_paths_are_cleaned_as_go_does_it(path: str, expected: str) -> None:
    assert clean(path) == expected


def test_a_broken_escape_loses_the_text() -> None:
    assert [query_unescape(text) for text in ("a+b", "%C3%A9", "50%")] == ["a b", "é", ""]


@settings(max_examples=200, deadline=None)
@given(st.text(max_size=20))
def test_lower_case_has_as_many_letters(text: str) -> None:
    assert len(lower(text)) == len(text)


@pytest.mark.parametrize(
    ("pattern", "text", "expected"),
    [
        ("/posts/**", "/posts/a/b", True),
        ("/posts/*", "/posts/a/b", False),
        ("/posts/*", "/posts/a", True),
        ("/{posts,posts/**}", "/posts", True),
        ("/{posts,posts/**}", "/posts/a", True),
        ("/{posts,posts/**}", "/postsx", False),
        ("{/docs/*,/posts/a}", "/posts/a", True),
        ("/a?c", "/abc", True),
        ("/a?c", "/a/c", False),
        ("**", "/x/y", True),
    ],
)
def test_globs_fit_as_hugos_do(pattern: str, text: str, expected: bool) -> None:  # noqa: FBT001
    assert glob_matches(pattern, text) is expected


@pytest.mark.parametrize("pattern", ["**a" * 200, "{a,b}" * 100, "{" * 400, "*" * 400])
def test_hostile_globs_cost_no_time(pattern: str) -> None:
    begun = time.process_time()
    glob_matches(pattern, "a" * 1000)
    assert time.process_time() - begun < 5


def test_layouts_are_written_by_go_s_example() -> None:
    moment = datetime(2021, 3, 4, 15, 6, 7, tzinfo=timezone(timedelta(hours=-5)))
    layout = "2006-01-02 15:04:05 Jan January Mon Monday 06 1 2 3 4 5 _2 002 PM pm"
    expected = "2021-03-04 15:06:07 Mar March Thu Thursday 21 3 4 3 6 7  4 063 PM pm"
    assert format_time(moment, layout) == expected
    assert [is_layout(text) for text in ("2006", "Jan", "nope", "title")] == [True, True, False, False]


def test_unknown_placeholders_are_found() -> None:
    patterns = ["/:year/:slug/", "/:sections[1:]/:sectionslugs[last]", "/:2006-01-02/", "/\\:x/", "/:nope/", "/x:y"]
    assert [unknown_placeholder(pattern) for pattern in patterns] == [None, None, None, None, "nope", "y"]


@pytest.mark.parametrize(
    ("path", "bundle", "base", "section"),
    [
        ("_index.md", Bundle.BRANCH, "/", ""),
        ("about.md", Bundle.NONE, "/about", ""),
        ("posts/_index.md", Bundle.BRANCH, "/posts", "posts"),
        ("Posts/A B.MD", Bundle.NONE, "/posts/a-b", "posts"),
        ("top/index.md", Bundle.LEAF, "/top", ""),
        ("posts/x/Index.md", Bundle.LEAF, "/posts/x", "posts"),
        ("posts/x.fr.md", Bundle.NONE, "/posts/x", "posts"),
        ("posts/x.de.md", Bundle.NONE, "/posts/x.de", "posts"),
        ("posts/v1.2.md", Bundle.NONE, "/posts/v1.2", "posts"),
    ],
)
def test_a_path_says_what_a_file_is(path: str, bundle: Bundle, base: str, section: str) -> None:
    place = parse_path(path, {"en", "fr"})
    assert (place.bundle, place.base, place.section) == (bundle, base, section)


def test_values_are_cast_as_hugo_does() -> None:
    assert [to_text(value) for value in (1.50, True, None, [1], 2024, "x")] == ["1.5", "true", "", "", "2024", "x"]
    assert [to_bool(value) for value in ("true", "T", "yes", "on", 1, 0, None, [True])] == [
        *(True, True, False, False, True, False, False, False)
    ]
    assert [to_texts(value) for value in ("a b", ["a b", 1], None)] == [("a", "b"), ("a b", "1"), ()]


def test_the_configuration_is_read_whatever_the_case_of_its_keys() -> None:
    config = parse_config(
        {
            "BaseURL": "https://example.org/sub/",
            "timezone": "Europe/London",
            "DisablePathToLower": True,
            "frontMatter": {"date": [":fileName", ":default"], "Lastmod": "modified"},
            "defaultContentLanguage": "fr",
            "Languages": {"EN": {}, "de": {"disabled": True}, "fr": {}},
            "taxonomies": {"Series": "Series"},
        }
    )
    assert config.base_path == "/sub/"
    assert config.zone == ZoneInfo("Europe/London")
    assert not config.to_lower
    assert config.order("date") == (
        *(":filename", "date", "publishdate", "pubdate", "published", "lastmod", "modified"),
    )
    assert config.order("expirydate") == ("expirydate", "unpublishdate")
    assert [(item.code, item.prefix) for item in config.languages] == [("fr", ""), ("en", "en")]
    assert config.taxonomies_of(config.languages[0]) == ("series",)


@settings(max_examples=100, deadline=None)
@given(
    st.dictionaries(
        st.sampled_from(
            [
                "baseURL",
                "timeZone",
                "permalinks",
                "uglyURLs",
                "languages",
                "cascade",
                "frontmatter",
                "outputs",
                "module",
                "theme",
                "security",
                "ignoreFiles",
                "taxonomies",
                "disableKinds",
                "staticDir",
                "contentDir",
            ]
        ),
        st.recursive(
            st.none() | st.booleans() | st.integers() | st.text(max_size=5),
            lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(max_size=5), inner, max_size=2),
            max_leaves=4,
        ),
    )
)
def test_odd_configuration_is_read_without_complaint(data: dict[str, object]) -> None:
    assert parse_config(data).languages


@pytest.mark.parametrize(
    ("alias", "file"),
    [  # as Hugo 0.168 writes them for a German page post/a.md beside English ones
        ("/design/", "/de/design/index.html"),
        ("/de/y/", "/de/de/y/index.html"),
        ("/de-at/x/", "/de/de-at/x/index.html"),
        ("/derby.html", "/de/derby.html"),
        ("/de", "/de/de/index.html"),
        ("/old/", "/de/old/index.html"),
        ("//x//y", "/de/x/y/index.html"),
        ("rel", "/de/post/rel/index.html"),
        ("../up", "/de/up/index.html"),
    ],
)
def test_an_alias_stays_in_its_language_whatever_it_begins_with(alias, file):
    assert alias_file(alias, "de/post/a", "de", ugly=False) == file
