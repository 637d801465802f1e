"""What makes a finding the same one in the next run, though lines have come and gone above it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from content_lint.output.renderer import Renderer
from content_lint.report.diagnostic import Diagnostic
from content_lint.text.digests import digest
from content_lint.text.source import Span

_MOST = 1000


def fingerprints(renderer: Renderer) -> Iterator[tuple[Diagnostic, str]]:
    """Each finding with 32 hexadecimal digits: path, rule, the text that is marked, and which of its equals it is.

    Neither line nor message counts, so that another wording of the same finding is no new one.
    """
    seen: Counter[tuple[str, str, str]] = Counter()
    for item in renderer.report.diagnostics:
        source = renderer.source(item.path)
        # An empty place is known by what follows it; of a long text its beginning is enough.
        end = item.span.end if item.span.end > item.span.start else item.span.start + 80
        text = "" if source is None else source[Span(item.span.start, min(end, item.span.start + _MOST))]
        key = (item.path, item.rule, text)
        seen[key] += 1
        value = "\0".join((*key, str(seen[key])))
        yield item, digest(value.encode("utf-8", "surrogatepass"))
