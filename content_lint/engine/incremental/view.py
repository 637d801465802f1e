"""A site as its index has it, with the texts of a few files replaced: everything else is read when it is asked for."""

from __future__ import annotations

from abc import abstractmethod
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Protocol

from content_lint.cache.documents import read_document
from content_lint.cache.site_index import FileRow, SiteIndex
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import DERIVED, HOLDS_TEMPLATES, REPEATS_KEY, read_whole, traits_of, unpacker
from content_lint.links.candidates import Candidates, are_too_many_missing, most_missing
from content_lint.links.mail_uses import count_mail
from content_lint.rules.internal.absolute_own_link import count_hosts
from content_lint.rules.permalinks.redirects import hops
from content_lint.site.addresses import Answer, reachable_urls, spelled_answer
from content_lint.site.host import Host
from content_lint.site.index import MadeT, Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import Page, Survey
from content_lint.site.sources.listed import entries
from content_lint.site.sources.tree import ReadError, Walk, first_line
from content_lint.text.files import FolderEntry
from content_lint.text.source import SourceText, UnreadText

if TYPE_CHECKING:
    from content_lint.parse.facts import Document


Reader = Callable[[str], SourceText]
"""Reads a file's text; raises OSError where it is not to be had."""


Latest = Mapping[str, SourceText | None]
"""The texts of the files that are others than in an index; None for those that are no more."""

_BEGINNING = 5000
"""Characters that hold a first line, of which no more than 4,096 bytes count."""


def beginning_of(source: SourceText) -> bytes:
    """The first line of a text."""
    return first_line(source.text[:_BEGINNING].encode("utf-8", "surrogateescape"))


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


class KeptModel(Protocol):
    """What the generator makes of a site, and what is worked out of that.

    Attributes:
        has_lists_of_index: whether what stops the build, and which pages clash, is as in the index.
    """

    has_lists_of_index: bool

    @property
    def built(self) -> Any:
        """What the generator makes, with the parts of Built."""

    @property
    def pages(self) -> PagesByPath:
        """What it makes of each file."""

    @property
    def addresses(self) -> Any:
        """What answers at which address, as Addresses says it."""

    def layouts(self, site: Site, /) -> Layouts:
        """What is known of the templates around the pages."""

    def value(self, name: str, /) -> Any:
        """The survey or the templates."""

    def read_copied(self, path: str, /) -> SourceText:
        """A file that is copied as it is."""

    def made(self, make: Callable[[Site], Any], site: Site, /) -> Any:
        """What ``make`` makes of the site."""

    def last_answers(self, paths: Iterable[str], /) -> Iterator[Answer]:
        """What readers can reach at the addresses of some files, their old addresses among them."""


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


class KeptCandidates(Candidates):
    """Looks for what an address means among those of the index."""

    def __init__(self, site: Site, index: SiteIndex) -> None:
        super().__init__(site)
        self._index = index

    def with_word(self, word: str) -> Sequence[Answer]:
        """As Candidates has it."""
        return [unpacker(Answer)(value) for value in self._index.answers_with(word)]


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


class KeptSite(Site, frozen=True, dict=True, eq=False):
    """A site of which nearly all is read from its index, when somebody asks for it.

    Attributes:
        kept: the index.
        mail: how often each destination of a mail link is on the site.
        hosts: how many links of the site have its host in them, and how many do without.
        moved: the files of which a change makes other pages.
        alike: whether the site that this is compared with has the same lists of what the generator makes.
    """

    kept: KeptModel | None = None
    mail: Callable[[], Mapping[str, int]] = Counter
    hosts: Callable[[], tuple[int, int]] = lambda: (0, 0)
    moved: Collection[str] = ()
    alike: bool = False

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

    def read_copied(self, path: str) -> SourceText | None:
        """As Site has it."""
        return self._kept.read_copied(path)

    @property
    def _kept(self) -> KeptModel:
        assert self.kept is not None  # noqa: S101 - it has a default only because the fields before it have
        return self.kept

    def may_be_said_of(self, path: str) -> bool:
        """As Site has it."""
        return not self.alike or path in (self.focus or ())

    def pages_of(self, path: str) -> Sequence[Page]:
        """As Site has it."""
        return [page for copied, page in self._kept.pages.all_of(path) if not copied]

    def answers_of_then(self) -> Iterator[Answer]:
        """As Site has it."""
        return self._kept.last_answers(self.moved)

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
        if make is count_hosts:
            return self.hosts()
        if make is are_too_many_missing:
            return self._are_too_many_missing()
        if make is hops and not self.moved and not self._redirects():
            return {}
        return self._kept.made(make, self)

    def _are_too_many_missing(self) -> bool:
        """Whether it is so in the index, and no change can be to blame that it is otherwise now; else NotQuiet."""
        missing, most = self._kept.value("missing"), most_missing(self)
        if most < 2 * missing and missing < 2 * most:
            raise NotQuiet("what a link may have meant hangs on how many others lead nowhere")
        return bool(missing > most)

    def _redirects(self) -> bool:
        """Whether one of the documents that are looked at asks for a redirect; of others nothing is said."""
        pages = (self.pages.get(path) for path in self.focus or ())
        return any(page is not None and (page.redirects_from or page.redirect_to) for page in pages)
