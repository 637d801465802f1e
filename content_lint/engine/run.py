"""One run: from settings and paths to a report."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from math import inf
from pathlib import Path
from typing import Any

from content_lint.cache.cache import Cache
from content_lint.cache.cached_report import CachedReport
from content_lint.cache.file_stats import digest_source, is_at_rest
from content_lint.cache.keys import facts_key, findings_key
from content_lint.config.globs import compile_glob, compile_globs
from content_lint.config.settings import SiteSettings
from content_lint.engine.baseline import Baseline, apply_baseline
from content_lint.engine.consequence import weigh
from content_lint.engine.document_step import RUNNING, check_document, crash
from content_lint.engine.external import External, judge_external
from content_lint.engine.load import Loaded, Progress, load_site
from content_lint.engine.precedence import closure, settle
from content_lint.engine.since import Key, Since, follow, key_of, load_earlier, new_keys
from content_lint.engine.suppress import suppress
from content_lint.links.coverage import internal_coverage
from content_lint.links.site_links import resolve_links
from content_lint.parse.dialect import Generator
from content_lint.parse.facts import Document
from content_lint.report.diagnostic import Diagnostic
from content_lint.report.report import LEFT_OUT, Coverage, Failure, NotChecked, Report, RuleFacts, Suppressed
from content_lint.rules.context import SiteContext
from content_lint.rules.internal.broken_anchor import BrokenAnchor
from content_lint.rules.internal.broken_link import BrokenLink
from content_lint.rules.registry import all_rules
from content_lint.rules.rule import DocumentRule, Rule, SiteRule, SuppressionRule
from content_lint.rules.syntax.unreadable_file import UnreadableFile
from content_lint.schema.errors import SetupError
from content_lint.site.dead_globs import dead_globs
from content_lint.site.generators.registry import generator_of
from content_lint.site.index import Site
from content_lint.site.sources.tree import DiskTree, SiteTree
from content_lint.site.survey import passed_over

_EXAMPLES = 3
"""How many reasons for leaving files out are told."""


@dataclass(frozen=True, slots=True)
class Keep:
    """How a report is kept.

    Attributes:
        key: stands for what was asked for.
        sources: files that decide the report besides those of the site and its settings.
        at_any_time: whether the clock was set, so that the report is true at any time.
    """

    key: str
    sources: tuple[Path, ...] = ()
    at_any_time: bool = False


@dataclass(frozen=True, slots=True)
class RunRequest:
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
        memory: what earlier runs learned of the files, and where they are read; None where nothing is remembered.
        keep: how the report is kept, to be told again as long as nothing changes, or None.
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
    memory: Cache | None = None
    keep: Keep | None = None


class NothingToCheck(Exception):  # noqa: N818 - a state of affairs that the caller has to name
    """No document was found, or a named path is none: ``paths`` are those, or empty."""

    def __init__(self, paths: Sequence[str] = ()) -> None:
        super().__init__(", ".join(paths))
        self.paths = tuple(paths)


def run_check(settings: SiteSettings, request: RunRequest) -> Report:
    """Check the site, or the named documents in the light of the whole site.

    Raises:
        NothingToCheck: where there is no document at all, or a named path is no document of the site.
    """
    memory = request.memory or Cache((request.tree or DiskTree(settings.root)).over(request.buffers))
    recalled = memory.recall(lambda: keys_of(settings, request))
    try:
        report = _run_with(memory, settings, request)
        doubtful = recalled and any(failure.doing.startswith(RUNNING) for failure in report.failures)
    except (NothingToCheck, SetupError):
        raise
    except Exception:
        if not recalled:
            raise
        doubtful = True
    if doubtful:
        # What was kept may come from anywhere: it is the first to be doubted.
        memory.forget()
        report = _run_with(memory, settings, request)
    return report


def _run_with(memory: Cache, settings: SiteSettings, request: RunRequest) -> Report:
    loaded = load_site(settings, memory, memory, request.progress)
    request = replace(request, memory=memory)
    site = _site(settings, request, loaded)
    stored = _of_store(request.external)
    report = _judge(settings, request, loaded, site)
    kept = [_kept(request, report, site, memory)]
    if stored is not None and kept[0] is not None:
        # Silence is not stored, so the next look into the store sees other verdicts than this run: its report is made
        # now, when nothing but the judging is left to do.
        later = replace(request, external=stored, progress=None)
        kept.append(_kept(later, _judge(settings, later, loaded, site), site, memory))
    memory.save(loaded.everything, [item for item in kept if item is not None])
    return report


def _of_store(external: External | None) -> External | None:
    """Asks the store alone where ``external`` would ask servers too; else None. To be made before anything is asked."""
    if external is None or external.policy.cached:
        return None
    policy = replace(external.policy, cached=True)
    return replace(external, policy=policy, tell=None, notices=list(external.notices), known={})


def _kept(request: RunRequest, report: Report, site: Site, memory: Cache) -> CachedReport | None:
    """The report with all that it depends on; None where that is more than can be said."""
    keep, settings, external = request.keep, site.settings, request.external
    # Without a generator git says which files there are, and how it comes to that is its own affair.
    if keep is None or settings.generator is Generator.PLAIN or request.since or request.buffers:
        return None
    if report.failures or not report.files:
        return None
    sources = (*settings.sources, *keep.sources)
    if not all(is_at_rest(path, memory.now) for path in sources):
        return None
    span = (-inf, inf) if keep.at_any_time else (request.now.timestamp(), site.next_change().timestamp())
    return CachedReport(
        keep.key,
        *span,
        memory.folders,
        {str(path): digest_source(path) for path in sources},
        () if external is None else tuple(external.known.values()),
        () if external is None else tuple(item.text for item in external.notices),
        settings.external,
        report,
    )


def keys_of(settings: SiteSettings, request: RunRequest) -> tuple[str, str]:
    """What stands for all that decides the facts of documents, and what is found in them."""
    ran = closure(settings.rules.select, all_rules())
    return facts_key(settings), findings_key(settings, ran, _today(settings, request.now))


def check_loaded(settings: SiteSettings, request: RunRequest, loaded: Loaded) -> Report:
    """The same for a site that has been read already; ``request.buffers`` were put into it."""
    return _judge(settings, request, loaded, _site(settings, request, loaded))


def _judge(settings: SiteSettings, request: RunRequest, loaded: Loaded, site: Site) -> Report:
    rules = all_rules()
    ran = closure(settings.rules.select, rules)
    active = [rules[name](settings.rules.options.get(name)) for name in rules if name in ran]
    document_rules = [rule for rule in active if isinstance(rule, DocumentRule)]

    passed = [item.path for item in passed_over(loaded.survey)]
    known = _wanted([*loaded.documents, *loaded.unreadable, *passed], request)
    beside = _beside(loaded, settings) if request.paths is None else frozenset()
    since = request.since
    wanted = known if since is None or since.touched is None else known & since.touched
    earlier = None if since is None else load_earlier(since, settings, loaded)
    # Where the settings changed, every document is judged by both, and what is new is told.
    resettled = since is not None and since.settings is not settings
    judged = known if resettled else wanted
    found: list[Diagnostic] = []
    failures: list[Failure] = []
    if UnreadableFile.meta.name in ran:
        found.extend(
            UnreadableFile().finding(path, item.problem, item.help)
            for path, item in loaded.unreadable.items()
            if path in judged
        )
    for done, path in enumerate(sorted(judged & loaded.documents.keys())):
        if request.progress and done % 50 == 0:
            request.progress("checking", done, len(judged))
        diagnostics, crashes = _check(loaded.documents[path], settings, document_rules, request.memory)
        found.extend(diagnostics)
        failures.extend(crashes)

    context = SiteContext(settings, request.now)
    if since is not None and earlier is not None:
        renamed = follow(since.changes, earlier.documents, loaded.documents)
        context = replace(context, earlier=_site(since.settings, request, earlier), renamed=renamed)
        beside |= since.changes.gone
    if request.progress:
        request.progress("checking the site", len(wanted), len(wanted))
    said, new = _ask_site_rules(active, site, context, known | beside, judged, failures)

    outside = judge_external(request.external, active, site, context, wanted, found)
    found.extend(outside.found)
    failures.extend(outside.failures)
    # What a change broke elsewhere is weighed as everything is: by what other rules say there, and by comments.
    affected = {path for _, path, _, _ in new}
    for path in sorted(affected & loaded.documents.keys() - judged):
        found.extend(_check(loaded.documents[path], settings, document_rules, request.memory)[0])
    found.extend(item for item in said if judged == known or item.path in judged or item.path in affected)
    standing, silenced = _silence(settle(found, rules), active, loaded.documents, context, judged)
    shown, by_configuration = _configure(weigh(standing, rules, site), settings)
    if since is not None and earlier is not None and wanted != known:
        if resettled:
            then = check_loaded(since.settings, RunRequest(request.now, lenient=True), earlier)
            new = new_keys(shown, then.diagnostics)
        shown = [item for item in shown if item.path in wanted or key_of(item) in new]
        silenced = [item for item in silenced if item.diagnostic.path in wanted or key_of(item.diagnostic) in new]
        by_configuration = [item for item in by_configuration if item.diagnostic.path in wanted]
    unasked = outside.without_answer(active)
    told = ran - unasked if outside.verdicts is None else ran
    report = Report(
        diagnostics=tuple(sorted(shown, key=lambda item: item.order)),
        rules={name: _facts(rules[name]) for name in rules if name in told},
        files=len(wanted),
        suppressed=(*silenced, *by_configuration),
        not_checked=(*_left_out(loaded, request), *outside.not_checked),
        coverage=_coverage(site, wanted, ran),
        failures=tuple(failures),
        notices=(*_notices(settings, request, loaded), *outside.notices),
    )
    return apply_baseline(report, request.baseline, loaded, wanted, settings.rules.select - unasked, context.renamed)


def _check(
    document: Document, settings: SiteSettings, rules: Sequence[DocumentRule[Any]], memory: Cache | None
) -> tuple[Sequence[Diagnostic], Sequence[Failure]]:
    """What the rules about one document say of it, and which of them crashed; from memory where that is known."""
    known = memory.findings(document) if memory is not None else None
    if known is not None:
        return known, ()
    diagnostics, crashes = check_document(document, settings, rules)
    if memory is not None and not crashes:
        memory.keep(document, diagnostics)
    return diagnostics, crashes


def _today(settings: SiteSettings, now: datetime) -> date:
    return now.astimezone(settings.zone).date()


def _wanted(known: Sequence[str], request: RunRequest) -> frozenset[str]:
    """The documents that findings are wanted for: all, or those at or below the paths asked for."""
    ordered, wanted, strangers = sorted(set(known)), set[str](), []
    for path in request.paths if request.paths is not None else ("",):
        whole = path in {"", "."}
        # What lies in a folder stands together in the order; "0" is the character behind "/".
        first, end = (
            (0, len(ordered)) if whole else (bisect_left(ordered, f"{path}/"), bisect_left(ordered, f"{path}0"))
        )
        place = bisect_left(ordered, path)
        below = ordered[place : place + 1] if ordered[place : place + 1] == [path] else ordered[first:end]
        if not below:
            strangers.append(path)
        wanted.update(below)
    if strangers and not request.lenient:
        raise NothingToCheck([path for path in strangers if path])
    return frozenset(wanted)


def _ask_site_rules(
    active: Sequence[Rule[Any]],
    site: Site,
    context: SiteContext,
    allowed: frozenset[str],
    judged: frozenset[str],
    failures: list[Failure],
) -> tuple[list[Diagnostic], set[Key]]:
    """What the rules about the whole site say of the files ``allowed``; a crash goes to ``failures``.

    Also what of that is new in files that are not ``judged``, where there is an earlier site to compare with.
    """
    said: list[Diagnostic] = []
    new: set[Key] = set()
    before = context.earlier
    for rule in active:
        if not isinstance(rule, SiteRule):
            continue
        try:
            answers = [item for item in rule.check(site, context) if item.path in allowed]
            said += answers
            others = [item for item in answers if item.path not in judged] if before is not None else []
            if others and before is not None:
                new |= new_keys(others, rule.check(before, SiteContext(before.settings, context.now)))
        except SetupError:
            raise  # the site's own schema is at fault
        except Exception as error:  # noqa: BLE001 - whatever a rule does, the others go on
            failures.append(crash(rule.meta.name, "", error))
    return said, new


def _coverage(site: Site, wanted: frozenset[str], ran: Container[str]) -> dict[str, Coverage]:
    """How many links of the documents that were asked for have a verdict; nothing where no rule judges them."""
    if BrokenLink.meta.name not in ran:
        return {}
    places = BrokenAnchor.meta.name in ran
    return {"internal": internal_coverage(site.once(resolve_links), wanted, places=places)}


def _notices(settings: SiteSettings, request: RunRequest, loaded: Loaded) -> tuple[str, ...]:
    """What is to be known of the set-up; of settings without effect only where the whole site is judged."""
    if request.paths is not None or request.since is not None:
        return settings.notices
    dead = (
        f"`{item.glob}` in `{item.setting}` matches no file" + (f"; did you mean `{item.near}`?" if item.near else "")
        for item in dead_globs(settings, loaded.survey)
    )
    return (*settings.notices, *generator_of(settings).ignored_settings(), *dead)


def _left_out(loaded: Loaded, request: RunRequest) -> list[NotChecked]:
    """Markdown files that are taken for no pages, by reason; told where the whole site is judged."""
    if request.paths is not None or request.since is not None:
        return []
    left_out = loaded.survey.left_out
    if not left_out:
        return []
    first = {item.reason: item.path for item in reversed(left_out)}
    common = [reason for reason, _ in Counter(item.reason for item in left_out).most_common(_EXAMPLES)]
    examples = ", ".join(f"{first[reason]} ({reason})" for reason in common)
    more = ", such as" if len(left_out) > len(common) else ":"
    return [NotChecked(LEFT_OUT, len(left_out), f"taken for no pages{more} {examples}; `files` can name them")]


def _site(settings: SiteSettings, request: RunRequest, loaded: Loaded) -> Site:
    return Site(settings, loaded.survey, loaded.documents, loaded.others, request.now, loaded.layouts, loaded.templates)


def _beside(loaded: Loaded, settings: SiteSettings) -> frozenset[str]:
    """Files that are no documents and can hold a fault of the whole site: a feed, the generator's configuration."""
    exclude = compile_globs(settings.exclude)
    config = settings.generator_config
    names = {path for path in loaded.others if not (exclude and exclude.match(path))}
    return frozenset(names | ({config.config_path} if config is not None and config.config_path else set()))


def _silence(
    diagnostics: Iterable[Diagnostic],
    active: Sequence[Rule[Any]],
    documents: Mapping[str, Document],
    context: SiteContext,
    wanted: frozenset[str],
) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Apply the suppression comments, and let the rules about them speak."""
    by_path: dict[str, list[Diagnostic]] = defaultdict(list)
    for item in diagnostics:
        by_path[item.path].append(item)
    standing: list[Diagnostic] = []
    silenced: list[Suppressed] = []
    rules, ran = all_rules(), frozenset(rule.meta.name for rule in active if rule.silence_tells)
    today = _today(context.settings, context.now)
    judges = [rule for rule in active if isinstance(rule, SuppressionRule)]
    for path in sorted({*by_path, *wanted}):
        document = documents.get(path)
        if document is None:
            standing.extend(by_path[path])
            continue
        stay, silent, uses = suppress(document, by_path[path], rules, ran, today)
        standing.extend(stay)
        silenced.extend(silent)
        for rule in judges if uses else ():
            standing.extend(rule.check(document, uses, context))
    return standing, silenced


def _configure(diagnostics: Iterable[Diagnostic], settings: SiteSettings) -> tuple[list[Diagnostic], list[Suppressed]]:
    """Apply selection, severities and the settings per path."""
    shown: list[Diagnostic] = []
    hidden: list[Suppressed] = []
    chosen = settings.rules
    per_path = [(compile_glob(glob), ignore, severities) for glob, ignore, severities in chosen.per_path]
    for item in diagnostics:
        if item.rule not in chosen.select:
            continue
        severity = chosen.severities.get(item.rule, item.severity)
        ignored = False
        for glob, ignore, severities in per_path:
            if (item.rule in ignore or item.rule in severities) and glob.match(item.path):
                ignored = ignored or item.rule in ignore
                severity = severities.get(item.rule, severity)
        final = item if severity is item.severity else replace(item, severity=severity)
        if ignored:
            hidden.append(Suppressed(final, "configuration"))
        else:
            shown.append(final)
    return shown, hidden


def _facts(rule: type[Rule[Any]]) -> RuleFacts:
    summary = (rule.__doc__ or "").strip().splitlines()[0]
    return RuleFacts(rule.meta.code, rule.meta.name, summary, rule.meta.severity)
