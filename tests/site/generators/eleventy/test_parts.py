"""Data of folders, programs and build stoppers of Eleventy's sites."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.generators.eleventy.config import ByCode
from content_lint.site.generators.eleventy.data import data_of_site
from content_lint.site.generators.eleventy.permalinks import Values, evaluate
from content_lint.site.generators.eleventy.read import read_config
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
export default function (c) {
  c.addPassthroughCopy({ "static": "/files" });
  if (process.env.NODE_ENV) { c.ignores.add("src/news/a.md"); } else { c.ignores.add("src/news/b.md"); }
  c.ignores.add("src/off/**");
  return { dir: { input: "src" } };
}
"""


def site(root: Path, **files: str) -> Site:
    named = {path.replace("__", "/"): text for path, text in files.items()}
    return site_of_folder(write_files(root, {".git/HEAD": "", "eleventy.config.js": CONFIG, **named}))


def test_data_of_folders_and_programs_decide_addresses(tmp_path: Path) -> None:
    files = {
        "src/news/news.json": '{"permalink": "/n/{{ page.fileSlug }}.html"}',
        "src/news/2024-01-02-a.md": "---\ntitle: A\n---\n[x](/odd/x/) [f](/files/i.png) [off](/off/z/)\n",
        "src/odd/odd.11tydata.js": "export default { permalink: (data) => data.x };",
        "src/odd/x.md": "---\ntitle: X\n---\n",
        "src/off/z.md": "x",
        "static/i.png": "x",
    }
    made = site(tmp_path, **files)
    assert {page.path: page.url for page in made.built.pages} == {
        "src/news/2024-01-02-a.md": "/n/a.html",
        "src/odd/x.md": "",
    }
    links = {item.link.label: item.target for item in made.once(resolve_links).all}
    assert links["f"].outcome.value == "live"
    assert links["x"].outcome.value == "unknown"
    assert "`src/odd/odd.11tydata.js`, which makes the addresses of a page" in links["x"].cause.reason


def test_a_condition_leaves_nothing_out(tmp_path: Path) -> None:
    made = site(tmp_path, **{"src/news/a.md": "x", "src/news/b.md": "x"})
    assert [page.url for page in made.built.pages] == ["/news/a/", "/news/b/"]


@pytest.mark.parametrize(
    ("front_matter", "stops"),
    [
        ("permalink: true", True),
        ("permalink: /x/noext", True),
        ("permalink: /_redirects", False),
        ("permalink: /x/noext\neleventyAllowMissingExtension: true", False),
        ("permalink: /b/", True),  # that of b.md
        ("date: 01.07.2021", True),
        ("date: 2021-07-01", False),
        ("date: git Last Modified", False),
    ],
)
def test_what_stops_the_build(tmp_path: Path, front_matter: str, *, stops: bool) -> None:
    made = site(tmp_path, **{"src/a.md": f"---\n{front_matter}\n---\n", "src/b.md": "x"})
    assert bool(made.built.fatal) is stops


def test_data_that_cannot_be_read_ends_nothing(tmp_path: Path) -> None:
    (tmp_path / "_data").mkdir()
    (tmp_path / "_data/gone.json").symlink_to(tmp_path / "nowhere.json")
    (tmp_path / "_data/large.json").write_text('{"a": "' + "x" * 100_001 + '"}')
    (tmp_path / "_data/small.json").write_text('{"a": "x"}')

    def read(path: str) -> str:
        file = tmp_path / path
        return file.read_text() if file.exists() else ""

    found = data_of_site(tmp_path, "_data", read)
    assert found["small"] == {"a": "x"}
    assert isinstance(found["gone"], ByCode)
    assert isinstance(found["large"], ByCode)


LOOPS = """
import * as filters from "./filters.js";
export default config => {
  let data = { layout: "l.njk", permalink: "{{ page | address }}", year: new Date().getFullYear() };
  for (let p in data) { config.addGlobalData(p, data[p]); }
  for (let name in filters) config.addFilter(name, filters[name]);
  return { dir: { input: "src" } };
};
"""
FILTERS = """
export function other(x) { return x.match(/y/); }
export function address(page) {
  let {filePathStem} = page;
  let filename = filePathStem.split("/").pop();
  return filePathStem + (filename.includes(".") ? "" : ".html");
}
"""


def test_a_loop_registers_filters_and_data(tmp_path: Path) -> None:
    files = {
        "eleventy.config.js": LOOPS,
        "filters.js": FILTERS,
        "src/a/index.md": "[x](/b.html) [y](/none.html)\n",
        "src/b.md": "B\n",
        "src/feed.xml.njk": "F\n",
        "src/c.md": "---\npermalink: '{{ page | other }}'\n---\n",
    }
    made = site_of_folder(write_files(tmp_path, {".git/HEAD": "", **files}))
    assert {page.path: page.destination for page in made.built.pages} == {
        "src/a/index.md": "/a/index.html",
        "src/b.md": "/b.html",
        "src/c.md": "",
        "src/feed.xml.njk": "/feed.xml",
    }


RULES = """---
permalink: _redirects
layout: null
---
# All of them
{% for domain in site.domains %}{{ domain }}/* https://example.org/:splat 301
{% endfor %}
/old/ /a/
{% for tag in tags %}/tags/{{ tag }}/ /topics/{{ tag }}/ 301
{% endfor %}
{% if preview %}
/maybe/ /a/
{% endif %}
/* /files/:splat 200
"""


def test_a_template_writes_the_rules_of_the_host(tmp_path: Path) -> None:
    config = 'export default c => { c.addPassthroughCopy("src/files"); return { dir: { input: "src" } } }'
    links = "[a](/old/) [b](/tags/x/) [c](/maybe/) [d](/x.pdf) [e](/y.pdf)"
    files = {"src/redirects.njk": RULES, "src/a.md": links, "src/files/x.pdf": "x", "eleventy.config.js": config}
    made = site(tmp_path, **files)
    found = {item.link.label: item.target for item in made.once(resolve_links).all}
    assert {label: target.outcome.value for label, target in found.items()} == {
        "a": "redirect",
        "b": "unknown",
        "c": "unknown",
        "d": "live",
        "e": "missing",
    }
    assert found["b"].reason.endswith("a rule in `src/redirects.njk` that a template writes when the site is built")


def test_a_function_that_chooses_among_the_tags_leaves_them_open(tmp_path: Path) -> None:
    text = "---\npagination:\n  data: collections\n  size: 1\n  alias: tag\n{}permalink: /t/{{{{ tag }}}}/\n---\n"
    post = "---\ntags: [one]\n---\n[a](/t/one/)\n"
    outcomes = []
    for number, extra in enumerate(("", "  before: x\n")):
        made = site(tmp_path / str(number), **{"src/tags.njk": text.format(extra), "src/p.md": post})
        outcomes += [item.target.outcome.value for item in made.once(resolve_links).all]
    assert outcomes == ["live", "unknown"]


def test_files_to_ignore_are_named_from_their_own_folder(tmp_path: Path) -> None:
    made = site(
        tmp_path,
        **{
            ".eleventyignore": "README.md\n",
            "src/.eleventyignore": "css/**\nx.md\n",
            "src/css/a.md": "",
            "src/x.md": "",
            "src/deep/x.md": "",
            "src/deep/README.md": "",
        },
    )
    assert [page.path for page in made.built.pages] == ["src/deep/README.md", "src/deep/x.md"]


@pytest.mark.parametrize(
    ("text", "fragment", "expected"),
    [
        ("{% include 'box.njk' %}", "x", "unknown"),
        ('{%- from "deep/all.njk" import all -%}', "x", "unknown"),
        ("{% include 'plain.njk' %}", "x", "missing"),
        ("{% include 'plain.njk' %}", "svg-lock", "unknown"),  # the plugin for sprites writes it
        ("Text.", "x", "missing"),
    ],
)
def test_a_template_that_is_handed_a_name_gives_it_to_a_place(
    tmp_path: Path, text: str, fragment: str, expected: str
) -> None:
    config = "const s = require('eleventy-plugin-svg-sprite');\nmodule.exports = (c) => { c.addPlugin(s) };"
    files = {
        "eleventy.config.js": config,
        "_includes/l.njk": "<body>{{ content | safe }}</body>",
        "_includes/box.njk": "<p id='{{ slug }}'>B</p>",
        "_includes/deep/all.njk": "{% include 'box.njk' %}",
        "_includes/plain.njk": "<p id='fixed'>P</p>",
        "a.md": f"---\nlayout: l.njk\n---\n# A\n\n{text}\n\n[b](#{fragment})\n",
    }
    made = site(tmp_path, **files)
    links = made.once(resolve_links).all
    assert [find_place(made, item.target).state.value for item in links] == [expected]


@pytest.mark.parametrize(
    "text", ["{{" + "\n" * 100_000, "{{ a" + " " * 100_000 + "|", "{{" * 50_000, "{{- a -" + "-" * 100_000]
)
def test_a_long_address_of_a_strangers_costs_next_to_nothing(text: str) -> None:
    start = time.process_time()
    assert evaluate(text, Values("a.md", {})) is None
    assert time.process_time() - start < 10  # hours, before


@pytest.mark.parametrize("text", ["{{ title }}", "{{title}}", "{{- title -}}", "{{ title\n  -}}"])
def test_hyphens_and_blanks_inside_of_braces_mean_nothing(text: str) -> None:
    assert evaluate(f"/{text}/", Values("a.md", {"title": "x"})) == "/x/"


@pytest.mark.parametrize(
    "start",
    [
        "for (const a in b) ",
        "['a'].forEach(",
        "['a'].forEach((one",
        "['a'].forEach(one => ",
        "for (const one of ['a']) ",
        "Object.entries(a).forEach(",
    ],
)
def test_a_configuration_of_blanks_costs_next_to_nothing(tmp_path: Path, start: str) -> None:
    write_files(tmp_path, {".eleventy.js": start + " " * 100_000})
    begun = time.process_time()
    read_config(tmp_path, "", ".eleventy.js")
    assert time.process_time() - begun < 10  # hours, before


NGINX = """---
permalink: ../nginx.conf
---
# All of them
if ($http_user_agent ~* ({{ robots }})) {
    return 403;
}
{%- for item in saved %}
rewrite ^/save/{{ item.slug }} {{ item.link }} redirect;{% endfor %}
rewrite ^/old /a/ permanent;
location /gone {
    return 410;
}
"""


def test_a_template_writes_the_configuration_of_nginx(tmp_path: Path) -> None:
    files = {"src/nginx.conf.njk": NGINX, "src/a.md": "[a](/old-one) [b](/save/x) [c](/gone) [d](/none)"}
    made = site(tmp_path, **files, **{"eleventy.config.js": 'export default c => ({ dir: { input: "src" } })'})
    found = {item.link.label: item.target for item in made.once(resolve_links).all}
    assert {label: target.outcome.value for label, target in found.items()} == {
        "a": "redirect",
        "b": "unknown",
        "c": "missing",
        "d": "missing",
    }
    assert found["b"].reason.endswith("a rule in `src/nginx.conf.njk` that a template writes when the site is built")
