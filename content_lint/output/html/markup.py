"""Text made harmless for a page: nothing of the content is markup, and nothing of it is invisible."""

from __future__ import annotations

from html import escape

from content_lint.output.escape import visible


def text_of(text: str) -> str:
    """Any text on one line, for between tags or in an attribute with quotes."""
    return escape(visible(text))


def prose(text: str) -> str:
    """A message of ours: what it quotes in backticks as code, in the direction of its own letters."""
    parts = text_of(text).split("`")
    if len(parts) % 2 == 0:  # a quoted value holds a backtick of its own: no telling which
        return f'<code dir="auto">{text_of(text)}</code>'
    return "".join(
        (f'<code dir="auto">{part}</code>' if index % 2 and part else part) for index, part in enumerate(parts)
    )
