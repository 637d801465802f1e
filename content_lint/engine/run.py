"""One run: from settings and paths to a report."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from content_lint.cache.keys import facts_key, findings_key
from content_lint.config.settings import RuleSettings, SiteSettings
from content_lint.engine.comparison import Comparison, Key, compare_with, new_keys
from content_lint.engine.document_step import RUNNING, DocumentStep
from content_lint.engine.external import External, judge_external
from content_lint.engine.load import Loaded, Progress, load_site
from content_lint.engine.notes import about_set_up, built_notes, link_coverage, rule_facts
from content_lint.engine.precedence import closure
from content_lint.engine.scope import NothingToCheck, RunScope, find_scope
from content_lint.engine.since import Since
from content_lint.engine.site_step import SiteFindings, check_whole_site
from content_lint.engine.weighing import Weighed, weigh_findings
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import Report
from content_lint.rules.context import SiteContext
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import DocumentRule, Rule, SiteRule
from content_lint.rules.syntax.unreadable_file import UnreadableFile
from content_lint.schema.errors import SetupError
from content_lint.site.index import Site
from content_lint.site.sources.tree import DiskTree, SiteTree
from content_lint.site.watched import KeyWatch

if TYPE_CHECKING:  # most runs are short, start nobody, and cache no report
    from content_lint.cache.cache import Cache
    from content_lint.cache.cached_report import CachedReport
    from content_lint.engine.baseline import Baseline
    from content_lint.engine.report_caching import ReportCaching
    from content_lint.engine.workers.sharing import SharedReading
    from content_lint.engine.workers.wanted import Workers


class KeepsSites:
    """Keeps sites that a run has read, for the next run: whoever does overrides what it keeps."""

    def keep_judged(self, loaded: Loaded, site: Site, cache: Cache) -> None:
        """Keep the site that a run has judged, where it was compared with nothing."""

    def keep_before(self, comparison: Comparison, cache: Cache | None) -> None:
        """Keep the site before a change."""

    def keep_after(self, loaded: Loaded, site: Site, report: Report, cache: Cache | None) -> bool:  # noqa: ARG002
        """Keep the site after it, where that will be the one before the next; gives whether it is kept."""
        return False


class RunRequest(Struct, frozen=True):
    """What one run is asked for.

    Attributes:
        now: the clock.
        paths: documents or folders, from the root with ``/``, that findings are wanted for; None for all.
        lenient: whether named paths that are no documents are passed over, and nothing to check is no mistake.
        tree: the files that are judged, or None for those on disk.
        buffers: text that replaces a file's own, by path (an editor's buffer, standard input).
        progress: told how far the run is, or None.
        baseline: findings that were there before and are not to be reported, or None.
        external: how targets outside of the site are asked, or None: then network rules say nothing.
        since: what the run is compared with, or None; then only what the change touches or breaks is reported.
        cache: what earlier runs learned of the files, and where they are read; None for no cache.
        workers: who shares the work on documents, or None.
        built: the folder of pages that the generator made of the site, by which its links are judged; or None.
        caching: how the report is cached, to be shown again as long as nothing changes, or None.
        keep: keeps the site for the next run, or None.
    """

    now: datetime
    paths: tuple[str, ...] | None = None
    lenient: bool = False
    buffers: Mapping[str, bytes] = field(default_factory=dict)
    progress: Progress | None = None
    baseline: Baseline | None = None
    external: External | None = None
    since: Since | None = None
    tree: SiteTree | None = None
    cache: Cache | None = None
    caching: ReportCaching | None = None
    keep: KeepsSites | None = None
    workers: Workers | None = None
    built: Path | None = None


def run_check(settings: SiteSettings, request: RunRequest) -> Report:
    """Check the site, or the named documents in the light of the whole site.

    Raises:
        NothingToCheck: there is no document at all, or a named path is not a document of the site.
    """
    from content_lint.cache.cache import Cache  # what is answered from an index has none

    cache = request.cache or Cache((request.tree or DiskTree(settings.root)).over(request.buffers))
    request = replace(request, cache=cache)
    has_entries = cache.load(lambda: keys_of(settings, request))
    try:
        report = _run_with(cache, settings, request)
        doubtful = has_entries and any(failure.doing.startswith(RUNNING) for failure in report.failures)
    except (NothingToCheck, SetupError):
        raise
    except Exception:
        if not has_entries:
            raise
        doubtful = True
    if doubtful:
        # What was stored may come from anywhere: it is the first to be doubted.
        cache.clear()
        report = _run_with(cache, settings, request)
    return report


def _run_with(cache: Cache, settings: SiteSettings, request: RunRequest) -> Report:
    from content_lint.engine.report_caching import from_store_alone

    with ExitStack() as stack:
        shared = share_reading(settings, request, cache, stack)
        loaded = load_site(settings, cache, cache, request.progress, shared)
        site = loaded.site(settings, request.now, request.built, None if request.keep is None else KeyWatch())
        stored = from_store_alone(request.external)
        report = _judge(settings, request, loaded, site)
    reports = [_cached(request, report, site, cache)]
    if stored is not None and reports[0] is not None:
        # Silence is not stored, so the next look into the store sees other verdicts than this run: its report is made
        # now, when nothing but the judging is left to do.
        later = replace(request, external=stored, progress=None, keep=None)
        reports.append(_cached(later, _judge(settings, later, loaded, site), site, cache))
    cache.save(loaded.everything, [item for item in reports if item is not None])
    return report if reports[0] is None else reports[0].report


def share_reading(
    settings: SiteSettings, request: RunRequest, cache: Cache, stack: ExitStack, *, keeps_texts: bool = True
) -> SharedReading | None:
    """Those who read the documents for this process, until ``stack`` ends; None where it does so alone.

    Args:
        settings: the site's settings.
        request: what the run is asked for.
        cache: where the files are read.
        stack: ends what is started.
        keeps_texts: whether the texts of documents stay in memory.
    """
    if request.workers is None or not request.workers.are_several:
        return None
    from content_lint.engine.workers.starting import sharing_with  # few runs have that much to do

    judges_all = request.paths is None and request.since is None
    rules = [rule.meta.name for rule in _active_rules(settings.rules) if isinstance(rule, DocumentRule)]
    reading = sharing_with(request.workers)
    given = (request.workers, settings, rules if judges_all else (), cache)
    return stack.enter_context(reading(*given, keeps_texts=keeps_texts))


def _cached(request: RunRequest, report: Report, site: Site, cache: Cache) -> CachedReport | None:
    if request.caching is None or request.since or request.buffers:
        return None
    return request.caching.report(report, site, request.now, request.external, cache)


def keys_of(settings: SiteSettings, request: RunRequest) -> tuple[str, str]:
    """Keys of all that decides the facts of documents, and what is found in them."""
    ran = closure(settings.rules.select, all_rules())
    today = request.now.astimezone(settings.zone).date()
    return facts_key(settings), findings_key(settings, ran, today)


def check_loaded(settings: SiteSettings, request: RunRequest, loaded: Loaded, site: Site | None = None) -> Report:
    """The same for a site that has been read already; ``request.buffers`` were put into it.

    Args:
        settings: the site's settings.
        request: what to check.
        loaded: the site's files.
        site: the site that they make, for whoever asks more of it afterwards; None to make it.
    """
    return _judge(settings, request, loaded, site or loaded.site(settings, request.now, request.built))


def _judge(settings: SiteSettings, request: RunRequest, loaded: Loaded, site: Site) -> Report:
    since = request.since
    scope = find_scope(settings, loaded, since, request.paths, lenient=request.lenient)
    comparison = None if since is None else _compare(request, since, settings, loaded)
    report = judge(settings, request, loaded, site, scope, comparison)
    if request.keep is not None and since is not None and comparison is not None and not report.failures:
        # With the site before such a change, the next run would have to read all of it again.
        machinery = frozenset[str]() if loaded.machinery is None else loaded.machinery.paths()
        is_of_all = comparison.is_reset or not since.changes.paths.isdisjoint(machinery)
        is_kept = is_of_all and request.keep.keep_after(loaded, site, report, request.cache)
        if not is_kept and not comparison.is_reset:
            request.keep.keep_before(comparison, request.cache)
    return report


def _compare(request: RunRequest, since: Since, settings: SiteSettings, loaded: Loaded) -> Comparison:
    return compare_with(since, settings, loaded, request.now, None if request.keep is None else KeyWatch())


def _keep_judged(request: RunRequest, loaded: Loaded, site: Site) -> None:
    if request.keep is not None and request.cache is not None:
        request.keep.keep_judged(loaded, site, request.cache)


def judge(
    settings: SiteSettings,
    request: RunRequest,
    loaded: Loaded,
    site: Site,
    scope: RunScope,
    comparison: Comparison | None,
) -> Report:
    """Ask each kind of rules, weigh their findings, and compare.

    Args:
        settings: the site's settings.
        request: what the run is asked for.
        loaded: the site's files.
        site: the site that they make.
        scope: which of the files are judged, and which reported.
        comparison: the site before a change, or None.
    """
    active = _active_rules(settings.rules)
    tell = request.progress
    context = SiteContext(settings, request.now)
    if comparison is not None:
        context = replace(context, earlier=comparison.site, renamed=comparison.renamed)

    if tell:
        tell("checking the site", len(scope.reported), len(scope.reported))
    in_site = check_whole_site([rule for rule in active if isinstance(rule, SiteRule)], site, context, scope)
    if comparison is None and not in_site.failures:
        _keep_judged(request, loaded, site)  # copies are still judging documents
    failures = loaded.finish()
    documents = DocumentStep(settings, [rule for rule in active if isinstance(rule, DocumentRule)], request.cache)
    in_documents, crashes = documents.check_all(loaded.documents, scope.judged, tell)
    in_documents = [*_find_unreadable(active, loaded, scope), *in_documents]
    outside = judge_external(request.external, active, site, context, scope.reported, in_documents)

    found = [*in_documents, *outside.found, *_concerned(in_site, scope, documents, loaded)]
    weighed = weigh_findings(found, active, site, context, scope.judged)
    if comparison is not None and not scope.reports_all:
        weighed = weighed.limited(scope.reported, _broken(weighed, in_site, comparison, request.now))

    is_whole = request.paths is None and comparison is None
    left_out, notices = about_set_up(settings, loaded.survey, is_whole=is_whole)
    report = Report(
        diagnostics=tuple(sorted(weighed.shown, key=lambda item: item.order)),
        rules={rule.meta.name: rule_facts(rule) for rule in outside.heard(active)},
        files=len(scope.reported),
        suppressed=(*weighed.silenced, *weighed.ignored),
        not_checked=(*left_out, *outside.not_checked),
        coverage=link_coverage(site, scope.reported, {rule.meta.name for rule in active}),
        failures=(*failures, *crashes, *in_site.failures, *outside.failures),
        notices=(*notices, *built_notes(site), *outside.notices),
    )
    if request.baseline is None:
        return report
    from content_lint.engine.baseline import apply_baseline

    selected = settings.rules.select - outside.without_answer(active)
    return apply_baseline(report, request.baseline, loaded, scope.reported, selected, context.renamed)


def _active_rules(chosen: RuleSettings) -> list[Rule[Any]]:
    rules = all_rules()
    ran = closure(chosen.select, rules)
    return [rules[name](chosen.options.get(name)) for name in rules if name in ran]


def _find_unreadable(active: Sequence[Rule[Any]], loaded: Loaded, scope: RunScope) -> list[Diagnostic]:
    rule = next((rule for rule in active if isinstance(rule, UnreadableFile)), None)
    if rule is None:
        return []
    errors = loaded.unreadable.items()
    return [rule.finding(path, error.problem, error.help) for path, error in errors if path in scope.judged]


def _concerned(in_site: SiteFindings, scope: RunScope, documents: DocumentStep, loaded: Loaded) -> list[Diagnostic]:
    """What concerns the run of the findings about the whole site.

    What a change broke in documents that are not judged is weighed as everything is: by what other rules say there, and
    by comments. So their findings come along.
    """
    broken = {path for _, path, _, _ in in_site.broken}
    found: list[Diagnostic] = []
    for path in sorted(path for path in broken - scope.judged if path in loaded.documents):
        found.extend(documents.check(loaded.documents[path])[0])
    concerned = scope.judged | broken
    return [*found, *(item for item in in_site.found if scope.judges_all or item.path in concerned)]


def _broken(weighed: Weighed, in_site: SiteFindings, comparison: Comparison, now: datetime) -> set[Key]:
    """The findings that a change causes in documents that it does not touch."""
    if not comparison.is_reset:
        return in_site.broken
    then = check_loaded(comparison.settings, RunRequest(now, lenient=True), comparison.loaded)
    return new_keys(weighed.shown, then.diagnostics)
