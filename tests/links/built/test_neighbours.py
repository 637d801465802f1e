"""Addresses of the own host at which the build has nothing, and another site may have something."""

from __future__ import annotations

import pytest

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
        (NAMED, {}, "", [UNKNOWN] * 3),
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
    if expected[0] is UNKNOWN:
        assert whole[0].reason.startswith("lead to folders of this host of which the build has nothing")


@pytest.mark.parametrize("url", ["", f'url = "{ORIGIN}"\n'])
def test_what_something_else_serves_is_a_link_to_another_site(tmp_path, url):
    settings = f'{url}elsewhere = ["/shop"]\n[collections.p]\npaths = ["p/*.md"]\npermalink = "/p/:slug/"\n'
    texts = {"content-lint.toml": settings, "p/a.md": f"[a](/shop/x?q=1#y) [b]({ORIGIN}/shop) [c](/shopping)\n"}
    found = targets(site_of_texts(tmp_path, texts), "p/a.md")
    first, second = ((item.scope.value, item.outcome.value, item.url) for item in list(found.values())[:2])
    assert first == ((*AWAY, f"{ORIGIN}/shop/x?q=1#y") if url else (*UNKNOWN, "/shop/x"))
    assert second == (*AWAY, f"{ORIGIN}/shop")
    assert found["c"].scope.value == "internal"
