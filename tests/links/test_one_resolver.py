"""What one resolver says of a whole site: what it remembers of one page never decides for another."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urljoin

import pytest

from content_lint.links.lost_redirects import lost_redirect
from content_lint.links.resolve import LinkResolver
from content_lint.links.target import LinkOutcome, Scope
from tests.links.sites import site_of_texts, targets

FOLDERS = ("a/", "b/", "a/deep/", "c/x/", "d/")
LINKS = (
    "x/",
    "../x/",
    "./",
    "x",
    "?q",
    "y.html",
    "../a/deep/x/",
    "/a/x/",
    "/x/",
    "#top",
    "https://www.example.org/a/x/",
)
PAGE = "---\ntitle: A\n---\n"


def equal_links(folder: str) -> str:
    """A page with all links, which are the same on every page."""
    return PAGE + "".join(f"[{number}]({link}) " for number, link in enumerate(LINKS)) + f"\n\nIn {folder}.\n"


@pytest.mark.parametrize(
    ("config", "source", "base"),
    [
        ({"_config.yml": "url: https://www.example.org\n"}, "", ""),
        ({"_config.yml": "url: https://www.example.org\nbaseurl: /docs\n"}, "", "/docs"),
        ({"hugo.toml": "baseURL = 'https://www.example.org/'\ndisableKinds = ['taxonomy']\n"}, "content/", ""),
    ],
)
@pytest.mark.parametrize("backwards", [False, True])
def test_equal_relative_links_lead_where_each_page_has_them_lead(
    config: dict[str, str], source: str, base: str, tmp_path: Path, *, backwards: bool
) -> None:
    index = "_index.md" if source else "index.md"
    texts = {f"{source}{folder}{index}": equal_links(folder) for folder in FOLDERS}
    texts |= {f"{source}a/x/{index}": PAGE, f"{source}{index}": PAGE, **config}
    site = site_of_texts(tmp_path, texts)
    live = {f"{base}/{path.removeprefix(source).removesuffix(index)}" for path in texts if path.endswith(index)}
    resolver = LinkResolver(site)
    documents = list(site.documents.values())
    for document in reversed(documents) if backwards else documents:
        for link in document.body.links:
            here = f"https://www.example.org{base}{site.pages[document.path].url}"
            meant = urljoin(here, link.destination).removeprefix("https://www.example.org").partition("#")[0]
            found = resolver.resolve(document, link)
            if base and link.destination.startswith("https:"):
                assert found.scope is Scope.EXTERNAL, "a request finds what is outside of the base path"
                continue
            assert found.url + found.query == meant, (document.path, link.destination)
            answers = {meant.partition("?")[0], f"{meant}/"} & live
            where = f"{document.path} {link.destination}"
            if base and not meant.startswith(base):
                assert found.outcome in (LinkOutcome.MISSING, LinkOutcome.UNKNOWN), where
            else:
                assert (found.outcome is LinkOutcome.LIVE) is bool(answers), where
    assert len(documents) == len(FOLDERS) + 2


def test_a_path_that_names_a_file_in_one_language_is_asked_for_each_page(tmp_path: Path) -> None:
    head = "+++\ntitle = 'A'\n{}+++\n{}\n"
    texts = {
        "hugo.toml": "baseURL = 'https://www.example.org/'\n[languages]\n[languages.en]\n[languages.fr]\n",
        "content/a.md": head.format("", "[a](/docs/old)"),
        "content/a.fr.md": head.format("", "[a](/docs/old)"),
        "content/docs/old.md": head.format("slug = 'new'\n", ""),
    }
    site = site_of_texts(tmp_path, texts)
    assert targets(site, "content/a.md")["a"].url == "/docs/new/"
    assert targets(site, "content/a.fr.md")["a"].outcome is LinkOutcome.MISSING


def test_links_below_a_base_href_are_kept_apart_from_those_without(tmp_path: Path) -> None:
    texts = {
        "_layouts/based.html": '<base href="/b/">{{ content }}',
        "a/index.md": f"{PAGE}[x](x/)\n",
        "c/index.md": "---\nlayout: based\n---\n[x](x/)\n",
        "d/index.md": f"{PAGE}[x](x/)\n",
        "e/index.md": "---\nlayout: based\n---\n[x](x/)\n",
        "b/x/index.md": PAGE,
        "d/x/index.md": PAGE,
    }
    site = site_of_texts(tmp_path, texts)
    found = {name: targets(site, f"{name}/index.md")["x"] for name in "acde"}
    assert {name: target.url for name, target in found.items()} == {
        "a": "/a/x/",
        "c": "/b/x/",
        "d": "/d/x/",
        "e": "/b/x/",
    }
    assert {name for name, target in found.items() if target.outcome is LinkOutcome.LIVE} == {"c", "d", "e"}


NETLIFY = """<base href="{{ if getenv "CONTEXT" }}{{ cond (eq "production" (getenv "CONTEXT")) (getenv "URL")
(getenv "DEPLOY_PRIME_URL") }}{{ else }}{{ $.Site.BaseURL }}{{ end }}">"""


@pytest.mark.parametrize(
    ("base", "outcome"),
    [
        (NETLIFY.replace("\n", " "), LinkOutcome.LIVE),
        ('<base href="{{ getenv "URL" }}">', LinkOutcome.LIVE),
        ('<base href="{{ os.Getenv "DEPLOY_URL" }}">', LinkOutcome.LIVE),
        ('<base href="{{ if .X }}{{ .Site.BaseURL }}{{ else }}{{ getenv "URL" }}{{ end }}">', LinkOutcome.LIVE),
        ('<base href="{{ if .X }}{{ .Site.BaseURL }}{{ else }}/b/{{ end }}">', LinkOutcome.UNKNOWN),
        ('<base href="{{ if .X }}{{ .Site.BaseURL }}{{ end }}">', LinkOutcome.UNKNOWN),
        ('<base href="{{ getenv "HOST" }}">', LinkOutcome.UNKNOWN),
    ],
)
def test_netlify_says_in_its_environment_where_a_site_is(tmp_path: Path, base: str, outcome: LinkOutcome) -> None:
    texts = {
        "hugo.toml": "baseURL = 'https://www.example.org/'\n",
        "layouts/_default/single.html": f"<head>{base}</head>{{{{ .Content }}}}",
        "content/a/b.md": f"{PAGE}[x](c/d/)\n",
        "content/c/d.md": PAGE,
    }
    assert targets(site_of_texts(tmp_path, texts), "content/a/b.md")["x"].outcome is outcome


def of_links(tmp_path: Path, links: list[str], files: dict[str, str]) -> dict[str, tuple[str, str, str]]:
    """Of each link the outcome, the path within the site, and how it should be spelled."""
    body = " ".join(f"[{number}]({link})" for number, link in enumerate(links))
    found = targets(site_of_texts(tmp_path, {"start.md": f"{PAGE}{body}\n", **files}), "start.md")
    made = (found[str(number)] for number in range(len(links)))
    return {link: (target.outcome.value, target.path, target.spelled) for link, target in zip(links, made, strict=True)}


def test_below_a_base_path_the_root_of_the_host_is_somebody_elses(tmp_path: Path) -> None:
    config = "url: https://www.example.org\nbaseurl: /docs\n"
    links = ["/", "/docs", "/docs/", "/a/", "/docs/a/", "/docsa/", "/gone/", "/docs/gone/", "https://www.example.org/"]
    found = of_links(tmp_path, links, {"_config.yml": config, "index.md": PAGE, "a/index.md": PAGE})
    assert found == {
        "/": ("unknown", "/", ""),
        "/docs": ("live", "/", ""),
        "/docs/": ("live", "/", ""),
        "/a/": ("missing", "/a/", "/docs/a/"),
        "/docs/a/": ("live", "/a/", ""),
        "/docsa/": ("unknown", "/docsa/", ""),
        "/gone/": ("unknown", "/gone/", ""),
        "/docs/gone/": ("missing", "/gone/", ""),
        "https://www.example.org/": ("elsewhere", "", ""),
    }


def test_a_page_that_is_not_built_is_not_taken_for_one_of_this_site_outside_of_its_base_path(tmp_path: Path) -> None:
    config = "url: https://www.example.org\nbaseurl: /docs\n"
    hidden = "---\npublished: false\npermalink: /hidden/\n---\n"
    found = of_links(tmp_path, ["/hidden/", "/docs/hidden/"], {"_config.yml": config, "hidden.md": hidden})
    assert found == {"/hidden/": ("unknown", "/hidden/", ""), "/docs/hidden/": ("hidden", "/hidden/", "")}


def test_the_wrong_case_of_what_nobody_wrote_is_missing(tmp_path: Path) -> None:
    files = {
        "hugo.toml": "baseURL = 'https://www.example.org/'\n",
        "content/posts/a.md": PAGE,
        "content/start.md": f"{PAGE}[section](/posts/) [Section](/Posts/) [page](/posts/a/) [Page](/Posts/a/)\n",
    }
    found = targets(site_of_texts(tmp_path, files), "content/start.md")
    assert {label: target.outcome.value for label, target in found.items()} == {
        "section": "live",
        "Section": "missing",
        "page": "live",
        "Page": "wrong-case",
    }


def test_a_page_that_stops_the_build_is_its_own_fault_and_not_that_of_links_to_it(tmp_path: Path) -> None:
    files = {
        "_posts/2020-01-02-bad.md": "---\ntitle: A\npermalink: /bad/\ndate: 2020-13-45\n---\n",
        "_posts/2020-01-02-hidden.md": "---\npublished: false\npermalink: /hidden/\n---\n",
    }
    found = of_links(tmp_path, ["/bad/", "/hidden/", "/gone/"], files)
    assert {link: outcome for link, (outcome, _, _) in found.items()} == {
        "/bad/": "unknown",
        "/hidden/": "hidden",
        "/gone/": "missing",
    }
    site = site_of_texts(tmp_path, {})
    assert targets(site, "start.md")["0"].cause == LinkResolver(site)._unknown.stopped


def redirects(count: int) -> dict[str, str]:
    """A chain of so many redirects, and the page at its end."""
    pages = {f"p{number}.md": f"---\nredirect_to: /p{number + 1}.html\n---\n" for number in range(count)}
    return {
        **pages,
        f"p{count}.md": PAGE,
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
    }


@pytest.mark.parametrize(("count", "end"), [(1, "/p1.html"), (21, "/p21.html"), (22, None)])
def test_a_chain_of_redirects_is_followed_twenty_one_steps(count: int, end: str | None, tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, {**redirects(count), "a.md": f"{PAGE}[x](/p0.html)\n"})
    found = targets(site, "a.md")["x"]
    assert found.outcome is LinkOutcome.REDIRECT
    assert (found.end.url if found.end is not None else None) == end


@pytest.mark.parametrize(
    ("to", "scope", "outcome", "url"),
    [
        ("https://example.com/x", Scope.EXTERNAL, "elsewhere", "https://example.com/x"),
        ("mailto:a@b.org", Scope.OTHER, "elsewhere", "mailto:a@b.org"),
        ("https://www.example.org", Scope.INTERNAL, "unknown", "/"),
        ("https://www.example.org/docs/x.html#part", Scope.INTERNAL, "live", "/docs/x.html"),
        ("x.html?q", Scope.INTERNAL, "live", "/docs/x.html"),
        ("/y/../x.html", Scope.INTERNAL, "live", "/docs/x.html"),
        ("/hidden/", Scope.INTERNAL, "hidden", "/docs/hidden/"),
        ("/gone/", Scope.INTERNAL, "missing", "/docs/gone/"),
        ("https://www.example.org/docs", Scope.INTERNAL, "live", "/docs"),
        ("https://www.example.org/elsewhere/", Scope.INTERNAL, "unknown", "/elsewhere/"),
    ],
)
def test_a_redirect_leads_where_a_browser_goes(to: str, scope: Scope, outcome: str, url: str, tmp_path: Path) -> None:
    config = "url: https://www.example.org\nbaseurl: /docs\nplugins: [jekyll-redirect-from]\n"
    files = {
        "_config.yml": config,
        "old.md": f"---\nredirect_to: {to}\n---\n",
        "x.md": PAGE,
        "index.md": PAGE,
        "hidden.md": "---\npublished: false\npermalink: /hidden/\n---\n",
        "a.md": f"{PAGE}[x](/docs/old)\n",
    }
    found = targets(site_of_texts(tmp_path, files), "a.md")["x"]
    assert found.outcome is LinkOutcome.REDIRECT
    assert found.end is not None
    assert (found.end.scope, found.end.outcome.value, found.end.url) == (scope, outcome, url)
    assert (found.end.fragment, found.end.query) == (to.partition("#")[2], "?q" if "?" in to else "")


def test_a_second_redirect_from_hides_the_first_and_a_link_to_it_names_the_page(tmp_path: Path) -> None:
    page = "---\nredirect_from: [/one.html, /two/]\nredirect_from: /three/\n---\n"
    files = {
        "_config.yml": "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n",
        "a.md": page,
        "b.md": f"{PAGE}[1](/one.html) [2](/two/index.html) [3](/three/) [4](/four/)\n",
    }
    site = site_of_texts(tmp_path, files)
    lost = {label: lost_redirect(site, target) for label, target in targets(site, "b.md").items()}
    assert {label: found[0].path if found else None for label, found in lost.items()} == {
        "1": "a.md",
        "2": "a.md",
        "3": None,
        "4": None,
    }
