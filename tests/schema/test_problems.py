"""pydantic's errors come out as problems of ours, at the key or value that they speak of."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone
from enum import Enum
from typing import Annotated, Any, Literal
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.document import parse_document
from content_lint.parse.facts import FrontMatter, ScalarStyle
from content_lint.parse.facts import FrontMatterField as Fact
from content_lint.schema import (
    AssetPath,
    DateTime,
    EmailAddress,
    Field,
    FormerNames,
    Markdown,
    OneOf,
    Permalink,
    PlainText,
    PublishDate,
    Ref,
    Schema,
    Slug,
    Tags,
    WebUrl,
    field_validator,
)
from content_lint.schema.dates import read_date
from content_lint.schema.errors import SchemaError
from content_lint.schema.problems import ProblemKind, SchemaProblem, check_values
from content_lint.schema.shape import field_kinds, known_keys
from content_lint.schema.types import FieldKind
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText, Span


class Colour(Enum):
    RED = "red"
    BLUE = "blue"


class Place(Schema):
    town: PlainText
    size: tuple[int, int] | None = None


class Image(Schema):
    kind: Literal["image"]
    src: AssetPath


class Quote(Schema):
    kind: Literal["quote"]
    words: Markdown


class Post(Schema, collection="news"):
    title: PlainText
    date: PublishDate | None = None
    colour: Colour | None = None
    where: Place | str | list[Place] | None = None
    parts: list[Annotated[Image | Quote, Field(discriminator="kind")]] | None = None
    numbers: dict[str, int] | None = None
    end_date: DateTime | None = Field(None, alias="end-date")
    lead: Ref["team"] | None = None  # noqa: F821, UP037
    mail: EmailAddress | None = None
    link: Permalink | None = None
    slug: Slug | None = None
    tags: Tags | None = None
    layout: OneOf["a", "b"] | None = None  # noqa: F821, UP037
    old: Annotated[WebUrl | AssetPath | None, FormerNames("older")] = None
    weight: float | None = None


def front_matter(text: str) -> FrontMatter:
    source = SourceText.from_text("_news/a.md", f"---\n{text}\n---\n")
    found = parse_document(source, jekyll.DIALECT).front_matter
    assert found is not None
    assert found.error is None
    return found


def problems(text: str, schema: type[Schema] = Post, **defaults: object) -> list[SchemaProblem]:
    return list(check_values(schema, front_matter(text), defaults).problems)


def brief(text: str, schema: type[Schema] = Post, **defaults: object) -> list[tuple[str, tuple[Any, ...], str]]:
    return [(item.kind.value, item.path, item.expected) for item in problems(text, schema, **defaults)]


def test_what_is_right_has_no_problems() -> None:
    text = (
        'title: "2020"\ndate: 2024-10-31 20:57:00 +0200\ncolour: red\nwhere: {town: Leeds, size: [1, 2]}\n'
        "parts:\n- {kind: image, src: /a.png}\n- {kind: quote, words: '*x*'}\nnumbers: {a: 1}\n"
        "end-date: 2024-11-01\nlead: alex\nmail: a@b.org\nlink: /a/\nslug: a-b\ntags: [a]\nlayout: b\n"
        "old: https://www.example.org\nweight: 1"
    )
    assert problems(text) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("colour: red", [("missing", ("title",), "text")]),
        ("title: 5", [("wrong-type", ("title",), "text")]),
        ("title: A\ncolour: green", [("unacceptable", ("colour",), "`red` or `blue`")]),
        ("title: A\nlayout: true", [("wrong-type", ("layout",), "`a` or `b`")]),
        ("title: A\ntown: Leeds", [("unknown", ("town",), "")]),
        ("title: A\nend_date: 2020-01-01", [("unknown", ("end_date",), "")]),
        # A union: the value has the shape of a mapping, so the fault lies inside.
        (
            "title: A\nwhere: {twon: Leeds}",
            [("missing", ("where", "town"), "text"), ("unknown", ("where", "twon"), "")],
        ),
        ("title: A\nwhere: [{town: A}, {town: 5}]", [("wrong-type", ("where", 1, "town"), "text")]),
        ("title: A\nwhere: {town: A, size: [1, x]}", [("wrong-type", ("where", "size", 1), "a whole number")]),
        ("title: A\nwhere: 5", [("wrong-type", ("where",), "a group of fields or a list or text")]),
        (
            "title: A\nparts: [{kind: image}]",
            [("missing", ("parts", 0, "src"), "a path such as `/assets/images/example.jpg`")],
        ),
        ("title: A\nparts: [{kind: video}]", [("unacceptable", ("parts", 0, "kind"), "`image` or `quote`")]),
        ("title: A\nparts: [{src: /a.png}]", [("missing", ("parts", 0, "kind"), "`image` or `quote`")]),
        ("title: A\nnumbers: {str: x}", [("wrong-type", ("numbers", "str"), "a whole number")]),
        ("title: A\nmail: '@'", [("unacceptable", ("mail",), "one e-mail address such as `name@example.org`")]),
        (
            "title: A\nslug: a b",
            [("unacceptable", ("slug",), "letters, digits and hyphens, without spaces or slashes")],
        ),
        ("title: A\nold: 5", [("wrong-type", ("old",), "text")]),
        ("title: A\nolder: 5", [("deprecated", ("older",), "`old`"), ("wrong-type", ("older",), "text")]),
        ("title: A\nweight: heavy", [("wrong-type", ("weight",), "a number")]),
        ("title: ''", [("empty", ("title",), "text")]),
        ("title: A\nwhere: {town: ''}", [("empty", ("where", "town"), "text")]),
    ],
)
def test_problems_stand_at_their_innermost_place(text: str, expected: list[object]) -> None:
    assert brief(text) == expected


def test_empty_values_know_whether_they_are_required() -> None:
    found = problems("title:\ncolour: ''\nwhere: {town: '', size: []}\nnonsense:")
    assert [(item.kind.value, item.path, item.required) for item in found] == [
        ("empty", ("title",), True),
        ("empty", ("colour",), False),
        ("empty", ("where", "town"), True),
        ("empty", ("where", "size"), False),
        ("unknown", ("nonsense",), False),
    ]


def test_defaults_count_as_present_and_are_not_judged() -> None:
    assert brief("colour: red", title="Untold", layout="nonsense", stranger=1) == []
    assert brief("where: {size: [1, 2]}", title="Untold", where={"town": "Leeds"}) == []


def test_case_of_keys_counts_unless_the_generator_ignores_it() -> None:
    matter = front_matter("TITLE: 5\nEnd-Date: 2020-01-01\nTwon: Leeds")
    folded = check_values(Post, matter, {}, fold_case=True).problems
    assert [(item.kind.value, item.path) for item in folded] == [("wrong-type", ("TITLE",)), ("unknown", ("Twon",))]
    exact = [(item.kind.value, item.path) for item in check_values(Post, matter, {}).problems]
    assert ("unknown", ("TITLE",)) in exact
    assert ("missing", ("title",)) in exact


def test_unknown_keys_come_with_those_that_are_known() -> None:
    (found,) = problems("title: A\nwhere: {town: A, sise: 1}")
    assert found.choices == ("town", "size")
    assert known_keys(Post, ())[:2] == ("title", "date")
    assert "end-date" in known_keys(Post, ())


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2024, 10, 31), datetime(2024, 10, 31, tzinfo=UTC)),
        ("2024-10-31", datetime(2024, 10, 31, tzinfo=UTC)),
        ("2024-10-31 20:57:00 +0200", datetime(2024, 10, 31, 20, 57, tzinfo=timezone(timedelta(hours=2)))),
        ("2024-10-31T20:57Z", datetime(2024, 10, 31, 20, 57, tzinfo=UTC)),
        ("2024-10-31T20:57:01.5-03:30", datetime(2024, 10, 31, 20, 57, 1, 500000, timezone(timedelta(hours=-3.5)))),
        ("2024-10-31 20:57", datetime(2024, 10, 31, 20, 57, tzinfo=UTC)),
        (20241031, None),
        (1.5, None),
        (True, None),
        (None, None),
        ("2024-02-30", None),
        ("2024-10-31T00:00:00.00ZT23:00:00.000Z", None),
        ("31 October 2024", None),
        ("2024-10-31 20:57 +99:99", None),
        ("\u0662\u0660\u0662\u0664-10-31", None),
    ],
)
def test_dates_are_what_stands_there(value: object, expected: datetime | None) -> None:
    assert read_date(value) == expected


def test_a_bare_day_is_midnight_in_the_site_zone() -> None:
    class Dated(Schema):
        date: PublishDate

        @field_validator("date")
        @classmethod
        def told(cls, value: datetime) -> datetime:
            raise ValueError(value.isoformat())

    (found,) = check_values(Dated, front_matter("date: 2024-07-01"), {}, zone=ZoneInfo("Europe/London")).problems
    assert found.note == "2024-07-01T00:00:00+01:00"


def test_checks_of_the_site_speak_in_their_own_words() -> None:
    class Loud(Schema):
        title: str

        @field_validator("title")
        @classmethod
        def quiet(cls, value: str) -> str:
            raise ValueError("be\n quiet.")

    (found,) = problems("title: A", Loud)
    assert (found.kind, found.path, found.note) == (ProblemKind.UNACCEPTABLE, ("title",), "be quiet")


def test_a_check_that_breaks_is_the_schemas_fault() -> None:
    class Broken(Schema):
        title: str

        @field_validator("title")
        @classmethod
        def breaks(cls, value: str) -> str:
            return value.no_such_method()  # type: ignore[attr-defined,no-any-return]

    with pytest.raises(SchemaError) as caught:
        problems("title: A", Broken)
    assert caught.value.file == "schema/test_problems.py"
    assert caught.value.line
    assert caught.value.message.startswith(
        "a check of `Broken` stops with AttributeError: 'str' object has no attribute"
    )


def test_schema_says_what_its_fields_are_for() -> None:
    kinds = field_kinds(Post)
    assert kinds["link",] == FieldKind("permalink")
    assert kinds["lead",] == FieldKind("reference", "team")
    assert kinds["parts", "*", "src"] == FieldKind("asset")
    assert kinds["old",] == FieldKind("asset")
    assert kinds["end-date",] == FieldKind("date")
    assert kinds["where", "town"] == FieldKind("text")
    assert kinds["where", "*", "town"] == FieldKind("text")
    assert ("weight",) not in kinds


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=12) | st.dates() | st.binary(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6) | st.integers(), inner, max_size=3),
    max_leaves=12,
)
KEYS = st.sampled_from([*known_keys(Post, ()), "older", "x", "str"]) | st.integers()


@settings(max_examples=150, deadline=None)
@given(st.dictionaries(KEYS, VALUES, max_size=6))
def test_any_values_give_problems_in_our_words_or_none(data: dict[Any, object]) -> None:
    facts: dict[Any, Fact] = {}
    pending: list[tuple[tuple[Any, ...], object]] = [((), data)]
    while pending:
        path, value = pending.pop()
        if path:
            facts[path] = Fact(path, value, ScalarStyle.PLAIN, "", Span(0, 0), Span(0, 0))
        items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
        pending.extend(((*path, key), item) for key, item in items)
    spot = Span(0, 0)
    matter = FrontMatter("yaml", spot, spot, spot, data, facts)
    for item in check_values(Post, matter, {}).problems:
        assert "Input should" not in item.expected
        assert "validat" not in item.expected + item.note
        assert item.kind is ProblemKind.MISSING or item.path == () or item.path in facts
