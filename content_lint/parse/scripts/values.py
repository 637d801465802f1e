"""The values that JavaScript has and Python has not, as far as an evaluation follows them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, date, datetime
from typing import NamedTuple

from content_lint.text.regex import regex

_ISO = regex(r"\d{4}-\d\d-\d\d(?:T\d\d:\d\d(?::\d\d(?:\.\d{1,6})?)?(?:Z|[+-]\d\d:\d\d))?\Z")


class UnknownValueError(Exception):
    """Only running the program tells."""


class _Unknown:
    """A value that only running the program tells, where nobody has asked for it yet."""


UNKNOWN = _Unknown()


def known(value: object) -> object:
    """A value; raises UnknownValueError for one that nobody knows."""
    if value is UNKNOWN:
        raise UnknownValueError
    return value


class ScriptObject(dict[str, object]):
    """An object that the program itself has made, so that all that is in it is known."""


class ScriptList(list[object]):
    """A list that the program itself has made.

    Attributes:
        shuffled: whether its order is not known.
    """

    shuffled = False


def shuffled(items: Iterable[object]) -> ScriptList:
    """A list of these whose order is not known."""
    found = ScriptList(items)
    found.shuffled = True
    return found


def is_shuffled(value: object) -> bool:
    """Whether a value is a list whose order is not known."""
    return isinstance(value, ScriptList) and value.shuffled


class ScriptSet(dict[object, None]):
    """A ``Set`` of texts and numbers, in the order in which they were added."""


class ScriptMap(dict[object, object]):
    """A ``Map`` whose keys are texts and numbers."""


class ScriptDate(NamedTuple):
    """A moment, in UTC as the machines have it that build sites."""

    moment: datetime


def key_of(value: object) -> object:
    """A value as the key of a set or map: whatever is the same to JavaScript is one key."""
    if isinstance(value, bool) or not isinstance(value, (str, int)):
        raise UnknownValueError
    return value


def construct(name: str, given: list[object]) -> object:
    """What ``new`` makes."""
    make = _MAKERS.get(name)
    if make is None or len(given) > 1:
        raise UnknownValueError
    return make(given[0] if given else None)


def _set(value: object) -> ScriptSet:
    if value is not None and not isinstance(value, (list, ScriptSet)):
        raise UnknownValueError
    return ScriptSet((key_of(item), None) for item in value or ())


def _map(value: object) -> ScriptMap:
    if value is not None and not isinstance(value, list):
        raise UnknownValueError
    found = ScriptMap()
    for pair in value or ():
        if not isinstance(pair, list) or len(pair) != 2:
            raise UnknownValueError
        found[key_of(pair[0])] = pair[1]
    return found


def date_of(value: object) -> ScriptDate:
    """The moment that JavaScript reads in a value; raises UnknownValueError where engines or zones may differ."""
    if isinstance(value, ScriptDate):
        return value
    if isinstance(value, str) and _ISO.match(value):
        try:
            value = datetime.fromisoformat(value)
        except ValueError as error:
            raise UnknownValueError from error
    if isinstance(value, datetime):
        return ScriptDate(value.astimezone(UTC) if value.tzinfo is not None else value.replace(tzinfo=UTC))
    if isinstance(value, date):
        return ScriptDate(datetime(value.year, value.month, value.day, tzinfo=UTC))
    raise UnknownValueError


_MAKERS: Mapping[str, Callable[[object], object]] = {"Set": _set, "Map": _map, "Date": date_of}
