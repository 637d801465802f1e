"""The places that templates bring to pages, in languages that write values in braces (Nunjucks, Tera, Liquid)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from content_lint.site.layouts import Around, gives_ids, written_by_scripts
from content_lint.text.regex import regex

_ID = regex(
    r"""(?<![\w$.:-]):?(?:id|name)\s*=\s*\\?"""
    r"""(?:"((?:[^"<>\n]|<%|%>){0,300}?)\\?"|'((?:[^'<>\n]|<%|%>){0,300}?)\\?'|([^\s"'<>=`\\]{1,200}))""",
    re.IGNORECASE,
)
_WORKED_OUT = regex(r"\{\{|\{%|\$\{|<%")


def brought_by(texts: Mapping[str, str], footnotes: Iterable[str] = ()) -> Around:
    """What all of them bring.

    Args:
        texts: of templates, and of programs that write into pages, by path.
        footnotes: what the ids of footnotes begin with.
    """
    ids: set[str] = set()
    prefixes: dict[tuple[str, str], None] = {}
    for path, text in texts.items():
        ids.update(written_by_scripts(text))
        for value, start in _ids_of(text):
            if start is None:
                ids.add(value)
            else:
                prefixes[(start, path)] = None
    scripted = next((path for path, text in texts.items() if gives_ids(text)), "")
    prefixes.update({(start, "the footnotes"): None for start in footnotes})
    return Around(frozenset(ids), tuple(prefixes), scripted=scripted)


def _ids_of(text: str) -> Iterator[tuple[str, str | None]]:
    """The ids that a template writes, each with what it begins with where the rest is only known when it is made."""
    for match in _ID.finditer(text):
        value = match[1] if match[1] is not None else match[2] if match[2] is not None else match[3]
        opened = _WORKED_OUT.search(value)
        if opened:
            yield value, value[: opened.start()]
        else:
            yield value, "" if value[:1] == "{" else None
