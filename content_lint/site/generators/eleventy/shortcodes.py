"""What shortcodes of the site's own do to pages, by a look at their text: ids, and samples that are no links."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import NamedTuple

from content_lint.parse.scripts.tokens import closing_places, tokens_of
from content_lint.site.generators.eleventy.functions import registered
from content_lint.text.regex import regex

_SHORTCODE = regex(r"""\badd(?:Async|Liquid|Nunjucks|NunjucksAsync)?Shortcode\(\s*["'`](\w{1,50})["'`]\s*,\s*""")
_PAIRED = regex(r"""\badd(?:Liquid|Nunjucks|NunjucksAsync)?PairedShortcode\(\s*["'`](\w{1,50})["'`]\s*,\s*""")
_LONGEST = 6000
_PARAMETERS = 400
_ID = regex(r"""\sid=\\?["']([^"'<>${}\s]{0,80})\$\{\s*([\w$]{1,50})\s*\}([^"'<>${}\s]{0,80})\\?["']""")
_REWORKS = regex(r"\bsrcdoc\b|<pre\b|<code\b|\b(?:escape|encode(?!URI)|highlight)\w{0,20}\(|\.replace(?:All)?\(")
_TAG = regex(r"\{%-?\s*+(end)?(\w{1,60})(?!\w)([^%{}]{0,500})")
_ARGUMENT = regex(r"""\s*+,?\s*+(?:"([^"\n]{0,200})"|'([^'\n]{0,200})'|[^\s,"']{1,200})""")
_MOST_ARGUMENTS = 12


class ShortcodeId(NamedTuple):
    """An id that a shortcode writes around one of the values that it is handed.

    Attributes:
        place: of the value among those that are written in its tag.
        before: what comes before it.
        after: what comes after it.
    """

    place: int
    before: str
    after: str


class Shortcodes(NamedTuple):
    """Those of one site.

    Attributes:
        ids: what each writes, by name.
        reworked: those that do not show the text between their tags as it is, such as samples of code; each with its
            program.
    """

    ids: Mapping[str, tuple[ShortcodeId, ...]] = {}
    reworked: Mapping[str, str] = {}

    def ids_in(self, text: str) -> Iterator[str]:
        """The ids that the tags of a text give to its page, as far as the tags say what they hand over."""
        if not self.ids:
            return
        for tag in _TAG.finditer(text):
            for made in self.ids.get(tag[2], ()) if not tag[1] else ():
                value = _argument(tag[3], made.place)
                if value:
                    yield f"{made.before}{value}{made.after}"

    def blocks(self, text: str) -> Iterator[tuple[int, int, str]]:
        """Where a text is between the tags of one of those, each with the start, the end and the name."""
        starts: list[tuple[int, str]] = []
        for tag in _TAG.finditer(text) if self.reworked else ():
            if tag[2] not in self.reworked:
                continue
            if not tag[1]:
                starts.append((tag.start(), tag[2]))
            elif starts and starts[-1][1] == tag[2]:
                start, name = starts.pop()
                yield start, tag.start(), name


def shortcodes_of(programs: Mapping[str, str]) -> Shortcodes:
    """Those that the programs of the configuration give to templates, by path."""
    ids: dict[str, tuple[ShortcodeId, ...]] = {}
    reworked: dict[str, str] = {}
    for is_paired, pattern in ((False, _SHORTCODE), (True, _PAIRED)):
        for item in registered(pattern, programs, _LONGEST):
            ids[item.name] = tuple(_ids_of(item.body, is_paired=is_paired))
            if is_paired and _REWORKS.search(item.body):
                reworked[item.name] = item.path
    return Shortcodes({name: made for name, made in ids.items() if made}, reworked)


def _ids_of(body: str, *, is_paired: bool) -> Iterator[ShortcodeId]:
    given = _parameters(body)[1 if is_paired else 0 :]
    for match in _ID.finditer(body):
        if match[2] in given:
            yield ShortcodeId(given.index(match[2]), match[1], match[3])


def _parameters(body: str) -> list[str]:
    """The names of what a function is given, in their order; empty for one that has no plain name."""
    tokens = tokens_of(body[:_PARAMETERS])
    start = next((place for place, token in enumerate(tokens) if token.text == "("), None)
    if start is None:
        return []
    closing = closing_places(tokens)
    found: list[str] = []
    place = start + 1
    while place < min(closing[start], len(tokens)):
        token = tokens[place]
        if tokens[place - 1].text == "," or place == start + 1:
            found.append(token.text if token.kind == "name" else "")
        place = closing.get(place, place) + 1
    return found


def _argument(written: str, place: int) -> str:
    """One of the values that a tag hands over, where it is a text in quotes; else empty."""
    at = 0
    for number in range(_MOST_ARGUMENTS):
        match = _ARGUMENT.match(written, at)
        if match is None:
            return ""
        if number == place:
            return match[1] or match[2] or ""
        at = match.end()
    return ""
