"""What becomes of single texts that come, go or change, and whether that hangs on any other file.

Most posts are like that: what becomes of them can be said without a look at the others, and the index tells whether
anything else would be written where they are.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cached_property

from msgspec import Struct

from content_lint.config.settings import SiteSettings
from content_lint.engine.incremental.doubt import NotAlone
from content_lint.engine.incremental.kept import DOCUMENT, FENCE, unpacker
from content_lint.engine.incremental.kept_model import Kept
from content_lint.engine.incremental.moved import is_picture
from content_lint.engine.incremental.texts import beginning_of
from content_lint.engine.load import Sorting
from content_lint.links.neighbours import first_part, is_below_folder
from content_lint.parse.facts import Document
from content_lint.rules.permalinks.claims import folders_above
from content_lint.site.addresses import Answer, AnswerKind
from content_lint.site.build import file_facts
from content_lint.site.generators.protocol import CopiesLoneFiles, LoneFile, MakesLonePages
from content_lint.site.model import FileFacts, GeneratedUrl, Page, Redirect, Role, SiteFile, State, Survey
from content_lint.text.source import SourceText

_MOST = 20
"""Answers that are looked at to find one that stays, besides those that go."""
_MOST_BESIDE = 200
REACHED = frozenset({State.LIVE, State.STATIC})
"""States of pages that readers can reach."""
_STATES = REACHED | {State.HIDDEN, State.NEVER}

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


class KeptVicinity:
    """The site of an index, for whoever looks at few files of it (see ``Vicinity``).

    Args:
        kept: the index.
        changing: the files that are others.
        facts: gives what the index has of a document for the model of the site.
    """

    def __init__(self, kept: Kept, changing: frozenset[str], facts: Callable[[str], FileFacts | None]) -> None:
        self._kept = kept
        self._index = kept.index
        self.changing = changing
        self.facts = facts

    @cached_property
    def generated(self) -> frozenset[GeneratedUrl]:
        """The addresses that plugins make."""
        return frozenset(self._kept.built.generated)

    def names(self, folder: str, beginning: str) -> Sequence[str]:
        """The names in a folder that begin so."""
        return self._index.entries_with(folder, beginning)

    def has_more_below(self, folder: str, path: str) -> bool:
        """Whether there is another file in a folder or below it than this one."""
        return any(other != path for other in self._index.pages_below(folder, 2))

    def beside(self, path: str, folder: str) -> Sequence[str]:
        """The documents right before and after a path in a folder or below it that do not change."""
        found = (other for _, other in self._index.beside(path, folder, DOCUMENT))
        return [other for other in found if other not in self.changing]

    def page(self, path: str) -> Page | None:
        """What is made of a file; None for nothing, or more than one thing."""
        pages = self._kept.pages.all_of(path)
        return pages[0][1] if len(pages) == 1 else None


class LoneTextFinder:
    """Finds out what becomes of single texts, and whether that hangs on others."""

    def __init__(
        self,
        settings: SiteSettings,
        kept: Kept,
        generator: MakesLonePages,
        now: datetime,
        parse: Callable[[SourceText, str | None], Document],
        around: KeptVicinity,
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
        first = first_part(url)
        if self._settings.shared_host and f"/{first}" in self._kept.value("neighbours by redirects"):
            return False
        return not is_below_folder(url) or first in self._kept.value("filled folders")

    def _are_folders_left(self, path: str, text: LoneText, moved: Mapping[str, LoneText]) -> bool:
        """Whether the folders at the root of the site that a page and its redirects leave are folders without them."""
        if text.before is None:
            return True
        if text.before.state not in REACHED:
            return False  # another one may have been hidden by it
        redirects = [item for item in self._kept.built.redirects if item.source == path]
        left = _reached(text.before, redirects) - _reached(text.after, text.redirects)
        return all(self._is_folder_left(url, moved) for url, _ in left)

    def _is_folder_left(self, url: str, moved: Mapping[str, LoneText]) -> bool:
        if not is_below_folder(url):
            return not self._settings.shared_host
        first = first_part(url)
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
    if page is None or page.state not in REACHED:
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
