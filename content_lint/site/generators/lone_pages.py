"""What becomes of one text, found out of it and a few files around it: for models that make each page by itself.

The model itself says it: it is run on the text and these files, once with what the text was and once with what it is.
What it makes of the others has to be the same both times, and what it has made of them in the whole site.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, GeneratedUrl, Page, Redirect, SiteFile


class LoneSurroundings(Struct, frozen=True):
    """Where a text is, and what it hangs together with.

    Attributes:
        file: the text.
        home: the folder of which the files lie beside it.
        own_folder: the folder that belongs to its page alone; empty where it has none.
        others: the files that may decide what becomes of it, or that it may be taken for.
    """

    file: SiteFile
    home: str
    own_folder: str = ""
    others: tuple[str, ...] = ()


class LonePages:
    """Runs a model on a text with all that may decide on it.

    Args:
        place: where it is.
        around: the rest of the site.
        build: the model: what it makes of files of which this is known, by path.
        counted: what the model may make of the page, or of what is known of its file, together with files that are
            not among these; nothing of it may change.
        may_bring: whether what the model makes of itself for few files, as the list of a term, it makes for all.
    """

    def __init__(
        self,
        place: LoneSurroundings,
        around: Vicinity,
        build: Callable[[Mapping[str, FileFacts]], Built],
        counted: Callable[[Page | None, FileFacts | None], object] = lambda _page, _facts: None,
        *,
        may_bring: bool = False,
    ) -> None:
        self.file = place.file
        self.home = place.home
        self._path = place.file.path
        self._own_folder = place.own_folder
        self._around = around
        self._build = build
        self._counted = counted
        self._may_bring = may_bring
        self._last: tuple[FileFacts | None, Built] | None = None
        self._others = tuple(dict.fromkeys((*around.beside(self._path, place.home), *place.others)))
        self._facts = {path: facts for path in self._others if (facts := around.facts(path)) is not None}

    def page(self, facts: FileFacts) -> Page | None:
        """What becomes of it with these facts; None where that, or what becomes of others, hangs on more."""
        now = self._built(facts)
        page = _only(now, self._path)
        if (
            page is None
            or not self._asks_for_redirects(now, page)
            or not self._leaves_others(now, facts)
            or not self._leaves_copies(page)
        ):
            return None
        return page

    def redirects(self, facts: FileFacts) -> Sequence[Redirect]:
        """The redirects that it then asks for."""
        return [item for item in self._built(facts).redirects if item.source == self._path]

    def brings(self, facts: FileFacts) -> Sequence[GeneratedUrl]:
        """The addresses that the generator then makes of itself, and would not without it."""
        return [item for item in self._built(facts).generated if item not in self._around.generated]

    def may_go(self) -> bool:
        """Whether nothing else is another without it."""
        return self._leaves_others(self._built(None), None) and not self._has_copies()

    def _built(self, facts: FileFacts | None) -> Built:
        """What the model makes of it and the others; without facts, of these alone."""
        if self._last is None or self._last[0] is not facts:
            self._last = (facts, self._build(self._facts if facts is None else {**self._facts, self._path: facts}))
        return self._last[1]

    def _leaves_others(self, now: Built, facts: FileFacts | None) -> bool:
        """Whether the others are as they are on the whole site, and as they were without the change."""
        before = self._around.facts(self._path)
        then = self._built(before)
        made = frozenset(then.generated), frozenset(now.generated)
        return (
            len(self._facts) == len(self._others)
            and self._is_like_whole(then)
            and _others(then, self._path) == _others(now, self._path)
            and made[0] <= made[1]
            and (self._may_bring or made[1] - made[0] <= self._around.generated)
            and self._counted(_only(then, self._path), before) == self._counted(_only(now, self._path), facts)
        )

    def _is_like_whole(self, then: Built) -> bool:
        """Whether the model made the same of them in the whole site, but for the dates of sections."""
        for page in then.pages:
            whole = self._around.page(page.path)
            if page != whole and (page.path == self._path or _undated(page) != _undated(whole)):
                return False
        return True

    def _leaves_copies(self, page: Page) -> bool:
        """Whether the files in the page's own folder stay where they are."""
        before = self._around.page(self._path)
        stays = before is not None and (before.destination, before.state) == (page.destination, page.state)
        return stays or not self._has_copies()

    def _asks_for_redirects(self, now: Built, page: Page) -> bool:
        """Whether all redirects to the page are those that it asks for itself."""
        asked = {source.destination for source in page.redirects_from}
        return all(item.destination in asked for item in now.redirects if item.source == self._path)

    def _has_copies(self) -> bool:
        return bool(self._own_folder) and self._around.has_more_below(self._own_folder, self._path)


def _only(built: Built, path: str) -> Page | None:
    """The one page of a file, or None."""
    found = [page for page in built.pages if page.path == path]
    return found[0] if len(found) == 1 else None


def _others(built: Built, path: str) -> tuple[object, ...]:
    """What is made, but for the page of one file and what plugins make."""
    pages = [_undated(page) for page in built.pages if page.path != path]
    redirects = [item for item in built.redirects if item.source != path]
    return (pages, redirects, built.static, built.fatal, built.makers, built.collisions, built.unknown_providers)


def _undated(page: Page | None) -> Page | None:
    """A page without its date: a section has that of its latest page, which decides nothing but its address."""
    return None if page is None else replace(page, date=None)


def names_like(around: Vicinity, path: str, ends: Iterable[str]) -> list[str]:
    """The files beside one whose names go on otherwise after the first dot, with one of some endings."""
    folder, _, name = path.rpartition("/")
    found = around.names(folder, f"{name.partition('.')[0]}.")
    endings = tuple(ends)
    before = f"{folder}/" if folder else ""
    return [f"{before}{other}" for other in found if other != name and other.lower().endswith(endings)]
