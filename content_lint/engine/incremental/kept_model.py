"""What the generator makes of a site, and what is worked out of that, as an index has it: read when it is asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Any

from content_lint.cache.site_index import SiteIndex
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import DERIVED, read_whole, unpacker
from content_lint.engine.incremental.texts import Reader
from content_lint.links.candidates import Candidates
from content_lint.site.addresses import Answer, reachable_urls, spelled_answer
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import Page
from content_lint.site.sources.listed import entries
from content_lint.site.sources.tree import ReadError, Walk, first_line
from content_lint.text.files import FolderEntry
from content_lint.text.source import SourceText


class KeptBuilt:
    """What the generator makes of the site, as ``Built`` has it: each part is read when it is asked for."""

    def __init__(self, index: SiteIndex) -> None:
        self._index = index

    def __getattr__(self, name: str) -> Any:
        if name in {"generated", "unknown_providers", "makers", "default_layout"}:
            lists = read_whole(self._index, "built")
            self.__dict__.update({key: getattr(lists, key) for key in lists.__struct_fields__})
        elif name in {"collisions", "fatal", "skipped", "redirects"}:
            self.__dict__[name] = read_whole(self._index, name)
        elif name in {"pages", "static"}:
            read = unpacker(Page)
            self.__dict__[name] = tuple(map(read, self._index.pages(copied=name == "static")))
        else:
            raise AttributeError(name)
        return self.__dict__[name]


class PagesByPath(Mapping[str, Page]):
    """What the generator makes of each file; a file that is two things counts as the first."""

    @abstractmethod
    def all_of(self, path: str) -> Sequence[tuple[bool, Page]]:
        """Whether it is only copied, and the page, for each thing that a file is."""

    def __getitem__(self, path: str) -> Page:
        found = self.all_of(path)
        if not found:
            raise KeyError(path)
        return found[0][1]


class KeptPages(PagesByPath):
    """The same as an index has it."""

    def __init__(self, index: SiteIndex) -> None:
        self._index = index
        self._known: dict[str, list[tuple[bool, Page]]] = {}

    def all_of(self, path: str) -> list[tuple[bool, Page]]:
        """Whether it is only copied, and the page, for each thing that a file is."""
        if path not in self._known:
            read = unpacker(Page)
            self._known[path] = [(copied, read(value)) for copied, value in self._index.pages_at(path)]
        return self._known[path]

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.page_paths())

    def __len__(self) -> int:
        return len(self._index.page_paths())


class KeptAddresses:
    """What answers at an address, as ``Addresses`` finds it."""

    def __init__(self, index: SiteIndex, host: Host) -> None:
        self._index = index
        self._host = host
        self._known: dict[str, Answer | None] = {}

    def find(self, path: str) -> Answer | None:
        """What answers at a path; what is hidden only where nothing else does."""
        if path not in self._known:
            self._known[path] = self._find(path)
        return self._known[path]

    def _find(self, path: str) -> Answer | None:
        for hidden in (False, True):
            for name in self._host.files(path):
                found = self._index.answer(name, hidden=hidden)
                if found is not None:
                    answer: Answer = unpacker(Answer)(found)
                    return answer
        return None

    def find_ignoring_case(self, path: str) -> tuple[Answer, str] | None:
        """What would answer if upper and lower case were the same, and the path spelled as that file is."""
        for name in self._host.files(path):
            row = self._index.answer_folded(name.casefold())
            if row is not None:
                return spelled_answer(path, name, row[0], unpacker(Answer)(row[1]))
        return None

    @cached_property
    def _all(self) -> tuple[Answer, ...]:
        return tuple(map(unpacker(Answer), self._index.answers()))

    def answers(self) -> Iterator[Answer]:
        """Everything that readers can reach, in the order in which it is written."""
        return iter(self._all)

    def urls(self) -> list[str]:
        """The addresses of pages, redirects and files, without what plugins make."""
        return reachable_urls(self._all)


class KeptCandidates(Candidates):
    """Looks for what an address means among those of the index."""

    def __init__(self, site: Site, index: SiteIndex) -> None:
        super().__init__(site)
        self._index = index

    def with_word(self, word: str) -> Sequence[Answer]:
        """As Candidates has it."""
        return [unpacker(Answer)(value) for value in self._index.answers_with(word)]


class Kept:
    """What two sites share that differ in the texts of a few files only.

    Args:
        index: the index of the site.
        host: how it is served.
        read: reads a file as it was when the index was made.

    Attributes:
        changed: the files that are others in one of the sites.
    """

    has_lists_of_index = True

    def __init__(self, index: SiteIndex, host: Host, read: Reader) -> None:
        self.index = index
        self.read = read
        self.changed: set[str] = set()
        self.built = KeptBuilt(index)
        self.pages = KeptPages(index)
        self.addresses = KeptAddresses(index, host)
        self._values: dict[str, Any] = {}
        self._layouts: Layouts | None = None

    def layouts(self, site: Site) -> Layouts:
        """What is known of the templates around the pages: found out once more, of the texts that were read."""
        if self._layouts is None:
            self._layouts = site.generator.layouts(KeptTexts(self, str(site.settings.root)))
        return self._layouts

    def read_copied(self, path: str) -> SourceText:
        """A file that is copied as it is; raises NotQuiet where it is another in one of the sites."""
        if path in self.changed:
            raise NotQuiet(f"links name places in `{path}`")
        return self.read(path)

    def value(self, name: str) -> Any:
        """What is kept whole under a name."""
        if name not in self._values:
            self._values[name] = read_whole(self.index, name)
        return self._values[name]

    def made(self, make: Callable[[Site], Any], site: Site) -> Any:
        """What ``make`` makes of the site: taken over where it was worked out of the whole site before."""
        if make is Candidates:
            return KeptCandidates(site, self.index)
        name = next((name for name, (known, _) in DERIVED.items() if known is make), "")
        return self.value(name) if name else make(site)

    def last_answers(self, paths: Iterable[str]) -> Iterator[Answer]:
        """What readers can reach at the addresses of some files, their old addresses among them."""
        for path in paths:
            for page in (page for _, page in self.pages.all_of(path)):
                for name in dict.fromkeys((page.destination, *(item.destination for item in page.redirects_from))):
                    found = self.index.answer(name, hidden=False)
                    answer = None if found is None else unpacker(Answer)(found)
                    if answer is not None and answer.path == path:
                        yield answer


class KeptTexts:
    """The files of an index of which the texts of templates are kept, as a Tree.

    Args:
        kept: the index.
        root: the site's root.
        replaced: texts in the place of those of the index, by path.
    """

    def __init__(self, kept: Kept, root: str, replaced: Mapping[str, SourceText] | None = None) -> None:
        self._kept = kept
        self._root = root
        self._replaced = replaced or {}
        self._texts: Mapping[str, str | None] = kept.value("machinery")

    def paths(self, walk: Walk | None) -> Sequence[str]:
        """What the walk finds; without one, all files."""
        found: Sequence[str] = self._kept.value("files") if walk is None else list(walk(self._scan))
        return found

    def _scan(self, folder: str) -> Iterable[FolderEntry]:
        return entries(self._root, folder, self._kept.index.entries(folder) or None)

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        source = self.read(path)
        return first_line(source.to_bytes()) if isinstance(source, SourceText) else b""

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        if path in self._replaced:
            return self._replaced[path]
        if path in self._kept.changed:
            raise NotQuiet(f"`{path}` says what other files are")
        if path not in self._texts:
            return self._kept.read(path)
        text = self._texts[path]
        return ReadError(path, "cannot be read", "") if text is None else SourceText.from_text(path, text)
