"""Values of YAML front matter, and where they stand."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import ScalarStyle
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.hugo import traits as hugo
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = jekyll.DIALECT
HUGO = hugo.DIALECT
PLAIN = Dialect()


def read(yaml, dialect=JEKYLL):
    source = SourceText.from_text("a.md", f"---\n{yaml}\n---\nbody\n")
    _, _, front_matter, _ = read_front_matter(source, dialect)
    return source, front_matter


def places(yaml, dialect=JEKYLL):
    """For every field its path, the text of its key and of itself, and how it is written."""
    source, front_matter = read(yaml, dialect)
    assert front_matter.error is None
    return [(item.path, source[item.key_span], source[item.span], item.style) for item in front_matter.fields.values()]


def test_every_value_at_every_depth_has_its_place():
    yaml = "title: A  # c\ntags: [x, 'y']\na:\n  - b: 1\n    \"c\": {d: }\n  -\n  - |\n    text\n\nlast: z"
    assert places(yaml) == [
        (("title",), "title", "A", ScalarStyle.PLAIN),
        (("tags",), "tags", "[x, 'y']", ScalarStyle.SEQUENCE),
        (("tags", 0), "x", "x", ScalarStyle.PLAIN),
        (("tags", 1), "'y'", "'y'", ScalarStyle.SINGLE),
        (("a",), "a", '- b: 1\n    "c": {d: }\n  -\n  - |\n    text', ScalarStyle.SEQUENCE),
        (("a", 0), 'b: 1\n    "c": {d: }', 'b: 1\n    "c": {d: }', ScalarStyle.MAPPING),
        (("a", 0, "b"), "b", "1", ScalarStyle.PLAIN),
        (("a", 0, "c"), '"c"', "{d: }", ScalarStyle.MAPPING),
        (("a", 0, "c", "d"), "d", "", ScalarStyle.PLAIN),
        (("a", 1), "", "", ScalarStyle.PLAIN),
        (("a", 2), "|\n    text", "|\n    text", ScalarStyle.LITERAL),
        (("last",), "last", "z", ScalarStyle.PLAIN),
    ]


def test_a_missing_value_stands_behind_its_colon():
    source, front_matter = read("date:   # soon\ntitle: A")
    assert front_matter.get("date").span.start == source.text.index("date:") + len("date:")


@pytest.mark.parametrize("odd", ["😀", "\u2028", "é", "\ufeff"])
def test_what_libyaml_counts_otherwise_moves_nothing(odd):
    source, front_matter = read(f'a: "{odd}"\nb: "{odd} {odd}"\nc: x')
    assert [source[front_matter.get(key).span] for key in "abc"] == [f'"{odd}"', f'"{odd} {odd}"', "x"]


def test_a_bom_behind_the_fence_moves_nothing():
    source, front_matter = read("\ufefftitle: A\nb: 1")
    assert [source[front_matter.get(key).span] for key in ("title", "b")] == ["A", "1"]


def test_a_block_ends_at_its_last_line_of_text():
    assert places("a: >-  # c\n  x\n\n  y  \n\n\nb: |\n\nc: 1") == [
        (("a",), "a", ">-  # c\n  x\n\n  y  ", ScalarStyle.FOLDED),
        (("b",), "b", "|", ScalarStyle.LITERAL),
        (("c",), "c", "1", ScalarStyle.PLAIN),
    ]


def test_comments_are_found_and_signs_inside_text_are_not():
    source, front_matter = read("# one\na: x#y # two\nb: 'p # q'\nc: |  # three\n  r # s\n# four\nd: \"t\n  # u\"")
    assert [source[span] for span in front_matter.comments] == ["# one", "# two", "# three", "# four"]


def test_comments_behind_a_fault_are_not_guessed():
    source, front_matter = read("# one\na: 1 # two\nb: 'x\nc: 1 # three")
    assert front_matter.error is not None
    assert [source[span] for span in front_matter.comments] == ["# one", "# two"]


def test_an_anchor_is_no_part_of_the_value_and_an_alias_has_no_fields_below_it():
    assert places("a: &x  # c\n  b: 1\nc: *x\nd: &y 2020-01-02") == [
        (("a",), "a", "b: 1", ScalarStyle.MAPPING),
        (("a", "b"), "b", "1", ScalarStyle.PLAIN),
        (("c",), "c", "*x", ScalarStyle.ALIAS),
        (("d",), "d", "2020-01-02", ScalarStyle.PLAIN),
    ]
    assert read("a: &x {b: 1}\nc: *x")[1].data == {"a": {"b": 1}, "c": {"b": 1}}


def test_an_unknown_alias_is_nothing_to_jekyll_and_an_error_to_others():
    assert read("a: *x")[1].data == {"a": None}
    assert read("a: *x", PLAIN)[1].error.problem == "`*x` refers to a name that nothing in the front matter has"


@pytest.mark.parametrize(("dialect", "p"), [(JEKYLL, 1), (HUGO, 1), (PLAIN, 2)])
def test_merged_keys_stand_where_they_are_merged(dialect, p):
    source, front_matter = read("a: &x {p: 1, q: 3}\nb:\n  p: 2\n  <<: *x", dialect)
    assert front_matter.data["b"] == {"p": p, "q": 3}
    merged = front_matter.get("b", "q")
    assert (merged.value, source[merged.span], source[merged.key_span]) == (3, "*x", "<<")
    assert front_matter.get("b", "p").value == p
    assert front_matter.duplicates == ()


def test_a_key_behind_a_merge_wins():
    for dialect in (JEKYLL, HUGO, PLAIN):
        _, front_matter = read("a: &x {p: 1}\nb:\n  <<: *x\n  p: 2", dialect)
        assert (front_matter.data["b"], front_matter.get("b", "p").value) == ({"p": 2}, 2)


def test_safe_yaml_loses_what_is_merged_inline():
    assert read("<<: {a: 1}\nb: 2")[1].data == {"b": 2}
    assert read("<<: {a: 1}\nb: 2", PLAIN)[1].data == {"a": 1, "b": 2}


def test_a_duplicate_tells_both_entries_as_whole_lines():
    source, front_matter = read("a: 1 # c\nb:\n  x: 1\n  y:\n    - 2\n  x: 3\na:\n  k: 4\nz: 0")
    found = [
        (item.path, source[item.entry], source[item.earlier_entry], item.earlier_value)
        for item in front_matter.duplicates
    ]
    assert found == [(("b", "x"), "  x: 3\n", "  x: 1\n", 1), (("a",), "a:\n  k: 4\n", "a: 1 # c\n", 1)]
    assert front_matter.data == {"b": {"x": 3, "y": [2]}, "a": {"k": 4}, "z": 0}
    assert list(front_matter.fields) == [("b",), ("b", "y"), ("b", "y", 0), ("b", "x"), ("a",), ("a", "k"), ("z",)]


def test_a_third_duplicate_names_the_one_before_it():
    source, front_matter = read("a: {b: 1}\na: 2\na: 3")
    found = [(source[item.earlier_entry], source[item.entry]) for item in front_matter.duplicates]
    assert found == [("a: {b: 1}\n", "a: 2\n"), ("a: 2\n", "a: 3\n")]
    assert list(front_matter.fields) == [("a",)]


def test_a_duplicate_inside_a_value_that_is_lost_itself_is_told_too():
    _, front_matter = read("a: {x: 1, x: 2}\na: 3")
    assert [item.path for item in front_matter.duplicates] == [("a", "x"), ("a",)]


def test_a_duplicate_that_shares_its_line_is_only_itself():
    source, front_matter = read("a: {x: 1, x: 2}\nl:\n  - k: 1\n    k: 2")
    found = [(source[item.earlier_entry], source[item.entry]) for item in front_matter.duplicates]
    assert found == [("x: 1", "x: 2"), ("k: 1", "    k: 2\n")]


def test_keys_that_are_no_text_are_as_the_generator_has_them():
    yaml = "7: a\n2020-01-01: b\nyes: c"
    _, front_matter = read(yaml)
    assert [(str(key), key.value) for key in front_matter.data] == [
        ("7", 7),
        ("2020-01-01", date(2020, 1, 1)),
        ("yes", True),
    ]
    assert list(front_matter.fields) == [(key,) for key in front_matter.data]
    assert not {"7", "2020-01-01", "yes"} & set(front_matter.data)
    assert read(yaml, HUGO)[1].data == {"7": "a", "2020-01-01": "b", "yes": "c"}


# What SafeYAML 1.0.5 on Ruby 3.1 makes of them, as Ruby prints it.
RUBY_KEYS = [
    ("1: a\ntrue: b\n1.0: c\nfalse: d\n0: e", {"1": "a", "true": "b", "1.0": "c", "false": "d", "0": "e"}, 0),
    ("yes: a\ntrue: b\non: c", {"on": "c"}, 2),
    ("7: a\n'7': b", {"7": "a", "'7'": "b"}, 0),
    ("010: a\n8: b", {"8": "b"}, 1),
    ("1_000: a\n1000: b", {"1000": "b"}, 1),
    ("0x10: a\n16: b", {"16": "b"}, 1),
    ("2016-01-01: a\n2016-01-01: b", {"2016-01-01": "b"}, 1),
    ("2016-01-01: a\n2016-01-01 00:00:00 +0000: b", {"2016-01-01": "a", "2016-01-01 00:00:00 +0000": "b"}, 0),
    ("2016-01-01 00:00:00 +0000: a\n2016-01-01 01:00:00 +0100: b", {"2016-01-01 01:00:00 +0100": "b"}, 1),
    ("12:30: a\n750: b\n45000: c", {"12:30": "a", "750": "b", "45000": "c"}, 0),
    (".inf: a\n.Inf: b\n.nan: c\n.NaN: d", {".Inf": "b", ".NaN": "d"}, 2),
    ("0.0: a\n-0.0: b\n0: c\n-0: d", {"-0.0": "b", "-0": "d"}, 2),
    ("? [a, b]\n: x\n? [a, b]\n: y", {"[a, b]": "y"}, 1),
    ("[a, b]: x\n[a, b]: y", {"[a, b]": "y"}, 1),
    ("[a]: x\n[1]: y\n[1.0]: z", {"[a]": "x", "[1]": "y", "[1.0]": "z"}, 0),
    ("{a: b}: x", {"b": "x"}, 0),
    ("+1: a\n1: b", {"1": "b"}, 1),
    ("t: x\nnull: a\nb: c\nd: e", {"t": "x", "a": "b", "c": "d"}, 0),
]


@pytest.mark.parametrize(("yaml", "pairs", "twins"), RUBY_KEYS)
def test_two_keys_are_one_where_ruby_holds_one(yaml, pairs, twins):
    source, front_matter = read(yaml)
    keys = {source[item.key_span]: item.value for path, item in front_matter.fields.items() if len(path) == 1}
    assert (keys, len(front_matter.duplicates)) == (pairs, twins)
    assert list(front_matter.data.values()) == list(pairs.values())


# What Hugo 0.168 makes of them; the last number is how many of the doubled keys stop it below the first level.
HUGO_KEYS = [
    ("1: a\n1.0: b", {"1": "b"}, 1, 0),
    ("1: a\ntrue: b", {"1": "a", "true": "b"}, 0, 0),
    ("true: a\nyes: b", {"true": "a", "yes": "b"}, 0, 0),
    ("true: a\nTrue: b", {"true": "b"}, 1, 0),
    ("~: a\nnull: b", {"": "b"}, 1, 0),
    ("7: a\n'7': b", {"7": "b"}, 1, 1),
    ("010: a\n8: b", {"8": "b"}, 1, 0),
    ("1_000: a\n1000: b", {"1000": "b"}, 1, 0),
    ("2016-01-01: a\n2016-01-01: b", {"2016-01-01": "b"}, 1, 1),
    ("0.0: a\n-0.0: b", {"0": "a", "-0": "b"}, 0, 0),
    ("12:30: a\n750: b", {"12:30": "a", "750": "b"}, 0, 0),
    ("1.5: a\n1.50: b", {"1.5": "b"}, 1, 0),
    ("1e3: a\n1000: b", {"1e3": "a", "1000": "b"}, 0, 0),
    ("true: a\n'true': b", {"true": "b"}, 1, 1),
]


@pytest.mark.parametrize(("yaml", "data", "twins", "stops"), HUGO_KEYS)
def test_two_keys_are_one_where_hugo_holds_one(yaml, data, twins, stops):
    _, front_matter = read(yaml, HUGO)
    found = front_matter.duplicates
    assert (front_matter.data, len(found), sum(item.alike for item in found)) == (data, twins, stops)


def test_nothing_as_a_key_has_another_name_below_the_first_level_of_hugo():
    assert read("~: a\nb: {~: c}\nd: [{null: e}]", HUGO)[1].data == {"": "a", "b": {"null": "c"}, "d": [{"null": "e"}]}


def test_safe_yaml_drops_a_null_key_and_takes_its_value_for_the_next_key():
    assert read("~: a\nb: c")[1].data == {"a": "b"}


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("2024-10-31 20:57:00 +0200", datetime(2024, 10, 31, 18, 57, tzinfo=UTC)),
        ("2024-10-31 24:00:00", datetime(2024, 11, 1, tzinfo=UTC)),
        ("2024-10-31 23:59:60.25", datetime(2024, 10, 31, 23, 59, 59, 250000, UTC)),
        ("2024-10-31 23:59:61", "2024-10-31 23:59:61"),
        ("2024-10-31 10:00:00 +25:00", datetime(2024, 10, 31, 10, tzinfo=UTC)),
        ("2024-10-31 10:00:00 +24:00", "2024-10-31 10:00:00 +24:00"),
        ("2024-10-31 24:00:01", "2024-10-31 24:00:01"),
        ("1582-10-10", "1582-10-10"),
        ("2022-06-31", "2022-06-31"),
        ("9999-12-31 24:00:00", "9999-12-31 24:00:00"),
    ],
)
def test_times_are_what_ruby_makes_of_them(raw, value):
    assert read(f"v: {raw}")[1].data == {"v": value}


def test_numbers_that_python_would_not_print_stay_text():
    assert read(f"v: {'9' * 5000}")[1].data == {"v": "9" * 5000}


def test_only_the_first_document_counts():
    assert read("a: 1\n--- # second\nb: @")[1].data == {"a": 1}
