"""The text of a page as HTML by mistune, which is not the site's own renderer.

Tables, notes and lists are as GitHub has them, raw HTML is as it is written, and links have the addresses that the site
gives them.
"""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Sequence
from functools import cache
from typing import Any

import mistune

from content_lint.export.record import ExportedHeading
from content_lint.text.regex import regex

NAME = f"mistune {mistune.__version__}"
LARGEST = 1_000_000
"""Characters of a text that are rendered: of longer ones nobody can say how long they take."""

_ATTRIBUTES = regex(r"^[ \t]*+\{:[^{}\n]*+\}[ \t]*+$|\{:[^{}\n]*+\}|[ \t]\{#[^{}\n]*+\}[ \t]*+$", re.MULTILINE)
_TAG = regex(r"<[^<>]*+>")
_PLUGINS = ("table", "strikethrough", "footnotes", "task_lists", "def_list")


class _Renderer(mistune.HTMLRenderer):
    """Gives headings the ids that they have on the site's page."""

    def __init__(self) -> None:
        super().__init__(escape=False)
        self.anchors: dict[str, deque[str]] = {}

    def heading(self, text: str, level: int, **attrs: Any) -> str:
        waiting = self.anchors.get(_letters(_TAG.sub("", text)))
        if waiting:
            attrs["id"] = waiting.popleft()
        return super().heading(text, level, **attrs)


@cache
def _markdown() -> tuple[mistune.Markdown, _Renderer]:
    renderer = _Renderer()
    return mistune.create_markdown(renderer=renderer, plugins=list(_PLUGINS)), renderer


def _letters(text: str) -> str:
    """What is left of a heading however its marks are rendered."""
    return "".join(char for char in mistune.util.unescape(text).casefold() if char.isalnum())


def render_html(markdown: str, headings: Sequence[ExportedHeading], *, attributes: bool) -> str | None:
    """The HTML of a text; None where it is too long.

    Args:
        markdown: the text, with links that lead where they lead on the site.
        headings: its headings with their ids.
        attributes: whether ``{: …}`` says something to the site's renderer, and is no text.
    """
    if len(markdown) > LARGEST:
        return None
    render, renderer = _markdown()
    anchors: dict[str, deque[str]] = defaultdict(deque)
    for heading in headings:
        if heading.anchor:
            anchors[_letters(heading.text)].append(heading.anchor)
    renderer.anchors = anchors
    found = render(_ATTRIBUTES.sub("", markdown) if attributes else markdown)
    return found if isinstance(found, str) else None
