"""EX: external links. EX1 is their form, EX2 what they go through; EX3 and above are kept for what the network says."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.external.malformed_url import MalformedUrl
from content_lint.rules.external.retired_service import RetiredService
from content_lint.rules.external.wrapped_url import WrappedUrl

if TYPE_CHECKING:
    from content_lint.rules.base import Rule

RULES: tuple[type[Rule[Any]], ...] = (MalformedUrl, WrappedUrl, RetiredService)
