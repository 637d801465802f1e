from __future__ import annotations

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.facts import FrontMatter, FrontMatterFault, ScalarStyle
from content_lint.parse.front_matter.json import json_end, read_json
from content_lint.text.source import SourceText, Span


def read(text: str) -> tuple[SourceText, FrontMatter]:
    source = SourceText.from_text("a.md", text)
    return source, read_json(source, Span(0, json_end(text, 0) or len(text)))


def test_every_value_at_every_depth_has_its_place() -> None:
    source, front = read('{"t": "x\\"}",\n "a": {"b": [1, 2.5, {"c": null}]}}\nbody {')
    assert front.error is None
    assert {path: (source[item.key_span], source[item.span], item.value) for path, item in front.fields.items()} == {
        ("t",): ('"t"', '"x\\"}"', 'x"}'),
        ("a",): ('"a"', '{"b": [1, 2.5, {"c": null}]}', {"b": [1, 2.5, {"c": None}]}),
        ("a", "b"): ('"b"', '[1, 2.5, {"c": null}]', [1, 2.5, {"c": None}]),
        ("a", "b", 0): ("1", "1", 1),
        ("a", "b", 1): ("2.5", "2.5", 2.5),
        ("a", "b", 2): ('{"c": null}', '{"c": null}', {"c": None}),
        ("a", "b", 2, "c"): ('"c"', "null", None),
    }
    assert source[front.content] == '{"t": "x\\"}",\n "a": {"b": [1, 2.5, {"c": null}]}}'
    assert front.fields[("t",)].style is ScalarStyle.DOUBLE


def test_of_a_key_given_twice_the_later_wins_and_both_are_told() -> None:
    source, front = read('{"a": {"b": 1}, "c": 2, "a": 3}')
    assert front.data == {"a": 3, "c": 2}
    assert list(front.fields) == [("c",), ("a",)]
    [twice] = front.duplicates
    assert (source.text.index('"a": 3'), twice.earlier_value) == (twice.key_span.start, {"b": 1})
    rest = source.text[: twice.earlier_entry.start] + source.text[twice.earlier_entry.end :]
    assert json.loads(rest) == {"c": 2, "a": 3}


FAULTS = [
    ('{"a":1,}', "there is a comma after the last entry", ",", ""),
    ('{"a":[1,]}', "there is a comma after the last entry", ",", ""),
    ("{a:1}", "`a` is text without quotes", "a", '"a"'),
    ('{"a":x}', "`x` is text without quotes", "x", '"x"'),
    ('{"a" 1}', "a `:` is missing before `1`", "1", None),
    ('{"a":1 "b":2}', 'a `,` is missing before `"b"`', '"b"', None),
    ('{"a":"x\\q"}', "a backslash begins a special character, and this is not one", "\\", "\\\\"),
    ("{'a':1}", "only straight double quotes are quotes here", "'a'", None),
    ('{"a":}', "a value is missing here", "}", None),
    ('{"a":NaN}', "a number in the front matter cannot be kept", "NaN", None),
    ('{"a":1]}', "`]` closes what was not opened", "]", None),
    ('{"a":1', "the closing `}` is missing", "{", None),
    ('{"a":"x}', "the quote that is opened here is never closed", '"', None),
]


@pytest.mark.parametrize(("text", "problem", "place", "replacement"), FAULTS)
def test_a_fault_is_said_in_plain_words_at_its_place(
    text: str, problem: str, place: str, replacement: str | None
) -> None:
    source, front = read(text)
    assert front.error is not None
    assert (front.error.problem, source[front.error.span], front.error.replacement) == (problem, place, replacement)


@pytest.mark.parametrize("text", [text for text, *_, replacement in FAULTS if replacement is not None])
def test_the_replacement_cures_the_fault(text: str) -> None:
    source, front = read(text)
    error = front.error
    assert error is not None
    assert error.replacement is not None
    _, after = read(source.text[: error.span.start] + error.replacement + source.text[error.span.end :])
    assert after.error is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ('{"a":' + "[" * 200_000 + "]" * 200_000 + "}", FrontMatterFault.TOO_DEEP),
        ('{"a":' * 200_000, FrontMatterFault.TOO_DEEP),
        ('{"a":' + "1" * 200_000 + "}", FrontMatterFault.SYNTAX),
        ('{"a":"' + "\\" * 200_001, FrontMatterFault.SYNTAX),
        ('{"' * 100_000, FrontMatterFault.TOO_DEEP),
    ],
)
def test_hostile_text_is_a_fault_and_costs_no_time(text: str, fault: FrontMatterFault) -> None:
    begun = time.process_time()
    _, front = read(text)
    assert front.error is not None
    assert front.error.fault is fault
    assert time.process_time() - begun < 5


def test_the_end_is_where_hugo_sees_it() -> None:
    assert json_end('{"a":"}"} x', 0) == 9
    assert json_end('{"a":"\\"}"}', 0) == 11
    assert json_end('{"a":{}', 0) is None


def _paths(value: object, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    found = {path: value} if path else {}
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        found |= _paths(item, (*path, key))
    return found


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5) | st.floats(allow_nan=False, allow_infinity=False),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=3), inner, max_size=3),
    max_leaves=8,
)


@settings(max_examples=200, deadline=None)
@given(st.dictionaries(st.text(max_size=3), VALUES, max_size=4), st.sampled_from(["", "ascii"]))
def test_fields_are_all_values_and_read_again_are_the_same(data: dict[str, object], ascii_only: str) -> None:
    text = json.dumps(data, indent=1, ensure_ascii=bool(ascii_only))
    source, front = read(text)
    assert front.error is None
    assert front.data == data
    assert {path: item.value for path, item in front.fields.items()} == _paths(data)
    for item in front.fields.values():
        assert json.loads(source[item.span]) == item.value


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list('a:{}[],"\\1\n é')), max_size=20))
def test_any_text_gives_values_or_one_error_with_a_place(rest: str) -> None:
    source, front = read("{" + rest)
    if front.error is None:
        assert {path: item.value for path, item in front.fields.items()} == _paths(dict(front.data))
    else:
        assert 0 <= front.error.span.start < front.error.span.end <= len(source.text)
