"""What is said and believed of a program of which nothing is known but that it makes a site."""

from __future__ import annotations

from content_lint.config.generator import Generator, Placeholders
from content_lint.parse.dialect import Dialect
from content_lint.site.generators.jekyll.traits import PLACEHOLDERS

MDX = (".mdx",)
"""What the names of files end in that every generator reads as MDX."""

DIALECT = Dialect(mdx=MDX)
GENERATOR = Generator("plain", asks_git=True, fills_templates=True, placeholders=Placeholders(PLACEHOLDERS))
