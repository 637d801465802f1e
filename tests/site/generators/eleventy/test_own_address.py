"""The address of a site of Eleventy's, which only its templates tell, and what scripts put beside its pages."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = 'export default function (c) { return { dir: { input: "src", output: "out" } }; }'


def site(root: Path, files: dict[str, str]) -> Site:
    return site_of_folder(write_files(root, {".git/HEAD": "", "eleventy.config.js": CONFIG, "src/a.md": "x", **files}))


@pytest.mark.parametrize(
    ("template", "address"),
    [
        ('<link rel="canonical" href="{{ site.url }}{{ page.url }}">', "https://www.example.ch"),
        ('<meta content="{{ site.url }}/{{- page.url }}">', "https://www.example.ch"),
        ("{% set here = site.url + page.url %}", "https://www.example.ch"),
        ("{{ page.url | url | absoluteUrl(site.url) }}", "https://www.example.ch"),
        ("{% assign here = page.url | prepend: site.url %}", "https://www.example.ch"),
        ("{{ page.url | htmlBaseUrl(site.urls.main) }}", "http://main.example.ch"),
        ('<link rel="canonical" href="https://written.example.ch{{ page.url }}">', "https://written.example.ch"),
        ("{{ chosen.url }}{{ page.url }}", "https://chosen.example.ch"),
        ("{{ told.url }}{{ page.url }}", "https://told.example.ch"),
        # Not an address, one of a folder, one that nobody knows, one for trying things out, two that disagree.
        ("{{ site.title }}{{ page.url }}", ""),
        ("{{ site.folder }}{{ page.url }}", ""),
        ("{{ other.url }}{{ page.url }}", ""),
        ("{{ here }}{{ page.url }}", ""),
        ("{{ site.test }}{{ page.url }}", ""),
        ("{{ site.url }}{{ page.url }}{{ site.urls.main }}{{ page.url }}", ""),
        ("{{ either.url }}{{ page.url }}", ""),
        # Beside a page's address is not before it.
        ('<a href="{{ site.url }}">x</a> <a href="{{ page.url }}">', ""),
        ("{{ site.url }}{{ page.date }}", ""),
    ],
)
def test_templates_tell_the_address(tmp_path: Path, template: str, address: str) -> None:
    files = {
        "src/_includes/base.njk": template,
        "src/_data/site.json": '{"url": "https://www.example.ch/", "title": "T", "test": "https://example.com",'
        ' "folder": "https://www.example.ch/docs/", "urls": {"main": "http://main.example.ch"}}',
        "src/_data/chosen.js": "export default {\n  url: process.env.X === 'dev' ? 'http://localhost:8080'\n"
        "    : 'https://chosen.example.ch',\n  more: 'https://more.example.ch',\n};",
        "src/_data/told.js": "export const url = process.env.URL || 'https://told.example.ch';\nexport const b = 1;",
        "src/_data/either.js": "export const url = dev ? 'https://dev.example.ch' : 'https://live.example.ch';",
    }
    assert site(tmp_path, files).settings.url == address


def test_a_link_with_the_own_host_is_one_of_the_site(tmp_path: Path) -> None:
    text = "[a](https://www.example.ch/a/) [b](https://www.example.ch/b/) [c](https://other.example.ch/b/)"
    template = "{{ site.url }}{{ page.url }}"
    files = {"src/_includes/base.njk": template, "src/_data/site.json": '{"url": "https://www.example.ch"}'}
    links = site(tmp_path, {**files, "src/a.md": text}).once(resolve_links).all
    assert [(item.target.scope.value, item.target.outcome.value) for item in links] == [
        ("internal", "live"),
        ("internal", "missing"),
        ("external", "elsewhere"),
    ]


def test_a_list_of_pages_for_programs_tells_it_as_well(tmp_path: Path) -> None:
    files = {
        "src/sitemap.njk": "{% for page in collections.all %}{{ site.url }}{{ page.url | url }}{% endfor %}",
        "src/_data/site.json": '{"url": "https://www.example.ch"}',
    }
    assert site(tmp_path, files).settings.url == "https://www.example.ch"
    assert site(tmp_path, {"src/sitemap.njk": "x", "src/page.njk": files["src/sitemap.njk"]}).settings.url == ""


@pytest.mark.parametrize(
    ("script", "reason"),
    [
        ("npx degit someone/demo out/demo", "may be made by `bin/fetch.sh`"),
        ("rm -rf ./out/demo/one", "may be made by `bin/fetch.sh`"),
        ("# npx degit someone/demo out/demo", ""),
        ("npx degit someone/demo out/other", ""),
        ("npx degit someone/demo away/out/demo", ""),
    ],
)
def test_what_a_script_puts_into_the_finished_site_may_be_there(tmp_path: Path, script: str, reason: str) -> None:
    package = '{"scripts": {"build": "./bin/fetch.sh && eleventy"}}'
    made = site(
        tmp_path, {"package.json": package, "bin/fetch.sh": f"set -e\n{script}\n", "src/a.md": "[x](/demo/one/)"}
    )
    (link,) = made.once(resolve_links).all
    assert (link.target.cause.reason if link.target.cause else "") == reason
    assert link.target.outcome.value == ("unknown" if reason else "missing")
