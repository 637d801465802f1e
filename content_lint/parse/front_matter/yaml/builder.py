"""Values and positions from libyaml's events: one pass, without recursion, as the generator would build them.

libyaml only tells what is where. What a scalar means, how ``<<`` copies and what may be a key is
the generator's (``YamlRules``). Offsets: libyaml counts code points as Python does, but not a BOM at
the very beginning; its line numbers (which count U+2028) are not used.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from yaml.cyaml import CParser  # type: ignore[attr-defined]  # the stubs hide it
from yaml.events import (
    AliasEvent,
    DocumentEndEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
)

from content_lint.parse.facts import FrontMatterField, KeyPath, RepeatedKey, ScalarStyle
from content_lint.parse.front_matter.yaml.rules import NO_KEY, Frame, YamlRefusedError, YamlRules
from content_lint.parse.scalars.base import ScalarRefusedError
from content_lint.parse.scalars.odd_keys import OddKey
from content_lint.text.regex import regex
from content_lint.text.source import BOM, Span

MAX_DEPTH = 60
"""Deepest nesting that is read, aliases followed: libyaml's composer and most readers of data recurse."""
MAX_NODES = 100_000
"""Most values that are read, and most that aliases may stand for."""

_STYLES = {"'": ScalarStyle.SINGLE, '"': ScalarStyle.DOUBLE, "|": ScalarStyle.LITERAL, ">": ScalarStyle.FOLDED}
_BLOCKS = ("|", ">")
_PLAIN = ScalarStyle.PLAIN
_ALIAS = ScalarStyle.ALIAS
_ANCHOR = regex(
    r"&[\w-]+(?:[ \t\r\n\x85\u2028\u2029]+|(?<=[\r\n\x85\u2028\u2029])\ufeff|(?<=[ \t\r\n])#[^\r\n]*)*", re.ASCII
)
_COMMENT = regex(r"#(?:(?<![^ \t\r\n]#)|(?<=\ufeff#))[^\r\n]*")  # one set of all these takes long to compile
_REST_OF_LINE = regex(r"[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|\Z)")
_BREAK = regex(r"[\r\n]")
_REST_OF_PAIR = regex(r"[ \t]*+:?[^\r\n,}\]#]*(?<![ \t])")


class YamlBuilder:
    """Reads one YAML document and keeps what was found; ``run`` first, the others after it."""

    def __init__(self, text: str, content: Span, rules: YamlRules) -> None:
        """Prepare to read ``text[content]``; all offsets given out are those of ``text``."""
        self._text = text
        self._content = content
        self._slice = text[content.start : content.end]
        self._shift = content.start + self._slice.startswith(BOM)
        self._rules = rules
        self._resolve = rules.resolve
        self._fields: list[FrontMatterField | None] = []
        self._pairs: list[tuple[FrontMatterField, int]] = []
        self._lost: dict[int, FrontMatterField] = {}
        self._anchors: dict[str, Frame | tuple[object, int, int]] = {}
        self._stack: list[Frame] = []
        self._frame: Frame | None = None
        self._key: object = NO_KEY
        self._key_plain = False
        self._key_span = Span(content.start, content.start)
        self._root: object = None
        self._expanded = 0
        self._done = False
        self._scalars: list[tuple[int, int]] | None = [] if "#" in self._slice else None
        self._merged = False
        self.nameless: list[Span] = []

    def run(self, limit: int | None = None) -> object:
        """Read the first document and return its root (None for nothing at all).

        Args:
            limit: how many characters to hand to libyaml; None for all.

        Raises:
            YAMLError, UnicodeError: from libyaml.
            YamlRefusedError: where the generator, or a limit of ours, refuses what libyaml accepts.
        """
        next_event: Callable[[], Any] = CParser(self._slice[:limit]).get_event  # libyaml's events are not typed well
        handlers: dict[type, Callable[[Any], None]] = {
            ScalarEvent: self._scalar,
            MappingStartEvent: self._open,
            SequenceStartEvent: self._open,
            MappingEndEvent: self._close,
            SequenceEndEvent: self._close,
            AliasEvent: self._alias,
        }
        while True:
            event = next_event()
            if handle := handlers.get(type(event)):
                handle(event)
            elif type(event) is DocumentEndEvent or type(event) is StreamEndEvent:
                self._done = True
                return self._root

    def fields(self) -> dict[KeyPath, FrontMatterField]:
        """Every value by key path, in the order of the file."""
        if not self._merged:
            return {item.path: item for item in self._fields if item is not None}
        fields: dict[KeyPath, FrontMatterField] = {}
        for item in self._fields:
            if item is not None:
                fields.pop(item.path, None)
                fields[item.path] = item
        return fields

    def duplicates(self) -> tuple[RepeatedKey, ...]:
        """Keys that are there twice in one mapping."""
        found = []
        for earlier, number in self._pairs:
            later = self._fields[number] or self._lost[number]
            found.append(
                RepeatedKey(
                    later.path,
                    later.key_span,
                    self._lines(later),
                    earlier.key_span,
                    self._lines(earlier),
                    earlier.value,
                    self._bare(later.key_span) == self._bare(earlier.key_span),
                )
            )
        return tuple(found)

    def _bare(self, key: Span) -> str:
        return self._text[key.start : key.end].strip("'\"")

    def comments(self) -> tuple[Span, ...]:
        """Comments, up to the place that was reached."""
        return tuple(self._find_comments())

    def _find_comments(self) -> Iterator[Span]:
        if self._scalars is None or "#" not in self._slice:
            return
        # After a fault nobody knows what is text and what is a comment.
        last = self._content.end if self._done else self._scalars[-1][1] if self._scalars else self._content.start
        scalars = iter([*self._scalars, (last, len(self._text) + 1)])
        start, end = next(scalars)
        offset = self._content.start
        for match in _COMMENT.finditer(self._slice):
            place = match.start() + offset
            while end <= place:
                start, end = next(scalars)
            if place < start:
                yield Span(place, match.end() + offset)

    def _lines(self, entry: FrontMatterField) -> Span:
        """An entry as whole lines; only what is alone on them, so that it can be deleted."""
        start, end, text = entry.key_span.start, entry.span.end, self._text
        # Back over blanks only: a search for the line's start would cost its whole length for every key of it.
        line = start
        while line > self._content.start and text[line - 1] == " ":
            line -= 1
        rest = _REST_OF_LINE.match(text, end, self._content.end)
        if rest is None or not (line == self._content.start or text[line - 1] in "\r\n"):
            return Span(start, end)
        return Span(line, rest.end())

    def _scalar(self, event: Any) -> None:
        # Hot: some twenty calls a file, and half of the time that front matter takes.
        shift = self._shift
        start = event.start_mark.index + shift
        end = event.end_mark.index + shift
        anchor = event.anchor
        if anchor is not None:
            start = self._behind_anchor(start, end)
        sign = event.style
        if sign in _BLOCKS:
            start, end = self._block(start, end)
        elif self._scalars is not None:
            self._scalars.append((start, end))
        plain = not event.implicit[1]
        value: object = event.value
        if plain or event.tag is not None:
            try:
                value = self._resolve(event.value, plain=plain, tag=event.tag)
            except ScalarRefusedError as refusal:
                raise YamlRefusedError("scalar", Span(start, end)) from refusal
        if anchor is not None:
            self._anchors[anchor] = (value, 1, 0)
        frame = self._frame
        if frame is not None and self._key is NO_KEY and frame.mapping:
            frame.end = end
            if type(value) is str:
                self._key = value
            elif value is None and self._rules.safe_yaml:
                self._lose_key(frame, start, end)
                return
            else:
                self._key = self._odd_key(value, start, end)
            self._key_plain = plain
            self._key_span = Span(start, end)
        else:
            self._put(value, Span(start, end), _STYLES[sign] if sign else _PLAIN, self._text[start:end], 1)

    def _lose_key(self, frame: Frame, start: int, end: int) -> None:
        """A key that says nothing; the missing value of a key that is a mapping itself does not count."""
        if end == start and self._text.startswith(":", start):
            end += 1
        if end > start and not frame.shifted:
            frame.shifted = True
            rest = _REST_OF_PAIR.match(self._text, end, self._content.end)
            self.nameless.append(Span(start, rest.end() if rest else end))

    def _odd_key(self, value: object, start: int, end: int) -> str:
        """A key that is no text: Hugo takes what Go prints of it, the others keep it as it is."""
        text = self._rules.text_of_key
        if text is None:
            return OddKey(self._text[start:end], value)
        return text(value, first_level=len(self._stack) == 1)

    def _put(self, value: object, span: Span, style: ScalarStyle, raw: str, size: int) -> None:
        """Add a finished value where the next one belongs."""
        frame = self._frame
        if frame is None:
            self._root = value
            return
        frame.size += size
        frame.end = span.end
        fields = self._fields
        container = frame.value
        if type(container) is list:
            fields.append(FrontMatterField((*frame.path, len(container)), value, style, raw, span, span))
            container.append(value)
        elif self._key is NO_KEY:
            self._key_of_another_kind(value, span)
        elif self._key == "<<" and self._is_merge():
            self._key = NO_KEY
            self._merge(frame, value, self._key_span, span, raw)
        else:
            if key := self._claim(frame, value):
                fields.append(FrontMatterField((*frame.path, key[0]), value, style, raw, self._key_span, span))
            self._key = NO_KEY
        if len(fields) > MAX_NODES:
            raise YamlRefusedError("nodes", self._content)

    def _is_merge(self) -> bool:
        if type(self._key) is not str or self._key != "<<" or not self._rules.merges:
            return False
        return self._rules.safe_yaml or self._key_plain

    def _key_of_another_kind(self, value: object, span: Span) -> None:
        """An alias as a key."""
        if value is None and self._rules.safe_yaml:
            return
        if not self._rules.safe_yaml and isinstance(value, (dict, list)):
            raise YamlRefusedError("key", span)
        self._key = value if type(value) is str else self._odd_key(value, span.start, span.end)
        self._key_plain = False
        self._key_span = span

    def _claim(self, frame: Frame, value: object) -> tuple[str] | None:
        """Store a value under the key that waits; its field comes next. None for a key that is still open."""
        key = self._key
        container = frame.value
        if type(container) is not dict or not isinstance(key, str):
            return None
        number = len(self._fields)
        if key in container:
            if key in frame.entries:
                earlier = self._forget(frame.entries[key])
                if earlier is not None:
                    self._pairs.append((earlier, number))
            del container[key]
        frame.entries[key] = number
        container[key] = value
        return (key,)

    def _forget(self, number: int) -> FrontMatterField | None:
        """Drop a field and all that is below it; gives it back, unless it is gone already."""
        fields = self._fields
        lost = fields[number]
        if lost is None:
            return None
        self._lost[number] = lost
        depth = len(lost.path)
        fields[number] = None
        for below in range(number + 1, len(fields)):
            item = fields[below]
            if item is not None:
                if len(item.path) <= depth:
                    break
                self._lost[below] = item
                fields[below] = None
        return lost

    def _merge(self, frame: Frame, value: object, key_span: Span, span: Span, raw: str) -> None:
        """Copy the pairs of ``value`` into the mapping, as ``<<`` does."""
        container = frame.value
        sources: list[object] = value if type(value) is list and not self._rules.safe_yaml else [value]
        if type(container) is not dict or not all(type(source) is dict for source in sources):
            raise YamlRefusedError("merge", span)
        self._merged = True
        wins = self._rules.merge_wins
        for source in reversed(sources) if wins else sources:
            self._expand(len(source))  # type: ignore[arg-type]
            for key, item in source.items():  # type: ignore[attr-defined]
                if key in container and not wins:
                    continue
                if key in frame.entries:
                    self._forget(frame.entries[key])
                container[key] = item
                self._fields.append(FrontMatterField((*frame.path, key), item, _ALIAS, raw, key_span, span))

    def _open(self, event: Any) -> None:
        """Begin a collection; its field gets its number now and its span in ``_close``."""
        value: dict[object, object] | list[object] = {} if type(event) is MappingStartEvent else []
        start = event.start_mark.index + self._shift
        end = event.end_mark.index + self._shift
        if event.anchor is not None:
            start = self._behind_anchor(start, self._content.end)
        frame = Frame(value, (), start)
        frame.flow = bool(event.flow_style)
        if len(self._stack) >= MAX_DEPTH:
            raise YamlRefusedError("depth", Span(start, end))
        parent = self._frame
        frame.pairs = len(self._pairs)
        if parent is None:
            self._root = value
        else:
            self._attach(parent, frame)
        frame.first = len(self._fields)
        if frame.number >= 0:
            self._fields.append(None)
        elif parent is not None:
            self._expand(1)
        frame.anchor = event.anchor
        if event.anchor is not None:
            self._anchors[event.anchor] = frame
        self._stack.append(frame)
        self._frame = frame

    def _attach(self, parent: Frame, frame: Frame) -> None:
        """Put a collection into its parent while it is still empty, as SafeYAML does (it shows with ``<<``)."""
        value = frame.value
        container = parent.value
        if type(container) is list:
            frame.path = (*parent.path, len(container))
            frame.number = len(self._fields)
            container.append(value)
        elif self._key is NO_KEY:
            if self._rules.object_key:
                frame.is_key = True
                return
            if not self._rules.safe_yaml:
                raise YamlRefusedError("key", Span(frame.start, frame.start + 1))
            self._key = value
            self._key_span = Span(frame.start, frame.start + 1)
        elif self._is_merge():
            self._key = NO_KEY
            frame.merge = self._key_span
            if self._rules.safe_yaml:
                self._merge(parent, value, self._key_span, Span(frame.start, frame.start + 1), "")
        else:
            if key := self._claim(parent, value):
                frame.path = (*parent.path, key[0])
                frame.number = len(self._fields)
                frame.key_span = self._key_span
            self._key = NO_KEY

    def _close(self, event: Any) -> None:
        frame = self._stack.pop()
        parent = self._frame = self._stack[-1] if self._stack else None
        end = event.end_mark.index + self._shift if frame.flow else frame.end
        if frame.anchor is not None and self._anchors.get(frame.anchor) is frame:
            self._anchors[frame.anchor] = (frame.value, frame.size, frame.height)
        if parent is None:
            return
        span = Span(frame.start, end)
        parent.size += frame.size
        parent.height = max(parent.height, frame.height + 1)
        parent.end = max(parent.end, end)
        if frame.number < 0:
            del self._fields[frame.first :]
            del self._pairs[frame.pairs :]
            if frame.is_key:
                self._key, self._key_plain, self._key_span = self._rules.object_key, False, span
            if self._key is frame.value:
                self._key = OddKey(self._text[span.start : span.end], frame.value)
                self._key_span = span
            if frame.merge is not None and not self._rules.safe_yaml:
                self._merge(parent, frame.value, frame.merge, span, "")
            return
        style = ScalarStyle.MAPPING if type(frame.value) is dict else ScalarStyle.SEQUENCE
        key_span = span if frame.key_span is None else frame.key_span
        self._fields[frame.number] = FrontMatterField(frame.path, frame.value, style, "", key_span, span)

    def _alias(self, event: Any) -> None:
        span = Span(event.start_mark.index + self._shift, event.end_mark.index + self._shift)
        raw = self._text[span.start : span.end]
        known = self._anchors.get(event.anchor)
        if isinstance(known, Frame):
            raise YamlRefusedError("loop", span)
        if known is None:
            if not self._rules.safe_yaml:
                raise YamlRefusedError("alias", span)
            self._put(None, span, _ALIAS, raw, 1)
            return
        value, size, height = known
        self._expand(size)
        if self._frame is not None:
            if len(self._stack) + height > MAX_DEPTH:
                raise YamlRefusedError("depth", span)
            self._frame.height = max(self._frame.height, height + 1)
        self._put(value, span, _ALIAS, raw, size)

    def _behind_anchor(self, start: int, end: int) -> int:
        found = _ANCHOR.match(self._text, start, end)
        return found.end() if found else start

    def _block(self, start: int, end: int) -> tuple[int, int]:
        """A block scalar's span, without the blank lines below it that libyaml counts in."""
        text = self._text
        trimmed = start + len(text[start:end].rstrip())
        found = _BREAK.search(text, trimmed, end)
        header = _BREAK.search(text, start, end)
        stop = found.start() if found else end
        if header is None or trimmed <= header.start():
            # Nothing but its header: a comment after the sign is not its text.
            sign = re.compile(r"[|>][0-9+-]*").search(text, start, trimmed)
            stop = sign.end() if sign else trimmed
        elif self._scalars is not None:
            self._scalars.append((header.start(), stop))
        return start, stop

    def _expand(self, size: int) -> None:
        self._expanded += size
        if self._expanded > MAX_NODES:
            raise YamlRefusedError("aliases", self._content)
