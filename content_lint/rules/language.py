"""Which language a document is written in, as far as the site says."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING

from content_lint.text.regex import regex

if TYPE_CHECKING:
    from content_lint.rules.context import DocumentContext

_CODE = regex(r"_?([a-z]{2})(?:[-_][a-z]{2,4})?", re.IGNORECASE | re.ASCII)
_OWN_KEYS = ("lang", "language", "locale")
_SITE_KEYS = ("lang", "language", "locale", "languagecode", "defaultcontentlanguage")


def languages_of(context: DocumentContext) -> Iterator[str]:
    """Two-letter codes that a document may be written in, the surest first.

    Its own front matter or the generator's defaults say so, its folder or file name (``content/de/``, ``_pt-br/``,
    ``about.fr.md``), or the site's settings. A folder may have such a name by chance: these are guesses.
    """
    document, settings = context.document, context.settings
    if document.front_matter is not None:
        yield from _codes(document.front_matter.data, _OWN_KEYS)
    yield from _codes(settings.defaults_of(document.path, document.collection), _OWN_KEYS)
    *folders, name = document.path.split("/")
    for part in (*folders, *name.split(".")[1:-1]):
        if code := _code(part):
            yield code
    if settings.generator_config is not None:
        yield from _codes(settings.generator_config.config, _SITE_KEYS)


def _codes(values: Mapping[str, object], keys: tuple[str, ...]) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(key, str) and key.lower() in keys and isinstance(value, str) and (code := _code(value)):
            yield code


def _code(text: str) -> str:
    match = _CODE.fullmatch(text)
    return match[1].lower() if match else ""
