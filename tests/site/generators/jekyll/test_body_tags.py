"""What the Liquid in a page's own text leaves unknown of the places on it."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from tests.links.sites import site_of_texts, targets

THERE, MISSING, UNKNOWN = PlaceState.THERE, PlaceState.MISSING, PlaceState.UNKNOWN


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("{% for x in site.data.people %}- {{ x.name }}{% endfor %}", {"none": MISSING}),
        ("{% for x in site.data.people %}\n## Row\n{% endfor %}", {"row": THERE, "row-7": UNKNOWN, "none": MISSING}),
        ("## Version {{ x }} is out\n\n## Other", {"version-1-is-out": UNKNOWN, "other": THERE, "none": MISSING}),
        ("## Version {{ x }} is out", {"version-1-is-out-1": UNKNOWN, "version-1-is-in": MISSING}),
        ("## {{ x }}", {"none": UNKNOWN}),
        ('<p id="note-{{ x }}-b">', {"note-1-b": UNKNOWN, "note-1-c": MISSING}),
        ("{{ x.content }}", {"none": UNKNOWN}),
        ("{{ site.data.x.text | markdownify }}", {"none": UNKNOWN}),
        ("{{ site.description }} {{ x.description }}", {"none": UNKNOWN}),
        ("{{ site.description }} {{ x | date: '%Y' }}", {"none": MISSING}),
        ("{% gist 12 %}{% capture y %}x{% endcapture %}{% unless a %}b{% endunless %}", {"none": MISSING}),
        ("{% tabs a %}x{% endtabs %}", {"none": UNKNOWN}),
        ("{% card %}{% endcard %}", {"none": MISSING}),
        ("{% include box.html id='own' %}", {"own": THERE, "none": MISSING}),
        ("{% include box.html id=page.x %}", {"none": UNKNOWN}),
    ],
)
def test_places_that_templates_of_a_text_may_write(tmp_path: Path, text: str, states: dict[str, PlaceState]) -> None:
    links = " ".join(f"[{name}](#{name})" for name in states)
    site = site_of_texts(
        tmp_path,
        {
            "a.md": f"---\n---\n{links}\n\n{text}\n",
            "_includes/box.html": '<div id="{{ include.id }}">',
            "_plugins/card.rb": "Liquid::Template.register_tag('card', Card)\n",
        },
    )
    found = {name: find_place(site, target).state for name, target in targets(site, "a.md").items()}
    assert found == states


def test_the_cause_names_the_tag(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, {"a.md": "---\n---\n[a](#b) {% tabs x %}\n"})
    cause = find_place(site, targets(site, "a.md")["a"]).cause
    assert cause is not None
    assert "holds the tag `{% tabs %}`" in cause.reason


def test_defaults_count_in_addresses_and_the_longest_path_wins(tmp_path: Path) -> None:
    config = """defaults:
- {scope: {path: docs/2}, values: {version: "2.0", number: 7}}
- {scope: {path: docs}, values: {version: "1.0"}}
"""
    texts = {
        "_config.yml": config,
        "docs/2/a.md": "---\n---\n[a](/docs/{{ page.version }}/b/) [n](/n{{ page.number }}/)\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "docs/2/a.md")
    assert (found["a"].path, found["n"].path) == ("/docs/2.0/b/", "/n7/")
