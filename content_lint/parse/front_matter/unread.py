"""Front matter in a way that the site's generator does not read, and shows to readers as text."""

from __future__ import annotations

from content_lint.parse.facts import FrontMatter, FrontMatterError, FrontMatterFault
from content_lint.parse.front_matter.fences import Fences

_LONG = "long"


def unread_format(fences: Fences) -> FrontMatter:
    """What is between such fences: no values, and why."""
    if fences.format == _LONG:
        problem = "it begins with more than three hyphens"
        help_ = "Write `---` above and below it, with exactly three hyphens"
    else:
        problem = f"it is written in {fences.format.upper()}, which is not read here"
        help_ = "Write it as YAML: lines like `title: A title` between two lines `---`"
    error = FrontMatterError(FrontMatterFault.SYNTAX, problem, help_, fences.span)
    written = "yaml" if fences.format == _LONG else fences.format
    return FrontMatter(written, fences.span, fences.content, fences.closing, error=error)
