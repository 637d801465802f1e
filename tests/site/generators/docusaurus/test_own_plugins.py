"""Plugins of a site's own, and plugins that write texts beside the pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
import player from '@x/remark-player';
export default {{
  title: 'x', url: 'https://www.example.org', baseUrl: '/',
  presets: [['classic', {{ docs: {{ remarkPlugins: [player] }} }}]],
  plugins: [{plugins}],
}};
"""
PLAYER = "import {show} from './show';\nexport default () => tree => visit(tree, 'code', show);\n"
FILES = {
    ".git/HEAD": "",
    "package.json": '{"workspaces": ["site", "plugins/*"]}',
    "plugins/player/package.json": '{"name": "@x/remark-player", "main": "src/index.ts"}',
    "plugins/player/src/index.ts": PLAYER,
    "plugins/player/src/show.ts": "export const show = node => { node.type = 'jsx'; };\n",
    "site/docs/a.md": "## Here\n\n[here](#here) [none](#none) [gone](/gone) [text](/llms.txt) [page](/blog/a.md)\n",
}


def site(root: Path, plugins: str = "", **more: str) -> Site:
    config = {"site/docusaurus.config.js": CONFIG.format(plugins=plugins)}
    return site_of_folder(write_files(root, {**FILES, **config, **more}))


def places(site: Site) -> dict[str, PlaceState]:
    return {
        item.link.label: find_place(site, item.target).state
        for item in site.once(resolve_links).all
        if item.target.fragment
    }


def test_a_package_of_the_workspace_is_read_with_what_it_imports(tmp_path: Path) -> None:
    assert places(site(tmp_path / "plain")) == {"here": PlaceState.THERE, "none": PlaceState.MISSING}
    heading = {"plugins/player/src/show.ts": "export const show = node => { node.type = 'heading'; };\n"}
    assert places(site(tmp_path / "heading", **heading))["none"] is PlaceState.UNKNOWN
    lost = {"plugins/player/src/index.ts": PLAYER.replace("./show", "./lost")}
    assert places(site(tmp_path / "lost", **lost))["none"] is PlaceState.UNKNOWN


@pytest.mark.parametrize(
    ("files", "state"),
    [
        ({"package.json": '{"workspaces": {"packages": ["plugins/player"]}}'}, PlaceState.MISSING),
        ({"package.json": "{}", "pnpm-workspace.yaml": "packages:\n  - 'plugins/*'\n"}, PlaceState.MISSING),
        ({"package.json": '{"workspaces": ["other/*"]}'}, PlaceState.UNKNOWN),
        ({"package.json": '{"workspaces": ["../*", "*/player", 3]}'}, PlaceState.UNKNOWN),
        ({"plugins/player/package.json": '{"name": "other", "main": "src/index.ts"}'}, PlaceState.UNKNOWN),
    ],
)
def test_who_names_the_packages(tmp_path: Path, files: dict[str, str], state: PlaceState) -> None:
    assert places(site(tmp_path, **files))["none"] is state


def test_a_plugin_for_programs_that_read_makes_no_pages(tmp_path: Path) -> None:
    made = site(tmp_path, "['@signalwire/docusaurus-plugin-llms-txt', {}], 'docusaurus-plugin-llms'")
    found = {item.link.label: item.target.outcome.value for item in made.once(resolve_links).all}
    assert (found["gone"], found["text"], found["page"]) == ("missing", "unknown", "unknown")


def test_a_plugin_in_the_workspace_may_add_pages(tmp_path: Path) -> None:
    makes = {"plugins/player/src/show.ts": "export const show = ({actions}) => actions.addRoute({path: x});\n"}
    for name, outcome in (("quiet", "missing"), ("adds", "unknown")):
        made = site(tmp_path / name, "'@x/remark-player'", **(makes if name == "adds" else {}))
        found = {item.link.label: item.target.outcome.value for item in made.once(resolve_links).all}
        assert found["gone"] == outcome


def test_a_part_says_from_where_its_links_start(tmp_path: Path) -> None:
    made = site(tmp_path, **{"site/docs/_part.md": "[x](gone/there)\n"})
    target = next(item.target for item in made.once(resolve_links).all if item.document.path.endswith("_part.md"))
    assert target.cause is not None
    assert target.cause.reason == "start from the pages that show their text, which has none of its own"
