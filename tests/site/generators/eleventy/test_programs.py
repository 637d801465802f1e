"""What is read out of the programs of Eleventy's sites without running them: filters, shortcodes, data, ids."""

from __future__ import annotations

from pathlib import Path

import pytest

from content_lint.links.page_places import find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkTarget
from content_lint.site.generators.eleventy.permalinks import possible_addresses
from content_lint.site.index import Site
from tests.files import write_files
from tests.links.sites import site_of_folder

CONFIG = """
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import { slug } from "github-slugger";
import filters from "./config/filters.js";
import page from "./config/page.js";
const anchors = { slugify: s => slug(s), level: 2, permalink: anchor.permalink.headerLink() };
export default function (c) {
  c.addPlugin(filters);
  c.addShortcode("page", page);
  c.addShortcode("odd", x => x.toUpperCase());
  c.setLibrary("md", markdownIt().use(anchor, anchors));
  return { dir: { input: "src" } };
}
"""
FILTERS = """
export default function (c) {
  c.addFilter("dayPath", date => date.toISOString().split("T")[0].split("-").join("/"));
  c.addFilter("monthPath", date => DateTime.fromJSDate(date).toFormat("yyyy/MM"));
  c.addFilter("shout", text => text.toUpperCase());
  c.addFilter("secret", text => hash(text));
}
"""
PAGE = 'const path = require("path"); const baseurl = "/";\nmodule.exports = (link) => path.join(baseurl, link);\n'
DAYS_IN_PARTS = """permalink: ({ permalink, date, page }) => {
  if (permalink) return permalink;
  const [yyyy, mm, dd] = date.toISOString().split('T')[0].split('-');
  return `/${yyyy}/${mm}/${dd}/${page.fileSlug}/`;
},"""
DAY_PADDED = """permalink(data) {
  const d = new Date(data.page.date)
  const year = d.getFullYear()
  const month = String(d.getMonth() + 1).padStart(2, '0')
  return `/${year}/${month}/${data.page?.fileSlug}/`
},"""
POST = "---\ntitle: My Post\ndate: 2021-07-01\n---\n# Head\n\n## A b.c\n\n[x]({})\n"


def site(root: Path, **files: str) -> Site:
    named = {path.replace("__", "/"): text for path, text in files.items()}
    base = {"eleventy.config.js": CONFIG, "config/filters.js": FILTERS, "config/page.js": PAGE, ".git/HEAD": ""}
    return site_of_folder(write_files(root, {**base, **named}))


def urls(made: Site) -> dict[str, str]:
    return {page.path.removeprefix("src/"): page.url for page in made.built.pages}


def target(root: Path, destination: str, **files: str) -> LinkTarget:
    made = site(root, **{"src/a.md": POST.format(destination), "src/b.md": POST.format("/"), **files})
    return next(i.target for i in made.once(resolve_links).all if i.document.path == "src/a.md")


@pytest.mark.parametrize(
    ("permalink", "url"),
    [
        ("/{{ page.date | dayPath }}/{{ page.fileSlug }}/", "/2021/07/01/a/"),
        ("/{{ page.date | monthPath }}/", "/2021/07/"),
        ("/{{ title | slugify }}/", "/my-post/"),
        ("/{{ title | shout }}/", "/MY%20POST/"),
        ("/{{ title | secret }}/", ""),
        ("/{{ nothing }}/x/", "/x/"),
        ("/{{ site.folder }}/x/", "/of-data/x/"),
        ("/{{ site.made }}/x/", ""),
    ],
)
def test_an_address_is_worked_out_where_all_its_parts_are_written_out(tmp_path: Path, permalink: str, url: str) -> None:
    data = "module.exports = { folder: 'of-data', made: process.env.X };"
    front = f"---\ntitle: My Post\ndate: 2021-07-01\npermalink: '{permalink}'\n---\n"
    assert urls(site(tmp_path, **{"src/a.md": front, "src/_data/site.js": data})) == {"a.md": url}


@pytest.mark.parametrize(
    ("program", "url"),
    [
        ("permalink: (data) => `/articles/${data.page.fileSlug}/`,", "/articles/a/"),
        ("permalink: function({page}) { return `/web/${ page.fileSlug }/` },", "/web/a/"),
        ("permalink: (data) => (shown(data) ? data.permalink : false),", "/news/a/"),
        ("permalink: (data) => `/${other(data)}/`,", ""),
        ("permalink: (data) => { if (x) { return `/a/` } return `/b/`; },", ""),
        ("permalink: '/given/{{ page.fileSlug }}/',", "/given/a/"),
        ("tags: ['x'],", "/news/a/"),
        ("permalink: function({ title }) { return `/blog/${this.slugify(title)}/`; },", "/blog/a-b/"),
        ("permalink: (data) => { if (data.hidden) return false; return '/x/' + data.page.fileSlug + '/' },", "/x/a/"),
        ("permalink: data => data.hidden ? false : `/x/${data.page.fileSlug}/`,", "/x/a/"),
        ("permalink: (data) => data.title,", ""),
        (DAYS_IN_PARTS, "/2021/07/01/a/"),
        (DAY_PADDED, "/2021/07/a/"),
        (DAY_PADDED.replace(".padStart(2, '0')", ""), ""),
    ],
)
def test_a_function_of_one_text_gives_an_address(tmp_path: Path, program: str, url: str) -> None:
    front = "---\ntitle: A B\ndate: 2021-07-01\n---\n"
    files = {"src/news/a.md": front, "src/news/news.11tydata.js": f"module.exports = {{ {program} }};"}
    assert urls(site(tmp_path, **files)) == {"news/a.md": url}


def test_a_date_taken_from_the_name_of_the_file_is_not_that_of_its_page(tmp_path: Path) -> None:
    program = """
const dayOf = (path) => {
  const match = path.match(/\\/(\\d{4})-(\\d{2})-(\\d{2})-[^/]+\\.md$/)
  return match ? new Date(match[0]) : null
}
export default {
  permalink(data) {
    const day = dayOf(data.page.inputPath)
    const d = new Date(day)
    const month = ("0" + (d.getMonth() + 1)).slice(-2)
    return `/${d.getFullYear()}/${month}/${data.page.fileSlug}/`
  },
}
"""
    front = "---\ntitle: A\ndate: 2021-07-01\n---\n"
    files = {"src/news/2020-02-03-a.md": front, "src/news/news.11tydata.js": program}
    assert urls(site(tmp_path, **files)) == {"news/2020-02-03-a.md": "/2020/02/a/"}


@pytest.mark.parametrize(
    "first",
    [
        "export { default } from './shared.ts';",
        "module.exports = require('./shared');",
        "export { default } from './news.11tydata.ts'",
    ],
)
def test_what_a_program_hands_on_is_read_where_it_is(tmp_path: Path, first: str) -> None:
    shared = "const config = { permalink(data) { return place(data) } }\nexport default config\n"
    files = {
        "src/news/a.md": "---\ntitle: A\n---\n",
        "src/news/news.11tydata.js": first,
        "src/news/shared.ts": shared,
        "src/news/news.11tydata.ts": shared,
    }
    assert urls(site(tmp_path, **files)) == {"news/a.md": ""}


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("/b/", "live"),
        ("{{ '/b/' | url }}", "live"),
        ("{{ '/c/' | url }}", "missing"),
        ('{% page "/b/" %}', "live"),
        ('{% page "/c/" %}', "missing"),
        ('{% odd "/c/" %}', "unknown"),
        ("{% raw %}/b/{% endraw %}", "live"),
        ("{{ title }}", "missing"),
        ("{{ loop.item }}", "unknown"),
        ("{{ page.url }}", "live"),
        ("/docs/x/", "unknown"),
        ("/elsewhere/x/", "missing"),
        ("/old/", "live"),
    ],
)
def test_links_are_what_templates_make_of_them(tmp_path: Path, destination: str, outcome: str) -> None:
    layout = '<a href="/docs/">Docs</a><main id="around"><p id="made-{{ number }}">{{ content }}</main>'
    redirects = (
        '---js\n{ pagination: { data: "collections.all", before: (all) => all }, permalink: "{{ item.from }}" }\n---\n'
    )
    files = {
        "src/_includes/base.njk": layout,
        "src/redirects.njk": redirects,
        "src/c2.md": "---\nredirect_from: [/old/]\npermalink: /other/\n---\n",
    }
    if destination == "/elsewhere/x/":
        files.pop("src/redirects.njk")
    made = target(tmp_path, destination.replace('"', "'"), **files)
    if destination in {"{{ '/c/' | url }}", '{% page "/c/" %}', "{{ title }}"}:
        # The template of the redirects may make any address, as far as is known.
        assert (made.outcome.value, "redirects.njk" in made.cause.reason) == ("unknown", True)
    else:
        assert made.outcome.value == outcome


def test_places_are_those_of_the_plugin_and_of_the_templates_around(tmp_path: Path) -> None:
    files = {"src/_includes/base.njk": '<main id="around"><p id="made-{{ number }}">', "src/a.md": POST.format("/")}
    anchors = site(tmp_path, **files).anchors("src/a.md")
    assert anchors is not None
    assert (anchors.ids, anchors.gap, anchors.around.ids) == (("a-bc",), "", {"around"})
    assert ("made-", "src/_includes/base.njk") in anchors.around.prefixes


@pytest.mark.parametrize(
    ("config", "ids"),
    [
        ("md.use(anchor)", ("a", "b%2Fc.d", "a-1")),
        ("md.use(anchor, { level: 2 })", ("b%2Fc.d", "a")),
        ("c.addPlugin(IdAttributePlugin)", ("a", "b-c-d", "a-2")),
        ("md.use(anchor, { slugify: c.getFilter('slugify') })", ("a", "b-c-d", "a-1")),
        ("c.addPlugin(other)", ()),
        (r"md.use(anchor, { slugify: s => s.trim().toLowerCase().replace(/[\s+~\/]/g, '-') })", ("a", "b-c.d", "a-1")),
        (
            "md.use(anchor, { slugify: own }); const own = (s) => { return `x_${String(s)}`; }",
            ("x_A", "x_B/c.d", "x_A-1"),
        ),
        (
            "c.addPlugin(IdAttributePlugin, { slugify: function (s) { return s.toLowerCase(); } })",
            ("a", "b/c.d", "a-2"),
        ),
    ],
)
def test_who_gives_ids(tmp_path: Path, config: str, ids: tuple[str, ...]) -> None:
    text = f"import anchor from 'markdown-it-anchor';\nexport default function (c) {{ {config}; }};"
    if "use(" not in config:
        text = text.partition("\n")[2]
    files = {"eleventy.config.js": text, "a.md": "# A\n\n## B/c.d\n\n## A\n", "_includes/x.njk": "x"}
    anchors = site(tmp_path, **files).anchors("a.md")
    assert anchors is not None
    assert (anchors.ids, anchors.complete) == (ids, True)


_RULE = """
const slugify = (s) => encodeURIComponent(s.trim().toLowerCase().replace(/\\s+/g, '-'));
module.exports = (c) => { c.setLibrary('md', markdownIt().use((md) => {
  md.renderer.rules.heading_open = function (tokens, index) {
    const slug = slugify(tokens[index + 1].content);
    RETURN
  };
  md.renderer.rules.list_open = (tokens) => `<ul id="list">`;
})); };
"""


@pytest.mark.parametrize(
    ("returned", "ids"),
    [
        ('return `<${tokens[index].tag} id="${slug}">`;', ("a", "%C3%A9-%5Bb%5D(%2Fb%2F)", "a")),
        ("tokens[index].attrSet('id', slug); return self.renderToken(tokens);", ("a", "%C3%A9-%5Bb%5D(%2Fb%2F)", "a")),
        ('return `<h2 id="x-${slug}">`;', None),
        ('return small ? `<h2 id="${slug}">` : `<h2 id="${other}">`;', None),
        ("return `<h2>`;", None),
    ],
)
def test_a_rule_of_the_sites_own_gives_headings_their_ids(
    tmp_path: Path, returned: str, ids: tuple[str, ...] | None
) -> None:
    text = "# A\n\n## É [b](/b/)\n\n## A\n"
    files = {"eleventy.config.js": _RULE.replace("RETURN", returned), "a.md": text, "_includes/x.njk": "x"}
    anchors = site(tmp_path, **files).anchors("a.md")
    assert anchors is not None
    expected = (tuple(dict.fromkeys(ids)), True) if ids is not None else (("a", "é-b", "a-1"), False)
    assert (anchors.ids, anchors.complete) == expected


@pytest.mark.parametrize(("version", "word"), [("^2.0.1", "people-s"), ("^3.0.0", "peoples"), ("latest", "peoples")])
def test_possessives_are_two_words_before_version_3(tmp_path: Path, version: str, word: str) -> None:
    files = {
        "package.json": f'{{"devDependencies": {{"@11ty/eleventy": "{version}"}}}}',
        "eleventy.config.js": "import anchor from 'markdown-it-anchor';\nexport default function (c) "
        "{ md.use(anchor, { slugify: c.getFilter('slugify') }); };",
        "a.md": "---\ntitle: People's\npermalink: '/{{ title | slugify }}/'\n---\n# People's\n",
        "_includes/x.njk": "x",
    }
    made = site(tmp_path, **files)
    anchors = made.anchors("a.md")
    assert anchors is not None
    assert (anchors.ids, [page.url for page in made.built.pages]) == ((word,), [f"/{word}/"])


def test_ids_in_lists_of_attributes_may_begin_with_a_hash(tmp_path: Path) -> None:
    files = {
        "eleventy.config.js": "import anchor from 'markdown-it-anchor';\nimport attrs from 'markdown-it-attrs';\n"
        "export default function (c) { md.use(anchor).use(attrs); };",
        "a.md": "## A {##one}\n\n## B {.x #two}\n\n## C {#three}\n",
        "_includes/x.njk": "x",
    }
    anchors = site(tmp_path, **files).anchors("a.md")
    assert anchors is not None
    assert {"#one", "two", "three"} <= set(anchors.ids)
    assert len(anchors.ids) == len(set(anchors.ids))


@pytest.mark.parametrize(
    "config",
    [
        "md.use(anchor, { slugify: s => made(s) })",
        "md.use(anchor, { slugify: lost })",
        "md.use(anchor, { slugify: s => s.trim() }).use(other, { slugify: s => s.toLowerCase() })",
        "c.addPlugin(IdAttributePlugin, { slugify: s => s.trim(), filter: x })",
        "c.addPlugin(IdAttributePlugin, { slugify: s => s }); c.addPlugin(IdAttributePlugin, { selector: 'h2' })",
    ],
)
def test_ids_of_a_function_that_cannot_be_followed_are_not_known(tmp_path: Path, config: str) -> None:
    text = f"import anchor from 'markdown-it-anchor';\nexport default function (c) {{ {config}; }};"
    files = {"eleventy.config.js": text, "a.md": "# A\n", "_includes/x.njk": "x"}
    anchors = site(tmp_path, **files).anchors("a.md")
    assert anchors is not None
    assert anchors.gap == "whose headings get their ids by a program, `eleventy.config.js`"


def test_a_collection_that_moves_its_pages_stops_nothing(tmp_path: Path) -> None:
    mover = "export default c => c.addCollection('x', all => all.map(p => { p.outputPath += '/index.html'; }));"
    config = CONFIG.replace("./config/page.js", "./config/mover.js")
    files = {
        "eleventy.config.js": config,
        "config/mover.js": mover,
        "src/a.md": "---\npermalink: /a/b\n---\n[x](/q/)\n",
    }
    made = site(tmp_path, **files)
    assert made.built.fatal == ()
    assert "`config/mover.js`, which moves pages" in made.once(resolve_links).all[0].target.cause.reason


@pytest.mark.parametrize(("version", "stops"), [("^2.0.1", False), ("^3.1.0", True), ("latest", True)])
def test_before_version_3_an_address_needs_no_ending(tmp_path: Path, version: str, *, stops: bool) -> None:
    package = f'{{"dependencies": {{"@11ty/eleventy": "{version}"}}}}'
    made = site(tmp_path, **{"package.json": package, "src/a.md": "---\npermalink: /a/b\n---\n"})
    assert bool(made.built.fatal) is stops


def test_the_folder_may_be_named_where_eleventy_is_started(tmp_path: Path) -> None:
    files = {
        "eleventy.config.js": "export default () => {};",
        "package.json": '{"scripts": {"build": "sass x && eleventy --input=./docs --output=public"}}',
        "docs/a.md": "x",
    }
    assert urls(site_of_folder(write_files(tmp_path, {".git/HEAD": "", **files}))) == {"docs/a.md": "/a/"}


def test_what_gulp_copies_is_there(tmp_path: Path) -> None:
    gulp = "var p = { input: 'src/img/**/*.{png,jpg}', output: '_site/img/', css: '_site/css/' };"
    files = {"gulpfile.js": gulp, "src/img/deep/i.png": "x", "src/_includes/x.njk": "x"}
    for number, (path, outcome) in enumerate(
        [("/img/deep/i.png", "live"), ("/img/deep/j.png", "missing"), ("/css/deep/j.png", "unknown")]
    ):
        assert target(tmp_path / str(number), path, **files).outcome.value == outcome


@pytest.mark.parametrize(
    ("permalink", "globs"),
    [
        ("/blog/{% if p.n > 0 %}page-{{ pagination.pageNumber + 1 }}/{% endif %}", ("/blog/page-*", "/blog")),
        ("tags/{{ tag | slugify }}/index.html", ("/tags/*",)),
        ("{{ redirect.from }}", ("/**",)),
        ("/a/{% if x %}b{% else %}c{% endif %}/", ("/a/b", "/a/c")),
    ],
)
def test_what_a_template_may_make(permalink: str, globs: tuple[str, ...]) -> None:
    assert possible_addresses(permalink) == globs


TAGS = """---
pagination: {data: collections, size: 1, alias: tag, filter: [all, hidden]}
permalink: /tags/{{ tag | slugify }}/
---
"""
LIST = """---
pagination: {data: collections.posts, size: 5, alias: posts}
permalink: "/blog/{% if pagination.pageNumber > 0 %}page-{{ pagination.pageNumber }}/{% endif %}"
---
"""


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [
        ("/tags/a-tag/", "live"),
        ("/tags/one/", "live"),
        ("/tags/hidden/", "unknown"),
        ("/tags/of-code/", "unknown"),
        ("/blog/", "live"),
        ("/blog/page-1/", "unknown"),
        ("/blog/x/y/", "missing"),
    ],
)
def test_pages_of_lists_that_are_known(tmp_path: Path, destination: str, outcome: str) -> None:
    files = {
        "src/tags.md": TAGS,
        "src/list.md": LIST,
        "src/c.md": "---\ntags: [A tag, hidden]\n---\n",
        "src/news/news.json": '{"tags": "one"}',
        "src/news/d.md": "x\n",
    }
    assert target(tmp_path, destination, **files).outcome == outcome


@pytest.mark.parametrize(
    ("text", "outcome"),
    [
        ('{% set base = "/b/" %}[y]({{ base }})', "live"),
        ("{% set base %}/c/{% endset %}[y]({{ base }}x.png)", "missing"),
        ('{% assign base = "/b/" %}\n\nText {% assign base = "/c/" %}[y]({{ base }})', "unknown"),
        ("{% assign base = page.url %}[y]({{ base }})", "unknown"),
        ("[y]({{ site.folder }}{{ site.nothing }}/b/)", "missing"),
        ("[y]({{ site.nothing }}/b/)", "live"),
        ("[y]({{ nobody.nothing }}/b/)", "unknown"),
    ],
)
def test_values_that_the_text_or_the_data_write_out(tmp_path: Path, text: str, outcome: str) -> None:
    files = {"src/a.md": f"# A\n\n{text}\n", "src/b.md": "b\n", "src/_data/site.json": '{"folder": "/x"}'}
    files["src/_data/code.js"] = "module.exports = made();"
    made = site(tmp_path, **files)
    found = [i.target.outcome.value for i in made.once(resolve_links).all if i.document.path == "src/a.md"]
    assert found == [outcome]


@pytest.mark.parametrize(
    ("slugify", "fragment", "state"),
    [
        ("s => string(s).slugify().toString()", "plain-words", "there"),
        ("s => string(s).slugify().toString()", "odd-ones", "unknown"),
        ("s => slugify(s, { lower: true, strict: true })", "plain-words", "there"),
        ("own", "plain-words", "there"),
        ("s => parts(s)", "inner-words", "there"),
        ("parts", "innerwords", "missing"),
        ("s => parts(s).toLowerCase()", "inner-words", "there"),
        ("s => parts(s).replace('-', '_')", "inner-words", "unknown"),
        ("s => parts(s, { decamelize: false })", "innerwords", "there"),
        ("s => parts(s, { separator: '_' })", "inner-words", "unknown"),
    ],
)
def test_ids_of_plain_words_are_those_of_every_library(tmp_path: Path, slugify: str, fragment: str, state: str) -> None:
    config = """
const string = require("string");
const slugify = require("slugify");
const parts = require("@sindresorhus/slugify");
const markdownItAnchor = require("markdown-it-anchor");
const own = (s) => string(s).slugify().s;
module.exports = function (c) {
  c.setLibrary("md", require("markdown-it")().use(markdownItAnchor, { slugify: HERE }));
  return { dir: { input: "src" } };
};
"""
    text = f"# Plain words\n\n## Odd: ones?\n\n## innerWords\n\n[x](#{fragment})\n"
    layout = {"src/_includes/l.njk": "<main>{{ content | safe }}</main>"}
    made = site_of_folder(
        write_files(
            tmp_path,
            {".git/HEAD": "", "eleventy.config.js": config.replace("HERE", slugify), "src/a.md": text, **layout},
        )
    )
    item = next(i for i in made.once(resolve_links).all)
    assert find_place(made, item.target).state.value == state


@pytest.mark.parametrize(
    ("statement", "paths"),
    [
        ("c.ignores.add('src/b.md');", ["a.md"]),
        ("if (dev()) { c.ignores.add('src/b.md') }", ["a.md", "b.md"]),
        ("if (dev())\n  c.ignores.add('src/b.md');", ["a.md", "b.md"]),
        ("dev() && c.ignores.add('src/b.md');", ["a.md", "b.md"]),
        ("if (dev())\n  c.ignores.add('src/c.md')\nc.ignores.add('src/b.md')", ["a.md"]),
        ("if (dev()) other();\nc.ignores.add('src/b.md');", ["a.md"]),
    ],
)
def test_what_is_left_out_on_a_condition_may_be_there(tmp_path: Path, statement: str, paths: list[str]) -> None:
    config = f"export default function (c) {{\n{statement}\nreturn {{ dir: {{ input: 'src' }} }};\n}}\n"
    files = {".git/HEAD": "", "eleventy.config.js": config, "src/a.md": "a\n", "src/b.md": "b\n"}
    made = site_of_folder(write_files(tmp_path, files))
    assert [page.path.removeprefix("src/") for page in made.built.pages] == paths


def test_the_configuration_may_have_another_name_where_a_script_says_so(tmp_path: Path) -> None:
    package = '{"scripts": {"build": "npx @11ty/eleventy --config=_build/eleventy.js --quiet"}}'
    program = "export default function (c) { return { dir: { input: 'src' } }; }"
    files = {".git/HEAD": "", "package.json": package, "_build/eleventy.js": program, "src/a.md": "a\n", "b.md": "b\n"}
    made = site_of_folder(write_files(tmp_path, files))
    assert urls(made) == {"a.md": "/a/"}


@pytest.mark.parametrize("config", ["--config=../other.js", "--config=gone.js"])
def test_a_configuration_outside_or_nowhere_is_none(tmp_path: Path, config: str) -> None:
    files = {".git/HEAD": "", "package.json": f'{{"scripts": {{"b": "eleventy {config}"}}}}', "a.md": "a\n"}
    made = site_of_folder(write_files(tmp_path / "inner", files))
    assert made.settings.generator.name == "plain"


@pytest.mark.parametrize(
    ("output", "outcome"), [(".", "live"), ("src", "live"), ("_site", "missing"), ("../x", "missing")]
)
def test_a_site_that_is_built_in_place_has_all_its_files(tmp_path: Path, output: str, outcome: str) -> None:
    config = f"export default () => ({{ dir: {{ input: 'src', output: '{output}' }} }});"
    address = "/src/i.png" if output == "." else "/i.png"
    files = {"eleventy.config.js": config, "src/a.md": f"![i]({address})\n", "src/i.png": "x"}
    made = site_of_folder(write_files(tmp_path, {".git/HEAD": "", **files}))
    assert [item.target.outcome.value for item in made.once(resolve_links).all] == [outcome]


def test_data_under_names_that_code_makes_may_hold_the_address_of_every_page(tmp_path: Path) -> None:
    program = (
        "let d = { permalink: '/x/' };\n"
        "export default (c) => { for (let n of names(d)) { c.addGlobalData(n, d[n]); } };"
    )
    files = {".git/HEAD": "", "eleventy.config.js": program, "a.md": "![i](i.png) [b](/b/)\n", "b.md": "b\n"}
    made = site_of_folder(write_files(tmp_path, files))
    assert urls(made) == {"a.md": "", "b.md": ""}
    maker = "`eleventy.config.js`, which makes the addresses of 2 pages"
    causes = [item.target.cause for item in made.once(resolve_links).all]
    assert [cause.reason for cause in causes if cause is not None] == [
        f"start from a page whose own address is not known: it is up to {maker}",
        f"may be made by {maker}",
    ]
    assert all("`[routes]`" in cause.advice for cause in causes if cause is not None)


@pytest.mark.parametrize(
    ("destination", "outcome"),
    [("/team/", "unknown"), ("/b/", "live"), ("/gone/", "missing"), ("/news/c/", "live"), ("/news/gone/", "missing")],
)
def test_menus_in_data_name_other_sites_on_the_host(tmp_path: Path, destination: str, outcome: str) -> None:
    data = '{"menu": [{"url": "/team"}, {"url": "/b/"}, {"url": "/news/"}], "title": "/not an address"}'
    menu = "{% for item in links.menu %}<a href='{{ item.url }}'>x</a>{% endfor %}{{ content | safe }}"
    files = {
        "src/_data/links.json": data,
        "src/_includes/menu.njk": menu,
        "src/c.md": "---\npermalink: /news/c/\n---\n",
    }
    assert target(tmp_path, destination, **files).outcome.value == outcome


HANDED_ON = {
    "eleventy.config.js": """
import markdownIt from "markdown-it";
import anchor from "markdown-it-anchor";
import filters from "./config/filters.js";
import { sluggish } from "./config/slug.js";
export default function (c) {
  c.addFilter("slugify", filters.sluggish);
  c.setLibrary("md", markdownIt().use(anchor, { slugify: sluggish }));
  return { dir: { input: "src" } };
}
""",
    "config/filters.js": "import {\n  sluggish,\n} from './slug.js';\nexport default { sluggish };\n",
    "config/slug.js": """
import slugify from 'slugify';
export const sluggish = str => {
  return slugify(str, { remove: /[#,&,+()$~%.'":*?<>{}]/g, lower: true });
};
""",
    "src/_includes/l.njk": '<style>{% include "made/x.css" %}</style>{% include "in/" + name %}{{ content | safe }}',
    "src/_includes/in/x.njk": "x",
}


@pytest.mark.parametrize(
    ("destination", "state"), [("/plain-words/#a-part", "there"), ("/plain-words/#gone", "missing"), ("/x-y/", "")]
)
def test_a_function_that_two_programs_hand_on_is_read(tmp_path: Path, destination: str, state: str) -> None:
    files = {
        "src/src.json": '{"permalink": "/{{ title | slugify }}/index.html"}',
        "src/a.md": POST.format(destination),
        "src/b.md": "---\ntitle: Plain words\n---\n## A part\n",
    }
    made = site(tmp_path, **HANDED_ON, **files)
    found = next(i.target for i in made.once(resolve_links).all if i.document.path == "src/a.md")
    assert (find_place(made, found).state.value if found.outcome.value == "live" else "") == state


def test_a_function_of_statements_gives_ids_as_well(tmp_path: Path) -> None:
    slug = "import slugify from 'slugify';\nexport function sluggish(s) { return slugify(s, { lower: true }); }\n"
    files = {**HANDED_ON, "config/slug.js": slug, "src/b.md": "## A part\n"}
    anchors = site(tmp_path, **files).anchors("src/b.md")
    assert anchors is not None
    assert anchors.ids == ("a-part",)


def test_a_page_that_is_written_outside_of_the_site_is_not_on_it(tmp_path: Path) -> None:
    front_matter = "---\npermalink: ./app/x.njk\npermalinkBypassOutputDir: true\n---\n"
    page = site(tmp_path, **{"src/b.md": front_matter}).pages["src/b.md"]
    assert (page.state.value, "permalinkBypassOutputDir" in page.reason) == ("never", True)


@pytest.mark.parametrize(
    ("destination", "outcome"), [("/docs/latest/x/", "unknown"), ("/site/b/", "missing"), ("/gone/", "missing")]
)
def test_a_site_that_a_program_puts_into_a_folder_may_have_neighbours(
    tmp_path: Path, destination: str, outcome: str
) -> None:
    config = """
module.exports = function (c) {
  let pathPrefix = "/docs/head/";
  if (process.env.BRANCH === "latest") { pathPrefix = "/docs/latest/"; }
  return { pathPrefix, dir: { input: "src" } };
};
"""
    assert target(tmp_path, destination, **{"eleventy.config.js": config}).outcome.value == outcome


def test_the_first_page_of_a_list_is_known_however_its_number_is_asked_for(tmp_path: Path) -> None:
    first = "{% if pagination.pageNumber >=1 %}page-{{ pagination.pageNumber + 1 }}/{% endif %}"
    listing = f"---\npagination:\n  data: collections.all\npermalink: 'blog/{first}index.html'\n---\n"
    assert target(tmp_path, "/blog/", **{"src/blog.njk": listing}).outcome.value == "live"


def test_a_computed_address_may_keep_drafts_out(tmp_path: Path) -> None:
    config = """
export default c => {
  c.addGlobalData('eleventyComputed.permalink', function () {
    return data => {
      // Always skip during builds
      if (data.draft && !process.env.BUILD_DRAFTS) {
        return false;
      }
      return data.permalink;
    };
  });
};
"""
    files = {".git/HEAD": "", "eleventy.config.js": config, "a.md": "---\ndraft: true\n---\n", "b.md": "b\n"}
    made = site_of_folder(write_files(tmp_path, files))
    assert {page.path: page.state.value for page in made.built.pages} == {"a.md": "never", "b.md": "live"}
    assert made.settings.generator.drafts_without_effect == ()


def test_a_picture_of_which_the_build_makes_copies_is_there_under_any_name(tmp_path: Path) -> None:
    config = "import { eleventyImageTransformPlugin } from '@11ty/eleventy-img';\n"
    config += "export default function (c) { return { dir: { input: 'src' } }; }\n"
    text = "Some words of this page.\n\n![a view](/pics/view.jpg)\n"
    page = "<p>Some words of this page.</p><picture><img src='/img/Xy12-650.webp' alt=''></picture>"
    files = {
        ".git/HEAD": "",
        "eleventy.config.js": config,
        "src/a.md": text,
        "src/pics/view.jpg": "x",
        "out/a/index.html": page,
    }
    made = site_of_folder(write_files(tmp_path, files), output=tmp_path / "out")
    assert [item.target.outcome.value for item in made.once(resolve_links).all] == ["live"]


_SHARP = "@codestitchofficial/eleventy-plugin-sharp-images"


@pytest.mark.parametrize(
    ("plugin", "tag", "outcome"),
    [
        (_SHARP, '{% getUrl "/img/a.jpg" | resize({ width: 9 }) | jpeg %}', "live"),
        (_SHARP, "{%- getUrl 'img/a.jpg' %}", "live"),
        (_SHARP, '{% getUrl "/img/b.jpg" | webp %}', "missing"),
        (_SHARP, "{% getUrl post.image | webp %}", "unknown"),
        ("other", '{% getUrl "/img/a.jpg" %}', "unknown"),
    ],
)
def test_a_tag_names_the_picture_of_which_it_makes_a_copy(tmp_path: Path, plugin: str, tag: str, outcome: str) -> None:
    program = "module.exports = (c) => { c.addPlugin(p); return {dir: {input: 'src'}}; };"
    quote = '"' if "'" in tag else "'"
    config = f"const p = require('{plugin}');\n{program}"
    files = {"eleventy.config.js": config, "src/a.html": f"<img src={quote}{tag}{quote}>", "src/img/a.jpg": "x"}
    (link,) = site(tmp_path, **files).once(resolve_links).all
    assert link.target.outcome.value == outcome
