"""Components in a text: which of them may give its page places."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from tests.files import write_files
from tests.links.sites import site_of_folder

ICON = "import { Play, Pause as Stop } from 'lucide-vue-next'"
SCRIPT = "<script setup lang='ts'>\nconst { a } = defineProps<GivenProps>()\n</script>\n"


@pytest.mark.parametrize(
    ("component", "state"),
    [
        ("<template><h3>{{ title }}</h3></template>", PlaceState.MISSING),
        ("<template><h3 :id='title'>x</h3></template>", PlaceState.UNKNOWN),
        ("<template><h3 class='x' v-bind='given'>x</h3></template>", PlaceState.UNKNOWN),
        ("<template><p v-bind='given'>x</p></template>", PlaceState.MISSING),
        (f"<template><Play /><Stop /></template>\n<script setup>\n{ICON}\n</script>", PlaceState.MISSING),
        ("<template><Other /></template>", PlaceState.UNKNOWN),
        (
            "<template><Own /></template>\n<script setup>\nimport Own from './badge.vue'\n</script>",
            PlaceState.MISSING,
        ),
        (f"<template><p>x</p></template>\n{SCRIPT}", PlaceState.MISSING),
    ],
)
def test_a_component_that_is_imported_under_another_name(tmp_path: Path, component: str, state: PlaceState) -> None:
    texts = {
        ".vitepress/config.js": "export default { title: 'x' }",
        "theme/card.vue": component,
        "theme/badge.vue": "<template><b>x</b></template>",
        "a.md": "<script setup>\nimport Shown from './theme/card.vue'\n</script>\n\n# A\n\n<Shown />\n\n[x](#gone)\n",
    }
    site = site_of_folder(write_files(tmp_path, texts))
    (found,) = [item.target for item in site.once(resolve_links).all if item.target.fragment]
    assert find_place(site, found).state is state
