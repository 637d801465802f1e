"""Which rule of the site's host answers at an address, before the site's files or after them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from msgspec import Struct

from content_lint.config.settings import HostRule
from content_lint.text.regex import regex

_PLAIN = regex(r"(?:[^\\.^$*+?{}\[\]|()]|\\[^\w])*")
_ESCAPED = regex(r"\\(.)", re.DOTALL)
_LONGEST = 2_000


class Ruled(Struct, frozen=True):
    """A rule that answers.

    Attributes:
        rule: the rule.
        target: where it leads with this address, or empty.
    """

    rule: HostRule
    target: str


class HostRules:
    """The rules of a host; to look an address up costs little however many there are.

    Args:
        rules: in the order in which the host asks them.
        own_hosts: names of this site's host.
    """

    def __init__(self, rules: Sequence[HostRule], own_hosts: frozenset[str]) -> None:
        self._exact: dict[str, list[tuple[int, HostRule]]] = {}
        self._others: dict[str, list[tuple[int, HostRule, str]]] = {}
        for number, rule in enumerate(rules):
            if rule.host and rule.host not in own_hosts:
                continue
            body = rule.pattern.removesuffix("/?")
            start = _PLAIN.match(body)
            plain = start[0] if start is not None else ""
            if plain == body:
                self._exact.setdefault(_text(plain).rstrip("/"), []).append((number, rule))
            else:
                text = _text(plain)
                self._others.setdefault(_folder(text + "/" * body[len(plain) :].startswith("(?:/")), []).append(
                    (number, rule, text)
                )

    def __bool__(self) -> bool:
        return bool(self._exact or self._others)

    def find(self, path: str, query: str, *, there: bool) -> Ruled | None:
        """The rule that answers, or None.

        Args:
            path: decoded, from the root of the host.
            query: what the link has from its ``?`` on.
            there: whether a file of the site answers at it.
        """
        if len(path) > _LONGEST:
            return None
        for rule in self._candidates(path):
            if (there and not rule.first) or (rule.by_query and not query):
                continue
            match = _compiled(rule.pattern).fullmatch(path)
            if match is not None:
                return Ruled(rule, match.expand(rule.target) if "\\" in rule.target else rule.target)
        return None

    def _candidates(self, path: str) -> Iterator[HostRule]:
        exact = self._exact.get(path.rstrip("/"), [])
        near = (item for folder in dict.fromkeys(("", _folder(f"{path}/"))) for item in self._others.get(folder, ()))
        others = [(number, rule) for number, rule, start in near if path.startswith(start)]
        return (rule for _, rule in sorted((*exact, *others), key=lambda pair: pair[0]))


def _folder(start: str) -> str:
    """The first folder of an address; empty where the address does not say all of its name."""
    name, slash, _ = start[1:].partition("/")
    return name if slash else ""


def _text(pattern: str) -> str:
    """The text that a pattern without anything special matches."""
    return _ESCAPED.sub(r"\1", pattern)


@lru_cache(maxsize=10_000)
def _compiled(pattern: str) -> re.Pattern[str]:
    return re.compile(pattern, re.DOTALL)
