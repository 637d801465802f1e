"""PL: permalinks.

PL301 duplicate-url, PL302 redirect-loop, PL303 dangling-redirect and PL304 removed-url are kept for the site model.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.permalinks.malformed_permalink import MalformedPermalink
from content_lint.rules.permalinks.permalink_date_mismatch import PermalinkDateMismatch
from content_lint.rules.permalinks.relative_permalink import RelativePermalink
from content_lint.rules.permalinks.unconventional_permalink import UnconventionalPermalink

if TYPE_CHECKING:
    from content_lint.rules.base import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MalformedPermalink,
    RelativePermalink,
    UnconventionalPermalink,
    PermalinkDateMismatch,
)
