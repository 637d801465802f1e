r"""Small functions of JavaScript that take texts apart and join them: found, and done here; no program is run.

``(text) => text.normalize('NFKD').replace(/\s+/g, '-').toLowerCase()`` is one, as sites write them for filters and for
the ids of headings. What such a function may do is told in ``expressions``, ``statements`` and ``methods``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from copy import deepcopy
from functools import lru_cache
from typing import NamedTuple

from content_lint.parse.scripts.methods import BUILTINS
from content_lint.parse.scripts.modules import declarations_in
from content_lint.parse.scripts.scope import Fuel, NameScope, Node, ScriptFunction
from content_lint.parse.scripts.statements import StatementReader
from content_lint.parse.scripts.tokens import Token, tokens_of
from content_lint.parse.scripts.values import UnknownValueError

_LONGEST_FUNCTION = 600  # tokens
_STEPS = 10_000
_NO_FUNCTION = frozenset({"", ";", "async"})

_CUT = Token("mark", "…", False)
"""What comes after the end of a text that is cut: nothing can be known of it."""


class TextFunction(NamedTuple):
    """One function.

    Attributes:
        tokens: its own, and maybe some after it.
        constants: the tokens of what the program around it gives to names in it.
    """

    tokens: tuple[Token, ...]
    constants: tuple[tuple[str, tuple[Token, ...]], ...] = ()

    def gives(self, *values: object) -> str | None:
        """The text that it gives for these values; None for what is no text, and where only running it tells.

        Args:
            values: texts, whole numbers, truth values, None, lists and mappings of them; they stay as they are.
        """
        scope = NameScope(None, Fuel(_STEPS), BUILTINS)
        try:
            for name, tokens in self.constants:
                scope.names[name] = _node_of(tokens)(scope)
            function = _node_of(self.tokens)(scope)
            found = function(*deepcopy(values)) if isinstance(function, ScriptFunction) else None
        except (UnknownValueError, RecursionError):
            return None
        return found if isinstance(found, str) else None


@lru_cache(maxsize=256)
def _node_of(tokens: tuple[Token, ...]) -> Node:
    return StatementReader(tokens).function_or_value()


def function_at(text: str, *, is_cut: bool = False) -> TextFunction | None:
    """The function that a text begins with; or None.

    Args:
        text: ``function (a) {…}``, ``name(a) {…}``, ``(a) => …``, ``name = (a) => …``.
        is_cut: whether the text is the beginning of a longer one.
    """
    return _function(tokens_of(text), is_cut=is_cut)


def function_named(program: str, name: str) -> TextFunction | None:
    """The function that a program declares under a name; or None."""
    declared = declarations_in(tuple(tokens_of(program)))
    found = _function(list(declared[name])) if name in declared else None
    if found is None:
        return None
    used = {token.text for token in found.tokens if token.kind == "name"}
    constants = [(key, tokens) for key, tokens in declared.items() if key in used and key != name]
    return found._replace(constants=tuple(constants))


def _function(tokens: list[Token], *, is_cut: bool = False) -> TextFunction | None:
    if is_cut or len(tokens) > _LONGEST_FUNCTION:
        tokens = [*tokens[:_LONGEST_FUNCTION], _CUT]
    made = tuple(_from_function(tokens))
    try:
        found = _node_of(made)(NameScope(None, Fuel(_STEPS)))
    except (UnknownValueError, RecursionError):
        return None
    return TextFunction(made) if isinstance(found, ScriptFunction) else None


def _from_function(tokens: Sequence[Token]) -> Iterator[Token]:
    """The tokens from a function on: without ``name =``, ``module.exports =`` and ``export default`` before it."""
    place = 0
    while place + 1 < len(tokens) and (tokens[place].kind == "name" or tokens[place].text == "."):
        place += 1
    place = place + 1 if place and tokens[place].text == "=" else 0
    while place < len(tokens) and tokens[place].text in {"export", "default"}:
        place += 1
    yield from tokens[place:]
