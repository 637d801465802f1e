"""What templates for links and images write, worked out and as Hugo writes it."""

from __future__ import annotations

import re
import time
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest

from content_lint.links.site_links import resolve_links
from content_lint.links.target import LinkOutcome
from tests.differential.generators import HUGO, WHY_NO_HUGO, BuildError, build_hugo
from tests.files import write_files
from tests.links.sites import site_of_texts, targets

LINKS = (
    "/s/b.md", "/s/b", "/s/b/", "/s/B", "s/b.md", "../s/b/", "./e.md", "e", "e.md#here", "e?q=1#here", "#here",
    "no.md", "/no/", "/x.txt", "x.txt", "p.png", "./p.png", "/img/a.png", "img/a.png", "img/none.png", "index.md",
    "g", "/docs/s/", "/content/s/b.md", "s/b.md#x", "a b.md", "/fr/", "..",
)  # fmt: skip
PARSED = "{{- $u := urls.Parse .Destination -}}"
HOOKS = {
    "as it is": '<a class="x" href="{{ .Destination | safeURL }}"'
    '{{ with .Title }} title="{{ . }}"{{ end }}>{{ .Text }}</a>',
    "relURL": '<a href="{{ .Destination | relURL }}">{{ .Text | safeHTML }}</a>',
    "absURL": '<a href="{{ absURL .Destination }}">{{ .Text }}</a>',
    "trimmed": '{{ $d := .Destination }}{{ if hasPrefix $d "/" }}'
    '{{ $d = (strings.TrimPrefix "/" $d) | relURL }}{{ end }}'
    '<a href="{{ $d }}">{{ .Text }}</a>',
    "without an ending": "{{- $d := .Destination -}}{{- if not (hasPrefix $d `http`) -}}"
    '{{- $d = replaceRE `\\.md(#|$)` "$1" $d -}}{{- end -}}<a href="{{ $d | safeURL }}">{{ .Text }}</a>',
    "split": '{{ $parts := split .Destination "#" }}{{ $p := .Page.GetPage (index $parts 0) }}<a href="'
    '{{ if $p }}{{ $p.RelPermalink }}{{ else }}{{ index $parts 0 }}{{ end }}{{ with index $parts 1 }}#{{ . }}{{ end }}'
    '">{{ .Text }}</a>',
    "embedded": f"""{PARSED}{{{{- $href := $u.String -}}}}
{{{{- if strings.HasPrefix $u.String "#" -}}}}{{{{- $href = printf "%s#%s" .PageInner.RelPermalink $u.Fragment -}}}}
{{{{- else if and $href (not $u.IsAbs) -}}}}{{{{- $path := strings.TrimPrefix "./" $u.Path -}}}}
{{{{- with or ($.PageInner.GetPage $path) ($.PageInner.Resources.Get $path) (resources.Get $path) -}}}}
{{{{- $href = .RelPermalink -}}}}{{{{- with $u.RawQuery -}}}}{{{{- $href = printf "%s?%s" $href . -}}}}{{{{- end -}}}}
{{{{- with $u.Fragment -}}}}{{{{- $href = printf "%s#%s" $href . -}}}}{{{{- end -}}}}{{{{- end -}}}}{{{{- end -}}}}
<a href="{{{{ $href }}}}">{{{{ .Text }}}}</a>""",
    "attributes": PARSED + '{{ $a := dict "href" $u.String }}{{ if eq $u.String "g" }}{{ $a = dict "href" (printf '
    '"%s#%s" (site.GetPage "/s/b").RelPermalink (anchorize .PlainText)) }}{{ end }}{{ $a = merge $a (dict "rel" "x") }}'
    '<a{{ range $k, $v := $a }}{{ printf " %s=%q" $k $v | safeHTMLAttr }}{{ end }}>{{ .Text }}</a>',
    "a partial": '{{ partial "link.html" (dict "ctx" . "root" "/docs") }}',
    "a part of its own": '{{ define "_partials/inline/of.html" }}{{ return (strings.TrimSuffix ".md" .) }}{{ end }}'
    '<a href="{{ partial "inline/of.html" .Destination }}">{{ .Text }}</a>',
    "below the page": '{{ $d := .Destination }}{{ if not (or (hasPrefix $d "/") (hasPrefix $d "#")) }}'
    '{{ $d = path.Join .Page.RelPermalink $d }}{{ end }}<a href="{{ $d }}">{{ .Text }}</a>',
    "by its file": '{{ $d := .Destination }}{{ with .Page.File }}{{ $d = printf "/%s%s" .Dir $d }}{{ end }}'
    '<a href="{{ $d }}">{{ .Text }}</a>',
    "by section": '<a href="{{ if eq .Page.Section "s" }}/s{{ .Destination }}{{ else }}{{ .Destination }}{{ end }}">'
    "{{ .Text }}</a>",
    "where the file is": '{{ $d := .Destination }}{{ if fileExists (printf "static/%s" $d) }}{{ $d = printf "/%s" $d }}'
    '{{ end }}<a href="{{ $d }}">{{ .Text }}</a>',
    "by version": '{{ if lt hugo.Version "0.20.0" }}{{ errorf "too old" }}{{ end }}<a href="'
    '{{ cond (ge hugo.Version "0.100.0") .Destination "/old" }}">{{ .Text }}</a>',
    "by parameter": '<a href="{{ with site.Params.Root }}{{ . }}{{ end }}{{ .Destination }}">{{ .Text }}</a>',
    "by a site's own list": '{{ $d := .Destination }}{{ range $k, $v := site.Params.short }}{{ if hasPrefix $d $k }}'
    '{{ $d = replace $d $k $v 1 }}{{ end }}{{ end }}<a href="{{ $d }}">{{ .Text }}</a>',
    "with more tags": '<span><img src="/icon.png"></span><a data-x="1" '
    'href = \'{{ .Destination }}\' rel=x>{{ .Text }}</a>',
    "found pages only": '{{ with site.GetPage .Destination }}<a href="{{ .RelPermalink }}">{{ else }}'
    '<a href="#missing">{{ end }}{{ .Text }}</a>',
    "in its language": '<a href="{{ .Destination | relLangURL }}">{{ .Text }}</a>',
    "substrings": '{{ $d := .Destination }}{{ if eq (substr $d 0 9) "/content/" }}{{ $d = substr $d 8 }}{{ end }}'
    '<a href="{{ $d }}">{{ .Text }}</a>',
    "in a list": '{{ $d := .Destination }}{{ if in (slice "g" "e") $d }}{{ $d = "/s/b/" }}{{ end }}'
    '{{ if findRE `^\\./` $d }}'
    '{{ $d = strings.TrimLeft "./" $d }}{{ end }}<a href="{{ $d }}">{{ .Text }}</a>',
}  # fmt: skip
PARTIAL = (
    '{{ $d := .ctx.Destination }}{{ if hasPrefix $d "/s/" }}{{ $d = printf "%s%s" .root $d }}{{ end }}'
    '<a href="{{ $d }}">{{ .ctx.Text }}</a>'
)


def site(base: str, hook: str) -> dict[str, str]:
    links = "\n\n".join(f"[L{number}](<{link}>)" for number, link in enumerate(LINKS))
    page = f"---\ntitle: T\n---\n{links}\n"
    return {
        "hugo.toml": f'baseURL = "https://e.example{base}"\ndisableKinds = ["rss", "sitemap"]\n'
        '[params]\nroot = ""\n[params.short]\n"g:" = "/s/"\n',
        "layouts/all.html": "{{ .Content }}",
        "layouts/_markup/render-link.html": hook,
        "layouts/_partials/link.html": PARTIAL,
        "content/a.md": page,
        "content/s/_index.md": page,
        "content/s/b.md": page,
        "content/s/c.md": "---\ntitle: C\nurl: /elsewhere/\n---\n## Here\n",
        "content/s/leaf/index.md": page,
        "content/s/leaf/p.png": "x",
        "content/e.md": "## Here\n",
        "static/x.txt": "x",
        "assets/img/a.png": "x",
    }


def as_hugo_writes(folder: Path, url: str) -> list[str]:
    text = (folder / url.strip("/") / "index.html").read_text(encoding="utf-8")
    found = re.findall(r"<a\s[^>]*?href\s*=\s*(?:\"([^\"]*)\"|'([^']*)')[^>]*>L(\d+)</a>", text)
    assert [int(number) for *_, number in found] == list(range(len(LINKS)))
    return [unquote(unescape(one or other)) for one, other, _ in found]


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
@pytest.mark.parametrize("base", ["/", "/base/"])
@pytest.mark.parametrize("name", HOOKS)
def test_templates_write_what_hugo_writes(tmp_path: Path, name: str, base: str) -> None:
    texts = site(base, HOOKS[name])
    write_files(tmp_path, texts)
    built = build_hugo(tmp_path, tmp_path / "built")
    found = site_of_texts(tmp_path, texts)
    references = found.generator.references(found)
    wrong = []
    for path in ("content/a.md", "content/s/_index.md", "content/s/b.md", "content/s/leaf/index.md"):
        document, page = found.documents[path], found.pages[path]
        for link, real in zip(document.body.links, as_hugo_writes(built, page.url), strict=True):
            made = references.as_rendered(document, page, link)
            if made is not None and made.is_there:
                assert (built / real.removeprefix(base).lstrip("/")).is_file()
                continue
            if made is not None and made.maker:
                assert name == "where the file is"
                assert ".." in link.destination  # outside of known folders
                continue
            ours = unquote(link.destination if made is None else made.text)
            if as_read(ours, base, page.url) != as_read(real, base, page.url):
                wrong.append(f"{path} {link.destination}: {ours}, Hugo {real}")
    assert "\n".join(wrong) == ""


def as_read(address: str, base: str, url: str) -> str:
    """Without the site's own host, and with the page's own address in front of a lone fragment."""
    bare = address.removeprefix("https://e.example")
    return f"{base.rstrip('/')}{url}{bare}" if bare[:1] == "#" else bare


STOPS = (
    '{{ with .Page.GetPage .Destination }}<a href="{{ .RelPermalink }}">{{ else }}{{ if hasPrefix $.Destination "/" }}'
    '{{ errorf "No page %q in %q" $.Destination $.Page.File.Path }}{{ end }}<a href="{{ $.Destination }}">{{ end }}'
)
EITHER = '<a href="{{ if .Attributes.far }}/x/{{ else }}{{ .Destination }}{{ end }}">'
PICTURES = (
    '{{ $i := .Page.Resources.GetMatch .Destination }}{{ if $i }}{{ $s := $i.Resize "300x" }}<img alt="" '
    'src="{{ $s.RelPermalink }}" srcset="{{ $s.RelPermalink }} 2x">{{ else }}<img src="{{ .Destination }}">{{ end }}'
)
DEEP = "{{ if true }}" * 60 + "{{ end }}" * 60
ENDLESS = '{{ template "x" . }}{{ define "x" }}{{ template "x" . }}{{ end }}'
BY_TITLE = '<a href="{{ if .Title }}/b/{{ else }}/no/{{ end }}">'
BY_TEXT = '<a href="{{ if in .Text "code" }}/b/{{ else }}{{ .Destination }}{{ end }}">'
BY_PLAIN_TEXT = '<a href="{{ with site.GetPage (lower (plainify .Text)) }}{{ .RelPermalink }}{{ else }}/no/{{ end }}">'
SAID = '`layouts/_markup/render-link.html` says: No page "/no/" in "a.md"'
OPEN = "go through `layouts/_markup/render-link.html`, and only the build tells"


@pytest.mark.parametrize(
    ("name", "hook", "link", "outcome", "reason"),
    [
        ("link", STOPS, "[x](/no/)", "stops-the-build", SAID),
        ("link", STOPS, "[x](no)", "missing", ""),
        ("link", STOPS, "[x](/b)", "live", ""),
        ("link", EITHER, "[x](/no/)", "unknown", OPEN),
        ("link", EITHER, "[x](/b/)", "live", ""),
        ("link", '<a href="{{ .Destination | strange }}">', "[x](/no/)", "unknown", OPEN),
        ("link", "{{ .Text }}", "[x](/no/)", "unknown", OPEN),
        ("link", '<a href="{{ .Destination }}', "[x](/no/)", "unknown", OPEN),
        ("link", f'{DEEP}<a href="{{{{ .Destination }}}}">', "[x](/no/)", "unknown", OPEN),
        ("link", ENDLESS, "[x](/no/)", "unknown", OPEN),
        ("link", '<a href="{{/* "}} */}}{{ .Destination }}">', "[x](/no/)", "missing", ""),
        ("link", BY_TITLE, '[x](y "t")', "live", ""),
        ("link", BY_TITLE, "[x](y)", "missing", ""),
        ("link", BY_TEXT, "[`x`](no)", "unknown", OPEN),
        ("link", BY_PLAIN_TEXT, "[`B`](no)", "live", ""),
        ("link", BY_PLAIN_TEXT, "[C](no)", "missing", ""),
        ("image", PICTURES, "![x](p.png)", "live", ""),
        ("image", PICTURES, "![x](q.png)", "missing", ""),
        ("image", PICTURES.replace('"300x"', "$.Page.Params.size"), "![x](p.png)", "live", ""),
    ],
)
def test_what_becomes_of_one_link(tmp_path: Path, name: str, hook: str, link: str, outcome: str, reason: str) -> None:
    path = "content/a/index.md" if name == "image" else "content/a.md"
    texts = {
        "hugo.toml": 'baseURL = "https://e.example/"\n',
        f"layouts/_markup/render-{name}.html": hook,
        path: f"---\ntitle: A\n---\n{link}\n",
        "content/a/p.png": "x",
        "content/b.md": "x\n",
    }
    (found,) = targets(site_of_texts(tmp_path, texts), path).values()
    assert found.outcome is LinkOutcome(outcome)
    assert (found.reason or "").startswith(reason)


@pytest.mark.skipif(HUGO is None, reason=WHY_NO_HUGO)
def test_hugo_stops_where_a_template_says_so(tmp_path: Path) -> None:
    write_files(tmp_path, site("/", STOPS))
    with pytest.raises(BuildError, match="No page"):
        build_hugo(tmp_path, tmp_path / "built")


@pytest.mark.parametrize(
    "hook",
    [
        "{{ range (slice 1 2 3 4 5 6 7 8 9) }}" * 9 + "x" + "{{ end }}" * 9,
        '{{ $x := "aaaaaaaaaa" }}' + "{{ $x = print $x $x $x $x }}" * 60 + '<a href="{{ $x }}">',
        "{{ if .A }}a{{ end }}" * 60,
        "{{/*" * 20_000,
        "{{ (" * 20_000,
        "{{ " + "(" * 20_000,
        '{{ "' * 20_000,
        '<a href="{{ replaceRE `(a+)+b` "" (printf "%s%s" .Destination .Destination) }}">',
        '<a href="{{ findRE `a*a*a*a*b` .Destination }}">',
        "<a " * 5_000,
        "{{ if false }}" + "{{ else if false }}" * 2_000 + "{{ end }}",
        "{{ if false }}" + "{{ else if false }}" * 150 + "{{ else }}x{{ end }}",
        '{{ define "x" }}' + "{{ if true }}" * 30 + '{{ template "x" . }}' + "{{ end }}" * 31 + '{{ template "x" . }}',
    ],
)
def test_a_hostile_template_costs_little(tmp_path: Path, hook: str) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.example/"\n',
        "layouts/_markup/render-link.html": hook,
        "content/a.md": f"[x](/{'a' * 5_000})\n",
    }
    begun = time.process_time()
    (found,) = targets(site_of_texts(tmp_path, texts), "content/a.md").values()
    assert found.outcome is LinkOutcome.UNKNOWN
    assert time.process_time() - begun < 3


def test_markdown_in_front_matter_goes_through_the_template_as_well(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.example/base/"\n',
        "layouts/_markup/render-link.html": HOOKS["trimmed"],
        "content/a.md": "---\ntitle: A\nanswer: See [b](/b/) and [gone](/gone/).\n---\nx\n",
        "content/b.md": "x\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.md")
    assert {target.url: target.outcome.value for target in found.values()} == {
        "/base/b/": "live",
        "/base/gone/": "missing",
    }


def test_the_same_text_with_and_without_markup_is_not_the_same_link(tmp_path: Path) -> None:
    texts = {
        "hugo.toml": 'baseURL = "https://e.example/"\n',
        "layouts/_markup/render-link.html": BY_TEXT,
        "content/a.md": "[x](no) [`x`](no)\n\n[x](no)\n",
    }
    site = site_of_texts(tmp_path, texts)
    assert [item.target.outcome.value for item in resolve_links(site).all] == ["missing", "unknown", "missing"]


def test_words_of_a_partial_count_as_well(tmp_path: Path) -> None:
    resolver = '{{ $d := .Destination }}{{ if eq $d "/b" }}{{ $d = "/no/" }}{{ else }}{{ with .Page.GetPage $d }}'
    texts = {
        "hugo.toml": 'baseURL = "https://e.example/"\n',
        "layouts/_markup/render-link.html": '<a href="{{ partial "of.html" . }}">',
        "layouts/_partials/of.html": resolver + "{{ $d = .RelPermalink }}{{ end }}{{ end }}{{ return $d }}",
        "content/a.md": "[c](/c) [b](/b)\n",
        "content/b.md": "x\n",
        "content/c.md": "x\n",
    }
    found = targets(site_of_texts(tmp_path, texts), "content/a.md")
    assert (found["c"].url, found["b"].url) == ("/c/", "/no/")
