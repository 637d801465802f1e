"""FM: front matter against the schema. FM1 is which fields, FM2 values, FM3 empty ones, FM4 old names, FM5 order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from content_lint.rules.fields.dangling_reference import DanglingReference
from content_lint.rules.fields.deprecated_field import DeprecatedField
from content_lint.rules.fields.empty_field import EmptyField
from content_lint.rules.fields.missing_field import MissingField
from content_lint.rules.fields.placeholder_value import PlaceholderValue
from content_lint.rules.fields.unacceptable_value import UnacceptableValue
from content_lint.rules.fields.unknown_field import UnknownField
from content_lint.rules.fields.unordered_keys import UnorderedKeys
from content_lint.rules.fields.wrong_type import WrongType

if TYPE_CHECKING:
    from content_lint.rules.rule import Rule

RULES: tuple[type[Rule[Any]], ...] = (
    MissingField,
    UnknownField,
    WrongType,
    UnacceptableValue,
    DanglingReference,
    EmptyField,
    PlaceholderValue,
    DeprecatedField,
    UnorderedKeys,
)
