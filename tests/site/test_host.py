from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.config.detect.host import detect_host
from content_lint.links.site_links import resolve_links
from content_lint.site.host import KNOWN, Host
from tests.files import write_files
from tests.links.sites import site_of_folder

PATHS = ("/", "/x", "/x/", "/x.html", "/x/index.html")
SERVED = {
    "github-pages": {
        "/": ["/index.html"],
        "/x": ["/x", "/x.html", "/x/index.html"],
        "/x/": ["/x/index.html"],
        "/x.html": ["/x.html", "/x.html.html", "/x.html/index.html"],
    },
    "plain": {"/x": ["/x", "/x/index.html"], "/x/": ["/x/index.html"], "/x.html": ["/x.html", "/x.html/index.html"]},
    "netlify": {"/x/": ["/x/index.html", "/x.html"], "/": ["/index.html"]},
    "": {
        "/x": ["/x", "/x.html", "/x/index.html"],
        "/x/": ["/x/index.html", "/x.html"],
        "/x.html": ["/x.html", "/x.html.html", "/x.html/index.html", "/x/index.html"],
    },
}


@pytest.mark.parametrize("name", SERVED)
def test_a_host_looks_for_files_in_its_order(name: str) -> None:
    host = Host.called(name)
    assert {path: list(host.files(path)) for path in SERVED[name]} == SERVED[name]


@pytest.mark.parametrize("path", PATHS)
def test_a_host_that_is_not_known_serves_whatever_a_known_one_serves(path: str) -> None:
    served = {file for host in KNOWN.values() for file in host.files(path)}
    assert len(KNOWN) > 3
    assert served <= set(Host.called("anything").files(path))


@pytest.mark.parametrize(
    ("files", "name"),
    [
        ({}, ""),
        ({"CNAME": "www.example.org"}, "github-pages"),
        ({"static/CNAME": "www.example.org"}, "github-pages"),
        ({"netlify.toml": ""}, "netlify"),
        ({"vercel.json": "{}"}, "vercel"),
        ({"CNAME": "www.example.org", "netlify.toml": ""}, ""),
        ({"admin/config.yml": "backend:\n  name: github\n  repo: some/site\n"}, ""),
        ({"admin/config.yml": "backend:\n  name: github\n  repo: some/some.github.io\n"}, "github-pages"),
        ({"admin/config.yml": "backend:\n  repo: 'some/some.github.io' # ours\n"}, "github-pages"),
    ],
)
def test_the_host_is_known_by_the_files_that_only_it_reads(files: dict[str, str], name: str, tmp_path: Path) -> None:
    write(tmp_path, files)
    found = detect_host(tmp_path, "admin/config.yml" if "admin/config.yml" in files else None)
    assert found.name == name
    assert found.shared == ("some.github.io" in files.get("admin/config.yml", ""))


@pytest.mark.parametrize("text", ["[", "a = [", '{"redirects": 3}', "\x00", '{"redirects": [3, {"source": 4}]}'])
def test_broken_files_of_a_host_say_nothing(text: str, tmp_path: Path) -> None:
    names = ("netlify.toml", "vercel.json", "_redirects", "firebase.json", "staticwebapp.config.json", "nginx.conf")
    write(tmp_path, dict.fromkeys((*names, ".htaccess"), text))
    assert detect_host(tmp_path, None).rules == ()


NETLIFY = ("website/netlify.toml", '[[redirects]]\nfrom = "/old/*"\nto = "/docs/a"\n')
SST = (
    "website/sst.config.ts",
    'x = { pathPattern: "/chapters*", ...y };\nnew sst.aws.Router("R", { routes: { "/api/*": z.url, "/*": z } });\n',
)


@pytest.mark.parametrize(
    ("file", "destination", "outcome"),
    [
        (NETLIFY, "/old/", "redirect"),
        (NETLIFY, "/gone/", "missing"),
        (SST, "/chapters/one.html", "unknown"),
        (SST, "/api/x", "unknown"),
        (SST, "/gone/", "missing"),
    ],
)
def test_the_host_of_a_site_in_a_folder_is_asked(
    tmp_path: Path, file: tuple[str, str], destination: str, outcome: str
) -> None:
    config = "module.exports = { url: 'https://example.org', baseUrl: '/', presets: [['classic', {}]] };"
    files = {
        ".git/HEAD": "",
        "website/docusaurus.config.js": config,
        file[0]: file[1],
        "website/docs/a.md": f"[x]({destination})\n",
    }
    made = site_of_folder(write_files(tmp_path, files))
    assert [item.target.outcome.value for item in made.once(resolve_links).all] == [outcome]


def write(root: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")


def test_the_file_in_the_folder_of_the_site_counts_and_not_that_of_the_project_above(tmp_path: Path) -> None:
    write_files(
        tmp_path,
        {
            "docs/vercel.json": '{"redirects": [{"source": "/a", "destination": "/b"}]}',
            "vercel.json": '{"redirects": [{"source": "/:x*", "destination": "/app/"}]}',
            "_redirects": "/c /d\n",
        },
    )
    rules = detect_host(tmp_path, None, home="docs").rules
    assert [rule.file for rule in rules] == ["docs/vercel.json"]
    assert [rule.source for rule in detect_host(tmp_path, None, home="other").rules] == ["/:x*"]
