"""Hugo's glob patterns and the targets of cascades and permalinks."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from itertools import takewhile

from msgspec import Struct

from content_lint.site.generators.hugo.values import to_text

_MOST_ALTERNATIVES = 64
_LONGEST = 400
_STARS = ("*", "**")
_NOT_PLAIN = (*_STARS, "?", "\\")


class PageMatcher(Struct, frozen=True):
    """Which pages are meant: globs over kind, path and language; empty for all.

    Attributes:
        kind: ``page``, ``section``, ``home``, ``taxonomy``, ``term``.
        path: over the page's logical path (``/posts/x``).
        lang: over the language's code.
        production: whether the target's environment, if any, is the one of a real build.
    """

    kind: str = ""
    path: str = ""
    lang: str = ""
    production: bool = True

    def matches(self, kind: str, path: str, lang: str) -> bool:
        """Whether a page is meant."""
        return (
            self.production
            and (not self.kind or glob_matches(self.kind, kind))
            and (not self.path or glob_matches(self.path, path))
            and (not self.lang or glob_matches(self.lang, lang))
        )


def read_target(value: object) -> PageMatcher:
    """A target as the configuration or front matter has it, with keys in lower case."""
    data = value if isinstance(value, Mapping) else {}
    environment = to_text(data.get("environment")).lower()
    return PageMatcher(
        to_text(data.get("kind")).lower(),
        to_text(data.get("path")).lower().replace("\\", "/"),
        to_text(data.get("lang")).lower(),
        not environment or glob_matches(environment, "production"),
    )


def glob_matches(pattern: str, text: str) -> bool:
    """Whether a glob fits: ``*`` stays within a segment, ``**`` does not, ``{a,b}`` gives a choice."""
    for choice in _choices(pattern):
        if text.startswith(choice.beginning) and _fits(choice.rest, text[len(choice.beginning) :]):
            return True
    return False


class _Choice(Struct, frozen=True):
    """A glob without braces: the characters that any text begins with that it fits, and its other parts."""

    beginning: str
    rest: tuple[str, ...]


@lru_cache(maxsize=256)
def _choices(pattern: str) -> tuple[_Choice, ...]:
    choices = []
    for choice in _alternatives(pattern):
        tokens = tuple(_tokens(choice))
        plain = list(takewhile(lambda token: token not in _NOT_PLAIN, tokens))
        beginning = "".join(token.removeprefix("\\") for token in plain)
        choices.append(_Choice(beginning, tokens[len(plain) :]))
    return tuple(choices)


def _alternatives(pattern: str) -> list[str]:
    done: list[str] = []
    waiting = [pattern[:_LONGEST]]
    while waiting and len(done) + len(waiting) <= _MOST_ALTERNATIVES:
        item = waiting.pop()
        close = item.find("}")
        open_ = item.rfind("{", 0, close) if close >= 0 else -1
        if open_ < 0:
            done.append(item)
            continue
        waiting += [item[:open_] + choice + item[close + 1 :] for choice in item[open_ + 1 : close].split(",")]
    return done


def _fits(tokens: Sequence[str], text: str) -> bool:
    """Follow all ways through a pattern at once: the cost is its length times that of the text."""
    if tokens in (("**",), ()):
        return bool(tokens) or not text
    states = _closure({0}, tokens)
    for char in text:
        following = set()
        for state in states:
            if state >= len(tokens):
                continue
            token = tokens[state]
            if token == "**" or (token == "*" and char != "/"):
                following.add(state)
            elif (token == "?" and char != "/") or token.removeprefix("\\") == char:
                following.add(state + 1)
        states = _closure(following, tokens)
        if not states:
            return False
    return len(tokens) in states


def _tokens(pattern: str) -> list[str]:
    """A pattern without braces in its parts: stars (neighbours as one), characters, and those after a backslash."""
    tokens: list[str] = []
    index = 0
    while index < len(pattern):
        size = 2 if pattern.startswith("**", index) or pattern[index] == "\\" else 1
        token = pattern[index : index + size]
        index += size
        if tokens and token in _STARS and tokens[-1] in _STARS:
            tokens[-1] = "**"
        else:
            tokens.append(token)
    return tokens


def _closure(states: set[int], tokens: Sequence[str]) -> set[int]:
    reached = set(states)
    for state in states:
        following = state
        while following < len(tokens) and tokens[following] in _STARS:
            following += 1
            reached.add(following)
    return reached
