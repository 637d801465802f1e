"""From values to types: the narrowest one that nearly all values fit."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.adopt.init.choices import MOSTLY
from content_lint.adopt.init.guess import ValuePlace, guess_fields, guess_type
from content_lint.adopt.init.kinds import AnyOf, ListOf, NamedKind, NameIn, OneOfThese, Patterned, any_of, fits
from content_lint.adopt.init.profile import profile_of
from content_lint.adopt.init.schema_source import schema_source
from content_lint.adopt.permalink_habit import permalink_pattern
from content_lint.config.settings import CmsField


def guessed(key, values, *cms, others=None):
    return guess_type(values, ValuePlace(key, (key,), cms, 0, others or {}))[0]


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("title", ["A", "B"], NamedKind("PlainText")),
        ("title", ["A [link](/b/)", "B"], NamedKind("Markdown")),
        ("date", [date(2024, 1, 1), "2024-01-02"], NamedKind("PublishDate")),
        ("end", [date(2024, 1, 1)], NamedKind("DateTime")),
        ("end", ["2024-01-01"] * 9 + ["soon"], NamedKind("DateTime")),
        ("end", ["2024-01-01", "soon"], NamedKind("PlainText")),
        (
            "date",
            [date(2024, 1, 1)] * 9 + ["September 8, 2014"],
            AnyOf((NamedKind("PublishDate"), NamedKind("PlainText"))),
        ),
        ("open", [True, False], NamedKind("bool")),
        ("open", [True] * 50 + ["yes"], NamedKind("bool")),
        ("open", [True, "maybe so"], AnyOf((NamedKind("bool"), NamedKind("PlainText")))),
        ("by", ["Ana", ["Ana", "Ben"]], AnyOf((NamedKind("PlainText"), NamedKind("Tags")))),
        ("size", [1, 2], NamedKind("int")),
        ("size", [1.5], NamedKind("float")),
        ("mail", ["a@example.org"] * 3, NamedKind("EmailAddress")),
        ("link", ["https://example.org/"] * 3, NamedKind("WebUrl")),
        ("image", ["/a/b.jpg", "/a/c.png"], NamedKind("AssetPath")),
        ("image", ["/a/b.jpg", "https://example.org/c.png"], AnyOf((NamedKind("AssetPath"), NamedKind("WebUrl")))),
        (  # what is elsewhere works as well
            "image",
            ["https://example.org/c.png", *["/a/b.jpg"] * 99],
            AnyOf((NamedKind("AssetPath"), NamedKind("WebUrl"))),
        ),
        ("place", ["/a b", "/c"], NamedKind("PlainText")),
        ("tags", [["a", "b"], ["a"]], NamedKind("Tags")),
        ("links", [["/a/", "/b/"]], ListOf(NamedKind("PlainText"))),
        ("sizes", [[1, 2], [3]], ListOf(NamedKind("int"))),
        ("redirect_from", ["/a/"], AnyOf((NamedKind("PlainText"), ListOf(NamedKind("PlainText"))))),
        ("layout", ["a"] * 5, OneOfThese(("a",))),
        ("layout", ["a"] * 4, NamedKind("PlainText")),
        ("kind", ["a", "b"] * 5, OneOfThese(("a", "b"))),
        ("kind", ["a", "b"] * 4, NamedKind("PlainText")),
        ("kind", ["a"] * 90, NamedKind("PlainText")),
        ("kind", ["a", "b"] * 50 + ["new"], NamedKind("PlainText")),  # the newest post has a value of its own
        ("kind", ["new", *["a", "b"] * 50], NamedKind("PlainText")),  # where posts have no date it may be the newest
        ("kind", ["evnt", *["event", "post"] * 50], OneOfThese(("event", "post"))),  # a slip
        ("kind", ["a"] * 51 + ["b"] * 49, NamedKind("PlainText")),  # the newer half brought a value
        ("kind", ["a"] * 49 + ["b"] * 51, OneOfThese(("a", "b"))),
        ("kind", ["x", "y", *["a", "b"] * 50], NamedKind("PlainText")),  # of 102 posts two with a value of their own
        ("author", ["Ana", "Ben"] * 50, NamedKind("PlainText")),
        ("slug", ["a-b", "c"], NamedKind("Slug")),
        ("slug", ["/a/b", "c"], NamedKind("PlainText")),
        ("permalink", ["/a/"], NamedKind("Permalink")),
        ("permalink", [f"/news/{n}/" for n in range(9)], Patterned("Permalink", "^/news/[^/]+/$")),
    ],
)
def test_the_narrowest_type_that_fits_is_guessed(key, values, expected):
    assert guessed(key, values) == expected


AUTHORS = {"authors": frozenset({"ana", "ben", "cy"}), "team": frozenset("abcdef")}


@pytest.mark.parametrize(
    ("key", "values", "expected"),
    [
        ("author", ["ana", "ben"] * 5, NameIn("authors", AUTHORS["authors"])),
        ("authors", [["ana", "ben"], ["cy"]], ListOf(NameIn("authors", AUTHORS["authors"]))),
        ("author", ["ana"] * 5, NamedKind("PlainText")),  # one name may be chance
        ("author", ["ana", "ben"] * 5 + ["dan"], NamedKind("PlainText")),
        ("kind", ["ana", "ben", "cy"], NamedKind("PlainText")),  # nothing says that these are people
        ("lead", list("abcde"), NameIn("team", AUTHORS["team"])),
        ("slug", list("abcde"), NamedKind("Slug")),
    ],
)
def test_names_of_files_are_references(key, values, expected):
    assert guessed(key, values, others=AUTHORS) == expected


def test_a_field_that_the_newest_posts_lack_is_not_required():
    posts = [{"title": "T", "lead": "L"}] * 995 + [{"title": "T"}] * 5
    assert [field.required for field in guess_fields(profile_of(posts)).fields] == [True, False]
    assert [field.required for field in guess_fields(profile_of(reversed(posts))).fields] == [True, True]


def test_a_type_that_takes_everything_stands_alone():
    choice, names = OneOfThese(("a", "b")), NameIn("team")
    text, tags = NamedKind("PlainText"), NamedKind("Tags")
    assert any_of(choice, text) == any_of(text, NamedKind("WebUrl"), names) == text
    assert any_of(ListOf(choice), tags) == any_of(tags, ListOf(names)) == tags
    assert any_of(tags, NamedKind("list")) == NamedKind("list")
    assert any_of(text, NamedKind("Markdown")) == NamedKind("Markdown")
    assert any_of(choice, NamedKind("bool")) == AnyOf((NamedKind("bool"), choice))
    assert any_of(tags, text) == AnyOf((tags, text))


@pytest.mark.parametrize(
    ("field", "values", "expected"),
    [
        (CmsField(("k",), "datetime"), ["2022-07-17T00:00:00.00ZT23:00:00.000Z"], NamedKind("DateTime")),
        (CmsField(("k",), "select", options=("a", "b")), [], OneOfThese(("a", "b"))),
        (CmsField(("k",), "select", options=("a", "b"), multiple=True), [], ListOf(OneOfThese(("a", "b")))),
        (CmsField(("k",), "select", options=("true", "false")), [True, "true"], AnyOf(
            (NamedKind("bool"), OneOfThese(("true", "false"))))),
        (CmsField(("k",), "image"), ["/a.jpg"] * 99 + ["https://example.org/"],
         AnyOf((NamedKind("AssetPath"), NamedKind("WebUrl")))),
        (CmsField(("k",), "boolean"), [], NamedKind("bool")),
        (CmsField(("k",), "list"), [], NamedKind("Tags")),
        (CmsField(("k",), "string"), ["a@example.org"], NamedKind("EmailAddress")),
        (CmsField(("k",), "unheard-of"), [1], NamedKind("int")),
    ],
)  # fmt: skip
def test_a_cms_says_what_a_field_is(field, values, expected):
    assert guessed("k", values, field) == expected


def test_a_layout_that_the_cms_fills_in_is_the_only_one():
    assert guessed("layout", [], CmsField(("layout",), "hidden", default="news")) == OneOfThese(("news",))


@pytest.mark.parametrize(
    ("permalinks", "pattern"),
    [
        ([f"/news/2024/0{n}/1{n}/walk-{n}/" for n in range(1, 9)], "^/news/[0-9]{4}/[0-9]{2}/[0-9]{2}/[^/]+/$"),
        ([f"/a.b/{n}" for n in range(9)], r"^/a\.b/[^/]+$"),
        ([f"/news/{'x/' * n}" for n in range(1, 9)], "^/news/.+/$"),
        ([f"/{n}/" for n in range(9)], None),
        (["/news/a/"] * 4, None),
        (["no", "slash", "at", "all", "here"], None),
    ],
)
def test_patterns_of_permalinks(permalinks, pattern):
    assert permalink_pattern(permalinks, MOSTLY) == pattern


def test_one_odd_permalink_of_hundred_changes_nothing():
    assert permalink_pattern([*[f"/news/{n}/" for n in range(99)], "about"], MOSTLY) == "^/news/[^/]+/$"


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=20) | st.dates(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.dictionaries(st.text(max_size=8), VALUES, max_size=4), max_size=5))
def test_any_posts_give_a_file_that_is_python(posts):
    group = guess_fields(profile_of(posts))
    source = schema_source("news", group, len(posts), "posts")
    compile(source, "news.py", "exec")


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=20).filter(str.strip) | st.booleans() | st.integers(), min_size=1, max_size=30))
def test_nearly_all_values_fit_the_guess(values):
    kind = guessed("key", values)
    dates = kind == NamedKind("DateTime")
    assert sum(fits(kind, value) for value in values) >= (0 if dates else MOSTLY * len(values))
