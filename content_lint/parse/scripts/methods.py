"""What JavaScript's operators, members and methods do, as far as an evaluation follows them.

Texts count in units of UTF-16 there: where a text has characters that take two, what depends on counting is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from operator import ge, gt, le, lt
from urllib.parse import quote

from content_lint.parse.scripts.patterns import BLANKS, ScriptPattern
from content_lint.parse.scripts.values import (
    ScriptDate,
    ScriptList,
    ScriptMap,
    ScriptObject,
    ScriptSet,
    UnknownValueError,
    is_shuffled,
    key_of,
    known,
    shuffled,
)

HIDDEN = "\0"
"""What keys of objects begin with that no program sees."""

_LONGEST = 2_000
_LONGEST_SEARCHED = 300  # each place may look at all that follow
_LONGEST_LIST = 200_000
_LARGEST = 2**26  # of which the product is still exact
_INEXACT = 2**53  # from here on, not every whole number is one of JavaScript's
_ONE_UNIT = "\uffff"
_FORMS = {"NFC": "NFC", "NFD": "NFD", "NFKC": "NFKC", "NFKD": "NFKD"}
PER_STEP = 16
"""How many values are copied for one step."""
_COMPARE = {"<": lt, ">": gt, "<=": le, ">=": ge}


def invoke(value: object, name: str, given: list[object], burn: Callable[[int], None]) -> object:
    """What a method of a value gives.

    Args:
        value: whose method it is.
        name: the method.
        given: what it is called with.
        burn: takes steps, as many as the method takes.

    Raises:
        UnknownValueError: it is none of those that are followed.
    """
    own = value.get(name) if isinstance(value, Mapping) and not isinstance(value, (ScriptMap, ScriptSet)) else None
    if callable(own):
        burn(1)
        made = _called(own, given)
        burn(_steps_for(made))
        return made
    if is_shuffled(value) and name in _BY_ORDER:
        raise UnknownValueError
    kind = list if isinstance(value, list) else type(value)
    found = _METHODS.get((kind, name))
    if found is None:
        raise UnknownValueError
    burn(1 + _steps_for(value))
    made = _called(found, [value, *given])
    burn(_steps_for(made))
    if type(made) is list:
        return shuffled(made) if is_shuffled(value) and name in _KEEPS_ORDER else ScriptList(made)
    return made


def _steps_for(value: object) -> int:
    return len(value) // PER_STEP if isinstance(value, list) else 0


def _called(function: Callable[..., object], given: list[object]) -> object:
    try:
        return function(*given)
    except (TypeError, IndexError, ValueError, AttributeError) as error:
        raise UnknownValueError from error


def member(value: object, name: str) -> object:
    """What a value has under a name."""
    if isinstance(value, (ScriptMap, ScriptSet)):
        if name == "size":
            return len(value)
        raise UnknownValueError
    if isinstance(value, Mapping) and name in value:
        return known(value[name])
    if isinstance(value, ScriptObject) and name not in _OF_OBJECTS:
        return None
    if name == "length" and isinstance(value, (str, list)):
        return len(counted(value))
    raise UnknownValueError


def put(owner: object, key: object, value: object) -> None:
    """Give a member of an object another value."""
    if not isinstance(owner, ScriptObject):
        raise UnknownValueError
    owner[as_text(key)] = value


def item(value: object, index: object) -> object:
    """What a text, list or object has at a place."""
    if isinstance(value, Mapping):
        return member(value, as_text(index))
    if isinstance(index, bool) or not isinstance(index, int) or not isinstance(value, (list, str)):
        raise UnknownValueError
    if is_shuffled(value) or not 0 <= index < len(value):
        raise UnknownValueError
    return known(counted(value)[index])


def is_true(value: object) -> bool:
    """Whether a condition is met: lists, objects and functions do, whatever is in them."""
    return isinstance(value, (list, Mapping, ScriptDate, ScriptPattern)) or callable(value) or bool(value)


def operate(sign: str, left: object, right: object) -> object:
    """What an operator makes of two values."""
    if sign[0] in "=!":
        is_same = same(left, right, strictly=len(sign) > 2)
        return is_same if sign[0] == "=" else not is_same
    if sign == "+" and (isinstance(left, str) or isinstance(right, str)):
        return short(as_text(left) + as_text(right))
    if sign in _COMPARE and isinstance(left, ScriptDate) and isinstance(right, ScriptDate):
        return _COMPARE[sign](left.moment, right.moment)
    first, second = _number(left), _number(right)
    if sign in _COMPARE:
        return _COMPARE[sign](first, second)
    return _calculated(sign, first, second)


def _calculated(sign: str, first: int, second: int) -> int:
    if sign == "+" and abs(first + second) < _INEXACT:
        return first + second
    if sign == "-" and abs(first - second) < _INEXACT:
        return first - second
    if sign == "*" and abs(first) < _LONGEST_LIST and abs(second) < _LONGEST_LIST:
        return first * second
    if second > 0 and first >= 0 and sign == "%":
        return first % second
    if second > 0 and sign == "/" and first % second == 0:
        return first // second
    raise UnknownValueError


def _number(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int):
        raise UnknownValueError
    return value


def same(one: object, other: object, *, strictly: bool) -> bool:
    """Whether two values are equal."""
    if isinstance(one, (list, Mapping)) and isinstance(other, (list, Mapping)):
        raise UnknownValueError  # the same one, not the like
    if one is None and other is None and strictly:
        raise UnknownValueError  # ``null`` and ``undefined`` are two
    if one is None or other is None:
        return one is other
    if type(one) is not type(other) and not strictly:
        raise UnknownValueError
    return type(one) is type(other) and one == other


def as_text(value: object) -> str:
    """A value where JavaScript makes a text of it."""
    if isinstance(value, str):
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    raise UnknownValueError


def short(text: str) -> str:
    """A text that has not grown long."""
    if len(text) > _LONGEST:
        raise UnknownValueError
    return text


def counted(value: str | list[object]) -> str | list[object]:
    """A text or a list whose places both languages count alike."""
    if isinstance(value, str) and max(value, default="") > _ONE_UNIT:
        raise UnknownValueError
    return value


def spread(value: object) -> list[object]:
    """What is in a list, set or map, one after the other."""
    if isinstance(value, ScriptSet):
        return list(value)
    if isinstance(value, ScriptMap):
        return [[key, found] for key, found in value.items()]
    if not isinstance(value, list):
        raise UnknownValueError
    return value


def extend(items: list[object], more: Sequence[object]) -> None:
    """Put more into a list, as long as it does not grow long."""
    if len(items) + len(more) > _LONGEST_LIST:
        raise UnknownValueError
    items += more


def _strings(*values: object) -> tuple[str, ...]:
    if not all(isinstance(value, str) for value in values):
        raise UnknownValueError
    return tuple(str(value) for value in values)


def _split(text: str, at: object) -> list[object]:
    (mark,) = _strings(at)
    return list(text.split(mark)) if mark else list(counted(text))


def _cut(value: str | list[object], start: object = 0, end: object = None) -> object:
    if not isinstance(start, int) or not isinstance(end, int | None):
        raise UnknownValueError
    return counted(value)[start:end]


def _between(text: str, start: int, end: int | None = None) -> str:
    places = sorted(max(0, min(place, len(counted(text)))) for place in (start, len(text) if end is None else end))
    return text[places[0] : places[1]]


def _joined(items: list[object], mark: object = ",") -> str:
    (text,) = _strings(mark)
    return short(text.join("" if found is None else as_text(known(found)) for found in items))


def _replaced(text: str, old: object, new: object, *, all_: bool = False) -> str:
    (made,) = _strings(new)
    if isinstance(old, ScriptPattern):
        if (all_ and not old.all) or len(text) > _LONGEST_SEARCHED:
            raise UnknownValueError
        return short(old.replaced(text, made))
    (plain,) = _strings(old)
    return short(ScriptPattern(re.escape(plain), all_, folds=False).replaced(text, made))


def _normalized(text: str, form: object = "NFC") -> str:
    found = _FORMS.get(str(form))
    if found is None:
        raise UnknownValueError
    return short(unicodedata.normalize(found, text))  # type: ignore[arg-type]  # one of the four


def _padded(text: str, length: int, sign: str = " ") -> str:
    if len(sign) != 1:
        raise UnknownValueError
    return short(text.rjust(min(length, _LONGEST + 1), sign))


def _finds(pattern: ScriptPattern, text: object) -> bool:
    (searched,) = _strings(text)
    if pattern.all or len(searched) > _LONGEST_SEARCHED:
        raise UnknownValueError  # one that is asked again goes on where it was
    return pattern.is_in(searched)


def _told(items: list[object], call: Callable[..., object]) -> Iterator[tuple[object, object]]:
    """Each value of a list with what a function gives for it."""
    if not callable(call):
        raise UnknownValueError
    for place, value in enumerate(items):
        yield value, call(known(value), place, items)


def _flat(items: list[object], depth: int = 1) -> list[object]:
    if depth != 1:
        raise UnknownValueError
    found: list[object] = []
    for value in items:
        extend(found, value if isinstance(value, list) else [value])
    return found


def _reduced(items: list[object], call: Callable[..., object], *start: object) -> object:
    if not start:
        raise UnknownValueError
    found = start[0]
    for place, value in enumerate(items):
        found = call(found, known(value), place, items)
    return found


def _pushed(items: list[object], *values: object) -> int:
    if not isinstance(items, ScriptList):
        raise UnknownValueError
    extend(items, values)
    return len(items)


def _reordered(items: list[object], *_: object) -> list[object]:
    """The same list, of which nobody knows the order any more."""
    if not isinstance(items, ScriptList):
        raise UnknownValueError
    items.shuffled = True
    return items


def _added(items: ScriptSet, value: object) -> ScriptSet:
    items[key_of(value)] = None
    return items


def _set(items: ScriptMap, key: object, value: object) -> ScriptMap:
    items[key_of(key)] = value
    return items


def _visited(items: list[object], call: Callable[..., object]) -> None:
    for _ in _told(items, call):
        pass


def _first(items: list[object], call: Callable[..., object]) -> object:
    found = (value for value, is_it in _told(items, call) if is_true(is_it))
    first = next(found, None)
    if is_shuffled(items) and next(found, None) is not None:
        raise UnknownValueError  # nobody knows which of them comes first
    return first


def _indexed(items: list[object] | str, wanted: object) -> int:
    if isinstance(items, str):
        return str(counted(items)).find(_strings(wanted)[0])
    return next((place for place, value in enumerate(items) if same(value, wanted, strictly=True)), -1)


def _of_date(part: str) -> Callable[[ScriptDate], int]:
    return lambda date: int(getattr(date.moment, part))


def _iso(date: ScriptDate) -> str:
    return f"{date.moment:%Y-%m-%dT%H:%M:%S}.{date.moment.microsecond // 1000:03}Z"


_BY_ORDER = frozenset({"slice", "pop", "shift", "at", "join", "indexOf"})
"""What nobody can say of a list whose order is not known."""
_KEEPS_ORDER = frozenset({"map", "filter", "flatMap", "flat", "concat"})
_OF_OBJECTS = frozenset({"constructor", "hasOwnProperty", "toString", "valueOf", "__proto__", "isPrototypeOf"})

_METHODS: Mapping[tuple[type, str], Callable[..., object]] = {
    (str, "split"): _split,
    (str, "slice"): _cut,
    (str, "substring"): _between,
    (str, "padStart"): _padded,
    (str, "indexOf"): _indexed,
    (str, "includes"): lambda text, part: _strings(part)[0] in text,
    (str, "startsWith"): lambda text, part: text.startswith(_strings(part)[0]),
    (str, "endsWith"): lambda text, part: text.endswith(_strings(part)[0]),
    (str, "replace"): _replaced,
    (str, "replaceAll"): lambda text, old, new: _replaced(text, old, new, all_=True),
    (str, "normalize"): _normalized,
    (str, "concat"): lambda text, *more: short("".join(_strings(text, *more))),
    (str, "toLowerCase"): lambda text: text.lower(),
    (str, "toLocaleLowerCase"): lambda text: text.lower(),
    (str, "toUpperCase"): lambda text: text.upper(),
    (str, "trim"): lambda text: text.strip(BLANKS),
    (str, "toString"): lambda text: text,
    (int, "toString"): str,
    (list, "slice"): _cut,
    (list, "pop"): lambda items: items.pop(),
    (list, "shift"): lambda items: items.pop(0),
    (list, "at"): lambda items, index: items[index],
    (list, "join"): _joined,
    (list, "includes"): lambda items, item: any(same(item, other, strictly=True) for other in items),
    (list, "indexOf"): _indexed,
    (list, "map"): lambda items, call: [found for _, found in _told(items, call)],
    (list, "filter"): lambda items, call: [value for value, found in _told(items, call) if is_true(found)],
    (list, "find"): _first,
    (list, "some"): lambda items, call: any(is_true(found) for _, found in _told(items, call)),
    (list, "every"): lambda items, call: all(is_true(found) for _, found in _told(items, call)),
    (list, "forEach"): _visited,
    (list, "flatMap"): lambda items, call: _flat([found for _, found in _told(items, call)]),
    (list, "flat"): _flat,
    (list, "concat"): lambda items, *more: _flat([items, *more]),
    (list, "reduce"): _reduced,
    (list, "push"): _pushed,
    (list, "sort"): _reordered,
    (list, "reverse"): _reordered,
    (list, "toSorted"): lambda items, *_: shuffled(items),
    (ScriptSet, "has"): lambda items, value: key_of(value) in items,
    (ScriptSet, "add"): _added,
    (ScriptMap, "has"): lambda items, key: key_of(key) in items,
    (ScriptMap, "get"): lambda items, key: known(items.get(key_of(key))),
    (ScriptMap, "set"): _set,
    (ScriptMap, "keys"): list,
    (ScriptMap, "values"): lambda items: list(items.values()),
    (ScriptMap, "entries"): spread,
    (ScriptPattern, "test"): _finds,
    (ScriptDate, "getFullYear"): _of_date("year"),
    (ScriptDate, "getUTCFullYear"): _of_date("year"),
    (ScriptDate, "getMonth"): lambda date: date.moment.month - 1,
    (ScriptDate, "getUTCMonth"): lambda date: date.moment.month - 1,
    (ScriptDate, "getDate"): _of_date("day"),
    (ScriptDate, "getUTCDate"): _of_date("day"),
    (ScriptDate, "toISOString"): _iso,
}


def _texts_of(value: object) -> list[object]:
    if not isinstance(value, ScriptObject):
        raise UnknownValueError
    if any(key.isdecimal() for key in value):
        raise UnknownValueError  # numbers come first
    return [key for key in value if not key.startswith(HIDDEN)]


def _list_from(value: object, call: object = None) -> list[object]:
    items = spread(value)
    made = list(items) if call is None else [found for _, found in _told(items, call)]  # type: ignore[arg-type]
    return shuffled(made) if is_shuffled(items) else ScriptList(made)


def _as_number(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdecimal() and len(value) < 16:
        return int(value)
    return _number(value)


def _component(value: object) -> str:
    """What ``encodeURIComponent`` gives, which halves of characters stop."""
    try:
        return short(quote(as_text(value), safe="!'()*"))
    except UnicodeEncodeError:
        raise UnknownValueError from None


BUILTINS: Mapping[str, object] = {
    "encodeURIComponent": _component,
    "String": as_text,
    "Number": _as_number,
    "Boolean": is_true,
    "Object": {
        "keys": _texts_of,
        "values": lambda value: [value[key] for key in _texts_of(value)],
        "entries": lambda value: [[key, value[key]] for key in _texts_of(value)],
        "fromEntries": lambda pairs: ScriptObject((as_text(item(pair, 0)), item(pair, 1)) for pair in spread(pairs)),
    },
    "Array": {"from": _list_from, "isArray": lambda value: isinstance(value, list)},
    "Promise": {"all": spread},
    "console": {"log": lambda *_: None, "warn": lambda *_: None},
    "import": {"meta": {"env": {"PROD": True, "DEV": False, "MODE": "production"}}},
}
"""What programs find everywhere."""
