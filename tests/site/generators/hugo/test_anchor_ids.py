"""Which places Hugo's pages have: by its settings, and by the layouts, partials and shortcodes that a page uses.

What is expected here was read off pages that Hugo 0.168 built.
"""

from __future__ import annotations

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.site.generators.hugo.heading_ids import anchorize
from tests.links.sites import site_of_texts

SINGLE = "layouts/_default/single.html"
TEXT = """---
title: A page
---
## One
## One
## Two {{< w >}} end
{{< md >}}
## One
## In Markdown
{{< /md >}}
{{< raw >}}
## In raw
{{< /raw >}}
{{% pct %}}
## One
{{% /pct %}}

Term `code` *em*
: what it is

## एक नमस्ते दुनिया
## سلام دنیا
## Explicit {#سلام}
## İstemci

para
{#pid .x}

<p id="html">x</p>
"""
FILES = {
    "content/a.md": TEXT,
    "layouts/_default/single.html": "{{ .Content }}",
    "layouts/shortcodes/w.html": "w",
    "layouts/shortcodes/md.html": "<div>{{ .Inner | markdownify }}</div>",
    "layouts/shortcodes/raw.html": "<div>{{ .Inner }}</div>",
    "layouts/shortcodes/pct.html": "{{ .Inner }}\n",
}


def _site(tmp_path, settings="", **more):
    return site_of_texts(tmp_path, {"hugo.toml": f'baseURL = "https://e.org/"\n{settings}', **FILES, **more})


def test_ids_of_a_text(tmp_path):
    settings = (
        "[markup.goldmark.renderer]\nunsafe = true\n[markup.goldmark.parser]\nautoDefinitionTermID = true\n"
        "[markup.goldmark.parser.attribute]\nblock = true\n"
    )
    anchors = _site(tmp_path, settings).anchors("content/a.md")
    assert anchors.ids == (
        *("one", "one-1", "in-markdown", "one-2", "term-code-em", "एक-नमसत-दनय", "سلام-دنیا", "سلام", "istemci"),
        *("html", "pid"),
    )
    assert anchors.complete


def test_html_that_is_left_out_has_no_ids(tmp_path):
    ids = _site(tmp_path).anchors("content/a.md").ids
    assert "html" not in ids
    assert "pid" not in ids
    assert "term-code-em" not in ids


@pytest.mark.parametrize(
    ("kind", "id_"),
    [("github", "über-uns---cö_x"), ("github-ascii", "uber-uns---co_x"), ("blackfriday", "über-uns-cö-x²")],
)
@pytest.mark.parametrize("key", ["autoIDType", "autoHeadingIDType"])
def test_kinds_of_ids(tmp_path, kind, id_, key):
    files = {"content/a.md": "## Über uns -- & Cö_x²\n## ???\n## ???\n## Given {#x-y}\n", SINGLE: "{{ .Content }}"}
    site = site_of_texts(tmp_path, {"hugo.toml": f"[markup.goldmark.parser]\n{key} = '{kind}'\n", **files})
    assert site.anchors("content/a.md").ids == (id_, "heading", "heading-1", "x-y")


@pytest.mark.parametrize(
    ("settings", "ids"),
    [
        ("", ("listen-one", "a--b--c", "x--y", "--code-and--x", "a--b")),
        ("typographer = false", ("--listen-one", "a----b-----c", "x--y", "--code-and----x", "a--b")),
        ("[markup.goldmark.extensions.typographer]\ndisable = true", ("--listen-one", "a----b-----c")),
        ("[markup.goldmark.extensions.typographer]\nenDash = '--'", ("--listen-one", "a----b--c")),
        (
            "[markup.goldmark.extensions.typographer]\nellipsis = 'and'",
            ("listen-one", "a--b--c", "x-and-y"),
        ),
        ("[markup.goldmark.extensions.typographer]\nemDash = '&mdash;'", ("listen-one", "a--b--c")),
    ],
)
def test_dashes_in_ids(tmp_path, settings, ids):
    text = "## --listen one\n## a -- b --- c\n## x ... y\n## `--code` and -- x\n## a \u2013 b\n"
    files = {"hugo.toml": f"[markup.goldmark.extensions]\n{settings}\n", "content/a.md": text, SINGLE: "{{ .Content }}"}
    assert site_of_texts(tmp_path, files).anchors("content/a.md").ids[: len(ids)] == ids


@pytest.mark.parametrize(
    ("heading", "id_"),
    [
        ("a {#v0.7.0}", "v0.7.0"),
        ("a {#0.14.2}", "0.14.2"),
        ("a {#a:b_c-d}", "a:b_c-d"),
        ("a {#a/b}", "a-ab"),
        ("a {.x #y.z}", "y.z"),
        ("a {.x.y #z}", "z"),
        ("a {#a.b .c}", "a.b"),
        ("a {#x.y, .z}", "x.y"),
        ('a {k="a #b" #z3}', "z3"),
        ("a {k=v #z2}", "z2"),
        ("a {#.q}", ".q"),
        ("a {#a$b}", "a-ab"),
        ("a {#é.x}", "é.x"),
        ("a {.c}", "a"),
        ("a {#a.b}{#c}", "c"),
        ("a {id=r.s}", "r.s"),
        ('a {id="r.t"}', "r.t"),
        ("a {##b}", "b"),
        ("a {# #b}", "b"),
        ("a {#b##c}", "c"),
        ("a {.b##c}", "c"),
        ("a {.#b}", "b"),
        ("a {## #b x=1}", "b"),
        ("a {..}", "a"),
        ("a {# b}", "a--b"),
    ],
)
def test_attributes_of_headings(tmp_path, heading, id_):
    files = {"hugo.toml": "", "content/a.md": f"---\ntitle: A\n---\n## {heading}\n", SINGLE: "{{ .Content }}"}
    assert site_of_texts(tmp_path, files).anchors("content/a.md").ids == (id_,)


@pytest.mark.parametrize("heading", ["a {#}", "a {##}", "a {#b #}", "a {##b .c #}"])
def test_an_empty_id_is_none(tmp_path, heading):
    files = {"hugo.toml": "", "content/a.md": f"---\ntitle: A\n---\n## {heading}\n", SINGLE: "{{ .Content }}"}
    assert site_of_texts(tmp_path, files).anchors("content/a.md").ids == ()


def test_no_ids_but_those_that_are_written(tmp_path):
    files = {"content/a.md": "## One\n## Given {#x-y}\n", SINGLE: "{{ .Content }}"}
    site = site_of_texts(tmp_path, {"hugo.toml": "[markup.goldmark.parser]\nautoHeadingID = false\n", **files})
    assert site.anchors("content/a.md").ids == ("x-y",)


def test_attributes_that_are_switched_off_are_text(tmp_path):
    files = {"content/a.md": "## Given {#x-y}\n", SINGLE: "{{ .Content }}"}
    settings = "[markup.goldmark.parser.attribute]\ntitle = false\n"
    assert site_of_texts(tmp_path, {"hugo.toml": settings, **files}).anchors("content/a.md").ids == ("given-x-y",)


@pytest.mark.parametrize(
    ("hook", "ids"),
    [
        ('<h2 id="{{ .Anchor }}">{{ .Text }}</h2>', ("one", "one-1")),
        ('<h2 id="{{ .Anchor | safeURL }}">{{ .Text }}</h2>', ("one", "one-1")),
        ('{{ $id := printf "x-%s" .Anchor }}<h2 id="{{ $id }}">{{ .Text }}</h2>', ("x-one", "x-one-1")),
        ('<h2 id="{{ anchorize .PlainText }}">{{ .Text }}</h2>', ("one",)),
        ("<h2>{{ .Text }}</h2>", ()),
    ],
)
def test_templates_for_headings(tmp_path, hook, ids):
    files = {"content/a.md": "## One\n## One\n", SINGLE: "{{ .Content }}"}
    hooks = {"layouts/_default/_markup/render-heading.html": hook}
    assert site_of_texts(tmp_path, {"hugo.toml": "", **files, **hooks}).anchors("content/a.md").ids == ids


def test_turkish_and_empty_texts():
    assert anchorize("İstemci", "blackfriday") == "istemci"
    assert anchorize("-A_b -- C1: Ä?", "blackfriday") == "a-b-c1-ä"
    assert anchorize("-A_b -- C1: A?", "blackfriday") == "a-b-c1-a"
    assert anchorize("???", "github") == ""


def _states(tmp_path, text, **files):
    """What is known of each place that a text links to, with the cause of what is not known."""
    given = {"hugo.toml": 'baseURL = "https://e.org/"\n', "content/posts/a.md": text, **files}
    site = site_of_texts(tmp_path, given)
    found = [find_place(site, item.target) for item in site.once(resolve_links).all]
    return [item.state if item.cause is None else item.cause.reason for item in found]


THERE, MISSING = PlaceState.THERE, PlaceState.MISSING


def test_layouts_that_a_page_uses(tmp_path):
    text = "---\ntitle: My page\n---\n[a](#main) [b](#nav) [c](#my-page) [d](#other) [e](#TableOfContents) [f](#none)"
    states = _states(
        tmp_path,
        text,
        **{
            "layouts/baseof.html": '<main id="main">{{ block "main" . }}{{ end }}</main>',
            "layouts/posts/single.html": '{{ define "main" }}{{ partial "nav.html" . }}{{ .Content }}{{ end }}',
            "layouts/partials/nav.html": '<nav id="nav"><h1 id="{{ .Title | anchorize }}">{{ .TableOfContents }}</nav>',
            "layouts/partials/unused.html": '<p id="other">{{ range .Pages }}<p id="{{ .X }}">{{ end }}',
        },
    )
    assert states == [THERE, THERE, THERE, MISSING, THERE, MISSING]


def test_a_template_that_works_ids_out_is_named(tmp_path):
    layout = (
        '{{ .Content }}<p id="x-{{ .Params.a | replaceRE `a` `b` }}"><p id="{{ .File.UniqueID }}"><p id="{{ .Y }}">'
    )
    states = _states(tmp_path, "# Here\n[a](#x-1) [b](#y-1)", **{"layouts/single.html": layout})
    assert states[0] == "lead to places that `layouts/single.html` makes as the site is built"
    assert states[1] == "lead to places on pages where `layouts/single.html` makes ids as the site is built"
    known = layout.partition('<p id="{{ .Y')[0]
    assert _states(tmp_path / "b", "# Here\n[b](#y-1)", **{"layouts/single.html": known}) == [MISSING]


def test_shortcodes_give_ids_of_their_parameters(tmp_path):
    text = '# Top\n\n{{< def id="AIA" >}}\n{{< tab "Go on" >}}\n[a](#def-AIA) [b](#def-B) [c](#go-on) [d](#go-off)\n'
    states = _states(
        tmp_path,
        text,
        **{
            "layouts/single.html": "{{ .Content }}",
            "layouts/_shortcodes/def.html": '{{ $id := .Get "id" }}{{ partial "d" (dict "id" $id) }}',
            "layouts/_partials/d.html": '{{ with .id }}<dfn id="def-{{ . }}">{{ end }}',
            "layouts/_shortcodes/tab.html": '<p id="{{ .Get 0 | anchorize }}">',
        },
    )
    assert states == [THERE, MISSING, THERE, MISSING]


def test_what_a_loop_names_begins_as_it_is_written(tmp_path):
    text = '# Top\n\n{{< tabs "One" "Two" >}}\n[a](#tabs-0-one) [b](#step-1) [c](#list-0) [d](#tab-x)\n'
    loop = (
        '{{ $all := printf "tabs-%d" .Ordinal }}{{ range .Params }}{{ $entry := lower . }}'
        '{{ $id := printf "%s-%s" $all $entry | anchorize }}<p id="{{ $id }}">{{ end }}'
    )
    single = {"layouts/single.html": "{{ .Content }}"}
    made = "lead to places that `layouts/_shortcodes/tabs.html` makes as the site is built"
    states = _states(tmp_path, text, **single, **{"layouts/_shortcodes/tabs.html": loop})
    assert states == [made, MISSING, MISSING, MISSING]
    # What gets another value in each round may be anything, and so may what is handed to the loop.
    anything = "lead to places on pages where `layouts/_shortcodes/tabs.html` makes ids as the site is built"
    for other in (
        loop.replace("$id := printf", "$id := printf `%s` . | printf"),
        loop.replace("{{ end }}", "{{ $id = . }}{{ end }}"),
    ):
        states = _states(tmp_path / str(len(other)), text, **single, **{"layouts/_shortcodes/tabs.html": other})
        assert states == [anything] * 4


def test_a_list_shows_texts_of_other_pages(tmp_path):
    states = _states(
        tmp_path,
        "## There",
        **{
            "content/posts/_index.md": "[a](#there) [b](#nowhere)",
            "layouts/list.html": "{{ .Content }}{{ range .Pages }}{{ .Content }}{{ end }}",
            "layouts/single.html": "{{ .Content }}",
        },
    )
    assert states == ["lead to places on pages on which `layouts/list.html` shows texts of other pages", MISSING]


def test_a_theme_that_is_not_there_brings_no_headings(tmp_path):
    text = '# Top\n\n{{< tab "Go on" >}}\n[a](#how-to-apply) [b](#comments) [c](#tab-go-on)\n'
    states = _states(tmp_path, text, **{"hugo.toml": 'theme = "x"\n'})
    made = "lead to places that `theme x` makes as the site is built"
    assert states == [MISSING, made, made]
    states = _states(
        tmp_path / "b", "# Top\n\n{{< include `x.md` >}}\n[a](#how-to-apply)\n", **{"hugo.toml": 'theme = "x"\n'}
    )
    assert states == ["lead to places on pages whose shortcode `include` comes from theme x"]


def test_templates_that_never_end_cost_no_more_than_their_length(tmp_path):
    text = '<p id="{{ $a }}">' + "{{ $a := print $b $b $b $b }}{{ $b := print $a $a $a }}" * 2000 + "{{ `" * 5000
    assert _states(tmp_path, "[a](#b)", **{"layouts/single.html": text})[0] not in {THERE, MISSING}


def test_a_script_opens_what_a_fragment_names_by_half(tmp_path):
    states = _states(
        tmp_path,
        "# Here\n[a](#number) [b](#nothing-else)",
        **{
            "layouts/single.html": '{{ .Content }}<p id="widget-Number">',
            "assets/tabs.js": "const hash = window.location.hash.slice(1); document.getElementById(`widget-${hash}`)",
        },
    )
    assert states == ["lead to places that a script in `assets/tabs.js` opens", MISSING]


def test_templates_that_a_parameter_of_the_page_asks_for(tmp_path):
    layouts = {
        "layouts/single.html": '{{ if .Params.big }}{{ partial "big" . }}{{ else }}{{ partial "small" . }}{{ end }}',
        "layouts/_partials/big.html": '<p id="big">',
        "layouts/_partials/small.html": '<p id="small">',
    }
    text = "---\nbig: {}\n---\n[a](#big) [b](#small)"
    assert _states(tmp_path, text.format("true"), **layouts) == [THERE, THERE]
    assert _states(tmp_path / "b", text.format("false"), **layouts) == [MISSING, THERE]


@pytest.mark.parametrize(
    ("single", "ids"),
    [
        ('{{ .Content }}{{ readFile "notes/a.md" | markdownify }}', {"from-a", "raw"}),
        ('{{ .Content }}{{ $text := os.ReadFile "/notes/a.md" }}{{ $text | markdownify }}', {"from-a", "raw"}),
        (
            '{{ .Content }}{{ (printf "/notes/%s.md" (default "a" (.Scratch.Get "x"))) | readFile | markdownify }}',
            {"from-a", "raw", "from-b"},
        ),
        ('{{ .Content }}{{ safeHTML ("notes/a.md" | readFile | markdownify) "x" }}', {"from-a", "raw"}),
        (
            '{{ .Content }}{{ with (printf "notes/%s" "a.md") | readFile }}{{ . | markdownify }}{{ end }}',
            {"from-a", "raw"},
        ),
        ('{{ .Content }}{{ "a" | print "notes/" | readFile | markdownify }}', None),
        ('{{ .Content }}{{ readFile "notes/a.svg" | safeHTML }}', set()),
        ('{{ .Content }}{{ readFile (printf "notes/%s" .Params.x) | safeHTML }}', None),
        ("{{ .Content }}{{ readFile .Params.y | markdownify }}", None),
        ('{{ .Content }}{{ readFile "notes/gone.md" | markdownify }}', None),
        ('{{ .Content }}{{ readFile "../notes/a.md" | markdownify }}', None),
        ('{{ .Content }}{{ readFile "other/template.md" | .RenderString }}', None),
        ('{{ .Content }}{{ readFile "notes/a.md" | htmlEscape }}', set()),
        ('{{ .Content }}{{ partial "note.html" . }}', {"from-b"}),
        ("{{ .Content }}{{ range .Pages }}{{ readFile .File.Path | markdownify }}{{ end }}", None),
    ],
)
def test_files_that_a_layout_shows(tmp_path, single, ids):
    files = {
        "content/a.md": "## One\n",
        "notes/a.md": '## From a\n\n<p id="raw">\n',
        "notes/b.md": "From b\n---\n",
        "notes/a.svg": '<svg id="pic"></svg>',
        "notes/c.txt": "## From c\n",
        "other/template.md": "## {{< x >}}\n",
        "layouts/_partials/note.html": '{{ $path := "notes/b.md" }}{{ readFile $path | markdownify }}',
        "layouts/single.html": single,
    }
    anchors = site_of_texts(tmp_path, {"hugo.toml": "", **files}).anchors("content/a.md")
    expected = "on which `layouts/single.html` shows texts from elsewhere" if ids is None else ""
    assert anchors.gap == expected
    assert anchors.around.ids == (ids or set())


def test_a_file_that_a_shortcode_is_handed(tmp_path):
    files = {
        "content/a.md": 'x {{< note "b.md" >}}\n{{< note file="gone.md" >}}\n',
        "content/b.md": 'x {{< note "b.md" >}}\n',
        "layouts/shortcodes/note.html": '{{ printf "notes/%s" (.Get 0) | readFile | markdownify }}',
        "notes/b.md": "## From b\n",
        SINGLE: "{{ .Content }}",
    }
    site = site_of_texts(tmp_path, {"hugo.toml": "", **files})
    assert site.anchors("content/b.md").around.ids == {"from-b"}
    assert site.anchors("content/b.md").complete
    assert not site.anchors("content/a.md").complete


def test_a_shortcode_in_a_heading_may_show_nothing_but_an_icon(tmp_path):
    headings = "## {{% icon %}} Upgrading with AI?\n## Use {{% icon %}} now\n## Last {{% icon %}}\n"
    places = ("upgrading-with-ai", "x-upgrading-with-ai", "use--now", "last", "last-x", "upgrading", "now", "la")
    links = "".join(f"[x](#{place})\n" for place in places)
    files = {"content/a.md": f"---\ntitle: A\n---\n{headings}\n{links}", "layouts/_shortcodes/icon.html": "<i></i>"}
    site = site_of_texts(tmp_path, {"hugo.toml": "", SINGLE: "{{ .Content }}", **files})
    found = [find_place(site, item.target).state for item in site.once(resolve_links).all]
    assert found == [PlaceState.UNKNOWN] * 5 + [PlaceState.MISSING] * 3
