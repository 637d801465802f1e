"""One template of Hugo's, read for the ids that it makes and for what else it shows. No template is run."""

from __future__ import annotations

import re
from collections.abc import Iterator

from msgspec import Struct

from content_lint.parse.markdown.entities import unescape
from content_lint.site.generators.hugo.template_actions import (
    ActionReader,
    Attribute,
    TemplateCall,
    actions_in,
    masked_text,
)
from content_lint.site.layouts import gives_ids, written_by_scripts
from content_lint.text.regex import regex

_NAME = regex(r"[A-Za-z][\w-]*")
_UNSEEN = frozenset({"script", "style", "link", "meta", "template", "noscript"})
_LONGEST_TAG = 2000
_LONGEST = 400_000
_COMMENT = regex(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_ATTRIBUTE = regex(
    r"""(?:\s|[\U000F0000-\U000FFFFD])(id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE
)
_STORES = regex(r"\b(?:Scratch|Store)\.(?:Set|Add)")
_REPLACES = regex(
    r"""\b(?:replace(?:RE)?|strings\.Replace(?:RE)?)\s+(?:[.$][\w.]*\s+)?(?:"((?:[^"\\\n]|\\.){1,200})"|`([^`\n]{1,200})`)"""
)
_RENDERERS = regex(r"\b(?:markdownify|RenderString)\b")
_HEADING = regex(r"^ {0,3}#{1,6}[ \t]|^\{#", re.MULTILINE)


class TemplateFile(Struct, frozen=True):
    """What is in a template.

    Attributes:
        path: the file, from the site's root.
        ids: those that are written down.
        made: those that it works out.
        calls: the templates that it uses.
        variables: the variables that get a value once, each with its expression, and whether its dot is something else
            than that of the template.
        parts: the names of the parts that it defines, in lower case: for a template around it, or partials of its own.
        shows_dot: whether it shows the text of the page that it is handed.
        shows_field: whether it shows the text of a page in the dictionary that it is handed.
        shows_others: on which conditions it shows texts of other pages: parameters of the page in lower case; an
            empty one for always.
        shows_files: whether it shows texts that are not to be found here: of other sites, or of files without a name.
        reads: the files that it shows, from the site's root: attributes of one expression.
        returns: the expression that it gives back instead of showing anything; or empty.
        scripted: whether a script in it gives places their ids.
        inner: of a shortcode: whether it shows what is handed to it; ``markdown`` where as Markdown.
        writes_markdown: whether it has headings in Markdown.
        stores: whether it keeps values for other templates of the page.
        renderers: what it makes HTML of Markdown with: ``markdownify``, ``RenderString``.
        spreads: whether it writes all attributes of a heading, its id among them.
        replaced: what it replaces in the text of a page: texts, and regular expressions as they are written.
    """

    path: str
    ids: frozenset[str] = frozenset()
    made: tuple[Attribute, ...] = ()
    calls: tuple[TemplateCall, ...] = ()
    variables: tuple[tuple[str, tuple[str, bool]], ...] = ()
    parts: frozenset[str] = frozenset()
    shows_dot: bool = False
    shows_field: bool = False
    shows_others: frozenset[str] = frozenset()
    shows_files: bool = False
    reads: tuple[Attribute, ...] = ()
    returns: str = ""
    scripted: bool = False
    inner: str = ""
    writes_markdown: bool = False
    stores: bool = False
    renderers: frozenset[str] = frozenset()
    spreads: bool = False
    replaced: tuple[str, ...] = ()


def read_template_file(path: str, text: str) -> TemplateFile:
    """What is in a template; never raises, linear in its text."""
    text = text[:_LONGEST]
    actions = actions_in(text)
    written = " ".join(action for action, _, _ in actions)
    reader = ActionReader(actions, written)
    masked = _COMMENT.sub(" ", masked_text(text, actions))
    ids, made = _attributes(masked, reader)
    made += reader.written
    if reader.has_contents:
        ids.add("TableOfContents")
    return TemplateFile(
        path,
        frozenset((ids - {""}).union(written_by_scripts(text))),
        tuple(made),
        tuple(dict.fromkeys(reader.calls)),
        tuple(
            (name, (value, name in reader.within)) for name, value in reader.values.items() if reader.times[name] == 1
        ),
        frozenset(reader.parts),
        reader.shows_dot,
        reader.shows_field,
        frozenset(reader.shows_others),
        reader.fetches and reader.renders and "svg" not in text,
        tuple(reader.reads) if reader.renders and "svg" not in text else (),
        reader.returns,
        gives_ids(text),
        reader.inner,
        _HEADING.search(masked) is not None,
        _STORES.search(text) is not None,
        frozenset(_RENDERERS.findall(written)),
        "range" in text and ".Attributes" in text,
        tuple(_replaced(text)),
    )


def _replaced(text: str) -> Iterator[str]:
    """What is replaced in a template that has the text of a page."""
    if ".Content" in text:
        yield from (match[1] or match[2] for match in _REPLACES.finditer(text))


def _attributes(masked: str, reader: ActionReader) -> tuple[set[str], list[Attribute]]:
    """The ids that are written down in a template's own tags, and those that actions make there."""
    ids: set[str] = set()
    made: list[Attribute] = []
    for match in _ATTRIBUTE.finditer(masked):
        value = match[2] or match[3] or match[4] or ""
        element = _element(masked, match.start())
        if match[1].lower() == "name" and element != "a":
            continue
        attribute = reader.attribute(value)
        if len(attribute.parts) == 1:
            ids.add(unescape(value.strip()))
        elif element not in _UNSEEN:
            made.append(attribute)
    return ids, made


def _element(masked: str, place: int) -> str:
    """The element that an attribute belongs to; empty where its tag begins far away."""
    start = masked.rfind("<", max(0, place - _LONGEST_TAG), place)
    name = _NAME.match(masked, start + 1) if start >= 0 else None
    return name[0].lower() if name else ""
