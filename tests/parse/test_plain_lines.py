"""Front matter of plain lines is read as libyaml reads it, or left to libyaml."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from content_lint.parse.front_matter.yaml.builder import YamlBuilder
from content_lint.parse.front_matter.yaml.plain_lines import PlainLines
from content_lint.parse.front_matter.yaml.reader import rules_for
from content_lint.text.source import Span

LIBRARIES = ("safe_yaml", "go", "old_go", "js", "pyyaml", "pyyaml_safe")
VALUES = [
    *(
        "",
        "",
        "x",
        "x y ",
        "it's",
        "'q r'",
        '"s: t"',
        "[a, b]",
        "[]",
        "[ ]",
        "['x [y]' ,1]",
        "[a,]",
        "[a: b]",
        "é\xa0ü",
    ),
    *("1", "1_0", "._5", "0x1F", "10:30", "2020-01-02", "2020-01-02 10:00:00 +0100", "true", "null", "~", "<<", "/a/b"),
    *(
        "x\n  y",
        "x\n y ",
        "x\ny",
        "x\n\n  y",
        "x\n   - y",
        "x\n  y: z",
        "- x",
        "x: y",
        "x:",
        "x:y",
        "a #b",
        "a#b",
        "|\n  t",
    ),
    *("&x y", "*x", "!a b", "{a: b}", "'a''b'", '"\\t"', "\tx", "x\ty", "x\u2028y", "x\x85y", "x\x07", "\ufeffx", "😀"),
]
line = st.builds(
    "{}{}{}{}".format,
    st.sampled_from(["", "", "", "", "  ", "    ", " "]),
    st.sampled_from(
        ["a: ", "b: ", "c:", "d:", "e-f: ", "yes: ", "null: ", "<<: ", "g:", "- ", "- ", "-   ", "? ", "a:\t"]
    ),
    st.sampled_from(VALUES),
    st.sampled_from(["", "", "", "", " ", "\n", "\n  ", "\r"]),
)
texts = st.lists(line, min_size=1, max_size=7).map(lambda lines: "\n".join(lines) + "\n")


def of_libyaml(text: str, content: Span, library: str):
    builder = YamlBuilder(text, content, rules_for(library))
    values = builder.run()
    assert (builder.duplicates(), builder.comments(), builder.nameless) == ((), (), [])
    return values, builder.fields()


@settings(max_examples=1500, deadline=None)
@given(texts, st.sampled_from(LIBRARIES))
def test_what_is_read_without_libyaml_is_what_libyaml_reads(text, library):
    whole, content = f"---\n{text}---\nbody\n", Span(4, 4 + len(text))
    plain = PlainLines(whole, content, rules_for(library).resolve)
    values = plain.read()
    if values is not None:
        expected, fields = of_libyaml(whole, content, library)
        assert repr(values) == repr(expected)  # 1, 1.0 and True are equal, and not the same
        assert repr(list(plain.fields.items())) == repr(list(fields.items()))


@pytest.mark.parametrize(
    ("text", "values"),
    [
        ("a: b\n", {"a": "b"}),
        ("a:\nb: c d \n\n", {"a": None, "b": "c d"}),
        ("a: b\n  c\n   d\ne: 'f'\n", {"a": "b c d", "e": "f"}),
        ("a: [b, 'c', \"d [e]\"]\nf: []\n", {"a": ["b", "c", "d [e]"], "f": []}),
        ("a:\n- b\n- c\n  d\ne:\n  - 1\n", {"a": ["b", "c d"], "e": [1]}),
        ("a:\n  b: 1\n  c:\n    d: e\n  f:\ng: h\n", {"a": {"b": 1, "c": {"d": "e"}, "f": None}, "g": "h"}),
        ('title: \t"A: b"\nlink: https://example.org/?a=b\n', {"title": "A: b", "link": "https://example.org/?a=b"}),
    ],
)
def test_plain_lines_are_read_without_libyaml(text, values):
    assert PlainLines(text, Span(0, len(text)), rules_for("safe_yaml").resolve).read() == values


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            "\n",
            "a: b",
            "a: b\na: c\n",
            "a: b # c\n",
            "a: b: c\n",
            "a: 'b''c'\n",
            'a: "\\t"\n',
            "a: |\n  b\n",
            "a: {b: c}\n",
        ),
        *(
            "a: b\n\n  c\n",
            "- a\n",
            "a:\n  - b: c\n",
            "a:\n- b\n  - c\n- d: e\n",
            "a:\n  b: c\n d: e\n",
            "a: [b: c]\n",
            "a: [b\n]\n",
        ),
        *(
            "yes: a\n",
            "null: a\n",
            "a: ._5\n",
            "a: b\tc\n",
            "a: b\r\n",
            "a: \x07\n",
            "a: \ud800\n",
            "a: '\u2028'\n",
            "a: &b c\n",
        ),
    ],
)
def test_everything_else_is_left_to_libyaml(text):
    assert PlainLines(text, Span(0, len(text)), rules_for("safe_yaml").resolve).read() is None


@pytest.mark.parametrize(
    "piece",
    ["a:" + " " * 15_000 + "\tb\n", "a: b" + "\n c" * 6_000, "a: [" + "b, " * 6_000, "a:" + "\n" * 18_000 + "b"],
)
def test_hostile_lines_take_no_longer_than_their_length(piece):
    begun = time.process_time()
    PlainLines(piece, Span(0, len(piece)), rules_for("safe_yaml").resolve).read()
    assert time.process_time() - begun < 0.5
