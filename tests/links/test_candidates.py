from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.links.candidates import Candidates
from content_lint.site.index import Site
from tests.links.sites import site_of_texts

ADDRESSES = (
    "/news/2020/01/02/annual-report/",
    "/news/2019/01/02/summer-party/",
    "/event/2023-01-23-leaders-forum/",
    "/topic/bispace/",
    "/publication/our-plan/",
    "/conference/ada-lovelace/",
    "/rules/",
    "/about.html",
    "/Files/Poster-2020.html",
)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    texts = {f"p{number}.md": f"---\npermalink: {url}\n---\n" for number, url in enumerate(ADDRESSES)}
    texts["old.md"] = "---\npermalink: /mentoring/register/\nredirect_from: /register-as-a-mentee/\n---\n"
    texts["_config.yml"] = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"
    return site_of_texts(tmp_path_factory.mktemp("site"), texts)


@pytest.mark.parametrize(
    ("path", "meant"),
    [
        ("/news/2020/01/02/anual-report/", "/news/2020/01/02/annual-report/"),
        ("/2020/01/02/annual-report", "/news/2020/01/02/annual-report/"),
        ("/2020/01/annual-report", "/news/2020/01/02/annual-report/"),
        ("/news/annual_report.html", "/news/2020/01/02/annual-report/"),
        ("/event/2019-01-31-leaders-forum/", None),
        ("/event/2023-01-24-leaders-forum/", None),
        ("/events/2023-01-23-leaders-forum", "/event/2023-01-23-leaders-forum/"),
        ("/bispace", "/topic/bispace/"),
        ("/ourplan", "/publication/our-plan/"),
        ("/team/ada-lovelace", "/conference/ada-lovelace/"),
        ("/election/2023/rules", None),
        ("/abuot", "/about.html"),
        ("/about/", "/about.html"),
        ("/Files/Poster-2021.html", None),
        ("/register-as-mentee", "/mentoring/register/"),
        ("/completely/different", None),
        ("/", None),
        ("/---/", None),
        ("/x", None),
    ],
)
def test_what_is_near_is_offered_and_what_is_not_is_not(site: Site, path: str, meant: str | None) -> None:
    found = site.once(Candidates).nearest(path)
    assert (None if found is None else found.url) == meant


def test_a_search_costs_no_more_on_a_large_site(tmp_path: Path) -> None:
    texts = {
        f"p{number}.md": f"---\npermalink: /page-of-name/{number:x}-same-beginning-same-end/\n---\n"
        for number in range(1500)
    }
    site = site_of_texts(tmp_path, texts)
    candidates = site.once(Candidates)
    start = time.process_time()
    for number in range(200):
        candidates.nearest(f"/page-of-name/{number}-same-begining-same-end{'x' * (number % 7)}/")
    assert time.process_time() - start < 1
