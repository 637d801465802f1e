"""Which files a run judges, and which it reports."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Collection, Container, Iterable, Sequence

from msgspec import Struct

from content_lint.config.globs import compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.engine.load import Loaded
from content_lint.engine.since import Since
from content_lint.site.survey import passed_over


class NothingToCheck(Exception):  # noqa: N818 - a state of affairs that the caller has to name
    """There is nothing to check; ``paths`` lists the named paths that are not documents."""

    def __init__(self, paths: Sequence[str] = ()) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


class RunScope(Struct, frozen=True):
    """The files that a run is about, as paths from the site's root.

    Each of these but ``beside`` is a part of ``asked``, so their sizes say whether it is all of it.

    Attributes:
        asked: the documents that were asked for: all, or those at or below the named paths.
        reported: those of them whose findings are all reported. In a comparison these are the documents that the
            change touches; of the others only what it breaks is reported.
        judged: those of them that all rules look at.
        beside: files that are not documents, but in which rules about the whole site may find something.
    """

    asked: Collection[str]
    reported: frozenset[str]
    judged: frozenset[str]
    beside: Container[str]

    @property
    def judges_all(self) -> bool:
        """Whether all rules look at every document that was asked for."""
        return len(self.judged) == len(self.asked)

    @property
    def reports_all(self) -> bool:
        """Whether every finding is reported."""
        return len(self.reported) == len(self.asked)

    def allows(self, path: str) -> bool:
        """Whether a rule about the whole site may have a finding in a file."""
        return path in self.asked or path in self.beside


def find_scope(
    settings: SiteSettings, loaded: Loaded, since: Since | None, paths: Sequence[str] | None, *, lenient: bool
) -> RunScope:
    """Which files a run is about.

    Args:
        settings: the site's settings.
        loaded: the site's files.
        since: what the run is compared with, or None.
        paths: documents or folders to check; None for the whole site.
        lenient: whether named paths that are not documents are passed over.

    Raises:
        NothingToCheck: there is no document at all, or a named path is not one.
    """
    passed = (item.path for item in passed_over(loaded.survey))
    documents = (*loaded.documents, *loaded.unreadable, *passed)
    asked = _at_or_below(documents, ("",) if paths is None else paths, lenient=lenient)
    beside = _beside(settings, loaded) if paths is None else frozenset()
    if since is None:
        return RunScope(asked, asked, asked, beside)
    reported = asked if since.touched is None else asked & since.touched
    # Where the settings changed, every document is judged by both, and what is new is reported.
    judged = asked if since.resets(settings) else reported
    return RunScope(asked, reported, judged, beside | since.changes.gone)


def _at_or_below(documents: Iterable[str], paths: Sequence[str], *, lenient: bool) -> frozenset[str]:
    ordered = sorted(set(documents))
    found: set[str] = set()
    strangers: list[str] = []
    for path in paths:
        below = _below(path, ordered)
        found.update(below)
        if not below:
            strangers.append(path)
    if strangers and not lenient:
        raise NothingToCheck([path for path in strangers if path])
    return frozenset(found)


def _below(path: str, ordered: list[str]) -> list[str]:
    """The document of that path, or those of the folder."""
    if path in {"", "."}:
        return ordered
    place = bisect_left(ordered, path)
    if ordered[place : place + 1] == [path]:
        return [path]
    # The documents of a folder are next to each other in the order; "0" is the character after "/".
    return ordered[bisect_left(ordered, f"{path}/") : bisect_left(ordered, f"{path}0")]


def _beside(settings: SiteSettings, loaded: Loaded) -> frozenset[str]:
    """Files that are not documents and can hold a fault of the whole site: a feed, configuration, the host's rules."""
    exclude = compile_globs(settings.left_alone)
    found = {path for path in loaded.others if not (exclude and exclude.match(path))}
    config = settings.generator_config
    if config is not None and config.config_path:
        found.add(config.config_path)
    if settings.forms is not None:
        found.add(settings.forms.path)
    found.update(rule.file for rule in settings.host_rules)
    return frozenset(found)
