"""What a generator makes of a site in which a few texts come, go or change that hang on no other file.

Most posts are like that: what becomes of them can be said without a look at the others, and the index tells whether
anything else would be written where they are. Then nothing is done that takes longer the larger the site is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import Server, SiteSettings
from content_lint.engine.incremental.doubt import NotAlone, NotQuiet
from content_lint.engine.incremental.kept import DERIVED, DOCUMENT, FENCE, unpacker
from content_lint.engine.incremental.moved import is_picture, with_leading
from content_lint.engine.incremental.names import name_of, names_of_page
from content_lint.engine.incremental.view import Kept, KeptAddresses, KeptCandidates, Latest, PagesByPath, beginning_of
from content_lint.engine.load import Sorting
from content_lint.links.candidates import MOST_OF_A_WORD, Candidates, words_of
from content_lint.links.neighbours import is_below_folder
from content_lint.parse.facts import Document
from content_lint.rules.permalinks.claims import folders_above
from content_lint.site.addresses import Answer, AnswerKind, spelled_answer
from content_lint.site.build import file_facts
from content_lint.site.generators.protocol import CopiesLoneFiles, LoneFile, MakesLonePages
from content_lint.site.generators.registry import generator_of
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Redirect, Role, SiteFile, State, Survey
from content_lint.text.source import SourceText

_MOST = 20
"""Answers that are looked at to find one that stays, besides those that go."""
_MOST_BESIDE = 200
_ALL = "a rule looks at all pages"
_REACHED = frozenset({State.LIVE, State.STATIC})
_STATES = _REACHED | {State.HIDDEN, State.NEVER}


_answer = unpacker(Answer)


class LoneText(Struct, frozen=True):
    """What a change makes of one text; None where it was or is not there.

    Attributes:
        before: its page in the index.
        after: its page now.
        document: what is read in it now.
        file: what it is now.
        redirects: those that it asks for now, which lead to its page.
        brings: what the generator makes of itself now, such as the list of a term, and has not made before.
    """

    before: Page | None
    after: Page | None
    document: Document | None
    file: SiteFile | None = None
    redirects: Sequence[Redirect] = ()
    brings: Sequence[GeneratedUrl] = ()

    @property
    def is_another(self) -> bool:
        """Whether something else becomes of it than in the index."""
        return self.before != self.after or bool(self.brings)

    @property
    def stays(self) -> bool:
        """Whether it has a page that readers find where it was, in the same order among others, if at another title."""
        if self.before is None or self.after is None or not self.before.destination:
            return False
        return not self.brings and _where(self.before) == _where(self.after)

    @property
    def is_lone(self) -> bool:
        """Whether what becomes of it is nothing but a page, and old addresses that lead to it."""
        return all(
            page.destination and page.redirect_to is None and page.state in _STATES
            for page in (self.before, self.after)
            if page is not None
        )


def find_alone(
    settings: SiteSettings,
    kept: Kept,
    now: datetime,
    latest: Latest,
    parse: Callable[[SourceText, str | None], Document],
    facts: Callable[[str], FileFacts | None],
) -> Alone:
    """The site in which these texts are others than in the index.

    Args:
        settings: the site's settings.
        kept: the index.
        now: as in Site.
        latest: the texts.
        parse: reads a text of a collection.
        facts: gives what the index has of a document for the model of the site.

    Raises:
        NotAlone: they hang together with other files.
    """
    generator = generator_of(settings)
    if not isinstance(generator, MakesLonePages):
        raise NotAlone("this generator gives no page its address without a look at the others")
    if settings.answers.drafts:
        raise NotAlone("drafts are published")
    finder = _Finder(settings, kept, generator, now, parse, _Around(kept, frozenset(latest), facts))
    texts = {path: finder.text(path, source) for path, source in latest.items()}
    moved = {path: text for path, text in texts.items() if text.is_another and not text.stays}
    finder.refuse_neighbours(moved)
    return Alone(settings, kept, texts, moved, finder.places)


class _Around:
    """The site of an index, for whoever looks at few files of it (see ``Vicinity``).

    Args:
        kept: the index.
        changing: the files that are others.
        facts: as for ``find_alone``.
    """

    def __init__(self, kept: Kept, changing: frozenset[str], facts: Callable[[str], FileFacts | None]) -> None:
        self._kept = kept
        self._index = kept.index
        self.changing = changing
        self.facts = facts

    @cached_property
    def generated(self) -> frozenset[GeneratedUrl]:
        return frozenset(self._kept.built.generated)

    def names(self, folder: str, beginning: str) -> Sequence[str]:
        return self._index.entries_with(folder, beginning)

    def has_more_below(self, folder: str, path: str) -> bool:
        return any(other != path for other in self._index.pages_below(folder, 2))

    def beside(self, path: str, folder: str) -> Sequence[str]:
        found = (other for _, other in self._index.beside(path, folder, DOCUMENT))
        return [other for other in found if other not in self.changing]

    def page(self, path: str) -> Page | None:
        pages = self._kept.pages.all_of(path)
        return pages[0][1] if len(pages) == 1 else None


class _Finder:
    """Finds out what becomes of single texts, and whether that hangs on others."""

    def __init__(
        self,
        settings: SiteSettings,
        kept: Kept,
        generator: MakesLonePages,
        now: datetime,
        parse: Callable[[SourceText, str | None], Document],
        around: _Around,
    ) -> None:
        self._around = around
        self._settings = settings
        self._kept = kept
        self._index = kept.index
        self._generator = generator
        self._now = now
        self._parse = parse
        self._sorting = Sorting(settings, Survey((), ()))
        self.places: dict[str, tuple[float, str]] = {}

    def text(self, path: str, source: SourceText | None) -> LoneText:
        """What a change makes of one text; raises NotAlone where that hangs on others."""
        if is_picture(path):
            return self._picture(path, source)
        before = self._page_before(path)
        if source is None:
            if before is None:
                raise NotAlone(f"`{path}` goes, which was no page, or more than one")
            return self._gone(path, before)
        if before is None and self._is_known(path):
            raise NotAlone(f"`{path}` was no page, or more than one")
        lone = self._lone(path, beginning_of(source))
        if before is None:
            self._find_place(lone)
        elif not _is_same_kind(before, lone.file):
            raise NotAlone(f"`{path}` becomes another kind of page")
        return self._there(lone, before, self._parse(source, lone.file.collection))

    def _picture(self, path: str, source: SourceText | None) -> LoneText:
        """The same of a picture, or what else is copied as it is."""
        found = self._generator.lone_copy(path, self._now) if isinstance(self._generator, CopiesLoneFiles) else None
        kept = self._kept.pages.all_of(path)
        if found is None or [page for _, page in kept] not in ([], [found]) or (not kept and self._is_known(path)):
            raise NotAlone(f"what becomes of `{path}` is not up to that file alone")
        if source is not None and beginning_of(source).startswith(FENCE):
            raise NotAlone(f"`{path}` begins as a page does")
        file = SiteFile(path, Role.STATIC)
        text = LoneText(found if kept else None, None if source is None else found, None, file)
        if text.is_another and self._kept.built.unknown_providers and not self._has_another_beside(found):
            raise NotAlone(f"a theme may bring files for the folder of `{path}`")
        return text

    def _has_another_beside(self, page: Page) -> bool:
        """Whether there is another copy in the folder of the output in which one is."""
        folder = page.destination.rpartition("/")[0]
        others = map(_answer, self._index.answers_below(folder, _MOST_BESIDE))
        return any(
            other.kind is AnswerKind.STATIC
            and other.path not in self._around.changing
            and other.destination.rpartition("/")[0] == folder
            for other in others
        )

    def _gone(self, path: str, before: Page) -> LoneText:
        """The same of a text that is no more."""
        text = LoneText(before, None, None)
        if not text.is_lone:
            raise NotAlone(f"`{path}` was more than a page")
        if not self._lone(path, FENCE + b"\n").may_go():
            raise NotAlone(f"other pages hang on `{path}`, which goes")
        return text

    def _there(self, lone: LoneFile, before: Page | None, document: Document) -> LoneText:
        """The same of a text that is there now."""
        path, facts = lone.file.path, file_facts(document, self._settings)
        after = lone.page(facts)
        if after is None or self._sorting.group(lone.file, document) != "documents":
            raise NotAlone(f"what becomes of `{path}`, or of others with it, is not up to that file alone")
        redirects = lone.redirects(facts) if after.redirects_from and after.state is State.LIVE else ()
        text = LoneText(before, after, document, lone.file, redirects, lone.brings(facts))
        if not (text.stays or text.is_lone):
            raise NotAlone(f"`{path}` is more than a page")
        return text

    def _page_before(self, path: str) -> Page | None:
        """The page of a text in the index; None where that is nothing, more than one thing, or a copy."""
        pages = self._kept.pages.all_of(path)
        is_one = self._index.kind_of(path) == DOCUMENT and len(pages) == 1 and not pages[0][0]
        return pages[0][1] if is_one and pages[0][1].redirect_to is None else None

    def _is_known(self, path: str) -> bool:
        """Whether there was a file before, whatever it was."""
        folder, _, name = path.rpartition("/")
        return name in self._index.entries_with(folder, name)

    def _lone(self, path: str, head: bytes) -> LoneFile:
        lone = self._generator.lone_file(path, head, self._now, self._around)
        if lone is None:
            raise NotAlone(f"where `{path}` is published is not up to that file alone")
        return lone

    def _find_place(self, lone: LoneFile) -> None:
        """Say where among all a new file is; raises NotAlone where it has no neighbour of the same kind to tell."""
        file = lone.file
        for number, path in self._index.beside(file.path, lone.home, DOCUMENT):
            page = self._around.page(path)
            other = self._generator.lone_file(path, FENCE + b"\n", self._now, self._around)
            is_beside = other is not None and other.home == lone.home
            if is_beside and page is not None and _is_same_kind(page, file):
                self.places[file.path] = (number + (0.5 if path < file.path else -0.5), file.path)
                return
        raise NotAlone(f"`{file.path}` has no page of its kind beside it")

    def refuse_neighbours(self, moved: Mapping[str, LoneText]) -> None:
        """Raise NotAlone where something else would be written at the addresses of these texts, or folders change."""
        after = [text for text in moved.values() if text.after is not None]
        if self._are_in_clashes(moved) or self._may_change_winners(moved):
            raise NotAlone("pages that move share their address, or lie in a collection in which others do")
        brought = {item.file for text in after for item in text.brings}
        self._refuse_taken([*brought, *(name for text in after for name in _written(text))], moved)
        if not all(self._is_known_folder(url) for text in after for url in _urls(text)):
            raise NotAlone("a page comes to a folder at the root of the site in which there was nothing")
        if not all(self._are_folders_left(path, text, moved) for path, text in moved.items()):
            raise NotAlone("a page leaves a folder at the root of the site in which there may be nothing else")

    def _refuse_taken(self, names: Sequence[str], moved: Mapping[str, LoneText]) -> None:
        """Raise NotAlone where one of these files of the output is another's."""
        if _do_clash(names):
            raise NotAlone("pages that move come to the same address")
        if not all(self._is_free(name, moved) for name in names):
            raise NotAlone("something else is at an address that a page comes to")

    def _are_in_clashes(self, moved: Mapping[str, LoneText]) -> bool:
        """Whether one of them has shared its address with another file."""
        clashing = {claim.path for clash in self._kept.value("clashes") for claim in clash.claims}
        writing = {writer.path for item in self._kept.built.collisions for writer in item.writers}
        return not moved.keys().isdisjoint(clashing | writing)

    def _may_change_winners(self, moved: Mapping[str, LoneText]) -> bool:
        """Whether another file of a collection that a text is in has a rival: their order may hang on all of these."""
        collections = {page.collection for text in moved.values() for page in (text.before, text.after) if page}
        rivals = {writer.path for item in self._kept.built.collisions for writer in item.writers}
        return any(page.collection in collections for path in rivals for _, page in self._kept.pages.all_of(path))

    def _is_free(self, name: str, moved: Mapping[str, LoneText]) -> bool:
        """Whether nothing but these texts is, or would be, where a file of the output is to be written."""
        taken = [self._index.answer(name, hidden=hidden) for hidden in (False, True)]
        taken += [self._index.answer(folder, hidden=False) for folder in folders_above(name)]
        taken += self._index.answers_below(name, _count_before(moved) + 1)
        taken += [found[1] for found in (self._index.answer_folded(name.casefold()),) if found is not None]
        return all(_answer(value).path in moved for value in taken if value is not None)

    def _is_known_folder(self, url: str) -> bool:
        """Whether the folder at the root of the site that a page or redirect comes to is one already."""
        first = _first_part(url)
        if self._settings.shared_host and f"/{first}" in self._kept.value("neighbours by redirects"):
            return False
        return not is_below_folder(url) or first in self._kept.value("filled folders")

    def _are_folders_left(self, path: str, text: LoneText, moved: Mapping[str, LoneText]) -> bool:
        """Whether the folders at the root of the site that a page and its redirects leave are folders without them."""
        if text.before is None:
            return True
        if text.before.state not in _REACHED:
            return False  # another one may have been hidden by it
        redirects = [item for item in self._kept.built.redirects if item.source == path]
        left = _reached(text.before, redirects) - _reached(text.after, text.redirects)
        return all(self._is_folder_left(url, moved) for url, _ in left)

    def _is_folder_left(self, url: str, moved: Mapping[str, LoneText]) -> bool:
        if not is_below_folder(url):
            return not self._settings.shared_host
        first = _first_part(url)
        others = map(_answer, self._index.answers_below(f"/{first}", _count_before(moved) + _MOST))
        return any(
            other.path not in moved
            and other.kind is not AnswerKind.REDIRECT
            and is_below_folder(other.url)
            and other.url.startswith(f"/{first}/")
            for other in others
        )


def _written(text: LoneText) -> list[str]:
    """The files of the output that a text asks for, be they written or not."""
    assert text.after is not None  # noqa: S101 - it is there
    return [text.after.destination, *(source.destination for source in text.after.redirects_from)]


def _urls(text: LoneText) -> list[str]:
    """The addresses that there are with a text."""
    reached = _reached(text.after, text.redirects)
    return [*(url for url, _ in reached), *(item.url for item in text.brings)]


def _count_before(moved: Mapping[str, LoneText]) -> int:
    """How many answers of the index these texts have at most."""
    return sum(1 + len(text.before.redirects_from) for text in moved.values() if text.before is not None)


def _reached(page: Page | None, redirects: Sequence[Redirect]) -> set[tuple[str, bool]]:
    """The addresses at which readers get a page, or are led to it, and which of both it is."""
    if page is None or page.state not in _REACHED:
        return set()
    return {(page.url, False), *((item.url, True) for item in redirects)}


def _do_clash(names: Sequence[str]) -> bool:
    """Whether two of these files have one name, or one that the other needs as a folder."""
    folded = {name.casefold() for name in names}
    return len(folded) < len(names) or any(folder in folded for name in folded for folder in folders_above(name))


def _is_same_kind(page: Page, file: SiteFile) -> bool:
    return (page.collection, page.role) == (file.collection, file.role)


def _where(page: Page) -> tuple[object, ...]:
    about = (page.url, page.destination, page.state, page.date, page.redirects_from, page.redirect_to)
    return (*about, page.collection, page.role, page.language)


def _first_part(url: str) -> str:
    return url.removeprefix("/").partition("/")[0]


class Alone:
    """What a generator makes of such a site, in the place of what the index has.

    Whoever asks for all pages or addresses has the model run again: they raise NotQuiet.

    Args:
        settings: the site's settings.
        kept: the index.
        texts: the texts that are others.
        moved: those of them whose pages are elsewhere, new or gone.
        places: where new files are among all.
    """

    has_lists_of_index = True

    def __init__(
        self,
        settings: SiteSettings,
        kept: Kept,
        texts: Mapping[str, LoneText],
        moved: Mapping[str, LoneText],
        places: Mapping[str, tuple[float, str]],
    ) -> None:
        self.documents: dict[str, Document | None] = {path: text.document for path, text in texts.items()}
        self.built = _AloneBuilt(kept, moved)
        self.pages = _AlonePages(kept, texts)
        self.addresses = _AloneAddresses(kept.index, Host.of(settings), texts, moved)
        self.moved_files = frozenset(path for path, text in texts.items() if text.is_another)
        self._rules = settings.host_rules
        self._kept = kept
        self._texts = texts
        self._places = places
        self._find_layouts: Callable[[Site], Layouts] = kept.layouts
        self._layouts: Layouts | None = None

    def with_layouts(self, find: Callable[[Site], Layouts]) -> Alone:
        """The same, where another function finds out what is known of the templates around the pages."""
        self._find_layouts = find
        return self

    def layouts(self, site: Site) -> Layouts:
        """What is known of the templates around the pages."""
        if self._layouts is None:
            self._layouts = self._find_layouts(site)
        return self._layouts

    def order(self, path: str) -> tuple[float, str]:
        """Where a file is among all."""
        known = self._kept.index.number_of(path)
        return self._places[path] if known is None else (known[0], "")

    def value(self, name: str) -> Any:
        """The templates, or the survey, in which what is new comes last."""
        value = self._kept.value(name)
        if name != "survey" or all(text.before and text.after for text in self._texts.values()):
            return value
        new = (text.file for text in self._texts.values() if text.before is None and text.file is not None)
        gone = {path for path, text in self._texts.items() if text.after is None}
        return replace(value, files=(*(file for file in value.files if file.path not in gone), *new))

    def read_copied(self, path: str) -> SourceText:
        """A file that is copied as it is."""
        return self._kept.read_copied(path)

    def made(self, make: Callable[[Site], Any], site: Site) -> Any:
        """What ``make`` makes of the site."""
        if make is Candidates:
            return _AloneCandidates(site, self._kept.index, self.addresses)
        name = next((name for name, (known, _) in DERIVED.items() if known is make), "")
        return self._kept.value(name) if name and name != "names taken in" else make(site)

    def last_answers(self, paths: Iterable[str]) -> Iterator[Answer]:
        """What readers can reach at the addresses of some files."""
        for path in paths:
            yield from (answer for answer in self.addresses.new.values() if answer.path == path)
            yield from filter(None, map(self.addresses.staying, self._kept.last_answers((path,))))

    @cached_property
    def moved_names(self) -> frozenset[str]:
        """The names of all at whose address something else may be than in the index."""
        found = {name_of(path) for path in self.moved_files}
        for item in self.built.brought:
            found |= {name_of(item.url), name_of(item.file)}
        for path in self.moved_files:
            for _, page in (*self.pages.all_of(path), *self._kept.pages.all_of(path)):
                found.update(names_of_page(page))
        return frozenset(with_leading(found, self._rules, self._kept.built.redirects))


class _AloneCandidates(Candidates):
    """Looks for what an address means among those of the index, without the pages that moved, and these.

    Args:
        site: the site.
        index: the index.
        addresses: what answers where.
    """

    def __init__(self, site: Site, index: SiteIndex, addresses: _AloneAddresses) -> None:
        super().__init__(site)
        self._either = tuple(_Ordered(site, index, addresses, is_first=is_first) for is_first in (True, False))

    def nearest(self, path: str, source: str = "", server: Server | None = None) -> Answer | None:
        """As Candidates has it."""
        first, last = (candidates.nearest(path, source, server) for candidates in self._either)
        if first != last:
            raise NotQuiet("of two pages that a link may mean, the one that is written first counts")
        return first


class _Ordered(KeptCandidates):
    """The same, where the pages that moved are written before all others, or after them."""

    def __init__(self, site: Site, index: SiteIndex, addresses: _AloneAddresses, *, is_first: bool) -> None:
        super().__init__(site, index)
        self._addresses = addresses
        self._is_first = is_first
        self._new: dict[str, list[Answer]] = {}
        new = tuple(addresses.new.values())
        for answer in new if is_first else reversed(new):
            for word in words_of(answer, site):
                self._new.setdefault(word, []).append(answer)

    def with_word(self, word: str) -> Sequence[Answer]:
        """As Candidates has it."""
        kept, new = super().with_word(word), self._new.get(word, [])
        staying = [answer for answer in map(self._addresses.staying, kept) if answer is not None]
        if len(staying) + len(new) > MOST_OF_A_WORD or len(staying) < len(kept) == MOST_OF_A_WORD:
            raise NotQuiet("very many pages may be meant by a link")
        return [*new, *staying] if self._is_first else [*staying, *new]


class _AloneBuilt:
    """What the generator makes, with the parts of Built but for the pages."""

    def __init__(self, kept: Kept, moved: Mapping[str, LoneText]) -> None:
        self._kept = kept
        self._moved = moved

    def __getattr__(self, name: str) -> Any:
        if name in {"pages", "static"}:
            raise NotQuiet(_ALL)
        return getattr(self._kept.built, name)

    @cached_property
    def redirects(self) -> Sequence[Redirect]:
        """Those of the index, without those to pages that moved, and those to them."""
        staying = [item for item in self._kept.built.redirects if item.source not in self._moved]
        return (*staying, *(item for text in self._moved.values() for item in text.redirects))

    @cached_property
    def brought(self) -> Sequence[GeneratedUrl]:
        """What the generator makes of itself that the index does not have, each once."""
        return tuple(dict.fromkeys(item for text in self._moved.values() for item in text.brings))

    @cached_property
    def generated(self) -> Sequence[GeneratedUrl]:
        """All that it makes of itself."""
        return (*self._kept.built.generated, *self.brought)


class _AlonePages(PagesByPath):
    """What the generator makes of each file."""

    def __init__(self, kept: Kept, texts: Mapping[str, LoneText]) -> None:
        self._kept = kept
        self._texts = texts

    def all_of(self, path: str) -> Sequence[tuple[bool, Page]]:
        """Whether it is only copied, and the page, for each thing that a file is."""
        text = self._texts.get(path)
        if text is None:
            return self._kept.pages.all_of(path)
        return () if text.after is None else ((text.after.state is State.STATIC and is_picture(path), text.after),)

    def __iter__(self) -> Iterator[str]:
        raise NotQuiet(_ALL)

    def __len__(self) -> int:
        raise NotQuiet(_ALL)


class _AloneAddresses(KeptAddresses):
    """What answers at an address: what the index has, without the pages that moved, and these.

    Attributes:
        new: what readers can reach of these, by the file of the output.
    """

    def __init__(
        self, index: SiteIndex, host: Host, texts: Mapping[str, LoneText], moved: Mapping[str, LoneText]
    ) -> None:
        super().__init__(index, host)
        self._texts = texts
        self._moved = moved
        self.new: dict[str, Answer] = {}
        self._hidden: dict[str, Answer] = {}
        for text in moved.values():
            if text.after is not None:
                self._add(text.after, text.redirects)
            for item in text.brings:
                self.new[item.file] = Answer(AnswerKind.GENERATED, item.url, item.file)

    def _add(self, page: Page, redirects: Iterable[Redirect]) -> None:
        if page.state in _REACHED:
            kind = AnswerKind.STATIC if page.state is State.STATIC else AnswerKind.PAGE
            self.new[page.destination] = Answer(kind, page.url, page.destination, page.path, page)
            for item in redirects:
                led = Answer(AnswerKind.REDIRECT, item.url, item.destination, page.path, page, item.target)
                self.new[item.destination] = led
            return
        places = (page.url, page.destination), *((item.url, item.destination) for item in page.redirects_from)
        for url, destination in places:
            self._hidden[destination] = Answer(AnswerKind.HIDDEN, url, destination, page.path, page)

    def _find(self, path: str) -> Answer | None:
        for new, hidden in ((self.new, False), (self._hidden, True)):
            for name in self._host.files(path):
                value = self._index.answer(name, hidden=hidden)
                found = new.get(name) or (None if value is None else self.staying(_answer(value)))
                if found is not None:
                    return found
        return None

    def staying(self, answer: Answer) -> Answer | None:
        """What the index has at an address, if it is still there, with the page as it is now."""
        if answer.path in self._moved:
            return None
        text = self._texts.get(answer.path)
        return answer if text is None or answer.page is None else replace(answer, page=text.after)

    def find_ignoring_case(self, path: str) -> tuple[Answer, str] | None:
        """As KeptAddresses has it."""
        folded = {name.casefold(): name for name in self.new}
        for name in self._host.files(path):
            written = folded.get(name.casefold())
            if written is not None:
                return spelled_answer(path, name, written, self.new[written])
            row = self._index.answer_folded(name.casefold())
            kept = None if row is None else self.staying(_answer(row[1]))
            if row is not None and kept is not None:
                return spelled_answer(path, name, row[0], kept)
        return None

    def answers(self) -> Iterator[Answer]:
        """All of them: nobody may ask."""
        raise NotQuiet(_ALL)

    def urls(self) -> list[str]:
        """All of them: nobody may ask."""
        raise NotQuiet(_ALL)
