"""The posts of a site, collection by collection, and the schema that each collection mostly meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.adopt.init.asked import with_asked
from content_lint.adopt.init.folders import (
    FEWEST_POSTS,
    SECTIONS,
    Part,
    folders_of,
    parts_of,
    sections,
    sections_of,
)
from content_lint.adopt.init.guess import PUBLISHED, guess_fields
from content_lint.adopt.init.kinds import Group
from content_lint.adopt.init.profile import Profile, profile_of
from content_lint.adopt.init.spellings import in_one_spelling
from content_lint.adopt.post_dates import DATED_NAME, oldest_first
from content_lint.cms.posts import Posts
from content_lint.config.detect.decap import fields_of
from content_lint.config.settings import CmsField, Collection, SiteSettings
from content_lint.engine.load import Loaded
from content_lint.parse.facts import Document, FenceState, KeyPath
from content_lint.parse.scalars.dates import DateStatus, read_date


class CollectionPosts(Struct, frozen=True):
    """One collection.

    Attributes:
        collection: as the settings have it, or as the folders of the site suggest it.
        documents: those whose front matter can be read, and those that rightly have none, the newest last.
        unread: how many there are besides.
        guessed: whether the folder, or the files' name, alone speaks for its being a collection.
    """

    collection: Collection
    documents: tuple[Document, ...] = ()
    unread: int = 0
    guessed: bool = False

    @property
    def noun(self) -> str:
        """What its documents are called."""
        return "post" if len(self.documents) == 1 else "posts"


class PostSurvey(Struct, frozen=True):
    """All posts.

    Attributes:
        collections: those of the site, in the order of the settings.
        loose: documents of no collection.
    """

    collections: tuple[CollectionPosts, ...]
    loose: tuple[Document, ...] = field(default=())


def survey_posts(settings: SiteSettings, loaded: Loaded) -> PostSurvey:
    """Sort the documents by collection.

    Folders of documents in no collection, and folders of a collection whose front matter is of another kind than that
    of its other documents, are proposed as collections of their own; so are the pages that head a section.
    """
    by_name: defaultdict[str, list[Document]] = defaultdict(list)
    loose: list[Document] = []
    for path in sorted(loaded.documents):
        document = loaded.documents[path]
        home = settings.collection_of(path, document.collection)
        if home is None:
            loose.append(document)
        else:
            by_name[home.name].append(document)
    parts = _parts(settings, by_name, loaded.documents)
    bare = settings.generator.front_matter == "optional"
    collections = [
        _posts(item, _without(by_name[name], parts), bare=bare) for name, item in settings.collections.items()
    ]
    loose = _without(loose, parts)
    at_home = [document.path for documents in by_name.values() for document in _without(documents, parts)]
    parts += folders_of(loose, _names(settings) | {part.collection.name for part in parts}, at_home)
    collections += [_posts(part.collection, part.documents, guessed=True, bare=bare) for part in parts]
    return PostSurvey(tuple(collections), tuple(_without(loose, parts)))


def _without(documents: Sequence[Document], parts: Sequence[Part]) -> list[Document]:
    """The documents that no part has taken."""
    taken = {document.path for part in parts for document in part.documents}
    return [document for document in documents if document.path not in taken]


def _names(settings: SiteSettings) -> frozenset[str]:
    """What collections are called already."""
    return frozenset(name for item in settings.collections.values() for name in (item.name, *item.aliases))


def _parts(
    settings: SiteSettings, by_name: Mapping[str, Sequence[Document]], documents: Mapping[str, Document]
) -> list[Part]:
    """What of the collections is of another kind, the pages that head sections first."""

    def filled(document: Document) -> Mapping[str, object]:
        return _filled(settings, document)

    # Of the others somebody has said what they hold.
    unsaid = {
        name: [document for document in documents if _is_readable(document)]
        for name, documents in by_name.items()
        if settings.collections[name].schema is None and not settings.collections[name].cms_fields
    }
    if SECTIONS in settings.collections:
        return []
    heads = [document for posts in unsaid.values() for document in sections_of(posts, filled)]
    found = [sections(heads, documents.values())] if heads else []
    for name, posts in unsaid.items():
        own = {document.path for document in by_name[name]}
        others = [item.path for item in _without(list(documents.values()), found) if item.path not in own]
        found += parts_of(name, _without(posts, found), filled, others)
    return found


def can_be_guessed(posts: CollectionPosts) -> bool:
    """Whether there is enough to make a schema of: some posts, the fields of a CMS, or the generator's own schema."""
    asked = posts.collection.cms_fields or any(item.kind for item in posts.collection.asked)
    return sum(map(_is_readable, posts.documents)) >= FEWEST_POSTS or bool(asked)


def profile_posts(settings: SiteSettings, posts: CollectionPosts) -> Profile:
    """The front matter of a collection, counted; what the generator fills in counts as present."""
    held = [_filled(settings, document) for document in posts.documents]
    return profile_of(in_one_spelling(held) if settings.dialect.folds_keys else held)


def guess_schema(
    settings: SiteSettings,
    posts: CollectionPosts,
    elsewhere: Mapping[str, int],
    names: Mapping[str, frozenset[str]] | None = None,
) -> Group:
    """The schema that a collection mostly meets.

    Args:
        settings: the site's settings.
        posts: the collection.
        elsewhere: how often each key is in the whole site.
        names: what the files of each collection are called.
    """
    others = {name: files for name, files in (names or {}).items() if name != posts.collection.name}
    profile = profile_posts(settings, posts)
    asked = (*posts.collection.cms_fields, *_of_other_forms(settings, posts))
    group = guess_fields(profile, asked, posts.noun, elsewhere, others=others)
    return with_asked(group, posts.collection.asked, posts.collection.origin)


def _of_other_forms(settings: SiteSettings, posts: CollectionPosts) -> list[CmsField]:
    """Fields that no post has so far, in forms of the CMS for only some of them: of single files, of other folders."""
    if settings.forms is None:
        return []
    filled = [_filled(settings, document) for document in posts.documents]
    having = Posts(filled).having
    known = {item.path for item in posts.collection.cms_fields}
    forms = (settings.forms.of(document.path, data) for document, data in zip(posts.documents, filled, strict=True))
    found: dict[KeyPath, CmsField] = {}
    for form in {item.place: item for item in forms if item is not None}.values():
        for item in fields_of(form):
            if item.path not in known and not having(item.path):
                found.setdefault(item.path, replace(item, required=False))
    return list(found.values())


def file_names(collections: Iterable[CollectionPosts]) -> dict[str, frozenset[str]]:
    """What the files of each collection can be called in the front matter of others."""
    found: dict[str, frozenset[str]] = {}
    for posts in collections:
        stems = [PurePosixPath(document.path).stem for document in posts.documents]
        dated = [match["name"] for stem in stems if (match := DATED_NAME.fullmatch(stem))]
        found[posts.collection.name] = frozenset([*stems, *dated]) - {"index", "_index", "README"}
    return found


def _posts(
    collection: Collection, found: Sequence[Document], *, guessed: bool = False, bare: bool = False
) -> CollectionPosts:
    """A collection; where the generator asks for no front matter, ``bare`` files are posts that lack every field."""
    readable = [item for item in found if _is_readable(item) or (bare and item.header is FenceState.MISSING)]
    return CollectionPosts(collection, tuple(oldest_first(readable)), len(found) - len(readable), guessed)


def _is_readable(document: Document) -> bool:
    return document.front_matter is not None and document.front_matter.error is None


def _filled(settings: SiteSettings, document: Document) -> Mapping[str, object]:
    own = _with_its_date(settings, document)
    defaults = settings.defaults_of(document.path, document.collection)
    return {**own, **{key: value for key, value in defaults.items() if own.get(key) is None}}


def _with_its_date(settings: SiteSettings, document: Document) -> Mapping[str, object]:
    """The front matter, with a date that is a text as the date that the generator makes of it."""
    if document.front_matter is None:
        return {}
    own = document.front_matter.data
    dates = {}
    for key, value in own.items():
        if isinstance(key, str) and key.lower() in PUBLISHED and isinstance(value, str):
            reading = read_date(value, value, settings.dialect, settings.zone)
            if reading.status is DateStatus.READ:
                dates[key] = reading.instant
    return {**own, **dates} if dates else own
