"""SY: front matter as text."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from content_lint.rules.base import Rule

RULES: tuple[type[Rule[Any]], ...] = ()
