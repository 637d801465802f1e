"""An export as lines of JSON (NDJSON): a page a line, in ASCII, so that no terminal or log can be harmed by it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import to_builtins

from content_lint.export.exporter import Exported
from content_lint.output.json import encode


def as_lines(pages: Iterable[Exported]) -> Iterator[str]:
    """One line for each page."""
    for item in pages:
        yield f"{encode(to_builtins(item.page))}\n"
