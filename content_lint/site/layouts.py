"""What is known of the templates around the pages: the anchors that they bring, and what plugins add to the site.

Only literal ``id`` and ``name`` attributes are read, in the layout that a page has and in all that it includes. What
a template computes, and what comes from a theme that is not in the site's own folder, is not known.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct, field

from content_lint.site.anchors import gfm_id, native_id
from content_lint.site.made_ids import Made
from content_lint.site.model import Maker
from content_lint.text.regex import regex

_ANCHOR = regex(r"""\s(?:id|name)\s*=\s*(?:"([^"<>]*)"|'([^'<>]*)'|([^\s"'<>=`]+))""", re.IGNORECASE)
_SCRIPTED = regex(
    r"""(?:\.(?:attr|prop|setAttribute)\(\s*["']id["']\s*,"""
    r"""|\b(?:heading|header|anchor|h|el|elem|element|item|section|this)\.id\s*=(?!=))"""
    r"""\s*(?:(["'`])([^"'`<>\\\n$]{0,200})\1\s*(?:[;),}\n]|\Z))?"""
)
"""Where a script gives a place its id, and that id where it is written out."""
_GIVING = (".id", "'id'", '"id"')
"""One of these is there then, and they are found faster."""
_TOCIFY = regex(r"\btocify\b")
_OTHER_NAMES = regex(r"\bhashGenerator\b")
_TEMPLATE = regex(r"\{[{%]")
_INCLUDE = regex(r"\{%-?\s*+include(?:_cached|_relative)?\s++([^\s%]++)")
_HANDED = regex(r"""\s([\w-]{1,50})\s*=\s*(?:"([^"{}]*)"|'([^'{}]*)'|([^\s"'%]+))""")
_PARAMETER = regex(r"\{\{-?\s*include\.([\w-]{1,50})\s*-?\}\}\Z")
_ASSIGNED = regex(r"\{%-?\s*+(?:assign|capture|increment|decrement)\s++[\"']?([\w-]++)")
_HEADING = regex(r"^ {0,3}#{1,6}[ \t]++([^\n]*+)$", re.MULTILINE)
_LISTED_ID = regex(r"\{:?[^{}\n]{0,200}?#([^\s{}.:\"']++)[^{}\n]{0,200}\}")
_LAYOUT = regex(r"^layout:[ \t]*+[\"']?([\w./-]++)", re.MULTILINE)
_HEADER = regex(r"---[ \t]*+\r?\n")
_LONGEST_TAG = 2_000
LAYOUTS, INCLUDES = "_layouts/", "_includes/"


class Handed(Struct, frozen=True):
    """One value that a tag hands to what it includes: ``{% include box.html id="x" %}``.

    Attributes:
        path: the include.
        name: what it is called there.
        value: None where it is worked out.
    """

    path: str
    name: str
    value: str | None


class Template(Struct, frozen=True):
    """One layout or include.

    Attributes:
        ids: anchors that are in it as they are.
        prefixes: what anchors begin with that it completes; an empty one can become any anchor.
        includes: the paths of what it includes, and the layout around it; None where it works one of them out.
        scripted: whether a script in it gives places their ids.
        parameters: names of what it is handed that become anchors as they are.
        handed: what it hands to what it includes.
        assigned: the variables that it gives values to.
        by_text: whether a script in it names headings by their texts without blanks, as tocify does.
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()
    includes: tuple[str | None, ...] = ()
    scripted: bool = False
    parameters: frozenset[str] = frozenset()
    handed: tuple[Handed, ...] = ()
    assigned: frozenset[str] = frozenset()
    by_text: bool = False


class Around(Struct, frozen=True):
    """What the templates around a text bring.

    Attributes:
        ids: anchors that are in them as they are.
        prefixes: what anchors begin with that they complete, each with the file that does.
        absent: the templates that they use and that are not in the site's own folder.
        scripted: the first of them in which a script gives places their ids, or empty.
        made: anchors that they make as the site is built.
        others: the first of them that shows texts of other pages, or empty.
        openers: what scripts put before a fragment to find the place that it opens, each with its file.
        by_text: the first of them in which a script names headings by their texts without blanks, or empty.
    """

    ids: frozenset[str] = frozenset()
    prefixes: tuple[tuple[str, str], ...] = ()
    absent: tuple[str, ...] = ()
    scripted: str = ""
    made: tuple[Made, ...] = ()
    others: str = ""
    openers: tuple[tuple[str, str], ...] = ()
    by_text: str = ""


class Layouts(Struct, frozen=True):
    """The templates of a site.

    Attributes:
        templates: by path from the source, without the ending of layouts (``_layouts/default``).
        plugins: programs of the site's own in ``_plugins`` that can add to it; filters and the like are none of them.
        quiet_tags: tags of Liquid that those programs define and that make no places.
        published: files that templates can publish (Hugo's ``assets``), by their path from the site's own address.
    """

    templates: Mapping[str, Template] = field(default_factory=dict)
    plugins: tuple[Maker, ...] = ()
    published: frozenset[str] = frozenset()
    quiet_tags: frozenset[str] = frozenset()
    _around: dict[tuple[object, ...], Around] = field(default_factory=dict)

    def is_like(self, other: Layouts, changed: Iterable[str]) -> bool:
        """Whether the same is known of other templates, where the texts of some files are others."""
        del changed
        return self == other

    def around(self, paths: Iterable[str], handed: Iterable[Handed] = ()) -> Around:
        """What some templates bring, with all that they include; see ``layout_path`` and ``include_path``.

        Args:
            paths: the templates.
            handed: what the text that uses them hands to them.
        """
        wanted, values = tuple(dict.fromkeys(paths)), tuple(handed)
        key = (wanted, values)
        if key not in self._around:
            self._around[key] = self._collect(wanted, values)
        return self._around[key]

    def _collect(self, wanted: tuple[str, ...], handed: tuple[Handed, ...]) -> Around:
        used = list(self.used(wanted))
        known = {path: template for path, template in used if template is not None}
        made = _made_of(known, handed)
        ids = frozenset(item.value for item in made if item.value is not None)
        prefixes = [(prefix, path) for path, template in known.items() for prefix in template.prefixes]
        return Around(
            ids.union(*(template.ids for template in known.values())),
            (*prefixes, *(("", item.path) for item in made if item.value is None)),
            tuple(path for path, template in used if template is None),
            _scripted(known),
            by_text=_by_text(known),
        )

    def used(self, wanted: Iterable[str]) -> Iterator[tuple[str, Template | None]]:
        """Templates by path with all that they include; None for those that the site has not itself."""
        waiting = list(wanted)
        seen = set(waiting)
        while waiting:
            path = waiting.pop()
            template = self.templates.get(path)
            yield path, template
            for name in template.includes if template is not None else ():
                # Where the name is worked out it can be any of them.
                more = [name] if name is not None else [item for item in self.templates if item.startswith(INCLUDES)]
                waiting += [item for item in more if item not in seen]
                seen.update(more)


def _made_of(known: Mapping[str, Template], handed: Iterable[Handed]) -> list[Handed]:
    """What becomes an anchor of all that templates, and the text that uses them, hand to templates."""
    values = [*handed, *(item for template in known.values() for item in template.handed)]
    return [item for item in values if item.path in known and item.name in known[item.path].parameters]


def _scripted(known: Mapping[str, Template]) -> str:
    return next((path for path, template in known.items() if template.scripted), "")


def _by_text(known: Mapping[str, Template]) -> str:
    return next((path for path, template in known.items() if template.by_text), "")


def gives_ids(text: str) -> bool:
    """Whether a script in a template gives places their ids, in a way that nobody can follow from here."""
    is_worked_out = any(match[2] is None for match in _given_by_scripts(text))
    return is_worked_out or ("tocify" in text and _TOCIFY.search(text) is not None and not names_by_text(text))


def written_by_scripts(text: str) -> Iterator[str]:
    """The ids that scripts in a template give and that are written out there."""
    return (match[2] for match in _given_by_scripts(text) if match[2])


def _given_by_scripts(text: str) -> Iterator[re.Match[str]]:
    return _SCRIPTED.finditer(text) if any(word in text for word in _GIVING) else iter(())


def names_by_text(text: str) -> bool:
    """Whether a script in a template names headings by their texts without blanks, as tocify does unless told else."""
    return _TOCIFY.search(text) is not None and _OTHER_NAMES.search(text) is None


def layout_path(name: str) -> str:
    """The path of a layout by its name, as ``Layouts.templates`` has it."""
    return f"{LAYOUTS}{name}"


def include_path(tag: str) -> str | None:
    """The path of the file that an ``include`` tag names; None where the name is worked out, or it is no such tag."""
    match = _INCLUDE.match(tag)
    return _included(match) if match is not None else None


def handed_on(tag: str) -> Iterator[Handed]:
    """What an ``include`` tag hands to the file that it names."""
    path = include_path(tag)
    end = tag.find("%}")
    if path is not None:
        for match in _HANDED.finditer(tag, tag.find(path.rpartition("/")[2]), end if end >= 0 else len(tag)):
            yield Handed(path, match[1], match[2] if match[2] is not None else match[3])


def _included(match: re.Match[str]) -> str | None:
    relative = "include_relative" in match[0]
    return None if relative or _TEMPLATE.search(match[1]) else f"{INCLUDES}{match[1].strip('/')}"


def read_template(path: str, text: str) -> Template:
    """What is in a layout or an include."""
    ids = set(written_by_scripts(text))
    prefixes: dict[str, None] = {}
    parameters: set[str] = set()
    for match in _ANCHOR.finditer(text):
        anchor = (match[1] or match[2] or match[3] or "").strip()
        template = _TEMPLATE.search(anchor)
        parameter = _PARAMETER.match(anchor)
        if template is None:
            ids.add(anchor)
        elif parameter is not None:
            parameters.add(parameter[1])
        else:
            prefixes[anchor[: template.start()]] = None
    if path.startswith(INCLUDES):
        _read_markdown(text, ids, prefixes)
    tags = list(_INCLUDE.finditer(text))
    used: dict[str | None, None] = {_included(match): None for match in tags}
    handed = (item for match in tags for item in handed_on(text[match.start() : match.start() + _LONGEST_TAG]))
    layout = _layout_of(text) if path.startswith(LAYOUTS) else ""
    if layout:
        used[layout_path(layout)] = None
    scripted = gives_ids(text)
    assigned = frozenset(_ASSIGNED.findall(text))
    return Template(
        frozenset(ids),
        tuple(prefixes),
        tuple(used),
        scripted,
        frozenset(parameters),
        tuple(handed),
        assigned,
        names_by_text(text),
    )


def _layout_of(text: str) -> str:
    """The layout that a layout is put into; empty where it is the outermost."""
    header = _HEADER.match(text)
    if header is None:
        return ""
    end = text.find("\n---", header.end() - 1)
    layout = _LAYOUT.search(text, header.end(), end if end >= 0 else len(text))
    return layout[1] if layout is not None and layout[1] not in {"none", "null"} else ""


def _read_markdown(text: str, ids: set[str], prefixes: dict[str, None]) -> None:
    """What an include brings to a text of Markdown: its headings get ids, and lists of attributes hold some."""
    ids.update(match[1] for match in _LISTED_ID.finditer(text))
    for match in _HEADING.finditer(text):
        heading = match[1].rstrip(" \t").rstrip("#").rstrip(" \t")
        template = _TEMPLATE.search(heading)
        if template is None:
            ids.update((gfm_id(heading), native_id(heading)))
        else:
            prefixes[gfm_id(heading[: template.start()])] = None
