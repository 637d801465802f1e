"""What jekyll-multiple-languages-plugin keeps in ``site.baseurl_root``, and templates in a link's query."""

from __future__ import annotations

import pytest

from tests.links.sites import site_of_texts, targets

HEAD = "---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("plugins", "link", "outcome"),
    [
        ("[jekyll-multiple-languages-plugin]", "{{ site.baseurl_root }}/b.html", "live"),
        ("[jekyll-multiple-languages-plugin]", "{{ site.baseurl_root }}/gone.html", "unknown"),
        ("[]", "{{ site.baseurl_root }}/b.html", "unknown"),
        ("[]", "/base/b.html?{{ site.time | date: '%s' }}", "live"),
        ("[]", "/base/gone.html?x={{ site.time | date: '%s' }}", "missing"),
        ("[]", "/base/gone.html?x={{ site.time | date: '%s' }}#{{ site.time }}", "unknown"),
        ("[]", "/base/{{ site.time | date: '%s' }}?x", "unknown"),
    ],
)
def test_where_it_leads(tmp_path, plugins, link, outcome):
    config = f"url: https://e.org\nbaseurl: /base\nplugins: {plugins}\n"
    texts = {"_config.yml": config, "b.md": HEAD, "a.md": f'{HEAD}<a href="{link}">x</a>\n'}
    (found,) = targets(site_of_texts(tmp_path, texts), "a.md").values()
    assert found.outcome.value == outcome
