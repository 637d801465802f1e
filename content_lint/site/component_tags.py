"""The components that a text names by their tags."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator

from content_lint.parse.facts import Document


def components_in(document: Document, tag: re.Pattern[str]) -> Iterator[str]:
    """The names of components in a text, each once, in the order of the text; those in code are none.

    Args:
        document: the text.
        tag: what the tag of a component begins with; its first group is the name.
    """
    starts = [span.start for span in document.body.code]
    found: set[str] = set()
    for match in tag.finditer(document.source.text, document.body.span.start):
        place = bisect_right(starts, match.start()) - 1
        in_code = place >= 0 and match.start() < document.body.code[place].end
        if not in_code and match[1] not in found:
            found.add(match[1])
            yield match[1]
