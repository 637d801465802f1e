"""The documents of a site, read from its index when they are asked for."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from content_lint.cache.documents import read_document
from content_lint.cache.site_index import FileRow, SiteIndex
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import traits_of
from content_lint.engine.incremental.texts import Reader
from content_lint.text.source import UnreadText

if TYPE_CHECKING:
    from content_lint.parse.facts import Document


class KeptDocuments(Mapping[str, "Document"]):
    """The documents of a kind, by path, each read when it is asked for.

    Args:
        index: the site's index.
        kind: which of them.
        replaced: those that are others than in the index; None for what is none of them any more.
        read: reads the text of any other.
        order: gives each file's place among all, where new ones are among them; else the order is that of the index.
    """

    def __init__(
        self,
        index: SiteIndex,
        kind: int,
        replaced: Mapping[str, Document | None],
        read: Reader,
        order: Callable[[str], Any] | None = None,
    ) -> None:
        self._index = index
        self._kind = kind
        self.replaced = replaced
        self._read = read
        self._order = order
        self._known: dict[str, Document | None] = {}

    def __getitem__(self, path: str) -> Document:
        document: Document | None = self.get(path)
        if document is None:
            raise KeyError(path)
        return document

    def get(self, path: str, default: Any = None) -> Any:
        """A document; ``default`` where the site has none of that path."""
        if path in self.replaced:
            found = self.replaced[path]
        else:
            if path not in self._known:
                row = self._index.file(path)
                self._known[path] = None if row is None or row.kind != self._kind else self._document(row)
            found = self._known[path]
        return default if found is None else found

    def __contains__(self, path: object) -> bool:
        if path in self.replaced:
            return self.replaced[str(path)] is not None
        return isinstance(path, str) and self._index.kind_of(path) == self._kind

    def __iter__(self) -> Iterator[str]:
        known = self._index.paths(self._kind)
        if self._order is None:
            return (path for path in known if self.replaced.get(path, self) is not None)
        return iter(self._sorted({*known, *self.replaced} - self._gone))

    def __len__(self) -> int:
        new = sum(
            (document is not None) - (self._index.kind_of(path) == self._kind)
            for path, document in self.replaced.items()
        )
        return self._index.count(self._kind) + new

    @property
    def _gone(self) -> set[str]:
        return {path for path, document in self.replaced.items() if document is None}

    def _sorted(self, paths: Iterable[str]) -> list[str]:
        if self._order is not None:
            return sorted(paths, key=self._order)
        rows = (self._index.number_of(path) for path in paths)
        return [path for _, path in sorted(row for row in rows if row is not None)]

    def _document(self, row: FileRow) -> Document:
        source = UnreadText(row.path, row.digest, row.undecodable, lambda: self._text(row))
        return read_document(row.facts, source)

    def _text(self, row: FileRow) -> str:
        source = self._read(row.path)
        if source.digest != row.digest:
            raise NotQuiet(f"`{row.path}` on disk is not that of the commit")
        return source.text

    def with_trait(self, trait: int) -> Iterator[Document]:
        """Those that have a trait, in their order."""
        paths = self._index.paths_with(self._kind, trait) - self.replaced.keys()
        own = (item for item in self.replaced.values() if item is not None and traits_of(item) & trait)
        return (self[path] for path in self._sorted(paths | {item.path for item in own}))

    def ordered(self, paths: Iterable[str]) -> list[str]:
        """Those of the paths that are documents, in the order of all."""
        return self._sorted({path for path in paths if path in self})

    def with_replaced(self, documents: Mapping[str, Document]) -> KeptDocuments:
        """The same with more of them replaced."""
        return KeptDocuments(self._index, self._kind, {**self.replaced, **documents}, self._read, self._order)
