"""CL: content-lint itself."""

from __future__ import annotations

from typing import Any

from content_lint.rules.lint.cms_drift import CmsDrift
from content_lint.rules.lint.cms_loss import CmsLoss
from content_lint.rules.lint.cms_rewrite import CmsRewrite
from content_lint.rules.lint.malformed_suppression import MalformedSuppression
from content_lint.rules.lint.unknown_suppression import UnknownSuppression
from content_lint.rules.lint.unused_suppression import UnusedSuppression
from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    UnusedSuppression,
    UnknownSuppression,
    MalformedSuppression,
    CmsLoss,
    CmsRewrite,
    CmsDrift,
)
