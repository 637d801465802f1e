"""Any text on a page that is written in Markdown: nothing in it is markup, HTML, a mention or a link."""

from __future__ import annotations

import re

from content_lint.output.escape import visible
from content_lint.text.regex import regex

# The signs of ASCII that mean something within a line; a dot makes a link of what follows "www".
_OPENING = regex(r"[!#$&*:<>@\[\\\]^_`{|}~]|(?<=www)\.", re.IGNORECASE)

# The same where letters and signs have to stay as they are: what our own words never hold outside of a quoted value.
_MARKUP = regex(r"[!#$&*<>@\[\\\]^|~]|://|www\.", re.IGNORECASE)


_REFERENCE = regex("(&#64;|&#35;|GH(?=-))", re.IGNORECASE)


def markdown_code(text: str) -> str:
    """Any text as code on a page of GitHub: nothing in it is Markdown, HTML, a mention or a link."""
    return f"<code>{_entities(visible(text))}</code>"


def markdown_text(text: str) -> str:
    """A message on a page of GitHub: what it quotes in backticks as code, the rest as it reads."""
    parts = visible(text).split("`")
    if len(parts) % 2 == 0:  # a quoted value holds a backtick of its own: no telling which
        return markdown_code(text)
    return "".join(
        (f"<code>{_entities(part)}</code>" if part else "") if index % 2 else _unlinked(part)
        for index, part in enumerate(parts)
    )


def inert(text: str) -> str:
    """A message that reads the same as plain text and as Markdown: as it is, or all of it as code.

    It holds no entity or tag, because some of its readers show those as they are written.
    """
    text = visible(text)
    parts = text.split("`")
    if len(parts) % 2 and not any(_MARKUP.search(part) for part in parts[::2]):
        return text
    fence = "`" * (max((len(run) for run in re.findall("`+", text)), default=0) + 1)
    return f"{fence} {text} {fence}"


def _unlinked(text: str) -> str:
    """Text outside of code: GitHub looks for people and issues once more when all entities have been read.

    A space without width keeps them apart, as Dependabot and Renovate do it.
    """
    return _REFERENCE.sub(r"\1&#8203;", _entities(text))


def _entities(text: str) -> str:
    # As a numbered entity no character can open a tag, a table cell, a link, a formula or a mention.
    return _OPENING.sub(lambda match: f"&#{ord(match[0])};", text)
