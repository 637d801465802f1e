"""TX: text. TX1 is link texts, TX2 images, TX3 headings."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.text.missing_alt import MissingAlt
from content_lint.rules.text.title_repeated_in_body import TitleRepeatedInBody
from content_lint.rules.text.vague_link_text import VagueLinkText

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (VagueLinkText, MissingAlt, TitleRepeatedInBody)
