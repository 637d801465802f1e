"""The pages of a route whose program is no more than lists and texts: it is worked out, and never run."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

from content_lint.parse.scripts.methods import as_text, is_true, member, spread
from content_lint.parse.scripts.modules import Modules
from content_lint.parse.scripts.values import UNKNOWN, ScriptList, ScriptObject, UnknownValueError, date_of, shuffled
from content_lint.site.generators.astro.config import Collected, Route
from content_lint.site.generators.astro.route_programs import PATHS
from content_lint.text.regex import regex

_PART = regex(r"\[(\.\.\.)?([\w$-]+)\]")
_BESIDE = regex(r"prev|next|related|newer|older|sibling|parent|first|last", re.IGNORECASE)
_OF_ENTRIES = ("body", "rendered", "digest", "deferredRender", "assetImports", "render")
_FILE = "\0file"
"""What tells of which file an entry is, wherever a program hands it on."""
_STEPS, _STEPS_AN_ENTRY = 20_000, 120
_PAGE_SIZE = 10
DRAFT = "draft"


class CollectionEntry(NamedTuple):
    """One entry of a collection: its file, its id, and its front matter."""

    path: str
    name: str
    data: Mapping[str, object]


class MadePage(NamedTuple):
    """A page that a route makes: its path without slashes around it, and the file of the entry that it is about."""

    path: str
    entry: str


def pages_of(
    route: Route, entries: Mapping[str, Sequence[CollectionEntry]], collections: Mapping[str, Collected], home: str
) -> list[MadePage] | None:
    """The pages that a route makes, in its order; None where only running its program tells.

    Args:
        route: the route.
        entries: those of each collection whose ids are known.
        collections: by name.
        home: the folder of the site from the root, with a slash at its end; or empty.
    """
    if route.programs is None:
        return None

    def get_collection(name: object, wanted: object = None) -> ScriptList:
        if not isinstance(name, str) or name not in entries:
            raise UnknownValueError
        modules.fuel.burn(len(entries[name]))
        found = [_as_value(entry, collections[name], home) for entry in entries[name]]
        return shuffled(item for item in found if wanted is None or is_true(_asked(wanted, item)))

    given = {("astro:content", "getCollection"): get_collection}
    modules = Modules(route.programs.files, given, _STEPS + _STEPS_AN_ENTRY * sum(map(len, entries.values())))
    pattern = route.pattern
    rest = {match[2] for match in _PART.finditer(pattern) if match[1]}
    try:
        paths = modules.value(route.file, PATHS)
        if not callable(paths):
            return None
        made = paths(ScriptObject(paginate=_paginates(rest)))
        return [_page(item, pattern) for item in spread(made)]
    except (UnknownValueError, RecursionError, TypeError):
        return None


def _asked(wanted: object, item: object) -> object:
    if not callable(wanted):
        raise UnknownValueError
    return wanted(item)


def _as_value(entry: CollectionEntry, collection: Collected, home: str) -> ScriptObject:
    """An entry as programs are given it."""
    file = entry.path.removeprefix(home)
    made = ScriptObject(dict.fromkeys(_OF_ENTRIES, UNKNOWN))
    made.update(collection=collection.name, data=_data(entry.data, collection), filePath=file)
    made[_FILE] = entry.path
    if collection.by_folder:
        made.update(id=entry.path.removeprefix(f"{collection.base}/"), slug=entry.name)
    else:
        made["id"] = entry.name
    return made


def _data(data: Mapping[str, object], collection: Collected) -> Mapping[str, object]:
    """Front matter as the schema hands it on; what that may be is known without one, or where it is written out."""
    draft = data.get(DRAFT)
    drafted = {DRAFT: draft if isinstance(draft, bool) else False}
    if not collection.shape and not collection.unread and not collection.strict:
        return ScriptObject((key, _plain(value)) for key, value in data.items())
    if not collection.shape or collection.changed:
        return drafted
    found = ScriptObject()
    for field in collection.shape:
        if field.name not in data:
            found[field.name] = None if field.may_lack else UNKNOWN
        else:
            value = data[field.name] if field.plain else UNKNOWN
            found[field.name] = _plain(value, is_date=field.kind.endswith("date"))
    return ScriptObject({**found, **drafted}) if DRAFT in found else found


def _plain(value: object, *, is_date: bool = False) -> object:
    if value is UNKNOWN:
        return value
    if is_date or not isinstance(value, str | int | list | Mapping | None):
        try:
            return date_of(value)
        except UnknownValueError:
            return UNKNOWN
    if isinstance(value, Mapping):
        return ScriptObject((str(key), _plain(item)) for key, item in value.items())
    return ScriptList(map(_plain, value)) if isinstance(value, list) else value


def _paginates(rest: set[str]) -> Callable[..., list[object]]:
    """``paginate``: a page for every few entries, of which the first may have no number."""

    def paginate(data: object, options: object = None) -> list[object]:
        given = options if isinstance(options, ScriptObject) else ScriptObject()
        size = given.get("pageSize", _PAGE_SIZE)
        params, number = given.get("params") or ScriptObject(), len(spread(data))
        if not isinstance(size, int) or size < 1 or not isinstance(params, ScriptObject):
            raise UnknownValueError
        made: list[object] = []
        for page in range(1, max(1, -(-number // size)) + 1):
            name = None if page == 1 and "page" in rest else str(page)
            made.append(ScriptObject(params=ScriptObject({**params, "page": name}), props=UNKNOWN))
        return made

    return paginate


def _page(made: object, pattern: str) -> MadePage:
    params = member(made, "params")

    def filled(match: re.Match[str]) -> str:
        value = member(params, match[2])
        if value is None and match[1]:
            return ""
        text = as_text(value)
        if not match[1] and (not text or "/" in text):
            raise UnknownValueError
        return text

    path = _PART.sub(filled, pattern)
    props = made.get("props") if isinstance(made, ScriptObject) else None
    return MadePage("/".join(part for part in path.split("/") if part), _entry_of(props))


def _entry_of(props: object) -> str:
    """The file of the one entry that a page is about; empty where there is none, or more than one."""
    if not isinstance(props, ScriptObject):
        return ""
    if _FILE in props:
        return str(props[_FILE])
    found = {
        str(value[_FILE])
        for key, value in props.items()
        if isinstance(value, ScriptObject) and _FILE in value and not _BESIDE.search(key)
    }
    return found.pop() if len(found) == 1 else ""
