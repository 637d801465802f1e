"""Handlers for python-frontmatter. In: a file or a text. Out: the values that the site's generator reads in it.

``frontmatter.load(path, handler=HugoHandler())`` gives what Hugo gets to see, in YAML, TOML or JSON. For reading alone:
``frontmatter.dumps`` sorts keys and drops comments. python-frontmatter takes blanks off both ends of a text before a
handler gets it, so an empty line before the first fence goes unnoticed there.
"""

from __future__ import annotations

from typing import Any, ClassVar

from frontmatter.default_handlers import YAMLHandler

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import FrontMatter
from content_lint.parse.front_matter.read import read_front_matter
from content_lint.site.generators.hugo.traits import DIALECT as HUGO
from content_lint.site.generators.jekyll.traits import DIALECT as JEKYLL
from content_lint.text.source import SourceText

__all__ = ["HugoHandler", "JekyllHandler", "PlainHandler"]


class _GeneratorHandler(YAMLHandler):
    dialect: ClassVar[Dialect]

    def __init__(self) -> None:
        super().__init__()
        self._front_matter: FrontMatter | None = None

    def detect(self, text: str) -> bool:
        """Whether the generator finds front matter in a text."""
        return self._read(text)[0] is not None

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and body; raises ValueError where the generator finds no front matter."""
        self._front_matter, body = self._read(text)
        if self._front_matter is None:
            raise ValueError("no front matter")
        content = self._front_matter.content
        return text[content.start : content.end], body

    def load(self, fm: str, **_: object) -> dict[str, Any]:  # noqa: ARG002 - python-frontmatter hands it over
        """The values of what ``split`` found last; raises ValueError, which says why, where they cannot be read."""
        if self._front_matter is None:
            raise ValueError("call split first: what a value means depends on the fences around it")
        if self._front_matter.error is not None:
            raise ValueError(self._front_matter.error.problem)
        return dict(self._front_matter.data)

    def _read(self, text: str) -> tuple[FrontMatter | None, str]:
        _, _, front_matter, body = read_front_matter(SourceText.from_text("", text), self.dialect)
        return front_matter, text[body.start : body.end]


class JekyllHandler(_GeneratorHandler):
    """Reads as Jekyll 4 does: YAML between ``---``, its values as SafeYAML guesses them."""

    dialect = JEKYLL


class HugoHandler(_GeneratorHandler):
    """Reads as Hugo does: YAML 1.2, TOML between ``+++``, or JSON."""

    dialect = HUGO


class PlainHandler(_GeneratorHandler):
    """Reads what one program or another takes for front matter; YAML as PyYAML does."""

    dialect = Dialect()
