"""From what posts mostly do, and what a CMS asks for, to the fields of a schema."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date, datetime
from functools import partial

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.adopt.init.choices import MOSTLY, choices, holds, is_plain, leads_somewhere, named_files
from content_lint.adopt.init.kinds import (
    AnyOf,
    FieldGuess,
    Group,
    Guess,
    ListOf,
    NamedKind,
    NameIn,
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

_DEPTH = 6
_RARE = 0.02
_DATES = 0.75  # a few odd ones among dates are slips, and their own rules report them
_MOST_KEYS = 200
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
_TEXTS = frozenset({"string", "text", "markdown", "richtext"})
_NO_TEXTS = tuple(map(NamedKind, ("int", "float", "bool")))
_CMS_TYPES_UNSEEN = {**_CMS_TYPES, "number": AnyOf((NamedKind("float"), NamedKind("PlainText")))}
PUBLISHED = frozenset({"date", "publishdate", "publish_date"})
"""Keys, in small letters, that hold the date of the page itself."""

_REDIRECTS = frozenset({"redirect_from", "aliases"})
_REDIRECTED = AnyOf((NamedKind("PlainText"), ListOf(NamedKind("PlainText"))))
_FILES = AnyOf((NamedKind("AssetPath"), NamedKind("WebUrl")))


class ValuePlace(Struct, frozen=True):
    """Where in the front matter values are.

    Attributes:
        key: their own, or that of the list whose entries they are.
        path: with ``"*"`` for the entries of a list.
        cms: the CMS's fields of the whole collection.
        depth: how many groups and lists are around them.
        others: what the files of the other collections are called.
    """

    key: str
    path: KeyPath
    cms: Sequence[CmsField]
    depth: int
    others: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def is_top(self) -> bool:
        """Whether this is a key of the front matter itself."""
        return len(self.path) == 1

    @property
    def entries(self) -> ValuePlace:
        """The place of the entries of the lists here."""
        return replace(self, path=(*self.path, "*"), depth=self.depth + 1)

    def group(self, values: Sequence[object]) -> Group:
        """The fields of the groups here."""
        return guess_fields(_profile(values), self.cms, "groups", None, self.path, self.depth + 1, self.others)

    def list_of_groups(self, items: Sequence[object]) -> ListOf:
        """The lists here, whose entries are groups."""
        below = self.entries
        return ListOf(guess_fields(_profile(items), self.cms, "entries", None, below.path, below.depth, self.others))

    def date(self) -> NamedKind:
        """The type of dates here."""
        return NamedKind("PublishDate" if self.is_top and self.key.lower() in PUBLISHED else "DateTime")


def guess_fields(
    profile: Profile,
    cms: Sequence[CmsField] = (),
    noun: str = "posts",
    elsewhere: Mapping[str, int] | None = None,
    above: KeyPath = (),
    depth: int = 0,
    others: Mapping[str, frozenset[str]] | None = None,
) -> Group:
    """The fields that mappings mostly have.

    Args:
        profile: the counted mappings.
        cms: the CMS's fields of the whole collection.
        noun: what the mappings are called in comments.
        elsewhere: how often each key is used in the whole site, so that a misspelt one is known for it.
        above: where they are in the front matter.
        depth: how deep that is.
        others: what the files of the other collections are called.
    """
    asked = {str(field.path[-1]): field for field in cms if field.path[:-1] == above}
    slips = _slips(profile, frozenset(asked), elsewhere or {})
    fields = []
    for key in _ordered(profile, asked):
        if key in slips:
            continue
        found = profile.keys.get(key) or KeyProfile(key, 0, 0, ())
        kind, note = guess_type(found.values, ValuePlace(key, (*above, key), cms, depth, others or {}))
        required, because = _required(profile, found, asked.get(key))
        why = f"{found.count:,} of {profile.total:,} {noun}{note}{because}"
        fields.append(FieldGuess(key, kind, required, why))
    left = tuple(
        f"`{slip}` ({profile.keys[slip].count:,} of {profile.total:,}): is it `{meant}`?"
        for slip, meant in slips.items()
    )
    return Group(tuple(fields), left)


def _ordered(profile: Profile, asked: Collection[str]) -> list[str]:
    """The keys that become fields: the CMS's own first, then the others as most of the mappings order them."""
    keys = [key for key in profile.keys if is_plain(key)]
    if len(keys) > _MOST_KEYS:  # as in a table whose keys are names: the rare ones say nothing about the others
        keys = sorted(keys, key=lambda key: -profile.keys[key].count)[:_MOST_KEYS]
    wanted = {*asked, *keys}
    ordered = dict.fromkeys((*filter(is_plain, asked), *profile.keys))
    return [key for key in ordered if key in wanted]


def _slips(profile: Profile, asked: Collection[str], elsewhere: Mapping[str, int]) -> dict[str, str]:
    """Rare keys that look like a slip of the finger, with what was most likely meant."""
    common = {key: item.count for key, item in profile.keys.items() if profile.share(key) > _RARE}
    counts = {**elsewhere, **common}
    usual = dict(sorted(counts.items(), key=lambda pair: -pair[1])[:_MOST_KEYS])
    found = {}
    for key, item in list(profile.keys.items())[:_MOST_KEYS]:
        if key in asked or item.count > max(1, _RARE * profile.total):
            continue
        here = max(item.count, elsewhere.get(key, 0))
        others = [other for other, count in usual.items() if other != key and (count > 2 * here or other in asked)]
        meant = _meant(key, others)
        # One and many of a thing are two keys, unless the collection itself knows only one of them.
        if meant is not None and (meant in profile.keys or key not in (f"{meant}s", meant.removesuffix("s"))):
            found[key] = meant
    return found


def _meant(key: str, others: Sequence[str]) -> str | None:
    """The key that a rare one was most likely meant to be."""
    same = next((other for other in others if other.casefold() == key.casefold()), None)
    return same or nearest(key, others, cutoff=0.85)


def _required(profile: Profile, found: KeyProfile, asked: CmsField | None) -> tuple[bool, str]:
    """Whether a field has to be there, and a word on it where the CMS thinks otherwise."""
    if found.key in _REDIRECTS:
        return False, ""  # a new post has no old address
    often = profile.total > 0 and found.count >= MOSTLY * profile.total and found.latest >= MOSTLY * profile.latest
    if asked is None:
        return often, ""
    if not asked.required:
        return False, "; the CMS lets it be left out" if often else ""
    if profile.total == 0:
        return True, "; the CMS requires it"
    return often, "" if often else "; the CMS requires it, old posts lack it"


def guess_type(values: Sequence[object], place: ValuePlace) -> tuple[Guess, str]:
    """The type of the values at a place, and a note on what it rests on (empty, or begins with a comma)."""
    asked = next((field for field in place.cms if field.path == place.path), None)
    by_cms = _of_cms(asked, values, place) if asked else None
    if place.key in _REDIRECTS and place.is_top:
        kind: Guess = _REDIRECTED
    elif by_cms is None:
        kind = _of_values(values, place) if values else NamedKind("PlainText")
        if asked is not None and asked.widget in _TEXTS and kind in _NO_TEXTS:
            kind = any_of(kind, NamedKind("PlainText"))  # so the next editor saves it
    elif values:
        return _settled(by_cms, values, place)
    else:
        kind = by_cms
    return kind, _noted(kind, values)


def _settled(by_cms: Guess, values: Sequence[object], place: ValuePlace) -> tuple[Guess, str]:
    """The CMS's type, with what the values are where they do not agree with it, and a note on that."""
    agreeing = sum(fits(by_cms, value) for value in values)
    if by_cms == NamedKind("AssetPath") and any(fits(NamedKind("WebUrl"), value) for value in values):
        kind = any_of(by_cms, NamedKind("WebUrl"))  # the CMS can be set up to take pictures from elsewhere
    elif holds(values, partial(fits, by_cms)):
        kind = by_cms
    elif isinstance(by_cms, NamedKind) and by_cms.name in ("DateTime", "PublishDate"):
        # What is no date there is at fault: the theme and the CMS reckon with one.
        return by_cms, f", a date in the CMS; {len(values) - agreeing:,} are none"
    else:
        # What an editor saves from now on has to pass as well as what is there.
        rest = [value for value in values if not fits(by_cms, value)]
        kind = any_of(by_cms, _of_values(rest, place))
    return kind, _noted(kind, values)


def _noted(kind: Guess, values: Sequence[object]) -> str:
    odd = sum(not fits(kind, value) for value in values)
    what = ""
    if isinstance(kind, OneOfThese) and len(kind.values) > 1:
        what = f", {len(kind.values)} values"
    elif isinstance(kind, Patterned):
        what = ", one pattern"
    elif isinstance(kind, NameIn) or (isinstance(kind, ListOf) and isinstance(kind.item, NameIn)):
        what = ", names of files"
    fit = "does not fit" if odd == 1 else "do not fit"
    return what + (f", {odd:,} {fit}" if odd else "")


def _of_cms(asked: CmsField, values: Sequence[object], place: ValuePlace) -> Guess | None:
    """What the CMS says of a field; None where its widget says nothing about the values."""
    if asked.widget in ("datetime", "date"):
        return place.date()
    if asked.widget in ("select", "hidden") or asked.multiple:
        return _chosen_in_cms(place.key, asked, values)
    if asked.widget == "object" and place.depth < _DEPTH:
        return place.group(values)
    if asked.widget == "list" and place.depth < _DEPTH:
        return _list_of_cms(values, place)
    return (_CMS_TYPES if values else _CMS_TYPES_UNSEEN).get(asked.widget)


def _list_of_cms(values: Sequence[object], place: ValuePlace) -> Guess | None:
    """What the CMS says of a list: whether its entries have fields; None where the entries say more."""
    below = place.entries.path
    items = [item for value in values if isinstance(value, list) for item in value]
    has_fields = any(field.path[: len(below)] == below and len(field.path) > len(below) for field in place.cms)
    if has_fields and items:
        return place.list_of_groups(items)
    if has_fields:
        return NamedKind("list")  # its entries may be of several kinds, and there are none to say which
    return None if items else NamedKind("Tags")


def _chosen_in_cms(key: str, asked: CmsField, values: Sequence[object]) -> Guess | None:
    """What an editor can choose, or the CMS has chosen already."""
    if asked.widget == "select" and asked.options and all(map(is_plain, asked.options)):
        one = OneOfThese(tuple(dict.fromkeys(asked.options)))
        return ListOf(one) if asked.multiple else one
    fixed = asked.widget == "hidden" and not values and key.lower() in _CHOSEN
    if fixed and isinstance(asked.default, str) and is_plain(asked.default):
        return OneOfThese((asked.default,))
    return None


def _of_values(values: Sequence[object], place: ValuePlace) -> Guess:
    """The narrowest type, or the fewest types, that take nearly all values."""
    if place.date() == NamedKind("PublishDate") and not holds(values, _is_moment):
        # The generator makes dates of more than we do; a plain one has to pass whatever the others are.
        return AnyOf((NamedKind("PublishDate"), NamedKind("PlainText")))
    moments = sum(_is_moment(value) for value in values)
    if moments >= _DATES * len(values):
        return place.date()
    by_shape: defaultdict[str, list[object]] = defaultdict(list)
    for value in values:
        by_shape[_shape(value)].append(value)
    members = []
    covered = 0
    for shape, alike in sorted(by_shape.items(), key=lambda item: -len(item[1])):
        if covered >= MOSTLY * len(values):
            break
        members.append(_of_shape(shape, alike, place))
        covered += len(alike)
    return any_of(*members)


def _of_shape(shape: str, values: Sequence[object], place: ValuePlace) -> Guess:
    if shape == "text":
        return _of_texts([value for value in values if isinstance(value, str)], place)
    if shape == "list":
        return _of_lists([value for value in values if isinstance(value, list)], place)
    if shape == "group":
        return place.group(values) if place.depth < _DEPTH else NamedKind("dict")
    return NamedKind({"switch": "bool", "whole": "int", "number": "float", "date": "DateTime"}.get(shape, "object"))


def _of_lists(lists: Sequence[Sequence[object]], place: ValuePlace) -> Guess:
    items = [item for found in lists for item in found if not is_empty(item)]
    if _nearly_all("Tags", lists) and not any(isinstance(item, str) and leads_somewhere(item) for item in items):
        named = named_files(place.key, [item for item in items if isinstance(item, str)], place.others)
        return ListOf(named) if named is not None else NamedKind("Tags")
    if not items or place.depth >= _DEPTH:
        return NamedKind("list")
    if all(isinstance(item, dict) for item in items):
        return place.list_of_groups(items)
    return _of_entries(lists, items, place)


def _of_entries(lists: Sequence[Sequence[object]], items: Sequence[object], place: ValuePlace) -> ListOf:
    kind = ListOf(_of_values(items, place.entries))
    # Generators pass over an empty entry; where many lists have one, it is a habit and no slip.
    return kind if holds(lists, partial(fits, kind)) else ListOf(any_of(kind.item, NamedKind("str")))


def _of_texts(texts: Sequence[str], place: ValuePlace) -> Guess:
    address = _of_addresses(texts, place.key) if place.is_top else None
    if address is not None:
        return address
    named = named_files(place.key, texts, place.others)
    if named is not None:
        return named
    chosen = choices(place.key, texts)
    if chosen:
        return OneOfThese(chosen)
    for name in ("EmailAddress", "WebUrl"):
        if _nearly_all(name, texts):
            return NamedKind(name)
    if _are_files_here_and_elsewhere(texts):
        return _FILES
    if _are_files(texts) and _nearly_all("AssetPath", texts):
        return NamedKind("AssetPath")
    return NamedKind("PlainText" if _nearly_all("PlainText", texts) else "Markdown")


def _of_addresses(texts: Sequence[str], key: str) -> Guess | None:
    """The type of what decides the address of a page, if that is what a key of the front matter is for."""
    if key in _PERMALINKS and sum(text.startswith("/") for text in texts) * 2 > len(texts):
        pattern = permalink_pattern(texts, MOSTLY)
        patterned = Patterned("Permalink", pattern or "")
        return patterned if pattern and holds(texts, partial(fits, patterned)) else NamedKind("Permalink")
    return NamedKind("Slug") if key == "slug" and _nearly_all("Slug", texts) else None


def _nearly_all(name: str, values: Sequence[object]) -> bool:
    """Whether nearly all values are of the named type, the newest too."""
    return holds(values, partial(fits, NamedKind(name)))


def _are_files(texts: Sequence[str]) -> bool:
    """Whether texts are paths of files, most of them with an ending."""
    paths = [text for text in texts if "/" in text and "://" not in text and " " not in text.strip()]
    with_ending = sum("." in text.rpartition("/")[2] for text in paths)
    return min(len(paths), with_ending) >= MOSTLY * len(texts)


def _are_files_here_and_elsewhere(texts: Sequence[str]) -> bool:
    """Whether texts are paths of files or addresses of the web, some of each."""
    files = [text for text in texts if not fits(NamedKind("WebUrl"), text)]
    return 0 < len(files) < len(texts) and _are_files(files) and all(fits(_FILES, text) for text in texts)


def _profile(values: Iterable[object]) -> Profile:
    return profile_of(value for value in values if isinstance(value, dict))


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
    if isinstance(value, (datetime, date)):
        return "date"
    if isinstance(value, str):
        return "text"
    if isinstance(value, list):
        return "list"
    return "group" if isinstance(value, dict) else "other"
