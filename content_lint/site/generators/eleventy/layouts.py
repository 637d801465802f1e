"""The templates around Eleventy's pages, and the programs that write into them: the places that they bring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from content_lint.site.layouts import Around, Layouts, gives_ids
from content_lint.site.model import Maker
from content_lint.text.regex import regex

_ID = regex(
    r"""(?<![\w$.:-]):?(?:id|name)\s*=\s*\\?(?:"([^"<>\n]{0,300}?)\\?"|'([^'<>\n]{0,300}?)\\?'|([^\s"'<>=`\\]{1,200}))""",
    re.IGNORECASE,
)
_WORKED_OUT = regex(r"\{\{|\{%|\$\{|<%")
_OWN_LINK = regex(r"""\bhref=["']/([\w.-]{1,80})/""")
_FOOTNOTES = ("fn", "fnref")


class EleventyLayouts(Layouts, frozen=True):
    """What is known of them.

    Attributes:
        pool: what all of them bring; which of them are around one page is not asked.
        is_read: whether there were any.
    """

    pool: Around = Around()
    is_read: bool = False


def read_layouts(texts: Mapping[str, str], programs: Iterable[str], paths: Iterable[str]) -> EleventyLayouts:
    """What templates bring.

    Args:
        texts: of the templates around pages, by path.
        programs: those of the texts that are programs of the configuration.
        paths: of the site's own files, from the input folder.
    """
    ids: set[str] = set()
    prefixes: dict[tuple[str, str], None] = {}
    scripted = ""
    code = frozenset(programs)
    for path, text in texts.items():
        for match in _ID.finditer(text):
            value = match[1] if match[1] is not None else match[2] if match[2] is not None else match[3]
            opened = _WORKED_OUT.search(value) or (value[:1] == "{" and match[0])
            if not opened:
                ids.add(value)
            elif isinstance(opened, re.Match):
                prefixes[(value[: opened.start()], path)] = None
            else:
                prefixes[("", path)] = None
        scripted = scripted or (path if gives_ids(text) else "")
    prefixes.update({(start, "the footnotes"): None for start in _FOOTNOTES})
    templates = {path: text for path, text in texts.items() if path not in code}
    around = Around(frozenset(ids), tuple(prefixes), scripted=scripted)
    neighbours = neighbours_of(templates.values(), paths)
    return EleventyLayouts(
        plugins=(neighbours,) if neighbours is not None else (), pool=around, is_read=bool(templates)
    )


def neighbours_of(texts: Iterable[str], paths: Iterable[str]) -> Maker | None:
    """Who serves the folders at the root of the host to which templates link and of which the site has nothing.

    A dead link around every page would have been noticed.

    Args:
        texts: of the templates around pages.
        paths: of the site's own files, from the input folder.
    """
    linked = {match[1] for text in texts for match in _OWN_LINK.finditer(text)}
    own = {part for path in paths for part in path.split("/")} if linked else set()
    strange = sorted(name for name in linked if name not in own and not any(part.startswith(name) for part in own))
    if not strange:
        return None
    addresses = tuple(address for name in strange for address in (f"/{name}", f"/{name}/**"))
    return Maker("another site on the same host, to which this site's own templates link", addresses, files=True)
