"""The expressions of GitHub Actions, as far as our actions and the workflows in our guides use them.

https://docs.github.com/en/actions/reference/evaluate-expressions-in-workflows-and-actions
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

_TOKEN = re.compile(
    r"\s*(?:(?P<text>'(?:[^']|'')*')|(?P<word>[A-Za-z_][\w-]*(?:\.[\w-]+)*)|(?P<sign>\(|\)|==|!=|&&|\|\||!|\*))"
)
_WHOLE = re.compile(r"\$\{\{(.*?)\}\}")
_LITERALS = {"true": True, "false": False, "null": None}

Functions = Mapping[str, Callable[[], bool]]


def filled(text: str, contexts: Mapping[str, Any]) -> str:
    """A value of YAML with each expression in it replaced."""
    return _WHOLE.sub(lambda match: _shown(evaluate(match[1], contexts)), text)


def holds(condition: str, contexts: Mapping[str, Any], functions: Functions) -> bool:
    """Whether an `if` holds; without a function that asks for the state, only where nothing has failed."""
    text = _WHOLE.sub(lambda match: match[1], condition)
    asks = any(f"{name}(" in text for name in functions)
    if not asks and not functions["success"]():
        return False
    return bool(evaluate(text, contexts, functions)) if text else True


def evaluate(text: str, contexts: Mapping[str, Any], functions: Functions | None = None) -> Any:
    """The value of one expression; unknown names of a context are empty, an unknown context is a mistake."""
    tokens, place = [], 0
    while place < len(text.rstrip()):
        match = _TOKEN.match(text, place)
        assert match is not None, f"no expression of ours: {text}"
        tokens.append((match.lastgroup, match[match.lastgroup]))
        place = match.end()
    reader = _Reader(tokens, contexts, functions or {})
    value = reader.either()
    assert not reader.tokens, f"left over in {text}: {reader.tokens}"
    return value


class _Reader:
    def __init__(self, tokens: list[tuple[str, str]], contexts: Mapping[str, Any], functions: Functions) -> None:
        self.tokens, self.contexts, self.functions = tokens, contexts, functions

    def _takes(self, *signs: str) -> str:
        if self.tokens and self.tokens[0][0] == "sign" and self.tokens[0][1] in signs:
            return self.tokens.pop(0)[1]
        return ""

    def either(self) -> Any:
        value = self.both()
        while self._takes("||"):
            other = self.both()
            value = value or other
        return value

    def both(self) -> Any:
        value = self.equal()
        while self._takes("&&"):
            other = self.equal()
            value = value and other
        return value

    def equal(self) -> Any:
        value = self.single()
        while sign := self._takes("==", "!="):
            other = self.single()
            value = (_comparable(value) == _comparable(other)) is (sign == "==")
        return value

    def single(self) -> Any:
        if self._takes("!"):
            return not self.single()
        if self._takes("("):
            value = self.either()
            assert self._takes(")")
            return value
        kind, word = self.tokens.pop(0)
        if kind == "text":
            return word[1:-1].replace("''", "'")
        if self._takes("("):
            assert self._takes(")"), f"a function with arguments: {word}"
            return self.functions[word]()
        return _LITERALS[word] if word in _LITERALS else self._context(word)

    def _context(self, word: str) -> Any:
        first, *rest = word.split(".")
        value: Any = self.contexts[first]
        for part in rest:
            value = value.get(part, "") if isinstance(value, Mapping) else ""
        return value


def _comparable(value: Any) -> Any:
    return value.lower() if isinstance(value, str) else value


def _shown(value: Any) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)
