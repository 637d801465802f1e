from __future__ import annotations

import time
from datetime import UTC, date, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.facts import FrontMatter, FrontMatterFault, ScalarStyle
from content_lint.parse.front_matter.toml.read import read_toml
from content_lint.text.source import SourceText, Span


def toml(text: str, line_end: str = "\n") -> tuple[SourceText, FrontMatter]:
    fence = "+++" + line_end
    source = SourceText.from_text("a.md", fence + text.replace("\n", line_end) + fence)
    content = Span(len(fence), len(source.text) - len(fence))
    return source, read_toml(source, Span(0, 3), content, Span(content.end, content.end + 3))


def places(text: str, line_end: str = "\n") -> dict[tuple[str | int, ...], tuple[str, str]]:
    source, front = toml(text, line_end)
    assert front.error is None
    return {path: (source[item.key_span], source[item.span]) for path, item in front.fields.items()}


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_every_value_at_every_depth_has_its_place(line_end: str) -> None:
    text = 'title = "x" # c\na.b = 1\ntags = ["a", [\'b\'],]\n[p]\nx = {y=1, z.q="a"}\n[[l]]\nn=2\n[l.s]\nk=3\n[[l]]\n'
    assert places(text, line_end) == {
        ("title",): ("title", '"x"'),
        ("a",): ("a", "b = 1"),
        ("a", "b"): ("b", "1"),
        ("tags",): ("tags", "[\"a\", ['b'],]"),
        ("tags", 0): ('"a"', '"a"'),
        ("tags", 1): ("['b']", "['b']"),
        ("tags", 1, 0): ("'b'", "'b'"),
        ("p",): ("p", 'x = {y=1, z.q="a"}'),
        ("p", "x"): ("x", '{y=1, z.q="a"}'),
        ("p", "x", "y"): ("y", "1"),
        ("p", "x", "z"): ("z", 'q="a"'),
        ("p", "x", "z", "q"): ("q", '"a"'),
        ("l",): ("l", line_end.join(["n=2", "[l.s]", "k=3", "[[l"])),
        ("l", 0): (line_end.join(["n=2", "[l.s]", "k=3"]),) * 2,
        ("l", 0, "n"): ("n", "2"),
        ("l", 0, "s"): ("s", "k=3"),
        ("l", 0, "s", "k"): ("k", "3"),
        ("l", 1): ("l", "l"),
    }


def test_comments_are_found_outside_of_strings_only() -> None:
    source, front = toml('a = "# no" # yes\n# this too\nb = [ # and this\n]\n')
    assert [source[span] for span in front.comments] == ["# yes", "# this too", "# and this"]


def test_dates_are_dates_and_a_missing_zone_is_utc() -> None:
    _, front = toml("a = 2020-01-02\nb = 2020-01-02T03:04:05+02:00\nc = 2020-01-02 03:04:05\nd = 07:30:00\n")
    assert front.data == {
        "a": date(2020, 1, 2),
        "b": datetime.fromisoformat("2020-01-02T03:04:05+02:00"),
        "c": datetime(2020, 1, 2, 3, 4, 5, tzinfo=UTC),
        "d": "07:30:00",
    }


def test_strings_over_several_lines_and_escaped_keys_keep_their_raw_text() -> None:
    source, front = toml('"q\\"k" = """\na"b""c"""\nl = \'\'\'x\ny\'\'\'\n')
    field = front.fields[('q"k',)]
    assert (field.value, field.raw, field.style) == ('a"b""c', source[field.span], ScalarStyle.DOUBLE)
    assert front.fields[("l",)].style is ScalarStyle.SINGLE


FAULTS = [
    ("title = Hello World # x\n", "`Hello World` is text without quotes", "Hello World", '"Hello World"'),
    ("title: x\n", "there is a `:` where front matter between `+++` has `=`", ":", " ="),
    ("a=1\nb=2\na=3\n", "`a` is given twice", "a", None),
    ("[a]\n[a]\n", "`a` is given twice", "a", None),
    ('a="b\nc=1\n', 'the quote `"` that is opened here is never closed', '"b', '"b"'),
    (
        'a="C:\\docs"\n',
        "a backslash in double quotes begins a special character, and this is not one",
        "\\",
        "\\\\",
    ),
    ("a=[1,2\nb=3\n", "a list or table that was opened before is not closed here", "b=3", None),
    ("a=\n", "there is no value after `=`", "a=", None),
    ("[t\na=1\n", "the name of a table lacks its closing `]`", "[t", None),
    ('a="b" c\n', "`c` comes after a complete value", "c", None),
    ("a=True\n", "`True` is not known here", "True", "true"),
    ("a=“x”\n", "curly quotes are not quotes here", "“x”", '"x"'),
    ("d=2020-02-30\n", "there is no such date or time", "2020-02-30", None),
    ("n=9223372036854775808\n", "the number is too large to be kept", "9223372036854775808", '"9223372036854775808"'),
    ("a=1\n[a]\nb=1\n", "this name already holds something else", "[a]", None),
    ("garbage\n", "`garbage` has no `=` between a name and a value", "garbage", None),
]


@pytest.mark.parametrize(("text", "problem", "place", "replacement"), FAULTS)
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_a_fault_is_said_in_plain_words_at_its_place(
    text: str, problem: str, place: str, replacement: str | None, line_end: str
) -> None:
    source, front = toml(text, line_end)
    assert front.error is not None
    assert (front.error.problem, source[front.error.span], front.error.replacement) == (problem, place, replacement)
    assert front.data == {}
    assert front.fields == {}


def test_a_key_given_twice_shows_the_earlier_one() -> None:
    source, front = toml("b=1\na=2\nb=3\n")
    assert front.error is not None
    assert front.error.related is not None
    assert (source.position(front.error.span.start).line, source.position(front.error.related.start).line) == (4, 2)


@pytest.mark.parametrize("text", [text for text, *_, replacement in FAULTS if replacement is not None])
def test_the_replacement_cures_the_fault(text: str) -> None:
    source, front = toml(text)
    error = front.error
    assert error is not None
    assert error.replacement is not None
    cured = source.text[: error.span.start] + error.replacement + source.text[error.span.end :]
    if ":" in text and "C:" not in text:
        cured = cured.replace(" x\n", ' "x"\n')
    _, after = toml(cured[4:-4])
    assert after.error is None


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x=" + "[" * 100_000 + "]" * 100_000 + "\n", FrontMatterFault.TOO_DEEP),
        ("x=" + "{a=" * 100_000 + "\n", FrontMatterFault.TOO_DEEP),
        ("a." * 100_000 + "b=1\n", FrontMatterFault.TOO_DEEP),
        ("[" + "a." * 100_000 + "b]\n", FrontMatterFault.TOO_DEEP),
        ("n=" + "9" * 100_000 + "\n", FrontMatterFault.SYNTAX),
        ('x="""' + '""' * 100_000 + "\n", FrontMatterFault.SYNTAX),
        ("x='''" + "'" * 2 + "a''" * 100_000 + "\n", FrontMatterFault.SYNTAX),
        ('x="' + "\\" * 100_001 + "\n", FrontMatterFault.SYNTAX),
    ],
)
def test_hostile_text_is_a_fault_and_costs_no_time(text: str, fault: FrontMatterFault) -> None:
    begun = time.process_time()
    _, front = toml(text)
    assert front.error is not None
    assert front.error.fault is fault
    assert time.process_time() - begun < 5


SCALARS = st.sampled_from(
    ["1", '"a"', "'b'", "true", "2020-01-02", "2020-01-02 03:04:05", '"""x\ny"""', "1.5", "-0x1F"]
)
KEYS = st.sampled_from(["a", "b", "c.d", '"e f"', "'g'.h", "a.b.c", " i . j "])
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3).map(lambda items: "[" + ",".join(items) + "]")
        | st.lists(st.tuples(KEYS, inner), max_size=2).map(
            lambda all_: "{" + ", ".join(f"{k}= {v}" for k, v in all_) + "}"
        )
    ),
    max_leaves=4,
)
LINES = st.one_of(
    st.tuples(KEYS, VALUES).map(lambda pair: f"{pair[0]} = {pair[1]} # c"),
    KEYS.map(lambda key: f"[{key}]"),
    KEYS.map(lambda key: f"[[{key}]]"),
    st.just(""),
)


def _paths(value: object, path: tuple[str | int, ...] = ()) -> dict[tuple[str | int, ...], object]:
    found = {path: value} if path else {}
    pairs = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, item in pairs:
        found |= _paths(item, (*path, key))
    return found


@settings(max_examples=300, deadline=None)
@given(st.lists(LINES, max_size=6).map("\n".join), st.sampled_from(["\n", "\r\n"]))
def test_fields_are_all_values_and_scalars_read_again_are_the_same(text: str, line_end: str) -> None:
    source, front = toml(text + "\n", line_end)
    if front.error is not None:
        assert front.fields == {}
        return
    assert {path: item.value for path, item in front.fields.items()} == _paths(front.data)
    for item in front.fields.values():
        assert source[item.span]
        if item.raw:
            assert item.raw == source[item.span]
            _, again = toml(f"x = {item.raw}\n")
            assert again.data == {"x": item.value}


@settings(max_examples=300, deadline=None)
@given(st.text(st.sampled_from(list("a=[]{}\"'#.,\\\n1 -:\r\x00é")), max_size=25))
def test_any_text_gives_values_or_one_error_with_a_place(text: str) -> None:
    source, front = toml(text)
    if front.error is None:
        assert {path: item.value for path, item in front.fields.items()} == _paths(front.data)
    else:
        assert 0 <= front.error.span.start <= front.error.span.end <= len(source.text)
        assert not front.fields
