"""A site as its index has it, with the texts of a few files replaced: everything else is read when it is asked for."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any

from content_lint.cache.documents import read_document
from content_lint.cache.serialise import loads
from content_lint.cache.site_index import FileRow, SiteIndex
from content_lint.engine.incremental.kept import DERIVED, HOLDS_TEMPLATES, REPEATS_KEY, read_whole, traits_of, unpacker
from content_lint.links.candidates import Candidates
from content_lint.links.mail_uses import count_mail
from content_lint.rules.permalinks.redirects import hops
from content_lint.site.addresses import Answer, reachable_urls, spelled_answer
from content_lint.site.host import Host
from content_lint.site.index import MadeT, Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import Page, Survey
from content_lint.site.sources.tree import ReadError, Walk, first_line
from content_lint.text.source import SourceText, UnreadText

if TYPE_CHECKING:
    from content_lint.parse.facts import Document


class NotQuiet(Exception):  # noqa: N818 - no error, but the reason for the long way
    """A change has to be looked at in the light of the whole site; the message says why."""


Reader = Callable[[str], SourceText]
"""Reads a file's text; raises OSError where it is not to be had."""


class KeptDocuments(Mapping[str, "Document"]):
    """The documents of a kind, by path, each read when it is asked for.

    Args:
        index: the site's index.
        kind: which of them.
        replaced: those that are others than in the index; no path of theirs is new.
        read: reads the text of any other.
    """

    def __init__(self, index: SiteIndex, kind: int, replaced: Mapping[str, Document], read: Reader) -> None:
        self._index = index
        self._kind = kind
        self.replaced = replaced
        self._read = read
        self._known: dict[str, Document | None] = {}

    def __getitem__(self, path: str) -> Document:
        document: Document | None = self.get(path)
        if document is None:
            raise KeyError(path)
        return document

    def get(self, path: str, default: Any = None) -> Any:
        """A document; ``default`` where the site has none of that path."""
        if path in self.replaced:
            return self.replaced[path]
        if path not in self._known:
            row = self._index.file(path)
            self._known[path] = None if row is None or row.kind != self._kind else self._document(row)
        found = self._known[path]
        return default if found is None else found

    def __contains__(self, path: object) -> bool:
        return isinstance(path, str) and (path in self.replaced or self._index.kind_of(path) == self._kind)

    def __iter__(self) -> Iterator[str]:
        return iter(self._index.paths(self._kind))

    def __len__(self) -> int:
        return self._index.count(self._kind)

    def _document(self, row: FileRow) -> Document:
        source = UnreadText(row.path, row.digest, row.undecodable, lambda: self._text(row))
        return read_document(loads(row.facts), source)

    def _text(self, row: FileRow) -> str:
        source = self._read(row.path)
        if source.digest != row.digest:
            raise NotQuiet(f"`{row.path}` on disk is not that of the commit")
        return source.text

    def with_trait(self, trait: int) -> Iterator[Document]:
        """Those that have a trait, in their order."""
        paths = {row.path: row.number for row in self._index.files_with(self._kind, trait)}
        for path, document in self.replaced.items():
            paths.pop(path, None)
            row = self._index.file(path) if traits_of(document) & trait else None
            if row is not None:
                paths[path] = row.number
        return (self[path] for path in sorted(paths, key=paths.__getitem__))

    def ordered(self, paths: Iterable[str]) -> list[str]:
        """Some of the paths, in the order of all."""
        rows = (self._index.file(path) for path in set(paths))
        return [row.path for row in sorted((row for row in rows if row is not None), key=lambda row: row.number)]

    def with_replaced(self, documents: Mapping[str, Document]) -> KeptDocuments:
        """The same with more of them replaced."""
        return KeptDocuments(self._index, self._kind, {**self.replaced, **documents}, self._read)


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


class KeptPages(Mapping[str, Page]):
    """What the generator makes of each file; a file that is two things counts as the first."""

    def __init__(self, index: SiteIndex) -> None:
        self._index = index
        self._known: dict[str, list[tuple[bool, Page]]] = {}

    def all_of(self, path: str) -> list[tuple[bool, Page]]:
        """Whether it is only copied, and the page, for each thing that a file is."""
        if path not in self._known:
            read = unpacker(Page)
            self._known[path] = [(copied, read(value)) for copied, value in self._index.pages_at(path)]
        return self._known[path]

    def __getitem__(self, path: str) -> Page:
        found = self.all_of(path)
        if not found:
            raise KeyError(path)
        return found[0][1]

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


class Kept:
    """What two sites share that differ in the texts of a few files only.

    Args:
        index: the index of the site.
        host: how it is served.
    """

    def __init__(self, index: SiteIndex, host: Host) -> None:
        self.index = index
        self.built = KeptBuilt(index)
        self.pages = KeptPages(index)
        self.addresses = KeptAddresses(index, host)
        self._values: dict[str, Any] = {}
        self._layouts: Layouts | None = None

    def layouts(self, site: Site) -> Layouts:
        """What is known of the templates around the pages: found out once more, of the texts that were read."""
        if self._layouts is None:
            self._layouts = site.generator.layouts(KeptMachinery(*self.value("machinery")))
        return self._layouts

    def value(self, name: str) -> Any:
        """What is kept whole under a name."""
        if name not in self._values:
            self._values[name] = read_whole(self.index, name)
        return self._values[name]


class KeptCandidates(Candidates):
    """Looks for what an address means among those of the index."""

    def __init__(self, site: Site, index: SiteIndex) -> None:
        super().__init__(site)
        self._index = index

    def with_word(self, word: str) -> Sequence[Answer]:
        """As Candidates has it."""
        return [unpacker(Answer)(value) for value in self._index.answers_with(word)]


class KeptMachinery:
    """The files among which templates were looked for, as a Tree."""

    def __init__(self, listed: Sequence[str], texts: Mapping[str, str | None]) -> None:
        self._listed = listed
        self._texts = texts

    def paths(self, walk: Walk | None) -> Sequence[str]:  # noqa: ARG002 - there are no others
        """All of them."""
        return self._listed

    def head(self, path: str) -> bytes:
        """The first line of a file."""
        source = self.read(path)
        return first_line(source.to_bytes()) if isinstance(source, SourceText) else b""

    def read(self, path: str) -> SourceText | ReadError:
        """A file's text."""
        if path not in self._texts:
            raise NotQuiet(f"`{path}` was not read before")
        text = self._texts[path]
        return ReadError(path, "cannot be read", "") if text is None else SourceText.from_text(path, text)


class KeptSite(Site, frozen=True, dict=True, eq=False):
    """A site of which nearly all is read from its index, when somebody asks for it.

    Attributes:
        kept: the index.
        mail: how often each destination of a mail link is on the site.
    """

    kept: Kept | None = None
    mail: Callable[[], Mapping[str, int]] = Counter

    @property
    def built(self) -> Any:  # it has the parts of Built
        """As Site has it."""
        return self._kept.built

    @property
    def pages(self) -> Mapping[str, Page]:
        """As Site has it."""
        return self._kept.pages

    @property
    def addresses(self) -> Any:  # it answers as Addresses does
        """As Site has it."""
        return self._kept.addresses

    @property  # type: ignore[misc] # read when asked for
    def survey(self) -> Survey:
        """As Site has it."""
        survey: Survey = self._kept.value("survey")
        return survey

    @property  # type: ignore[misc] # read when asked for
    def layouts(self) -> Layouts:
        """As Site has it."""
        return self._kept.layouts(self)

    @property  # type: ignore[misc] # read when asked for
    def templates(self) -> Mapping[str, str]:
        """As Site has it."""
        templates: Mapping[str, str] = self._kept.value("templates")
        return templates

    @property
    def _kept(self) -> Kept:
        assert self.kept is not None  # noqa: S101 - it has a default only because the fields before it have
        return self.kept

    def pages_of(self, path: str) -> Sequence[Page]:
        """As Site has it."""
        return [page for copied, page in self._kept.pages.all_of(path) if not copied]

    def repeating(self) -> Iterator[Document]:
        """As Site has it."""
        return self._with_trait(REPEATS_KEY)

    def tagged(self) -> Iterator[Document]:
        """As Site has it."""
        return self._with_trait(HOLDS_TEMPLATES)

    def _with_trait(self, trait: int) -> Iterator[Document]:
        documents = self.documents
        assert isinstance(documents, KeptDocuments)  # noqa: S101 - it was made so
        return documents.with_trait(trait)

    def once(self, make: Callable[[Site], MadeT]) -> MadeT:
        """As Site has it; what was worked out of the whole site before is taken over."""
        if make not in self._made:
            self._made[make] = self._known(make)
        made: MadeT = self._made[make]
        return made

    def _known(self, make: Callable[[Site], Any]) -> Any:
        if make is count_mail:
            return self.mail()
        if make is Candidates:
            return KeptCandidates(self, self._kept.index)
        if make is hops and not self._redirects():
            return {}
        name = next((name for name, (known, _) in DERIVED.items() if known is make), "")
        return self._kept.value(name) if name else make(self)

    def _redirects(self) -> bool:
        """Whether one of the documents that are looked at asks for a redirect; of others nothing is said."""
        pages = (self.pages.get(path) for path in self.focus or ())
        return any(page is not None and (page.redirects_from or page.redirect_to) for page in pages)
