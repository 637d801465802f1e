"""What Decap CMS reads of a file when an editor opens it; untouched values stay as they are.

Sources: formats/frontmatter.ts and formats/yaml.ts of decap-cms-core 3.19.1 (the same in netlify-cms-core 2.55.2) and
gray-matter 4.0.3, MIT licence. What the page did to files is the measure.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from content_lint.cms.saving.values import Unreadable, other_format, read_values
from content_lint.text.regex import regex

_ONLY_COMMENTS = regex(r"^[^\S\n]*+#[^\n]+", re.MULTILINE)
_FENCE = "---"


def load(text: str, fixed: str = "") -> dict[str, Any]:
    """What the form gets of a file; nothing where its front matter cannot be read.

    The body is the key ``body``.

    Args:
        text: the file.
        fixed: the format that the configuration names, or empty where the CMS goes by the first line.
    """
    text = text.removeprefix("\ufeff")
    try:
        other = other_format(text, whole_line=False) if not fixed else None
    except Unreadable:
        return {}
    if other is not None:
        return _with_body(other[0], other[1])
    if not text.startswith(_FENCE) or text[3:4] == "-":
        return _with_body({}, text)
    rest = text[len(_FENCE) :]
    first_line = rest[: rest.find("\n")] if "\n" in rest else rest
    if first_line.strip():
        rest = rest[len(first_line) :]
    close = rest.find(f"\n{_FENCE}")
    matter, body = (rest, "") if close == -1 else (rest[:close], rest[close + len(_FENCE) + 1 :])
    body = body.removeprefix("\r").removeprefix("\n")
    if not _ONLY_COMMENTS.sub("", matter).strip():
        return _with_body({}, body)
    try:
        found = read_values(_without_end(matter), newer=False)
    except Unreadable:
        return {}
    return _with_body(_spread(found), body)


def _without_end(matter: str) -> str:
    trimmed = matter.strip()
    return trimmed[:-3] if trimmed.endswith(_FENCE) else matter


def _spread(value: Any) -> dict[str, Any]:
    """What JavaScript's ``{...value}`` is."""
    if isinstance(value, Mapping):
        return dict(value)
    if isinstance(value, (list, str)):
        return {str(number): item for number, item in enumerate(value)}
    return {}


def _with_body(data: dict[str, Any], body: str) -> dict[str, Any]:
    return {**data, "body": body} if body.strip() else data
