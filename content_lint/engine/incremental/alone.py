"""What a generator makes of a site in which a few texts come, go or change that hang on no other file.

Nothing is done that takes longer the larger the site is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property
from typing import Any

from msgspec.structs import replace

from content_lint.cache.site_index import SiteIndex
from content_lint.config.settings import Server, SiteSettings
from content_lint.engine.incremental.doubt import NotAlone, NotQuiet
from content_lint.engine.incremental.kept import DERIVED, unpacker
from content_lint.engine.incremental.kept_model import Kept, KeptAddresses, KeptCandidates, PagesByPath
from content_lint.engine.incremental.lone_texts import REACHED, KeptVicinity, LoneText, LoneTextFinder
from content_lint.engine.incremental.moved import is_picture, with_leading
from content_lint.engine.incremental.names import name_of, names_of_page
from content_lint.engine.incremental.texts import Latest
from content_lint.links.candidates import MOST_OF_A_WORD, Candidates, words_of
from content_lint.parse.facts import Document
from content_lint.site.addresses import Answer, AnswerKind, spelled_answer
from content_lint.site.generators.protocol import MakesLonePages
from content_lint.site.generators.registry import generator_of
from content_lint.site.host import Host
from content_lint.site.index import Site
from content_lint.site.layouts import Layouts
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Redirect, State
from content_lint.text.source import SourceText

_ALL = "a rule looks at all pages"

_answer = unpacker(Answer)


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
    finder = LoneTextFinder(settings, kept, generator, now, parse, KeptVicinity(kept, frozenset(latest), facts))
    texts = {path: finder.text(path, source) for path, source in latest.items()}
    moved = {path: text for path, text in texts.items() if text.is_another and not text.stays}
    finder.refuse_neighbours(moved)
    return Alone(settings, kept, texts, moved, finder.places)


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
                self.new[item.file] = Answer(AnswerKind.GENERATED, item.url, item.file, program=item.program)

    def _add(self, page: Page, redirects: Iterable[Redirect]) -> None:
        if page.state in REACHED:
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
