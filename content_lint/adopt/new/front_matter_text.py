"""Front matter written again, in each of the three formats."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping

from msgspec import Struct

from content_lint.text.regex import regex
from content_lint.text.yaml_scalars import quote, spell

# Plain to every reader of YAML: words that begin with a letter, with nothing between them that YAML knows.
_WORDS = regex(r"[A-Za-z][A-Za-z0-9]*(?:[ -][A-Za-z0-9]+)+\Z")
_BARE = regex(r"[A-Za-z0-9_-]+\Z")


class WrittenFrontMatter(Struct, frozen=True):
    """A value that is written as it is, such as a date in the style of the site."""

    text: str


def front_matter_text(values: Mapping[str, object], form: str) -> str:
    """Front matter with its fences, and an empty line after it.

    Args:
        values: text, booleans, numbers, Written, lists and mappings of them.
        form: ``yaml``, ``toml`` or ``json``.
    """
    if form == "json":
        return json.dumps(_plain(values), indent=2, ensure_ascii=False) + "\n\n"
    if form == "toml":
        # Tables come last: what came after one would belong to it.
        order = sorted(values, key=lambda key: isinstance(values[key], Mapping))
        return "+++\n" + "".join(f"{_toml_key(key)} = {_toml(values[key])}\n" for key in order) + "+++\n\n"
    return "---\n" + "".join(_yaml(values, "")) + "---\n\n"


def _yaml(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in values.items():
        name = f"{indent}{_yaml_text(key)}:"
        if isinstance(value, Mapping):
            yield f"{name}\n"
            yield from _yaml(value, f"{indent}  ")
        elif isinstance(value, list):
            yield f"{name}\n" if value else f"{name} []\n"
            for item in value:
                if isinstance(item, Mapping):
                    inner = "".join(_yaml(item, f"{indent}    "))
                    yield f"{indent}  - {inner.lstrip()}"
                else:
                    yield f"{indent}  - {_yaml_scalar(item)}\n"
        else:
            yield f"{name} {_yaml_scalar(value)}\n"


def _yaml_scalar(value: object) -> str:
    if isinstance(value, WrittenFrontMatter):
        return value.text
    return _yaml_text(value) if isinstance(value, str) else json.dumps(value, default=str)


def _yaml_text(text: str) -> str:
    return text if _WORDS.match(text) else spell(text, "") if text.isascii() else quote(text)


def _toml_key(key: str) -> str:
    return key if _BARE.match(key) else _toml_text(key)


def _toml(value: object) -> str:
    if isinstance(value, WrittenFrontMatter):
        return value.text
    if isinstance(value, Mapping):
        return "{ " + ", ".join(f"{_toml_key(key)} = {_toml(item)}" for key, item in value.items()) + " }"
    if isinstance(value, list):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    return _toml_text(value) if isinstance(value, str) else json.dumps(value, default=str)


def _toml_text(text: str) -> str:
    # JSON's escapes for what is no letter of the first plane come in pairs, which TOML refuses.
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _plain(value: object) -> object:
    if isinstance(value, WrittenFrontMatter):
        return value.text
    if isinstance(value, Mapping):
        return {key: _plain(item) for key, item in value.items()}
    return [_plain(item) for item in value] if isinstance(value, list) else value
