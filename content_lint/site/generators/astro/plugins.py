"""What plugins for Markdown change, going by their names and, where they are the site's own, by their texts."""

from __future__ import annotations

import re
from typing import NamedTuple

from content_lint.site.generators.astro.config import Plugin
from content_lint.text.regex import regex

_QUIET = regex(
    r"(?:remark-(?:math|gfm|toc|directive|smartypants|reading-time|sectionize|breaks|mermaid\S*|github-admonitions\S*"
    r"|callouts?|admonitions?|unwrap-images|code-titles|collapse|supersub|definition-list|capitalize|frontmatter"
    r"|mdx\S*|alerts?|oembed|embed\S*|images?\S*|wiki-images)"
    r"|rehype-(?:katex|mathjax|slug|external-links|autolink-headings|figure|unwrap-images|accessible-emojis"
    r"|pretty-code|mermaid\S*|components|expressive-code|prism\S*|highlight|callouts|wrap\S*|class-names"
    r"|add-classes|raw|sanitize|picture|lazy\S*|accessible\S*|meta|minify\S*|infer\S*|image\S*|color-chips|tables?\S*)"
    r"|@astrojs/\S+|\S*/?astro-expressive-code|@expressive-code/\S+|\S*reading-time\S*|\S*mermaid\S*)\Z"
)
_IDS = regex(r"heading-?id|custom-?id|slug(?!ify)|emoji|attr", re.IGNORECASE)
_LINKS = regex(r"link|relative|path|url|base|wiki", re.IGNORECASE)
_SETS_IDS = regex(r"\bid\s*[=:](?!=)|[\"']id[\"']|hProperties|properties\.id")
_GUARD = regex(r"if\s*\(\s*!\s*/((?:[^/\\\[\n]|\\.|\[[^\]\n]{0,200}\])++)/\w*\.test\([^()]*\)\s*+\)\s*+\{?\s*+return\b")
_SLASH = regex(r"\[/\\\\\]|\[\\\\/\]|\\/")
_PLAIN_PATH = regex(r"[\w/-]+\Z")
_SETS_LINKS = regex(r"\b(?:url|href)\s*(?:=(?!=)|:)|[\"'](?:href|url)[\"']\s*[\]:]\s*=?")


class PluginChanges(NamedTuple):
    """What plugins change, each by the name of the first that does; empty where none does.

    Attributes:
        links: they may write other addresses for links.
        ids: they may give headings other ids.
        ids_below: what the path of a file has in it of which the last does so; empty for all files.
    """

    links: str = ""
    ids: str = ""
    ids_below: str = ""

    def ids_of(self, path: str) -> str:
        """The plugin that may give headings of a file other ids; or empty."""
        return self.ids if self.ids_below in f"/{path}" else ""


def changes_of(plugins: tuple[Plugin, ...], texts: dict[str, str]) -> PluginChanges:
    """What plugins change.

    Args:
        plugins: in their order.
        texts: of those that are the site's own, by file.
    """
    links = ids = below = ""
    for plugin in plugins:
        text = texts.get(plugin.file)
        if text is not None:
            links = links or (plugin.name if _SETS_LINKS.search(text) else "")
            if _SETS_IDS.search(text):
                below = _guard(text) if not ids else ""
                ids = ids or plugin.name
        elif plugin.source and _QUIET.match(plugin.source):
            continue
        else:
            # Of a plugin that nobody has heard of, the name has to do.
            links = links or (plugin.name if _LINKS.search(plugin.name) else "")
            if _IDS.search(plugin.name):
                ids, below = ids or plugin.name, ""
    return PluginChanges(links, ids, below)


def _guard(text: str) -> str:
    """What a plugin wants to find in the path of a file, and otherwise leaves the file alone; or empty."""
    match = _GUARD.search(text) if "path" in text else None
    path = _SLASH.sub("/", match[1]) if match is not None else ""
    return path if _PLAIN_PATH.match(path) else ""
