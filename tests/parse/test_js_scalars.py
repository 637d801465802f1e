"""What js-yaml makes of scalars: what Eleventy 3.1.8 and Astro 7.3.5 were seen to hold, and what their library says."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta, timezone

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.document import parse_document
from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.js import resolve, text_of_key
from content_lint.text.source import SourceText

PLAIN = [
    ("", None),
    ("~", None),
    ("no", "no"),
    ("yes", "yes"),
    ("12:30", "12:30"),
    ("0123", 123),
    ("0o17", 15),
    ("0x1F", 31),
    ("-0b11", -3),
    ("1_000", "1_000"),
    ("1e3", 1000.0),
    (".5", 0.5),
    (".", "."),
    ("2021-07-01", date(2021, 7, 1)),
    ("2021-06-31", "2021-06-31"),
    ("2021-7-1", "2021-7-1"),
    ("2017-05-15 13:33:37", datetime(2017, 5, 15, 13, 33, 37, tzinfo=UTC)),
    ("2021-07-01T23:30:00-05:00", datetime(2021, 7, 1, 23, 30, tzinfo=timezone(timedelta(hours=-5)))),
    ("2021-07-01T23:30:00.5Z", datetime(2021, 7, 1, 23, 30, 0, 500_000, UTC)),
    ("2021-07-01 10:00:00 +0200", "2021-07-01 10:00:00 +0200"),
    ("2021-07-01 10:00", "2021-07-01 10:00"),
]


@pytest.mark.parametrize(("raw", "value"), PLAIN)
def test_a_plain_scalar(raw: str, value: object) -> None:
    found = resolve(raw, plain=True, tag=None)
    assert (found, type(found)) == (value, type(value))
    assert resolve(raw, plain=False, tag=None) == raw


@pytest.mark.parametrize("tag", ["python/name:os.system", "int", "null", "timestamp"])
def test_a_tag_that_does_not_fit_is_refused(tag: str) -> None:
    with pytest.raises(ScalarRefusedError):
        resolve("x", plain=True, tag=f"tag:yaml.org,2002:{tag}")


@pytest.mark.parametrize(("key", "text"), [(True, "true"), (None, "null"), (1.0, "1"), (12, "12"), (1.5, "1.5")])
def test_keys_are_text(key: object, text: str) -> None:
    assert text_of_key(key, first_level=True) == text


def test_a_group_of_keys_as_a_key_is_text() -> None:
    """So JavaScript makes text of an object: ``{ { category } }``, a slip of a template, stops nothing."""
    text = "---\nkey:\n  a: { { category } }\n  b: c\n---\n"
    document = parse_document(SourceText.from_text("a.md", text), Dialect(fences="gray-matter", yaml="js"))
    assert document.front_matter is not None
    assert document.front_matter.error is None
    assert document.front_matter.data == {"key": {"a": {"[object Object]": None}, "b": "c"}}
