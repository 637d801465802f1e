"""What is known of the templates around the pages: the anchors that they bring, and what plugins add to the site.

Only literal ``id`` and ``name`` attributes are read, in the layout that a page has and in all that it includes. What
a template computes, and what comes from a theme that is not in the site's own folder, is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct, field

from content_lint.site.model import Maker
from content_lint.text.regex import regex

_ANCHOR = regex(r"""\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE)
# Scripts that give places their ids: tocify names headings in its own way, others set the attribute.
_SCRIPTED = regex(
    r"""\btocify\b|\.(?:attr|prop|setAttribute)\(\s*["']id["']\s*,"""
    r"""|\b(?:heading|header|anchor|h|el|elem|element|item|section|this)\.id\s*=(?!=)"""
)
_TEMPLATE = regex(r"\{[{%]")
_INCLUDE = regex(r"\{%-?\s*+include(?:_cached|_relative)?\s++([^\s%]++)")
_LAYOUT = regex(r"^layout:[ \t]*+[\"']?([\w./-]++)", re.MULTILINE)
_HEADER = regex(r"---[ \t]*+\r?\n")
LAYOUTS, INCLUDES = "_layouts/", "_includes/"


class Template(Struct, frozen=True):
    """One layout or include.

    Attributes:
        ids: anchors that are in it as they are.
        prefixes: what anchors begin with that it completes; an empty one can become any anchor.
        includes: the paths of what it includes, and the layout around it; None where it works one of them out.
        scripted: whether a script in it gives places their ids.
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    includes: tuple[str | None, ...] = ()
    scripted: bool = False


class Around(Struct, frozen=True):
    """What the templates around a text bring.

    Attributes:
        ids: anchors that are in them as they are.
        prefixes: what anchors begin with that they complete, each with the file that does.
        absent: a template that they use and that is not in the site's own folder, or empty.
        scripted: the first of them in which a script gives places their ids, or empty.
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[tuple[str, str], ...] = ()
    absent: str = ""
    scripted: str = ""


class Layouts(Struct, frozen=True):
    """The templates of a site.

    Attributes:
        templates: by path from the source, without the ending of layouts (``_layouts/default``).
        plugins: programs of the site's own in ``_plugins`` that can add to it; filters and the like are none of them.
        link_template: a template through which every link goes (Hugo's ``_markup/render-link.html``), or empty.
    """

    templates: Mapping[str, Template] = field(default_factory=dict)
    plugins: tuple[Maker, ...] = ()
    link_template: str = ""
    _around: dict[tuple[str, ...], Around] = field(default_factory=dict)

    def around(self, paths: Iterable[str]) -> Around:
        """What some templates bring, with all that they include; see ``layout_path`` and ``include_path``."""
        wanted = tuple(dict.fromkeys(paths))
        if wanted not in self._around:
            self._around[wanted] = self._collect(wanted)
        return self._around[wanted]

    def _collect(self, wanted: tuple[str, ...]) -> Around:
        waiting, seen = list(wanted), set(wanted)
        ids: set[str] = set()
        prefixes: list[tuple[str, str]] = []
        absent = scripted = ""
        while waiting:
            path = waiting.pop()
            template = self.templates.get(path)
            if template is None:
                absent = absent or path
                continue
            ids |= template.ids
            scripted = scripted or (path if template.scripted else "")
            prefixes += [(prefix, path) for prefix in template.prefixes]
            for name in template.includes:
                # Where the name is worked out it can be any of them.
                more = [name] if name is not None else [item for item in self.templates if item.startswith(INCLUDES)]
                waiting += [item for item in more if item not in seen]
                seen.update(more)
        return Around(frozenset(ids), tuple(prefixes), absent, scripted)


def layout_path(name: str) -> str:
    """The path of a layout by its name, as ``Layouts.templates`` has it."""
    return f"{LAYOUTS}{name}"


def include_path(tag: str) -> str | None:
    """The path of the file that an ``include`` tag names; None where the name is worked out, or it is no such tag."""
    match = _INCLUDE.match(tag)
    return _included(match) if match is not None else None


def _included(match: re.Match[str]) -> str | None:
    relative = "include_relative" in match[0]
    return None if relative or _TEMPLATE.search(match[1]) else f"{INCLUDES}{match[1].strip('/')}"


def read_template(path: str, text: str) -> Template:
    """What is in a layout or an include."""
    ids: set[str] = set()
    prefixes: dict[str, None] = {}
    for match in _ANCHOR.finditer(text):
        anchor = (match[1] or match[2] or match[3] or "").strip()
        template = _TEMPLATE.search(anchor)
        if template is None:
            ids.add(anchor)
        else:
            prefixes[anchor[: template.start()]] = None
    used: dict[str | None, None] = {_included(match): None for match in _INCLUDE.finditer(text)}
    header = _HEADER.match(text) if path.startswith(LAYOUTS) else None
    if header is not None:
        end = text.find("\n---", header.end() - 1)
        layout = _LAYOUT.search(text, header.end(), end if end >= 0 else len(text))
        if layout is not None and layout[1] not in {"none", "null"}:
            used[layout_path(layout[1])] = None
    return Template(frozenset(ids), tuple(prefixes), tuple(used), _SCRIPTED.search(text) is not None)
