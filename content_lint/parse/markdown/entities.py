"""Entities: ``&amp;``, ``&#38;`` and their like."""

from __future__ import annotations

from re import Match

from content_lint.text.regex import regex

_REFERENCE = regex(r"&(?:#[0-9]{1,7}|#[xX][0-9a-fA-F]+|[^\t\n\f <&#;]{1,32});")


def unescape(text: str) -> str:
    """The text with its entities resolved by CommonMark's rules: one without a semicolon is text.

    What is a reference is mistune's to say, from which the pattern is; importing that for it would take a fiftieth of a
    run on a site that needs nothing else of it.
    """
    start = text.find("&")
    if start < 0 or text.find(";", start) < 0:
        return text
    return _REFERENCE.sub(_resolved, text)


def _resolved(reference: Match[str]) -> str:
    from html import unescape as resolve  # it brings all names that there are, and few texts have any

    return resolve(reference[0])
