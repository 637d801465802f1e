from __future__ import annotations

import time
from pathlib import Path
from urllib.parse import urljoin

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from content_lint.links.resolve import LinkResolver
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome, Scope
from content_lint.parse.facts import Link, LinkKind
from content_lint.site.index import Site
from content_lint.text.source import Span
from tests.links.sites import site_of_folder, site_of_texts, targets

PAGE = "---\ntitle: A\npermalink: {}\n---\n"


def link(destination: str, kind: LinkKind = LinkKind.INLINE) -> Link:
    return Link(kind, destination, destination, Span(0, 0), Span(0, 0), templated="{{" in destination)


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Site:
    texts = {
        "a.md": PAGE.format("/one/two/three/"),
        "b.md": PAGE.format("/one/two/file"),
        "c.md": PAGE.format("/"),
        "d.md": PAGE.format("/sp%20ace/"),
        "e.md": PAGE.format("/é/"),
    }
    return site_of_texts(tmp_path_factory.mktemp("site"), texts)


RELATIVE = (
    "x",
    "x/",
    "./x",
    "../x",
    "../../x",
    "../../../../../x",
    ".",
    "./",
    "..",
    "../",
    "x/../y",
    "x/./y",
    "/x/../y",
    "?q",
    "x?q=../y",
)


@pytest.mark.parametrize("destination", RELATIVE)
@pytest.mark.parametrize("path", ["a.md", "b.md", "c.md"])
def test_relative_links_resolve_as_in_a_browser(site: Site, path: str, destination: str) -> None:
    found = LinkResolver(site).resolve(site.documents[path], link(destination))
    joined = urljoin(f"https://www.example.org{site.pages[path].url}", destination).removeprefix(
        "https://www.example.org"
    )
    assert found.url + found.query == joined


@pytest.mark.parametrize(
    ("destination", "scope"),
    [
        ("https://example.com/", Scope.EXTERNAL),
        ("HTTPS://EXAMPLE.COM", Scope.EXTERNAL),
        ("//example.com/x", Scope.EXTERNAL),
        ("\\\\example.com", Scope.EXTERNAL),
        ("http://[", Scope.EXTERNAL),
        ("https://user@example.com:80/", Scope.EXTERNAL),
        ("https://www.example.org/", Scope.INTERNAL),
        ("https://user@www.example.org:443/", Scope.INTERNAL),
        ("https://WWW.EXAMPLE.ORG./", Scope.INTERNAL),
        ("//www.example.org", Scope.INTERNAL),
        ("mailto:a@b.org", Scope.MAIL),
        ("MAILTO:a@b.org", Scope.MAIL),
        ("tel:1", Scope.OTHER),
        ("javascript:1", Scope.OTHER),
        ("x:y", Scope.OTHER),
        ("1:2", Scope.INTERNAL),
        ("", Scope.INTERNAL),
        ("#x", Scope.INTERNAL),
        ("java\tscript:1", Scope.OTHER),
        (" https://example.com", Scope.EXTERNAL),
        ("{{ x }}", Scope.INTERNAL),
        ("mailto:{{ x }}", Scope.MAIL),
        ("tel:{{ x }}", Scope.OTHER),
        ("https://{{ x }}/y", Scope.INTERNAL),
        ("https://example.com/{{ x }}", Scope.EXTERNAL),
        ("https://www.example.org/{{ x }}", Scope.INTERNAL),
    ],
)
def test_the_scope_of_a_link_is_what_a_browser_makes_of_it(site: Site, destination: str, scope: Scope) -> None:
    assert LinkResolver(site).resolve(site.documents["a.md"], link(destination)).scope is scope


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("/sp%20ace/", LinkOutcome.LIVE),
        ("/sp ace/", LinkOutcome.LIVE),
        ("/sp%2520ace/", LinkOutcome.MISSING),
        ("/%C3%A9/", LinkOutcome.LIVE),
        ("/é/", LinkOutcome.LIVE),
        ("/%E9/", LinkOutcome.MISSING),
        ("/%", LinkOutcome.MISSING),
        ("\\one\\two\\three\\", LinkOutcome.LIVE),
        ("/one//two/three/", LinkOutcome.LIVE),
        ("/One/two/three/", LinkOutcome.WRONG_CASE),
        ("/%2e/one/two/three/", LinkOutcome.LIVE),
    ],
)
def test_percent_signs_and_slashes_are_read_as_hosts_do(site: Site, destination: str, outcome: LinkOutcome) -> None:
    assert LinkResolver(site).resolve(site.documents["a.md"], link(destination)).outcome is outcome


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(alphabet="aé/\\.#?%2e:{}| \t\n@[]'\"\ud800\0", max_size=30))
def test_any_destination_is_resolved(site: Site, destination: str) -> None:
    for kind in (LinkKind.INLINE, LinkKind.LIQUID):
        found = LinkResolver(site).resolve(site.documents["a.md"], link(destination, kind))
        assert (found.scope is Scope.INTERNAL) or found.outcome in (LinkOutcome.ELSEWHERE, LinkOutcome.UNKNOWN)
        assert (found.outcome is LinkOutcome.UNKNOWN) <= bool(found.reason)


@pytest.mark.parametrize("piece", ["../", "./", "a/", "//", "%2e%2e/", "#", "?", "%", "{{", "{% link ", "\\", "a."])
def test_a_long_destination_takes_no_long_time(site: Site, piece: str) -> None:
    destination = "/" + piece * (200_000 // len(piece))
    start = time.process_time()
    LinkResolver(site).resolve(site.documents["a.md"], link(destination))
    assert time.process_time() - start < 1


def test_a_chain_of_redirects_is_followed_and_a_circle_is_left(tmp_path: Path) -> None:
    pages = {f"p{number}.md": f"---\nredirect_to: /p{number + 1}.html\n---\n" for number in range(10)}
    pages |= {"p10.md": "---\ntitle: End\n---\n", "q.md": "---\nredirect_to: /q.html\n---\n"}
    text = "---\ntitle: A\n---\n[first](/p0.html) [last](/p9) [circle](/q)\n"
    config = "url: https://www.example.org\nplugins: [jekyll-redirect-from]\n"
    found = targets(site_of_texts(tmp_path, {**pages, "a.md": text, "_config.yml": config}), "a.md")
    ends = {label: target.end.path if target.end is not None else None for label, target in found.items()}
    assert ends == {"first": "/p10.html", "last": "/p10.html", "circle": None}


def test_every_link_of_the_real_site_leads_where_jekyll_says(shared: Path) -> None:
    """What is called broken is nowhere in Jekyll's tables; what is called live is there."""
    from datetime import UTC, datetime

    from tests.site.generators.jekyll.oracle import rows

    site = site_of_folder(shared / "sites" / "civil-service-lgbt", datetime(2026, 9, 1, tzinfo=UTC))
    tables = shared / "oracle" / "jekyll" / "civil-service-lgbt"
    documents = rows(tables / "docs.tsv")
    written = {row["destination"] for row in documents if row["output"] == "yes"}
    written |= {row["destination_file"] for row in rows(tables / "redirects.tsv")}
    written |= {row["url"] for row in rows(tables / "static.tsv") if row["output"] == "yes"}
    hidden = {row["destination"] for row in documents if row["output"] != "yes"}
    compared = []
    for item in site.once(resolve_links).all:
        path = item.target.path
        if item.target.scope is not Scope.INTERNAL or item.target.relative or not path:
            continue
        names = [f"{path}index.html"] if path.endswith("/") else [path, f"{path}.html", f"{path}/index.html"]
        there = not written.isdisjoint(names)
        expected = (LinkOutcome.LIVE, LinkOutcome.REDIRECT) if there else (LinkOutcome.MISSING, LinkOutcome.UNKNOWN)
        if not there and not hidden.isdisjoint(names):
            expected = (LinkOutcome.HIDDEN,)
        compared.append((item.document.path, path, item.target.outcome in expected))
    assert len(compared) > 1000
    assert [row for row in compared if not row[2]] == []


@pytest.mark.parametrize(
    ("options", "path", "live"),
    [
        ("", "a.md", {"relative", "rooted", "place", "picture"}),
        ("", "_posts/2020-01-02-p.md", set()),
        ("relative_links: {collections: true}\n", "_posts/2020-01-02-p.md", {"rooted"}),
        ("relative_links: {enabled: false}\n", "a.md", set()),
        ("relative_links: {exclude: [a.md]}\n", "a.md", set()),
    ],
)
def test_links_to_files_lead_to_their_pages_as_jekyll_relative_links_makes_them(
    tmp_path: Path, options: str, path: str, live: set[str]
) -> None:
    body = "---\n---\n[relative](b.md) [rooted](/b.md) [place](b.md#there) [query](b.md?x) ![picture](b.md)\n"
    body += '<a href="b.md">html</a> [hidden](c.md)\n'
    texts = {
        "_config.yml": f"plugins: [jekyll-relative-links]\n{options}",
        "Gemfile.lock": "GEM\n  specs:\n    jekyll (4.3.1)\n    jekyll-relative-links (0.7.0)\n",
        "a.md": body,
        "_posts/2020-01-02-p.md": body,
        "b.md": "---\n---\n## There\n",
        "c.md": "---\npublished: false\n---\n",
    }
    found = targets(site_of_texts(tmp_path, texts), path)
    assert {name for name, target in found.items() if target.outcome is LinkOutcome.LIVE} == live


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ("{% for post in site.posts %}<a href='{{ post.url }}'>{% endfor %}", LinkOutcome.LIVE),
        (
            "{% for p in paginator.posts limit:3 %}<a href='{{site.url}}{{p.url | strip}}'>{% endfor %}",
            LinkOutcome.LIVE,
        ),
        (
            "{% assign some = site.news | where: 'a', 1 %}{% for p in some %}<a href='{{ p.url }}'>{% endfor %}",
            LinkOutcome.LIVE,
        ),
        ("{% for p in site.hidden %}<a href='{{ p.url }}'>{% endfor %}", LinkOutcome.UNKNOWN),
        ("{% for p in site.data.links %}<a href='{{ p.url }}'>{% endfor %}", LinkOutcome.UNKNOWN),
        (
            "{% for p in site.posts %}{% endfor %}{% for p in site.data.x %}<a href='{{ p.url }}'>{% endfor %}",
            LinkOutcome.UNKNOWN,
        ),
        ("{% for p in site.posts %}<a href='{{ p.more_url }}'>{% endfor %}", LinkOutcome.UNKNOWN),
        ("{% for p in site.posts %}<a href='/x{{ p.url }}'>{% endfor %}", LinkOutcome.UNKNOWN),
    ],
)
def test_addresses_of_the_pages_in_the_sites_own_lists_are_live(
    tmp_path: Path, text: str, outcome: LinkOutcome
) -> None:
    config = "collections: {news: {output: true}, hidden: {output: false}}\n"
    site = site_of_texts(tmp_path, {"_config.yml": config, "a.html": f"---\n---\n{text}\n"})
    assert [target.outcome for target in targets(site, "a.html").values()] == [outcome]
