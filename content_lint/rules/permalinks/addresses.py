"""The fields of a document that hold its own addresses, and how each generator takes them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache

from msgspec import Struct

from content_lint.config.generator import Generator
from content_lint.parse.facts import FrontMatterField, KeyPath
from content_lint.rules.context import DocumentContext


class Use(StrEnum):
    """What an address is for."""

    OWN = "own"  # where the page is: permalink, Hugo's url
    OLD = "old"  # where it was: redirect_from, Hugo's aliases
    ELSEWHERE = "elsewhere"  # where its readers are sent: redirect_to


class Address(Struct, frozen=True):
    """One address in the front matter: the field that holds it, and what it is for."""

    field: FrontMatterField
    use: Use


def find_addresses(context: DocumentContext) -> Iterator[Address]:
    """The addresses of a document, in the order of the file; a list gives each of its items.

    Values that are no text are among them: some generators stop at those.
    """
    front_matter = context.document.front_matter
    if front_matter is None or front_matter.error:
        return
    generator = context.settings.generator
    keys = _uses(generator.own_keys, generator.old_keys, generator.elsewhere_keys)
    if keys.keys().isdisjoint(map(str.lower, front_matter.data) if generator.ignores_case else front_matter.data):
        return
    for path, field in front_matter.fields.items():
        key = str(path[0]).lower() if generator.ignores_case else path[0]
        use = keys.get(key) if isinstance(key, str) else None
        if use is not None and _is_address(path, field.value, use):
            yield Address(field, use)


@cache
def _uses(own: tuple[str, ...], old: tuple[str, ...], elsewhere: tuple[str, ...]) -> Mapping[str, Use]:
    return dict.fromkeys(own, Use.OWN) | dict.fromkeys(old, Use.OLD) | dict.fromkeys(elsewhere, Use.ELSEWHERE)


def _is_address(path: KeyPath, value: object, use: Use) -> bool:
    """Whether a value of such a key is an address by itself: a page has one of its own, and lists of others."""
    if use is Use.OWN:
        return len(path) == 1
    if len(path) == 1:
        return not isinstance(value, list)
    return len(path) == 2 and isinstance(path[1], int)


def is_template(value: str, generator: Generator) -> bool:
    """Whether an address is a template that the generator fills in, so that it is not there as it is written."""
    return generator.fills_templates and ("{{" in value or "{%" in value)


def own_address(context: DocumentContext) -> FrontMatterField | None:
    """The document's own address, where it is text that says something."""
    return next(
        (
            item.field
            for item in find_addresses(context)
            if item.use is Use.OWN and isinstance(item.field.value, str) and item.field.value
        ),
        None,
    )
