"""Where a collection's posts lie, what they are called and how they ask for their addresses."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from pathlib import PurePosixPath

from msgspec import Struct

from content_lint.adopt.init.choices import MOSTLY
from content_lint.adopt.init.survey_posts import CollectionPosts
from content_lint.adopt.permalink_habit import permalink_pattern
from content_lint.adopt.post_dates import DATED_NAME, day_of, oldest_first
from content_lint.config.generator import Generator
from content_lint.config.globs import compile_globs
from content_lint.parse.facts import Document
from content_lint.text.regex import regex

_RECENT = 200
_ANY = "[^/]+"
_FEW = 3
_INDEX = frozenset({"index", "_index"})
_APOSTROPHE = regex("['\u2019]")
_NO_LETTER = regex(r"[^a-z0-9]+")
_NO_LETTER_AT_ALL = regex(r"[\W_]+")
_KEEPS_NAME = ("{slug}", "{year}", "{month}", "{day}")
_ANY_DAY = datetime(2001, 1, 1, tzinfo=UTC)


class Habits(Struct, frozen=True):
    """What most posts of a collection do.

    Attributes:
        path: pattern of the file's path, with ``{slug}``, ``{year}``, ``{month}`` and ``{day}``.
        permalink: the same for the address that front matter asks for; None where most posts ask for none.
        format: of the front matter: ``yaml``, ``toml`` or ``json``.
    """

    path: str
    permalink: str | None = None
    format: str = "yaml"


def habits_of(posts: CollectionPosts, generator: Generator, language: str = "") -> Habits:
    """The habits of a collection; those of its generator where there is no post yet.

    Args:
        posts: the collection.
        generator: of the site.
        language: the site's own, or empty: of several folders that are alike, its is taken.
    """
    recent = recent_posts(posts.documents)
    if not recent:
        folder = _folder(posts.collection.globs)
        dated = posts.collection.name in generator.dated_collections
        return Habits(f"{folder}{'{year}-{month}-{day}-' if dated else ''}{{slug}}.md")
    paths = _path_patterns(posts, recent)
    asked = Counter(pattern for document in recent if (pattern := _permalink_pattern(document)))
    permalink = next((pattern for pattern, count in asked.most_common(1) if count * 2 > len(recent)), None)
    permalink = permalink or _usual_form(recent)
    formats = Counter(document.front_matter.format for document in recent if document.front_matter)
    # The day before the name where most have it, whatever folder they lie in.
    own = f"/{language}/"
    path = min(paths, key=lambda pattern: (-paths[pattern], own not in f"/{pattern}", pattern.count("/"), pattern))
    return Habits(path, permalink, formats.most_common(1)[0][0])


def _path_patterns(posts: CollectionPosts, recent: Sequence[Document]) -> Counter[str]:
    """How often posts lie in a place that fits a pattern."""
    inside = compile_globs(posts.collection.globs)
    patterns = [_path_pattern(document) for document in _leaves(recent)]
    paths = Counter(pattern for pattern in patterns if inside is None or inside.match(fill(pattern, "slug", _ANY_DAY)))
    # What a folder's own page says of its folder may lead out of the collection: then a post lies beside it.
    return paths or Counter(f"{PurePosixPath(document.path).parent}/{{slug}}.md" for document in recent)


def recent_posts(documents: Sequence[Document]) -> list[Document]:
    """The latest posts, the newest last: what was done ten years ago is a habit no more. Drafts are left out."""
    whole = [document for document in documents if "/_drafts/" not in f"/{document.path}"]
    dated = sum(day_of(document) is not None for document in whole)
    # Where posts have no day, the last ones are only the last in the alphabet.
    return oldest_first(whole)[-_RECENT:] if dated * 2 > len(whole) else oldest_first(whole)


def neighbours(documents: Sequence[Document], path: str) -> Sequence[Document]:
    """The posts beside a path, whose language and section are those of a new one; where they are few, all posts."""
    folder, own_folder = _home(path), PurePosixPath(path).stem in _INDEX
    beside = [item for item in documents if _is_index(item) == own_folder and _home(item.path) == folder]
    return beside if len(beside) >= _FEW else documents


def _home(path: str) -> str:
    """The folder that a post lies in, of a page with a folder of its own the one around that."""
    whole = PurePosixPath(path)
    return (whole.parent.parent if whole.stem in _INDEX else whole.parent).as_posix()


def _leaves(documents: Sequence[Document]) -> Sequence[Document]:
    """The posts without the first pages of folders with other posts in them."""
    around = {PurePosixPath(document.path).parent for document in documents if not _is_index(document)}
    posts = [item for item in documents if not _is_index(item) or PurePosixPath(item.path).parent not in around]
    return posts or documents


def _is_index(document: Document) -> bool:
    return PurePosixPath(document.path).stem in _INDEX


def slug_of(title: str) -> str:
    """A title as a part of an address: small letters, digits and hyphens; empty where it has none of them."""
    plain = unicodedata.normalize("NFKD", _APOSTROPHE.sub("", title)).encode("ascii", "ignore").decode()
    return _NO_LETTER.sub("-", plain.lower()).strip("-")


def native_slug(title: str, documents: Sequence[Document]) -> str:
    """The same in the letters of the title itself, where most posts are called so in their own; else empty."""
    native = sum(not name_slug(document).isascii() for document in documents)
    plain = unicodedata.normalize("NFC", _APOSTROPHE.sub("", title)).lower()
    return _NO_LETTER_AT_ALL.sub("-", plain).strip("-") if native * 2 > len(documents) else ""


def fill(pattern: str, slug: str, moment: datetime) -> str:
    """A pattern with its names replaced."""
    parts: Mapping[str, str] = dict(
        zip(_KEEPS_NAME, (slug, f"{moment:%Y}", f"{moment:%m}", f"{moment:%d}"), strict=True)
    )
    return re.sub("|".join(re.escape(name) for name in _KEEPS_NAME), lambda match: parts[match[0]], pattern)


def _folder(globs: Sequence[str]) -> str:
    """The folder that a glob speaks of, with a slash at its end."""
    parts = [part for part in (globs[0] if globs else "").lstrip("/").split("/") if part != "**"]
    kept = []
    for part in parts:
        if "*" in part or "?" in part or "[" in part or "." in part[1:]:
            break
        kept.append(part)
    return "".join(f"{part}/" for part in kept)


def _path_pattern(document: Document) -> str:
    path = PurePosixPath(document.path)
    name = _name_pattern(path.stem) + path.suffix
    folders = list(path.parent.parts)
    if path.stem in _INDEX and folders:  # a page with a folder of its own
        folders[-1] = _name_pattern(folders[-1])
        name = path.name
    day = day_of(document)
    if day is not None:
        by_text = {f"{day:%Y}": "{year}", f"{day:%m}": "{month}", f"{day:%d}": "{day}"}
        # Only below a year a number is a month.
        for number, part in enumerate(folders):
            above = folders[number - 1] if number else ""
            if by_text.get(part) == "{year}" or (part in by_text and above in {"{year}", "{month}"}):
                folders[number] = by_text[part]
    return "/".join((*folders, name))


def _name_pattern(name: str) -> str:
    found = DATED_NAME.match(name)
    return f"{{year}}-{{month}}-{{day}}{found['between']}{{slug}}" if found else "{slug}"


def _usual_form(documents: Sequence[Document]) -> str | None:
    """The form of the addresses that posts ask for where their last part has nothing to do with file and title."""
    fields = [document.field("permalink") for document in documents]
    asked = [field.value for field in fields if field is not None and isinstance(field.value, str)]
    if len(asked) * 2 <= len(documents):
        return None
    *above, last, end = (permalink_pattern(asked, MOSTLY) or "^$").strip("^$").rpartition(_ANY)
    form = "".join((*above, "{slug}" if last else "", end))
    for digits, name in (("[0-9]{4}", "{year}"), ("[0-9]{2}", "{month}"), ("[0-9]{2}", "{day}")):
        form = form.replace(digits, name, 1)
    return form if last and not set("[+*\\") & set(form) else None


def name_slug(document: Document) -> str:
    """The part of a file's name that is its own."""
    path = PurePosixPath(document.path)
    stem = path.parent.name if path.stem in _INDEX else path.stem
    found = DATED_NAME.match(stem)
    return found["name"] if found else stem


def _permalink_pattern(document: Document) -> str | None:
    own = document.field("permalink")
    asked = own.value if own is not None else None
    if not isinstance(asked, str) or not asked.startswith("/") or "{" in asked:
        return None
    day = day_of(document)
    if day is not None:
        asked = asked.replace(f"/{day:%Y/%m/%d}/", "/{year}/{month}/{day}/").replace(
            f"/{day:%Y/%m}/", "/{year}/{month}/"
        )
        asked = asked.replace(f"/{day:%Y}/", "/{year}/")
    title = document.field("title")
    slugs = [name_slug(document), slug_of(title.value) if title is not None and isinstance(title.value, str) else ""]
    parts = asked.split("/")
    last = next((number for number in range(len(parts) - 1, -1, -1) if parts[number] in slugs and parts[number]), None)
    if last is None:
        return None
    parts[last] = "{slug}"
    return "/".join(parts)
