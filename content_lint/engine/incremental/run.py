"""A run about a quiet change, answered from the index of the site."""

from __future__ import annotations

from collections.abc import Collection, Container, Iterator, Mapping, Sequence
from typing import Any, cast

from msgspec import Struct

from content_lint.cache.site_index import SiteIndex
from content_lint.config.globs import compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.engine.comparison import Comparison, follow
from content_lint.engine.incremental.concerned import Concerned
from content_lint.engine.incremental.doubt import NotQuiet
from content_lint.engine.incremental.kept import UNREADABLE, Head
from content_lint.engine.incremental.kept_site import KeptSite
from content_lint.engine.incremental.states import SiteState, States, Texts
from content_lint.engine.incremental.texts import Reader
from content_lint.engine.load import Loaded
from content_lint.engine.run import RunRequest, judge
from content_lint.engine.scope import RunScope
from content_lint.parse.facts import Document
from content_lint.report.report import Report
from content_lint.rules.dates.unpublished import find_passed_over
from content_lint.site.model import Survey
from content_lint.site.sources.history import Changes
from content_lint.site.sources.tree import ReadError, Tree
from content_lint.text.source import SourceText

_ROUNDS = 3


class Files(Struct, frozen=True):
    """Where texts come from that are in no index.

    Attributes:
        now: the files as they are judged.
        kept: reads a file as it was when the index was made; raises where it cannot.
    """

    now: Tree
    kept: Reader


class JudgedChange(Struct, frozen=True):
    """What is judged.

    Attributes:
        steps: the changes from the state of the index on, each with the texts that it touches; the last one is judged.
        changes: what the last one touches.
        touched: the files of it that are reported.
    """

    steps: Sequence[Mapping[str, Texts]]
    changes: Changes
    touched: frozenset[str]


class ChangeReport(Struct, frozen=True):
    """What was found.

    Attributes:
        report: the report.
        why_all: why the addresses of all pages were worked out again; empty where they were not.
    """

    report: Report
    why_all: str


def judge_change(
    settings: SiteSettings, request: RunRequest, index: SiteIndex, head: Head, files: Files, change: JudgedChange
) -> ChangeReport:
    """What ``run_check`` would report of a change, if what it concerns can be found out from an index.

    Args:
        settings: the site's settings, now and at all times since the index was made.
        request: what is asked for.
        index: the site's index.
        head: what it says of itself.
        files: the files after the change, and of the index.
        change: what is judged.

    Raises:
        NotQuiet: the whole site has to be looked at.
        OSError: a file cannot be read.
    """
    states = States(settings, index, head, request.now, _reader(files.now), files.kept)
    try:
        return ChangeReport(_judge_with(states, settings, request, index, files, change), states.why_all)
    except NotQuiet as reason:
        if not states.were_alone:
            raise
        why_all = str(reason)  # somebody asks for all pages
    states = States(settings, index, head, request.now, _reader(files.now), files.kept, may_be_alone=False)
    return ChangeReport(_judge_with(states, settings, request, index, files, change), why_all)


def _judge_with(
    states: States, settings: SiteSettings, request: RunRequest, index: SiteIndex, files: Files, change: JudgedChange
) -> Report:
    before = after = states.first
    for step in change.steps:
        before, after = states.apply(after, step)
    changed = set(change.steps[-1])
    concerned = Concerned(settings, index, states, before, after, changed)
    found = concerned.find()
    focus, others = changed | found, frozenset(found)
    alike = before.model.has_lists_of_index and after.model.has_lists_of_index
    for _ in range(_ROUNDS):
        for path in focus - changed:
            if path in after.documents:
                _refuse_unlike(files.now.read(path), after.documents[path])
        then, now = (states.site(state, focus, concerned.moved, others, alike=alike) for state in (before, after))
        report = _judge(settings, request, index, files.now, (before, then), (after, now), change)
        more = {item.path for item in report.diagnostics} | {item.diagnostic.path for item in report.suppressed}
        if more <= focus | change.changes.gone:
            return report
        focus |= more  # others are broken as well: whatever else is found in them is weighed with that
    raise NotQuiet("a change breaks more and more documents")


def judge_buffer(
    settings: SiteSettings, request: RunRequest, index: SiteIndex, head: Head, files: Files, step: Mapping[str, Texts]
) -> Report:
    """What ``run_check`` would report of one document in the light of the whole site, if an index tells enough.

    Args:
        settings: the site's settings, now and when the index was made.
        request: what is asked for: the path of the document, and no comparison.
        index: the site's index.
        head: what it says of itself.
        files: the files, with the text of the document that is to be judged, and those of the index.
        step: the texts in which they differ from the index.

    Raises:
        NotQuiet: the whole site has to be looked at.
        OSError: a file cannot be read.
    """
    states = States(settings, index, head, request.now, _reader(files.now), files.kept)
    try:
        return _judge_texts(states, settings, request, index, files, step)
    except NotQuiet:
        if not states.were_alone:
            raise
    states = States(settings, index, head, request.now, _reader(files.now), files.kept, may_be_alone=False)
    return _judge_texts(states, settings, request, index, files, step)


def _judge_texts(
    states: States,
    settings: SiteSettings,
    request: RunRequest,
    index: SiteIndex,
    files: Files,
    step: Mapping[str, Texts],
) -> Report:
    _, after = states.apply(states.first, step)
    wanted = frozenset(request.paths or ())
    if not wanted or not all(path in after.documents for path in wanted):
        raise NotQuiet("what is asked for is no document")
    concerned = Concerned(settings, index, states, states.first, after, set(step))
    concerned.refuse_neighbours()
    others = frozenset(concerned.whose_links_lead_elsewhere())
    scope = RunScope(wanted, wanted, wanted, frozenset())
    site = states.site(after, wanted, concerned.moved, others)
    return _whole(judge(settings, request, _loaded(after, files.now), site, scope, None))


def _reader(tree: Tree) -> Reader:
    def read(path: str) -> SourceText:
        source = tree.read(path)
        if isinstance(source, ReadError):
            raise NotQuiet(f"`{path}` cannot be read")
        return source

    return read


def _whole(report: Report) -> Report:
    """The report, in which every rule has had its say."""
    if report.failures:
        raise NotQuiet(f"{report.failures[0].doing}: {report.failures[0].error}")
    return report


def _refuse_unlike(source: SourceText | ReadError, document: Document) -> None:
    if isinstance(source, ReadError) or source.digest != document.source.digest:
        raise NotQuiet(f"`{document.path}` on disk is not that of the commit")


def _judge(
    settings: SiteSettings,
    request: RunRequest,
    index: SiteIndex,
    tree: Tree,
    before: tuple[SiteState, KeptSite],
    after: tuple[SiteState, KeptSite],
    change: JudgedChange,
) -> Report:
    then, now = (_loaded(state, tree) for state, _ in (before, after))
    asked = _Asked(index, *after)
    reported = frozenset(path for path in change.touched if path in asked)
    scope = RunScope(asked, reported, reported, _Beside(settings, after[0], change.changes.gone))
    renamed = follow(change.changes, before[0].documents, after[0].documents)
    comparison = Comparison(settings, then, before[1], renamed, is_reset=False)
    return _whole(judge(settings, request, now, after[1], scope, comparison))


class _Asked(Collection[str]):
    """The documents of a state, and what is none though somebody may take it for one or could not read it."""

    def __init__(self, index: SiteIndex, state: SiteState, site: KeptSite) -> None:
        self._documents = state.documents
        passed = (item.path for item in site.once(find_passed_over))
        unread = (path for path in index.paths(UNREADABLE) if path not in state.latest)
        self._beside = frozenset(path for path in (*passed, *unread) if path not in state.documents)
        self._count = len(state.documents) + len(self._beside)

    def __contains__(self, path: object) -> bool:
        return path in self._documents or path in self._beside

    def __iter__(self) -> Iterator[str]:
        yield from self._documents
        yield from self._beside

    def __len__(self) -> int:
        return self._count


class _Beside(Container[str]):
    """Files that are no documents, in which a finding may be: what is no more, other pages, configuration."""

    def __init__(self, settings: SiteSettings, state: SiteState, gone: frozenset[str]) -> None:
        self._others = state.others
        self._gone = gone
        self._exclude = compile_globs(settings.left_alone)
        config = settings.generator_config
        self._read = {rule.file for rule in settings.host_rules}
        if config is not None and config.config_path:
            self._read.add(config.config_path)

    def __contains__(self, path: object) -> bool:
        if path in self._gone or path in self._read:
            return True
        return path in self._others and not (self._exclude and self._exclude.match(str(path)))


def _loaded(state: SiteState, tree: Tree) -> Loaded:
    return Loaded(Survey((), ()), tree, cast("Any", state.documents), cast("Any", state.others))  # they are read only
