"""Places in files of HTML that the generator copies as they are: judged by what is in the file."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from content_lint.links.copied_pages import copied_pages_asked
from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from tests.links.sites import site_of_texts

TEXT = '<!doctype html><html><body><h1 id="top-one">x</h1><p><a name="Two">y</a></p></body></html>'
COPIED = "lead to places in files that are copied as they are"
OWN_SCRIPTS = "lead to places on pages whose scripts may make more of them"
SCRIPTED = "lead to places to which a script in `api/index.html` gives their ids"


def judge(tmp_path, html, *fragments, config="_config.yml"):
    """What is known of places in api/index.html, and why that is not known."""
    of_hugo = config == "hugo.toml"
    links = "".join(f"[x](/api/#{fragment})\n" for fragment in fragments)
    site = site_of_texts(
        tmp_path,
        {
            config: 'title = "x"\n' if of_hugo else "title: x\n",
            "content/a.md" if of_hugo else "a.md": f"---\ntitle: x\n---\n{links}",
            "static/api/index.html" if of_hugo else "api/index.html": html,
        },
    )
    found = [find_place(site, item.target) for item in site.once(resolve_links).all]
    return [(item.state.value, item.near or ("" if item.cause is None else item.cause.reason)) for item in found]


@pytest.mark.parametrize("config", ["_config.yml", "hugo.toml"])
def test_what_is_in_the_file_is_there_and_nothing_else(tmp_path, config):
    assert judge(tmp_path, TEXT, "top-one", "Two", "gone", "two", "Top-One", config=config) == [
        ("there", ""),
        ("there", ""),
        ("missing", ""),
        ("missing", "Two"),
        ("missing", "top-one"),
    ]


def test_a_name_counts_on_links_only(tmp_path):
    html = '<p id="x"><input name="field"><img name="pic">'
    assert judge(tmp_path, html, "field", "pic") == [("missing", ""), ("missing", "")]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        (f"{TEXT}<script>track()</script>", ("missing", "")),
        (f"{TEXT}<script src=https://cdn.example/x.js></script>", ("missing", "")),
        (f"{TEXT}<script type=application/ld+json>{{}}</script>", ("missing", "")),
        (
            f"{TEXT}<script src=x.js></script>",
            ("unknown", "lead to places on pages whose scripts may make more of them"),
        ),
        (f"{TEXT}<script>show(location.hash)</script>", ("unknown", SCRIPTED)),
        (f"{TEXT}<script>heading.id = name</script>", ("unknown", SCRIPTED)),
        (f"{TEXT}<script>heading.id = 'x'</script>", ("missing", "")),
        (f"{TEXT}<script>heading.id = 'gone'</script>", ("there", "")),
        (f"{TEXT}<script>box.innerHTML = text</script>", ("unknown", SCRIPTED)),
        ("<div id=app></div><script src=//cdn.example/x.js></script>", ("unknown", SCRIPTED)),
        ("<div id=app></div>", ("missing", "")),
        ("<p>no place at all</p>", ("missing", "")),
        ("no HTML at all", ("unknown", COPIED)),
        ("", ("unknown", COPIED)),
        (
            f"{TEXT}<meta http-equiv=refresh content='0; url=/b/'>",
            ("unknown", "lead to places on pages that send their readers on"),
        ),
    ],
)
def test_what_may_make_more(tmp_path, html, expected):
    assert judge(tmp_path, html, "gone") == [expected]


def test_a_file_in_another_encoding_may_have_more(tmp_path):
    (tmp_path / "b.html").write_bytes("<p id=café><p id=y>".encode("latin-1"))
    site = site_of_texts(tmp_path, {"a.md": "---\ntitle: x\n---\n[x](/b.html#caf%C3%A9) [y](/b.html#y)\n"})
    states = [find_place(site, item.target).state for item in site.once(resolve_links).all]
    assert states == [PlaceState.UNKNOWN, PlaceState.THERE]


def test_what_another_program_may_fill_in_is_not_judged(tmp_path):
    files = {"content-lint.toml": "generator = 'hexo'\n", "source/a.md": "[x](b.html#gone) [y](c.html#gone)\n"}
    files |= {"source/b.html": "<h1 id=a>{{ name }}</h1>", "source/c.html": "<h1 id=a>x</h1>"}
    site = site_of_texts(tmp_path, files)
    found = [find_place(site, item.target) for item in site.once(resolve_links).all]
    assert [item.state for item in found] == [PlaceState.UNKNOWN, PlaceState.MISSING]


def test_a_file_is_read_once_and_only_for_a_place(tmp_path):
    site = site_of_texts(
        tmp_path,
        {"a.md": "---\ntitle: x\n---\n" + "[x](/b.html#c) [y](/c.html) [z](/d.html#top)\n" * 5}
        | dict.fromkeys(("b.html", "c.html", "d.html"), TEXT),
    )
    asked = []
    reading = site.read
    site = replace(site, read=lambda path: asked.append(path) or reading(path))
    for item in site.once(resolve_links).all:
        find_place(site, item.target)
    assert asked == ["b.html"]


def test_the_files_on_which_links_name_places(tmp_path):
    links = (
        "[a](/b.html#x) [b](/b.html) [c](/b.html#top) [d](/old/#x) [e](/old/) [f](/p.pdf#x) [g](/a.html#x) [h](/no#x)"
    )
    texts = {
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
        "a.md": f"---\ntitle: x\n---\n{links}\n",
        "old.md": "---\npermalink: /old/\nredirect_to: /B.HTML\n---\n",
        "b.html": TEXT,
        "B.HTML": TEXT,
        "p.pdf": "",
    }
    site = site_of_texts(tmp_path, texts)
    found = {item.link.label: list(copied_pages_asked(item.target)) for item in site.once(resolve_links).all}
    assert {label: paths for label, paths in found.items() if paths} == {"a": ["b.html"], "d": ["B.HTML"]}
