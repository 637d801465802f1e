"""From what posts mostly do, and what a CMS asks for, to the fields of a schema."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import date, datetime

from content_lint.adopt.init.kinds import (
    AnyOf,
    FieldGuess,
    Group,
    Guess,
    ListOf,
    NamedKind,
    OneOfThese,
    Patterned,
    any_of,
    fits,
)
from content_lint.adopt.init.profile import KeyProfile, Profile, is_empty, profile_of
from content_lint.adopt.permalink_habit import permalink_pattern
from content_lint.config.settings import CmsField
from content_lint.parse.facts import KeyPath
from content_lint.parse.scalars.dates import looks_like_date
from content_lint.schema.dates import read_date
from content_lint.text.nearest import nearest

MOSTLY = 0.98
"""What so many do is the rule, and the others are exceptions to be looked at."""

_DEPTH = 6
_RARE = 0.02
_DATES = 0.75  # a few odd ones among dates are slips, and their own rules tell of them
_MOST_CHOICES = 12
_MOST_KEYS = 200
_USES = 5
_FREE_TEXT = frozenset({"title", "subtitle", "author", "name", "description", "excerpt", "summary", "alt", "slug"})
_CHOSEN = frozenset({"layout", "type"})
_PERMALINKS = frozenset({"permalink", "url"})
_CMS_TYPES: Mapping[str, Guess] = {
    "boolean": NamedKind("bool"),
    "datetime": NamedKind("DateTime"),
    "date": NamedKind("DateTime"),
    "image": NamedKind("AssetPath"),
    "file": NamedKind("AssetPath"),
    "markdown": NamedKind("Markdown"),
}
# A number of Decap's is saved as text unless its `value_type` says otherwise.
_CMS_TYPES_UNSEEN = {**_CMS_TYPES, "number": AnyOf((NamedKind("float"), NamedKind("PlainText")))}
_PUBLISHED = frozenset({"date", "publishdate", "publish_date"})
_REDIRECTS = frozenset({"redirect_from", "aliases"})
_REDIRECTED = AnyOf((NamedKind("PlainText"), ListOf(NamedKind("PlainText"))))
_TEXTS = ("EmailAddress", "WebUrl", "AssetPath")


def guess_fields(
    profile: Profile,
    cms: Sequence[CmsField] = (),
    noun: str = "posts",
    elsewhere: Mapping[str, int] | None = None,
    above: KeyPath = (),
    depth: int = 0,
) -> Group:
    """The fields that mappings mostly have.

    Args:
        profile: the counted mappings.
        cms: the CMS's fields of the whole collection.
        noun: what the mappings are called in comments.
        elsewhere: how often each key stands in the whole site, so that a misspelt one is known for it.
        above: where they stand in the front matter.
        depth: how deep that is.
    """
    asked = {str(field.path[-1]): field for field in cms if field.path[:-1] == above}
    order = list(dict.fromkeys((*(key for key in asked if _writable(key)), *profile.keys)))
    keys = {key: item for key, item in profile.keys.items() if _writable(key)}
    if len(keys) > _MOST_KEYS:  # as in a table whose keys are names: the rare ones say nothing about the others
        common = sorted(keys, key=lambda key: -keys[key].count)[:_MOST_KEYS]
        keys = {key: keys[key] for key in common}
    order = [key for key in order if key in asked or key in keys]
    slips = _slips(profile, frozenset(asked), elsewhere or {})
    fields = []
    for key in order:
        if key in slips:
            continue
        found = profile.keys.get(key) or KeyProfile(key, 0, 0, ())
        path = (*above, key)
        kind, note = guess_type(key, found.values, cms, path, depth)
        required, because = _required(profile, found, asked.get(key))
        why = f"{found.count:,} of {profile.total:,} {noun}{note}{because}"
        fields.append(FieldGuess(key, kind, required, why))
    left = tuple(
        f"`{slip}` ({profile.keys[slip].count:,} of {profile.total:,}): is it `{meant}`?"
        for slip, meant in slips.items()
    )
    return Group(tuple(fields), left)


def _slips(profile: Profile, asked: frozenset[str], elsewhere: Mapping[str, int]) -> dict[str, str]:
    """Rare keys that look like a slip of the finger, with what was most likely meant."""
    counts = {**elsewhere, **{key: item.count for key, item in profile.keys.items() if profile.share(key) > _RARE}}
    usual = dict(sorted(counts.items(), key=lambda pair: -pair[1])[:_MOST_KEYS])
    found = {}
    for key, item in list(profile.keys.items())[:_MOST_KEYS]:
        here = max(item.count, elsewhere.get(key, 0))
        if key in asked or item.count > max(1, _RARE * profile.total):
            continue
        others = [other for other, count in usual.items() if other != key and (count > 2 * here or other in asked)]
        same = next((other for other in others if other.casefold() == key.casefold()), None)
        near = same or nearest(key, others, cutoff=0.85)
        # One and many of a thing are two keys, unless the collection itself knows only one of them.
        plural = near is not None and near not in profile.keys and key in (f"{near}s", near.removesuffix("s"))
        if near is not None and not plural:
            found[key] = near
    return found


def _required(profile: Profile, found: KeyProfile, asked: CmsField | None) -> tuple[bool, str]:
    """Whether a field has to be there, and a word on it where the CMS thinks otherwise."""
    often = profile.total > 0 and found.count / profile.total >= MOSTLY
    if asked is None:
        return often, ""
    if not asked.required:
        return False, "; the CMS lets it be left out" if often else ""
    if profile.total == 0:
        return True, "; the CMS requires it"
    return often, "" if often else "; the CMS requires it, old posts lack it"


def guess_type(
    key: str, values: Sequence[object], cms: Sequence[CmsField], path: KeyPath, depth: int
) -> tuple[Guess, str]:
    """The type of a key's values, and a note on what it rests on (empty, or begins with a comma)."""
    if key in _REDIRECTS and len(path) == 1:
        return _REDIRECTED, _noted(_REDIRECTED, values)
    asked = next((field for field in cms if field.path == path), None)
    seen = _of_values(key, values, cms, path, depth) if values else None
    told = _of_cms(key, asked, cms, path, values, depth) if asked else None
    if told is None:
        kind: Guess = seen or NamedKind("PlainText")
        return kind, _noted(kind, values)
    if seen is None:
        return told, _noted(told, values)
    agreeing = sum(fits(told, value) for value in values)
    if told == NamedKind("AssetPath") and any(fits(NamedKind("WebUrl"), value) for value in values):
        kind = any_of(told, NamedKind("WebUrl"))  # the CMS can be told to take pictures from elsewhere
    elif agreeing >= MOSTLY * len(values):
        kind = told
    elif isinstance(told, NamedKind) and told.name in ("DateTime", "PublishDate"):
        # What is no date there is at fault: the theme and the CMS reckon with one.
        return told, f", a date in the CMS; {len(values) - agreeing:,} are none"
    else:
        rest = [value for value in values if not fits(told, value)]
        kind = any_of(told, _of_values(key, rest, cms, path, depth)) if agreeing > _RARE * len(values) else seen
    return kind, _noted(kind, values)


def _noted(kind: Guess, values: Sequence[object]) -> str:
    odd = sum(not fits(kind, value) for value in values)
    what = ""
    if isinstance(kind, OneOfThese) and len(kind.values) > 1:
        what = f", {len(kind.values)} values"
    elif isinstance(kind, Patterned):
        what = ", one pattern"
    fit = "does not fit" if odd == 1 else "do not fit"
    return what + (f", {odd:,} {fit}" if odd else "")


def _of_cms(
    key: str, asked: CmsField, cms: Sequence[CmsField], path: KeyPath, values: Sequence[object], depth: int
) -> Guess | None:
    """What the CMS says of a field; None where its widget tells nothing about the values."""
    if asked.widget in ("datetime", "date"):
        return NamedKind("PublishDate" if key.lower() in _PUBLISHED and len(path) == 1 else "DateTime")
    if asked.widget in ("select", "hidden") or asked.multiple:
        return _chosen_in_cms(key, asked, values)
    if asked.widget == "object" and depth < _DEPTH:
        inner = profile_of(value for value in values if isinstance(value, dict))
        return guess_fields(inner, cms, "groups", None, path, depth + 1)
    if asked.widget == "list" and depth < _DEPTH:
        below = (*path, "*")
        items = [item for value in values if isinstance(value, list) for item in value]
        inside = any(field.path[: len(below)] == below and len(field.path) > len(below) for field in cms)
        if inside and not items:
            return NamedKind("list")  # its entries may be of several kinds, and none is there to tell
        if inside:
            inner = profile_of(item for item in items if isinstance(item, dict))
            return ListOf(guess_fields(inner, cms, "entries", None, below, depth + 1))
        if not items:
            return NamedKind("Tags")
        return None
    return (_CMS_TYPES if values else _CMS_TYPES_UNSEEN).get(asked.widget)


def _chosen_in_cms(key: str, asked: CmsField, values: Sequence[object]) -> Guess | None:
    """What an editor can choose, or the CMS has chosen already."""
    if asked.widget == "select" and asked.options and all(_writable(item) for item in asked.options):
        one = OneOfThese(tuple(dict.fromkeys(asked.options)))
        return ListOf(one) if asked.multiple else one
    if asked.widget == "hidden" and not values and isinstance(asked.default, str) and _writable(asked.default):
        return OneOfThese((asked.default,)) if key.lower() in _CHOSEN else None
    return None


def _of_values(key: str, values: Sequence[object], cms: Sequence[CmsField], path: KeyPath, depth: int) -> Guess:
    """The narrowest type, or the fewest types, that take nearly all values."""
    moments = sum(_is_moment(value) for value in values)
    if moments >= _DATES * len(values):
        return NamedKind("PublishDate" if key.lower() in _PUBLISHED and len(path) == 1 else "DateTime")
    shapes = Counter(_shape(value) for value in values)
    kept: list[str] = []
    covered = 0
    for shape, count in shapes.most_common():
        if covered >= MOSTLY * len(values):
            break
        kept.append(shape)
        covered += count
    members = []
    for shape in kept:
        here = [value for value in values if _shape(value) == shape]
        members.append(_of_shape(shape, key, here, cms, path, depth))
    return any_of(*members)


def _of_shape(
    shape: str, key: str, values: Sequence[object], cms: Sequence[CmsField], path: KeyPath, depth: int
) -> Guess:
    if shape == "text":
        return _of_texts(key, [value for value in values if isinstance(value, str)], path)
    if shape == "list":
        return _of_lists(key, [value for value in values if isinstance(value, list)], cms, path, depth)
    if shape == "group":
        if depth >= _DEPTH:
            return NamedKind("dict")
        return guess_fields(
            profile_of(value for value in values if isinstance(value, dict)), cms, "groups", None, path, depth + 1
        )
    return NamedKind({"switch": "bool", "whole": "int", "number": "float", "date": "DateTime"}.get(shape, "object"))


def _of_lists(key: str, lists: Sequence[Sequence[object]], cms: Sequence[CmsField], path: KeyPath, depth: int) -> Guess:
    items = [item for found in lists for item in found if not is_empty(item)]
    addresses = any(isinstance(item, str) and (item.startswith("/") or "://" in item) for item in items)
    if not addresses and sum(fits(NamedKind("Tags"), item) for item in lists) >= MOSTLY * len(lists):
        return NamedKind("Tags")
    if not items or depth >= _DEPTH:
        return NamedKind("list")
    below = (*path, "*")
    if all(isinstance(item, dict) for item in items):
        inner = profile_of(item for item in items if isinstance(item, dict))
        return ListOf(guess_fields(inner, cms, "entries", None, below, depth + 1))
    return ListOf(_of_values(key, items, cms, below, depth + 1))


def _of_texts(key: str, texts: Sequence[str], path: KeyPath) -> Guess:
    if key in _PERMALINKS and len(path) == 1 and sum(text.startswith("/") for text in texts) * 2 > len(texts):
        pattern = permalink_pattern(texts, MOSTLY)
        return Patterned("Permalink", pattern) if pattern else NamedKind("Permalink")
    if key == "slug" and len(path) == 1 and sum(fits(NamedKind("Slug"), text) for text in texts) >= MOSTLY * len(texts):
        return NamedKind("Slug")
    chosen = _choices(key, texts)
    if chosen:
        return OneOfThese(chosen)
    enough = MOSTLY * len(texts)
    for name in _TEXTS:
        if (name != "AssetPath" or _are_files(texts)) and sum(fits(NamedKind(name), text) for text in texts) >= enough:
            return NamedKind(name)
    both = AnyOf((NamedKind("AssetPath"), NamedKind("WebUrl")))
    files = [text for text in texts if not fits(NamedKind("WebUrl"), text)]
    if files and len(files) < len(texts) and _are_files(files) and all(fits(both, text) for text in texts):
        return both
    if sum(fits(NamedKind("PlainText"), text) for text in texts) >= enough:
        return NamedKind("PlainText")
    return NamedKind("Markdown")


def _choices(key: str, texts: Sequence[str]) -> tuple[str, ...]:
    """The few values that recur; empty where the values are free."""
    counts = Counter(texts)
    if key.lower() in _FREE_TEXT or not all(_writable(text) for text in counts):
        return ()
    recurring = [text for text, count in counts.items() if count > 1]
    if len(recurring) <= _MOST_CHOICES and sum(counts[text] for text in recurring) >= MOSTLY * len(texts):
        chosen = recurring
    elif key.lower() in _CHOSEN and len(counts) <= _MOST_CHOICES:
        chosen = list(counts)
    else:
        return ()
    # What all posts happen to share says nothing of the next one.
    if key.lower() not in _CHOSEN and not 1 < len(chosen) <= len(texts) / _USES:
        return ()
    if any(text.startswith("/") or "://" in text or "@" in text for text in chosen):
        return ()  # addresses and pictures that some posts happen to share
    return tuple(sorted(chosen))


def _writable(text: str) -> bool:
    """Whether a value is short and plain enough to be listed."""
    return 0 < len(text) <= 40 and text.isprintable() and text == text.strip() and not ('"' in text and "'" in text)


def _are_files(texts: Sequence[str]) -> bool:
    """Whether texts are paths of files, most of them with an ending."""
    paths = [text for text in texts if "/" in text and "://" not in text and " " not in text.strip()]
    return len(paths) >= MOSTLY * len(texts) and sum("." in text.rpartition("/")[2] for text in paths) >= MOSTLY * len(
        texts
    )


def _is_moment(value: object) -> bool:
    if isinstance(value, str):
        return read_date(value) is not None or looks_like_date(value)
    return isinstance(value, date)


def _shape(value: object) -> str:
    if isinstance(value, bool):
        return "switch"
    if isinstance(value, int):
        return "whole"
    if isinstance(value, float):
        return "number"
    if isinstance(value, datetime | date):
        return "date"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "list"
    return "group" if isinstance(value, dict) else "other"
