"""What a CMS calls the file of a new entry: the template of the configuration, filled in.

Sources: lib/formatters.ts and lib/stringTemplate.ts of decap-cms-core 3.19.1, MIT licence. What the program answered is
the measure. Sveltia CMS knows the same words; its dates are those of the day on which the entry is made.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import datetime

from content_lint.cms.date_formats import formatted
from content_lint.cms.saving.sveltia import text_of
from content_lint.cms.slugs import decap_slug, prepared, sveltia_slug
from content_lint.config.forms import Form, Forms
from content_lint.text.regex import regex

TOKEN = regex(r"\{\{([^}{|]+?)(?: \| ([^}{]+?))?\}\}")
_FILTER = regex(r"(upper|lower|date|default|ternary|truncate)(?:\((.*)\))?\Z", re.DOTALL)
_ARGUMENT = regex(r"(?<!\s)\s*+(?:'([^']*)'|\"([^\"]*)\"|([0-9]+))\s*(?:,|\Z)")
_DATES = {"year": "YYYY", "month": "MM", "day": "DD", "hour": "HH", "minute": "mm", "second": "ss"}

Clean = Callable[[str], str]


def entry_name(form: Form, forms: Forms, data: Mapping[str, object], moment: datetime) -> str:
    """The path of a new entry's file below the folder of its collection, without its ending.

    Args:
        form: what it is filled in with.
        forms: all of them.
        data: what an editor typed.
        moment: in UTC, what the words for dates in the template come from.
    """
    identifier = form.given.get("identifier_field")
    title = text_of(value_at(data, identifier if isinstance(identifier, str) else "title"))

    def clean(text: str) -> str:
        return (sveltia_slug if forms.program == "sveltia" else decap_slug)(text, forms.slug)

    given, path = form.given.get("slug"), form.given.get("path")
    slug = _filled(given if isinstance(given, str) and given else "{{slug}}", title, data, moment, clean)
    if not isinstance(path, str) or not path:
        return slug
    template = path if forms.program == "sveltia" else prepared(path)  # Decap spoils `{{fields.kind}}` there
    return _filled(template, slug, data, moment, lambda text: text if text == slug else clean(text))


def value_at(data: Mapping[str, object], key: str) -> object:
    """The value at a key, whose dots lead into groups; empty text where there is none."""
    found: object = data
    for step in key.split("."):
        found = found.get(step, "") if isinstance(found, Mapping) else ""
    return found


def _filled(template: str, slug: str, data: Mapping[str, object], moment: datetime, clean: Clean) -> str:
    def value_of(match: re.Match[str]) -> str:
        key, used = match[1].strip(), match[2] or ""
        if key in _DATES:
            value: object = formatted(_DATES[key], moment)
        elif key == "slug":
            value = slug
        else:
            value = value_at(data, key.removeprefix("fields."))
        return clean(text_of(_filtered(value, used.strip(), moment)))

    return TOKEN.sub(value_of, template)


def _filtered(value: object, used: str, moment: datetime) -> object:
    """A value after its filter; as it is where there is none, or one that nobody knows."""
    found = _FILTER.match(used)
    if found is None:
        return value
    arguments = ["".join(part or "" for part in item.groups()) for item in _ARGUMENT.finditer(found[2] or "")]
    act = _FILTERS[found[1]]
    return act(value, [*arguments, "", ""], moment)


def _shortened(value: object, arguments: list[str], _moment: datetime) -> str:
    text, length = text_of(value), int(arguments[0]) if arguments[0].isdecimal() else 0
    return text if not length or len(text) <= length else text[:length] + (arguments[1] or "...")


_FILTERS: Mapping[str, Callable[[object, list[str], datetime], object]] = {
    "upper": lambda value, _arguments, _moment: text_of(value).upper(),
    "lower": lambda value, _arguments, _moment: text_of(value).lower(),
    "date": lambda _value, arguments, moment: formatted(arguments[0], moment),
    "default": lambda value, arguments, _moment: value or arguments[0],
    "ternary": lambda value, arguments, _moment: arguments[0] if value else arguments[1],
    "truncate": _shortened,
}
