"""The links whose addresses a script of the site's own changes in the browser, by what it looks them up by."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from content_lint.parse.facts import Document, Link
from content_lint.text.regex import regex

_LOOKED_UP = regex(
    r"""\bgetElement(?P<by>sByClassName|ById)\(\s*["'](?P<name>[\w-]{1,80})["']"""
    r"""|(?:\bquerySelector(?:All)?|(?<![\w$])\$|\bjQuery)\(\s*["'](?P<selector>[^"'\n]{1,200})["']"""
)
_CHANGED = regex(r"""\.href\s{0,9}=(?!=)|\b(?:setAttribute|attr|prop)\(\s{0,9}["']href["']\s{0,9},""")
_SELECTED = regex(r"[.#][\w-]{1,80}")
_ATTRIBUTE = regex(r"""\s(class|id)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""")
_NEAR = 700
_LONGEST_TAG = 1000


def scripted_links(scripts: Mapping[str, str]) -> Mapping[str, str]:
    """What scripts look links up by before they change them (``.name`` a class, ``#name`` an id), each with its script.

    Args:
        scripts: their texts, by path.
    """
    return {name: path for path, text in scripts.items() for name in _names_in(text)}


def _names_in(script: str) -> Iterator[str]:
    for match in _LOOKED_UP.finditer(script):
        if _CHANGED.search(script, match.end(), match.end() + _NEAR) is None:
            continue
        if match["name"]:
            yield f"{'#' if match['by'] == 'ById' else '.'}{match['name']}"
        else:
            yield from _SELECTED.findall(match["selector"])


def changing_script(document: Document, link: Link, names: Mapping[str, str]) -> str:
    """The script that changes a link, or empty.

    Args:
        document: the one with the link.
        link: of its body.
        names: see ``scripted_links``.
    """
    if not names or "." not in link.tag:
        return ""
    text = document.source.text
    end = text.find(">", link.destination_span.end, link.destination_span.end + _LONGEST_TAG)
    for match in _ATTRIBUTE.finditer(text, link.span.start, end if end >= 0 else link.span.end):
        mark = "." if match[1] == "class" else "#"
        for name in (match[2] or match[3] or match[4] or "").split():
            if mark + name in names:
                return names[mark + name]
    return ""
