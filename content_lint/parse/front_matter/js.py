"""Front matter that is a program (``---js``), as Eleventy takes it: what is written out in it, and nothing is run."""

from __future__ import annotations

from collections.abc import Mapping

from content_lint.parse.facts import FrontMatter
from content_lint.parse.front_matter.fences import Fences
from content_lint.parse.scripts.literals import objects_of
from content_lint.text.source import SourceText

_WORKED_OUT = "{{ a program }}"
"""For a value that only running it tells; no template has such a name."""


def read_js(source: SourceText, fences: Fences) -> FrontMatter:
    """The values that the object between the fences has written out."""
    content = source.text[fences.content.start : fences.content.end].strip()
    begun = content if content.startswith(("const", "let", "export", "module")) else f"x = {content}"
    data = {}
    for item in objects_of(begun):
        data = {key: _plain(value) for key, value in item.items()}
        break
    return FrontMatter("js", fences.span, fences.content, fences.closing, data)


def _plain(value: object) -> object:
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return value if value is None or isinstance(value, (str, int, float)) else _WORKED_OUT
