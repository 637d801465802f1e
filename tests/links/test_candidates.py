from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.links.candidates import Candidates, copy_of_file, page_of_file
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


def near(site: Site, path: str, source: str = "") -> str | None:
    found = Candidates(site).nearest(path, source)
    return found.url if found is not None else None


LANGUAGES = """baseURL = 'https://www.example.org/'
[languages.en]
weight = 1
[languages.fr]
weight = 2
[languages.de]
weight = 3
"""


@pytest.fixture(scope="module")
def languages(tmp_path_factory: pytest.TempPathFactory) -> Site:
    page = "+++\ntitle = 'A'\n+++\n"
    texts = {
        "hugo.toml": LANGUAGES,
        **{f"content/guides/install-it{ending}.md": page for ending in ("", ".fr", ".de")},
        "content/guides/english-only.md": page,
        "content/guides/seulement.fr.md": page,
        "static/files/install-plan.pdf": "",
    }
    return site_of_texts(tmp_path_factory.mktemp("site"), texts)


@pytest.mark.parametrize(
    ("path", "source", "meant"),
    [
        ("/guide/install-it/", "", "/guides/install-it/"),
        ("/guide/install-it/", "content/guides/seulement.fr.md", "/fr/guides/install-it/"),
        ("/guide/install-it/", "content/guides/install-it.de.md", "/de/guides/install-it/"),
        ("/guide/install-it/", "content/guides/english-only.md", "/guides/install-it/"),
        ("/guide/install-it/", "content/nowhere.md", "/guides/install-it/"),
        ("/de/guide/install-it/", "content/guides/seulement.fr.md", "/de/guides/install-it/"),
        ("/fr/guides/instal-it/", "", "/fr/guides/install-it/"),
        ("/guides/instal-it/", "content/guides/seulement.fr.md", "/fr/guides/install-it/"),
        ("/guides/english-onli/", "content/guides/english-only.md", "/guides/english-only/"),
        ("/guides/english-onli/", "content/guides/seulement.fr.md", None),
        ("/fr/guides/english-only/", "", None),
        ("/guides/seulment/", "", None),
        ("/guides/seulment/", "content/guides/seulement.fr.md", "/fr/guides/seulement/"),
        ("/file/install-plan.pdf", "content/guides/seulement.fr.md", "/files/install-plan.pdf"),
        ("/fr/file/install-plan.pdf", "", "/files/install-plan.pdf"),
        ("/files/instal-plan.pdf", "content/guides/seulement.fr.md", "/files/install-plan.pdf"),
    ],
)
def test_what_is_meant_is_in_the_language_of_the_address_else_of_its_file(
    languages: Site, path: str, source: str, meant: str | None
) -> None:
    assert near(languages, path, source) == meant


def test_of_several_pages_of_one_name_that_is_meant_whose_address_is_most_alike(tmp_path: Path) -> None:
    urls = ("/alpha/one/the-plan/", "/beta/two/the-plan/", "/gamma/three/the-plan/")
    texts = {f"p{number}.md": f"---\npermalink: {url}\n---\n" for number, url in enumerate(urls)}
    site = site_of_texts(tmp_path, texts)
    assert [near(site, f"{folder}/the-plan/") for folder in ("/alpha/on", "/beta/to", "/gama/three")] == list(urls)
    two = site_of_texts(tmp_path / "two", {path: texts[path] for path in ("p0.md", "p2.md")})
    assert [near(two, f"{folder}/the-plan/") for folder in ("/alpha/on", "/gama/three")] == [urls[0], urls[2]]


def test_a_page_is_meant_rather_than_an_old_address_of_another(tmp_path: Path) -> None:
    texts = {
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
        "a.md": "---\npermalink: /now/elsewhere/\nredirect_from: /about/the-plan/\n---\n",
        "b.md": "---\npermalink: /zeta/the-plan/\n---\n",
        "c.md": "---\npermalink: /c/\nredirect_from: [/only/old-name/, /only/old/old-name/]\n---\n",
        "d.md": "---\nredirect_to: https://e.org/\npermalink: /away/the-exit/\n---\n",
    }
    site = site_of_texts(tmp_path, texts)
    assert near(site, "/abouts/the-plan/") == "/zeta/the-plan/"
    assert near(site, "/else/old-name/") == "/c/"
    found = Candidates(site).nearest("/else/old-name/")
    assert found is not None
    assert (found.kind.value, found.path, found.destination, found.page) == (
        "page",
        "c.md",
        "/c/index.html",
        site.pages["c.md"],
    )
    assert near(site, "/aways/the-exit/") == "/away/the-exit/"  # where a page only leads on, its address is offered


@pytest.mark.parametrize(("old", "meant"), [(100, "/c/"), (101, None)])
def test_a_page_that_takes_over_more_than_a_hundred_addresses_is_nobodys_new_one(
    tmp_path: Path, old: int, meant: str | None
) -> None:
    addresses = ", ".join(f"/old/name-{number}-x/" for number in range(old))
    texts = {
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
        "c.md": f"---\npermalink: /c/\nredirect_from: [{addresses}]\n---\n",
    }
    assert near(site_of_texts(tmp_path, texts), "/olds/name-7-x/") == meant


@pytest.mark.parametrize(
    ("url", "path", "same"),
    [
        ("/2020/01/02/the-plan/", "/2020/01/30/the-plan/", True),
        ("/2020/01/02/the-plan/", "/archive-of-all-things/2020/01/30/the-plan/", True),
        ("/2020/01/02/the-plan/", "/archive-of-all-things/2020/02/02/the-plan/", False),
        ("/2020/01/the-plan/", "/2020/1/the-plan/", True),
        ("/2020/01/02/the-plan/", "/plans/the-plan/", True),
        ("/x/2020-01-02-the-plan/", "/y/2020-01-02-the-plan/", True),
        ("/x/2020-01-02-the-plan/", "/y/2020-01-03-the-plan/", False),
        ("/x/2020-01-02-the-plan/", "/y/2020-1-2-the-plan/", True),
        ("/2019/05/2020-01-02-the-plan/", "/2018/05/2020-01-02-the-plan/", True),
        ("/some/rules/", "/quite-another/rules/", False),
        ("/some/rules/", "/rules/", True),
        ("/some/rules/", "/Some/x/rules/", True),
        ("/some/rules/", "/x/SOME/rules/", True),
        ("/some/rules/", "/2020/rules/", True),
        ("/some/the-rules/", "/quite-another/the-rules/", True),
        ("/rules/", "/quite-another/rules/", False),
        ("/Xa/Xrules-bX/", "/Xb/Xrules-bX", True),
        ("/Xa/Xrules-bX/", "/Xb/Xrules-bX.html", True),
        ("/Xa/Xrules-bX/", "/Xb/Xrules-bX/index.html", True),
        ("/Xa/Xrules-bX/", "/Xb/X_RulesBx/", True),
        ("/Xa/2020-01-02-rules-b/", "/Xb/rules-b/", True),
    ],
)
def test_a_page_of_the_same_name_may_have_moved(tmp_path: Path, url: str, path: str, *, same: bool) -> None:
    site = site_of_texts(tmp_path, {"a.md": f"---\npermalink: {url}\n---\n"})
    assert near(site, path) == (url if same else None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("b.md", "/x/b.html"),
        ("./b.md?q#r", "/x/b.html"),
        ("../c%20d.md", "/c%20d.html"),
        ("/x/b.md", None),
        ("e.md", None),
        ("b.html", None),
        ("f.md", None),
    ],
)
def test_a_file_that_an_address_names_beside_its_own(tmp_path: Path, written: str, meant: str | None) -> None:
    texts = {
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
        "x/a.md": "---\n---\n",
        "x/b.md": "---\n---\n",
        "c d.md": "---\n---\n",
        "x/e.md": "---\npublished: false\n---\n",
        "x/f.md": "---\nredirect_to: /x/b.html\n---\n",
    }
    site = site_of_texts(tmp_path, texts)
    found = page_of_file(site, "x/a.md", written)
    assert (found and (found.kind.value, found.url, found.page == site.pages[found.path])) == (
        meant and ("page", meant, True)
    )


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("/static/X/a%20b.png", "/X/a b.png"),
        ("/static/X/a%20b.png?q#r", "/X/a b.png"),
        ("a.png", None),
        ("/X/a b.png", None),
        ("../../static/X/a b.png", "/X/a b.png"),
        ("/content/guides/x.md", None),
    ],
)
def test_a_file_that_an_address_names_is_copied_to_its_own(tmp_path: Path, written: str, meant: str | None) -> None:
    texts = {
        "hugo.toml": "baseURL = 'https://www.example.org/'\n",
        "content/guides/x.md": "+++\ntitle = 'A'\n+++\n",
        "static/X/a b.png": "",
    }
    site = site_of_texts(tmp_path, texts)
    found = copy_of_file(site, "content/guides/x.md", written)
    assert (found and (found.kind.value, found.url, found.path)) == (
        meant and ("static", "/X/a%20b.png", "static/X/a b.png")
    )
    assert found is None or (found.page, found.destination) == (site.pages[found.path], "/X/a b.png")
