"""All rules there are, by name: an explicit list, a family after the other."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module
from typing import Any

from content_lint.rules.base import Family, Rule

FAMILIES = tuple(family.word for family in Family)


def all_rules() -> Mapping[str, type[Rule[Any]]]:
    """Every rule by its name, in the order of families and codes; each family's package lists its own in RULES."""
    rules: dict[str, type[Rule[Any]]] = {}
    for word in FAMILIES:
        for rule in import_module(f"content_lint.rules.{word}").RULES:
            rules[rule.meta.name] = rule
    return rules
