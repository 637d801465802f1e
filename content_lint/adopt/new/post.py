"""A post that does not exist yet: where it would lie, and what would be in it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from collections.abc import Set as AbstractSet
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from content_lint.adopt.habits import Habits, fill, habits_of, neighbours, recent_posts
from content_lint.adopt.init.profile import profile_of
from content_lint.adopt.init.survey_posts import CollectionPosts, guess_schema, profile_posts
from content_lint.adopt.new.field_values import TITLES, ValueMaker, WantedField, wanted_by_habit, wanted_by_schema
from content_lint.adopt.new.front_matter_text import front_matter_text
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import parse
from content_lint.parse.facts import Document, FrontMatterField, KeyPath
from content_lint.parse.scalars.dates import read_date
from content_lint.text.regex import regex
from content_lint.text.source import SourceText, Span

if TYPE_CHECKING:
    from content_lint.schema.base import Schema

_FEWEST = 3
_MOST_READ = "en"
_USUALLY = 0.9
_ITS_OWN = frozenset({"permalink", "url", "slug", "redirect_from", "redirect_to", "aliases", "draft", "published"})
_ENDS = regex("expir|until|(?:^|_|-)end", re.IGNORECASE)
"""Keys that take a page away on a day: nobody knows that of a new one."""

_PLACEHOLDERS = {
    ":year": "{year}",
    ":month": "{month}",
    ":day": "{day}",
    ":title": "{slug}",
    ":slug": "{slug}",
    ":name": "{slug}",
}


class NewPost(Struct, frozen=True):
    """One.

    Attributes:
        path: from the site's root, with ``/``.
        text: the whole file.
        invented: texts that are little more than a guess, by key path.
    """

    path: str
    text: str
    invented: Mapping[KeyPath, str]


def new_post(
    settings: SiteSettings,
    posts: CollectionPosts,
    title: str,
    slug: str,
    moment: datetime,
    given: Mapping[KeyPath, object],
    refused: AbstractSet[object] = frozenset(),
) -> NewPost:
    """A post in the manner of its collection, with all that is required of it.

    Args:
        settings: the site's settings.
        posts: the collection.
        title: what the post is called.
        slug: the part of its address that is its own.
        moment: its date (aware).
        given: values that somebody has chosen, by key path.
        refused: values of its neighbours that would not pass (see ``fields_at``).
    """
    local = moment.astimezone(settings.zone)
    habits = habits_of(posts, settings.generator, _language(settings) or _MOST_READ)
    path = fill(habits.path, slug, local)
    beside = neighbours(recent_posts(posts.documents), path)
    values = ValueMaker(settings, beside, title, slug, local, given, posts.collection.cms_fields, refused=refused)
    wanted = list(_wanted(settings, posts, path, beside))
    named = _name_key(wanted, settings, posts)
    if named not in {_key(item) for item in wanted}:
        wanted.insert(0, WantedField((named,)))
    content: dict[str, object] = {}
    for item in wanted:
        key = _key(item)
        if (key,) not in given and key == named:
            content[key] = title
        elif (key,) not in given and item.kind == "permalink":
            content[key] = fill(_permalink(habits, posts), slug, local)
        elif (key,) not in given and item.kind == "slug":
            content[key] = slug
        else:
            content[key] = values.of(item)
    if "permalink" not in content and habits.permalink:
        content["permalink"] = fill(habits.permalink, slug, local)
    _add_given(content, given)
    text = front_matter_text(_in_usual_order(settings, posts, content), habits.format)
    if "date" in content and ("date",) not in given:
        text = _in_time(settings, path, posts, text, values)
    return NewPost(path, text, values.invented)


def _in_usual_order(settings: SiteSettings, posts: CollectionPosts, content: dict[str, object]) -> dict[str, object]:
    order = {key: place for place, key in enumerate(profile_posts(settings, posts).keys)}
    return dict(sorted(content.items(), key=lambda pair: order.get(pair[0], len(order))))


def fields_at(settings: SiteSettings, post: NewPost, spans: Iterable[Span]) -> list[FrontMatterField]:
    """The texts and numbers in a post's front matter that are at some places of its text."""
    document = parse(SourceText.from_text(post.path, post.text), None, settings)
    fields = document.front_matter.fields.values() if document.front_matter is not None else ()
    starts = [span.start for span in spans]
    found = [item for item in fields if any(item.span.start <= at < item.span.end for at in starts)]
    return [item for item in found if isinstance(item.value, (str, int, float))]


def _language(settings: SiteSettings) -> str:
    """The language of the site as its generator's configuration has it, or empty."""
    config = settings.generator_config.config if settings.generator_config is not None else {}
    named = {key.lower(): value for key, value in config.items() if isinstance(key, str) and isinstance(value, str)}
    return next((named[key] for key in ("defaultcontentlanguage", "lang", "locale") if key in named), "")


def _wanted(settings: SiteSettings, posts: CollectionPosts, path: str, beside: Sequence[Document]) -> list[WantedField]:
    """The required fields, and those of nearly all neighbours, without those that the generator fills in.

    Of an unknown collection they are a title and a date.
    """
    schema = posts.collection.schema
    usual = _usual_keys(beside)
    found = list(wanted_by_schema(schema, also=usual)) if schema is not None else []
    if schema is None:
        found = list(wanted_by_habit(guess_schema(settings, posts, {}), also=usual))
        if not found and not posts.documents:
            found = [WantedField(("title",)), WantedField(("date",), "publish-date")]
    # The schema may leave out what the site's own posts all have, and a list of posts sorts by it.
    elif "date" not in {_key(item) for item in found} and _has_date(schema):
        found.append(WantedField(("date",), "publish-date"))
    filled = settings.defaults_of(path, _home_of(posts))
    return [item for item in found if filled.get(_key(item)) is None]


def _usual_keys(beside: Sequence[Document]) -> frozenset[str]:
    """What nearly all neighbours have, but for what each has for itself alone."""
    profile = profile_of(item.front_matter.data for item in beside if item.front_matter is not None)
    if profile.total < _FEWEST:
        return frozenset()
    usual = {key for key in profile.keys if profile.share(key) >= _USUALLY and not _ENDS.search(key)}
    return frozenset(usual - _ITS_OWN)


def _home_of(posts: CollectionPosts) -> str | None:
    """What the generator calls the collection; None for pages."""
    if posts.documents:
        return posts.documents[-1].collection
    return None if posts.collection.declared else posts.collection.name


def _has_date(schema: type[Schema]) -> bool:
    """Whether a schema has a date under ``date``."""
    from content_lint.schema.shape import top_level  # the schema has brought it

    kind = top_level(schema).kinds.get(("date",))
    return kind is not None and kind.name in {"date", "publish-date"}


def _name_key(wanted: Sequence[WantedField], settings: SiteSettings, posts: CollectionPosts) -> str:
    """The key that holds what a post is called."""
    shares = profile_posts(settings, posts)
    wanted_keys = [_key(item) for item in wanted]
    titles = list(TITLES)
    if settings.dialect.folds_keys:  # `Title` is the title too
        spelt = {key.lower(): key for key in (*shares.keys, *wanted_keys)}
        titles = [spelt.get(name, name) for name in TITLES]
    by_use = max(titles, key=lambda name: (shares.share(name), -titles.index(name)))
    return next((name for name in titles if name in wanted_keys), by_use)


def _key(wanted: WantedField) -> str:
    return str(wanted.path[0])


def _permalink(habits: Habits, posts: CollectionPosts) -> str:
    """The habit; where there is none, the pattern that the generator would use."""
    if habits.permalink:
        return habits.permalink
    pattern = posts.collection.permalink or ""
    for name, ours in _PLACEHOLDERS.items():
        pattern = pattern.replace(name, ours)
    pattern = pattern.replace(":output_ext", ".html").replace("/:categories", "")
    return pattern if pattern.startswith("/") and ":" not in pattern else f"/{posts.collection.name}/{{slug}}/"


def _add_given(content: dict[str, object], given: Mapping[KeyPath, object]) -> None:
    """Put in what was chosen and is not there yet."""
    for path, value in given.items():
        here = content
        for step in path[:-1]:
            inner = here.get(str(step))
            here[str(step)] = here = dict(inner) if isinstance(inner, Mapping) else {}
        here[str(path[-1])] = value


def _in_time(settings: SiteSettings, path: str, posts: CollectionPosts, text: str, values: ValueMaker) -> str:
    """The same with the date in UTC where the generator would take a time without a zone for that."""
    if _day_and_time(settings, path, posts, text) in (None, _wall(values.moment)):
        return text
    now = values.date(("date",)).text
    other = replace(values, moment=values.moment.astimezone(UTC), settings=replace(settings, zone=UTC))
    shifted = text.replace(now, other.date(("date",)).text, 1)
    return shifted if _day_and_time(settings, path, posts, shifted) == _wall(values.moment) else text


def _wall(moment: datetime) -> str:
    return f"{moment:%Y-%m-%d %H:%M}"


def _day_and_time(settings: SiteSettings, path: str, posts: CollectionPosts, text: str) -> str | None:
    """When the post would be of, in the site's zone; None where the date has no time of day of its own."""
    document = parse(SourceText.from_text(path, text), _home_of(posts), settings)
    found = document.front_matter.get("date") if document.front_matter else None
    if found is None:
        return None
    reading = read_date(found.value, found.raw, settings.dialect, settings.zone)
    if reading.instant is None or reading.day_only or "T00:00" in found.raw or " 00:00" in found.raw:
        return None
    return _wall(reading.instant.astimezone(settings.zone))
