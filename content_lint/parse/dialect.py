"""How a generator reads a file: what the parsers have to be told, and nothing else."""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

Yaml = Literal["safe_yaml", "go", "old_go", "js", "pyyaml", "pyyaml_safe"]
"""Whose values YAML has: SafeYAML's of Ruby, those of Hugo's library since 0.152 or before, js-yaml's, or PyYAML's.

``pyyaml`` is for programs that are not known, and reads on where PyYAML's safe loader refuses (``pyyaml_safe``).
"""


class Dialect(Struct, frozen=True):
    """What the generator makes of front matter and Markdown; the defaults are for an unknown one.

    Attributes:
        fences: the rule for where front matter begins and ends; ``any`` takes what some generator takes.
        yaml: whose values YAML has.
        dates: who makes dates of texts and numbers: Ruby's ``Time.parse``, Hugo, or ISO 8601 alone.
        markdown: the flavour of Markdown.
        templates: what is masked before Markdown is read.
        folds_keys: whether ``Title`` in front matter is, or may well be, what the generator calls ``title``.
        typography: whether quotes and dashes in headings become typographic ones.
        bom_allowed: whether a BOM may be before the fence.
        bom_folders: folders of collections in which it may be there all the same.
        gfm: kramdown only: ``input: GFM`` (Jekyll's default) rather than native.
        mdx: what the names of files end in that are MDX.
        extensions: of Python-Markdown, by name, for what it reads alone.
    """

    fences: Literal["jekyll", "hugo", "mkdocs", "astro", "gray-matter", "julia", "any"] = "any"
    yaml: Yaml = "pyyaml"
    dates: Literal["ruby", "hugo", "iso"] = "iso"
    markdown: Literal["kramdown", "goldmark", "commonmark", "python"] = "commonmark"
    templates: Literal["liquid", "shortcodes", "erb", "none"] = "liquid"
    folds_keys: bool = True
    typography: bool = False
    bom_allowed: bool = False
    bom_folders: frozenset[str] = frozenset()
    gfm: bool = True
    mdx: tuple[str, ...] = ()
    extensions: frozenset[str] = frozenset()

    def is_mdx(self, path: str) -> bool:
        """Whether a file is MDX, going by its name."""
        return bool(self.mdx) and path.endswith(self.mdx)
