"""What a setting answers, and that following the advice makes nothing false."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.coverage import internal_coverage
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder, targets

STARLIGHT = (
    "import starlight from '@astrojs/starlight';\nimport { own } from './own';\n"
    "export default { site: 'https://www.example.org', markdown: { rehypePlugins: [own] },"
    " integrations: [starlight({ title: 'X', plugins: [%s] })] };"
)
TEXT = "---\ntitle: A\n---\n"


def site(root: Path, files: dict[str, str]) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", **files}))


def state(made: Site, label: str, path: str = "src/content/docs/a.md") -> PlaceState:
    return find_place(made, targets(made, path)[label]).state


def test_the_setting_that_is_proposed_names_all_that_programs_may_make(tmp_path: Path) -> None:
    links = " ".join(f"[{name}](/{name}/)" for name in "bcdefg")
    files = {
        "astro.config.mjs": STARLIGHT % "maker()",
        ".gitignore": "src/content/docs/made/\n",
        "src/content/docs/a.md": f"{TEXT}{links} [m](/made/m/#x) [n](/made/n/)\n",
    }
    made = site(tmp_path, files)
    causes = internal_coverage(made.once(resolve_links), {"src/content/docs/a.md"}).causes
    advice = {cause.advice.partition(" to content-lint.toml")[0] for cause in causes}
    setting = next(iter(advice)).partition("`")[2].rstrip("`")
    assert len(causes) == 2
    assert len(advice) == 1
    answered = site(tmp_path, {"content-lint.toml": f"{setting}\n"})
    coverage = internal_coverage(answered.once(resolve_links), {"src/content/docs/a.md"})
    assert (coverage.all, coverage.checked) == (8, 8)
    assert {item.target.outcome.value for item in answered.once(resolve_links).all} == {"live"}
    assert state(answered, "m") is PlaceState.THERE


def test_a_file_of_its_own_may_answer_where_starlight_has_a_page(tmp_path: Path) -> None:
    files = {
        "astro.config.mjs": STARLIGHT % "",
        "src/content/docs/a.md": f"{TEXT}[b](/cmd/b/#run) [c](/other/c/#run)\n",
        "src/content/docs/cmd/b.md": f"{TEXT}## --run\n",
        "src/content/docs/other/c.md": f"{TEXT}## --run\n",
        "src/pages/cmd/[...slug].astro": "---\nexport function getStaticPaths() { return made() }\n---\n",
    }
    made = site(tmp_path, files)
    assert (state(made, "b"), state(made, "c")) == (PlaceState.UNKNOWN, PlaceState.MISSING)


@pytest.mark.parametrize(
    ("guard", "of_others"),
    [
        (r"if (!/[/\\]changes[/\\]/.test(file.path)) return;", PlaceState.MISSING),
        (r"if (!/changes.*/.test(file.path)) return;", PlaceState.UNKNOWN),
        ("", PlaceState.UNKNOWN),
    ],
)
def test_a_plugin_for_some_files_changes_nothing_of_others(tmp_path: Path, guard: str, of_others: PlaceState) -> None:
    files = {
        "astro.config.mjs": STARLIGHT % "",
        "own.ts": f"export function own() {{ return (tree, file) => {{ {guard} node.properties.id = made }} }}",
        "src/content/docs/a.md": f"{TEXT}[b](/changes/b/#nope) [c](/c/#nope)\n",
        "src/content/docs/changes/b.md": f"{TEXT}## Here\n",
        "src/content/docs/c.md": f"{TEXT}## Here\n",
    }
    made = site(tmp_path, files)
    assert (state(made, "b"), state(made, "c")) == (PlaceState.UNKNOWN, of_others)


def test_a_component_may_make_of_data_what_differs_from_a_heading_by_a_hyphen(tmp_path: Path) -> None:
    files = {
        "astro.config.mjs": STARLIGHT % "",
        "src/components/Flag.astro": "---\nconst { name } = await getEntry('x');\n---\n<p id={name}></p>",
        "src/components/Plain.astro": "---\nconst { id, of = 'x' } = Astro.props;\n---\n<p id={id}></p>",
        "src/content/docs/a.mdx": f"{TEXT}[b](/b/#run) [c](/c/#run) [d](/d/#given)\n",
        "src/content/docs/b.mdx": f"{TEXT}import Flag from '../../components/Flag.astro'\n\n## --run\n\n<Flag />\n",
        "src/content/docs/c.mdx": f"{TEXT}import P from '../../components/Plain.astro'\n\n## --run\n\n<P id=\"x\" />\n",
        "src/content/docs/d.mdx": f"{TEXT}import P from '../../components/Plain.astro'\n\n<P id={{made()}} />\n",
    }
    made = site(tmp_path, files)
    found = [state(made, label, "src/content/docs/a.mdx") for label in "bcd"]
    assert found == [PlaceState.UNKNOWN, PlaceState.MISSING, PlaceState.UNKNOWN]


DOCUSAURUS = (
    "module.exports = { title: 'X', url: 'https://www.example.org', baseUrl: '/', plugins: [%s],"
    " presets: [['classic', { docs: { routeBasePath: '/', includeCurrentVersion: false, lastVersion: '2' } }]] };"
)


@pytest.mark.parametrize(
    ("files", "outcomes"),
    [
        ({"package.json": '{"scripts": {"copy": "shx cp -r docs versioned_docs/version-2"}}'}, ["live", "missing"]),
        ({"versioned_docs/version-2/x.md": ""}, ["missing", "missing"]),
        ({".gitmodules": "\tpath = versioned_docs/version-2\n"}, ["unknown", "unknown"]),
    ],
)
def test_documents_of_a_version_come_from_where_they_are_copied(
    tmp_path: Path, files: dict[str, str], outcomes: list[str]
) -> None:
    always = {
        "docusaurus.config.js": DOCUSAURUS % "",
        "versions.json": '["2"]',
        "docs/b.md": "x\n",
        "blog/a.md": "[b](/b) [c](/c)\n",
    }
    made = site(tmp_path, {**always, **files})
    assert [targets(made, "blog/a.md")[label].outcome.value for label in "bc"] == outcomes


@pytest.mark.parametrize(
    ("what", "outcomes"),
    [
        ("configurePostCss(o) { return o; }", ["missing", "missing"]),
        ("contentLoaded({actions}) { actions.addRoute({ path: '/b', c }) }", ["live", "missing"]),
        ("contentLoaded({actions}) { actions.addRoute({ path: made, c }) }", ["unknown"] * 2),
        ("async loadContent() {}", ["unknown"] * 2),
    ],
)
def test_a_plugin_in_the_configuration_adds_the_routes_that_are_written_out(
    tmp_path: Path, what: str, outcomes: list[str]
) -> None:
    plugin = f"function own() {{ return {{ {what} }} }}"
    files = {"docusaurus.config.js": DOCUSAURUS % plugin, "blog/a.md": "[b](/b) [c](/c)\n"}
    made = site(tmp_path, files)
    assert [targets(made, "blog/a.md")[label].outcome.value for label in "bc"] == outcomes


def test_a_host_that_answers_by_rules_is_not_githubs(tmp_path: Path) -> None:
    files = {
        "docusaurus.config.js": DOCUSAURUS % "",
        "CNAME": "www.example.org",
        "_redirects": "/old /blog/a.html\n",
        "blog/a.md": "[o](/old)\n",
    }
    assert targets(site(tmp_path, files), "blog/a.md")["o"].outcome.value != "missing"
