"""The words of the CMS: what its editors call a collection and a field, and where an entry is edited."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.config.errors import ConfigError
from content_lint.config.root import find_cms
from content_lint.config.yaml_files import read_mapping
from content_lint.text.lenient import word

_DEPTH = 12
_BYTES = "surrogateescape"  # as names of files that are no UTF-8 are read


class CmsEntry(Struct, frozen=True):
    """One entry of the CMS.

    Attributes:
        collection: what editors call the collection.
        name: what they call the entry: of a file its label, else its name in the address.
        url: where it is edited, or empty where the site's address is not known.
        labels: what they call its fields, by key path without the numbers of items.
    """

    collection: str
    name: str
    url: str
    labels: Mapping[str, str]


class CmsWords(Struct, frozen=True):
    """What a CMS's configuration says.

    Attributes:
        folder: of the site, from the top of the repository; empty where they are one.
        admin: the address of the CMS, with a slash at its end, or empty.
        collections: as they are configured.
        preview_context: the name of the status that shows editors a preview, or empty for any with ``deploy`` in it.
        others: the words of the other sites in the repository.
    """

    folder: str = ""
    admin: str = ""
    collections: tuple[Mapping[str, object], ...] = field(default=())
    preview_context: str = ""
    others: tuple[CmsWords, ...] = ()

    def entry(self, path: str) -> CmsEntry | None:
        """The entry that a file is, or None; of several sites the innermost one around it knows.

        Args:
            path: from the top of the repository.
        """
        if not self.others:
            return self.own_entry(path)
        around = [site for site in (self, *self.others) if not site.folder or path.startswith(f"{site.folder}/")]
        return max(around, key=lambda site: len(site.folder)).own_entry(path) if around else None

    def own_entry(self, path: str) -> CmsEntry | None:
        """The same of this site alone."""
        for collection in self.collections:
            found = self._in_files(collection, path) or self._in_folder(collection, path)
            if found is not None:
                return found
        return None

    def _in_files(self, collection: Mapping[str, object], path: str) -> CmsEntry | None:
        for item in _mappings(collection.get("files")):
            if _clean(item.get("file")) in {path, self._here(path)}:
                name = word(item.get("name"))
                label = word(item.get("label")) or name
                return self._made(collection, label, name, item)
        return None

    def _in_folder(self, collection: Mapping[str, object], path: str) -> CmsEntry | None:
        folder = _clean(collection.get("folder"))
        for candidate in (path, self._here(path)):
            if folder and candidate.startswith(f"{folder}/"):
                slug = posixpath.splitext(candidate.removeprefix(f"{folder}/"))[0]
                return self._made(collection, slug, slug, collection)
        return None

    def _here(self, path: str) -> str:
        """The path from the site's root: CMS and repository may begin in different places."""
        return path.removeprefix(f"{self.folder}/") if self.folder else path

    def _made(self, collection: Mapping[str, object], label: str, slug: str, fields: Mapping[str, object]) -> CmsEntry:
        name = word(collection.get("name"))
        where = (
            f"{self.admin}#/collections/{quote(name, safe='')}/entries/{quote(slug, errors=_BYTES)}"
            if self.admin
            else ""
        )
        title = word(collection.get("label_singular")) or word(collection.get("label")) or name
        return CmsEntry(title, label, where, dict(_labels(fields.get("fields"), "", 0)))


def words_of_sites(top: Path, folders: Sequence[str]) -> CmsWords:
    """The words of the CMS of each site of a repository; the first one that has a CMS speaks for the previews.

    Args:
        top: the top of the repository, of a revision that only its own people write.
        folders: the sites, from there; ``.`` for the top itself.
    """
    sites = ["" if _clean(folder) == "." else _clean(folder) for folder in folders]
    found = [read_cms_words(top / site, site) for site in sites]
    first = next((words for words in found if words.collections), found[0])
    return replace(first, others=tuple(words for words in found if words is not first))


def read_cms_words(root: Path, folder: str = "") -> CmsWords:
    """The words of the CMS of a site; no words where it has none, or none that can be read.

    Args:
        root: the site's root, of a revision that only the site's own people write.
        folder: the same from the top of the repository.
    """
    place = find_cms(root)
    if place is None:
        return CmsWords(folder)
    try:
        config = read_mapping(root, place, "pyyaml")
    except ConfigError:
        return CmsWords(folder)
    backend = config.get("backend")
    context = word(backend.get("preview_context")) if isinstance(backend, Mapping) else ""
    url = word(config.get("site_url")) or word(config.get("display_url"))
    admin = f"{url.rstrip('/')}/{posixpath.basename(posixpath.dirname(place))}/" if _is_web(url) else ""
    return CmsWords(folder, admin, tuple(_mappings(config.get("collections"))), context)


def _labels(fields: object, above: str, depth: int) -> Iterator[tuple[str, str]]:
    for item in _mappings(fields):
        name = word(item.get("name"))
        if not name or depth > _DEPTH:
            continue
        path = f"{above}{name}"
        yield path, word(item.get("label")) or name
        yield from _labels(item.get("fields"), f"{path}.", depth + 1)
        for variant in _mappings(item.get("types")):
            yield from _labels(variant.get("fields"), f"{path}.", depth + 1)


def _mappings(value: object) -> list[Mapping[str, object]]:
    return [item for item in value if isinstance(item, Mapping)] if isinstance(value, list) else []


def _clean(value: object) -> str:
    return posixpath.normpath(value.strip("/")) if isinstance(value, str) and value.strip("/") else ""


def _is_web(url: str) -> bool:
    try:
        parts = urlsplit(url)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.hostname)
