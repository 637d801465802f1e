"""Many links to the places of one page cost what their number says, and not its square."""

from __future__ import annotations

import time

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.broken_anchor import BrokenAnchor
from tests.links.sites import site_of_texts

COUNT = 3_000
LONG = "".join(f"## Head {number}\n\n[a](#headx-{number})\n" for number in range(COUNT))


@pytest.mark.parametrize("config", ["_config.yml", "hugo.toml"])
def test_many_missing_places_of_one_page(tmp_path, config):
    site = site_of_texts(
        tmp_path,
        {
            config: "title: x\n" if config == "_config.yml" else 'title = "x"\n',
            ("" if config == "_config.yml" else "content/") + "a.md": f"---\nlayout: page\n---\n{LONG}",
            "_layouts/page.html": "{{ content }}",
        },
    )
    links = site.once(resolve_links).all
    begun = time.process_time()
    states = [find_place(site, item.target).state for item in links]
    found = list(BrokenAnchor().check(site, SiteContext(site.settings, site.now)))
    assert time.process_time() - begun < 3
    assert states == [PlaceState.MISSING] * COUNT
    assert len(found) == COUNT
    assert found[17].help.startswith("Did you mean `#head-17`?")
    assert "and 2993 more" in found[17].help
    assert max(len(item.data["anchors"]) for item in found) == 100
