"""Which ``<base href>`` a page has: its outermost layout's, with all that it includes, else its own."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.site.base_hrefs import BaseHref, BaseHrefs
from tests.links.sites import site_of_texts

OWN = '---\n---\n<base href="/own/">\n'
ONE, TWO = '<base href="/one/">', "<base href='/two/'>"
UNSURE = BaseHref("", sure=False)


def of(root: Path, files: dict[str, str], page: str = "---\nlayout: a\n---\nText.\n") -> BaseHref | None:
    site = site_of_texts(root, {"p.md": page, **files})
    return BaseHrefs(site.settings, site.templates).of(site.documents["p.md"])


def layout(text: str, outer: str = "") -> str:
    return f"---\nlayout: {outer}\n---\n{text}{{{{ content }}}}" if outer else f"{text}{{{{ content }}}}"


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        ({"_layouts/a.html": layout(ONE)}, BaseHref("/one/")),
        ({"_layouts/a.html": layout("<BASE target=x  HREF = /one/>")}, BaseHref("/one/")),
        ({"_layouts/a.html": layout("<base target='_blank'>")}, None),
        ({"_layouts/a.html": layout("<base href=''>")}, BaseHref("")),
        ({"_layouts/a.html": layout(f"{ONE}{TWO}")}, UNSURE),
        ({"_layouts/a.html": layout(f"{ONE}{ONE}")}, BaseHref("/one/")),
        ({"_layouts/a.html": layout(f"<!-- {TWO} -->{ONE}")}, BaseHref("/one/")),
        ({"_layouts/a.html": layout(f"{{% comment %}}{TWO}{{% endcomment %}}{ONE}")}, BaseHref("/one/")),
        ({"_layouts/a.html": layout(f"{{% if x %}}{ONE}{{% endif %}}")}, BaseHref("/one/", sure=False)),
        ({"_layouts/a.html": layout(f"{{% if x %}}y{{% endif %}}{ONE}")}, BaseHref("/one/")),
        (
            {"_layouts/a.html": layout(f"{{%- for x in y %}}{{% unless z %}}{{% endunless %}}{ONE}")},
            BaseHref("/one/", sure=False),
        ),
        ({"_layouts/a.html": layout("", "b"), "_layouts/b.html": layout(ONE)}, BaseHref("/one/")),
        ({"_layouts/a.html": layout(TWO, "b"), "_layouts/b.html": layout(ONE)}, BaseHref("/one/")),
        ({"_layouts/a.html": layout(TWO, '"b"'), "_layouts/b.html": layout("")}, BaseHref("/two/")),
        ({"_layouts/a.html": layout(TWO, "a")}, BaseHref("/two/")),
        ({"_layouts/a.html": layout(TWO, "gone")}, BaseHref("/two/")),
        ({"_layouts/a.html": f"{TWO}\nlayout: b\n---\n", "_layouts/b.html": layout(ONE)}, BaseHref("/two/")),
        (
            {"_layouts/a.html": f"---\ntitle: x\n---\nlayout: b\n{TWO}", "_layouts/b.html": layout(ONE)},
            BaseHref("/two/"),
        ),
        ({"_layouts/a.html": layout("{% include h/x.html y=1 %}"), "_includes/h/x.html": ONE}, BaseHref("/one/")),
        ({"_layouts/a.html": layout("{%- include_cached x.html %}"), "_includes/x.html": ONE}, BaseHref("/one/")),
        (
            {
                "_layouts/a.html": layout("{% include x.html %}"),
                "_includes/x.html": "{% include y.html %}{% include x.html %}",
                "_includes/y.html": ONE,
            },
            BaseHref("/one/"),
        ),
        ({"_layouts/a.html": layout(f"{ONE}{{% include x.html %}}"), "_includes/x.html": TWO}, UNSURE),
        ({"_layouts/a.html": layout("{% include gone.html %}"), "_layouts/z.html": ONE}, None),
        ({"_layouts/b.html": layout(ONE)}, None),
        ({"_layouts/in/a.html": layout(ONE), "_layouts/a.html": layout("")}, None),
        ({"other/a.html": ONE}, None),
    ],
)
def test_what_the_layout_of_a_page_says(tmp_path: Path, files: dict[str, str], expected: BaseHref | None) -> None:
    assert of(tmp_path, files) == expected


@pytest.mark.parametrize(("files", "href"), [({}, "/own/"), ({"_layouts/a.html": layout(ONE)}, "/own/")])
def test_a_page_without_a_layout_says_it_itself(tmp_path: Path, files: dict[str, str], href: str) -> None:
    assert of(tmp_path, files, OWN) == BaseHref(href)


def test_a_layout_counts_more_than_the_page(tmp_path: Path) -> None:
    page = OWN.replace("---\n---", "---\nlayout: a\n---")
    assert of(tmp_path, {"_layouts/a.html": layout(ONE)}, page) == BaseHref("/one/")
    assert of(tmp_path / "none", {"_layouts/a.html": layout(""), "_layouts/b.html": ONE}, page) == BaseHref("/own/")


def test_a_layout_comes_from_the_settings_as_well(tmp_path: Path) -> None:
    config = "url: https://e.org\ndefaults:\n  - {scope: {path: ''}, values: {layout: a}}\n"
    files = {"_config.yml": config, "_layouts/a.html": layout(ONE), "_layouts/b.html": layout(TWO)}
    assert of(tmp_path, files, "---\n---\nText.\n") == BaseHref("/one/")
    assert of(tmp_path / "b", files, "---\nlayout: b\n---\nText.\n") == BaseHref("/two/")
    assert of(tmp_path / "list", files, "---\nlayout: [a]\n---\nText.\n") is None


@pytest.mark.parametrize(("count", "expected"), [(4, BaseHref("/0/")), (5, BaseHref("/0/"))])
def test_of_many_that_are_the_same_one_is_told(tmp_path: Path, count: int, expected: BaseHref) -> None:
    assert of(tmp_path, {"_layouts/a.html": layout("<base href=/0/>" * count)}) == expected
