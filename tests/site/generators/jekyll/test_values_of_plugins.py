"""What plugins say of a site to its templates, and templates in the query of a link."""

from __future__ import annotations

import pytest

from tests.links.sites import site_of_texts, targets

HEAD = "---\ntitle: A\n---\n"


@pytest.mark.parametrize(
    ("config", "link", "outcome"),
    [
        ("plugins: [jekyll-github-metadata]\nrepository: a/b\n", "{{ site.github.repository_url }}/x", "elsewhere"),
        ("plugins: [jekyll-github-metadata]\nrepository: a/b\n", "{{ site.github.zip_url }}", "unknown"),
        ("plugins: [jekyll-github-metadata]\n", "{{ site.github.repository_url }}/x", "unknown"),
        ("repository: a/b\n", "{{ site.github.repository_url }}/x", "unknown"),
    ],
)
def test_what_is_said_of_the_repository(tmp_path, config, link, outcome):
    texts = {"_config.yml": f"url: https://e.org\n{config}", "a.md": f'{HEAD}<a href="{link}">x</a>\n'}
    (found,) = targets(site_of_texts(tmp_path, texts), "a.md").values()
    assert found.outcome.value == outcome


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
