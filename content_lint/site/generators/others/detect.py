"""How generators without a package of their own are recognised, and where it reads."""

from __future__ import annotations

import re

from content_lint.site.generators.plain.recognition import ALWAYS, BOTH, README, Recognition, json_key, script
from content_lint.text.regex import regex

_ALL = (
    Recognition(
        "hexo",
        "Hexo",
        regex(r"_config\.ya?ml\Z"),
        ("source",),
        regex(r"^source_dir\s*:\s*[\"']?([^\"'#\n]{1,200})", re.MULTILINE),
        evidence=("package.json", json_key("hexo")),
        dated_names=True,
    ),
    Recognition("quarto", "Quarto", regex(r"_quarto\.ya?ml\Z"), (".",), partials=True),
    Recognition("bookdown", "bookdown", regex(r"_bookdown\.ya?ml\Z"), (".",)),
    Recognition(
        "carpentries",
        "The Carpentries Workbench",
        regex(r"config\.ya?ml\Z"),
        (".",),
        evidence=("", regex(r"^carpentry\s*:", re.MULTILINE)),
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
        double_endings=True,
    ),
    Recognition("bridgetown", "Bridgetown", regex(r"bridgetown\.config\.ya?ml\Z"), ("src",)),
    Recognition(
        "nikola",
        "Nikola",
        regex(r"conf\.py\Z"),
        ("posts", "pages"),
        evidence=("", regex(r"^BLOG_TITLE\s*=", re.MULTILINE)),
    ),
    Recognition(
        "sphinx",
        "Sphinx",
        regex(r"(?:source/)?conf\.py\Z"),
        evidence=("", regex(r"sphinx|myst_parser|^extensions", re.MULTILINE)),
        labels=ALWAYS,
    ),
    Recognition(
        "franklin",
        "Franklin",
        regex(r"config\.md\Z"),
        (".",),
        evidence=("Project.toml", regex(r"^Franklin\b", re.MULTILINE)),
        fences="julia",
    ),
    Recognition(
        "mintlify",
        "Mintlify",
        regex(r"(?:mint|docs)\.json\Z"),
        (".",),
        evidence=("", regex("mintlify")),
        mdx=BOTH,
    ),
    Recognition("retype", "Retype", regex(r"retype\.(?:ya?ml|json)\Z"), (".",)),
    Recognition(
        "docsify",
        "docsify",
        regex(r"index\.html\Z"),
        (".",),
        evidence=("", regex(r"\$docsify\b")),
        index=README,
        partials=True,
    ),
    Recognition(
        "gitbook",
        "GitBook",
        regex(r"\.gitbook\.ya?ml\Z|book\.json\Z|SUMMARY\.md\Z"),
        (".",),
        evidence=("SUMMARY.md", regex(r"^[ \t]*[*+-][ \t]+\[[^\]\n]*\]\([^)\n]+\.md", re.MULTILINE)),
        index=README,
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
        own_reader=True,
        makes_applications=True,
    ),
    Recognition("sveltekit", "SvelteKit", script(r"svelte\.config"), own_reader=True, makes_applications=True),
)
DETECTIONS = {item.name: item for item in _ALL}
