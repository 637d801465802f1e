"""How generators without a package of their own are recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import ALWAYS, BOTH, README, Recognition, json_key, script, word

_ALL = (
    Recognition("vitepress", "VitePress", script(r"\.vitepress/config(?:/index)?"), (".",), word("srcDir")),
    Recognition("vuepress", "VuePress", script(r"\.vuepress/config(?:/index)?"), (".",), index=README),
    Recognition(
        "mdbook",
        "mdBook",
        re.compile(r"book\.toml\Z"),
        ("src",),
        re.compile(r"^[ \t]*src[ \t]*=[ \t]*\"([^\"\n]+)", re.MULTILINE),
    ),
    Recognition(
        "hexo",
        "Hexo",
        re.compile(r"_config\.ya?ml\Z"),
        ("source",),
        re.compile(r"^source_dir\s*:\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        evidence=("package.json", json_key("hexo")),
        dated_names=True,
    ),
    Recognition("jupyter-book", "Jupyter Book", re.compile(r"(?:_toc\.ya?ml|myst\.ya?ml)\Z"), (".",), labels=ALWAYS),
    Recognition("quartz", "Quartz", script(r"quartz\.config"), ("content",)),
    Recognition(
        "pelican",
        "Pelican",
        re.compile(r"pelicanconf\.py\Z"),
        ("content",),
        re.compile(r"^PATH\s*=\s*[\"']([^\"'\n]+)", re.MULTILINE),
        dated_names=True,
    ),
    Recognition(
        "middleman",
        "Middleman",
        re.compile(r"config\.rb\Z"),
        ("source",),
        evidence=("Gemfile", re.compile(r"middleman")),
    ),
    Recognition("bridgetown", "Bridgetown", re.compile(r"bridgetown\.config\.ya?ml\Z"), ("src",)),
    Recognition(
        "sphinx",
        "Sphinx",
        re.compile(r"(?:source/)?conf\.py\Z"),
        evidence=("", re.compile(r"sphinx|myst_parser|^extensions", re.MULTILINE)),
        labels=ALWAYS,
    ),
    Recognition(
        "mintlify",
        "Mintlify",
        re.compile(r"(?:mint|docs)\.json\Z"),
        (".",),
        evidence=("", re.compile("mintlify")),
        mdx=BOTH,
    ),
    Recognition(
        "gatsby",
        "Gatsby",
        script(r"gatsby-config"),
        names=re.compile(r"\bpath:\s*[`\"'](?:\$\{__dirname\}|\.)/([^`\"'\n$]{1,200})"),
        makes_applications=True,
    ),
    Recognition("nuxt", "Nuxt", script(r"nuxt\.config"), ("content",), makes_applications=True),
    Recognition(
        "next.js", "Next.js", script(r"next\.config"), mdx_everywhere=re.compile("mdx"), makes_applications=True
    ),
    Recognition("sveltekit", "SvelteKit", script(r"svelte\.config"), makes_applications=True),
)
DETECTIONS = {item.name: item for item in _ALL}
