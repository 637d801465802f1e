"""A place in the tokens of a program that moves on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from content_lint.parse.scripts.tokens import Token, closing_places
from content_lint.parse.scripts.values import UnknownValueError


class TokenCursor:
    """Says what is at its place, and moves on.

    Args:
        tokens: those of the program.
        closing: where each bracket closes, if that is known already.
    """

    def __init__(self, tokens: Sequence[Token], closing: Mapping[int, int] | None = None) -> None:
        self._tokens = tokens
        self._closing = closing if closing is not None else closing_places(list(tokens))
        self._at = 0

    def _text(self, ahead: int = 0) -> str:
        """The mark or name there; empty at the end, and a quote for any other value."""
        place = self._at + ahead
        token = self._tokens[place] if place < len(self._tokens) else None
        return token.text if token is not None and token.kind in {"mark", "name"} else "'" if token else ""

    def _is_name(self, ahead: int = 0) -> bool:
        place = self._at + ahead
        return place < len(self._tokens) and self._tokens[place].kind == "name"

    def _is_fresh(self) -> bool:
        return self._at < len(self._tokens) and self._tokens[self._at].fresh

    def _name(self) -> str:
        if not self._is_name():
            raise UnknownValueError
        self._at += 1
        return self._tokens[self._at - 1].text

    def _take(self, mark: str) -> None:
        if self._text() != mark:
            raise UnknownValueError
        self._at += 1

    def _closes(self, place: int) -> int:
        end = self._closing.get(place, len(self._tokens))
        if end >= len(self._tokens):
            raise UnknownValueError
        return end

    def _is_assignment(self) -> bool:
        return self._text() == "=" or (self._text() in {"+", "-"} and self._text(1) in {"=", self._text()})

    def _each_in_brackets(self) -> Iterator[int]:
        """Stops at each thing between brackets, with commas between them; gives where the bracket closes."""
        end = self._closes(self._at)
        self._at += 1
        while self._at < end:
            yield end
            if self._at < end:
                self._take(",")
        self._at = end + 1
