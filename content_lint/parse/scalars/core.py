"""How YAML 1.2 reads a scalar without quotes: what a CMS such as Decap and most newer programs go by.

The columns ``ruamel12`` of the scalar matrix are the measure, dates aside.
"""

from __future__ import annotations

import re

from content_lint.text.regex import regex

_INTEGER = regex(r"[-+]?[0-9][0-9_]*\Z", re.ASCII)
_PREFIXED = regex(r"([-+]?)0(?:o([0-7]+)|x([0-9a-fA-F]+))\Z", re.ASCII)
_FLOAT = regex(r"[-+]?(?:\.[0-9][0-9_]*|[0-9][0-9_]*(?:\.[0-9_]*)?)(?:[eE][-+]?[0-9]+)?\Z", re.ASCII)
_WORDS = {"": None, "~": None}
_WORDS |= dict.fromkeys(("null", "Null", "NULL"))
_BOOLEANS = dict.fromkeys(("true", "True", "TRUE"), True) | dict.fromkeys(("false", "False", "FALSE"), False)
_LONGEST_NUMBER = 300
"""Python refuses to make integers of more than 4,300 digits, and nobody writes such numbers."""


def read_core(raw: str) -> object:
    """The value of a plain scalar by YAML 1.2: str, int, float, bool or None; a date stays a str."""
    if raw in _WORDS:
        return None
    if raw in _BOOLEANS:
        return _BOOLEANS[raw]
    if len(raw) > _LONGEST_NUMBER:
        return raw
    if _INTEGER.match(raw):
        return int(raw.replace("_", ""))
    if prefixed := _PREFIXED.match(raw):
        value = int(prefixed[2], 8) if prefixed[2] else int(prefixed[3], 16)
        return -value if prefixed[1] == "-" else value
    if _FLOAT.match(raw):
        return float(raw.replace("_", ""))
    return raw
