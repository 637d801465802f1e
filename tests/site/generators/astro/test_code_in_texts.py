"""What the code in a text of MDX says of its links: imports, constants, and what components do with an address."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.generators.astro.test_build import DOCS, addresses, outcomes, site_of, starlight

PAGE = "src/content/docs/a/b.mdx"
CARD = "---\nconst { href, title } = Astro.props;\n---\n<a href={href}>{title}</a>\n"
TSCONFIG = '// for the editor\n{ "compilerOptions": { "baseUrl": ".", "paths": { "@img/*": ["src/pictures/*"], } } }\n'
UNKNOWN = "unknown: are written by JavaScript"
COMPONENT = "unknown: are relative addresses that components are given, which may complete them"


def found_in(root: Path, body: str, **files: str) -> dict[str, str]:
    texts = {path.replace("__", "."): text for path, text in files.items()}
    page = f"---\ntitle: B\n---\n{body}\n"
    site = site_of(root, {"astro.config.mjs": starlight(), **DOCS, PAGE: page, **texts})
    return outcomes(site, PAGE)


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('import cat from "./cat.png"\n\n<Image src={cat} />', "live"),
        ('import cat from "./cat.png"\n\n<img src={cat.src} />', "live"),
        ('import cat from "@img/cat.png"\n\n<img src={cat.src} />', "live"),
        ('import cat from "~/pictures/cat.png"\n\n<img src={cat.src} />', "live"),
        ('import cat from "./gone.png"\n\n<img src={cat} />', UNKNOWN),
        ('import cat from "cats/cat.png"\n\n<img src={cat} />', UNKNOWN),
        ('import { cat } from "./cats.ts"\n\n<img src={cat} />', UNKNOWN),
        ('```js\nimport cat from "./cat.png"\n```\n\n<img src={cat} />', UNKNOWN),
        ("<img src={pictures[0]} />", UNKNOWN),
    ],
)
def test_a_picture_that_a_text_imports_is_there_with_its_file(tmp_path: Path, body: str, outcome: str) -> None:
    files = {"src/content/docs/a/cat.png": "x", "src/pictures/cat.png": "x", "tsconfig.json": TSCONFIG}
    assert list(found_in(tmp_path, body, **files).values()) == [outcome]


@pytest.mark.parametrize(
    ("body", "outcome"),
    [
        ('import { where } from "../../../places"\n\n<a href={where}>x</a>', "missing"),
        ('import { where } from "../../../places"\n\n<a href={`${where}b/`}>x</a>', "live"),
        ('export const where = "/a/b/"\n\n<a href={where}>x</a>', "live"),
        ('import { made } from "../../../places"\n\n<a href={made}>x</a>', UNKNOWN),
    ],
)
def test_an_address_that_a_program_has_written_out_is_known(tmp_path: Path, body: str, outcome: str) -> None:
    places = 'export const where = "/a/";\nexport const made = place();\n'
    assert list(found_in(tmp_path, body, **{"src/places.ts": places}).values()) == [outcome]


@pytest.mark.parametrize(
    ("source", "card", "outcome"),
    [
        ("{ LinkCard } from '@astrojs/starlight/components'", "", "live"),
        ("{ LinkCard } from 'other-components'", "", COMPONENT),
        ("LinkCard from '@/Card.astro'", CARD, "live"),
        ("LinkCard from '@/Card.astro'", CARD.replace("<a href={href}", "<a href={base + href}"), COMPONENT),
        ("LinkCard from '@/Card.astro'", CARD.replace("---\n<a", "href = full(href);\n---\n<a"), COMPONENT),
        ("LinkCard from '@/Card.astro'", CARD.replace(">{title}", " data-x={short(href)}>{title}"), COMPONENT),
    ],
)
def test_a_relative_address_is_read_from_the_page_where_a_component_writes_it_as_it_is(
    tmp_path: Path, source: str, card: str, outcome: str
) -> None:
    body = f'import {source}\n\n<LinkCard title="C" href="../c/" />'
    found = found_in(tmp_path, body, **{"src/content/docs/a/c.md": "---\ntitle: C\n---\n", "src/Card.astro": card})
    assert list(found.values()) == [outcome]


def test_such_an_address_may_lead_to_nothing(tmp_path: Path) -> None:
    body = 'import { LinkCard } from "@astrojs/starlight/components"\n\n<LinkCard title="C" href="../gone/" />'
    assert list(found_in(tmp_path, body).values()) == ["missing"]


@pytest.mark.parametrize(
    ("config", "found"),
    [("{ compilerOptions: { paths: { '@img/*': ['./src/pictures/*'] } } }", "live"), ("{}", "unknown")],
)
def test_pictures_of_markdown_go_by_the_aliases_of_tsconfig(tmp_path: Path, config: str, found: str) -> None:
    files = {"src/pictures/cat.png": "x", "tsconfig.json": config}
    assert found_in(tmp_path, "![Cat](@img/cat.png)", **files)["Cat"].partition(":")[0] == found


@pytest.mark.parametrize(
    ("component", "found"),
    [
        ("<div set:html={text} />", "may bring other places"),
        ('<script type="application/ld+json" set:html={text} />', ""),
        ("<p>Text.</p>", ""),
    ],
)
def test_a_component_may_show_headings_that_only_the_build_knows(tmp_path: Path, component: str, found: str) -> None:
    text = "---\ntitle: B\n---\nimport Shown from '@/Shown.astro'\n\n<Shown />\n"
    site = site_of(
        tmp_path,
        {"astro.config.mjs": starlight(), **DOCS, "src/Shown.astro": component, "src/content/docs/a.mdx": text},
    )
    anchors = site.anchors("src/content/docs/a.mdx")
    assert anchors is not None
    assert found in anchors.gap
    assert bool(anchors.gap) is bool(found)


def test_imports_in_samples_of_code_are_none(tmp_path: Path) -> None:
    text = "---\ntitle: B\n---\n```js\nimport x from 'some-package'\n```\n"
    site = site_of(tmp_path, {"astro.config.mjs": starlight(), **DOCS, "src/content/docs/a.mdx": text})
    anchors = site.anchors("src/content/docs/a.mdx")
    assert anchors is not None
    assert anchors.gap == ""


WITH_ICONS = "import icons from 'icons';\nexport default { integrations: [icons({ starlight: { title: 'T' } })] };\n"
BARE = "import other from 'all-in-one';\nexport default { integrations: [other()] };\n"


def test_starlight_may_be_started_by_another_integration(tmp_path: Path) -> None:
    files = {**DOCS, "src/content/docs/a.md": "---\ntitle: A\n---\n[b](/b/)\n"}
    site = site_of(tmp_path, {"astro.config.mjs": WITH_ICONS, **files})
    assert addresses(site) == {"content/docs/a.md": ["/a/"]}
    assert outcomes(site, "src/content/docs/a.md") == {"b": "missing"}


def test_collections_that_ask_starlight_for_pages_have_its_addresses_whoever_starts_it(tmp_path: Path) -> None:
    files = {**DOCS, "src/content/docs/a.md": "---\ntitle: A\n---\n[a](/a/) [b](/fr/a/)\n"}
    site = site_of(tmp_path, {"astro.config.mjs": BARE, **files})
    assert addresses(site) == {"content/docs/a.md": ["/a/"]}
    found = outcomes(site, "src/content/docs/a.md")
    assert found["a"] == "live"
    assert found["b"].startswith("unknown: may be made by Starlight, whose `locales`")


@pytest.mark.parametrize(
    ("config", "outcome"),
    [
        (BARE, "unknown: may be made by `all-in-one`, an integration in astro.config.mjs"),
        ("export default {};", "missing"),
    ],
)
def test_an_integration_may_make_pages_of_entries_that_no_route_of_the_site_takes(
    tmp_path: Path, config: str, outcome: str
) -> None:
    content = (
        'import { defineCollection } from "astro:content";\nimport { glob } from "astro/loaders";\n'
        'const notes = defineCollection({ loader: glob({ base: "notes", pattern: "*.md" }) });\n'
        "export const collections = { notes };\n"
    )
    files = {"src/content.config.ts": content, "notes/a.md": "[b](/b/)\n"}
    assert outcomes(site_of(tmp_path, {"astro.config.mjs": config, **files}), "notes/a.md") == {"b": outcome}
