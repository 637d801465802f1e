"""Addresses of the own host at which the build has nothing, and another site may have something."""

from __future__ import annotations

import pytest

from content_lint.links.built.notes import notes_of
from tests.links.built.test_built_site import ORIGIN, built_site, page
from tests.links.sites import site_of_texts, targets

NAMED = [f"{ORIGIN}/docs/{name}" for name in ("a.html", "b.html#x", "c/d.html")]


def outcomes(folder, texts, built, settings=""):
    body = "".join(f"<p><a href='{text}'>{number}</a></p>" for number, text in enumerate(texts))
    markdown = "\n\n".join(f"[{number}]({text})" for number, text in enumerate(texts))
    pages = {"start/index.html": page("/start/", f"<h1>Start</h1>{body}"), **built}
    site = built_site(folder, pages, {"pages/start.md": f"# Start\n\n{markdown}\n"}, f'url = "{ORIGIN}"\n{settings}')
    found = targets(site, "pages/start.md")
    return [(target.scope.value, target.outcome.value) for target in found.values()], list(found.values())


UNKNOWN, DEAD, AWAY = ("internal", "unknown"), ("internal", "missing"), ("external", "elsewhere")


@pytest.mark.parametrize(
    ("texts", "built", "settings", "expected"),
    [
        (NAMED, {}, "", [AWAY] * 3),
        # a page of that folder is in the build: it is this site's own
        (NAMED, {"docs/z.html": "Z"}, "", [DEAD] * 3),
        # two pages may be a slip of the pen; and what is named without the host is this site's own, or was
        (NAMED[:2], {}, "", [DEAD] * 2),
        ([*NAMED, "/docs/e.html"], {}, "", [DEAD] * 4),
        # said in the settings, it is known that they are another site's
        (NAMED, {}, 'elsewhere = ["/docs"]\n', [AWAY] * 3),
        (["/docs/e.html"], {}, 'elsewhere = ["/docs"]\n', [AWAY]),
    ],
)
def test_what_a_build_does_not_have_may_be_a_neighbours(tmp_path, texts, built, settings, expected):
    found, whole = outcomes(tmp_path, texts, built, settings)
    assert found == expected
    if expected[0] is AWAY:
        assert all(target.url.startswith(f"{ORIGIN}/docs/") for target in whole)


@pytest.mark.parametrize("url", ["", f'url = "{ORIGIN}"\n'])
def test_what_something_else_serves_is_a_link_to_another_site(tmp_path, url):
    settings = f'{url}elsewhere = ["/shop"]\n[collections.p]\npaths = ["p/*.md"]\npermalink = "/p/:slug/"\n'
    texts = {"content-lint.toml": settings, "p/a.md": f"[a](/shop/x?q=1#y) [b]({ORIGIN}/shop) [c](/shopping)\n"}
    found = targets(site_of_texts(tmp_path, texts), "p/a.md")
    first, second = ((item.scope.value, item.outcome.value, item.url) for item in list(found.values())[:2])
    assert first == ((*AWAY, f"{ORIGIN}/shop/x?q=1#y") if url else (*UNKNOWN, "/shop/x"))
    assert second == (*AWAY, f"{ORIGIN}/shop")
    assert found["c"].scope.value == "internal"


@pytest.mark.parametrize(
    ("link", "expected"),
    [
        ("/latest/guide/", "elsewhere"),  # another version, which mike puts there
        ("/de/guide/", "elsewhere"),  # another language, which another build puts there
        ("/guide/", "missing"),
        ("/start/gone/", "missing"),
        ("/2.0/start/", "missing"),  # that folder is this build's own
    ],
)
def test_other_builds_of_the_site_have_what_this_one_lacks(tmp_path, link, expected):
    config = (
        f"site_name: S\nsite_url: {ORIGIN}\nplugins: [mike]\nextra:\n  alternate:\n    - {{name: de, link: /de/}}\n"
    )
    texts = {"mkdocs.yml": config, "docs/start.md": f"# Start\n\nSome text of a page [a]({link}).\n"}
    built = {
        "start/index.html": page("/start/", f"<h1>Start</h1><p>Some text of a page <a href='{link}'>a</a>."),
        "2.0/index.html": "",
        "2.0/other/index.html": "",
    }
    found = targets(built_site(tmp_path, built, texts), "docs/start.md")
    assert found["a"].outcome.value == expected


def test_it_is_said_which_links_were_taken_for_those_of_another_site(tmp_path):
    body = "".join(f"<p><a href='{text}'>{number}</a></p>" for number, text in enumerate(NAMED))
    markdown = "\n\n".join(f"[{number}]({text})" for number, text in enumerate(NAMED))
    pages = {"start/index.html": page("/start/", f"<h1>Start</h1>{body}")}
    site = built_site(tmp_path, pages, {"pages/start.md": f"# Start\n\n{markdown}\n"}, f'url = "{ORIGIN}"\n')
    targets(site, "pages/start.md")
    assert (
        "taken for links to another site, since they lead to folders of this host of which the build has nothing, and "
        "which another site may serve: 3 links (`/docs`)"
    ) in list(notes_of(site))


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        (f"{ORIGIN}/other/page/", ("external", "elsewhere")),
        ("/other/page/", ("external", "elsewhere")),
        ("/there/", UNKNOWN),  # the base path may have been forgotten
        ("/base/there/", ("internal", "live")),
        ("/base/gone/", DEAD),
        ("/base/moved/", ("internal", "redirect")),
    ],
)
def test_what_is_outside_of_the_base_path_is_another_sites(tmp_path, address, outcome):
    built = {
        "start/index.html": page("/base/start/", f"<h1>Start</h1><p>Some text of a page <a href='{address}'>a</a>."),
        "there/index.html": page("/base/there/", ""),
        "moved/index.html": '<meta http-equiv="refresh" content="0; url=/other/">',
    }
    texts = {"pages/start.md": f"# Start\n\nSome text of a page [a]({address}).\n"}
    found = targets(built_site(tmp_path, built, texts, f'url = "{ORIGIN}"\n'), "pages/start.md")["a"]
    assert (found.scope.value, found.outcome.value) == outcome
    if outcome[0] == "external":
        assert found.url == f"{ORIGIN}/other/page/"
    if outcome[1] == "redirect":
        assert found.end is not None
        assert found.end.url == f"{ORIGIN}/other/"


def test_a_host_without_a_name_can_not_be_asked(tmp_path):
    built = {"start/index.html": "<h1>Start</h1><p>Some text of a page <a href='/shop/x'>a</a>."}
    texts = {"pages/start.md": "# Start\n\nSome text of a page [a](/shop/x).\n"}
    found = targets(built_site(tmp_path, built, texts, 'elsewhere = ["/shop"]\n'), "pages/start.md")["a"]
    assert (found.scope.value, found.outcome.value) == UNKNOWN
    assert found.cause is not None
    assert "`url` in content-lint.toml" in found.cause.advice


@pytest.mark.parametrize(
    ("address", "outcome"),
    [
        (f"{ORIGIN}/start/", ("internal", "live")),
        (f"{ORIGIN}/start/?q#top", ("internal", "live")),
        (f"{ORIGIN}/gone/", DEAD),
        ("https://other.example/gone/", AWAY),
        ("https://[/", AWAY),
    ],
)
def test_the_host_that_the_pages_name_is_the_sites_own(tmp_path, address, outcome):
    built = {"start/index.html": page("/start/", f"<h1>Start</h1><p>Some text of a page <a href='{address}'>a</a>.")}
    texts = {"pages/start.md": f"# Start\n\nSome text of a page [a]({address}).\n"}
    found = targets(built_site(tmp_path, built, texts, ""), "pages/start.md")["a"]
    assert (found.scope.value, found.outcome.value) == outcome
