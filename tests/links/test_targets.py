"""What exactly is known of where a link leads: scope, outcome, address, path, query, place, and how it was written."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, LinkTarget, Scope
from content_lint.links.unknown import Unknown
from tests.links.sites import site_of_texts, targets

PAGE = "---\ntitle: A\n---\n"
EACH = "{% for x in site.data.l %}<a href='{{ x.u }}'>{% endfor %}"

Known = tuple[str, str, str]


def known(target: LinkTarget) -> Known:
    return target.scope.value, target.outcome.value, target.url


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        ("- {u: /X.html}\n- {u: 'https://e.org/'}\n", ("internal", "live", "/X.html")),
        ("- {u: 'https://e.org/'}\n- {u: /X.html}\n", ("internal", "live", "/X.html")),
        ("- {u: /X.html}\n- {u: /x.js}\n- {u: 'https://e.org/'}\n", ("internal", "unknown", "/x.js")),
        ("- {u: 'https://e.org/'}\n- {u: 'tel:1'}\n", ("external", "elsewhere", "https://e.org/")),
        ("- {u: /X.html}\n- {u: /none/}\n- {u: /nor/}\n", ("internal", "missing", "/none/")),
        ("- {u: /x.html}\n- {u: /none/}\n", ("internal", "wrong-case", "/x.html")),
        ("- {u: '/X.html#none'}\n- {u: /none/}\n", ("internal", "live", "/X.html")),
    ],
)
def test_a_link_that_is_written_several_times_leads_to_the_worst_of_its_targets(
    tmp_path: Path, data: str, expected: Known
) -> None:
    site = site_of_texts(tmp_path, {"_data/l.yml": data, "X.md": f"{PAGE}{EACH}\n"})
    (target,) = targets(site, "X.md").values()
    assert known(target) == expected
    assert target.reason == (
        "becomes `/none/`, where nothing is"
        if expected[1] == "missing"
        else target.cause.reason
        if target.cause
        else ""
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("{{ x }}", ("internal", "unknown")),
        ("{{ x }}/http:", ("internal", "unknown")),
        ("/{{ x }}", ("internal", "unknown")),
        ("http://{{ x }}/", ("internal", "unknown")),
        ("http://e.org{{ x }}", ("internal", "unknown")),
        ("http://e.org/{{ x }}", ("external", "unknown")),
        ("HTTPS://e.org/{{ x }}", ("external", "unknown")),
        ("//e.org/{{ x }}", ("external", "unknown")),
        ("http://www.example.org/{{ x }}", ("internal", "unknown")),
        ("ftp://e.org/{{ x }}", ("other", "elsewhere")),
        ("tel:{{ x }}", ("other", "elsewhere")),
        ("MAILTO:{{ x }}", ("mail", "elsewhere")),
        ("/X.html?{{ x }}", ("internal", "live")),
        ("/none/?{{ x }}", ("internal", "missing")),
        ("/X.html#{{ x }}", ("internal", "unknown")),
        ("/X.html?y#{{ x }}", ("internal", "unknown")),
    ],
)
def test_what_is_known_of_an_address_that_a_template_ends(
    tmp_path: Path, written: str, expected: tuple[str, str]
) -> None:
    site = site_of_texts(tmp_path, {"X.md": f"{PAGE}<a href='{written}'>x</a>\n"})
    (target,) = targets(site, "X.md").values()
    assert known(target)[:2] == expected
    assert (target.cause == Unknown.template) is (target.outcome is LinkOutcome.UNKNOWN)
    assert target.url == (written if "unknown" in expected or "elsewhere" in expected else written.partition("?")[0])


@pytest.mark.parametrize(
    ("base", "link", "target"),
    [
        (
            "https://e.net/X/",
            "y",
            LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://e.net/X/y", relative=True),
        ),
        ("//e.net/X/", "y?q", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://e.net/X/y?q", relative=True)),
        ("//e.net", "/y", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "https://e.net/y", relative=True)),
        ("//e.net", "\\\\y", LinkTarget(Scope.EXTERNAL, LinkOutcome.ELSEWHERE, "\\\\y")),
        (
            "/X/Y",
            "z",
            LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, "/X/z", "/X/z", relative=True),
        ),
        (
            "/X/Y?q#r",
            "?z#part",
            LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, "/X/Y", "/X/Y", "?z", "part", relative=True),
        ),
        (
            "Y/",
            "z",
            LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, "/a/Y/z", "/a/Y/z", relative=True),
        ),
        (
            " /X/../Y/ ",
            "\\z",
            LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, "/z", "/z"),
        ),
        ("https://[/", "z", LinkTarget(Scope.INTERNAL, LinkOutcome.MISSING, "/a/z", "/a/z", relative=True)),
    ],
)
def test_where_a_base_href_leads_a_link(tmp_path: Path, base: str, link: str, target: LinkTarget) -> None:
    texts = {
        "_layouts/l.html": f'<base href="{base}">{{{{ content }}}}',
        "a/index.md": f"---\nlayout: l\n---\n<a href='{link}'>x</a>\n",
    }
    assert targets(site_of_texts(tmp_path, texts), "a/index.md")["x"] == target


def test_a_place_on_the_page_itself_and_files_that_are_named(tmp_path: Path) -> None:
    """Where nothing tells the addresses of a folder, a file is named all the same."""
    texts = {
        "content-lint.toml": "",
        "astro.config.mjs": "export default {};\n",
        "src/content/X/a.md": "[x](b.md?q#c) [y](gone.md) [z](?q#h) [s](/none/)\n",
        "src/content/X/b.md": "# C\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "src/content/X/a.md")
    named, gone, own = found["x"], found["y"], found["z"]
    assert (known(named), named.path, named.query, named.fragment) == (("internal", "live", "b.md"), "b.md", "?q", "c")
    assert named.relative
    assert named.answer is not None
    assert named.answer.path == "src/content/X/b.md"
    assert (known(gone), gone.path, gone.relative) == (("internal", "unknown", "gone.md"), "gone.md", True)
    assert (own.query, own.fragment, own.relative, own.outcome) == ("?q", "h", True, LinkOutcome.LIVE)


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("https://www.example.org/X.html?q#r", ("/X.html", "?q", "r", True, False)),
        ("//www.example.org/X.html", ("/X.html", "", "", True, False)),
        ("\\\\www.example.org\\X.html", ("/X.html", "", "", True, False)),
        ("/\\www.example.org/X.html", ("/X.html", "", "", True, False)),
        ("/X.html?q#r%20s", ("/X.html", "?q", "r s", False, False)),
        ("\\X.html", ("/X.html", "", "", False, False)),
        ("X.html", ("/X.html", "", "", False, True)),
        ("./X.html#r:~:text=s", ("/X.html", "", "r", False, True)),
        ("\n/X.\thtml ", ("/X.html", "", "", False, False)),
    ],
)
def test_an_address_is_one_however_it_is_written(
    tmp_path: Path, link: str, expected: tuple[str, str, str, bool, bool]
) -> None:
    site = site_of_texts(tmp_path, {"a.md": f'{PAGE}<a href="{link}">x</a>\n', "X.md": PAGE})
    (item,) = [item for item in site.once(resolve_links).all if item.document.path == "a.md"]
    target = item.target
    assert (target.url, target.query, target.fragment, target.own_host, target.relative) == expected
    assert target.outcome is LinkOutcome.LIVE
    assert target.answer is not None
    assert target.answer.path == "X.md"


def test_a_page_that_stops_the_build_excuses_the_tags_that_name_it(tmp_path: Path) -> None:
    texts = {
        "_posts/2020-01-02-Stops.md": "---\nlayout: x\ndate: nothing\n---\n",
        "a.md": f"{PAGE}{{% link _posts/2020-01-02-Stops.md %}} {{% post_url 2020-01-02-Stops %}}"
        " {% link _posts/2020-01-02-gone.md %}\n",
    }
    site = site_of_texts(tmp_path, texts)
    found = [(item.target.outcome.value, item.target.cause) for item in site.once(resolve_links).all]
    assert found == [("unknown", Unknown.stopped), ("unknown", Unknown.stopped), ("stops-the-build", None)]


def test_a_file_that_a_field_names_is_not_taken_for_a_link_of_the_same_words(tmp_path: Path) -> None:
    """A layout puts the base path in front of what a field holds, and nobody puts it in front of a link."""
    texts = {
        "_config.yml": "url: https://www.example.org\nbaseurl: /sub\n",
        "admin/config.yml": "collections:\n  - {name: p, folder: _posts, fields: [{name: image, widget: image}]}\n",
        "_posts/2020-01-02-a.md": "---\nimage: /X/x.png\n---\n[x](/X/x.png)\n",
        "_posts/2020-01-02-b.md": "---\ntitle: B\n---\n[x](/X/x.png)\n",
        "X/x.png": "",
    }
    site = site_of_texts(tmp_path, texts)
    found = [(item.link.tag, item.target.url, item.target.outcome.value) for item in site.once(resolve_links).all]
    assert sorted(set(found)) == [("", "/X/x.png", "missing"), ("asset", "/sub/X/x.png", "live")]


def test_an_address_of_a_list_of_pages_is_kept_as_it_is_written(tmp_path: Path) -> None:
    text = "{% for post in site.posts %}<a href='{{ post.url }}'>{% endfor %}"
    (target,) = targets(site_of_texts(tmp_path, {"X.md": f"{PAGE}{text}\n"}), "X.md").values()
    assert target == LinkTarget(Scope.INTERNAL, LinkOutcome.LIVE, "{{ post.url }}")
