"""What becomes of one page, where that hangs on the sections around it and on no other file, and nothing else on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime

from content_lint.site.generators.hugo.build import build
from content_lint.site.generators.hugo.config import HugoConfig
from content_lint.site.generators.hugo.content_path import Bundle, is_content, parse_path
from content_lint.site.generators.hugo.mounts import CONTENT, STATIC
from content_lint.site.generators.hugo.read import survey_paths
from content_lint.site.generators.lone_pages import LonePages, LoneSurroundings, names_like
from content_lint.site.generators.protocol import Vicinity
from content_lint.site.model import Built, FileFacts, Page, State


def lone_pages(path: str, config: HugoConfig, now: datetime, around: Vicinity) -> LonePages | None:
    """A file that is one page and no section; None where that cannot be said.

    Args:
        path: from the site's root.
        config: the site's configuration.
        now: the clock (aware).
        around: the rest of the site.
    """
    bundle = _bundle(path, config)
    files = survey_paths((path,), config).files
    if bundle is None or config.overlays or len(files) != 1 or files[0].lent:
        return None
    folder = path.rpartition("/")[0]
    own = folder if bundle is Bundle.LEAF else ""
    home = folder.rpartition("/")[0] if own else folder

    def built(facts: Mapping[str, FileFacts]) -> Built:
        return build(survey_paths(facts, config), facts, config, now)

    others = tuple(_sections(home, around)), names_like(around, path, (path[path.rfind(".") :].lower(),))
    return LonePages(LoneSurroundings(files[0], home, own, (*others[0], *others[1])), around, built, may_bring=True)


def lone_copy(path: str, config: HugoConfig, now: datetime) -> Page | None:
    """What becomes of a file of the static folder; None where that cannot be said.

    Args:
        path: from the site's root.
        config: the site's configuration.
        now: the clock (aware).
    """
    places, survey = config.placements(path), survey_paths((path,), config)
    is_copied = len(places) == 1 and places[0].component == STATIC and not places[0].lent
    if config.overlays or not is_copied or len(survey.files) != 1:
        return None
    found = [page for page in build(survey, {}, config, now).static if page.path == path]
    return found[0] if len(found) == 1 and found[0].state is State.STATIC else None


def _bundle(path: str, config: HugoConfig) -> Bundle | None:
    """What a page is of its folder; None for none, for one in several languages, or a section."""
    placements = config.placements(path)
    if len(placements) != 1 or placements[0].component != CONTENT or not is_content(placements[0].inner):
        return None
    place = parse_path(placements[0].inner, {language.code for language in config.languages})
    if place.bundle is Bundle.BRANCH or place.base == "/":
        return None
    return place.bundle if len(config.languages_of(placements[0], place.lang)) == 1 else None


def _sections(folder: str, around: Vicinity) -> Iterator[str]:
    """The files of the sections around a page."""
    while folder:
        yield from (f"{folder}/{name}" for name in around.names(folder, "_index."))
        folder = folder.rpartition("/")[0]
