"""Addresses with ``{{< param version >}}`` in them: the shortcode of Hugo's own that prints a parameter."""

from __future__ import annotations

import re
from collections.abc import Mapping

from content_lint.parse.facts import Document
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.values import lowered
from content_lint.site.model import Page
from content_lint.text.lenient import mapping
from content_lint.text.regex import regex

_PARAM = regex(r"\{\{[<%]\s*+param\s+(?:\"([\w.-]+)\"|`([\w.-]+)`|([\w.-]+))\s*+[>%]\}\}", re.IGNORECASE)
_OTHER = ("{{", "{%")


def with_params(text: str, document: Document, page: Page | None, config: HugoConfig) -> str | None:
    """An address with the parameters written out; None where one is not known, or another shortcode is in it.

    Hugo looks for a parameter in the front matter, then in what sections hand down, then in the configuration.
    """
    front_matter = document.front_matter
    own = lowered(front_matter.data) if front_matter is not None else {}
    handed = dict(page.handed_texts) if page is not None else {}
    shared = {key: item for key, item in config.params.items() if key not in config.language_params}
    tables = (mapping(own).get("params"), own, handed, lowered(shared))
    keys = frozenset(page.default_keys) if page is not None else frozenset()
    known = True

    def value(name: str) -> object:
        steps = name.lower().split(".")
        for table in tables:
            found: object = table
            for step in steps:
                found = found.get(step) if isinstance(found, Mapping) else None
            if found is not None:
                return found
            if table is handed and steps[0] in keys:
                return None
        return None

    parts, place = [], 0
    for match in _PARAM.finditer(text):
        found = value(match[1] or match[2] or match[3])
        known = known and isinstance(found, (str, int)) and not isinstance(found, bool)
        parts += [text[place : match.start()], str(found)]
        place = match.end()
    made = "".join([*parts, text[place:]])
    return made if known and place and not any(mark in made for mark in _OTHER) else None
