"""The templates around Eleventy's pages, and the programs that write into them: the places that they bring."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from content_lint.site.layouts import Around, Layouts
from content_lint.site.model import Maker
from content_lint.site.template_ids import brought_by
from content_lint.text.regex import regex

_OWN_LINK = regex(r"""\bhref=["']/([\w.-]{1,80})/""")
_OWN_ADDRESS = regex(r"/([\w-]{1,80})(?:/[\w/-]{0,200})?\Z")
_TAG = regex(r"\{[{%][^{}%\n]{1,300}")
_NAME = regex(r"(?<![\w.])[A-Za-z_]\w{0,50}")
_OTHER_TEXTS = regex(
    r"(?:\btemplateContent|\b(?!loop\b)\w{1,50}\.content)\s*(?:-?\}\}|\+|\|\s*(?:safe|render|markdown|md\b|html))",
    re.IGNORECASE,
)
_BRINGS_IN = regex(r"""\{%-?\s*(?:from|import|include|extends)\s+["']([^"'\n]{1,200})["']""")
_LAYOUT = regex(r"^layout:[ \t]*[\"']?([\w./-]{1,200})", re.MULTILINE)
_ENDING = regex(r"\.(?:njk|nunjucks|liquid|html|hbs|webc)\Z")
_NO_PLACES = (".css", ".js", ".json")
"""Endings of files that templates take in and that bring no places."""

_FOOTNOTES = ("fn", "fnref")
_SPRITES = "eleventy-plugin-svg-sprite"


class EleventyLayouts(Layouts, frozen=True):
    """What is known of them.

    Attributes:
        pool: what all of them bring; which of them are around one page is not asked.
        is_read: whether there were any.
        calls: what each brings in, by the paths of both.
        shows: those that write other texts into pages, or bring in a template that is not the site's, each with what
            of that it does, completing "its template `x` …".
    """

    pool: Around = Around()
    is_read: bool = False
    calls: Mapping[str, tuple[str, ...]] = {}
    shows: Mapping[str, str] = {}

    def completed_by(self, text: str) -> str:
        """The template that a text brings in and that gives a place the name that it is handed; empty for none.

        Args:
            text: of a page.
        """
        stems = {_ENDING.sub("", path): path for path in self.calls}
        open_ids = {path for start, path in self.pool.prefixes if not start}
        waiting = [path for _, path in _named(text, stems) if path] if open_ids else []
        seen: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in open_ids:
                return path
            waiting += [other for other in self.calls.get(path, ()) if other not in seen]
            seen.update(waiting)
        return ""

    def shown_by(self, layout: object) -> str:
        """The template around a page that shows other texts there as well; empty where none does.

        Args:
            layout: what the page says of its layout; None where it has none.
        """
        if layout is None:
            return ""
        if not isinstance(layout, str):
            return min(self.shows, default="")
        name = _ENDING.sub("", layout)
        waiting = [path for path in self.calls if _ENDING.sub("", path).endswith(name)]
        seen: set[str] = set()
        while waiting:
            path = waiting.pop()
            if path in self.shows:
                return path
            waiting += [other for other in self.calls.get(path, ()) if other not in seen]
            seen.update(waiting)
        return ""


def read_layouts(
    texts: Mapping[str, str], programs: Iterable[str], paths: Iterable[str], data: Mapping[str, object] | None = None
) -> EleventyLayouts:
    """What templates bring.

    Args:
        texts: of the templates around pages, by path.
        programs: those of the texts that are programs of the configuration.
        paths: of the site's own files, from the input folder.
        data: what all templates are given, by name, as far as it is written out.
    """
    code = frozenset(programs)
    templates = {path: text for path, text in texts.items() if path not in code}
    stems = {_ENDING.sub("", path): path for path in templates}
    calls = {path: tuple(_calls(text, stems)) for path, text in templates.items()}
    neighbours = neighbours_of(templates.values(), paths, _used(data or {}, templates.values()))
    return EleventyLayouts(
        plugins=(neighbours,) if neighbours is not None else (),
        pool=_with_sprites(brought_by(texts, _FOOTNOTES), (texts[path] for path in code)),
        is_read=bool(templates),
        calls=calls,
        shows={path: what for path, text in templates.items() if (what := _shown_by(text, stems))},
    )


def _with_sprites(pool: Around, programs: Iterable[str]) -> Around:
    """The same with what the plugin for sprites of pictures writes into every page."""
    if not any(_SPRITES in text for text in programs):
        return pool
    return structs.replace(pool, prefixes=(*pool.prefixes, ("svg-", _SPRITES)))


def _calls(text: str, stems: Mapping[str, str]) -> Iterator[str]:
    """The site's own templates that a template brings in, and that are around it."""
    yield from (path for _, path in _named(text, stems) if path)


def _named(text: str, stems: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """The names of the templates that a template brings in, each with its path; empty for one that is not the site's.

    Args:
        text: of the template.
        stems: the paths of all, by themselves without their endings.
    """
    above = _LAYOUT.search(text)
    names = [match[1] for match in _BRINGS_IN.finditer(text)] + ([above[1]] if above else [])
    for name in names:
        if name.endswith(_NO_PLACES):
            continue
        stem = _ENDING.sub("", name.lstrip("./"))
        if stem.endswith("/"):  # the rest of the name is worked out
            found = [path for other, path in stems.items() if f"/{stem}" in f"/{other}"] or [""]
            yield from ((name, path) for path in found)
        else:
            yield name, next((path for other, path in stems.items() if other.endswith(stem)), "")


def _shown_by(text: str, stems: Mapping[str, str]) -> str:
    """What a template shows besides the text of its page, completing "its template `x` …"; or empty."""
    if _OTHER_TEXTS.search(text):
        return "shows other texts, too"
    foreign = next((name for name, path in _named(text, stems) if not path), "")
    return f"brings in `{foreign}`, which is not among the site's own templates" if foreign else ""


def _used(data: Mapping[str, object], texts: Iterable[str]) -> list[object]:
    """What of the data the templates use."""
    used = {name for text in texts for tag in _TAG.finditer(text) for name in _NAME.findall(tag[0])}
    return [value for name, value in data.items() if name in used]


def neighbours_of(texts: Iterable[str], paths: Iterable[str], menus: object = None) -> Maker | None:
    """Who serves the folders at the root of the host to which templates link and of which the site has nothing.

    A dead link around every page would have been noticed.

    Args:
        texts: of the templates around pages.
        paths: of the site's own files, from the input folder.
        menus: the data that they use: its addresses are those of their menus.
    """
    linked = {match[1] for text in texts for match in _OWN_LINK.finditer(text)}
    linked |= {match[1] for text in _texts_in(menus) if (match := _OWN_ADDRESS.match(text))}
    own = {part for path in paths for part in path.split("/")} if linked else set()
    strange = sorted(name for name in linked if name not in own and not any(part.startswith(name) for part in own))
    if not strange:
        return None
    addresses = tuple(address for name in strange for address in (f"/{name}", f"/{name}/**"))
    return Maker(
        "another site on the same host, to which this site's own templates link", addresses, files=True, apart=True
    )


def _texts_in(data: object) -> Iterator[str]:
    """Every text in lists and groups of keys."""
    if isinstance(data, str):
        yield data
    elif isinstance(data, Mapping):
        for value in data.values():
            yield from _texts_in(value)
    elif isinstance(data, (list, tuple)):
        for value in data:
            yield from _texts_in(value)
