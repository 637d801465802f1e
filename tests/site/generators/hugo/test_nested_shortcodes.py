"""What becomes Markdown between the tags of shortcodes in shortcodes, and what its headings are numbered with."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from tests.differential.generators import HUGO, WHY_NO_HUGO, build_hugo
from tests.files import write_files
from tests.links.sites import site_of_texts

READ, SHOWN = "<div>{{ .Inner | markdownify }}</div>", '<div class="t">\n<br />\n   {{- .Inner -}}\n</div>\n'
FILES = {
    "hugo.toml": 'baseURL = "https://e.org/"\ndisableKinds = ["taxonomy", "rss", "sitemap"]\n'
    "[markup.goldmark.renderer]\nunsafe = true\n",
    "layouts/_default/single.html": "{{ .Content }}",
    "layouts/_default/list.html": "",
    "layouts/shortcodes/read.html": READ,
    "layouts/shortcodes/shown.html": SHOWN,
}
KINDS = {
    "p": ("{{%", "%}}", "shown"),
    "P": ("{{%", "%}}", "read"),
    "a": ("{{<", ">}}", "shown"),
    "A": ("{{<", ">}}", "read"),
}
# By the shortcode outside and the one inside, checked against Hugo 0.168: `{{% %}}` and `{{< >}}`, capital where the
# template itself reads what it is handed.
IDS = {
    **{both: {"h", "h-1"} for both in ("pp", "pA", "pP")},
    "pa": {"h", "h-1", "h-2", "h-3"},
    **{both: {"h"} for both in ("ap", "aa", "aA", "aP", "Ap", "AA", "AP", "Pp", "PA", "PP")},
    **{both: {"h", "h-1", "h-2"} for both in ("Aa", "Pa")},
}


def _between(kind: str, text: str) -> str:
    opening, closing, name = KINDS[kind]
    return f"{opening} {name} {closing}\n\n{text}\n\n{opening} /{name} {closing}"


def _page(outer: str, inner: str) -> str:
    children = f"{_between(inner, '### H')}\n\n{_between(inner, '### H' + chr(10) * 2 + '[a](/gone/)')}\n\n### H"
    return f"---\ntitle: A\n---\n### H\n\n{_between(outer, children)}\n"


PAGES = {f"content/{outer}{inner}{number}.md": _page(outer, inner) for number, (outer, inner) in enumerate(sorted(IDS))}


def _name(path: str) -> str:
    return path.removeprefix("content/")[:2]


@pytest.mark.parametrize("path", PAGES, ids=_name)
def test_headings_are_numbered_with_those_that_are_read_together(tmp_path: Path, path: str) -> None:
    site = site_of_texts(tmp_path, {**FILES, path: PAGES[path]})
    anchors = site.anchors(path)
    assert anchors is not None
    assert (set(anchors.ids), anchors.complete) == (IDS[_name(path)], True)
    links = [item.link.destination for item in site.once(resolve_links).all]
    assert links == ([] if _name(path) == "aa" else ["/gone/"])


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
def test_hugo_makes_the_same(tmp_path: Path) -> None:
    write_files(tmp_path, {**FILES, **PAGES})
    built = build_hugo(tmp_path, tmp_path / "built")
    for path in PAGES:
        html = (built / Path(path).stem.lower() / "index.html").read_text()
        assert set(re.findall(r'id="?(h[\w-]*)', html)) == IDS[_name(path)], path
        assert ('href="/gone/"' in html) == (_name(path) != "aa"), path
