"""YAML front matter: python-frontmatter's handler, with the fences, values and positions of the site's generator."""

from __future__ import annotations

from typing import Any

from content_lint.parse.dialect import Dialect
from content_lint.parse.front_matter.fences import Fences, find_fences
from content_lint.parse.front_matter.yaml.reader import YamlReading, read_yaml, rules_for
from content_lint.text.regex import compiled_when_used
from content_lint.text.source import Span

with compiled_when_used():
    from frontmatter.default_handlers import YAMLHandler


class FrontMatterHandler(YAMLHandler):
    """python-frontmatter's YAML handler, with the fences and the values of the site's generator.

    ``split`` wants the untouched text (``frontmatter.parse`` strips it first, and offsets with it).

    Attributes:
        fences: what ``split`` found.
        reading: what ``load`` read, with positions in the text given to ``split``.
    """

    def __init__(self, dialect: Dialect, fences: Fences | None = None) -> None:
        """A handler for one text; ``fences`` if they are known already."""
        super().__init__()
        self.dialect = dialect
        self.fences = fences
        self.reading = YamlReading()
        self._text = ""

    def split(self, text: str) -> tuple[str, str]:
        """Front matter and body; raises ValueError where there is no front matter, as its base does."""
        self.fences = fences = self.fences or find_fences(text, self.dialect)
        self._text = text
        if fences.closing.start == fences.closing.end:
            raise ValueError("no front matter")
        content, body = fences.content, fences.body
        return text[content.start : content.end], text[body.start : body.end]

    def load(self, fm: str, **_: object) -> dict[str, Any]:
        """The values; what is wrong is in ``reading.error``, never raised."""
        start = self.fences.content.start if self.fences else 0
        self.reading = read_yaml(self._text or fm, Span(start, start + len(fm)), rules_for(self.dialect.yaml))
        return self.reading.data
