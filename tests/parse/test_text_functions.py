"""What small functions of JavaScript give; Node.js says the same of each row (``test_node_says_the_same``)."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from content_lint.parse.scripts.text_functions import function_at, function_named

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
    ("(a) => a ? 'y' : 'n'", [], "y"),
    ("(a) => !a ? 'y' : 'n'", {}, "n"),
    ("(a) => a && 'y'", [], "y"),
    ("(a) => a.trim()", "\ufeff x\x1c\u3000", "x\x1c"),
    ("(a) => a.replace('😀', '-')", "😀b", "-b"),
    ("(a) => a.replace('x', '[$&$$]')", "axx", "a[x$]x"),
    ("(a) => a.replaceAll('.', '$$')", "a.b.", "a$b$"),
    ("(a) => a.trim().toLowerCase().replace(/ +/g, '-')", "  A  B ", "a-b"),
    ("(a) => a.replace(/(B)|c/gi, '[$1$&]')", "abC", "a[bb][C]"),
    ("(a) => a.replace(/\\s/g, '').replace(/\\W$/, '')", "a\u3000é", "a"),
    ("(a) => a.replace(/[^a-z]+/g, '-').replace(/^-|-$/g, '')", "...ab, c!", "ab-c"),
    ("(a) => a.replace(/x?y/, '$1')", "axyb", "a$1b"),
    ("(a) => a.normalize()", "e\u0301", "é"),
    ("(a) => encodeURIComponent(a)", "é b/c?-_.!~*'()", "%C3%A9%20b%2Fc%3F-_.!~*'()"),
    ("(a) => a.normalize('NFKD')", "ﬁ", "fi"),
    ("(a) => a.split('-') === a ? 'y' : 'n'", "ab", "n"),
    ("(a) => [a].join()", "ab", "ab"),
    ("(a = 'x') => a", "ab", "ab"),
    ("(a, b = 'x') => a + b", "a", "ax"),
    ("(a) => [...a.split('/'), 'z'].filter((x) => x !== '').map((x, i) => x + i).join('-')", "/p//q", "p0-q1-z2"),
    ("(a) => a.map(({ b: [c, d = 'e'] }) => `${c}${d}`).join()", [{"b": ["1"]}, {"b": ["2", "3"]}], "1e,23"),
    (
        "(a) => { let made = ''; for (const x of a) { if (x === 'b') continue; made += x } return made }",
        ["a", "b", "c"],
        "ac",
    ),
    ("(a) => { for (const [k, v] of Object.entries({ x: a, y: 'q' })) { if (k === 'y') return k + v } }", "z", "yq"),
    (
        "(a) => { const seen = new Set(); a.forEach((x) => seen.add(x)); return [...seen].join('') }",
        ["a", "b", "a"],
        "ab",
    ),
    (
        "(a) => { const m = new Map(a.map((x) => [x, x + x])); return (m.get('b') ?? 'none') + m.size }",
        ["a", "b"],
        "bb2",
    ),
    (
        "(a) => a.reduce((all, x) => { all[x] = (all[x] || 0) + 1; return all }, {})['b'].toString()",
        ["b", "a", "b"],
        "2",
    ),
    (
        "(a) => { function twice(x) { return inner(x) + inner(x) } return twice(a)\n function inner(y) { return y } }",
        "o",
        "oo",
    ),
    ("(a) => { const made = { ...{ x: 1 }, [a]: 'k', get(b) { return b } }; return made.get(made[a]) }", "q", "k"),
    ("(a) => a?.b?.c.d ?? 'none'", {"b": None}, "none"),
    ("(a) => (a.length > 2 && a.length <= 4 ? 'in' : 'out') + (7 - 2 * 3) + (9 % 4)", "abc", "in11"),
    ("(a) => new Date(a).getFullYear().toString() + new Date(a).getUTCMonth()", "2024-03-09", "20242"),
    ("(a) => new Date(a).toISOString()", "2024-03-09T10:00:00+02:00", "2024-03-09T08:00:00.000Z"),
    ("(a) => [1, 2, 3].some((x) => x > 2) && ['p'].every((x) => x.length === 1) ? a : ''", "w", "w"),
    ("(a) => a.flatMap((x) => [x, [x]]).flat().indexOf('b') + 'th'", ["a", "b"], "2th"),
    ("(a) => Array.from(a, (x) => x.toUpperCase()).concat(['z'], 'y').join('')", ["a"], "Azy"),
    ("(a) => a.padStart(4, '0') + a.substring(1, 0) + a.indexOf('2')", "12", "001211"),
    ("(a) => { const list = ['x']; list.push(a, 'z'); return list.slice(-2).join('') + list.length }", "y", "yz3"),
    ("(a) => /^b/.test(a) ? 'b' : 'other'", "bc", "b"),
    ("(...all) => all.length + all[0]", "q", "1q"),
    ("async function f(a) { return a }, (a) => a", "x", "x"),
    ("(a) => { if (a) { const b = 'inner'; } const b = 'outer'; return b }", "x", "outer"),
    ("(a) => { const o = { n: 'm' }; o.n += a; o['k'] = o.n; return o.k }", "a", "ma"),
    ("(a) => { const { b, c = 'd', e: { f } = { f: 'g' } } = { b: a }; return b + c + f }", "1", "1dg"),
]
UNKNOWN = [
    "(a) => a.match(/x/)[0]",
    "(a) => slug(a)",
    "(a) => a / 2 + 'x'",
    "(a) => a\n / 2",
    "(a) => a > 'b' ? 'c' : 'd'",
    "(a) => { for (;;) {} }",
    "(a) => { while (true) a += a; return a }",
    "(a) => a.replace(/x/, b => b)",
    "(a) => a.replace(/(?=a)/, '')",
    "(a) => a.replace(/\\p{L}/gu, '')",
    "(a) => a.replace(/a/y, '')",
    "(a) => a.replace(/[^\\S]/g, '')",
    "(a) => a.replaceAll(/a/, '')",
    "(a) => a.replace(made, '')",
    "(a) => a.normalize('X')",
    "(a) => a === null ? 'y' : 'n'".replace("a ===", "null ==="),
    "({ a = 'x' }) => a",
    "({ a }, ...b) => a",
    "(a) => process.env.HOME",
    "(a) => encodeURIComponent(other)",
    "(a) => new Date(a).toISOString()",
    "(a) => new Date('March 1, 2024').getFullYear() + ''",
    "(a) => new Date(2024, 1, 1).getFullYear() + ''",
    "(a) => new Date().getFullYear() + ''",
    "(a) => ['b', a].sort()[0]",
    "(a) => { const b = ['b', a]; b.sort(); return b[0] }",
    "(a) => { const b = ['b', a]; b.reverse(); return [...b].slice(0, 1).join() }",
    "(a) => [{ b: a }, { b: a }].sort().find((x) => x.b === a).b",
    "(a) => [a].map(other).join()",
    "(a) => { const b = other(a); return b }",
    "(a) => { throw a }",
    "(a) => { while (a) { return a } }",
    "(a) => { let b = a; for (let i = 0; i < 2; i++) { b += 'c' } return b }",
    "(a) => { const b = []; other(b); return a }".replace("other(b);", "const c = other(b);"),
    "(a) => { const c = {}; const add = (x) => { c.x = x }; const d = other(add); return a }",
    "(a) => Object.keys({ 2: a, 1: a }).join()",
    "(a) => a.constructor.name",
    "(a) => ({}).constructor.name",
    "(a) => ({}).toString()",
    "(a) => [a].constructor.name",
    "(a) => new Map([[{}, a]]).get(a)",
    "(a) => new Function('return 1')()",
    "(a) => `${[a]}`",
    "(a) => a + null",
    "(a) => a + 1.5",
    "(a) => 10 / 4 + a",
    "(a) => -5 % 3 + a",
    "(a) => typeof a",
    "(a) => void a",
    "(a) => (a, a)",
    "(a) => a.repeat(2)",
    "(a) => a.split('').reduce((x, y) => y + x)",
    "(a) => { const f = (x) => f(x); return f(a) }",
    "(a) => { const b = 'x'; if (a) weird\n.thing`x`; return b }",
    "(a) => import.meta.url",
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


@pytest.mark.parametrize(
    "text", ["(a) => a.slice(0, 1)", "(a) => a[0]", "(a) => a.split('')[0]", "(a) => `${a.length}`"]
)
def test_what_counts_characters_that_take_two_units_is_not_known(text):
    assert function_at(text).gives("ab") is not None
    assert function_at(text).gives("😀b") is None


def test_a_list_that_is_given_stays_as_it_is():
    given = {"tags": ["a", "b"]}
    assert function_at("(page) => page.tags.pop()").gives(given) == "b"
    assert given == {"tags": ["a", "b"]}


MARKED = "1 `useLink()` Ünï & 2\u00a0x"
SLUG = """
const rControl = /[\\u0000-\\u001f]/g
const rSpecial = /[\\s~`!@#$%^&*()\\-_+=[\\]{}|\\\\;:"'“”‘’<>,.?/]+/g
let mark = '-'
const sign = '_$1'; const sum = 'a' + 'b'
export const slug = (str: string): string =>
  str
    .normalize('NFKD')
    .replace(/[\\u0300-\\u036F]/g, '') // accents
    .replace(rControl, '')
    .replace(rSpecial, '-')
    .replace(/^(\\d)/, sign)

const other = (text: string | undefined, more: string[]) => text
function marked(text) { return text + mark }
function summed(text) { return text + sum }
function odd(text: Record<string, string>) { return text }
"""


@pytest.mark.parametrize(
    ("name", "made"),
    [
        ("slug", "_1-useLink-Uni-2-x"),
        ("other", "1 `useLink()` Ünï & 2\u00a0x"),
        ("marked", None),
        ("summed", MARKED + "ab"),
        ("odd", MARKED),
    ],
)
def test_a_function_is_found_by_its_name_with_the_constants_around_it(name, made):
    assert function_named(SLUG, name).gives("1 `useLink()` Ünï & 2\u00a0x") == made


@pytest.mark.parametrize("name", ["rControl", "mark", "none"])
def test_a_name_of_anything_else_is_no_function(name):
    assert function_named(SLUG, name) is None


SLOW = ["(a+)+", "(a|a)*", "a*a*a*a*b", "a?a?a?a?b", "a{0,9}a{0,9}b", "(a|b)(a|b)", "(ab)+", "a+b*|c"]


@pytest.mark.parametrize("body", SLOW)
def test_an_expression_that_may_take_long_is_not_followed(body):
    assert function_at(f"(a) => a.replace(/{body}/g, '')").gives("b") is None


@pytest.mark.parametrize("body", ["a+|b*|c?", "(a|b)c+", "a+?b", "[*+?{(|)]+", "\\*\\+"])
def test_one_part_of_each_alternative_may_be_repeated(body):
    assert function_at(f"(a) => a.replace(/{body}/g, '')").gives("z") == "z"


def test_texts_that_are_searched_are_short():
    function = function_at("(a) => a.replace(/x/g, '')")
    assert function.gives("x" * 300) == ""
    assert function.gives("x" * 301) is None
    assert function_at("(a) => a.concat(a)").gives("x" * 1_000) == "x" * 2_000
    assert function_at("(a) => a.concat(a, 'y')").gives("x" * 1_000) is None


def test_the_end_of_a_text_that_is_cut_is_not_known():
    assert function_at("(a) => a.trim()").gives(" b ") == "b"
    assert function_at("(a) => a.trim()", is_cut=True).gives(" b ") is None
    assert function_at("(a) => a.trim(), other", is_cut=True).gives(" b ") == "b"


def test_a_text_that_doubles_is_given_up():
    doubles = "".join(f"const a{number + 1} = a{number} + a{number};" for number in range(40))
    assert function_at(f"(a0) => {{ {doubles} return a40 }}").gives("x" * 10) is None


DOUBLES = [
    "x = [x, x].flat();",
    "x = [].concat(x, x);",
    "x = [...x, ...x];",
    "x = Array.from([...x, ...x]);",
    "x = [1, 1].flatMap(() => x);",
    "x.push(...x);",
]


@pytest.mark.parametrize("step", DOUBLES)
def test_a_list_that_doubles_is_given_up(step):
    function = "(a) => {{ let x = a.split(''); {} return x.join('') }}"
    assert function_at(function.format(step * 3)).gives("x-") == "x-" * 8
    assert function_at(function.format(step * 20)).gives("x-") is None


@pytest.mark.parametrize(("start", "sign", "made"), [(4503599627370495, "+", "9007199254740990"), (2**52, "+", None)])
def test_a_number_that_grows_inexact_is_given_up(start, sign, made):
    assert function_at(f"(a) => {{ let x = {start}; x = x {sign} x; return `${{x}}` }}").gives("x") == made


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


PIECES = (
    *("(", ")", "{", "}", "[", "]", "=>", "...", "?.", ",", ";", ":", "=", "+", "<", ">", "!", "?", "??", "\n", "."),
    *("a", "b", "const ", "return ", "if ", "else ", "for ", "of ", "async ", "await ", "new ", "function ", "Set"),
    *("'x'", "1", "`${a}`", "/x/g", "map", "filter", "push", "sort", "split", "Object", "keys", "type ", "as ", "is "),
    *("(a) => ", "a.map((b) => b)", "[...a, ...a]", "{ b, ...a }", "const b = ", "for (const b of a) ", "() => {"),
)


@given(st.lists(st.sampled_from(PIECES), max_size=30))
@example(["for "])
def test_no_program_ends_the_run(pieces):
    text = "".join(pieces)
    for program in (text, f"(a) => {{ {text} }}", f"(a) => {text}"):
        function = function_at(program)
        assert function is None or isinstance(function.gives(["a", {"b": "c"}]), str | None)
    function_named(f"const f = (a) => {text};\n{text}", "f")


@pytest.mark.parametrize(
    "piece", ["{", "!", "if (a) ", "async ", "{ a: ", "() => ", "a + ", "- ", "a ? ", "f(", "await "]
)
def test_what_nests_without_end_is_given_up(piece):
    for text in (piece * 3_000, f"(a) => {{ {piece * 3_000}", f"(a) => {piece * 3_000}a", f"({piece * 3_000}"):
        function = function_at(text[:5_000])
        assert function is None or function.gives("x") is None


@pytest.mark.parametrize(
    "statement",
    [
        "for (const b of [1, 2, 3, 4, 5, 6, 7, 8, 9]) { l = [...l, ...l, ...l, ...l, ...l, ...l, ...l, ...l] }",
        "for (const b of [1, 2, 3, 4, 5, 6, 7, 8, 9]) { l = [].concat(l, l, l, l, l, l, l, l, l, l, l, l) }",
        "for (const b of [1, 2, 3, 4, 5, 6, 7, 8, 9]) { l = l.flatMap((x) => [x, x, x, x, x, x, x, x]) }",
        "for (const b of [1, 2, 3, 4, 5, 6, 7, 8, 9]) { l.push(...l, ...l, ...l, ...l, ...l, ...l) }",
        "for (const b of [1, 2, 3, 4, 5, 6, 7, 8, 9]) { n = n * n }",
        "const f = (x) => { l.forEach(() => f(x)) }; f(a)",
        "for (const b of l) { l.push(b) }",
    ],
)
def test_what_grows_without_end_is_given_up(statement):
    assert function_at(f"(a) => {{ let n = 9; let l = [a, a]; {statement}; return a }}").gives("x") is None
