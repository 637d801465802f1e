"""What `init` would write, worked out in full before anything is written."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from msgspec import Struct

from content_lint.adopt.init.config_source import config_source
from content_lint.adopt.init.data_names import data_names
from content_lint.adopt.init.folders import FEWEST_POSTS
from content_lint.adopt.init.kinds import Group
from content_lint.adopt.init.schema_source import names_of, schema_source
from content_lint.adopt.init.survey_posts import (
    CollectionPosts,
    PostSurvey,
    can_be_guessed,
    file_names,
    guess_schema,
)
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.own_file import read_own_file
from content_lint.config.settings import Collection, SiteSettings
from content_lint.parse.toml_values import toml_values
from content_lint.text.files import OutsideError, read_ordinary, resolved

OWN = "content-lint.toml"
_PYPROJECT = "pyproject.toml"
_NAMED = 6


class PlannedFile(Struct, frozen=True):
    """One file.

    Attributes:
        path: from the site's root, with ``/``.
        text: what will be in it.
        about: what it is, in words.
        exists: whether something is there already.
        same: whether that is the very text.
        adds: whether the old text stays and something is added at its end.
    """

    path: str
    text: str
    about: str
    exists: bool = False
    same: bool = False
    adds: bool = False


class Proposal(Struct, frozen=True):
    """What `init` would write, and what it leaves alone.

    Attributes:
        files: in the order in which they are to be written.
        notes: what is left as it is and why, and what was not looked at; each one sentence.
    """

    files: tuple[PlannedFile, ...]
    notes: tuple[str, ...] = ()


def propose(settings: SiteSettings, survey: PostSurvey, *, pyproject: bool = False, force: bool = False) -> Proposal:
    """Configuration and schemas for a site.

    Args:
        settings: as they are now.
        survey: the site's posts.
        pyproject: whether the settings go into pyproject.toml.
        force: whether what `init` would write replaces what is there.

    Raises:
        ConfigError: a settings file cannot be read.
    """
    own = read_own_file(settings.root, None)
    notes: list[str] = []
    is_ours = own is None or (force and own.name == OWN)
    if own is not None and not is_ours:
        notes.append(f"`{own.name}` has settings already: it stays as it is.")
    # Without a table that names them nothing knows the collections that only folders suggest.
    wanted = [item for item in survey.collections if is_ours or not item.guessed]
    if len(wanted) < len(survey.collections):
        notes.append("Folders are no collections until the settings name them: --force writes the settings again.")
    folder = "schemas" if own is None or is_ours else str(own.values.get("schemas", "schemas"))
    files, more = _schemas(settings, wanted, folder.strip("/"), force=force)
    if is_ours:
        has_schemas = bool(files) or (settings.root / folder).is_dir()
        into_pyproject = pyproject and own is None
        files.insert(0, _config(settings, survey, pyproject=into_pyproject, schemas=has_schemas))
    return Proposal(tuple(files), (*notes, *more, *_loose(len(survey.loose))))


def _loose(count: int) -> Iterator[str]:
    if count:
        are, hold = ("1 page is", "it holds") if count == 1 else (f"{count:,} pages are", "they hold")
        yield f"{are} in no collection, so no schema says what {hold}."


def planned(root: Path, path: str, text: str, about: str) -> PlannedFile:
    """A file with what is in its place now."""
    old = read_text(root, path)
    exists = old is not None or (root / path).is_symlink()
    return PlannedFile(path, text, about, exists, same=old == text, adds=bool(old) and text.startswith(old or ""))


def read_text(root: Path, name: str) -> str | None:
    """The text of a file, byte for byte (see ``as_bytes``); None where there is none.

    Raises:
        ConfigError: something else than a file that can be read is in its place.
    """
    try:
        return read_ordinary(root / name, within=root).decode("utf-8", "surrogateescape")
    except FileNotFoundError:
        return None
    except OutsideError as error:
        raise ConfigError(name, None, *OUTSIDE) from error
    except OSError as error:
        message = "this is no ordinary file that can be read"
        raise ConfigError(name, None, message, "Put a file in its place, or take it away.") from error


def as_bytes(text: str) -> bytes:
    """The bytes that ``read_text`` made a text of."""
    return text.encode("utf-8", "surrogateescape")


def _config(settings: SiteSettings, survey: PostSurvey, *, pyproject: bool, schemas: bool) -> PlannedFile:
    root = settings.root
    guessed = [item.collection for item in survey.collections if item.guessed]
    collections = [*guessed, *(item for item in settings.collections.values() if item.declared and not item.cms)]
    if not pyproject:
        return planned(root, OWN, config_source(settings, collections, schemas=schemas), "settings")
    old = read_text(root, _PYPROJECT) or ""
    end = "\r\n" if "\r\n" in old else "\n"
    table = config_source(settings, collections, schemas=schemas, table="tool.content-lint").replace("\n", end)
    between = "" if not old else end if old.endswith("\n") else end * 2
    text = f"{old}{between}{table}"
    try:
        toml_values(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        message = "the file is not TOML, so that nothing can be added to it"
        raise ConfigError(_PYPROJECT, None, message, f"The parser says: {error}.") from error
    return planned(root, _PYPROJECT, text, "settings, added at the end")


def _schemas(
    settings: SiteSettings, wanted: list[CollectionPosts], folder: str, *, force: bool
) -> tuple[list[PlannedFile], list[str]]:
    """A file for each collection that has something to guess from, and why others have none."""
    guessed: dict[str, tuple[CollectionPosts, Group]] = {}
    notes: list[str] = []
    known, names = _slips_elsewhere(wanted), {**file_names(wanted), **data_names(settings.root)}
    small: list[str] = []
    for posts in wanted:
        name = posts.collection.name
        if not can_be_guessed(posts):
            if posts.documents or posts.collection.origin != settings.generator.called:  # nobody asked for that one
                small.append(name)
            continue
        group = guess_schema(settings, posts, known, names)
        if group.fields:
            guessed[name] = posts, group
        notes += _unread(posts.collection)
    if small:
        notes.append(_too_small(small))
    files: list[PlannedFile] = []
    kept: list[str] = []
    for name, file in names_of(guessed).items():
        posts, group = guessed[name]
        path = f"{folder}/{file}.py"
        schema = posts.collection.schema
        if schema is not None and _file_of(schema) != resolved(settings.root / path):
            notes.append(f"`{name}` has the schema `{schema.__name__}` already: it stays as it is.")
            continue
        item = _schema_file(settings.root, path, posts, group)
        if item.exists and not item.same and not force:
            kept.append(f"`{path}` is there already: it stays as it is.")
        else:
            files.append(item)
    return files, [*notes, *kept]


def _unread(collection: Collection) -> Iterator[str]:
    """What the generator's own schema says that could not be read."""
    if collection.unread:
        schema = f"the schema of `{collection.name}` in {collection.origin}"
        yield f"{schema} is code that is not read: its posts alone count."
    keys = [f"`{item.key}`" for item in collection.asked if not item.kind]
    if keys:
        named = ", ".join(keys[:_NAMED]) + (f" and {len(keys) - _NAMED:,} more" if len(keys) > _NAMED else "")
        yield f"what {collection.origin} asks of {named} in `{collection.name}` is not read: its posts alone count."


def _too_small(names: Sequence[str]) -> str:
    """Which collections get no schema, because the next post may well be another kind of thing."""
    listed = ", ".join(f"`{name}`" for name in names[:_NAMED])
    more = f" and {len(names) - _NAMED:,} more" if len(names) > _NAMED else ""
    hold, get = ("holds", "it gets") if len(names) == 1 else ("hold", "they get")
    return f"{listed}{more} {hold} fewer than {FEWEST_POSTS} posts, too few to learn from: {get} no schema."


def _schema_file(root: Path, path: str, posts: CollectionPosts, group: Group) -> PlannedFile:
    name, count = posts.collection.name, len(posts.documents)
    who = "the CMS" if posts.collection.cms_fields else posts.collection.origin
    about = f"what {count:,} {posts.noun} of `{name}` mostly hold" if count else f"what {who} knows of `{name}`"
    return planned(root, path, schema_source(name, group, count, posts.noun), about)


def _slips_elsewhere(wanted: list[CollectionPosts]) -> Mapping[str, int]:
    """How often each key is in the whole site: what is common there can be misspelt in a small collection."""
    counts: Counter[str] = Counter()
    for posts in wanted:
        for document in posts.documents:
            data = document.front_matter.data if document.front_matter else {}
            counts.update(key for key in data if isinstance(key, str))
    return counts


def _file_of(schema: type) -> Path | None:
    name = getattr(sys.modules.get(schema.__module__), "__file__", None)
    return resolved(Path(name)) if isinstance(name, str) else None
