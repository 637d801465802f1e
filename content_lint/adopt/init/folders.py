"""Folders whose posts are alike, where nothing else says so: each is proposed as a collection of its own."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import PurePosixPath
from posixpath import commonpath

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
_POSTS = "posts"
_VERSIONS = "versions"
_SECTION_PAGE = "_index"
_FEWEST_LOOSE = 3
_SELDOM = 0.5
_FEWEST_KEYS = 2
_ORIGIN = "the folder"
_LANGUAGE = regex("[a-z]{2}(?:[-_][A-Za-z]{2,4})?")
_NUMBER = regex(r"v?\d[\d._-]*")
"""A year, a month or a version: what lies in such a folder was only written at another time."""
_YEAR = regex(r"\d{4}")


class Part(Struct, frozen=True):
    """Documents that become a collection of their own."""

    collection: Collection
    documents: tuple[Document, ...]


def folders_of(documents: Sequence[Document], taken: frozenset[str], others: Sequence[str]) -> list[Part]:
    """The topmost folders of documents that are in no collection, as far as their documents have front matter.

    Args:
        documents: those of no collection.
        taken: names of collections that there are.
        others: paths of documents in collections, which no folder may take.
    """
    deep = [document for document in documents if "/" in document.path]
    shared = _shared_folder([document.path for document in deep])
    by_folder = _by_folder(deep, shared)
    by_folder.pop("", None)
    found: list[Part] = []
    names = set(taken)
    for first, (globs, inside) in sorted(_folders(shared, by_folder).items()):
        name = first.strip("_.") or first or "pages"
        part = _part(name, globs, inside, others) if name not in names else None
        if part is not None and _have_front_matter(part.documents):
            names.add(name)
            found.append(part)
    return found


def _folders(
    shared: str, by_folder: Mapping[str, Sequence[Document]]
) -> dict[str, tuple[list[str], Sequence[Document]]]:
    """What is in folders that are a collection together or alone, and the globs that could say so, by their names."""
    if _are_translations(by_folder, shared):
        return {**_of_languages(shared, by_folder)}
    own = shared.rstrip("/").rpartition("/")[2]
    if by_folder and own and all(map(_NUMBER.fullmatch, by_folder)):
        inside = [document for held in by_folder.values() for document in held]
        return {own: (_globs(shared, inside), inside)}
    numbered = _of_numbers(shared, by_folder)
    rest = {first: held for first, held in by_folder.items() if not (numbered and _NUMBER.fullmatch(first))}
    return {first: (_globs(f"{shared}{first}/", held), held) for first, held in rest.items()} | numbered


def parts_of(name: str, documents: Sequence[Document], filled: Filled, others: Sequence[str]) -> list[Part]:
    """Folders of a collection whose front matter is of another kind than that of its other documents.

    Args:
        name: the collection's.
        documents: all of it, without those that head a section.
        filled: see ``Filled``.
        others: paths of documents in other collections or in none, which no folder may take.
    """
    shared = _shared_folder([document.path for document in documents])
    by_folder = _by_folder(documents, shared)
    found = []
    for first, inside in sorted(by_folder.items()):
        rest = len(documents) - len(inside)
        if not first or _NUMBER.fullmatch(first) or min(len(inside), rest) < FEWEST_POSTS:
            continue
        beside = [document for other, held in by_folder.items() if other != first for document in held]
        if _are_told_apart(profile_of(map(filled, inside)), profile_of(map(filled, beside))):
            globs = _globs(f"{shared}{first}/", inside)
            part = _part(f"{name}-{first.strip('_.') or first}", globs, inside, others)
            found += [part] if part is not None else []
    return found


def sections_of(documents: Sequence[Document], filled: Filled) -> list[Document]:
    """The pages that head a section (``_index.md``), where they lack what all posts of their collection have."""
    heads = [document for document in documents if is_section_page(document.path)]
    posts = profile_of(filled(document) for document in documents if not is_section_page(document.path))
    usual = [key for key in posts.keys if posts.share(key) >= MOSTLY]
    if posts.total and any(filled(head).get(key) is None for head in heads for key in usual):
        return heads
    return []


def sections(heads: Sequence[Document], documents: Iterable[Document]) -> Part:
    """The collection of pages that head a section.

    Args:
        heads: those that speak for it.
        documents: all of the site: where some heads are a collection, the others are in it too.
    """
    glob = f"{_shared_folder([document.path for document in heads])}**/{_SECTION_PAGE}.*"
    return _taking(SECTIONS, glob, [document for document in documents if is_section_page(document.path)])


def is_section_page(path: str) -> bool:
    """Whether a file heads a section, and is no post in it."""
    return PurePosixPath(path).name.partition(".")[0] == _SECTION_PAGE


def _by_folder(documents: Iterable[Document], shared: str) -> dict[str, list[Document]]:
    """Documents by the first folder below a shared one; those that lie in that itself have an empty name."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    for document in documents:
        first, slash, _ = document.path.removeprefix(shared).partition("/")
        found[first if slash else ""].append(document)
    return dict(found)


def _are_translations(by_folder: Mapping[str, Sequence[Document]], shared: str) -> bool:
    """Whether folders hold the same pages in several languages: by their names, or by those of their files."""
    if len(by_folder) < 2:
        return False
    if all(map(_LANGUAGE.fullmatch, by_folder)):
        return True
    held = [{item.path.removeprefix(f"{shared}{first}/") for item in inside} for first, inside in by_folder.items()]
    most = max(held, key=len)
    return all(len(names) >= _FEWEST_LOOSE and len(names & most) * 2 > len(names) for names in held)


def _of_languages(
    shared: str, by_folder: Mapping[str, Sequence[Document]]
) -> dict[str, tuple[list[str], list[Document]]]:
    """What is in the folders of all languages, by the folders in these, and the globs that could say which it is."""
    found: defaultdict[str, list[Document]] = defaultdict(list)
    for first, inside in by_folder.items():
        for below, held in _by_folder(inside, f"{shared}{first}/").items():
            found[below].extend(held)
    own = shared.rstrip("/").rpartition("/")[2]
    pages = {own: ([f"{shared}*/*.*"], found.pop(""))} if "" in found else {}
    return {below: (_globs(f"{shared}*/{below}/", held), held) for below, held in found.items()} | pages


def _of_numbers(
    shared: str, by_folder: Mapping[str, Sequence[Document]]
) -> dict[str, tuple[list[str], Sequence[Document]]]:
    """What is in folders of years or versions, and the glob that says so; empty where there are not two of them."""
    numbered = [first for first in by_folder if _NUMBER.fullmatch(first)]
    starts = {"v[0-9]" if first.startswith("v") else "[0-9]" for first in numbered}
    name = _POSTS if all(map(_YEAR.fullmatch, numbered)) else _VERSIONS
    if len(numbered) < 2 or len(starts) > 1 or name in by_folder:
        return {}
    return {name: ([f"{shared}{starts.pop()}*/**"], [item for first in numbered for item in by_folder[first]])}


def _globs(folder: str, inside: Sequence[Document]) -> list[str]:
    """The globs that could say which documents are in a folder, the widest first."""
    deepest = commonpath([document.path.rpartition("/")[0] for document in inside])
    return [f"{folder}**", *([f"{deepest}/**"] if deepest.startswith(folder) else []), f"{folder}*.*"]


def _part(name: str, globs: Sequence[str], inside: Sequence[Document], others: Sequence[str]) -> Part | None:
    """A collection of documents that takes no other ones; None where no glob does that."""
    for glob in globs:
        matches = compile_glob(glob).match
        if not any(map(matches, others)):
            return _taking(name, glob, inside)
    return None


def _taking(name: str, glob: str, documents: Iterable[Document]) -> Part:
    matches = compile_glob(glob).match
    collection = Collection(name, (glob,), origin=_ORIGIN, declared=True)
    return Part(collection, tuple(document for document in documents if matches(document.path)))


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
