"""How a generator reads a file: what the parsers have to be told, and nothing else."""

from __future__ import annotations

from enum import StrEnum

from msgspec import Struct


class Generator(StrEnum):
    """The program that renders the site."""

    JEKYLL = "jekyll"
    HUGO = "hugo"
    PLAIN = "plain"


class Dialect(Struct, frozen=True):
    """What the generator makes of front matter and Markdown.

    Attributes:
        generator: chooses the fence rule, the scalar rules and the Markdown flavour.
        bom_allowed: whether a BOM may be before the fence (Jekyll: only under _posts and _drafts).
        gfm: kramdown only: ``input: GFM`` (Jekyll's default) rather than native.
        mdx: what the names of files end in that are MDX.
    """

    generator: Generator
    bom_allowed: bool = False
    gfm: bool = True
    mdx: tuple[str, ...] = ()

    @property
    def folds_keys(self) -> bool:
        """Whether ``Title`` in front matter is, or may well be, what the generator calls ``title``.

        Hugo makes no difference. Jekyll does. Of a program that is not known, nobody can say.
        """
        return self.generator is not Generator.JEKYLL

    def is_mdx(self, path: str) -> bool:
        """Whether a file is MDX, going by its name."""
        return bool(self.mdx) and path.endswith(self.mdx)
