"""Links, images, raw HTML and code inside a paragraph: what kramdown's and CommonMark's rules share.

One pass: a bracket that opens is put on a stack, and what it is gets decided at the bracket that closes it.
Looking ahead is paid for from a budget that grows with the text, so that the whole is linear.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from operator import itemgetter

from msgspec import Struct

from content_lint.parse.facts import Link, LinkKind, LooseReference, UnmadeLink
from content_lint.parse.markdown.collector import Collector, Run
from content_lint.parse.markdown.entities import unescape
from content_lint.parse.markdown.liquid import PLACEHOLDER
from content_lint.parse.markdown.plain_text import Cut, label_text
from content_lint.text.regex import regex

_ADDRESS = r"(?=https?:|mailto:|tel:|www\.|/|#|\.\.?/|\w[\w.-]*/|<)"
_GAP = regex(rf"[ \t]{{1,3}}\({_ADDRESS}")
_SPACE = regex(rf"\([ \t]*{_ADDRESS}([^()\s<>]+[ \t][^()\n<>\"']*)\)")
_BLANKS = regex(r"\s+")
_LOOK_AHEAD = 20
_SMALL = 4000
_place = itemgetter(0, 1)


class Bracket(Struct):
    """A bracket that opened.

    Attributes:
        start: offset of ``[`` or ``![``.
        inner: the offset after it.
        image: whether ``!`` is before it.
        found: how many links had been found.
        active: whether it may still begin a link (CommonMark).
    """

    start: int
    inner: int
    image: bool
    found: int
    active: bool = True


class Candidate(Struct):
    """A link or an image, unless one around it turns out to be one.

    Attributes:
        start: where it begins.
        end: the offset after its end.
        inner: where its label begins.
        inner_end: the offset after its label.
        destination: as the generator reads it, entities unresolved.
        first: where the destination begins, in the definition's container if there is a key.
        last: the offset after it.
        image: whether it is an image.
        title: its title, or None.
        key: the definition's key for a reference, else None.
    """

    start: int
    end: int
    inner: int
    inner_end: int
    destination: str
    first: int
    last: int
    image: bool
    title: str | None = None
    key: str | None = None


class SpanScanner:
    """One pass over one run; what is found goes to the collector."""

    token: re.Pattern[str]
    escapable: frozenset[str]
    entities_in_autolinks = True
    marks: tuple[str, ...] = ("]", "<", "`")  # text that has none of these holds nothing

    def __init__(self, collector: Collector, run: Run) -> None:
        self.collector = collector
        self.container = run.container
        self.text = run.container.text
        self.run = run
        self.end = run.end
        self.cuts: list[Cut] = []
        self.stack: list[Bracket] = []
        self.candidates: list[Candidate] = []
        self.budget = _LOOK_AHEAD * (run.end - run.start) + _SMALL
        self.missing: set[str] = set()
        self.quoted = 0  # how many `<code>` are open
        self.behind_span = -1  # the offset after the last code, tag or link

    def scan(self) -> list[Cut]:
        """Find everything; what has to be cut to make the run plain text, in order."""
        text, end = self.text, self.end
        position = self.run.start
        search = self.token.search
        while match := search(text, position, end):
            char = text[match.start()]
            if char in "[!":
                position = self.open_bracket(match)
            elif char == "]":
                position = self.close_bracket(match.start())
            elif char == "<":
                position = self.angle(match.start())
            elif char == "`":
                position = self.code(match)
            elif char == "\\":
                position = self._escape(match)
            else:
                position = self.other(match)
            if position > match.end() and char != "\\":
                self.behind_span = position
        self._emit()
        return self.cuts

    # what the two sets of rules do in their own way

    def open_bracket(self, match: re.Match[str]) -> int:
        """Deal with ``[`` or ``![``; the offset to go on from, as for all of these."""
        raise NotImplementedError

    def close_bracket(self, position: int) -> int:
        """Deal with ``]``."""
        raise NotImplementedError

    def angle(self, position: int) -> int:
        """Deal with ``<``."""
        raise NotImplementedError

    def code(self, match: re.Match[str]) -> int:
        """Deal with a run of backticks."""
        raise NotImplementedError

    def other(self, match: re.Match[str]) -> int:
        """Deal with any other token."""
        raise NotImplementedError

    # what they share

    def _escape(self, match: re.Match[str]) -> int:
        if self.text[match.end() - 1] in self.escapable:
            # What is escaped is text: it opens no emphasis and begins no entity.
            self.cut_around(match.start(), match.end() - 1, match.end(), match.end())
            return match.end()
        return match.start() + 1

    def cut(self, start: int, end: int) -> None:
        """Leave a stretch out of the plain text."""
        self.cuts.append((start, end, ""))

    def cut_around(self, start: int, inner: int, inner_end: int, end: int) -> None:
        """Leave the marks around a literal text out of the plain text."""
        self.cuts += ((start, inner, ""), (inner, inner_end, None), (inner_end, end, ""))

    def find(self, what: str, position: int, barrier: str = "") -> int:
        """Where ``what`` is next, before ``barrier``, or -1; paid for from the budget."""
        if self.budget < 0 or what in self.missing:
            return -1
        found = self.text.find(what, position, self.end)
        self.budget -= (found if found >= 0 else self.end) - position
        if found < 0:
            self.missing.add(what)
        elif barrier and self.text.find(barrier, position, found) >= 0:
            return -1
        return found

    def comment(self, position: int) -> int:
        """Pass over a comment that begins here, or over its ``<``."""
        closing = self.find("-->", position + 4)
        if closing < 0:
            return position + 1
        self.collector.add_comment(self.container, position, closing + 3)
        self.cut(position, closing + 3)
        return closing + 3

    def undefined(self, bracket: Bracket, end: int, label: str) -> None:
        """Note ``[text][label]`` whose label is nowhere defined."""
        before = self.text[bracket.start - 1] if bracket.start > self.run.start else " "
        # items[0][1] is code that somebody forgot to mark, not a link.
        if self.quoted or before.isalnum() or before in "_)]" or label.startswith("^") or not label.strip():
            return
        # `[[A]][[B]]` and `[A][B](…)` are links with brackets around them or beside them, `[<a>A</a>][]` is a type.
        if "[" in label or "<" in label or PLACEHOLDER in label or self.text[end : end + 1] == "(":
            return
        place = self.collector.span(self.container, bracket.start, end)
        self.collector.undefined.append(LooseReference(place, label))

    def lost(self, bracket: Bracket, closing: int) -> None:
        """Note text that looks like a link but is not: a gap before ``(``, or a blank in the destination."""
        reason, pattern = ("space", _SPACE) if self.text[closing + 1 : closing + 2] == "(" else ("gap", _GAP)
        match = pattern.match(self.text, closing + 1, self.end)
        if match is None:
            return
        first, last = match.end(), match.end()
        if reason == "space":
            first, last = match.span(1)
            finish = match.end()
        else:
            last = self.find(")", first, "\n")
            finish = last + 1
            if last <= first or any(char.isspace() for char in self.text[first:last]):
                return
        collector = self.collector
        collector.lost.append(
            UnmadeLink(
                collector.span(self.container, bracket.start, finish),
                collector.span(self.container, first, last),
                reason,
            )
        )

    def autolink(self, start: int, first: int, last: int, end: int, prefix: str, label: str) -> int:
        """Note an address that is its own link; ``prefix`` goes before it."""
        collector = self.collector
        place = collector.span(self.container, first, last)
        raw = collector.text[place.start : place.end]
        templated = collector.masked.touches_template(place.start, place.end)
        collector.links.append(
            Link(
                LinkKind.AUTOLINK,
                raw,
                prefix + (raw if templated or not self.entities_in_autolinks else unescape(self.text[first:last])),
                place,
                collector.span(self.container, start, end),
                label,
                place,
                templated=templated,
            )
        )
        return end

    def reference(self, bracket: Bracket, closing: int, end: int, key: str) -> Candidate:
        """The candidate that a definition gives."""
        found = self.collector.definitions[key]
        return Candidate(
            bracket.start,
            end,
            bracket.inner,
            closing,
            found.destination,
            found.start,
            found.end,
            bracket.image,
            found.title,
            key,
        )

    def cut_image(self, candidate: Candidate) -> None:
        """Leave an image out of the plain text."""
        self.cut(candidate.start, candidate.end)

    def _emit(self) -> None:
        for candidate in self.candidates:
            if candidate.image:
                self.cut_image(candidate)
            else:
                self.cut(candidate.start, candidate.inner)
                self.cut(candidate.inner_end, candidate.end)
        self.cuts.sort(key=_place)
        if self.candidates:
            starts = [first for first, _, _ in self.cuts]
            for candidate in self.candidates:
                self._emit_link(candidate, starts)

    def _emit_link(self, candidate: Candidate, starts: list[int]) -> None:
        collector = self.collector
        kind = LinkKind.IMAGE if candidate.image else LinkKind.INLINE
        place_container = self.container
        if candidate.key is not None:
            if candidate.key in collector.used:
                return
            collector.used.add(candidate.key)
            place_container = collector.definitions[candidate.key].container
            if not candidate.image:
                kind = LinkKind.REFERENCE
        place = collector.span(place_container, candidate.first, candidate.last)
        low = bisect_left(starts, candidate.inner)
        high = bisect_left(starts, candidate.inner_end)
        label = label_text(self.text, candidate.inner, candidate.inner_end, self.cuts[low:high])
        raw = collector.text[place.start : place.end]
        templated = collector.masked.touches_template(place.start, place.end)
        collector.links.append(
            Link(
                kind,
                raw,
                raw if templated else unescape(candidate.destination),
                place,
                collector.span(self.container, candidate.start, candidate.end),
                label,
                collector.span(self.container, candidate.inner, candidate.inner_end),
                candidate.title,
                templated=templated,
            )
        )


def fold_blanks(text: str) -> str:
    """The text with every run of white space made one blank."""
    return _BLANKS.sub(" ", text)
