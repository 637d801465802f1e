"""What is written out in a program is read, what only running it tells is not, and nothing takes long or fails."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from content_lint.parse.scripts.literals import CODE, Call, Imported, Joined, Named, read_module
from content_lint.site.programs import Programs
from tests.files import write_files


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("'a'", "a"),
        ('"a\\u0041\\n"', "aA\n"),
        ("`a`", "a"),
        ("`a${b}c`", Joined(("a", "b", "c"))),
        ("`a${b.c}`", CODE),
        ("{ a: `b ${c ? `d${e}` : ''} f`, g: 1 }", {"a": CODE, "g": 1}),
        ("{ a: `b${({ c: '}' }).c}`, g: 1 }", {"a": CODE, "g": 1}),
        ("{ a: `\\`${'`'}${/* } */ b}`, g: 1 }", {"a": CODE, "g": 1}),
        ("{ a: `\\${`, g: 1 }", {"a": CODE, "g": 1}),
        ("12", 12),
        ("1_000", 1000),
        ("true", True),
        ("null", None),
        ("[1, 'b', [2],]", [1, "b", [2]]),
        ("{ a: 1, 'b-c': { d: `e` }, f }", {"a": 1, "b-c": {"d": "e"}, "f": Named("f")}),
        ("{ a: 1 } as const", {"a": 1}),
        ("{ a: 1 } satisfies Record<string, number>", {"a": 1}),
        ("{ a: b ? 'c' : 'd', e: 1 }", {"a": CODE, "e": 1}),
        ("{ a: process.env.X || 'd', e: 1 }", {"a": CODE, "e": 1}),
        ("{ a() { return ','; }, e: 1 }", {"a": CODE, "e": 1}),
        ("{ a: 'x' + 'y' }", {"a": CODE}),
        ("{ a: /[/,}]/, b: 2 }", {"a": CODE, "b": 2}),
        ("f('a', { b: 1 })", Call("f", ("a", {"b": 1}))),
        ("z.string().optional()", Call("z.string", (), (Call("optional", ()),))),
        ("a.b.c", Named("a", ("b", "c"))),
        ("async () => 1", CODE),
        ("function () { return 1 }", CODE),
        ("(1)", 1),
        ("{ // x: 1,\n a: 1 /* , b: 2 */ }", {"a": 1}),
    ],
)
def test_a_value_is_read_where_it_is_written_out(text: str, value: object) -> None:
    for module in (f"export default {text};\n", f"export default {text}\n\nconst other = 1;\n"):
        assert read_module(module).values["default"] == value
    assert read_module(f"export const x: A<B, C> = {text}\nexport default x;").values["x"] == value


def test_imports_are_read() -> None:
    text = (
        "import a, { b as c, type D } from './e';\nimport * as f from \"g\";\n"
        "import 'h';\nimport type { I } from 'j';\n"
    )
    assert read_module(text).imports == {
        "a": Imported("./e", "default"),
        "c": Imported("./e", "b"),
        "D": Imported("./e", "D"),
        "f": Imported("g", "*"),
        "I": Imported("j", "I"),
    }


def test_what_is_in_functions_is_no_constant_of_the_program() -> None:
    assert read_module("function a() { const site = 'b'; }\nif (x) { const site = 'c' }\n").values == {}


def test_names_are_followed_through_files(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "astro.config.mjs": "import { all } from './more';\nimport names from './names.json';\n"
            "export default { all, base: `/${all.part}`, names, ring, lost: all.gone };\nconst ring = ring;\n",
            "more/index.ts": "const part = 'x';\nexport const all = { part, ...rest, list: [1, ...[2]] };\n"
            "const rest = { other: 'y' };\n",
            "names.json": '{"a": "b"}',
        },
    )
    found = Programs(tmp_path).value("astro.config.mjs", "default")
    assert found is not None
    entries = found.entries()
    assert entries["all"].entries()["other"].text() == "y"
    assert [item.raw for item in entries["all"].entries()["list"].items()] == [1, 2]
    assert entries["names"].entries()["a"].text() == "b"
    assert entries["ring"].is_code
    assert entries["lost"].is_code


def test_no_file_outside_of_the_site_is_read(tmp_path: Path) -> None:
    write_files(tmp_path, {"out.ts": "export const a = 'secret';", "site/a.mjs": ""})
    (tmp_path / "site/b.mjs").write_text("import { a } from '../../out';\nexport default { a };\n")
    found = Programs(tmp_path / "site").value("b.mjs", "default")
    assert found is not None
    assert found.entries()["a"].text() is None


@given(st.text(alphabet="ab1'\"`${}()[]<>=>:;,./\\*\n -", max_size=300))
def test_every_text_is_read(text: str) -> None:
    read_module(f"export default {text}")


@pytest.mark.parametrize(
    "piece",
    ["'", '"', "`", "/*", "${", "`${", "(", "[", "{", "(a=>", "a.", "f(", "\\'", '"\\', "/[", "<", "a<", "...", "/"],
)
def test_reading_takes_linear_time(piece: str) -> None:
    started = time.process_time()
    read_module("export default " + piece * (200_000 // len(piece)))
    assert time.process_time() - started < 5
