"""What becomes of one page, where that hangs on the sections around it and on no other file, and nothing else on it.

The model itself says it: it is run on the page, the files of those sections and a page beside it, once with what the
page was and once with what it is. What it makes of the others has to be the same both times, and what it makes of them
on the whole site.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from msgspec.structs import replace

from content_lint.site.generators.hugo.build import build
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, ContentPath, is_content, parse_path
from content_lint.site.generators.hugo.mounts import CONTENT
from content_lint.site.generators.hugo.read import survey_paths
from content_lint.site.generators.protocol import Around
from content_lint.site.model import Built, FileFacts, Page, SiteFile


def lone_file(path: str, config: HugoConfig) -> SiteFile | None:
    """What a file is, if it is one page and no section; None where that cannot be said.

    Args:
        path: from the site's root.
        config: the site's configuration.
    """
    if config.overlays or _place(path, config) is None:
        return None
    files = survey_paths((path,), config).files
    return files[0] if len(files) == 1 and not files[0].lent else None


def _place(path: str, config: HugoConfig) -> ContentPath | None:
    """What the path of a page says; None where it is none, or one in several languages or of a whole folder."""
    placements = config.placements(path)
    if len(placements) != 1 or placements[0].component != CONTENT or not is_content(placements[0].inner):
        return None
    place = parse_path(placements[0].inner, {language.code for language in config.languages})
    if place.bundle is Bundle.BRANCH or place.base == "/":
        return None
    return place if len(config.languages_of(placements[0], place.lang)) == 1 else None


def home_of(path: str) -> str:
    """The folder in which a page lies; of one that has a folder of its own, the one around that."""
    folder, _, name = path.rpartition("/")
    return folder.rpartition("/")[0] if name.lower().startswith("index.") else folder


class LonePages:
    """Runs the model on a page with all that may decide on it.

    Args:
        file: the page.
        config: the site's configuration.
        now: the clock (aware).
        around: the rest of the site.
    """

    def __init__(self, file: SiteFile, config: HugoConfig, now: datetime, around: Around) -> None:
        self._path = file.path
        self._config = config
        self._now = now
        self._around = around
        self._others = tuple(dict.fromkeys(self._find_others()))
        self._facts = {path: facts for path in self._others if (facts := around.facts(path)) is not None}

    def page(self, facts: FileFacts) -> Page | None:
        """What becomes of it with these facts; None where that, or what becomes of others, hangs on more."""
        now = self._built(facts)
        pages = [page for page in now.pages if page.path == self._path]
        if len(pages) != 1 or not self._leaves_others(now) or not self._leaves_copies(pages[0]):
            return None
        return pages[0]

    def may_go(self) -> bool:
        """Whether nothing else is another without it."""
        return self._leaves_others(self._built(None)) and not self._around.has_more_below(self._own_folder, self._path)

    def _find_others(self) -> Iterator[str]:
        """The files of the sections around it, those that may be taken for it, and one page beside it."""
        home = home_of(self._path)
        yield from self._around.beside(self._path, home)
        folder = home
        while folder:
            yield from (f"{folder}/{name}" for name in self._around.names(folder, "_index."))
            folder = folder.rpartition("/")[0]
        folder, _, name = self._path.rpartition("/")
        first, _, ending = name.partition(".")
        for other in self._around.names(folder, f"{first}."):
            if other != name and other.rpartition(".")[2].lower() == ending.rpartition(".")[2].lower():
                yield f"{folder}/{other}"

    @property
    def _own_folder(self) -> str:
        """The folder that is the page; empty for a page that is one file."""
        folder = self._path.rpartition("/")[0]
        return folder if home_of(self._path) != folder else ""

    def _built(self, facts: FileFacts | None) -> Built:
        """What the model makes of it and the others; without facts, of these alone."""
        own = {} if facts is None else {self._path: facts}
        files = survey_paths((*self._others, *own), self._config)
        return build(files, {**self._facts, **own}, self._config, self._now)

    def _leaves_others(self, now: Built) -> bool:
        """Whether the others are as they are on the whole site, and as they were without the change."""
        then = self._built(self._around.facts(self._path))
        new = frozenset(now.generated) - frozenset(then.generated)
        return (
            len(self._facts) == len(self._others)
            and self._is_like_whole(then)
            and self._pages_of_others(then) == self._pages_of_others(now)
            and frozenset(then.generated) <= frozenset(now.generated)
            and new <= self._around.generated
            and (then.static, then.fatal, then.makers, then.collisions) == (now.static, now.fatal, now.makers, ())
        )

    def _is_like_whole(self, then: Built) -> bool:
        """Whether the model made the same of them in the whole site, but for the dates of sections."""
        for page in then.pages:
            whole = self._around.page(page.path)
            if page != whole and (page.path == self._path or _undated(page) != _undated(whole)):
                return False
        return True

    def _pages_of_others(self, built: Built) -> list[Page | None]:
        return [_undated(page) for page in built.pages if page.path != self._path]

    def _leaves_copies(self, page: Page) -> bool:
        """Whether the files in the page's own folder stay where they are."""
        folder = self._own_folder
        if not folder or not self._around.has_more_below(folder, self._path):
            return True
        before = self._around.page(self._path)
        return before is not None and (before.destination, before.state) == (page.destination, page.state)


def _undated(page: Page | None) -> Page | None:
    """A page without its date: a section has that of its latest page, which decides nothing but its address."""
    return None if page is None else replace(page, date=None)
