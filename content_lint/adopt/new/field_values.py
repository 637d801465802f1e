"""Which fields a new post needs, and a sensible value for each: by the schema, else as most posts have it."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import date, datetime
from typing import TYPE_CHECKING, Annotated, Any

from msgspec import Struct, field

from content_lint.adopt.date_style import DateStyle, style_of
from content_lint.adopt.habits import name_slug, slug_of
from content_lint.adopt.init.guess import guess_fields
from content_lint.adopt.init.kinds import AnyOf, Group, Guess, ListOf, NameIn, OneOfThese
from content_lint.adopt.init.profile import is_empty, profile_of
from content_lint.adopt.new.front_matter_text import WrittenFrontMatter
from content_lint.config.settings import CmsField, SiteSettings
from content_lint.parse.facts import Document, KeyPath
from content_lint.schema.kinds import FieldKind

if TYPE_CHECKING:
    from pydantic.fields import FieldInfo

    from content_lint.schema.base import Schema

TITLES = ("title", "name", "person-name", "heading")
"""Keys that hold what a post is called, the first that is wanted."""

_DEPTH = 6
_RECURRING = 0.7  # of all values at most so many differ
_SHORT = 60
_WORDS = 3
_TWICE = 2
_OF_OTHERS = frozenset({"asset", "email", "url", "reference"})
_COPIED = frozenset({"bool", "int", "float", "asset", "email", "url", "reference"})


class WantedField(Struct, frozen=True):
    """One field that a new post needs.

    Attributes:
        path: its key path, with ``"*"`` for the only entry of a list.
        kind: what it is for: as FieldKind has it, or ``bool``, ``int``, ``float``, ``choice``, ``text``.
        choices: the values that may be there, where they are listed.
        schema: what pydantic says of it, or None.
        inner: the fields of a group.
        listed: whether it is a list of such values or groups.
    """

    path: KeyPath
    kind: str = "text"
    choices: tuple[object, ...] = ()
    schema: Any = None
    inner: tuple[WantedField, ...] = ()
    listed: bool = False


def wanted_by_schema(schema: type[Schema], also: AbstractSet[str]) -> Iterator[WantedField]:
    """The fields that a schema requires, those of groups inside too.

    Args:
        schema: of the collection.
        also: fields that are wanted though the schema lets them be left out.
    """
    from content_lint.schema.shape import top_level  # brings pydantic; the schema has done so

    yield from _wanted_in(schema, schema, top_level(schema).kinds, (), also)


def _wanted_in(
    root: type[Schema],
    model: Any,
    kinds: Mapping[KeyPath, FieldKind],
    above: KeyPath,
    also: AbstractSet[str] = frozenset(),
) -> Iterator[WantedField]:
    from content_lint.schema.shape import keys_of

    for key, info in keys_of(model).items():
        if (info.is_required() or key in also) and len(above) <= _DEPTH:
            yield _wanted_at(root, (*above, key), info, kinds)


def _wanted_at(root: type[Schema], path: KeyPath, info: FieldInfo, kinds: Mapping[KeyPath, FieldKind]) -> WantedField:
    from typing import get_args, get_origin

    from content_lint.schema.shape import annotations_at, literal_values

    whole: Any = Annotated[info.annotation, *info.metadata] if info.metadata else info.annotation
    members = annotations_at(root, _numbered(path))
    first = members[0] if members else str
    listed = get_origin(first) in (list, tuple, set, frozenset)
    if listed and get_args(first):
        path, first = (*path, "*"), get_args(first)[0]
    while get_origin(first) is Annotated:
        first = get_args(first)[0]
    choices = literal_values(root, _numbered(path))
    if hasattr(first, "model_fields"):
        return WantedField(path, "group", choices, whole, tuple(_wanted_in(root, first, kinds, path)), listed)
    if choices:
        return WantedField(path, "choice", choices, whole, listed=listed)
    kind = kinds.get(path)
    if kind is None:
        return WantedField(
            path, {bool: "bool", int: "int", float: "float"}.get(first, "text"), (), whole, listed=listed
        )
    if kind.name == "tags":
        return WantedField((*path, "*"), "text", (), whole, listed=True)
    return WantedField(path, kind.name, (), whole, listed=listed)


def _numbered(path: KeyPath) -> KeyPath:
    # The first entry speaks for all.
    return tuple(0 if step == "*" else step for step in path)


def wanted_by_habit(group: Group, above: KeyPath = (), also: AbstractSet[str] = frozenset()) -> Iterator[WantedField]:
    """The fields that most posts have; ``also`` names others that are wanted."""
    for item in group.fields:
        if item.required or item.key in also:
            yield _wanted_of(item.type, (*above, item.key))


def _wanted_of(guess: Guess, path: KeyPath) -> WantedField:
    first = guess.members[0] if isinstance(guess, AnyOf) else guess
    if isinstance(first, ListOf):
        item = _wanted_of(first.item, (*path, "*"))
        return WantedField(item.path, item.kind, item.choices, None, item.inner, listed=True)
    if isinstance(first, Group):
        return WantedField(path, "group", inner=tuple(wanted_by_habit(first, path)))
    if isinstance(first, OneOfThese):
        return WantedField(path, "choice", first.values)
    if isinstance(first, NameIn):
        return WantedField(path, "reference", tuple(sorted(first.names)))
    name = "" if isinstance(first, AnyOf) else first.name
    if name == "Tags":
        return WantedField((*path, "*"), listed=True)
    kinds = {"DateTime": "date", "PublishDate": "publish-date", "EmailAddress": "email", "WebUrl": "url",
             "AssetPath": "asset", "Permalink": "permalink", "Slug": "slug"}  # fmt: skip
    return WantedField(path, kinds.get(name, name if name in {"bool", "int", "float"} else "text"))


class ValueMaker(Struct):
    """Makes values in the manner of some posts.

    Attributes:
        settings: the site's settings.
        documents: the posts to learn from.
        title: what the new one is called.
        slug: the part of its address that is its own.
        moment: its date.
        fixed: values that are known already, by key path.
        cms: what the CMS knows of the fields.
        invented: texts that are little more than a guess, by key path: somebody has to look at them.
        refused: values that would not pass, so that the next likely one is taken.
    """

    settings: SiteSettings
    documents: Sequence[Document]
    title: str
    slug: str
    moment: datetime
    fixed: Mapping[KeyPath, object]
    cms: Sequence[CmsField] = ()
    invented: dict[KeyPath, str] = field(default_factory=dict)
    refused: AbstractSet[object] = frozenset()

    def of(self, wanted: WantedField) -> object:
        """The value of a field."""
        if wanted.path in self.fixed:
            return self.fixed[wanted.path]
        if wanted.listed and wanted.path[:-1] in self.fixed:
            return self.fixed[wanted.path[:-1]]
        return self._usual_list(wanted) or [self._single(wanted)] if wanted.listed else self._single(wanted)

    def _usual_list(self, wanted: WantedField) -> list[object]:
        """The list that most posts have there, whole; empty where they have none in common."""
        lists = [value for document in self.documents if document.front_matter
                 for value in _at(document.front_matter.data, wanted.path[:-1]) if isinstance(value, list)]  # fmt: skip
        plain = [json.dumps(value) for value in lists if all(map(_is_simple, value))]
        text, count = Counter(plain).most_common(1)[0] if plain else ("[]", 0)
        if count * 2 <= len(lists) or count < _TWICE:
            return []
        usual: list[object] = json.loads(text)
        return [] if any(value in self.refused for value in usual) else usual

    def date(self, path: KeyPath) -> WrittenFrontMatter:
        """The post's date, as dates under that key are written."""
        style = style_of(self._raw(path)) or style_of(self._raw(("date",))) or self.usual
        return WrittenFrontMatter(style.write(self.moment, self.settings.zone))

    @property
    def usual(self) -> DateStyle:
        """How the generator's own guides write dates."""
        return style_of([self.settings.generator.usual_date]) or DateStyle()

    def _single(self, wanted: WantedField) -> object:
        if wanted.kind == "group":
            inner = wanted.inner or self._usual_in(wanted.path)
            return {str(item.path[-2 if item.listed else -1]): self.of(item) for item in inner}
        if wanted.kind in {"date", "publish-date"}:
            return self.date(wanted.path)
        seen = [value for value in self._seen(wanted.path) if not wanted.choices or value in wanted.choices]
        seen = [value for value in seen if value not in self.refused]
        return self._as_seen(wanted, seen) if seen else self._unseen(wanted)

    def _as_seen(self, wanted: WantedField, seen: Sequence[object]) -> object:
        """What most posts have there, else something like it."""
        if wanted.kind == "text" and (own := self._of_its_own(wanted)):
            return own
        counts = Counter(json.dumps(value, default=str) for value in reversed(seen))  # of as many, the newest first
        text, count = counts.most_common(1)[0]
        common = json.loads(text)
        if count * 2 > len(seen) and len(seen) > 1:
            return common
        if wanted.choices or wanted.kind in _COPIED:
            self._doubt(wanted, text)
            return common
        # Names recur, sentences do not.
        recurs = wanted.listed or len(counts) <= _RECURRING * len(seen)
        recurs = recurs and isinstance(common, str) and len(common) <= _SHORT
        is_name = all(isinstance(value, str) and len(value.split()) <= _WORDS for value in seen)
        return self._text(wanted, common if recurs else seen[-1] if is_name else None)

    def _doubt(self, wanted: WantedField, text: str) -> None:
        """Note that a picture, an address or a name is another post's."""
        if wanted.kind in _OF_OTHERS:
            self.invented[wanted.path] = json.loads(text)

    def _of_its_own(self, wanted: WantedField) -> str:
        """The title, or the name in the address, where most posts have theirs there; else empty."""
        title, name, count = 0, 0, 0
        for document in self.documents:
            data = document.front_matter.data if document.front_matter else {}
            for value in _at(data, wanted.path):
                count += 1
                its = next((data[key] for key in TITLES if isinstance(data.get(key), str)), "")
                title += value == its
                name += value in (name_slug(document), slug_of(str(its)))
        if count > 1 and max(title, name) * 2 > count:
            made = self.title if title >= name else self.slug
            return made if _accepted(wanted, made) else ""
        return ""

    def _usual_in(self, path: KeyPath) -> tuple[WantedField, ...]:
        """The fields that the groups of nearly all posts have there, where the schema asks for none."""
        found = [value for document in self.documents if document.front_matter
                 for value in _at(document.front_matter.data, path) if isinstance(value, dict)]  # fmt: skip
        newest = guess_fields(profile_of(found[-1:]), above=path)
        usual = guess_fields(profile_of(found), above=path)
        return tuple(wanted_by_habit(usual, path)) or tuple(wanted_by_habit(newest, path))

    def _unseen(self, wanted: WantedField) -> object:
        """A value for a field that no post has."""
        default = self._default(wanted)
        if default is not None:
            return default
        if wanted.choices:
            return wanted.choices[0]
        made = {"bool": True, "int": 1, "float": 1.0}.get(wanted.kind)
        return self._text(wanted, None) if made is None else made

    def _text(self, wanted: WantedField, usual: object) -> str:
        """A text where most posts have none in common: a frequent one, else what the title says."""
        host = next(iter(sorted(self.settings.own_hosts)), "example.org").partition(":")[0].removeprefix("www.")
        if wanted.kind == "email":
            return f"info@{host}"
        if wanted.kind == "url":
            return f"{self.settings.url or f'https://{host}'}/"
        longer = f"{self.title}: what it is about, and for whom, in a sentence"
        candidates = (self.title, longer, self.title[:20].strip())
        made = next((text for text in candidates if _accepted(wanted, text)), self.title)
        chosen = usual if isinstance(usual, str) else made
        self.invented[wanted.path] = chosen
        return chosen

    def _default(self, wanted: WantedField) -> object:
        """What the CMS fills in, where it fits."""
        asked = next((field for field in self.cms if field.path == wanted.path), None)
        value = asked.default if asked is not None else None
        if not _is_simple(value) or (wanted.choices and value not in wanted.choices):
            return None
        return value

    def _seen(self, path: KeyPath) -> Iterator[object]:
        for document in self.documents:
            data = document.front_matter.data if document.front_matter else {}
            yield from (value for value in _at(data, path) if _is_simple(value))

    def _raw(self, path: KeyPath) -> Iterator[str]:
        for document in self.documents:
            found = document.front_matter.get(*path) if document.front_matter else None
            if found is not None and found.raw:
                yield found.raw


def _at(value: object, path: KeyPath) -> Iterator[object]:
    """The values at a key path, ``"*"`` standing for every entry of a list."""
    pending = [value]
    for step in path:
        found: list[object] = []
        for item in pending:
            if step == "*":
                found.extend(item if isinstance(item, list) else [])
            elif isinstance(item, Mapping) and step in item:
                found.append(item[step])
        pending = found
    yield from pending


def _is_simple(value: object) -> bool:
    return isinstance(value, (str, bool, int, float)) and not isinstance(value, date) and not is_empty(value)


def _accepted(wanted: WantedField, text: str) -> bool:
    """Whether the schema takes a text there."""
    if wanted.schema is None:
        return True
    from pydantic import ConfigDict, TypeAdapter, ValidationError  # the schema has brought it

    try:
        TypeAdapter(wanted.schema, config=ConfigDict(strict=True)).validate_python([text] if wanted.listed else text)
    except ValidationError:
        return False
    return True
