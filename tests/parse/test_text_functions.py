"""What small functions of JavaScript give; Node.js says the same of each row (``test_node_says_the_same``)."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest

from content_lint.parse.scripts.text_functions import function_at

ENDING = "(page) => page.stem + (page.name.includes('.') ? '' : '.html')"
TAKEN_APART = "function (a) { let {b: c} = a; const d = c.split('/').pop(); return `/x/${d.toUpperCase()}/`; }"
KNOWN = [
    (ENDING, {"stem": "/a/b", "name": "b"}, "/a/b.html"),
    (ENDING, {"stem": "/feed.xml", "name": "f.x"}, "/feed.xml"),
    (TAKEN_APART, {"b": "q/r"}, "/x/R/"),
    ("a => a.split('-').slice(0, 2).join('/')", "2024-01-02", "2024/01"),
    ("function named(a) {\n if (!a) return 'none'\n return a.trim()\n}", " x ", "x"),
    ("function named(a) {\n if (!a) return 'none'\n return a.trim()\n}", "", "none"),
    ("(a) => { if (a === 'x') { return '/' } else return a + 1 }", "y", "y1"),
    ("(a) => a\n  .replace('b', 'c')\n  .concat('!', a[0])", "abab", "acab!a"),
    ("({ slug, dir }) => `${dir || 'blog'}/${slug}`", {"slug": "s", "dir": ""}, "blog/s"),
    ("(a) => a.startsWith('/') && a.endsWith('/') ? a.slice(1, -1) : a", "/q/", "q"),
    ("(a) => a.replaceAll('-', '/')", "1-2-3", "1/2/3"),
    ("(a) => a ?? 'none'", None, "none"),
    ("(a) => a == 'b' ? 'yes' : 'no'", "b", "yes"),
]
UNKNOWN = [
    "(a) => a.match(/x/)[0]",
    "(a) => slug(a)",
    "(a) => a / 2 + 'x'",
    "(a) => a\n / 2",
    "(a) => a > 'b' ? 'c' : 'd'",
    "(a) => { for (;;) {} }",
    "(a) => { while (true) a += a; return a }",
    "(a) => a.replace('x', '$&')",
    "(a) => process.env.HOME",
    "(a = 'x') => a",
    "(a) => new Date(a).toISOString()",
    "(a) => a.constructor.constructor('return 1')()",
    "(a) => 'a\\u0062'",
    "async",
    "(",
    "",
    "(a) => {" + "const b = a + a;" * 3,
]


@pytest.mark.parametrize(("text", "value", "expected"), KNOWN)
def test_what_takes_texts_apart_and_joins_them_is_known(text, value, expected):
    assert function_at(text).gives(value) == expected


@pytest.mark.parametrize("text", UNKNOWN)
def test_whatever_else_it_does_is_not_known(text):
    function = function_at(text)
    assert function is None or function.gives("ab") is None


def test_the_end_of_a_text_that_is_cut_is_not_known():
    assert function_at("(a) => a.trim()").gives(" b ") == "b"
    assert function_at("(a) => a.trim()", is_cut=True).gives(" b ") is None
    assert function_at("(a) => a.trim(), other", is_cut=True).gives(" b ") == "b"


def test_a_text_that_doubles_is_given_up():
    doubles = "".join(f"const a{number + 1} = a{number} + a{number};" for number in range(40))
    assert function_at(f"(a0) => {{ {doubles} return a40 }}").gives("x" * 10) is None


def test_brackets_that_nest_deeply_are_given_up():
    assert function_at("(a) => " + "(" * 20 + "a" + ")" * 20).gives("x") == "x"
    function = function_at("(a) => " + "(" * 200 + "a" + ")" * 200)
    assert function.gives("x") is None


def test_node_says_the_same():
    program = "".join(f"out.push(({text})({json.dumps(value)}));" for text, value, _ in KNOWN)
    if shutil.which("node") is None:
        pytest.skip("there is no Node.js here")
    script = f"const out = [];{program}console.log(JSON.stringify(out));"
    answer = subprocess.run(["node", "-e", script], capture_output=True, check=True, timeout=60)
    assert json.loads(answer.stdout) == [row[2] for row in KNOWN]
