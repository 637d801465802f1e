"""How many links got no verdict, and why."""

from __future__ import annotations

from content_lint.links.coverage import internal_coverage
from content_lint.links.site_links import resolve_links
from tests.links.sites import site_of_texts

TAGS = 'class TagPage < Jekyll::Page\n  def initialize(site, tag)\n    @dir = File.join("tags", tag)\n  end\nend\n'
LINKS = "[a](/b/) [b](/gone/) [c](/b/#made) [d](/tags/x/) [e](/tags/y/) [f](https://other.example/) [g]({{ page.x }})"
FILES = {
    "_plugins/tags.rb": TAGS,
    "_layouts/page.html": "<i id='{{ page.slug }}'></i>{{ content }}",
    "a.md": f"---\nlayout: page\n---\n{LINKS}\n",
    "b.md": "---\nlayout: page\npermalink: /b/\n---\nB.\n",
    "c.md": "---\n---\n[a](/tags/z/)\n",
}


def test_each_link_without_a_verdict_is_counted_under_its_cause_the_commonest_first(tmp_path):
    links = site_of_texts(tmp_path, FILES).once(resolve_links)
    found = internal_coverage(links, {"a.md"})
    assert (found.all, found.checked) == (6, 2)
    assert [(item.what, item.count) for item in found.causes] == [
        ("internal links", 2),
        ("internal links", 1),
        ("internal links", 1),
    ]
    assert found.causes[0].reason == "may be made by `_plugins/tags.rb`"
    assert '`generated = ["/tags/**"]`' in found.causes[0].advice
    assert {item.reason for item in found.causes[1:]} == {
        "are written by templates",
        "lead to places on pages where `_layouts/page` makes ids as the site is built",
    }


def test_places_count_only_where_they_are_asked_for(tmp_path):
    links = site_of_texts(tmp_path, FILES).once(resolve_links)
    assert internal_coverage(links, {"a.md"}, places=False).checked == 3
    assert internal_coverage(links, {"c.md"}).all == 1
    assert internal_coverage(links, {"a.md", "c.md"}).causes[0].count == 3
    assert internal_coverage(links, {"b.md"}).all == 0
