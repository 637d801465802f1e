"""What JavaScript's texts, lists and patterns do, as far as an evaluation follows it.

Texts count in units of UTF-16 there: where a text has characters that take two, what depends on counting is unknown.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping

from content_lint.parse.scripts.patterns import BLANKS, ScriptPattern

_LONGEST = 2_000
_LONGEST_SEARCHED = 300  # each place may look at all that follow
_ONE_UNIT = "\uffff"
_FORMS = {"NFC": "NFC", "NFD": "NFD", "NFKC": "NFKC", "NFKD": "NFKD"}


class UnknownValueError(Exception):
    """Only running the program tells."""


def method(value: object, name: str) -> Callable[..., object]:
    """A method of a value, to be called with it and the arguments.

    Raises:
        UnknownValueError: it is none of those that are followed.
    """
    found = _METHODS.get((type(value), name))
    if found is None:
        raise UnknownValueError
    return found


def member(value: object, name: str) -> object:
    """What a value has under a name."""
    if isinstance(value, Mapping) and name in value:
        return value[name]
    if name == "length" and isinstance(value, str | list):
        return len(counted(value))
    raise UnknownValueError


def item(value: object, index: object) -> object:
    """What a text or a list has at a place."""
    if isinstance(index, bool) or not isinstance(index, int) or not isinstance(value, list | str):
        raise UnknownValueError
    if not 0 <= index < len(value):
        raise UnknownValueError
    return counted(value)[index]


def is_true(value: object) -> bool:
    """Whether a condition is met: lists and objects do, whatever is in them."""
    return isinstance(value, list | Mapping) or bool(value)


def same(one: object, other: object, *, strictly: bool) -> bool:
    """Whether two values are equal."""
    if isinstance(one, list | Mapping) or isinstance(other, list | Mapping):
        raise UnknownValueError  # the same one, not the like
    if one is None and other is None and strictly:
        raise UnknownValueError  # ``null`` and ``undefined`` are two
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


def _joined(items: list[object], mark: object = ",") -> str:
    (text,) = _strings(mark)
    return short(text.join(_strings(*items)))


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


_METHODS: Mapping[tuple[type, str], Callable[..., object]] = {
    (str, "split"): _split,
    (str, "slice"): _cut,
    (list, "slice"): _cut,
    (list, "pop"): lambda items: items.pop(),
    (list, "shift"): lambda items: items.pop(0),
    (list, "at"): lambda items, index: items[index],
    (list, "join"): _joined,
    (list, "includes"): lambda items, item: any(same(item, other, strictly=True) for other in items),
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
}
