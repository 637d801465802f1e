"""Addresses with the shortcode `param` in them, as Hugo 0.168 fills it in."""

from __future__ import annotations

import pytest

from tests.links.sites import site_of_texts, targets

CONFIG = """baseURL = "https://e.org/"
[params]
latest = "v2"
version = "of-the-site"
number = 3
[params.deep]
inner = "v2"
"""


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/docs/{{< param version >}}/", ("live", "/docs/v1/")),
        ("/docs/{{% param version %}}/", ("live", "/docs/v1/")),
        ('/docs/{{< param "Version" >}}/', ("live", "/docs/v1/")),
        ("/docs/{{< Param latest >}}/", ("live", "/docs/v2/")),
        ("/docs/{{< param own >}}/", ("live", "/docs/v2/")),
        ("/docs/{{< param below >}}/", ("live", "/docs/v2/")),
        ("/docs/{{< param deep.inner >}}/", ("live", "/docs/v2/")),
        ("/docs/x{{< param number >}}/", ("missing", "/docs/x3/")),
        ("/{{< param section >}}/{{< param own >}}/", ("live", "/docs/v2/")),
        ("/docs/{{< param own >}}/{{< other >}}/", ("unknown", "")),
        ("/docs/{{< param tags >}}/", ("unknown", "")),
        ("/docs/{{< param gone >}}/", ("unknown", "")),
    ],
)
def test_where_it_leads(tmp_path, link, expected):
    texts = {
        "hugo.toml": CONFIG,
        "content/docs/_index.md": "---\ncascade: {version: v1, section: docs}\n---\n",
        "content/docs/v1.md": "---\ntitle: 1\n---\n",
        "content/docs/v2.md": "---\ntitle: 2\n---\n",
        "content/docs/a.md": f"---\nown: v2\ntags: [x]\nparams: {{below: v2}}\n---\n[x]({link})\n",
        "layouts/_shortcodes/other.html": "x",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/docs/a.md")["x"]
    assert (found.outcome.value, found.path if expected[1] else "") == expected


@pytest.mark.parametrize(
    ("files", "outcome"),
    [
        ({"layouts/_shortcodes/param.html": "{{ .Get 0 }}"}, "unknown"),
        ({"hugo.toml": f'theme = "mine"\n{CONFIG}'}, "unknown"),
        ({"hugo.toml": f'theme = "docsy"\n{CONFIG}'}, "live"),
        ({"hugo.toml": f'{CONFIG}[languages.en]\n[languages.fr]\n[languages.fr.params]\nlatest = "v9"\n'}, "unknown"),
    ],
)
def test_where_something_else_may_fill_it_in(tmp_path, files, outcome):
    texts = {
        "hugo.toml": CONFIG,
        "content/docs/v2.md": "---\ntitle: 2\n---\n",
        "content/docs/a.md": "---\ntitle: A\n---\n[x](/docs/{{< param latest >}}/)\n",
    }
    site = site_of_texts(tmp_path, {**texts, **files})
    assert targets(site, "content/docs/a.md")["x"].outcome.value == outcome
