"""What components bring to a page: one file for each way in which an id or HTML gets there."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.parse.document import parse_document
from content_lint.parse.facts import Document
from content_lint.site.generators.astro.components import BroughtByComponents, Components
from content_lint.site.generators.astro.config import AstroConfig
from content_lint.site.generators.astro.traits import DIALECT
from content_lint.site.mdx_code import value_in_braces, writes_as_given
from content_lint.site.sources.tree import DiskTree
from content_lint.text.source import SourceText

C = "src/components"
PAGE = "src/content/docs/a/b.mdx"


def components(root: Path, files: dict[str, str]) -> Components:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, "utf-8")
    return Components(DiskTree(root), AstroConfig(aliases=(("@c/*", "src/components/*"),)))


def document(text: str, path: str = PAGE) -> Document:
    return parse_document(SourceText.from_bytes(path, text.encode()), DIALECT)


@pytest.mark.parametrize(
    ("text", "brought"),
    [
        ('<p id="a">', BroughtByComponents(frozenset({"a"}))),
        ("<p id='a'>", BroughtByComponents(frozenset({"a"}))),
        ('<p id={"a"}>', BroughtByComponents(frozenset({"a"}))),
        ("<p id={ 'a' }>", BroughtByComponents(frozenset({"a"}))),
        ("<p id={`a`}>", BroughtByComponents(frozenset({"a"}))),
        ('<p id="">', BroughtByComponents()),
        ('<p id="a"><b id="c">', BroughtByComponents(frozenset({"a", "c"}))),
        ("<p id={`a-${x}`}>", BroughtByComponents(prefixes=(("a-", f"{C}/A.astro"),))),
        ("<p id={`${x}`}>", BroughtByComponents(open=f"`{C}/A.astro`")),
        ("<p id={x}>", BroughtByComponents(open=f"`{C}/A.astro`")),
        ('<p id="a"><p id={x}>', BroughtByComponents(frozenset({"a"}), open=f"`{C}/A.astro`")),
        ('<p data-id="a">', BroughtByComponents()),
        ("plain", BroughtByComponents()),
    ],
)
def test_ids_that_are_written_out_are_known(tmp_path: Path, text: str, brought: BroughtByComponents) -> None:
    assert components(tmp_path, {f"{C}/A.astro": text}).brought([f"{C}/A.astro"]) == brought


def test_a_component_brings_what_it_imports_and_each_file_once(tmp_path: Path) -> None:
    found = components(
        tmp_path,
        {
            f"{C}/A.astro": "import B from './B.astro'\nimport s from './s.css'\nimport m from './m.md'\n<p id='a'>",
            f"{C}/B.astro": "import A from './A.astro'\nimport D from '@c/deep/D'\nimport x from 'package'\n<p id={x}>",
            f"{C}/deep/D.tsx": "<p id={`d-${x}`}><i id='d' dangerouslySetInnerHTML={x}>",
            f"{C}/s.css": "[id='s']",
            f"{C}/m.md": "<p id='m'>",
        },
    )
    a, b, d = f"{C}/A.astro", f"{C}/B.astro", f"{C}/deep/D.tsx"
    assert found.brought([a, a]) == BroughtByComponents(frozenset({"a", "d"}), (("d-", d),), f"`{b}`")
    assert found.brought([d]) == BroughtByComponents(frozenset({"d"}), (("d-", d),))
    assert found.brought([]) == BroughtByComponents()
    assert found.shown_by([a]) == f"`{d}`"
    assert found.shown_by([]) == ""


def test_a_program_may_hand_components_on(tmp_path: Path) -> None:
    found = components(
        tmp_path,
        {
            f"{C}/index.ts": "export { default as A } from './A.astro'\nexport * from './more.mjs'\n",
            f"{C}/more.mjs": "export { default as D } from './D.tsx'\nconst x = '<p id={x} v-html=x>'\n",
            f"{C}/A.astro": "<p id='a'>",
            f"{C}/D.tsx": "<p id='d'>",
        },
    )
    assert found.of_document(document("import { A } from '@c'\n")) == ([], "`@c`")
    page = document("---\n---\nimport { A } from '../../../components'\n")
    assert found.of_document(page) == ([f"{C}/index.ts"], "")
    assert found.brought([f"{C}/index.ts"]) == BroughtByComponents(frozenset({"a", "d"}))
    assert found.shown_by([f"{C}/index.ts"]) == ""


def test_of_very_many_files_the_first_are_read(tmp_path: Path) -> None:
    chain = {f"{C}/{n}.astro": f"import x from './{n + 1}.astro'\n<p id='{n}'>" for n in range(405)}
    # The one that names the four hundredth is the last one that is read.
    assert len(components(tmp_path, chain).brought([f"{C}/0.astro"]).ids) == 399


@pytest.mark.parametrize(
    ("text", "shows"),
    [
        ("<Fragment set:html={x} />", True),
        ('<div class="a" set:html={x} />', True),
        ("<script set:html={x} />", False),
        ("<style set:html={x} />", False),
        ("<div v-html='x' />", True),
        ("{@html x}", True),
        ("<Content />", True),
        ("<Contents />", False),
        ("<p>x</p>", False),
    ],
)
def test_html_that_is_not_written_out_is_noticed(tmp_path: Path, text: str, shows: object) -> None:
    found = components(tmp_path, {f"{C}/A.vue": text})
    assert found.shown_by([f"{C}/A.vue"]) == (f"`{C}/A.vue`" if shows else "")


FILES = {
    f"{C}/A.astro": "",
    f"{C}/index.ts": "",
    "src/content/docs/a/Near.jsx": "",
    "src/content/docs/a/_part.mdx": "",
    "src/content/docs/a/data.json": "",
    "src/layouts/L.astro": "",
    "src/layouts/index.astro": "",
}


@pytest.mark.parametrize(
    ("text", "files", "unknown"),
    [
        ("import A from '@c/A.astro'", [f"{C}/A.astro"], ""),
        ("import A from '@c/A'", [f"{C}/A.astro"], ""),
        ("import A from '../../../components/A.astro'", [f"{C}/A.astro"], ""),
        ("import { A } from '../../../components'", [f"{C}/index.ts"], ""),
        ("import N from './Near'", ["src/content/docs/a/Near.jsx"], ""),
        ("import P from './_part.mdx'", [], "`src/content/docs/a/_part.mdx`"),
        ("import d from './data.json'", [], ""),
        ("import G from './Gone.astro'", [], "`./Gone.astro`"),
        ("import g from './gone.png'", [], ""),
        ("import u from './gone.svg?url'", [], ""),
        ("import { Tabs } from '@astrojs/starlight/components'", [], ""),
        ("import { Icon } from 'astro-icon/components'", [], ""),
        ("import p from 'package'", [], "`package`"),
        ("import p from 'package'\nimport q from 'other'", [], "`package`"),
        ("import q from 'other'\nimport P from './_part.mdx'", [], "`other`"),
        ("import P from './_part.mdx'\nimport q from 'other'", [], "`src/content/docs/a/_part.mdx`"),
        ("import p from 'package'\nimport A from '@c/A'", [f"{C}/A.astro"], "`package`"),
        ("```js\nimport p from 'package'\n```", [], ""),
    ],
)
def test_what_a_text_imports_is_found_or_named(tmp_path: Path, text: str, files: list[str], unknown: str) -> None:
    page = document(f"---\ntitle: B\n---\n\n{text}\n")
    assert components(tmp_path, FILES).of_document(page) == (files, unknown)


@pytest.mark.parametrize(
    ("front_matter", "files"),
    [
        ("layout: ../../../layouts/L.astro", ["src/layouts/L.astro"]),
        ('layout: "../../../layouts/L.astro"', ["src/layouts/L.astro"]),
        ("title: x\nlayout: '../../../layouts/L'", ["src/layouts/L.astro"]),
        ("layout: ../../../layouts", ["src/layouts/index.astro"]),
        ("layout: ../../../layouts/Gone.astro", []),
        ("other-layout: ../../../layouts/L.astro", []),
        ("layout: [../../../layouts/L.astro]", []),
        ("title: x\n---\nlayout: ../../../layouts/L.astro", []),
    ],
)
def test_front_matter_names_a_layout(tmp_path: Path, front_matter: str, files: list[str]) -> None:
    assert components(tmp_path, FILES).layout_of(document(f"---\n{front_matter}\n---\n\nx\n")) == files


def test_what_a_name_of_a_text_means_is_followed_to_its_file(tmp_path: Path) -> None:
    found = components(tmp_path, FILES)
    page = document("---\n---\n\nimport A from '@c/A.astro'\nimport { p } from 'package'\n\nexport const x = 'y'\n")
    assert found.source_of(page, "A") == ("@c/A.astro", f"{C}/A.astro")
    assert found.source_of(page, "p") == ("package", "")
    assert found.source_of(page, "Nobody") == ("", "")
    assert found.names(page).values["x"] == "y"
    assert found.names(page) is found.names(page)
    assert found.programs.module(PAGE) is found.names(page)


def test_texts_of_files_are_read_inside_of_the_site(tmp_path: Path) -> None:
    found = components(tmp_path, {"a.ts": "export const a = 1", "b.ts": "b" * 10_000_001})
    assert found.text("a.ts") == "export const a = 1"
    assert found.text("b.ts") == ""
    assert found.text("gone.ts") == ""
    assert (found.has("a.ts"), found.has("gone.ts")) == (True, False)
    assert found.programs.text("a.ts") == "export const a = 1"
    assert found.programs.text("b.ts") is None
    assert found.programs.text("gone.ts") is None
    module = found.programs.module("a.ts")
    assert module is not None
    assert module.values["a"] == 1
    assert found.programs.module("gone.ts") is None


@pytest.mark.parametrize(
    ("text", "as_given"),
    [
        ("<a href={href}>", True),
        ("<a class='x' href={ Astro.props.href }>", True),
        ("<Link to={props.to} />", True),
        ("<a {href}>", True),
        ("<a href={url}>", False),
        ("<a href={href}>{href + 'x'}", False),
        ("<a href={href}>{base + href}", False),
        ("<a href={href}>{withBase(href)}", False),
        ("<a href={href}>{`${href}/x`}", False),
        ("<a href={href}>{href.replace('a', 'b')}", False),
        ("<B href='/x'/><a href={href}>", True),
        ("href = base;<a href={href}>", False),
        ("if (x && href == '/x') {}<a href={href}>", True),
        ("if (href.startsWith('/')) {}<a href={href}>", True),
        ("if (isExternal(href)) {}<a href={href}>", True),
        ("if (typeof href) {}<a href={href}>", True),
    ],
)
def test_a_component_that_writes_an_address_as_it_is_given_is_recognised(text: str, as_given: object) -> None:
    assert writes_as_given(text) is as_given


def test_an_expression_in_braces_is_read_up_to_a_length() -> None:
    from content_lint.parse.scripts.literals import CODE, Named

    assert value_in_braces("{'a'}") == "a"
    assert isinstance(value_in_braces("{a}"), Named)
    assert value_in_braces("'a'") is CODE
    assert value_in_braces("{'a'") is CODE
    assert value_in_braces("'a'}") is CODE
    assert value_in_braces("{'" + "a" * 1996 + "'}") == "a" * 1996
    assert value_in_braces("{'" + "a" * 1997 + "'}") is CODE
