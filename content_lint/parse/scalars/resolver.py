"""Which scalar rules a generator has."""

from __future__ import annotations

from content_lint.parse.dialect import Generator
from content_lint.parse.scalars.base import ScalarResolver


def resolver_for(generator: Generator) -> ScalarResolver:
    """The scalar rules of a generator; imports what it needs only now."""
    match generator:
        case Generator.JEKYLL:
            from content_lint.parse.scalars.jekyll import resolve  # one generator a site
        case Generator.HUGO:
            from content_lint.parse.scalars.hugo import resolve
        case Generator.PLAIN:
            from content_lint.parse.scalars.pyyaml import resolve  # imports yaml
    return resolve
