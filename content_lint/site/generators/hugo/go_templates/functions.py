"""The functions of Hugo's templates that need nothing of a site, by the names that templates use.

Of each, what https://gohugo.io/functions/ and its source (0.168) say; the last argument is what is piped.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from html import escape, unescape
from posixpath import basename, dirname, splitext
from urllib.parse import unquote

from msgspec import Struct

from content_lint.parse.markdown.html_tags import without_tags
from content_lint.site.generators.hugo.go_regexp import find_all
from content_lint.site.generators.hugo.go_templates.values import (
    LONGEST,
    UNKNOWN,
    Function,
    MadeAddress,
    NotKnown,
    SafeHtml,
    Shown,
    StopError,
    Value,
    Version,
    is_true,
    text_of,
)
from content_lint.site.generators.hugo.text import clean, join, lower
from content_lint.text.regex import regex

_VERB = regex(r"%(?:([sdvqt%])|.|\Z)", re.DOTALL)
_SCHEME = regex(r"([A-Za-z][A-Za-z0-9+.-]*):")
_REFERENCE = regex(r"\$(?:\{(\w+)\}|(\w+)|(\$))")


class ParsedAddress(Struct, frozen=True):
    """An address that is taken apart, as ``urls.Parse`` gives it."""

    text: str

    def field(self, name: str) -> Value:
        """A field of Go's ``url.URL``."""
        return _fields_of(self.text).get(name, UNKNOWN)


@lru_cache(maxsize=64)
def _fields_of(address: str) -> Mapping[str, Value]:
    rest, mark, fragment = address.partition("#")
    scheme = _SCHEME.match(rest)
    rest = rest[scheme.end() :] if scheme else rest
    opaque = "" if not scheme or rest.startswith("/") else rest
    path, _, query = ("" if opaque else rest).partition("?")
    host = ""
    if path.startswith("//"):
        host, _, path = path[2:].partition("/")
        path = f"/{path}" if _ or path else ""
    return {
        "Scheme": scheme[1].lower() if scheme else "",
        "Opaque": opaque.partition("?")[0],
        "Host": host,
        "Hostname": host.rpartition("@")[2].partition(":")[0],
        "Path": unquote(path),
        "RawPath": UNKNOWN if "%" in path else "",
        "EscapedPath": path,
        "RawQuery": query,
        "Fragment": unquote(fragment) if mark else "",
        "RawFragment": UNKNOWN if "%" in fragment else "",
        "IsAbs": scheme is not None,
        "String": address,
    }


def parse_address(text: Value) -> Value:
    """``urls.Parse``; UNKNOWN for what Go refuses to read."""
    address = _text(text)
    broken = re.search(r"%(?![0-9A-Fa-f]{2})|[\x00-\x1f\x7f]", address) or re.match(r"[^/?#:]*:(?!.)|:", address)
    return UNKNOWN if broken else ParsedAddress(address)


def _text(value: Value) -> str:
    """A value as a text; raises TypeError for what is none."""
    if isinstance(value, ParsedAddress):
        return value.text
    text = text_of(value)
    if isinstance(text, NotKnown):
        raise TypeError("no text")
    return text


def _texts(value: Value) -> list[str]:
    if isinstance(value, str) or not isinstance(value, Sequence):
        raise TypeError("no list")
    return [_text(item) for item in value]


def _number(value: Value) -> int:
    return int(_text(value), 0) if isinstance(value, str) else int(value)  # type: ignore[call-overload]


def _trimmed(text: Value, signs: Value) -> str:
    return _text(text).strip(_text(signs))


def _replaced(text: Value, old: Value, new: Value, limit: Value = -1) -> str:
    before, found, after = _text(text), _text(old), _text(new)
    if len(before) * max(1, len(after)) > LONGEST and found in before:
        raise ValueError("too long")
    return before.replace(found, after, _number(limit))


def _replaced_re(pattern: Value, new: Value, text: Value, limit: Value = -1) -> Value:
    written, after, most = _text(text), _text(new), _number(limit)
    out, place = [], 0
    for number, groups in enumerate(find_all(_text(pattern), written)):
        if number == most:
            break
        (start, end), *_ = groups
        out += [written[place:start], _expanded(after, written, groups)]
        place = end
    return "".join([*out, written[place:]])


def _expanded(template: str, text: str, groups: Sequence[tuple[int, int]]) -> str:
    def group(match: re.Match[str]) -> str:
        name = match[1] or match[2]
        if match[3]:
            return "$"
        if not name.isdigit():
            raise ValueError("a group with a name")
        number = int(name)
        return text[slice(*groups[number])] if number < len(groups) and groups[number][0] >= 0 else ""

    return _REFERENCE.sub(group, template)


def _found_re(pattern: Value, text: Value, limit: Value = -1) -> Value:
    written, most = _text(text), _number(limit)
    found: list[Value] = [written[slice(*groups[0])] for groups in find_all(_text(pattern), written)]
    return found if most < 0 else found[:most]


def _part(text: Value, start: Value, length: Value = None) -> str:
    """``substr``: a start below nothing counts from the end, so does the length."""
    written, first = _text(text), _number(start)
    first = max(first + len(written), 0) if first < 0 else first
    if length is None:
        return written[first:]
    count = _number(length)
    return written[first : first + count] if count >= 0 else written[first : len(written) + count]


def _slice_text(text: Value, *ends: Value) -> str:
    written, places = _text(text), [_number(item) for item in ends]
    if any(not 0 <= place <= len(written) for place in places):
        raise ValueError("outside")
    return written[slice(*places)] if len(places) > 1 else written[places[0] if places else 0 :]


def _dictionary(*pairs: Value) -> Value:
    keys = pairs[::2]
    if len(pairs) % 2 or any([not isinstance(key, str) for key in keys]):  # noqa: C419 - half the time
        raise ValueError("no pairs")
    return dict(zip(keys, pairs[1::2], strict=True))


def _merged(*mappings: Value) -> Value:
    """The later ones over the earlier ones, mappings in them as well."""
    out: dict[Value, Value] = {}
    for item in mappings:
        if not isinstance(item, Mapping):
            return UNKNOWN
        for key, value in item.items():
            known = out.get(key)
            both = isinstance(known, Mapping) and isinstance(value, Mapping)
            out[key] = _merged(known, value) if both else value
    return out


def _item(value: Value, *keys: Value) -> Value:
    """``index``: nothing for a key that is not there; Go stops at a number that is not there."""
    for key in keys:
        if value is UNKNOWN or key is UNKNOWN:
            return UNKNOWN
        if isinstance(value, Mapping):
            value = value[key] if key in value else value.get(key.lower()) if isinstance(key, str) else None
        elif isinstance(value, Sequence):
            place = _number(key)
            if not 0 <= place < len(value):
                return None
            value = value[place]
        else:
            return None if value is None else UNKNOWN
    return value


def _is_in(listed: Value, item: Value) -> bool:
    if isinstance(listed, str):
        return _text(item) in listed
    if listed is None or isinstance(listed, Mapping):
        return False
    if not isinstance(listed, Sequence):
        raise TypeError("no list")
    if UNKNOWN in listed:
        raise ValueError("not all of it is known")
    return item in listed


def _equals(first: Value, *others: Value) -> bool:
    return any(_comparable(first) == _comparable(item) for item in others)


def _comparable(value: Value) -> Value:
    if isinstance(value, (str, int, float, bool)) or value is None:
        return str(value) if isinstance(value, str) else value
    if isinstance(value, (Mapping, list, ParsedAddress)):
        return value
    raise TypeError("not comparable")


def _ordered(first: Value, second: Value) -> int:
    if isinstance(first, Version) or isinstance(second, Version):
        numbers, others = Version(first).numbers, Version(second).numbers
        return (numbers > others) - (numbers < others)
    one, two = _comparable(first), _comparable(second)
    if isinstance(one, str) and isinstance(two, str):
        return (one > two) - (one < two)
    return (_number(one) > _number(two)) - (_number(one) < _number(two))


def _negated(value: Value) -> Value:
    truth = is_true(value)
    return UNKNOWN if truth is None else not truth


def _default(instead: Value, *value: Value) -> Value:
    if not value:
        return instead
    truth = is_true(value[0])
    if truth is None or value[0] is False:
        return value[0]  # a value that was set, were it false
    return value[0] if truth else instead


def _chosen(condition: Value, one: Value, other: Value) -> Value:
    truth = is_true(condition)
    if truth is None:
        return one if one == other else UNKNOWN
    return one if truth else other


def _printed(template: Value, *values: Value) -> Value:
    """``printf``, for texts, numbers and truth as they are."""
    given = iter(values)
    unknown = False

    def one(match: re.Match[str]) -> str:
        nonlocal unknown
        if match[1] == "%":
            return "%"
        value = next(given, UNKNOWN)
        text = value.text if isinstance(value, ParsedAddress) else text_of(value)
        if match[1] is None or isinstance(text, NotKnown) or (match[1] in "dt") == isinstance(value, str):
            unknown = True
            return ""
        return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"' if match[1] == "q" else text

    text = _VERB.sub(one, _text(template))
    if any(isinstance(item, MadeAddress) for item in values):
        return next(item for item in values if isinstance(item, MadeAddress))
    return UNKNOWN if unknown or next(given, None) is not None else text


def _joined(values: Value, between: Value, last: Value = None) -> Value:
    texts = _texts(values)
    if last is not None and len(texts) > 1:
        texts[-2:] = [f"{texts[-2]}{_text(last)}{texts[-1]}"]
    return _text(between).join(texts)


def _print(*values: Value) -> Value:
    texts = [text_of(item) for item in values]
    if any(isinstance(item, NotKnown) for item in texts) or not all(isinstance(item, str) for item in values):
        return texts[0] if len(texts) == 1 else UNKNOWN
    return "".join(str(item) for item in texts)


def _stop(template: Value, *values: Value) -> Value:
    said = _printed(template, *values)
    raise StopError(said if isinstance(said, str) else _VERB.sub("…", _text(template)))


def _stop_by_id(name: Value, template: Value, *values: Value) -> Value:
    del name  # by which a configuration may silence it
    return UNKNOWN if template is UNKNOWN else _stop(template, *values)


def _nothing(*values: Value) -> Value:
    del values
    return ""


def _safe(value: Value) -> Value:
    return value if isinstance(value, MadeAddress) or value is UNKNOWN else str(_text(value))


def _safe_html(value: Value) -> Value:
    return value if isinstance(value, MadeAddress) or value is UNKNOWN else SafeHtml(_text(value))


def _escaped(value: Value) -> Value:
    return value if isinstance(value, MadeAddress) or value is UNKNOWN else escape(_text(value))


def _length(value: Value) -> int:
    if isinstance(value, str):
        return len(value.encode())
    return len(value) if isinstance(value, (Sequence, Mapping)) else 0 if value is None else _number(value)


def _first(count: Value, values: Value) -> Value:
    return values[: _number(count)] if isinstance(values, (list, str)) else UNKNOWN


def _after(count: Value, values: Value) -> Value:
    return values[_number(count) :] if isinstance(values, (list, str)) else UNKNOWN


def _last(count: Value, values: Value) -> Value:
    number = _number(count)
    return values[max(0, len(values) - number) :] if isinstance(values, (list, str)) else UNKNOWN


def _appended(*values: Value) -> Value:
    """Items, or lists of them, behind a list, which is the last argument."""
    *items, listed = values
    if not isinstance(listed, list):
        return UNKNOWN
    return [*listed, *(items[0] if len(items) == 1 and isinstance(items[0], list) else items)]


def _is_set(value: Value, key: Value) -> Value:
    if isinstance(value, Mapping):
        return key in value or (isinstance(key, str) and key.lower() in value)
    return UNKNOWN


def _sum(*values: Value) -> int:
    return sum(map(_number, values))


def _difference(first: Value, *values: Value) -> int:
    return _number(first) - sum(map(_number, values))


def _plain(text: Value) -> str:
    if isinstance(text, Shown):
        return text.plain
    return unescape(without_tags(_text(text)))


_NAMED: dict[str, Function] = {
    "strings.HasPrefix hasPrefix": lambda text, start: _text(text).startswith(_text(start)),
    "strings.HasSuffix hasSuffix": lambda text, end: _text(text).endswith(_text(end)),
    "strings.Contains": lambda text, part: _text(part) in _text(text),
    "strings.ContainsAny": lambda text, signs: any(sign in _text(text) for sign in _text(signs)),
    "strings.TrimPrefix": lambda start, text: _text(text).removeprefix(_text(start)),
    "strings.TrimSuffix": lambda end, text: _text(text).removesuffix(_text(end)),
    "strings.Trim trim": _trimmed,
    "strings.TrimLeft": lambda signs, text: _text(text).lstrip(_text(signs)),
    "strings.TrimRight": lambda signs, text: _text(text).rstrip(_text(signs)),
    "strings.TrimSpace": lambda text: _text(text).strip(),
    "strings.ToLower lower": lambda text: lower(_text(text)),
    "strings.ToUpper upper": lambda text: _text(text).upper(),
    "strings.Replace replace": _replaced,
    "strings.ReplaceRE replaceRE": _replaced_re,
    "strings.FindRE findRE": _found_re,
    "strings.Split split": lambda text, between: list(_text(text).split(_text(between)) if between else _text(text)),
    "strings.Substr substr": _part,
    "strings.SliceString slicestr": _slice_text,
    "strings.Count": lambda part, text: _text(text).count(_text(part)),
    "strings.Chomp chomp": lambda text: _text(text).rstrip("\r\n"),
    "strings.CountRunes countrunes": lambda text: len(re.sub(r"\s", "", _text(text))),
    "strings.RuneCount": lambda text: len(_text(text)),
    "collections.Dictionary dict": _dictionary,
    "collections.Slice slice": lambda *values: list(values),
    "collections.Merge merge": _merged,
    "collections.Index index": _item,
    "collections.In in": _is_in,
    "collections.Append append": _appended,
    "collections.IsSet isset": _is_set,
    "collections.First first": _first,
    "collections.After after": _after,
    "collections.Last last": _last,
    "collections.Delimit delimit": _joined,
    "collections.Reverse": lambda values: list(reversed(values)) if isinstance(values, list) else UNKNOWN,
    "len": _length,
    "compare.Default default": _default,
    "compare.Conditional cond": _chosen,
    "compare.Eq eq": _equals,
    "compare.Ne ne": lambda first, *others: not _equals(first, *others),
    "compare.Lt lt": lambda first, second: _ordered(first, second) < 0,
    "compare.Le le": lambda first, second: _ordered(first, second) <= 0,
    "compare.Gt gt": lambda first, second: _ordered(first, second) > 0,
    "compare.Ge ge": lambda first, second: _ordered(first, second) >= 0,
    "not": _negated,
    "fmt.Printf printf": _printed,
    "fmt.Print print": _print,
    "fmt.Errorf errorf": _stop,
    "fmt.Erroridf erroridf": _stop_by_id,
    "fmt.Warnf fmt.Warnidf warnf warnidf": _nothing,
    "safe.URL safe.JS safe.JSStr safe.CSS safeURL safeJS safeJSStr safeCSS": _safe,
    "safe.HTML safe.HTMLAttr safeHTML safeHTMLAttr": _safe_html,
    "transform.HTMLEscape htmlEscape": _escaped,
    "transform.HTMLUnescape htmlUnescape": lambda text: unescape(_text(text)),
    "transform.Plainify plainify": _plain,
    "cast.ToString string": _safe,
    "cast.ToInt int": _number,
    "math.Add add": _sum,
    "math.Sub sub": _difference,
    "urls.Parse": parse_address,
    "urls.JoinPath": lambda *parts: _joined_path([_text(item) for part in parts for item in _parts(part)]),
    "path.Join": lambda *parts: join(*(_text(item) for part in parts for item in _parts(part))),
    "path.Base": lambda text: basename(_text(text).rstrip("/")) or ("/" if text else "."),
    "path.BaseName": lambda text: splitext(basename(_text(text).rstrip("/")))[0],
    "path.Dir": lambda text: clean(dirname(_text(text))),
    "path.Ext": lambda text: "".join(_text(text).rpartition("/")[2].rpartition(".")[1:]) if "." in _text(text) else "",
    "path.Clean": lambda text: clean(_text(text)),
}
FUNCTIONS: Mapping[str, Function] = {name: value for names, value in _NAMED.items() for name in names.split()}
"""By all of their names."""


def _joined_path(parts: Sequence[str]) -> str:
    made = join(*parts)
    return f"{made}/" if made not in ("", "/") and parts[-1].endswith("/") else made


def _parts(part: Value) -> Sequence[Value]:
    return part if isinstance(part, list) else (part,)
