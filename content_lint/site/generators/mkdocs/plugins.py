"""What MkDocs' plugins, hooks and Markdown extensions can add to a site, as far as it is known without running them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.site.model import ANYWHERE, Maker
from content_lint.text.regex import regex

_NO_PAGES = frozenset(
    {
        *("search", "meta", "tags", "blog", "offline", "optimize", "privacy", "typeset", "info", "projects"),
        *("redirects", "awesome-pages", "awesome-nav", "literate-nav", "section-index", "nav-weight", "minify"),
        *("git-revision-date", "git-revision-date-localized", "git-committers", "git-committers-2", "git-authors"),
        *("macros", "glightbox", "exclude", "autorefs", "mkdocstrings", "markdownextradata", "include-markdown"),
        *("table-reader", "mermaid2", "htmlproofer", "linkcheck", "image-captions", "img2fig", "spellcheck"),
        *("open-in-new-tab", "external-markdown", "charts", "encryptcontent", "kroki", "callouts", "codeinclude"),
        *("abbreviations", "ezlinks", "ezlinks2", "roamlinks", "autolinks", "panzoom", "print-site", "mike"),
        *("video", "tooltips", "badges", "swagger-ui-tag", "render_swagger", "neoteroi.mkdocsoad", "drawio", "macro"),
        *("caption", "ultralytics", "llmstxt", "copy-to-llm", "markdown-exec", "exclude-search", "alias", "group"),
        *("enumerate-headings", "add-number", "bibtex", "file-filter", "social", "rss", "i18n", "static-i18n"),
        *("tooltipster-links", "unused-files", "page-view-count", "build-plantuml", "kroki2", "embed-file", "toc-md"),
        *("techdocs-core", "coverage", "pdf-export", "with-pdf", "swagger", "markmap", "termynal", "quiz"),
        *("gh-admonitions", "mkdocs_puml", "puml", "img2figv2", "git-latest-changes", "git-snippet", "ezglossary"),
        *("asciinema-player", "plotly", "d2", "statistics", "document-dates", "graphviz", "markdown-filter"),
        *(
            "mkdocs-video",
            "include-exclude-files",
            "exclude-unused-files",
            "meta-manager",
            "open-graph",
            "nav-enhancer",
        ),
        *("announce", "obsidian-bridge", "simple-blog", "monorepo", "mkdocs-simple-hooks", "snippets"),
    }
)
"""Plugins that make no page of their own, or whose pages are worked out elsewhere in this package."""

_MAKE: Mapping[str, tuple[tuple[str, ...], bool]] = {
    "social": (("/assets/images/social/**",), True),
    "privacy": (("/assets/external/**",), True),
    "rss": (("/feed_*.xml", "/feed_*.json"), True),
    "print-site": (("/print_page",), False),
    "llmstxt": (("/llms.txt", "/llms-full.txt"), True),
    "coverage": (("/coverage/**",), True),
    "pdf-export": (("/**/*.pdf",), True),
    "with-pdf": (("/**/*.pdf",), True),
    "monorepo": ((ANYWHERE,), True),
    "techdocs-core": ((ANYWHERE,), True),
    "markdown-exec": ((), False),
}
"""What plugins make: addresses, and whether they make files that are no pages, too."""

_HOOK_MAKES = regex(r"def on_(?:files|post_build|build_error)\b|\bFile\.generated\(|\bFile\(")
_TAKES_LINKS = regex(r"\\\]\\\(|\bhref\b|\bsrc\b")
_HOOK_WRITES = regex(r"def on_(?:page_markdown|page_content|post_page|page_read_source|env)\b")

_SILENT_EXTENSIONS = frozenset(
    {
        *(
            "abbr",
            "admonition",
            "attr_list",
            "codehilite",
            "def_list",
            "extra",
            "fenced_code",
            "footnotes",
            "md_in_html",
        ),
        *("meta", "nl2br", "sane_lists", "smarty", "tables", "toc", "wikilinks", "legacy_attrs", "legacy_em"),
        *("mdx_truly_sane_lists", "mdx_math", "mdx_gh_links", "markdown_checklist.extension", "mdx_breakless_lists"),
        *("mkdocs-click", "markdown_inline_graphviz", "fontawesome_markdown", "plantuml_markdown", "smart_strong"),
        *("zensical.extensions.macros", "markdown_grid_tables", "neoteroi.cards", "neoteroi.timeline", "mdx_emdash"),
        *("mkautodoc", "urlize", "markdown_captions", "markdown_gfm_admonition", "github-callouts", "callouts"),
        *("zensical.extensions.preview", "zensical.extensions.glightbox", "zensical.extensions.emoji"),
    }
)
"""Extensions that give headings no other ids, and bring no text of another file."""


def is_known(name: str) -> bool:
    """Whether it is known here what a plugin does to a site."""
    return name in _NO_PAGES or name in _MAKE


def makers_of(plugins: Mapping[str, Mapping[str, object]], hooks: Mapping[str, str]) -> Iterator[Maker]:
    """The programs that may add addresses which only running them tells.

    Args:
        plugins: by name, with their options.
        hooks: the texts of the site's own programs, by path.
    """
    for name in plugins:
        known = _MAKE.get(name)
        if known is not None:
            addresses, files = known
            if addresses:
                yield Maker(f"the plugin {name}", addresses, files)
        elif not is_known(name):
            yield Maker(f"the plugin {name}", (ANYWHERE,), files=True)
    for path, text in hooks.items():
        if _HOOK_MAKES.search(text):
            yield Maker(path, (ANYWHERE,), files=True)


def text_changers(plugins: Mapping[str, object], hooks: Mapping[str, str]) -> Iterator[str]:
    """What may write into the text of any page, so that it has more places than its file says."""
    for name in plugins:
        if not is_known(name):
            yield f"the plugin {name}"
    for path, text in hooks.items():
        if _HOOK_WRITES.search(text):
            yield f"`{path}`"


def link_changers(name: str, hooks: Mapping[str, str]) -> Iterator[str]:
    """The hooks that may write another file into a link: they change texts, and name the file or take links apart.

    Args:
        name: of the file that a link names.
        hooks: the texts of the site's own programs, by path.
    """
    for path, text in hooks.items():
        if _HOOK_WRITES.search(text) and ((name and name in text) or _TAKES_LINKS.search(text)):
            yield path


def unknown_extensions(extensions: Mapping[str, object]) -> Iterator[str]:
    """Markdown extensions of which nobody knows here what they make of headings."""
    for name in extensions:
        short = name.removeprefix("markdown.extensions.").split(":")[0]
        if short not in _SILENT_EXTENSIONS and not short.startswith(("pymdownx.", "material.extensions.")):
            yield name
