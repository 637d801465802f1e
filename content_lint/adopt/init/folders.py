"""Folders whose posts are alike, where nothing else says so: each is proposed as a collection of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import PurePosixPath

from msgspec import Struct

from content_lint.adopt.init.choices import MOSTLY
from content_lint.adopt.init.profile import Profile, profile_of
from content_lint.config.globs import compile_glob
from content_lint.config.settings import Collection
from content_lint.parse.facts import Document
from content_lint.text.regex import regex

Filled = Callable[[Document], Mapping[str, object]]
"""The front matter of a document, with what the generator fills in."""

FEWEST_POSTS = 5
"""From fewer a schema would refuse the next one."""

SECTIONS = "sections"
_SECTION_PAGE = "_index"
_FEWEST_LOOSE = 3
_SELDOM = 0.5
_FEWEST_KEYS = 2
_ORIGIN = "the folder"
_LANGUAGE = regex("[a-z]{2}(?:[-_][A-Za-z]{2,4})?")


class Part(Struct, frozen=True):
    """Documents that become a collection of their own."""

    collection: Collection
    documents: tuple[Document, ...]


def folders_of(documents: Sequence[Document], taken: frozenset[str]) -> list[Part]:
    """The topmost folders of documents that are in no collection, as far as their documents have front matter.

    Args:
        documents: those of no collection.
        taken: names of collections that there are.
    """
    deep = [document for document in documents if "/" in document.path]
    shared = _shared_folder([document.path for document in deep])
    by_folder: defaultdict[str, list[Document]] = defaultdict(list)
    for document in deep:
        first, slash, _ = document.path.removeprefix(shared).partition("/")
        if slash:
            by_folder[first].append(document)
    if len(by_folder) > 1 and all(map(_LANGUAGE.fullmatch, by_folder)):
        return list(_of_languages(shared, deep, taken))
    found: list[Part] = []
    names = set(taken)
    for first, inside in sorted(by_folder.items()):
        name = first.strip("_.") or first
        if name not in names and _have_front_matter(inside):
            names.add(name)
            found.append(_part(name, f"{shared}{first}/**", inside))
    return found


def parts_of(name: str, documents: Sequence[Document], filled: Filled) -> list[Part]:
    """Folders of a collection whose front matter is of another kind than that of its other documents.

    Args:
        name: the collection's.
        documents: all of it, without those that head a section.
        filled: see ``Filled``.
    """
    shared = _shared_folder([document.path for document in documents])
    by_folder: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        first, slash, _ = document.path.removeprefix(shared).partition("/")
        by_folder[first if slash else ""].append(document)
    found = []
    for first, inside in sorted(by_folder.items()):
        rest = len(documents) - len(inside)
        if not first or min(len(inside), rest) < FEWEST_POSTS:
            continue
        others = [document for other, held in by_folder.items() if other != first for document in held]
        if _are_told_apart(profile_of(map(filled, inside)), profile_of(map(filled, others))):
            found.append(_part(f"{name}-{first.strip('_.') or first}", f"{shared}{first}/**", inside))
    return found


def sections_of(documents: Sequence[Document], filled: Filled) -> list[Document]:
    """The pages that head a section (``_index.md``), where they lack what all posts of their collection have."""
    heads = [document for document in documents if is_section_page(document.path)]
    posts = profile_of(filled(document) for document in documents if not is_section_page(document.path))
    usual = [key for key in posts.keys if posts.share(key) >= MOSTLY]
    if posts.total and any(filled(head).get(key) is None for head in heads for key in usual):
        return heads
    return []


def sections(heads: Sequence[Document], loose: Sequence[Document]) -> Part:
    """The collection of pages that head a section.

    Args:
        heads: those of collections.
        loose: documents in no collection: some may head a section, too.
    """
    shared = _shared_folder([document.path for document in heads])
    others = [document for document in loose if is_section_page(document.path)]
    return _part(SECTIONS, f"{shared}**/{_SECTION_PAGE}.*", [*heads, *others])


def is_section_page(path: str) -> bool:
    """Whether a file heads a section, and is no post in it."""
    return PurePosixPath(path).name.partition(".")[0] == _SECTION_PAGE


def _of_languages(shared: str, documents: Sequence[Document], taken: frozenset[str]) -> Iterator[Part]:
    """The same pages in folders of several languages: one kind of page."""
    flat = [item for item in documents if item.path.removeprefix(shared).count("/") == 1]
    name = shared.rstrip("/").rpartition("/")[2].strip("_.") or "pages"
    if name not in taken and _have_front_matter(flat):
        yield _part(name, f"{shared}*/*.*", flat)


def _part(name: str, glob: str, inside: Sequence[Document]) -> Part:
    matches = compile_glob(glob).match
    collection = Collection(name, (glob,), origin=_ORIGIN, declared=True)
    return Part(collection, tuple(document for document in inside if matches(document.path)))


def _have_front_matter(documents: Sequence[Document]) -> bool:
    return sum(document.front_matter is not None for document in documents) >= _FEWEST_LOOSE


def _are_told_apart(one: Profile, other: Profile) -> bool:
    """Whether several keys that all of one have are seldom in the other."""
    pairs = ((one, other), (other, one))
    telling = {key for here, there in pairs for key in here.keys if _tells(key, here, there)}
    return len(telling) >= _FEWEST_KEYS


def _tells(key: str, here: Profile, there: Profile) -> bool:
    return here.share(key) >= MOSTLY and there.share(key) < _SELDOM


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
