"""What TypeScript adds to JavaScript, which is passed over."""

from __future__ import annotations

from content_lint.parse.scripts.cursor import TokenCursor

_MOST_TYPES = 60  # tokens of a type that are looked at, so that no program takes long
_TYPE_MARKS = frozenset({".", "|", "&", "[", "]", "{", "}", "<", ">", "(", ")", "?", ":"})


class TypeSkipper(TokenCursor):
    """A place that moves past types."""

    def _skip_assertion(self) -> None:
        """Past ``as Type`` and ``satisfies Type``."""
        while self._text() in {"as", "satisfies"} and not self._is_fresh():
            self._at += 1
            self._skip_type()

    def _skip_type(self) -> None:
        """Past a type."""
        angles = 0
        while self._at < len(self._tokens):
            text = self._text()
            if angles == 0 and text in {",", ")", "=", "=>", ";", "?", ":", "}", "]"}:
                return
            if angles == 0 and self._is_fresh() and text not in {"|", "&"}:
                return
            angles += (text == "<") - (text == ">")
            self._at = self._closing.get(self._at, self._at) + 1

    def _skip_types(self) -> None:
        """Past the types that a call is told before its arguments."""
        if self._text() != "<":
            return
        depth, place = 0, self._at
        for place in range(self._at, min(self._at + _MOST_TYPES, len(self._tokens))):
            token = self._tokens[place]
            depth += (token.text == "<") - (token.text == ">")
            if depth == 0:
                break
            if token.kind == "mark" and token.text not in _TYPE_MARKS and token.text != ",":
                return
        if depth == 0 and place + 1 < len(self._tokens) and self._tokens[place + 1].text == "(":
            self._at = place + 1

    def _skip_return_type(self) -> None:
        """Past ``: Type`` after the parameters of a function."""
        if self._text() != ":":
            return
        angles = 0
        while self._at < len(self._tokens) and self._text() != "=>":
            text = self._text()
            if text == "{" and not angles and self._tokens[self._at - 1].text != ":":
                return
            angles += (text == "<") - (text == ">")
            self._at = self._closing.get(self._at, self._at) + 1

    def _skip_declared_type(self) -> None:
        """Past ``type A = …``, ``interface A {…}`` and ``declare …``."""
        is_alias = self._text() == "type"
        self._at += 1
        while self._at < len(self._tokens):
            text = self._text()
            if not is_alias and text == "{":
                self._at = self._closes(self._at) + 1
                return
            if text == ";":
                self._at += 1
                return
            before = self._tokens[self._at - 1].text
            if self._is_fresh() and self._is_name() and before not in {"=", "|", "&"}:
                return
            self._at = self._closing.get(self._at, self._at) + 1

    def _is_arrow(self, end: int) -> bool:
        """Whether brackets are the parameters of a function: ``(…) =>`` and ``(…): Type =>``."""
        after = self._tokens[end + 1].text if end + 1 < len(self._tokens) else ""
        if after != ":":
            return after == "=>"
        place = end + 2
        has_types = end == self._at + 1 or any(token.text == ":" for token in self._tokens[self._at + 1 : end])
        while place < min(end + _MOST_TYPES, len(self._tokens)):
            token = self._tokens[place]
            has_types = has_types or token.text == "is"
            if token.text == "=>":
                return has_types
            if token.kind not in {"name", "text"} and token.text not in _TYPE_MARKS:
                return False
            place = self._closing.get(place, place) + 1
        return False
