"""Texts that pages import and show as a part of themselves, and components that complete addresses."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.target import LinkTarget
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

CONFIG = "module.exports = {url: 'https://www.example.org', baseUrl: '/', presets: [['classic', {}]]};\n"
SHOWS = "import Part from './_part.mdx';\n\n## Own\n\n<Part />\n"


def site(root: Path, files: dict[str, str]) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", "docusaurus.config.js": CONFIG, **files}))


def verdict(made: Site, target: LinkTarget) -> str:
    place = find_place(made, target).state.value
    return target.outcome.value if place == "there" else f"{target.outcome.value}, place {place}"


@pytest.mark.parametrize(
    ("link", "pages", "found"),
    [
        ("beside", {"docs/a.mdx": SHOWS}, "live"),
        ("gone", {"docs/a.mdx": SHOWS}, "missing"),
        ("#own", {"docs/a.mdx": SHOWS}, "live"),
        ("#of-the-part", {"docs/a.mdx": SHOWS}, "live"),
        ("#nowhere", {"docs/a.mdx": SHOWS}, "live, place missing"),
        ("beside#gone", {"docs/a.mdx": SHOWS}, "live, place missing"),
        # From a folder of its own it leads elsewhere: one page alone is enough to be dead.
        ("beside", {"docs/a.mdx": SHOWS, "docs/sub/b.mdx": SHOWS.replace("./", "../")}, "missing"),
        ("#own", {"docs/a.mdx": SHOWS, "docs/b.mdx": SHOWS.replace("## Own", "")}, "live, place missing"),
        ("beside", {"docs/a.mdx": SHOWS.replace("./_part.mdx", "@site/docs/_part.mdx")}, "live"),
        ("gone", {"docs/a.mdx": SHOWS.replace("./_part", "./_other"), "docs/_other.mdx": SHOWS}, "missing"),
        # Who only imports it does not show it, and a draft has no readers.
        ("gone", {"docs/a.mdx": SHOWS.replace("<Part />", "")}, "unknown"),
        ("gone", {"docs/a.mdx": "---\ndraft: true\n---\n" + SHOWS}, "unknown"),
        ("gone", {}, "unknown"),
        ("/docs/beside", {}, "live"),
    ],
)
def test_a_link_starts_from_the_pages_that_show_the_text(
    tmp_path: Path, link: str, pages: dict[str, str], found: str
) -> None:
    part = f"## Of the part\n\n[x]({link})\n"
    made = site(tmp_path, {"docs/_part.mdx": part, "docs/beside.md": "# Beside\n", **pages})
    (target,) = targets(made, "docs/_part.mdx").values()
    assert verdict(made, target) == found


def test_a_text_that_shows_itself_ends(tmp_path: Path) -> None:
    part = "import Other from './_part.mdx';\n\n[x](gone)\n\n<Other />\n"
    made = site(tmp_path, {"docs/_part.mdx": part, "docs/a.mdx": SHOWS})
    (target,) = targets(made, "docs/_part.mdx").values()
    assert verdict(made, target) == "missing"


@pytest.mark.parametrize(
    ("place", "found"),
    [("of-the-part", "live"), ("nowhere", "live, place missing")],
)
def test_a_program_may_show_texts(tmp_path: Path, place: str, found: str) -> None:
    program = "import Text from './_part.mdx';\nexport function Parts() { return <Text />; }\n"
    page = "import {Parts} from './parts';\n\n<Parts />\n"
    files = {"docs/_part.mdx": "## Of the part\n", "docs/parts.jsx": program, "docs/b.mdx": page}
    made = site(tmp_path, {**files, "docs/a.md": f"[x](/docs/b#{place})\n"})
    (target,) = targets(made, "docs/a.md").values()
    assert verdict(made, target) == found


@pytest.mark.parametrize(
    ("component", "found"),
    [
        ("<A href={`https://example.net/x/${branch()}/${href}`}>x</A>", "external"),
        ("<A href={`https://example.net/x/${href.slice(1)}`}>x</A>", "external"),
        ("<A href={`https://www.example.org/x/${href}`}>x</A>", "internal"),
        ("<A href={`/x/${href}`}>x</A>", "internal"),
        ("<A href={`https://example.net/x/${branch()}`}>x</A>", "internal"),
        ("inside ? <A href={href}>x</A> : <A href={`https://example.net/x/${href}`}>x</A>", "internal"),
    ],
)
def test_a_component_may_put_a_host_before_an_address(tmp_path: Path, component: str, found: str) -> None:
    program = f"import A from '@theme/A';\nexport default function Source({{href}}) {{ return {component}; }}\n"
    text = "import Source from '@site/src/Source';\n\n<Source href=\"a/b.json\">b</Source>\n"
    made = site(tmp_path, {"src/Source.jsx": program, "docs/a.mdx": text})
    (target,) = targets(made, "docs/a.mdx").values()
    assert (target.scope.value, target.outcome.value) == (found, "unknown")


@pytest.mark.parametrize(
    ("theirs", "found"),
    [({}, "live, place missing"), ({"src/theme/A.jsx": "<a id={made()} />"}, "live, place unknown")],
)
def test_a_component_of_the_theme_brings_no_places(tmp_path: Path, theirs: dict[str, str], found: str) -> None:
    program = "import A from '@theme/A';\nexport default () => <A href='/docs/b'>x</A>;\n"
    page = "import Source from '@site/src/Source';\n\n<Source />\n"
    files = {"src/Source.jsx": program, "docs/b.mdx": page, "docs/a.md": "[x](/docs/b#gone)\n"}
    made = site(tmp_path, {**files, **theirs})
    (target,) = targets(made, "docs/a.md").values()
    assert verdict(made, target) == found


def test_code_may_write_where_another_site_is(tmp_path: Path) -> None:
    text = "<a href={`https://example.net/x/${made()}`}>a</a> <a href={`/x/${made()}`}>b</a>\n"
    found = targets(site(tmp_path, {"docs/a.mdx": text}), "docs/a.mdx").values()
    assert [(item.scope.value, item.outcome.value) for item in found] == [
        ("external", "unknown"),
        ("internal", "unknown"),
    ]
