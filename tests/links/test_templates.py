from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.site.generators.jekyll.build import build
from content_lint.site.generators.jekyll.config import JekyllConfig
from content_lint.site.generators.jekyll.read import survey
from content_lint.site.generators.jekyll.tags import Tags
from content_lint.site.generators.jekyll.templates import Templates
from tests.links.sites import NOW
from tests.site.generators.jekyll.facts import facts_on_disk
from tests.site.generators.jekyll.oracle import case, rows

SETTINGS = {"baseurl": "/base", "url": "https://www.example.org", "social": {"us": "https://s.example"}, "list": ["a"]}
PAGE = {"url": "/a/", "image": "/x.png", "odd": "{{ x }}"}


def tags() -> Tags:
    raise AssertionError("no tag is looked up where there is none")


def evaluate(text: str) -> str | None:
    return Templates(JekyllConfig.from_mapping(SETTINGS), SETTINGS, tags).evaluate(text, PAGE)


@pytest.mark.parametrize(
    ("text", "given"),
    [
        ("/plain", "/plain"),
        ("{{ site.baseurl }}/x", "/base/x"),
        ("{{site.url}}{{-site.baseurl-}}/x?y#z", "https://www.example.org/base/x?y#z"),
        ("{{ '/x' | relative_url }}", "/base/x"),
        ('{{ "x y" | relative_url }}', "/base/x%20y"),
        ("{{ '/x' | absolute_url }}", "https://www.example.org/base/x"),
        ("{{ 'https://e.com/' | relative_url }}", "https://e.com/"),
        ("{{ '/x' | prepend: site.baseurl | prepend: site.url }}", "https://www.example.org/base/x"),
        ("{{ page.url | append: '#top' }}", "/a/#top"),
        ("{{ page.image | strip }}", "/x.png"),
        ("{{ site.social.us }}", "https://s.example"),
    ],
)
def test_what_is_certain_is_worked_out(text: str, given: str) -> None:
    assert evaluate(text) == given


@pytest.mark.parametrize(
    "text",
    [
        "{{ x }}",
        "{{ site.gone }}",
        "{{ site.list }}",
        "{{ site.social }}",
        "{{ page.gone }}",
        "{{ page.odd }}",
        "{{ include.url }}",
        "{{ '/x' | slugify }}",
        "{{ '/x' | prepend: y }}",
        "{{ '/x' | prepend }}",
        "{{ '/x' '/y' }}",
        "{{ '/x",
        "{{ }}",
        "{{",
        "{% if x %}/a{% endif %}",
        "{% link {{ page.url }} %}",
        "{% include x %}",
        "{{ '" + "x" * 5000 + "' }}",
    ],
)
def test_what_is_not_certain_is_not_guessed(text: str) -> None:
    assert evaluate(text) is None


def test_the_address_of_a_site_without_one_is_not_known() -> None:
    config = JekyllConfig.from_mapping({})
    templates = Templates(config, {}, tags)
    assert templates.evaluate("{{ site.url }}/x", {}) is None
    assert templates.evaluate("{{ site.baseurl }}/x", {}) == "/x"


def test_tags_in_addresses_give_what_jekyll_gave(shared: Path) -> None:
    asked = case(shared, "pretty")
    found = survey(asked.root, asked.config)
    built = build(found, facts_on_disk(asked.root, found.files), asked.config, NOW)
    made = Tags(built, asked.config, NOW)
    templates = Templates(asked.config, {}, lambda: made)
    probes = rows(shared / "oracle" / "matrices" / "linkprobe.head.tsv")
    assert len(probes) > 50
    for probe in probes:
        expected = None if probe["result"].startswith("!") else probe["result"]
        assert templates.evaluate(probe["tag"], {}) == expected


@pytest.mark.parametrize("text", ["{{" * 2000, "{{ '" * 900, "{{ a" + "|b" * 1900, "{% " * 1300, "{{a}}" * 790])
def test_hostile_liquid_costs_nothing(text: str) -> None:
    start = time.process_time()
    evaluate(text)
    assert time.process_time() - start < 0.1
