"""Which scalar rules a library for YAML has."""

from __future__ import annotations

from functools import cache

from content_lint.parse.dialect import Yaml
from content_lint.parse.scalars.base import ScalarResolver


@cache
def resolver_for(yaml: Yaml) -> ScalarResolver:
    """The scalar rules of a library; imports what it needs only now."""
    match yaml:
        case "safe_yaml":
            from content_lint.parse.scalars.jekyll import resolve  # one generator a site
        case "go":
            from content_lint.parse.scalars.hugo import resolve
        case "js":
            from content_lint.parse.scalars.js import resolve
        case "pyyaml_safe":
            from content_lint.parse.scalars.pyyaml import resolve_or_refuse as resolve
        case "old_go":
            from content_lint.parse.scalars.old_hugo import resolve
        case "pyyaml":
            from content_lint.parse.scalars.pyyaml import resolve  # imports yaml
    return resolve
