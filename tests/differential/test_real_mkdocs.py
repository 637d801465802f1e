"""MkDocs itself, on sites that no table holds: its pages, the ids on them, and where their links lead."""

from __future__ import annotations

from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urljoin

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import Scope
from content_lint.site.index import Site
from content_lint.site.model import State
from tests.differential.generators import MKDOCS, WHY_NO_MKDOCS, build_mkdocs
from tests.files import write_files
from tests.links.sites import site_of_folder

pytestmark = pytest.mark.skipif(MKDOCS is None, reason=WHY_NO_MKDOCS)

EXTENSIONS = """
markdown_extensions:
  - admonition
  - attr_list
  - def_list
  - footnotes
  - md_in_html
  - tables
  - pymdownx.details
  - pymdownx.superfences
  - pymdownx.tabbed: {alternate_style: true}
"""
UNICODE = """
markdown_extensions:
  - attr_list
  - toc:
      slugify: !!python/object/apply:pymdownx.slugs.slugify
        kwds: {case: lower}
"""
BLOCKS = """# Blocks & such

!!! note "A [title](other.md)"

    ## In a note

    [a](other.md) and `[no](other.md)`.

    ```text
    ## no heading [no](other.md)
    ```

    === "Tab"

        [b](other.md#one) ## no heading

        1. An item

            [c](sub/page.md)

??? tip
    [d](./sub/page.md#x){ .button #own-id }

Text
## After text
* An item [e](<sub/page.md>)
  that goes on [f](other.md "a title")
    * deeper [g](other.md 'another')

        ### In an item

    [code](other.md)

<div markdown>
### In a div { #given }
[h](other.md)
</div>

<div>
### no heading
[no](other.md) <a href="other.md" id="raw">raw</a>

[no](other.md)
</div>

    [indented code](other.md)

| a | b |
| - | - |
| [i](other.md) | ![p](img/p.png) |

Term
:   [j](with space.md)

    #### In a definition

> ## In a quote
> [k](other.md)

Set
===

Text[^1] [l][ref] [ref] [m] (other.md)

[ref]: other.md#one "A title"
[^1]: A note with [n](other.md).

    ## In a footnote

<!-- [no](other.md) -->
<span>[o](other.md)</span>

#Without a blank
### Closed ###

```
[no](other.md)
```

~~~ python
## no
~~~

{{ no_template }} [p](other.md) {% no %}
"""
ODD = """## Ünï Ça 日本
## 日本
## 日本
## The *same* `code` & <b>b</b>
## The same code & b
## the-same_code
## A_b__c__d [link](other.md) ![alt](img/p.png)
## Trailing {#own}
## Trailing {: #own2 .x }
## 1.2 -- 3 — 4
"""
SITES = {
    "blocks": {"mkdocs.yml": f"site_name: x\nsite_url: https://example.org/base/\n{EXTENSIONS}"},
    "files": {"mkdocs.yml": f"site_name: x\nuse_directory_urls: false\n{EXTENSIONS}"},
    "plain": {
        "mkdocs.yml": "site_name: x\nexclude_docs: |\n  *.tmp.md\n  /sub/no/\n!keep.tmp.md\n".replace("!", "  !")
    },
    "unicode": {"mkdocs.yml": f"site_name: x\n{UNICODE}"},
    "material": {"mkdocs.yml": f"site_name: x\ntheme: material\nplugins: [blog]\n{EXTENSIONS}"},
}
FILES = {
    "docs/index.md": "# Start\n\n[a](blocks.md) [b](odd.md#own) [c](sub/README.md) [folder](sub/) [none](no.md)\n",
    "docs/blocks.md": BLOCKS,
    "docs/odd.md": ODD,
    "docs/other.md": "# One\n\n[up](../other.md) [top](/other.md) [self](#one) [q](blocks.md?x=1#y)\n",
    "docs/with space.md": "[back](other.md)\n",
    "docs/a.tmp.md": "x\n",
    "docs/keep.tmp.md": "[gone](a.tmp.md)\n",
    "docs/sub/README.md": "# Sub\n\n[page](page.md) ![p](../img/p.png)\n",
    "docs/sub/page.md": "Text: x\nmore: y\n\n# Page\n\n[a](../blocks.md#in-a-note)\n",
    "docs/sub/no/x.md": "x\n",
    "docs/img/p.png": "x",
    "docs/blog/index.md": "# Blog\n",
    "docs/blog/posts/a.md": (
        "---\ndate: 2024-01-02\ncategories: [Über uns]\n---\n# Ein Ärger & mehr!\n\n[o](../../other.md)\n"
    ),
    "docs/blog/posts/b.md": "---\ndate: 2023-11-12\nslug: bee\n---\n# B\n\n[a](a.md)\n",
    "docs/blog/posts/c.md": "---\ndate: 2023-11-12\ndraft: true\n---\n# C\n",
}


class Content(HTMLParser):
    """The ids and the addresses of a page, in its order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.addresses: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.ids += [value for key in ("id",) if (value := found.get(key))]
        address = found.get({"a": "href", "img": "src"}.get(tag, ""))
        if address and "headerlink" not in (found.get("class") or "") and "md-" not in (found.get("class") or ""):
            self.addresses.append(address)


@pytest.fixture(scope="module", params=SITES)
def built(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Site]:
    root = tmp_path_factory.mktemp(request.param)
    write_files(root, {".git/HEAD": "", **FILES, **SITES[request.param]})
    return build_mkdocs(root, root / "out"), site_of_folder(root)


def pages(out: Path, site: Site) -> Iterator[tuple[str, Content]]:
    for page in site.built.pages:
        if page.state is State.LIVE:
            yield page.path, Content((out / page.destination.lstrip("/")).read_text("utf-8"))


def test_the_pages_are_the_same(built: tuple[Path, Site]) -> None:
    out, site = built
    written = {f"/{path.relative_to(out).as_posix()}" for path in out.rglob("*.html")}
    live = {page.destination for page in site.built.pages if page.state is State.LIVE}
    made = {item.destination for item in site.built.generated if item.destination.endswith(".html")}
    assert live <= written
    assert written - live == made


def test_the_ids_on_pages_are_the_same(built: tuple[Path, Site]) -> None:
    out, site = built
    bare = set(dict(pages(out, site))["docs/with space.md"].ids)
    for path, content in pages(out, site):
        anchors = site.anchors(path)
        assert anchors is not None
        real = [item for item in content.ids if item not in bare and not item.startswith(("__", "fn", "nav-"))]
        assert (path, set(anchors.ids) - set(real)) == (path, set())
        if anchors.complete:
            assert (path, sorted(set(anchors.ids))) == (path, sorted(set(real)))


def test_links_lead_where_they_lead(built: tuple[Path, Site]) -> None:
    out, site = built
    for path, content in pages(out, site):
        page = site.pages[path]
        base = site.settings.base_path
        real = {unquote(urljoin(base + page.url, address)) for address in content.addresses}
        ours = {
            unquote(item.target.url or base + page.url) + item.target.query + _hash(item.target.fragment)
            for item in site.once(resolve_links).all
            if item.document.path == path and item.target.scope is Scope.INTERNAL
        }
        assert (path, ours - real) == (path, set())


def test_every_address_in_the_text_is_a_link(built: tuple[Path, Site]) -> None:
    out, site = built
    for path, content in pages(out, site):
        if path != "docs/blocks.md":
            continue
        labels = [item.link.label for item in site.once(resolve_links).all if item.document.path == path]
        assert "no" not in labels
        found = {item for item in content.addresses if "other" in item and "#" not in item}
        assert found


def _hash(fragment: str) -> str:
    return f"#{fragment}" if fragment else ""
