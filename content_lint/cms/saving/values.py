"""Front matter as the library of a CMS reads it."""

from __future__ import annotations

import re
from binascii import a2b_base64
from collections.abc import Mapping
from datetime import UTC, date, datetime, time
from typing import Any

from content_lint.cms.written.numbers import Moment, Scalar, read_plain, string_of
from content_lint.parse.facts import FrontMatterField
from content_lint.text.regex import regex

_END = regex(r"^\.\.\.[ \t]*(?:#.*)?$", re.MULTILINE)
_TEXT = frozenset({"tag:yaml.org,2002:str"})
_BINARY = frozenset({"tag:yaml.org,2002:binary"})
_TIMESTAMP = frozenset({"tag:yaml.org,2002:timestamp"})


class Unreadable(Exception):  # noqa: N818 - it is what the file is to the CMS
    """The CMS cannot read the front matter."""


def is_nothing(value: object) -> bool:
    """Whether a value is none, or holds nothing."""
    return value is None or value in ("", [], {})


def read_values(text: str, *, newer: bool) -> Any:
    """The value of YAML; None for nothing at all.

    Args:
        text: what is between the fences.
        newer: whether version 2 of the library reads it, as in Sveltia.

    Raises:
        Unreadable: the library refuses it.
    """
    from yaml import YAMLError  # few runs read front matter a second time

    from content_lint.parse.front_matter.yaml.builder import YamlBuilder
    from content_lint.parse.front_matter.yaml.rules import YamlRefusedError, YamlRules
    from content_lint.text.source import Span

    rules = YamlRules(
        _resolve_newer if newer else _resolve_older,
        safe_yaml=False,
        text_of_key=_text_of_key,
        merge_wins=False,
        merges=False,
    )
    if (end := _END.search(text)) and text[end.end() :].strip():
        raise Unreadable("another document follows")
    text = f"{text}\n"  # what a block at the end has a line break from
    builder = YamlBuilder(text, Span(0, len(text)), rules)
    try:
        root = builder.run()
    except (YAMLError, UnicodeError, YamlRefusedError) as error:
        raise Unreadable(str(error)) from error
    if builder.duplicates():
        raise Unreadable("a key is there twice")
    if any(_is_unindented(text, item) for item in builder.fields().values() if "\n" in item.raw):
        raise Unreadable("a line of a quoted text is not indented")
    return in_order(root)


def _is_unindented(text: str, field: FrontMatterField) -> bool:
    from content_lint.parse.front_matter.continuations import read_continuation  # few texts have such values
    from content_lint.text.source import SourceText

    odd = read_continuation(SourceText.from_text("", text), field)
    return odd is not None and bool(odd.unindented)


def in_order(value: Any) -> Any:
    """The same with the order of objects in JavaScript: keys that are whole numbers come first."""
    if isinstance(value, list):
        return [in_order(item) for item in value]
    if not isinstance(value, Mapping):
        return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
    whole = sorted((key for key in value if _is_index(key)), key=int)
    ordered = [*whole, *(key for key in value if not _is_index(key))]
    return {str(key): in_order(value[key]) for key in ordered}


def _is_index(key: str) -> bool:
    return key.isascii() and key.isdigit() and (key == "0" or key[0] != "0") and len(key) < 10


def _text_of_key(value: object, *, first_level: bool) -> str:  # noqa: ARG001 - as the builder asks
    if isinstance(value, int) and not isinstance(value, bool):
        value = float(value)
    return string_of(value) if isinstance(value, (str, float, bool, Moment, type(None))) else str(value)


def _resolve_older(raw: str, *, plain: bool, tag: str | None) -> object:
    return _resolve(raw, plain=plain, tag=tag, newer=False)


def _resolve_newer(raw: str, *, plain: bool, tag: str | None) -> object:
    return _resolve(raw, plain=plain, tag=tag, newer=True)


def _resolve(raw: str, *, plain: bool, tag: str | None, newer: bool) -> object:
    if tag is None or tag == "!":
        return read_plain(raw, moments=not newer) if plain and tag is None else raw
    if newer and tag in _BINARY:
        return [float(byte) for byte in a2b_base64(raw)]
    if newer and tag in _TIMESTAMP and len(raw) == len("2022-07-17"):
        return f"{raw}T00:00:00.000Z"
    if tag in _TEXT or not tag.startswith("tag:yaml.org,2002:") or tag in _BINARY or tag in _TIMESTAMP:
        return raw
    found: Scalar = read_plain(raw, moments=False)
    return found


def other_format(text: str, *, whole_line: bool) -> tuple[dict[str, Any], str] | None:
    """The values and the body of a file that begins with TOML or JSON; None for any other.

    Args:
        text: the file, without a BOM.
        whole_line: whether the opening fence may have nothing after it, not even blanks.

    Raises:
        Unreadable: the block cannot be read.
    """
    first = text.partition("\n")[0]
    fence = first if whole_line else first.strip()
    if fence not in ("+++", "{"):
        return None
    close = "\n+++" if fence == "+++" else "\n}"
    end = text.find(close, len(first))
    if end == -1:
        raise Unreadable("the block is not closed")
    matter, body = text[len(first) : end + 1], text[end + len(close) :].removeprefix("\n")
    if fence == "{":
        import json  # few sites have front matter in JSON

        try:
            return in_order(json.loads(f"{{{matter}}}")), body
        except ValueError as error:
            raise Unreadable(str(error)) from error
    from content_lint.parse.toml_values import toml_values  # nor in TOML, with a CMS that is not told so

    try:
        return _of_toml(toml_values(matter)), body
    except ValueError as error:
        raise Unreadable(str(error)) from error


def _of_toml(value: Any) -> Any:
    if isinstance(value, Mapping):
        return in_order({key: _of_toml(item) for key, item in value.items()})
    if isinstance(value, list):
        return [_of_toml(item) for item in value]
    if isinstance(value, datetime) and value.tzinfo is not None:
        return Moment(f"{value.astimezone(UTC):%Y-%m-%dT%H:%M:%S}.{value.microsecond // 1000:03}Z")
    if isinstance(value, (date, time)):
        return value.isoformat()
    return float(value) if isinstance(value, int) and not isinstance(value, bool) else value
