"""SY: front matter as text. SY1 is whether it can be read, SY2 what is lost, SY3 what others read, SY4 characters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.syntax.ambiguous_scalar import AmbiguousScalar
from content_lint.rules.syntax.duplicate_key import DuplicateKey
from content_lint.rules.syntax.hidden_front_matter import HiddenFrontMatter
from content_lint.rules.syntax.invisible_character import InvisibleCharacter
from content_lint.rules.syntax.missing_front_matter import MissingFrontMatter
from content_lint.rules.syntax.overgrown_front_matter import OvergrownFrontMatter
from content_lint.rules.syntax.swallowed_key import SwallowedKey
from content_lint.rules.syntax.unclosed_front_matter import UnclosedFrontMatter
from content_lint.rules.syntax.undecodable_text import UndecodableText
from content_lint.rules.syntax.unportable_yaml import UnportableYaml
from content_lint.rules.syntax.unreadable_file import UnreadableFile
from content_lint.rules.syntax.unreadable_front_matter import UnreadableFrontMatter
from content_lint.rules.syntax.unreadable_mdx import UnreadableMdx

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MissingFrontMatter,
    UnclosedFrontMatter,
    UnreadableFrontMatter,
    OvergrownFrontMatter,
    UnreadableFile,
    UndecodableText,
    HiddenFrontMatter,
    UnreadableMdx,
    DuplicateKey,
    SwallowedKey,
    UnportableYaml,
    AmbiguousScalar,
    InvisibleCharacter,
)
