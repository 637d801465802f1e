"""The posts of a site, collection by collection, and the schema that each collection mostly meets."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct, field

from content_lint.adopt.init.guess import guess_fields
from content_lint.adopt.init.kinds import Group
from content_lint.adopt.init.profile import Profile, profile_of
from content_lint.adopt.post_dates import DATED_NAME, oldest_first
from content_lint.config.globs import compile_globs
from content_lint.config.settings import Collection, SiteSettings
from content_lint.engine.load import Loaded
from content_lint.parse.facts import Document

FEWEST_POSTS = 5
"""From fewer a schema would refuse the next one."""

_FEWEST = 3


class CollectionPosts(Struct, frozen=True):
    """One collection.

    Attributes:
        collection: as the settings have it, or as the folders of the site suggest it.
        documents: those whose front matter can be read, the newest last.
        unread: how many there are besides.
        guessed: whether the folder alone speaks for its being a collection.
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

    Where neither a generator nor a CMS nor the configuration names a collection, folders that hold some documents
    with front matter are taken for collections.
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
    collections = [_posts(item, by_name[name]) for name, item in settings.collections.items()]
    if not settings.collections and not settings.generator.modelled:
        collections = [_posts(item, found, guessed=True) for item, found in _folders(loose)]
        taken = {document.path for item in collections for document in item.documents}
        loose = [document for document in loose if document.path not in taken]
    return PostSurvey(tuple(collections), tuple(loose))


def can_be_guessed(posts: CollectionPosts) -> bool:
    """Whether there is enough to make a schema of: some posts, or the fields of a CMS."""
    return len(posts.documents) >= FEWEST_POSTS or bool(posts.collection.cms_fields)


def profile_posts(settings: SiteSettings, posts: CollectionPosts) -> Profile:
    """The front matter of a collection, counted; what the generator fills in counts as present."""
    return profile_of(_filled(settings, document) for document in posts.documents)


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
    return guess_fields(profile, posts.collection.cms_fields, posts.noun, elsewhere, others=others)


def file_names(collections: Iterable[CollectionPosts]) -> dict[str, frozenset[str]]:
    """What the files of each collection can be called in the front matter of others."""
    found: dict[str, frozenset[str]] = {}
    for posts in collections:
        stems = [PurePosixPath(document.path).stem for document in posts.documents]
        dated = [match[4] for stem in stems if (match := DATED_NAME.fullmatch(stem))]
        found[posts.collection.name] = frozenset([*stems, *dated]) - {"index", "_index", "README"}
    return found


def _posts(collection: Collection, found: Sequence[Document], *, guessed: bool = False) -> CollectionPosts:
    readable = [item for item in found if item.front_matter is not None and item.front_matter.error is None]
    return CollectionPosts(collection, tuple(oldest_first(readable)), len(found) - len(readable), guessed)


def _filled(settings: SiteSettings, document: Document) -> Mapping[str, object]:
    own = document.front_matter.data if document.front_matter else {}
    defaults = settings.defaults_of(document.path, document.collection)
    return {**own, **{key: value for key, value in defaults.items() if own.get(key) is None}}


def _folders(documents: Sequence[Document]) -> list[tuple[Collection, list[Document]]]:
    """Folders that look like collections: the topmost ones whose documents have front matter."""
    by_folder: defaultdict[str, list[Document]] = defaultdict(list)
    shared = _shared_folder([document.path for document in documents])
    for document in documents:
        below = document.path.removeprefix(shared).split("/")
        if len(below) > 1 and document.front_matter is not None:
            by_folder[shared + below[0]].append(document)
    found: list[tuple[Collection, list[Document]]] = []
    names: set[str] = set()
    for folder, held in sorted(by_folder.items()):
        name = folder.rpartition("/")[2].strip("_.") or folder
        if len(held) < _FEWEST or name in names:
            continue
        names.add(name)
        glob = f"{folder}/**"
        pattern = compile_globs([glob])
        inside = [document for document in documents if pattern and pattern.match(document.path)]
        found.append((Collection(name, (glob,), origin="the folder", declared=True), inside))
    return found


def _shared_folder(paths: Sequence[str]) -> str:
    """The folder above all of the paths that lie deeper than the root, with a slash at its end, or empty."""
    parts = [path.split("/")[:-1] for path in paths if "/" in path]
    shared: list[str] = []
    for column in zip(*parts, strict=False):
        if len(set(column)) > 1:
            break
        shared.append(column[0])
    # One folder with all posts in it is the collection itself.
    if parts and all(part == shared for part in parts) and shared:
        shared.pop()
    return "".join(f"{part}/" for part in shared)
