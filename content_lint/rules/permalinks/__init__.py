"""PL: permalinks. PL1 is about one address, PL2 about its date, PL3 about all of them, PL4 about the build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.permalinks.build_stopper import BuildStopper
from content_lint.rules.permalinks.dangling_redirect import DanglingRedirect
from content_lint.rules.permalinks.duplicate_url import DuplicateUrl
from content_lint.rules.permalinks.malformed_permalink import MalformedPermalink
from content_lint.rules.permalinks.permalink_date_mismatch import PermalinkDateMismatch
from content_lint.rules.permalinks.redirect_loop import RedirectLoop
from content_lint.rules.permalinks.relative_permalink import RelativePermalink
from content_lint.rules.permalinks.removed_url import RemovedUrl
from content_lint.rules.permalinks.unconventional_permalink import UnconventionalPermalink

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MalformedPermalink,
    RelativePermalink,
    UnconventionalPermalink,
    PermalinkDateMismatch,
    DuplicateUrl,
    RedirectLoop,
    DanglingRedirect,
    RemovedUrl,
    BuildStopper,
)
