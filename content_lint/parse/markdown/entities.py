"""Entities: ``&amp;``, ``&#38;`` and their like."""

from __future__ import annotations


def unescape(text: str) -> str:
    """The text with its entities resolved by CommonMark's rules: one without a semicolon is text."""
    start = text.find("&")
    if start < 0 or text.find(";", start) < 0:
        return text
    from mistune.util import unescape as resolve  # it brings all of mistune, and few texts have any

    return resolve(text)
