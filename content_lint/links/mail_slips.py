"""Slips in mail links that are found in the text of the destination itself, with their places."""

from __future__ import annotations

import re

from content_lint.text.regex import regex
from content_lint.text.source import Span

_PADDING = r"(?:[\s\u00a0]|%20|%09|%0[AaDd]|%[Cc]2%[Aa]0|&nbsp;)"
_LEAD = regex(rf"\s*mailto:({_PADDING}+)", re.IGNORECASE)
_TAIL = regex(rf"{_PADDING}+")
_REPEATS = regex(r"\s*((?:mailto:\s*)+)mailto:", re.IGNORECASE)
_MANGLED = regex(
    r"\s*(?:mailto(?=[@;.,/ -])[@;.,/ -]{1,3}|mailto:?//|mail\s?to:|mai?l?i?to:|malito:|mialto:|mailo:|mailt:|e-?mail:)"
    r"(?=[^@]{1,64}@[^@]+\Z)",
    re.IGNORECASE,
)


def find_padding(raw: str, start: int) -> list[Span]:
    """The blanks, encoded or not, before the first and after the last address of a ``mailto:``.

    Args:
        raw: the destination as it is in the file.
        start: where it is.
    """
    spans = []
    lead = _LEAD.match(raw)
    if lead:
        spans.append(Span(start + lead.start(1), start + lead.end(1)))
    end = min((place for place in (raw.find("?"), raw.find("#")) if place >= 0), default=len(raw))
    blanks = _TAIL.finditer(raw, lead.end() if lead else 0, end)
    spans.extend(Span(start + match.start(), start + end) for match in blanks if match.end() == end)
    return spans


def find_repeats(raw: str, start: int) -> Span | None:
    """All ``mailto:`` but the last where several follow each other."""
    match = _REPEATS.match(raw)
    return Span(start + match.start(1), start + match.end(1)) if match else None


def find_mangled_scheme(raw: str, start: int) -> Span | None:
    """What is where ``mailto:`` was meant (``mailto@``, ``mail to:``), before something with an ``@``."""
    match = _MANGLED.match(raw)
    if match is None or raw[match.start() : match.end()].strip().lower() == "mailto:":
        return None
    return Span(start + match.start(), start + match.end())
