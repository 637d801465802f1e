"""Laws of front matter over random and hostile text."""

from __future__ import annotations

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from content_lint.parse.facts import FenceState, FrontMatterFault, ScalarStyle
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.parse.scalars.resolver import resolver_for
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText
from tests.dialects import DIALECTS

PIECES = [
    *("a: ", "b: ", "c:", "- ", "\n", "\n", "\n  ", "'", '"', "|\n  ", ">\n  ", "[", "]", "{", "}", ", ", "&x ", "*x"),
    *(
        "<<: ",
        "# c",
        "x",
        "10:30",
        "2020-01-02",
        "true",
        "~",
        "\t",
        "😀",
        "\u2028",
        "\x85",
        "!!str ",
        "!a ",
        "? ",
        ": ",
    ),
    *("%", "@", "---", "...", "\ufeff", "1_0", "._5", "\x07", "\\q", "{{ x }}", "é", "\xa0"),
]
dialects = st.builds(replace, st.sampled_from(DIALECTS), bom_allowed=st.booleans())
yaml = st.lists(st.sampled_from(PIECES), max_size=20).map("".join)
blocks = st.builds("{}---\n{}\n---\nbody\n".format, st.sampled_from(["", "", "\ufeff", "\n"]), yaml)
texts = blocks | st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("utf-8", "surrogateescape"))
few = settings(max_examples=300, deadline=None)


def spans(result):
    _, header_span, front_matter, body = result
    yield from (header_span, body)
    if front_matter is None:
        return
    yield from (front_matter.opening, front_matter.content, front_matter.closing, *front_matter.comments)
    for item in front_matter.fields.values():
        yield from (item.key_span, item.span)
    for item in front_matter.duplicates:
        yield from (item.key_span, item.entry, item.earlier_key_span, item.earlier_entry)
    if front_matter.error:
        yield front_matter.error.span
        if front_matter.error.related:
            yield front_matter.error.related


@few
@given(texts, dialects)
def test_any_text_is_read_and_every_span_lies_in_it(text, dialect):
    source = SourceText("a.md", text, "")
    for span in spans(read_front_matter(source, dialect)):
        assert 0 <= span.start <= span.end <= len(text)


@few
@given(blocks, dialects)
def test_a_field_is_the_text_at_its_span_and_the_value_in_the_data(text, dialect):
    source = SourceText("a.md", text, "")
    _, _, front_matter, _ = read_front_matter(source, dialect)
    if front_matter is None:
        return
    resolve = resolver_for(dialect.yaml)
    for path, item in front_matter.fields.items():
        assert item.path == path
        if item.style not in (ScalarStyle.MAPPING, ScalarStyle.SEQUENCE) and item.raw:
            assert item.raw == source[item.span]
        if item.style is ScalarStyle.PLAIN and not set(item.raw) & set("!\n\r\x85\u2028"):
            again = resolve(item.raw, plain=True, tag=None)
            assert repr(again) == repr(item.value)


@few
@given(blocks, dialects)
def test_a_fault_shows_some_text_and_empties_the_values(text, dialect):
    _, _, front_matter, _ = read_front_matter(SourceText("a.md", text, ""), dialect)
    if front_matter is None or front_matter.error is None:
        return
    error = front_matter.error
    assert error.span.start < error.span.end
    assert (front_matter.data, front_matter.fields) == ({}, {})
    if error.replacement is not None:
        cured = text[: error.span.start] + error.replacement + text[error.span.end :]
        _, _, again, _ = read_front_matter(SourceText("a.md", cured, ""), dialect)
        assert again is None or again.error is None


@few
@given(yaml.filter(lambda text: "\r" not in text), dialects)
def test_line_ends_change_neither_values_nor_places(text, dialect):
    lf = SourceText("a.md", f"---\n{text}\n---\nbody\n", "")
    crlf = SourceText("a.md", lf.text.replace("\n", "\r\n"), "")
    one, two = (read_front_matter(source, dialect) for source in (lf, crlf))
    assert one[0] is two[0]
    if one[2] is None or two[2] is None:
        return
    assert repr(one[2].data) == repr(two[2].data)
    for left, right in zip(one[2].fields.values(), two[2].fields.values(), strict=True):
        assert lf.position(left.span.start) == crlf.position(right.span.start)
        assert lf.position(left.key_span.end) == crlf.position(right.key_span.end)


BOMBS = {
    "aliases": "a0: &a0 [x, x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}, *a{i - 1}]\n" for i in range(1, 50)),
    "deep aliases": "a0: &a0 [x]\n" + "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 200)),
    "merges": "a: &a {" + ", ".join(f"k{i}: 1" for i in range(1000)) + "}\nb:\n" + "  <<: *a\n" * 50_000,
    "brackets": "a: " + "[" * 200_000,
    "braces": "a: " + "{" * 200_000,
    "dashes": "- " * 200_000,
    "steps": "a:\n" + "".join(" " * i + "-\n" for i in range(1, 1000)),
    "many items": "a: [" + "x," * 450_000 + "]",
    "one line": "a: " + "x" * 100_000_000,
}


@pytest.mark.parametrize("name", BOMBS)
def test_a_bomb_is_refused_in_time(name):
    source = SourceText("a.md", f"---\n{BOMBS[name]}\n---\n", "")
    began = time.process_time()
    header, _, front_matter, _ = read_front_matter(source, jekyll.DIALECT)
    assert time.process_time() - began < 2
    assert header is FenceState.FOUND
    assert front_matter.error.fault in (FrontMatterFault.TOO_DEEP, FrontMatterFault.TOO_LARGE)


@pytest.mark.parametrize("brackets", ["[" * 1_500, "[" * 61 + "]" * 61, "{a: " * 1_500, "[{a: " * 800, "[x, " * 1_500])
def test_deep_nesting_is_refused_at_one_place_with_any_libyaml(brackets):
    # libyaml 0.2.6 has a limit of its own, and meets it before it hands out the first bracket.
    text = f"---\na: {brackets}\n---\n"
    _, _, front_matter, _ = read_front_matter(SourceText("a.md", text, ""), jekyll.DIALECT)
    opening = [place for place, sign in enumerate(text) if sign in "[{"]
    assert front_matter.error.problem == "the front matter is nested more than 60 levels deep"
    assert front_matter.error.span.start == opening[59]  # the front matter itself is the first level


HARMLESS = {
    "duplicates": "a: {b: 1} # c\n" * 20_000,
    "flow duplicates": "a: {" + "b: 1, " * 40_000 + "}",
    "empty merges": "a: &a {}\nb:\n" + "  <<: *a\n" * 40_000,
    "base 60": "a: " + "1:" * 400_000 + "1",
    "signs": "a: '" + " #" * 400_000 + "'",
    "blanks": "a: " + " " * 900_000 + "b",
    "block": "a: |\n" + "  x\n" * 200_000,
}


@pytest.mark.parametrize("name", HARMLESS)
def test_much_of_something_is_read_in_time(name):
    source = SourceText("a.md", f"---\n{HARMLESS[name]}\n---\n", "")
    began = time.process_time()
    _, _, front_matter, _ = read_front_matter(source, jekyll.DIALECT)
    assert time.process_time() - began < 2
    assert (front_matter.error, "a" in front_matter.data) == (None, True)


@pytest.mark.parametrize(
    "text",
    ["---x\n" * 2_000_000, "---\n" + "a" * 100_000_000, "\n" * 10_000_000, "--- " * 1_000_000],
    ids=["fences", "line", "blank", "dashes"],
)
def test_a_file_without_a_fence_costs_one_pass(text):
    source = SourceText("a.md", text, "")
    began = time.process_time()
    header, _, front_matter, _ = read_front_matter(source, jekyll.DIALECT)
    assert time.process_time() - began < 2
    assert (header, front_matter) == (FenceState.MISSING, None)


def test_a_value_that_refers_to_itself_is_refused():
    source = SourceText("a.md", "---\na: &a [*a]\n---\n", "")
    _, _, front_matter, _ = read_front_matter(source, jekyll.DIALECT)
    assert front_matter.error.fault is FrontMatterFault.TOO_DEEP
