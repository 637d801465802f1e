"""What is known of the options of a rule."""

from collections.abc import Iterator
from typing import Any, NamedTuple, get_type_hints

from msgspec.structs import fields


class RuleOption(NamedTuple):
    """One option: its attribute, its name in the configuration, its type, what it does, and its default."""

    attribute: str
    name: str
    type: Any
    description: str
    default: Any


def options_of(kind: type[Any]) -> Iterator[RuleOption]:
    """The options that a class of them has, in their order."""
    plain, said = get_type_hints(kind), get_type_hints(kind, include_extras=True)
    for item in fields(kind):
        about = said[item.name].__metadata__[0]
        yield RuleOption(item.name, item.name.replace("_", "-"), plain[item.name], about, item.default)
