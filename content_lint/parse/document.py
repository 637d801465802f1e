"""One file, from text to facts: a pure function that never fails."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from content_lint.parse.dialect import Dialect
from content_lint.parse.facts import Body, Document, FenceState, FrontMatter
from content_lint.parse.suppressions import find_suppressions
from content_lint.text.source import SourceText, Span

HTML = (".html", ".htm", ".xhtml")
"""What the names of pages end in that are HTML already: no generator reads those as Markdown."""

_FrontMatterReader = Callable[[SourceText, Dialect], tuple[FenceState, Span, FrontMatter | None, Span]]
_BodyReader = Callable[[SourceText, Span, Dialect], Body]


def parse_document(source: SourceText, dialect: Dialect, collection: str | None = None) -> Document:
    """Read one file's facts as the generator of ``dialect`` would.

    A file whose bytes are not UTF-8 is not read any further: what its characters are is not known.
    """
    if source.undecodable is not None:
        nothing = Span(len(source.text), len(source.text))
        return Document(source, collection, FenceState.MISSING, nothing, None, Body(nothing))
    read_front_matter, read_body, read_html_body = _readers()
    header, header_span, front_matter, body_span = read_front_matter(source, dialect)
    body = (read_html_body if source.path.endswith(HTML) else read_body)(source, body_span, dialect)
    suppressions = tuple(find_suppressions(source, front_matter, body))
    return Document(source, collection, header, header_span, front_matter, body, suppressions)


@cache
def _readers() -> tuple[_FrontMatterReader, _BodyReader, _BodyReader]:
    """What reads front matter, Markdown and HTML. It is slow to import, and not needed where the cache has it all.

    Here as below: an import inside of a function costs some microseconds each time, as much as reading a field.
    """
    from content_lint.parse.front_matter.read import read_front_matter
    from content_lint.parse.markdown.body import read_body, read_html_body

    return read_front_matter, read_body, read_html_body
