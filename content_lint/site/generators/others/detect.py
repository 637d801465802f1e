"""How generators without a package of their own are recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import ALWAYS, BOTH, README, Recognition, json_key, script, word
from content_lint.text.regex import regex

_ALL = (
    Recognition(
        "vitepress",
        "VitePress",
        script(r"\.vitepress/config(?:/index)?"),
        (".",),
        word("srcDir"),
        heading_ids="vitepress",
    ),
    Recognition(
        "vuepress",
        "VuePress",
        script(r"\.vuepress/config(?:/index)?"),
        (".",),
        index=README,
        heading_ids="vitepress",
    ),
    Recognition(
        "mdbook",
        "mdBook",
        regex(r"book\.toml\Z"),
        ("src",),
        regex(r"^[ \t]*src[ \t]*=[ \t]*\"([^\"\n]+)", re.MULTILINE),
    ),
    Recognition(
        "hexo",
        "Hexo",
        regex(r"_config\.ya?ml\Z"),
        ("source",),
        regex(r"^source_dir\s*:\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        evidence=("package.json", json_key("hexo")),
        dated_names=True,
    ),
    Recognition("jupyter-book", "Jupyter Book", regex(r"(?:_toc\.ya?ml|myst\.ya?ml)\Z"), (".",), labels=ALWAYS),
    Recognition("quartz", "Quartz", script(r"quartz\.config"), ("content",)),
    Recognition(
        "pelican",
        "Pelican",
        regex(r"pelicanconf\.py\Z"),
        ("content",),
        regex(r"^PATH\s*=\s*[\"']([^\"'\n]+)", re.MULTILINE),
        dated_names=True,
    ),
    Recognition(
        "middleman",
        "Middleman",
        regex(r"config\.rb\Z"),
        ("source",),
        evidence=("Gemfile", regex(r"middleman")),
    ),
    Recognition("bridgetown", "Bridgetown", regex(r"bridgetown\.config\.ya?ml\Z"), ("src",)),
    Recognition(
        "sphinx",
        "Sphinx",
        regex(r"(?:source/)?conf\.py\Z"),
        evidence=("", regex(r"sphinx|myst_parser|^extensions", re.MULTILINE)),
        labels=ALWAYS,
    ),
    Recognition("quarto", "Quarto", regex(r"_quarto\.ya?ml\Z"), (".",), partials=True),
    Recognition(
        "franklin",
        "Franklin",
        regex(r"config\.md\Z"),
        (".",),
        evidence=("Project.toml", regex(r"^Franklin\b", re.MULTILINE)),
        fences="julia",
    ),
    Recognition(
        "sandpaper",
        "The Carpentries Workbench",
        regex(r"config\.yaml\Z"),
        (".",),
        evidence=("", regex(r"^carpentry:", re.MULTILINE)),
    ),
    Recognition(
        "mintlify",
        "Mintlify",
        regex(r"(?:mint|docs)\.json\Z"),
        (".",),
        evidence=("", regex("mintlify")),
        mdx=BOTH,
    ),
    Recognition(
        "gatsby",
        "Gatsby",
        script(r"gatsby-config"),
        names=regex(r"\bpath:\s*[`\"'](?:\$\{__dirname\}|\.)/([^`\"'\n$]{1,200})"),
        heading_ids="github-slugger",
        makes_applications=True,
    ),
    Recognition(
        "nuxt",
        "Nuxt",
        script(r"nuxt\.config"),
        ("content",),
        heading_ids="github-slugger",
        makes_applications=True,
    ),
    Recognition(
        "next.js",
        "Next.js",
        script(r"next\.config"),
        heading_ids="github-slugger",
        mdx_everywhere=regex("mdx"),
        makes_applications=True,
    ),
    Recognition("sveltekit", "SvelteKit", script(r"svelte\.config"), makes_applications=True),
)
DETECTIONS = {item.name: item for item in _ALL}
