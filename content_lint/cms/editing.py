"""Changes of a CMS's configuration in place: nothing but the named bytes moves, so comments, quotes and order stay.

Every change is checked by reading the text again: it has to hold what was meant, else nothing is changed.
"""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from content_lint.parse.facts import FrontMatterField, KeyPath, ScalarStyle
from content_lint.parse.front_matter.yaml.reader import YamlReading, read_yaml, rules_for
from content_lint.text.source import Span
from content_lint.text.yaml_scalars import quote, spell

_QUOTED = {ScalarStyle.SINGLE: "'", ScalarStyle.DOUBLE: '"'}
_LONGEST_FLOW = 110


class EditError(Exception):
    """A change that cannot be made in place, because of how the file is written there.

    Attributes:
        place: where in the configuration.
    """

    def __init__(self, place: KeyPath) -> None:
        super().__init__(f"{'.'.join(map(str, place))} cannot be changed in place")
        self.place = place


class ConfigEditor:
    """One file of YAML while it is changed.

    Places are key paths: ``("collections", 0, "fields", 2)`` is the third field of the first collection.
    """

    def __init__(self, text: str) -> None:
        """Read the text.

        Raises:
            EditError: it is no YAML, or no mapping.
        """
        self.text = text
        self._break = "\r\n" if "\r\n" in text else "\n"
        self._reading = self._read(text)
        if self._reading.error is not None:
            raise EditError(())

    @staticmethod
    def _read(text: str) -> YamlReading:
        return read_yaml(text, Span(0, len(text)), rules_for("pyyaml"))

    @property
    def data(self) -> Mapping[str, Any]:
        """What the file says."""
        return self._reading.data

    def span(self, place: KeyPath) -> Span | None:
        """Where a value is, or None."""
        found = self._reading.fields.get(place)
        return found.span if found is not None else None

    def get(self, place: KeyPath) -> Any:
        """The value at a place; None where there is no such place."""
        value: Any = self._reading.data
        for step in place:
            try:
                value = value[step]
            except (KeyError, IndexError, TypeError):
                return None
        return value

    def set(self, place: KeyPath, key: str, value: object, *, after: Sequence[str] = ()) -> None:
        """Give a key of a mapping a value; a new key comes after the last of ``after`` that is there, else last.

        Raises:
            EditError: that cannot be done in place.
        """
        if self.get((*place, key)) == value and key in (self.get(place) or {}):
            return
        wanted = copy.deepcopy(dict(self._reading.data))
        _at(wanted, place)[key] = value
        known = self._reading.fields.get((*place, key))
        if known is not None:
            self._apply(known.span, self._value_in_place_of(known, value), wanted, place)
        else:
            self._add(place, key, value, after, wanted)

    def unset(self, place: KeyPath, key: str) -> None:
        """Take a key out of a mapping; nothing happens where it is not there.

        Raises:
            EditError: that cannot be done in place.
        """
        known = self._reading.fields.get((*place, key))
        if known is None:
            return
        wanted = copy.deepcopy(dict(self._reading.data))
        del _at(wanted, place)[key]
        self._apply(self._pair_to_remove(place, known), "", wanted, place)

    def insert(self, place: KeyPath, number: int, value: object) -> None:
        """Put an item into a list, before the one that has that number; it is written as its neighbours are.

        Raises:
            EditError: that cannot be done in place.
        """
        items = self.get(place)
        if not isinstance(items, list) or not items:
            raise EditError(place)
        wanted = copy.deepcopy(dict(self._reading.data))
        _at(wanted, place).insert(number, value)
        neighbour = self._reading.fields.get((*place, max(0, number - 1)))
        listed = self._reading.fields.get(place)
        if neighbour is None or listed is None:
            raise EditError(place)
        if self.text[listed.span.start] == "[":
            written = self._flow(value, self._quotes_near(place))
            if number:
                self._apply(Span(neighbour.span.end, neighbour.span.end), f", {written}", wanted, place)
            else:
                self._apply(Span(neighbour.span.start, neighbour.span.start), f"{written}, ", wanted, place)
            return
        dash = self._dash(neighbour)
        indent = " " * (dash - self._line_start(dash))
        block = self._item(value, neighbour, indent)
        if number:
            at = self._line_end(neighbour.span.end)
            self._apply(Span(at, at), f"{self._break}{indent}- {block}", wanted, place)
        else:
            at = self._line_start(dash)
            self._apply(Span(at, at), f"{indent}- {block}{self._break}", wanted, place)

    def remove(self, place: KeyPath) -> None:
        """Take an item out of a list.

        Raises:
            EditError: that cannot be done in place.
        """
        above, number = place[:-1], place[-1]
        item, listed = self._reading.fields.get(place), self._reading.fields.get(above)
        if item is None or listed is None or not isinstance(number, int):
            raise EditError(place)
        wanted = copy.deepcopy(dict(self._reading.data))
        del _at(wanted, above)[number]
        if self.text[listed.span.start] == "[":
            self._apply(self._flow_part(item.span, listed.span), "", wanted, place)
            return
        start = self._line_start(self._dash(item))
        end = self._line_end(item.span.end)
        following = min(end + len(self._break), len(self.text)) if end < len(self.text) else end
        self._apply(Span(start, following), "", wanted, place)

    def _apply(self, span: Span, text: str, wanted: Mapping[str, Any], place: KeyPath) -> None:
        """Replace a span, if the file then says what is wanted."""
        changed = self.text[: span.start] + text + self.text[span.end :]
        reading = self._read(changed)
        if reading.error is not None or reading.data != wanted:
            raise EditError(place)
        self.text, self._reading = changed, reading

    def _add(self, place: KeyPath, key: str, value: object, after: Sequence[str], wanted: Mapping[str, Any]) -> None:
        mapping = self._reading.fields.get(place)
        keys = [path for path in self._reading.fields if len(path) == len(place) + 1 and path[:-1] == place]
        if not keys or (mapping is None and place):
            raise EditError(place)
        before = next((path for name in reversed(after) if (path := (*place, name)) in keys), keys[-1])
        last = self._reading.fields[before]
        quotes = self._quotes_near(place)
        if mapping is not None and self.text[mapping.span.start] == "{":
            at = last.span.end
            self._apply(Span(at, at), f", {_key(key)}: {self._flow(value, quotes)}", wanted, place)
            return
        first = self._reading.fields[keys[0]].key_span.start
        indent = " " * (first - self._line_start(first))
        at = self._line_end(last.span.end)
        written = self._after_colon(value, indent, quotes)
        self._apply(Span(at, at), f"{self._break}{indent}{_key(key)}:{written}", wanted, place)

    def _pair_to_remove(self, place: KeyPath, pair: FrontMatterField) -> Span:
        mapping = self._reading.fields.get(place)
        if mapping is not None and self.text[mapping.span.start] == "{":
            return self._flow_part(Span(pair.key_span.start, pair.span.end), mapping.span)
        start, end = self._line_start(pair.key_span.start), self._line_end(pair.span.end)
        following = min(end + len(self._break), len(self.text))
        if self.text[start : pair.key_span.start].strip():  # the first key of an item shares a line with its dash
            rest = len(self.text[following:]) - len(self.text[following:].lstrip(" "))
            return Span(pair.key_span.start, following + rest)
        return Span(start, following)

    def _flow_part(self, part: Span, whole: Span) -> Span:
        """A part of what is in brackets, with the comma that belongs to it."""
        after = part.end
        while after < whole.end and self.text[after] in " \t\r\n":
            after += 1
        if self.text[after : after + 1] == ",":
            after += 1
            while self.text[after : after + 1] in (" ", "\t"):
                after += 1
            return Span(part.start, after)
        before = part.start
        while before > whole.start + 1 and self.text[before - 1] in " \t\r\n":
            before -= 1
        return Span(before - 1, part.end) if self.text[before - 1] == "," else part

    def _value_in_place_of(self, known: FrontMatterField, value: object) -> str:
        old = self.text[known.span.start : known.span.end]
        if isinstance(value, str):
            written = spell(value, old)
        elif known.style is ScalarStyle.SEQUENCE and old[:1] != "[" and isinstance(value, list) and value:
            indent = " " * (known.span.start - self._line_start(known.span.start))
            quotes = self._quotes_near(known.path)
            return f"{self._break}{indent}".join(f"- {self._flow(item, quotes)}" for item in value)
        else:
            written = self._flow(value, self._quotes_near(known.path[:-1]))
        empty = known.span.start == known.span.end
        return f" {written}" if empty and self.text[known.span.start - 1 : known.span.start] == ":" else written

    def _quotes_near(self, place: KeyPath) -> str:
        """The quotes that texts near a place mostly have; empty where most have none."""
        above = place[:-1] if place else place
        styles = [
            _QUOTED.get(item.style, "")
            for path, item in self._reading.fields.items()
            if path[: len(above)] == above and isinstance(item.value, str)
        ]
        return max(("", "'", '"'), key=styles.count)

    def _flow(self, value: object, quotes: str) -> str:
        """A value on one line."""
        if isinstance(value, Mapping):
            inner = ", ".join(f"{_key(str(key))}: {self._flow(item, quotes)}" for key, item in value.items())
            return f"{{{inner}}}"
        if isinstance(value, list):
            return f"[{', '.join(self._flow(item, quotes) for item in value)}]"
        if isinstance(value, str):
            return spell(value, quotes) if quotes or "," not in value else quote(value)
        if value is None:
            return "null"
        return str(value).lower() if isinstance(value, bool) else str(value)

    def _after_colon(self, value: object, indent: str, quotes: str) -> str:
        """A value after its key, on as many lines as it takes."""
        flow = self._flow(value, quotes)
        if not isinstance(value, (list, Mapping)) or not value:
            return f" {flow}"
        if not _holds_groups(value) and len(indent) + len(flow) < _LONGEST_FLOW:
            return f" {flow}"
        deeper = f"{indent}  "
        if isinstance(value, list):
            items = (f"{deeper}- {self._block(item, f'{deeper}  ', quotes)}" for item in value)
            return self._break + self._break.join(items)
        pairs = (f"{deeper}{_key(str(key))}:{self._after_colon(item, deeper, quotes)}" for key, item in value.items())
        return self._break + self._break.join(pairs)

    def _item(self, value: object, neighbour: FrontMatterField, indent: str) -> str:
        """An item as its neighbour is written, after the dash."""
        quotes = self._quotes_near(neighbour.path)
        if neighbour.style is ScalarStyle.MAPPING and self.text[neighbour.span.start] == "{":
            flow = self._flow(value, quotes)
            if not _holds_groups(value):
                return flow
        return self._block(value, f"{indent}  ", quotes)

    def _block(self, value: object, indent: str, quotes: str) -> str:
        """An item after its dash; further lines have the indent."""
        if not isinstance(value, Mapping) or not value:
            return self._flow(value, quotes)
        pairs = (f"{_key(str(key))}:{self._after_colon(item, indent, quotes)}" for key, item in value.items())
        return f"{self._break}{indent}".join(pairs)

    def _dash(self, item: FrontMatterField) -> int:
        """Where the dash of an item of a block is."""
        at = self.text.rfind("-", 0, item.span.start)
        if at < 0 or self.text[at + 1 : item.span.start].strip():
            raise EditError(item.path)
        return at

    def _line_start(self, at: int) -> int:
        return self.text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        """The end of the line, before its line break."""
        end = self.text.find("\n", at)
        end = len(self.text) if end < 0 else end
        return end - 1 if end > at and self.text[end - 1] == "\r" else end


def _key(key: str) -> str:
    return spell(key, "")


def _holds_groups(value: object) -> bool:
    items = value.values() if isinstance(value, Mapping) else value if isinstance(value, list) else ()
    return any(isinstance(item, (Mapping, list)) and _nests(item) for item in items)


def _nests(value: object) -> bool:
    return isinstance(value, Mapping) or (isinstance(value, list) and any(isinstance(item, Mapping) for item in value))


def _at(data: Any, place: KeyPath) -> Any:
    for step in place:
        data = data[step]
    return data
