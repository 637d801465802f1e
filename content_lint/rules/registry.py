"""All rules there are, by name: an explicit list, a family after the other."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from content_lint.config.catalog import RuleCatalog, RuleEntry
from content_lint.rules.rule import Family, Rule


@cache
def all_rules() -> Mapping[str, type[Rule[Any]]]:
    """Every rule by its name, in the order of families and codes; each family's package lists its own in RULES."""
    rules: dict[str, type[Rule[Any]]] = {}
    for family in Family:
        for rule in import_module(f"content_lint.rules.{family.word}").RULES:
            rules[rule.meta.name] = rule
    return rules


@cache
def catalog() -> RuleCatalog:
    """What configuration has to know of the rules."""
    return {
        name: RuleEntry(name, rule.meta.code, rule.meta.family.word, rule.meta.preset, rule.Options)
        for name, rule in all_rules().items()
    }
