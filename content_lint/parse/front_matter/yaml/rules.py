"""What building values from YAML needs to know: the generator's rules, and the collections that are open."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct

from content_lint.parse.facts import KeyPath
from content_lint.parse.scalars.base import ScalarResolver
from content_lint.text.source import Span


class YamlRefusedError(Exception):
    """libyaml accepts it, and the generator or a limit of ours does not.

    Attributes:
        reason: ``scalar``, ``key``, ``merge``, ``alias``, ``loop``, ``depth``, ``nodes``, ``aliases``.
        span: the culprit.
    """

    def __init__(self, reason: str, span: Span) -> None:
        super().__init__(reason)
        self.reason = reason
        self.span = span


class TextOfKey(Protocol):
    """Makes text of a key that is not text; what it makes of nothing differs in the first level of front matter."""

    def __call__(self, value: object, *, first_level: bool) -> str:
        """The text of the key."""


class YamlRules(Struct, frozen=True):
    """How a generator builds values from YAML's events.

    Attributes:
        resolve: its scalar rules.
        safe_yaml: SafeYAML's way with keys: a key that is null vanishes and so does every second
            node after it, an unknown alias is null, ``<<`` overrides what is written before it.
        text_of_key: makes text of a key that is not text, as Hugo does; None where such keys stay what they are.
        merge_wins: ``<<`` overrides keys that are written before it.
        object_key: the text that a collection becomes where it is a key; empty where that is refused.
        needs_keys: front matter of nothing but comments does not count.
        merges: whether ``<<`` is more than a key like any other.
    """

    resolve: ScalarResolver
    safe_yaml: bool
    text_of_key: TextOfKey | None
    merge_wins: bool
    needs_keys: bool = False
    object_key: str = ""
    merges: bool = True


class Frame:
    """A collection that is being read.

    Attributes:
        value: the list or dict.
        mapping: whether it is a dict.
        path: its key path.
        number: the number of its field, or -1 (root, a key, a detached one).
        start: where it begins.
        end: end of its last child.
        flow: whether it is written with brackets.
        entries: of a mapping, the number of the field that holds each key.
        anchor: its anchor's name.
        size: number of values in it, aliases expanded.
        height: how deep it is below itself.
        pairs: how many duplicates were known when it began.
        first: how many fields were known when it began.
        key_span: its key, or None for an item of a list.
        shifted: whether a key was left out, so that values are read as keys and keys as values.
        is_key: whether it is the key of another mapping.
        merge: where ``<<`` stands whose value it is, or None.
    """

    __slots__ = (
        "anchor",
        "end",
        "entries",
        "first",
        "flow",
        "height",
        "is_key",
        "key_span",
        "mapping",
        "merge",
        "number",
        "pairs",
        "path",
        "shifted",
        "size",
        "start",
        "value",
    )

    def __init__(self, value: dict[object, object] | list[object], path: KeyPath, start: int) -> None:
        self.value = value
        self.mapping = type(value) is dict
        self.path = path
        self.number = -1
        self.pairs = 0
        self.start = start
        self.end = start
        self.first = 0
        self.flow = False
        self.entries: dict[object, int] = {}
        self.anchor: str | None = None
        self.shifted = False
        self.size = 1
        self.height = 1
        self.key_span: Span | None = None
        self.is_key = False
        self.merge: Span | None = None


class NoKey:
    """Stands for: the next node of this mapping is a key."""


NO_KEY = NoKey()
