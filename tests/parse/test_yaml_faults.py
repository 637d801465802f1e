"""What is said about YAML that cannot be read."""

from __future__ import annotations

import pytest

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FrontMatterFault
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.jekyll import traits as jekyll
from content_lint.text.source import SourceText

JEKYLL = jekyll.DIALECT
PLAIN = Dialect()

NEEDS_QUOTES = "which only works in quotes"
NO_KEY = "is neither a key with a colon nor part of the line above"

CASES = [
    # what stands there, the culprit, what is said of it, what would cure it
    ("title: Foo: bar # c", "Foo: bar", f"the value of `title` has a colon in it, {NEEDS_QUOTES}", "'Foo: bar'"),
    ("title: Foo:\nb: 1", "Foo:", f"the value of `title` has a colon in it, {NEEDS_QUOTES}", "'Foo:'"),
    ("title: It's: so", "It's: so", f"the value of `title` has a colon in it, {NEEDS_QUOTES}", "'It''s: so'"),
    ("title: @x", "@x", f"the value of `title` begins with `@`, {NEEDS_QUOTES}", "'@x'"),
    ("title: 50%\nx: %y", "%y", f"the value of `x` begins with `%`, {NEEDS_QUOTES}", "'%y'"),
    ("title: `x`", "`x`", f"the value of `title` begins with a backtick, {NEEDS_QUOTES}", "'`x`'"),
    ("title: **b**", "**b**", f"the value of `title` begins with `*`, {NEEDS_QUOTES}", "'**b**'"),
    ("title: *word and", "*word and", f"the value of `title` begins with `*`, {NEEDS_QUOTES}", "'*word and'"),
    ("title: & more", "& more", f"the value of `title` begins with `&`, {NEEDS_QUOTES}", "'& more'"),
    ("title: !a!b c", "!a!b c", f"the value of `title` begins with `!`, {NEEDS_QUOTES}", "'!a!b c'"),
    ("title: > text", "> text", f"the value of `title` begins with `>`, {NEEDS_QUOTES}", "'> text'"),
    ("title: {{ x }} y", "{{ x }} y", f"the value of `title` begins with `{{{{`, {NEEDS_QUOTES}", "'{{ x }} y'"),
    ("tags:\n  - @a", "@a", f"the list item begins with `@`, {NEEDS_QUOTES}", "'@a'"),
    ("t: [Up] date", "[Up] date", "the value of `t` begins with `[`, and there is text after its `]`", "'[Up] date'"),
    ("t: [a, b\nc: 2", "[a, b", "the value of `t` begins with `[` and has no `]` in the right place", "[a, b]"),
    ("a:\n\tb: 1", "\t", "this line is indented with a tab, and YAML takes only spaces", "  "),
    ('t: "A\nb: 1', '"A', 'the quote `"` that begins here is not closed', '"A"'),
    ("t: 'it is\nb: 1", "'it is", "the quote `'` that begins here is not closed", "'it is'"),
    (
        't: "A\nb: "C"\nd: e',
        '"A',
        'the quote `"` that begins here is not closed on its line and ends at the next quote below it',
        '"A"',
    ),
    (
        "t: 'It's here'",
        "'It's here'",
        "the value of `t` has quotes inside its quotes, or text after them",
        "'It''s here'",
    ),
    ("t: 'it's\nb: 2", "'it's", "the value of `t` begins with a quote that is closed too early", "'it''s'"),
    ('t: "Foo" bar', '"Foo" bar', "the value of `t` begins with a quote that is closed too early", "'\"Foo\" bar'"),
    ('t: "a\\q"', "\\q", "`\\q` has no meaning in double quotes", "\\\\q"),
    ('t: "\\ud83d"', "\\ud83d", "`\\ud83d` is not the number of a character", None),
    ("b: 1\ntitle A\nc: 1", "title A", f"`title A` {NO_KEY}", None),
    ("title A\nb: 1", "title A", f"`title A` {NO_KEY}", None),
    ("b: 1\ntitle:A\nc: 2", "title:", "there is no space after the colon of `title`", "title: "),
    ("title:A\nb: 1", "title:", "there is no space after the colon of `title`", "title: "),
    ("b: 1\n  t: A", "  t: A", "this line is indented differently from the lines around it", "t: A"),
    ("a:\n  b: 1\n c: 2", " c: 2", "this line is indented differently from the lines around it", "  c: 2"),
    ("a: 1\n- b\nc: 1", "- b", "the list item `- b` belongs to no key", None),
    ("t: - foo", "- foo", "the value of `t` is a list that begins on the line of its key", "'- foo'"),
    ("t: x\x07y", "\x07", "there is an invisible control character here (U+0007)", ""),
    ("t: x\x00y", "\x00", "there is an invisible control character here (U+0000)", ""),
    ("t: x\x85y", "\x85", "there is an invisible line break here (U+0085)", " "),
    ("t: ._5", "._5", "`._5` looks like a number and cannot be read as one", "'._5'"),
    ("<<: x", "x", "`<<` copies keys, and `x` has none", None),
]


def fault(yaml, dialect=JEKYLL):
    text = f"---\n{yaml}\n---\nbody\n"
    error = read_front_matter(SourceText.from_text("a.md", text), dialect)[2].error
    assert error is not None
    return text, error


@pytest.mark.parametrize(("yaml", "culprit", "problem", "cure"), CASES)
def test_a_fault_is_named_at_its_place_with_its_cure(yaml, culprit, problem, cure):
    text, error = fault(yaml)
    got = (text[error.span.start : error.span.end], error.problem, error.replacement)
    assert got == (culprit, problem, cure)
    assert error.fault is FrontMatterFault.SYNTAX
    assert error.help
    assert not error.help.endswith(".")


@pytest.mark.parametrize(("yaml", "cure"), [(case[0], case[3]) for case in CASES if case[3] is not None])
def test_a_cure_works(yaml, cure):
    text, error = fault(yaml)
    cured = text[: error.span.start] + cure + text[error.span.end :]
    assert read_front_matter(SourceText.from_text("a.md", cured), JEKYLL)[2].error is None


def test_two_faults_have_no_cure_that_works_alone():
    _, error = fault("a: b: c\nd: @e")
    assert (error.problem, error.replacement) == (f"the value of `a` has a colon in it, {NEEDS_QUOTES}", None)


def test_liquid_without_quotes_is_a_fault_where_it_is_no_empty_value():
    text, error = fault("title: {{ x }}", PLAIN)
    assert (text[error.span.start : error.span.end], error.replacement) == ("{{ x }}", "'{{ x }}'")


def test_an_unclosed_quote_tells_where_it_began():
    text, error = fault('title: "A\nb: 1')
    assert text[error.related.start : error.related.end] == '"'


@pytest.mark.parametrize(
    ("yaml", "culprit", "problem", "cure"),
    [
        ("- a\n- b", "- a", "the front matter is a list, and keys with values are expected", None),
        ("just words", "just words", "the front matter is text without any keys", None),
        ("title:A", "title:A", "there is no space after the colon of `title`", "title: A"),
        ("title:A\nb:1", "title:A\nb:1", "there is no space after the colon of `title`", "title: A\nb: 1"),
    ],
)
def test_front_matter_without_keys_says_so(yaml, culprit, problem, cure):
    text, error = fault(yaml)
    assert error.fault is FrontMatterFault.NOT_A_MAPPING
    assert (text[error.span.start : error.span.end], error.problem, error.replacement) == (culprit, problem, cure)


@pytest.mark.parametrize("word", ["mapping", "scalar", "token", "node", "block", "flow", "sequence", "alias", "anchor"])
def test_no_message_uses_a_word_of_yaml(word):
    messages = [f"{error.problem} {error.help}" for error in (fault(case[0])[1] for case in CASES)]
    assert len(messages) > 30  # control
    assert [message for message in messages if word in message] == []
