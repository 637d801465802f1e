"""Links, images, raw HTML and code inside a paragraph, as kramdown reads them.

Follows kramdown 2.4's parsers of spans (link, autolink, html, codespan), in one pass: a bracket that
opens is put on a stack, and what it is gets decided at the bracket that closes it.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass, field
from operator import itemgetter

from mistune.util import unescape

from content_lint.parse.collector import Collector, Definition, Run
from content_lint.parse.facts import Link, LinkKind, LostLink, UndefinedReference
from content_lint.parse.html_tags import KRAMDOWN_END_TAG, KRAMDOWN_TAG
from content_lint.parse.plain_text import Cut, label_text

BLOCK_ELEMENTS = frozenset(
    [
        "address",
        "article",
        "aside",
        "applet",
        "body",
        "blockquote",
        "caption",
        "col",
        "colgroup",
        "dd",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "footer",
        "form",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "head",
        "iframe",
        "legend",
        "menu",
        "li",
        "main",
        "map",
        "nav",
        "ol",
        "optgroup",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "th",
        "thead",
        "tfoot",
        "tr",
        "ul",
    ]
)
VOID_ELEMENTS = frozenset(
    [
        "area",
        "base",
        "br",
        "col",
        "command",
        "embed",
        "hr",
        "img",
        "input",
        "keygen",
        "link",
        "meta",
        "param",
        "source",
        "track",
        "wbr",
    ]
)
_RAW_SPAN_ELEMENTS = frozenset(["script", "style", "math", "option", "textarea", "pre", "code", "kbd", "samp", "var"])

_TOKEN = re.compile(r"\\.|`+|!?\[|\]|<|\$\$|\{:", re.DOTALL)
_ESCAPABLE = frozenset("\\.*_+`<>()[]{}#!:|\"'$=-~")
_AUTOLINK = re.compile(r"<((mailto|https?|ftps?):[^>\n][^>\n]*+|[-\w.]++@[-\w.]++)>")
_INLINE_ID = re.compile(r"\s*+\[([^\]]++)?\]")
_PAREN_STOP = re.compile(r"(\()|(\))|\s(?=['\"])")
_TITLE_START = re.compile(r"\s*+([\"'])")
_TITLE_END = re.compile(r"\s*+\)")
_EXTENSION = re.compile(r"\{::(\w++)(?:\s((?:\\\}|[^}/])*+))?(/)?\}")
_ATTRIBUTES = re.compile(r"\{:((?:\\\}|[^}])++)\}")
_ATTRIBUTE_ID = re.compile(r"(?:^|\s|(?<=[\w-]))#([A-Za-z][\w:-]*+)", re.ASCII)
_GAP = re.compile(r"[ \t]{1,3}\((?=https?:|mailto:|/|#|\.\.?/|<)")
_BLANKS = re.compile(r"\s+")
_by_place = itemgetter(0, 1)


def reference_key(label: str) -> str:
    """A reference's label as kramdown compares it."""
    return _BLANKS.sub(" ", label).lower()


@dataclass(slots=True)
class _Bracket:
    start: int  # of "[" or "!["
    inner: int  # behind it
    image: bool
    found: int  # number of candidates when it opened


@dataclass(slots=True)
class _Candidate:
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


@dataclass(slots=True)
class Scan:
    """What one run held: its links are in the collector already; ``cuts`` turn its source into text."""

    cuts: list[Cut] = field(default_factory=list)


class KramdownSpans:
    """Scans runs; one for a body, because what never closes is remembered."""

    def __init__(self, collector: Collector, footnotes: frozenset[str] = frozenset()) -> None:
        self.collector = collector
        self.footnotes = footnotes

    def scan(self, run: Run) -> list[Cut]:
        """Find everything in a run; what has to be cut or replaced to make it plain text, in order."""
        return _RunScanner(self.collector, run).scan()


class _RunScanner:
    def __init__(self, collector: Collector, run: Run) -> None:
        self.collector = collector
        self.container = run.container
        self.text = run.container.text
        self.run = run
        self.end = run.end
        self.cuts: list[Cut] = []
        self.stack: list[_Bracket] = []
        self.candidates: list[_Candidate] = []
        # Looking ahead may cost some multiple of the text's length and no more.
        self.budget = 40 * (run.end - run.start) + 4000
        self.unclosed_code = 1 << 60
        self.missing: set[str] = set()

    def scan(self) -> list[Cut]:
        text, end = self.text, self.end
        position = self.run.start
        search = _TOKEN.search
        while match := search(text, position, end):
            char = text[match.start()]
            if char in {"[", "!"}:
                position = self._open(match)
            elif char == "]":
                position = self._close(match.start())
            elif char == "<":
                position = self._angle(match.start())
            elif char == "`":
                position = self._code(match)
            elif char == "\\":
                if text[match.end() - 1] in _ESCAPABLE:
                    self.cuts.append(Cut(match.start(), match.start() + 1))
                    position = match.end()
                else:
                    position = match.start() + 1
            elif char == "$":
                position = self._math(match)
            else:
                position = self._extension(match.start())
        self._emit()
        return self.cuts

    # brackets

    def _open(self, match: re.Match[str]) -> int:
        position = match.end()
        following = self.text[position] if position < self.end else ""
        if following == "^" or not following:
            if following == "^" and not match.group().startswith("!"):
                closing = self._find("]", position)
                name = self.text[position + 1 : closing] if closing >= 0 else ""
                if name and re.fullmatch(r"\w[\w-]*", name, re.ASCII):
                    self.cuts.append(Cut(match.start(), closing + 1))
                    return closing + 1
            return position
        self.stack.append(_Bracket(match.start(), position, match.group() == "![", len(self.candidates)))
        return position

    def _close(self, position: int) -> int:
        after = position + 1
        if not self.stack:
            return after
        bracket = self.stack.pop()
        candidate = self._resolve(bracket, position)
        if candidate is None:
            return after
        if not bracket.image:
            # kramdown reads the outer pair first, and nests no link in a link: inner ones were none.
            self._drop_inner(bracket)
        self.candidates.append(candidate)
        return candidate.end

    def _drop_inner(self, bracket: _Bracket) -> None:
        kept = [item for item in self.candidates[bracket.found :] if item.image]
        del self.candidates[bracket.found :]
        self.candidates.extend(kept)

    def _resolve(self, bracket: _Bracket, closing: int) -> _Candidate | None:
        text = self.text
        after = closing + 1
        reference = _INLINE_ID.match(text, after, self.end)
        if reference or text[after : after + 1] != "(" or after >= self.end:
            return self._reference(bracket, closing, reference)
        if text.startswith("(<", after):
            angle = self._find(">", after + 2, "\n")
            if angle >= 0:
                if text[angle + 1 : angle + 2] == ")" and angle + 1 < self.end:
                    return self._inline(bracket, closing, after + 2, angle, angle + 2)
                return self._titled(bracket, closing, after + 2, angle, angle + 1)
        depth = 0
        position = after
        stopped = False
        while stop := _PAREN_STOP.search(text, position, self.end):
            position = stop.end()
            if stop.group(1):
                depth += 1
            elif stop.group(2):
                depth -= 1
                if depth == 0:
                    break
            else:
                stopped = True
                break
            self.budget -= 1
            if self.budget < 0:
                return None
        self.budget -= position - after
        if self.budget < 0:
            return None
        first, last = after + 1, max(position - 1, after + 1)
        if depth == 0:
            return self._inline(bracket, closing, first, last, position)
        if not stopped:
            self.budget -= self.end - position
            return None
        return self._titled(bracket, closing, first, last, position)

    def _titled(self, bracket: _Bracket, closing: int, first: int, last: int, position: int) -> _Candidate | None:
        opening = _TITLE_START.match(self.text, position, self.end)
        if opening is None:
            return None
        quote = opening.group(1)
        start = opening.end()
        found = self._find(quote, start + 1)
        while found >= 0:
            finish = _TITLE_END.match(self.text, found + 1, self.end)
            if finish:
                return self._inline(bracket, closing, first, last, finish.end(), self.text[start:found])
            found = self._find(quote, found + 1)
        return None

    def _inline(
        self, bracket: _Bracket, closing: int, first: int, last: int, end: int, title: str | None = None
    ) -> _Candidate:
        while first < last and self.text[first].isspace():
            first += 1
        while last > first and self.text[last - 1].isspace():
            last -= 1
        destination = self.text[first:last]
        return _Candidate(bracket.start, end, bracket.inner, closing, destination, first, last, bracket.image, title)

    def _reference(self, bracket: _Bracket, closing: int, reference: re.Match[str] | None) -> _Candidate | None:
        text = self.text
        alt = text[bracket.inner : closing]
        label = (reference.group(1) if reference else None) or alt
        definitions = self.collector.definitions
        key = reference_key(label) if definitions or reference else ""
        end = reference.end() if reference else closing + 1
        if key in definitions:
            found: Definition = definitions[key]
            return _Candidate(
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
        if reference and reference.start() == closing + 1 and text[closing + 1] == "[":
            self._undefined(bracket, end, label)
        elif not reference and not bracket.image:
            self._gap(bracket, closing)
        return None

    def _undefined(self, bracket: _Bracket, end: int, label: str) -> None:
        before = self.text[bracket.start - 1] if bracket.start > self.run.start else " "
        # items[0][1] is code that somebody forgot to mark, not a link.
        if before.isalnum() or before in "_)]" or label.startswith("^"):
            return
        place = self.collector.span(self.container, bracket.start, end)
        self.collector.undefined.append(UndefinedReference(place, label))

    def _gap(self, bracket: _Bracket, closing: int) -> None:
        gap = _GAP.match(self.text, closing + 1, self.end)
        if gap is None:
            return
        finish = self._find(")", gap.end(), "\n")
        if finish < 0:
            return
        destination = self.text[gap.end() : finish]
        if not destination or any(char.isspace() for char in destination):
            return
        self.collector.lost.append(
            LostLink(
                self.collector.span(self.container, bracket.start, finish + 1),
                self.collector.span(self.container, gap.end(), finish),
                "gap",
            )
        )

    # everything else

    def _find(self, what: str, position: int, barrier: str = "") -> int:
        """Where ``what`` stands next, before ``barrier``, or -1; paid for from the budget."""
        if self.budget < 0:
            return -1
        stop = self.end
        if barrier:
            line = self.text.find(barrier, position, stop)
            if line >= 0:
                stop = line
        elif what in self.missing:
            return -1
        found = self.text.find(what, position, stop)
        if found < 0 and not barrier:
            self.missing.add(what)
        self.budget -= (found if found >= 0 else stop) - position
        return found

    def _angle(self, position: int) -> int:
        text, end = self.text, self.end
        following = text[position + 1 : position + 2]
        if following == "<":
            return position + 2  # a French quotation mark
        if following == "!":
            if text.startswith("<!--", position):
                closing = self._find("-->", position + 4)
                if closing >= 0:
                    self.collector.add_comment(self.container, position, closing + 3)
                    self.cuts.append(Cut(position, closing + 3))
                    return closing + 3
            return position + 1
        autolink = _AUTOLINK.match(text, position, end)
        if autolink:
            return self._autolink(autolink)
        closing_tag = KRAMDOWN_END_TAG.match(text, position, end)
        if closing_tag:
            self.cuts.append(Cut(position, closing_tag.end()))
            return closing_tag.end()
        tag = KRAMDOWN_TAG.match(text, position, end)
        if tag is None:
            return position + 1
        return self._tag(tag)

    def _tag(self, tag: re.Match[str]) -> int:
        name = tag.group(1).lower()
        if name in BLOCK_ELEMENTS:
            return tag.end()  # written out as text
        self.cuts.append(Cut(tag.start(), tag.end()))
        self.collector.add_tag(self.container, tag)
        if name in _RAW_SPAN_ELEMENTS and not tag.group(3):
            return self._raw_element(name, tag)
        return tag.end()

    def _raw_element(self, name: str, tag: re.Match[str]) -> int:
        """Skip what stands in ``<code>`` and the like: text, and HTML tags, but no Markdown."""
        if f"</{name}" in self.missing:
            return tag.end()
        closing = re.compile(rf"</{name}\s*+>", re.IGNORECASE).search(self.text, tag.end(), self.end)
        if closing is None:
            self.missing.add(f"</{name}")
            return tag.end()
        for inner in KRAMDOWN_TAG.finditer(self.text, tag.end(), closing.start()):
            self.collector.add_tag(self.container, inner)
            self.cuts.append(Cut(inner.start(), inner.end()))
        self.collector.add_code(self.container, tag.end(), closing.start())
        self.cuts.append(Cut(closing.start(), closing.end()))
        return closing.end()

    def _autolink(self, match: re.Match[str]) -> int:
        raw = match.group(1)
        destination = raw if match.group(2) else f"mailto:{raw}"
        place = self.collector.span(self.container, match.start(1), match.end(1))
        label = raw.removeprefix("mailto:")
        self.collector.links.append(
            Link(
                LinkKind.AUTOLINK,
                self.collector.text[place.start : place.end],
                unescape(destination),
                place,
                self.collector.span(self.container, match.start(), match.end()),
                label,
                place,
                templated=self.collector.masked.touches_template(place.start, place.end),
            )
        )
        self.cuts.append(Cut(match.start(), match.start(1) + len(raw) - len(label)))
        self.cuts.append(Cut(match.end() - 1, match.end()))
        return match.end()

    def _code(self, match: re.Match[str]) -> int:
        text = self.text
        ticks = match.group()
        start, behind = match.start(), match.end()
        if len(ticks) == 1:
            before = text[start - 1] if start > self.run.start else " "
            if before.isspace() and text[behind : behind + 1].isspace():
                return behind
        if len(ticks) >= self.unclosed_code:
            return behind
        closing = text.find(ticks, behind, self.end)
        if closing < 0:
            self.unclosed_code = len(ticks)
            return behind
        finish = closing + len(ticks)
        self.collector.add_code(self.container, start, finish)
        self.cuts.append(Cut(start, behind))
        self.cuts.append(Cut(behind, closing, None))
        self.cuts.append(Cut(closing, finish))
        return finish

    def _math(self, match: re.Match[str]) -> int:
        closing = self._find("$$", match.end())
        if closing < 0:
            return match.end()
        self.cuts.append(Cut(match.start(), match.end()))
        self.cuts.append(Cut(match.end(), closing, None))
        self.cuts.append(Cut(closing, closing + 2))
        return closing + 2

    def _extension(self, position: int) -> int:
        text = self.text
        extension = _EXTENSION.match(text, position, self.end)
        if extension:
            if extension.group(3):
                self.cuts.append(Cut(position, extension.end()))
                return extension.end()
            closing = self._find("{:/", extension.end())
            finish = self._find("}", closing) if closing >= 0 else -1
            if finish < 0:
                return position + 2
            if extension.group(1) == "nomarkdown":
                for tag in KRAMDOWN_TAG.finditer(text, extension.end(), closing):
                    self.collector.add_tag(self.container, tag)
            self.cuts.append(Cut(position, finish + 1))
            return finish + 1
        attributes = _ATTRIBUTES.match(text, position, self.end)
        if attributes is None or position == self.run.start:
            return position + 2
        if text[position - 1] not in "])>`*_~}":
            return position + 2
        for found in _ATTRIBUTE_ID.finditer(attributes.group(1)):
            self.collector.add_id(self.container, position, found.group(1))
        self.cuts.append(Cut(position, attributes.end()))
        return attributes.end()

    # what was found

    def _emit(self) -> None:
        if not self.candidates:
            self.cuts.sort(key=_by_place)
            return
        for candidate in self.candidates:
            if candidate.image:
                self.cuts.append(Cut(candidate.start, candidate.end))
            else:
                self.cuts.append(Cut(candidate.start, candidate.inner))
                self.cuts.append(Cut(candidate.inner_end, candidate.end))
        self.cuts.sort(key=_by_place)
        starts = [cut.start for cut in self.cuts]
        for candidate in self.candidates:
            self._emit_link(candidate, starts)

    def _emit_link(self, candidate: _Candidate, starts: list[int]) -> None:
        collector = self.collector
        kind = LinkKind.IMAGE if candidate.image else LinkKind.INLINE
        place_container = self.container
        if candidate.key is not None:
            if candidate.key in collector.used:
                return
            collector.used[candidate.key] = len(collector.links)
            place_container = collector.definitions[candidate.key].container
            if not candidate.image:
                kind = LinkKind.REFERENCE
        place = collector.span(place_container, candidate.first, candidate.last)
        if candidate.image:
            label = _BLANKS.sub(" ", self.text[candidate.inner : candidate.inner_end]).strip()
        else:
            low = bisect_left(starts, candidate.inner)
            high = bisect_left(starts, candidate.inner_end)
            label = label_text(self.text, candidate.inner, candidate.inner_end, self.cuts[low:high])
        destination = candidate.destination
        if self.run.cell:
            destination = destination.replace("\\|", "|")
        collector.links.append(
            Link(
                kind,
                collector.text[place.start : place.end],
                unescape(destination),
                place,
                collector.span(self.container, candidate.start, candidate.end),
                label,
                collector.span(self.container, candidate.inner, candidate.inner_end),
                candidate.title,
                templated=collector.masked.touches_template(place.start, place.end),
            )
        )
