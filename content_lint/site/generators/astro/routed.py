"""The pages that routes make whose programs can be worked out, by the entries that they are about."""

from __future__ import annotations

from collections.abc import Container, Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from typing import NamedTuple

from msgspec.structs import replace

from content_lint.parse.facts import FenceState
from content_lint.site.generators.astro.config import AstroConfig, Route
from content_lint.site.generators.astro.placing import placed, quoted
from content_lint.site.generators.astro.slugs import name_of
from content_lint.site.generators.astro.static_paths import DRAFT, CollectionEntry, MadePage, pages_of
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Role, State, Survey, TemplateLookup

_NOTHING = FileFacts(FenceState.MISSING)


class EntryPlace(NamedTuple):
    """Where an entry has a page: its address, its file, the route that makes it, and whether that waits for a draft."""

    url: str
    destination: str
    route: str
    is_draft: bool = False


class Routed(NamedTuple):
    """What routes make.

    Attributes:
        known: the files of the routes of which it is known.
        places: of each entry, by its file.
        generated: pages that are about no entry, and files.
    """

    known: frozenset[str] = frozenset()
    places: Mapping[str, Sequence[EntryPlace]] = {}
    generated: tuple[GeneratedUrl, ...] = ()


def routed(survey: Survey, facts: Mapping[str, FileFacts], config: AstroConfig) -> Routed:
    """What the routes of a site make, as far as that can be worked out."""
    routes = [route for route in config.routes if route.programs is not None]
    if not routes:
        return Routed()
    entries = _entries(survey, facts, config)
    drafts = {item.path for found in entries.values() for item in found if item.data.get(DRAFT) is True}
    known: set[str] = set()
    places: dict[str, list[EntryPlace]] = {}
    generated: list[GeneratedUrl] = []
    for route in sorted(routes, key=_priority):
        made = _made_by(route, entries, config)
        if made is None:
            continue
        known.add(route.file)
        for entry, place in _places(route, made, entries, config, drafts):
            if entry:
                places.setdefault(entry, []).append(place)
            else:
                generated.append(GeneratedUrl(place.url, route.file, place.destination))
    return Routed(frozenset(known), places, tuple(generated))


def _places(
    route: Route,
    made: Sequence[MadePage],
    entries: Mapping[str, Sequence[CollectionEntry]],
    config: AstroConfig,
    drafts: AbstractSet[str],
) -> Iterator[tuple[str, EntryPlace]]:
    """What one route makes, each with the file of the entry that it shows, or an empty one."""
    shows = route.programs is not None and route.programs.shows and not route.makes_files
    for item in made:
        yield item.entry if shows else "", EntryPlace(*_address(item, route, config), route.file)
    if drafts and shows:
        for item in _of_drafts(route, entries, config, drafts - {item.entry for item in made}):
            yield item.entry, EntryPlace(*_address(item, route, config), route.file, is_draft=True)


def _priority(route: Route) -> tuple[bool, int, str]:
    """Of two routes that make a page at one address, Astro takes the one that says more of it."""
    return "[..." in route.pattern, -route.pattern.count("/"), route.file


def _made_by(
    route: Route, entries: Mapping[str, Sequence[CollectionEntry]], config: AstroConfig
) -> list[MadePage] | None:
    return pages_of(route, entries, {item.name: item for item in config.collections}, config.home)


def _of_drafts(
    route: Route, entries: Mapping[str, Sequence[CollectionEntry]], config: AstroConfig, drafts: Container[str]
) -> Iterator[MadePage]:
    """The pages that drafts would have if they were none."""
    shown = {
        name: [item._replace(data={**item.data, DRAFT: False}) for item in found] for name, found in entries.items()
    }
    yield from (item for item in _made_by(route, shown, config) or () if item.entry in drafts)


def _entries(survey: Survey, facts: Mapping[str, FileFacts], config: AstroConfig) -> dict[str, list[CollectionEntry]]:
    """The entries of each collection whose ids are known."""
    collections = {item.name: item for item in config.collections if not item.ids_by}
    found: dict[str, list[CollectionEntry]] = {name: [] for name in collections}
    for file in survey.files:
        collection = collections.get(file.collection or "") if file.role is Role.ITEM else None
        if collection is not None:
            data = facts.get(file.path, _NOTHING).data or {}
            found[collection.name].append(CollectionEntry(file.path, name_of(file.path, collection, data), data))
    return {name: entries for name, entries in found.items() if all(entry.name for entry in entries)}


def _address(made: MadePage, route: Route, config: AstroConfig) -> tuple[str, str]:
    if route.makes_files:
        return quoted(f"/{made.path}"), f"/{made.path}"
    return placed(made.path, config, index=route.file.rpartition("/")[2].startswith("index."))


def placed_entries(page: Page, places: Sequence[EntryPlace]) -> Iterator[Page]:
    """The pages of an entry: the first is its own, the others show it as well."""
    for number, place in enumerate(places):
        made = replace(
            page,
            url=place.url,
            destination=place.destination,
            in_listing=number == 0,
            lookup=TemplateLookup(layout=place.route),
        )
        if place.is_draft:
            made = replace(made, state=State.NEVER, reason=f"it is a draft, which `{place.route}` leaves out")
        yield made
