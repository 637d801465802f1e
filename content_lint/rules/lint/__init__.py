"""CL: content-lint itself."""

from __future__ import annotations

from content_lint.rules.lint.malformed_suppression import MalformedSuppression
from content_lint.rules.lint.unknown_suppression import UnknownSuppression
from content_lint.rules.lint.unused_suppression import UnusedSuppression

RULES = (UnusedSuppression, UnknownSuppression, MalformedSuppression)
