from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.site.generators.jekyll.slugify import SlugMode, downcase, ruby_text, slugify


# Jekyll's own documentation and tests, and Ruby 3.1.
@pytest.mark.parametrize(
    ("text", "mode", "expected"),
    [
        ("The _config.yml file", "default", "the-config-yml-file"),
        ("The _config.yml file", "pretty", "the-_config.yml-file"),
        ("The _cönfig.yml file", "ascii", "the-c-nfig-yml-file"),
        ("The cönfig.yml file ßø", "latin", "the-config-yml-file-sso"),
        ("The _config.yml file", "raw", "the-_config.yml-file"),
        ("The _config.yml file", "none", "the _config.yml file"),
        ("\u00bd x\u00b2 \u2167 \u0663", "default", "x-\u0663"),
        ("e\u0301a", "default", "e\u0301a"),
        ("--a--", "default", "a"),
        ("ΑΣ", "default", "ας".replace("ς", "σ")),
    ],
)
def test_each_mode_keeps_what_it_says(text: str, mode: str, expected: str) -> None:
    assert slugify(text, mode) == expected


# What [[:alnum:]] of Ruby 3.1.2 takes, which is Jekyll 3's pattern.
@pytest.mark.parametrize(
    ("char", "expected"),
    [
        ("\u0301", False),
        ("\u093e", True),
        ("\u2160", True),
        ("\u00b2", False),
        ("\u0345", True),
        ("\u24b6", True),
        ("\u0663", True),
        ("\ufe0f", False),
        ("\u05b0", True),
        ("\u20dd", False),
    ],
)
def test_jekyll_3_keeps_what_counts_as_a_letter(char: str, *, expected: bool) -> None:
    assert slugify(f"a{char}b", marks=False) == (f"a{downcase(char)}b" if expected else "a-b")


def test_capitals_stay_when_asked() -> None:
    assert slugify("My Slug", SlugMode.PRETTY, cased=True) == "My-Slug"


@given(st.text(max_size=60))
@settings(max_examples=200, deadline=None)
def test_a_default_slug_slugified_again_is_itself(text: str) -> None:
    once = slugify(text)
    assert slugify(once) in {once, once.strip("-")}


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (None, ""),
        (True, "true"),
        (5, "5"),
        (1.5, "1.5"),
        (630.0, "630.0"),
        (1e20, "1.0e+20"),
        (1e-7, "1.0e-07"),
        (1e15, "1.0e+15"),
        (-1234567890123456.0, "-1.234567890123456e+15"),
        (999999999999999.0, "999999999999999.0"),
        (date(2020, 1, 2), "2020-01-02"),
        (datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC), "2020-01-02 03:04:05 UTC"),
        (["a", 1, None, True], '["a", 1, nil, true]'),
        ({"a": [1.0]}, '{"a"=>[1.0]}'),
    ],
)
def test_values_are_written_as_ruby_writes_them(value: object, expected: str) -> None:
    assert ruby_text(value) == expected


# Ruby 3.1's to_s and inspect.
@pytest.mark.parametrize(
    ("value", "text"),
    [
        (["a", None, True, 2, 1.5], '["a", nil, true, 2, 1.5]'),
        ({"a": ["b"], 3: {}}, '{"a"=>["b"], 3=>{}}'),
        (['a"b\\c\nd\te'], '["a\\"b\\\\c\\nd\\te"]'),
        ((), "[]"),
        ([date(2024, 1, 2), False], "[2024-01-02, false]"),
        (float("nan"), "NaN"),
        (float("inf"), "Infinity"),
        (float("-inf"), "-Infinity"),
        (1e20, "1.0e+20"),
        (1.5e-7, "1.5e-07"),
        (-1e15, "-1.0e+15"),
        (123456789012345678.0, "1.2345678901234568e+17"),
        (999999999999999.0, "999999999999999.0"),
        (2.0, "2.0"),
    ],
)
def test_values_are_printed_as_ruby_prints_them(value: object, text: str) -> None:
    assert ruby_text(value) == text


def test_what_is_nested_too_deeply_is_cut_off() -> None:
    nested: object = "x"
    for _ in range(19):
        nested = [nested]
    assert ruby_text(nested) == "[" * 19 + '"x"' + "]" * 19
    assert ruby_text([nested]) == "[" * 20 + "..." + "]" * 20
