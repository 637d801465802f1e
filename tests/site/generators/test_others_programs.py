"""Programs and files beside the content that decide where links lead: what they make is not called broken."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

MKDOCS = {"mkdocs.yml": "site_name: X\nsite_url: https://www.example.org/\n", "docs/index.md": "x"}
DOCUSAURUS = {
    "docusaurus.config.js": "module.exports = { title: 'X', url: 'https://www.example.org', baseUrl: '/docs/',"
    " presets: [['classic', { docs: { routeBasePath: '/' } }]] };",
    "docs/a.md": "[x](/enterprise/)\n",
}
ASTRO = {
    "astro.config.mjs": "import starlight from '@astrojs/starlight';\n"
    "export default { integrations: [starlight({ title: 'X' })] };",
    "src/content/docs/faq.md": "---\ntitle: FAQ\n---\n[self](/faq/) [gone](/gone/)\n",
}


def site(root: Path, files: dict[str, str]) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", **files}))


def outcomes(made: Site) -> list[str]:
    return [item.target.outcome.value for item in made.once(resolve_links).all]


@pytest.mark.parametrize(
    ("component", "outcome"),
    [
        ("export default { ...Original, a: LocalLink };", "unknown"),
        ("export default { ...Original, CodeBlock };", "missing"),
    ],
)
def test_a_component_of_the_site_that_shows_links_may_lead_elsewhere(
    tmp_path: Path, component: str, outcome: str
) -> None:
    assert outcomes(site(tmp_path, {**DOCUSAURUS, "src/theme/MDXComponents.js": component})) == [outcome]


def test_a_file_of_its_own_hides_an_entry_of_the_same_address(tmp_path: Path) -> None:
    made = site(tmp_path, {**ASTRO, "src/pages/faq.astro": "<h1>FAQ</h1>"})
    page = made.pages["src/content/docs/faq.md"]
    assert (page.state.value, page.reason) == ("never", "`src/pages/faq.astro` has its address")
    assert made.built.collisions == ()
    assert outcomes(made) == ["live", "missing"]


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        ("https://www.example.org/en/stable/a/", "unknown"),
        ("https://www.example.org/v1.2/a/", "unknown"),
        ("https://www.example.org/1.2/a/", "unknown"),
        ("https://www.example.org/latest/a/", "unknown"),
        ("https://www.example.org/en/a/", "missing"),
        ("https://www.example.org/2016/a/", "missing"),
        ("/latest/a/", "missing"),
    ],
)
def test_other_versions_of_documentation_are_other_sites(tmp_path: Path, address: str, outcome: str) -> None:
    assert outcomes(site(tmp_path, {**MKDOCS, "docs/a.md": f"[x]({address})\n"})) == [outcome]


@pytest.mark.parametrize(
    ("script", "outcome"),
    [("cp -r ../assets $W/docs/assets\ncp ../mkdocs.yml $W/\n", "unknown"), ("cp -r a b\nmkdocs build\n", "missing")],
)
def test_a_script_may_put_files_together_before_the_build(tmp_path: Path, script: str, outcome: str) -> None:
    files = {**MKDOCS, "docs/a.md": "![x](assets/x.png)\n", "scripts/build.sh": script}
    assert outcomes(site(tmp_path, files)) == [outcome]
