r"""Small functions of JavaScript that take texts apart and join them: found, and done here; no program is run.

``(text) => text.normalize('NFKD').replace(/\s+/g, '-').toLowerCase()`` is one, as sites write them for filters and for
the ids of headings. What such a function may do is told in ``evaluation``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from typing import NamedTuple

from content_lint.parse.scripts.evaluation import Evaluation, taken_apart
from content_lint.parse.scripts.methods import UnknownValueError, member
from content_lint.parse.scripts.tokens import Token, closing_places, tokens_of

_LONGEST_FUNCTION = 600  # tokens
_DECLARES = frozenset({"const", "let", "var", "function"})
_IN_TYPES = frozenset({"|", "[", "]", "."})
_Given = tuple[str | tuple[tuple[str, str], ...], ...]

_CUT = Token("mark", "…", False)
"""What comes after the end of a text that is cut: nothing can be known of it."""
_END = Token("mark", ";", True)


class TextFunction(NamedTuple):
    """One function.

    Attributes:
        given: the names of what it is given; an object that is taken apart at once is a tuple of pairs, of the key and
            the name that it gets.
        body: its tokens.
        is_block: whether the body is made of statements.
        constants: the texts and regular expressions that the program around it gives to names in the body.
    """

    given: _Given
    body: tuple[Token, ...]
    is_block: bool
    constants: tuple[tuple[str, Token], ...] = ()

    def gives(self, *values: object) -> str | None:
        """The text that it gives for these values; None for what is no text, and where only running it tells.

        Args:
            values: texts, whole numbers, truth values, None, lists and mappings of them; they stay as they are.
        """
        try:
            names = {name: Evaluation((token,), {}).whole() for name, token in self.constants}
            names |= _names_of(self.given, values)
            reader = Evaluation(self.body, names)
            found = reader.statements() if self.is_block else reader.ended()
        except UnknownValueError:
            return None
        return found if isinstance(found, str) else None


def function_at(text: str, *, is_cut: bool = False) -> TextFunction | None:
    """The function that a text begins with; or None.

    Args:
        text: ``function (a) {…}``, ``name(a) {…}``, ``(a) => …``, ``name = (a) => …``.
        is_cut: whether the text is the beginning of a longer one.
    """
    return _function(tokens_of(text), is_cut=is_cut)


def function_named(program: str, name: str) -> TextFunction | None:
    """The function that a program declares under a name; or None."""
    tokens = tokens_of(program)
    declared = (at for at in range(1, len(tokens)) if tokens[at].text == name and tokens[at - 1].text in _DECLARES)
    place = next(declared, None)
    found = _function(tokens[place:]) if place is not None else None
    if found is None:
        return None
    used = {token.text for token in found.body if token.kind == "name"}
    return found._replace(constants=tuple((key, token) for key, token in _constants(tokens) if key in used))


def _constants(tokens: Sequence[Token]) -> Iterator[tuple[str, Token]]:
    """The texts and regular expressions that a program gives to names for good."""
    for declares, name, equals, value, after in zip(
        tokens, tokens[1:], tokens[2:], tokens[3:], (*tokens[4:], _END), strict=False
    ):
        is_constant = declares.text == "const" and equals.text == "=" and value.kind in {"text", "regexp"}
        if is_constant and (after.fresh or after.text in {";", ","}):
            yield name.text, value


def _function(tokens: list[Token], *, is_cut: bool = False) -> TextFunction | None:
    if is_cut or len(tokens) > _LONGEST_FUNCTION:
        tokens = [*tokens[:_LONGEST_FUNCTION], _CUT]
    closing = closing_places(tokens)
    place = _after_name(tokens)
    while place < len(tokens) and tokens[place].text in {"export", "default", "async", "function"}:
        place += 1
    if place + 1 < len(tokens) and tokens[place].kind == "name" and tokens[place + 1].text in {"(", "=>"}:
        if tokens[place + 1].text == "=>":
            return _body_of((tokens[place].text,), tokens, closing, place + 1)
        place += 1
    if place >= len(tokens) or tokens[place].text != "(":
        return None
    end = closing[place]
    try:
        given = _parameters(tokens[place + 1 : end])
    except UnknownValueError:
        return None
    return _body_of(given, tokens, closing, end + 1)


def _after_name(tokens: list[Token]) -> int:
    """The place after ``name =`` or ``module.exports =``, where a program begins with that."""
    place = 0
    while place + 1 < len(tokens) and (tokens[place].kind == "name" or tokens[place].text == "."):
        place += 1
    return place + 1 if place and tokens[place].text == "=" else 0


def _body_of(given: _Given, tokens: list[Token], closing: Mapping[int, int], place: int) -> TextFunction | None:
    if place < len(tokens) and tokens[place].text == ":":
        place += 1
        while place < len(tokens) and (tokens[place].kind == "name" or tokens[place].text in _IN_TYPES):
            place += 1
    is_arrow = place < len(tokens) and tokens[place].text == "=>"
    place += is_arrow
    if place < len(tokens) and tokens[place].text == "{":
        end = closing[place]
        return TextFunction(given, tuple(tokens[place + 1 : end]), True) if end < len(tokens) else None
    return TextFunction(given, tuple(tokens[place:]), False) if is_arrow else None


def _parameters(tokens: list[Token]) -> _Given:
    found: list[str | tuple[tuple[str, str], ...]] = []
    place = 0
    while place < len(tokens):
        if tokens[place].kind == "name":
            found.append(tokens[place].text)
            place += 1
        elif tokens[place].text == "{":
            pairs, place = taken_apart(tokens, place)
            found.append(pairs)
        else:
            raise UnknownValueError
        if place < len(tokens) and tokens[place].text == ":":
            place += 1
            while place < len(tokens) and (tokens[place].kind == "name" or tokens[place].text in _IN_TYPES):
                place += 1
        if place < len(tokens) and tokens[place].text != ",":
            raise UnknownValueError  # a value of its own, or a type that is not followed
        place += 1
    return tuple(found)


def _names_of(given: _Given, values: tuple[object, ...]) -> dict[str, object]:
    names: dict[str, object] = {}
    for item, value in zip(given, values, strict=False):
        own = deepcopy(value)  # a list is changed by what takes from it
        if isinstance(item, str):
            names[item] = own
        else:
            names.update((name, member(own, key)) for key, name in item)
    return names
