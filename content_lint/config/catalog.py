"""What the configuration has to know of the rules; handed in from above, since rules import configuration."""

from __future__ import annotations

from collections.abc import Mapping

from msgspec import Struct


class RuleEntry(Struct, frozen=True):
    """One rule as selectors and options see it.

    Attributes:
        name: its name, the selector that people use.
        code: its permanent alias.
        family: the word that selects its whole family.
        preset: ``default``, ``strict`` or ``off``.
        options: the dataclass of its options.
    """

    name: str
    code: str
    family: str
    preset: str
    options: type


RuleCatalog = Mapping[str, RuleEntry]
"""All rules by name."""
