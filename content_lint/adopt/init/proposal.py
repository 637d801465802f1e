"""What `init` would write, worked out in full before anything is written."""

from __future__ import annotations

import sys
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from content_lint.adopt.init.config_source import config_source
from content_lint.adopt.init.kinds import Group
from content_lint.adopt.init.schema_source import names_of, schema_source
from content_lint.adopt.init.survey_posts import CollectionPosts, PostSurvey, guess_schema
from content_lint.config.errors import OUTSIDE, ConfigError
from content_lint.config.own_file import read_own_file
from content_lint.config.settings import Collection, SiteSettings
from content_lint.text.files import OutsideError, read_ordinary, resolved

OWN = "content-lint.toml"
_PYPROJECT = "pyproject.toml"


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """One file.

    Attributes:
        path: from the site's root, with ``/``.
        text: what is to stand in it.
        about: what it is, in words.
        exists: whether something stands there already.
        same: whether that is the very text.
        adds: whether the old text stays and something is added at its end.
    """

    path: str
    text: str
    about: str
    exists: bool = False
    same: bool = False
    adds: bool = False


@dataclass(frozen=True, slots=True)
class Proposal:
    """All of it.

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
    files: list[PlannedFile] = []
    guessed = [item.collection for item in survey.collections if item.guessed]
    declared = [item for item in settings.collections.values() if item.declared]
    if own is not None and not (force and own.name == OWN):
        notes.append(f"`{own.name}` has settings already: it stays as it is.")
    else:
        files.append(_config(settings, [*guessed, *declared], pyproject=pyproject and own is None))
    # Without a table that names them nothing knows the collections that only folders suggest.
    told = bool(files)
    wanted = [item for item in survey.collections if told or not item.guessed]
    if len(wanted) < len(survey.collections):
        notes.append("Folders are no collections until the settings name them: --force writes the settings again.")
    folder = str(own.values.get("schemas", "schemas")) if own is not None and not told else "schemas"
    schemas, more = _schemas(settings, wanted, folder.strip("/"), force=force)
    notes += more
    if survey.loose:
        pages = "1 page lies" if len(survey.loose) == 1 else f"{len(survey.loose):,} pages lie"
        notes.append(f"{pages} in no collection and will have no schema.")
    return Proposal((*files, *schemas), tuple(notes))


def planned(root: Path, path: str, text: str, about: str) -> PlannedFile:
    """A file with what stands in its place now."""
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


def _config(settings: SiteSettings, collections: list[Collection], *, pyproject: bool) -> PlannedFile:
    root = settings.root
    if not pyproject:
        return planned(root, OWN, config_source(settings, collections), "settings")
    old = read_text(root, _PYPROJECT) or ""
    end = "\r\n" if "\r\n" in old else "\n"
    table = config_source(settings, collections, table="tool.content-lint").replace("\n", end)
    between = "" if not old else end if old.endswith("\n") else end * 2
    text = f"{old}{between}{table}"
    try:
        tomllib.loads(text.replace("\r\n", "\n"))
    except tomllib.TOMLDecodeError as error:
        message = "the file is not TOML, so that nothing can be added to it"
        raise ConfigError(_PYPROJECT, None, message, f"The parser says: {error}.") from error
    return planned(root, _PYPROJECT, text, "settings, added at the end")


def _schemas(
    settings: SiteSettings, wanted: list[CollectionPosts], folder: str, *, force: bool
) -> tuple[list[PlannedFile], list[str]]:
    """A file for each collection that has something to guess from, and why others have none."""
    groups: dict[str, Group] = {}
    totals: dict[str, CollectionPosts] = {}
    notes: list[str] = []
    known = _slips_elsewhere(wanted)
    for posts in wanted:
        group = guess_schema(settings, posts, known)
        name = posts.collection.name
        if group.fields:
            groups[name], totals[name] = group, posts
        elif posts.collection.origin != "Jekyll":  # nobody asked for Jekyll's own collection of posts
            notes.append(f"`{name}` holds no posts to learn from: it gets no schema.")
    files = []
    for name, file in names_of(groups).items():
        path = f"{folder}/{file}.py"
        posts = totals[name]
        schema = posts.collection.schema
        held = _file_of(schema) if schema is not None else None
        if schema is not None and held != resolved(settings.root / path):
            notes.append(f"`{name}` has the schema `{schema.__name__}` already: it stays as it is.")
            continue
        text = schema_source(name, groups[name], len(posts.documents), posts.noun)
        count = len(posts.documents)
        about = f"what {count:,} {posts.noun} of `{name}` mostly hold" if count else f"what the CMS knows of `{name}`"
        files.append(planned(settings.root, path, text, about))
    kept = [item.path for item in files if item.exists and not item.same]
    if kept and not force:
        notes += [f"`{path}` is there already: it stays as it is." for path in kept]
        files = [item for item in files if item.path not in kept]
    return files, notes


def _slips_elsewhere(wanted: list[CollectionPosts]) -> Mapping[str, int]:
    """How often each key stands in the whole site: what is common there can be misspelt in a small collection."""
    counts: Counter[str] = Counter()
    for posts in wanted:
        for document in posts.documents:
            data = document.front_matter.data if document.front_matter else {}
            counts.update(key for key in data if isinstance(key, str))
    return counts


def _file_of(schema: type) -> Path | None:
    name = getattr(sys.modules.get(schema.__module__), "__file__", None)
    return resolved(Path(name)) if isinstance(name, str) else None
