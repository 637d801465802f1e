"""Functions of JavaScript that only call methods of a text."""

from __future__ import annotations

import pytest

from content_lint.parse.scripts.text_steps import text_function

VUE = """
const rControl = /[\\u0000-\\u001f]/g
const rSpecial = /[\\s~`!@#$%^&*()\\-_+=[\\]{}|\\\\;:"'“”‘’<>,.?/]+/g
export const slug = (str: string): string =>
  str
    .normalize('NFKD')
    .replace(/[\\u0300-\\u036F]/g, '') // accents
    .replace(rControl, '')
    .replace(rSpecial, '-')
    .replace(/^(\\d)/, '_$1')

const other = 1
"""


@pytest.mark.parametrize(
    ("program", "text", "made"),
    [
        (VUE, "`useLink()` Ünï & 2\u00a0x", "-useLink-Uni-2-x"),
        (VUE, "1. One", "_1-One"),
        ("function slug(s) { return s.trim().toLowerCase().replace(/ +/g, '-'); }", "  A  B ", "a-b"),
        ("const slug = s => { return s.replace('a', 'b') }", "aa.a", "ba.a"),
        ("const slug = s => s.replaceAll('.', '$$')", "a.b.", "a$b$"),
        ("const slug = s => s.replace(/(B)|c/gi, '[$1$&]')", "abC", "a[bb][C]"),
        ("const slug = s => s.replace(/\\s/g, '').replace(/\\W$/, '')", "a\u3000é", "a"),
        ("const slug = (s) => s.normalize()", "e\u0301", "é"),
    ],
)
def test_the_steps_make_what_the_function_makes(program: str, text: str, made: str) -> None:
    steps = text_function(program, "slug")
    assert steps is not None
    for step in steps:
        text = step.apply(text)
    assert text == made


@pytest.mark.parametrize(
    "program",
    [
        "",
        "const slug = made()",
        "const slug = s => other(s)",
        "const slug = s => s.split(' ').join('-')",
        "const slug = s => s.trim() + 'x'",
        "const slug = s => s.replace(/(?=a)/, '')",
        "const slug = s => s.replace(/\\p{L}/gu, '')",
        "const slug = s => s.replace(/(a+)+/, '')",
        "const slug = s => s.replace(/a/y, '')",
        "const slug = s => s.replace(/[^\\S]/g, '')",
        "const slug = s => s.replace(made, '')",
        "const slug = s => s.replace(/a/, x => x)",
        "const slug = s => s.normalize('X')",
        "function slug(s) { const t = s; return t }",
    ],
)
def test_of_anything_else_there_is_no_answer(program: str) -> None:
    assert text_function(program, "slug") is None
