"""Templates that links go through: what common forms of them do."""

from __future__ import annotations

import runpy
from pathlib import Path

import pytest

from content_lint.links.page_places import PlaceState, find_place
from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from content_lint.site.generators.hugo.hooks import Effect
from tests.differential.generators import HUGO, WHY_NO_HUGO, build_hugo
from tests.files import write_files
from tests.links.sites import site_of_texts, targets

effect_of = runpy.run_path(str(Path(__file__).parents[4] / ".ci/hugo_hook_text.py"))["effect_of"]
"""By which the table of well-known themes is made."""

SAFE = '<a href="{{ .Destination | safeURL }}"{{ with .Title }} title="{{ . }}"{{ end }}>{{ .Text | safeHTML }}</a>'
VARIABLE = '{{ $dest := .Destination -}}{{ $out := hasPrefix $dest "http" -}}<a href="{{ $dest | safeURL }}">'
FOUND = (
    '{{ $link := .Destination }}{{ $url := urls.Parse .Destination }}{{ $fragment := "" }}'
    '{{ with .Page.GetPage $url.Path }}{{ $link = printf "%s%s" .RelPermalink $fragment }}{{ end }}'
    '<a href="{{ $link | safeURL }}">'
)
EMBEDDED = """{{- $u := urls.Parse .Destination -}}
{{- $href := $u.String -}}
{{- if strings.HasPrefix $u.String "#" -}}
  {{- $href = printf "%s#%s" .PageInner.RelPermalink $u.Fragment -}}
{{- else if and $href (not $u.IsAbs) -}}
  {{- $path := strings.TrimPrefix "./" $u.Path -}}
  {{- with or ($.PageInner.GetPage $path) ($.PageInner.Resources.Get $path) (resources.Get $path) -}}
    {{- $href = .RelPermalink -}}
    {{- with $u.RawQuery -}}{{- $href = printf "%s?%s" $href . -}}{{- end -}}
    {{- with $u.Fragment -}}{{- $href = printf "%s#%s" $href . -}}{{- end -}}
  {{- end -}}
{{- end -}}
<a href="{{ $href }}">{{ .Text }}</a>
"""
EITHER = (
    '{{- $d := .Destination -}}{{- $root := and (strings.HasPrefix $d "/") (not (strings.HasPrefix $d "//")) -}}'
    '{{- $href := cond $root ((strings.TrimPrefix "/" $d) | relURL) $d -}}<a href="{{ $href | safeURL }}">'
)
NOT_ROOTED = '(not $u.IsAbs) (not (strings.HasPrefix $href "/"))'
PARTLY = '{{ with .Page.GetPage .Destination }}<a href="{{ partial "x" .RelPermalink }}">{{ end }}'
CHOOSING = '{{ $p := .Page.GetPage .Destination }}{{ if eq .Page.Section "docs" }}<a href="{{ $p.RelPermalink }}">'
BY_PARAMETER = (
    '{{- $d := .Destination -}}{{- if .Page.Site.Params.Portable -}}{{- $d = partial "link" . -}}{{- end -}}'
    '<img src="{{ $d | safeURL }}">'
)


@pytest.mark.parametrize(
    ("text", "effect"),
    [
        (SAFE, Effect.NOTHING),
        (VARIABLE, Effect.NOTHING),
        (BY_PARAMETER, Effect.NOTHING),
        (EITHER, Effect.NOTHING),
        (EITHER.replace(" $d -}}<a", ' (printf "%s.html" $d) -}}<a'), Effect.UNKNOWN),
        (f"{{{{/* GetPage .RelPermalink */}}}}{SAFE}", Effect.NOTHING),
        (FOUND, Effect.LOOKS_UP),
        (EMBEDDED, Effect.LOOKS_UP),
        (
            EMBEDDED.replace("(not $u.IsAbs)", '(not $u.IsAbs) (not (strings.HasPrefix $href "/"))'),
            Effect.LOOKS_UP_RELATIVE,
        ),
        (EMBEDDED.replace("(not $u.IsAbs) -", '(hasPrefix $href "/") -'), Effect.LOOKS_UP_ROOTED),
        ('{{ $d := replaceRE `\\.md$` "" .Destination }}<a href="{{ $d }}">', Effect.UNKNOWN),
        ('<a href="{{ .Destination | relURL }}">', Effect.UNKNOWN),
        ('{{ partial "link" . }}', Effect.UNKNOWN),
        ('<a href="{{ .Destination | relLangURL }}">', Effect.BY_LANGUAGE),
        ('{{ $d := printf "/%s%s" site.Language.Lang .Destination }}<a href="{{ $d }}">', Effect.BY_LANGUAGE),
        ('{{ $d := printf "/%s%s" $lang .Destination }}{{ .Page.GetPage $d }}<a href="{{ $d }}">', Effect.UNKNOWN),
        (
            '{{ with .Page.GetPage .Destination }}<a href="{{ partial "x" .RelPermalink }}">{{ end }}',
            Effect.MAY_LOOK_UP,
        ),
        (
            '{{ $p := .Page.GetPage .Destination }}{{ if eq .Page.Section "docs" }}<a href="{{ $p.RelPermalink }}">',
            Effect.UNKNOWN,
        ),
    ],
)
def test_what_a_template_does_is_read_from_its_text(text: str, effect: Effect) -> None:
    assert effect_of(text, {}, at_root=True) is effect


def test_a_block_for_a_parameter_counts_where_the_site_sets_it() -> None:
    assert effect_of(BY_PARAMETER, {"portable": True}, at_root=True) is Effect.UNKNOWN


LIVE, MISSING, UNKNOWN = LinkOutcome.LIVE, LinkOutcome.MISSING, LinkOutcome.UNKNOWN
TOP = 'baseURL = "https://e.org/"\n'
LINK_HOOK = "[markup.goldmark.renderHooks.link]\n"
AT = {"hugo.toml": TOP}
TEXTS = {
    "content/a.md": "---\ntitle: A\n---\n[md](s/b.md) [path](/s/B) [dir](../s/b/) ![pic](/im/p.png) [gone](no.md)\n",
    "content/s/b.md": "---\ntitle: B\n---\n",
    "assets/im/p.png": "x",
}


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        (AT, (MISSING, LinkOutcome.WRONG_CASE, LIVE, UNKNOWN, MISSING)),
        ({"hugo.toml": f"{AT['hugo.toml']}[languages.en]\n"}, (LIVE, LIVE, LIVE, LIVE, MISSING)),
        (
            {"hugo.toml": f"{TOP}{LINK_HOOK}useEmbedded = 'always'\n"},
            (LIVE, LIVE, LIVE, UNKNOWN, MISSING),
        ),
        (
            {"hugo.toml": f'{TOP}[languages.en]\n[markup.goldmark.renderHooks.link]\nuseEmbedded = "never"\n'},
            (MISSING, LinkOutcome.WRONG_CASE, LIVE, LIVE, MISSING),
        ),
        (AT | {"layouts/_markup/render-link.html": FOUND}, (LIVE, LIVE, LIVE, UNKNOWN, MISSING)),
        (
            AT | {"layouts/_markup/render-link.html": '{{ partial "x" . }}'},
            (UNKNOWN, UNKNOWN, LIVE, UNKNOWN, UNKNOWN),
        ),
        (
            {"hugo.toml": f'{TOP}theme = "gone"\n'},
            (UNKNOWN, UNKNOWN, LIVE, UNKNOWN, UNKNOWN),
        ),
        (
            {
                "hugo.toml": f'{TOP}[languages.en]\nbaseURL = "https://e.org/"\n'
                '[languages.fr]\nbaseURL = "https://f.org/"\n'
            },
            (MISSING, LinkOutcome.WRONG_CASE, LIVE, UNKNOWN, MISSING),
        ),
    ],
)
def test_a_link_is_judged_as_a_browser_gets_it(
    tmp_path: Path, files: dict[str, str], expected: tuple[LinkOutcome, ...]
) -> None:
    found = targets(site_of_texts(tmp_path, {**TEXTS, **files}), "content/a.md")
    assert tuple(found[name].outcome for name in ("md", "path", "dir", "pic", "gone")) == expected


def test_a_link_means_the_page_in_the_readers_language(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/base/"\n[languages.en]\n[languages.fr]\n',
        "content/a.fr.md": "---\ntitle: A\n---\n[b](/b/#x) [own](/fr/b/) [en](/c/) ![pic](p/pic.png) [list](/s)\n",
        "content/b.md": "---\ntitle: B\n---\n",
        "content/b.fr.md": "---\ntitle: B\n---\n",
        "content/c.md": "---\ntitle: C\n---\n",
        "content/s/d.fr.md": "---\ntitle: D\n---\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.fr.md")
    assert (found["b"].url, found["b"].fragment) == ("/base/fr/b/", "x")
    assert found["list"].url == "/base/fr/s/"
    # Hugo finds no French page of that path and writes it as it is, without the site's base path.
    assert found["en"].outcome is MISSING


def test_a_template_puts_the_language_of_the_page_in_front(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": f"{TOP}defaultContentLanguageInSubdir = true\n[languages.en]\n[languages.fr]\n",
        "layouts/_markup/render-link.html": '<a href="{{ .Destination | relLangURL }}">{{ .Text }}</a>',
        "content/a.fr.md": "---\ntitle: A\n---\n[b](/b/#x) [own](/fr/b/) [en](/c/) [file](/x.txt)\n",
        "content/b.fr.md": "---\ntitle: B\n---\n## X\n",
        "content/c.md": "---\ntitle: C\n---\n",
        "static/x.txt": "x",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.fr.md")
    assert (found["b"].url, found["b"].fragment, found["b"].outcome) == ("/fr/b/", "x", LIVE)
    assert found["en"].outcome is MISSING


@pytest.mark.parametrize(
    ("written", "url"),
    [
        ('{{< ref path="b" lang="fr" >}}', "/fr/b/"),
        ('{{< relref lang="fr" path="b" >}}', "/fr/b/"),
        ('{{< ref "c" >}}', "/c/"),
    ],
)
def test_a_reference_may_name_its_language(tmp_path: Path, written: str, url: str) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/"\n[languages.en]\n[languages.fr]\n',
        "content/a.md": f"---\ntitle: A\n---\n[x]({written})\n",
        "content/b.fr.md": "---\ntitle: B\n---\n",
        "content/c.md": "---\ntitle: C\n---\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.md")
    assert [target.url for target in found.values()] == [url]


def test_a_reference_to_a_language_without_the_page_stops_the_build(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.org/"\n[languages.en]\n[languages.fr]\n',
        "content/a.md": '---\ntitle: A\n---\n[x]({{< relref path="a" lang="fr" >}})\n',
    }
    (target,) = targets(site_of_texts(tmp_path, texts), "content/a.md").values()
    assert target.outcome is LinkOutcome.STOPS


def test_a_theme_that_is_not_there_brings_nothing_for_the_folder_of_a_page(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": f'{TOP}theme = "gone"\n[languages.en]\n[languages.fr]\n',
        "content/p/index.md": "---\ntitle: P\n---\n![own](own.png) ![gone](gone.png) ![theme](/img/logo.png)\n",
        "content/p/index.fr.md": "---\ntitle: P\n---\n![own](own.png)\n",
        "content/p/own.png": "x",
    }
    site = site_of_texts(tmp_path, texts)
    found = targets(site, "content/p/index.md")
    assert found["own"].outcome is LIVE
    assert found["gone"].reason == "are relative, and a template of the theme gone may complete them"
    assert found["theme"].reason == "may be files of theme gone"
    # Hugo's own template finds the file of the default language; a theme's looks it up as well.
    assert targets(site, "content/p/index.fr.md")["own"].url == "/p/own.png"


HOME_SITE = {
    "hugo.toml": 'baseURL = "https://e.org/"\n[languages.en]\n[languages.fr]\n',
    "layouts/all.html": "{{ .Content }}",
    "layouts/_shortcodes/read.html": "{{ .Inner | markdownify }}",
    "layouts/_shortcodes/own.html": "{{ .Inner | .Page.RenderString }}",
    "layouts/_shortcodes/keep.html": '{{ .Page.Store.Set "text" .Inner }}',
    "layouts/_shortcodes/show.html": '{{ .Page.Store.Get "text" | markdownify }}',
    "content/a.md": (
        "## Here\n\n{{< read >}}[r](#here) [g](#gone){{< /read >}} {{< own >}}[o](#here){{< /own >}} [p](#here)\n"
    ),
    "content/b.fr.md": "## Ici\n\n{{% keep %}}[k](#ici){{% /keep %}}{{< show >}}\n",
}


def test_links_in_what_markdownify_renders_start_from_the_home_page(tmp_path: Path) -> None:
    site = site_of_texts(tmp_path, HOME_SITE)
    found = {item.link.label: item.target for item in resolve_links(site).all}
    assert {name: target.url for name, target in found.items()} == {
        **dict.fromkeys("rg", "/"),
        **dict.fromkeys("op", "/a/"),
        "k": "/fr/",
    }
    assert {name for name, target in found.items() if target.reason} == {"r", "k"}
    assert find_place(site, found["r"]).state is find_place(site, found["k"]).state is PlaceState.MISSING
    assert find_place(site, found["o"]).state is find_place(site, found["p"]).state is PlaceState.THERE
    assert find_place(site, found["g"]).state is PlaceState.UNKNOWN


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
def test_hugo_starts_the_same_links_there(tmp_path: Path) -> None:
    write_files(tmp_path, HOME_SITE)
    build_hugo(tmp_path, tmp_path / "built")
    page = (tmp_path / "built/a/index.html").read_text()
    french = (tmp_path / "built/fr/b/index.html").read_text()
    assert [f'href="{address}"' in page for address in ("/#here", "/#gone")] == [True, True]
    assert page.count('href="#here"') + page.count('href="/a/#here"') == 2
    assert 'href="/fr/#ici"' in french


@pytest.mark.parametrize(
    ("config", "address", "outcome"),
    [
        ("", "/s/page/2/", UNKNOWN),
        ("", "/s/157/", MISSING),
        ("", "/s/page/", MISSING),
        ('pagination = {path = "seite"}\n', "/s/seite/2", UNKNOWN),
        ('paginatePath = "seite"\n', "/s/page/2/", MISSING),
        ('[languages.en]\n[languages.de.pagination]\npath = "seite"\n', "/s/seite/2/", UNKNOWN),
    ],
)
def test_a_list_is_cut_into_pages_of_one_folder(
    tmp_path: Path, config: str, address: str, outcome: LinkOutcome
) -> None:
    texts = {"hugo.toml": f"{TOP}{config}", "content/s/a.md": f"---\ntitle: A\n---\n[x]({address})\n"}
    (target,) = targets(site_of_texts(tmp_path, texts), "content/s/a.md").values()
    assert target.outcome is outcome
