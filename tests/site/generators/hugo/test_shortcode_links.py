"""Addresses that shortcodes write of what they are handed."""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from msgspec.structs import astuple

from content_lint.config.load import load_settings
from content_lint.engine.links import list_links
from content_lint.rules.registry import catalog
from content_lint.site.generators.hugo.shortcode_links import read_addresses
from tests.site.generators.hugo.test_references import NOW

HUGO = shutil.which("hugo")
TEMPLATES = {
    "picture": '<img src="{{ .Get "src" }}" alt="">',
    "button": "<a class=b href='/to/{{ .Get 0 }}/'>{{ .Inner }}</a>",
    "based": '<a href="{{ .Get 0 | relURL }}">x</a>',
    "called": '<a href="{{ absURL (.Get 0) }}">x</a>',
    "tested": '{{ if .Get "to" }}<a href="{{ .Get "to" }}">x</a>{{ end }}',
    "chosen": '{{ if eq (.Get "kind") "a" }}<a href="{{ .Get "to" }}">x</a>{{ end }}',
    "silent": "{{ if false }}{{ .Inner }}{{ end }}",
    "secret": "",
    "raw": "<div>{{ .Inner }}</div>",
    "read": "{{ .Inner | markdownify }}",
    "plain": "{{ .Inner }}",
    "handed": '{{ partial "read.html" .Inner }}',
}
TEXT = """---
title: A
---
{{< figure src="/gone.png" link="/gone-link/" >}} {{< figure src="beside.png" >}} {{< figure src="not-beside.png" >}}

{{< picture src="/gone-2.png" >}} {{< picture "/number.png" >}}

{{< button gone-button >}}y{{< /button >}} {{< button "posts" >}}{{< /button >}}

{{< based gone-based >}} {{< called "gone-called" >}} {{< tested to=/gone-tested/ >}} {{< tested other=1 >}}

{{< chosen to=/perhaps/ >}} {{< secret to=/never/ >}}

{{</* figure src="/comment.png" */>}}

{{< raw >}}[x](/as-it-is/) <a href="/gone-raw/">y</a>{{< /raw >}}

{{< read >}}[x](/gone-read/){{< /read >}} {{< handed >}}[x](/gone-handed/){{< /handed >}}

{{< raw >}}{{% plain %}}[x](/gone-inner/){{% /plain %}}{{< /raw >}}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {
        "hugo.toml": 'baseURL = "https://www.example.org/"\ndisableKinds = ["taxonomy", "term"]\n',
        "content/posts/a/index.md": TEXT,
        "content/posts/a/beside.png": "",
        "layouts/all.html": "{{ .Content }}",
        "layouts/_partials/read.html": "{{ . | markdownify }}",
        **{f"layouts/_shortcodes/{name}.html": text for name, text in TEMPLATES.items()},
    }
    for path, text in files.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text)
    return tmp_path


def test_what_shortcodes_write_is_looked_up(root: Path) -> None:
    listing = list_links(load_settings(root, catalog=catalog()), NOW, None, wanted=lambda _: True)
    missing = {row.destination for row in listing.report().rows if row.outcome == "missing"}
    assert missing == {
        *("/gone.png", "/gone-link/", "not-beside.png", "/gone-2.png", "/to/gone-button/"),
        *("/to/posts/", "/gone-based", "/gone-called", "/gone-tested/"),
        *("/gone-raw/", "/gone-read/", "/gone-handed/", "/gone-inner/"),
    }


@pytest.mark.skipif(HUGO is None, reason="the real program is not there")
def test_hugo_writes_the_same_addresses(root: Path) -> None:
    assert HUGO is not None
    subprocess.run([HUGO, "--quiet"], cwd=root, check=True, capture_output=True, timeout=120)
    page = (root / "public/posts/a/index.html").read_text().replace("https://www.example.org", "")
    listing = list_links(load_settings(root, catalog=catalog()), NOW, None, wanted=lambda _: True)
    for row in listing.report().rows:
        assert f'"{row.destination}"' in page.replace("'", '"').replace("=/to", '="/to'), row
    for never in ("/never/", "/comment.png", "/number.png", "/perhaps/", "/as-it-is/"):
        assert f'="{never}"' not in page


@pytest.mark.parametrize(
    "template",
    [
        '<img src="{{ .Get "src" | lower }}">',
        '<img src="{{ .Get "a" }}{{ .Get "b" }}">',
        '<img data-src="{{ .Get "src" }}">',
        '<script src="{{ .Get "src" }}"></script>',
        '{{/* <img src="{{ .Get "src" }}"> */}}',
        '<!-- <img src="{{ .Get "src" }}"> -->',
        '{{ with .Get "a" }}{{ else }}<img src="{{ .Get "src" }}">{{ end }}',
        '{{ range .Params }}<img src="{{ $.Get "src" }}">{{ end }}',
        '<img src="{{ .Get "src" }}',
        "{{ end }}{{ else }}{{ end }}",
    ],
)
def test_what_a_template_may_change_or_leave_out_is_left_alone(template: str) -> None:
    assert read_addresses(template) == ()


def test_what_follows_a_block_is_read() -> None:
    found = read_addresses('{{ if .Get "a" }}x{{ else if .Get "b" }}y{{ end }}<img src="{{ .Get "src" }}">')
    assert [(item.parameter, item.needed) for item in found] == [("src", ())]


@pytest.mark.parametrize(
    ("template", "found"),
    [
        ('<a href="{{ .Get 0 }}">', ("a.href", "0", "", "", (), False)),
        ("<A class=x HREF='{{ $.Get `to` }}'>", None),
        ("<a class=x href='/a/{{- $.Get `to` -}}/b'>", ("a.href", "to", "/a/", "/b", (), False)),
        ("<a href=\"{{ .Get 0 }}'>", None),
        ('<a src="{{ .Get 0 }}">', None),
        ('<b href="{{ .Get 0 }}">', None),
        ('<video src="{{ .Get 0 | safeURL }}">', ("video.src", "0", "", "", (), False)),
        ('<a href="{{ .Get 0 | upper }}">', None),
        ('<a href="{{ .Get 0 | relURL }}#x">', ("a.href", "0", "", "#x", (), True)),
        ('<a href="/x{{ .Get 0 | relURL }}">', None),
        ('<a href="{{ relURL (.Get 0) }}">', ("a.href", "0", "", "", (), True)),
        ('<a href="{{ safeURL (.Get "u") }}">', ("a.href", "u", "", "", (), False)),
        ('<a href="{{ upper (.Get 0) }}">', None),
        ('{{ if .Get 1 }}<a href="{{ .Get 0 }}">{{ end }}', ("a.href", "0", "", "", ("1",), False)),
        ('{{ with (.Get "u") }}{{ if .Get 2 }}<a href="{{ $.Get 0 }}">', ("a.href", "0", "", "", ("u", "2"), False)),
        ('{{ if .Get 1 }}x{{ end }}<a href="{{ .Get 0 }}">', ("a.href", "0", "", "", (), False)),
        (
            '{{ if .Get 1 }}{{ if .Get 2 }}{{ end }}<a href="{{ .Get 0 }}">{{ end }}',
            ("a.href", "0", "", "", ("1",), False),
        ),
        ('{{ if .Get 1 }}{{ else }}<a href="{{ .Get 0 }}">{{ end }}', None),
        ('{{ else }}<a href="{{ .Get 0 }}">', ("a.href", "0", "", "", (), False)),
        ('{{ if eq 1 2 }}<a href="{{ .Get 0 }}">{{ end }}', None),
        ('{{ range .x }}<a href="{{ .Get 0 }}">{{ end }}', None),
        ('{{/* <a href="{{ .Get 0 }}"> */}}', None),
        ('<!-- <a href="{{ .Get 0 }}"> -->', None),
        ("x" * 99_979 + '<a href="{{ .Get 0 }}">', None),
        ("x" * 99_978 + '<a href="{{ .Get 0 }}">', ("a.href", "0", "", "", (), False)),
    ],
)
def test_an_attribute_that_holds_a_parameter_is_read(template: str, found: tuple[object, ...] | None) -> None:
    assert [astuple(item)[:6] for item in read_addresses(template)] == ([] if found is None else [found])
